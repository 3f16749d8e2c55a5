// A new text of a letter from a day: written beside the old one, compared line by line, seen in whole letters, confirmed or
// refused by another administrator. An auditor reads.
#pragma once

#include <vector>

#include "base/services.hpp"
#include "base/words.hpp"
#include "decisions/letter_text_change.hpp"
#include "web/view.hpp"

namespace bygd {

class Router;

void add_letter_change_routes(Router& router, const Services& services);

// Rows of a list, for the page of all texts.
void put_letter_changes(View&, const Services&, const std::vector<LetterTextChange>&, const Words&);

}  // namespace bygd
