// A person's own word on conflict of interest in a case: one row a person, an event in the diary each time it is said.
#pragma once

#include <string>
#include <string_view>

#include "cases/case_action.hpp"

namespace bygd {

// Anybody who works with cases, for themselves. Throws not_found, forbidden (an auditor does not take part), invalid
// (conflict.reason_required). A person who has one and handles the case is taken off it.
Case declare_conflict(const Services&, const Actor&, std::string_view diary_number, bool conflicted, std::string_view reason);
// As part of a step of one's own, in its transaction: that there is none, where nothing is said yet.
void declare_none(const Services&, Transaction&, const Actor&, Case& subject);

}  // namespace bygd
