// The rows in which the conditions of a proposal are written, as a part of its form (decisions/_condition_rows.html).
#pragma once

#include <vector>

#include "cases/action_form.hpp"
#include "decisions/condition.hpp"

namespace bygd {

// `first` stands in the rows until something is typed. One row is spare.
void put_condition_rows(const ActionFormContext&, View&, const std::vector<ConditionDraft>& first);

// Those marked as breached, which a proposal not to pay, or to recover, may rest on: rows of BREACHED.
void put_breached(const ActionFormContext&, View&);

// "closing": what is still owed when a case is closed.
void register_condition_forms(ActionForms&);

}  // namespace bygd
