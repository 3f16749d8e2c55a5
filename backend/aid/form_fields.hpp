// A field of a support form as the pages show it: its kind, label and choices in the language of the page.
#pragma once

#include <string>

#include "aid/form.hpp"
#include "web/form_view.hpp"

namespace bygd {

FieldView field_view(const FormField&, const std::string& language, const std::string& typed, const Words&);

}  // namespace bygd
