// What every page and API answer says of a case in the same words: its state, its outcome, its form.
#pragma once

#include <string>
#include <string_view>

#include "base/services.hpp"
#include "cases/case.hpp"
#include "cases/case_store.hpp"

namespace bygd {

std::string state_label(const Services&, std::string_view workflow, int version, std::string_view state,
                        std::string_view language);
// The same of a state alone: as the newest definition of cases that has it says; the name itself when none has.
std::string state_name(const Services&, const std::string& state, std::string_view language);
// The kind of status badge (web: new, open, waiting, done, stopped) by stage and outcome.
std::string_view state_kind(std::string_view stage, std::string_view state, const std::optional<std::string>& outcome);
std::string form_label(const Services&, std::string_view form, std::string_view language);

}  // namespace bygd
