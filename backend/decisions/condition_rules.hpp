// Conditions where cases move: what a proposal begins with, the rows a decision makes of them, and where an unmet one stands
// in the way: of a payment, of closing, of archiving. 2024:1243 30-33 §§.
#pragma once

#include "cases/case_action.hpp"
#include "decisions/condition.hpp"

namespace bygd {

// Guards: conditions_allow_payment, due_conditions_settled, no_open_conditions. Effect: tell_open_conditions. Their problems
// stand at "conditions": condition.blocks_payment, .blocks_payment_due, .blocks_payment_breached {text, day}, condition.due
// {text, day}, condition.open {text}.
void register_condition_rules(Guards&, Effects&);

// The standard conditions of the form of the case, with its own figures and the region's guidelines in them.
std::vector<ConditionDraft> standard_conditions(const Services&, const Case&, Date day);

// What a decision demands; of one made before there were rows, its text line by line.
std::vector<ConditionDraft> duties_of(Transaction&, const Decision&);

// The rows of a decision that grants, in its own transaction; those of an earlier one are replaced.
void keep_conditions(ActionContext&, Id<Decision>, const std::vector<ConditionDraft>&);

// Non-payment and recovery because a condition was breached (33 § 4): the texts of those marked as such. Throws Error
// invalid condition.none_breached at `ground` when there is none.
std::vector<std::string> breached_conditions(const ActionContext&);

}  // namespace bygd
