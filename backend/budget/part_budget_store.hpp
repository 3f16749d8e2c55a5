// All SQL about part budgets. They are taken as the fund is: by one conditional update of every part a case falls in, in the
// transaction of the ledger row.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "budget/fund.hpp"
#include "budget/part_budget.hpp"
#include "database/transaction.hpp"

namespace bygd {

// Throws invalid on fund: fund.part_not_enough or fund.part_place_not_enough {left, wanted, kommun}.
void take_part_budgets(Transaction&, const LedgerEntry&);

// The part with its new ceiling, made with what is taken of it already when there is none. Takes the fund first, so that what is
// reserved at the same moment is counted by one of the two: call it first in a transaction. Throws invalid amount=part.below_taken
// {taken}.
PartBudget put_part_budget(Transaction&, Id<Fund>, const std::string& form, const std::string& municipality, Money ceiling);
std::vector<PartBudget> part_budgets_of(Transaction&, Id<Fund>);
std::optional<PartBudget> find_part_budget(Transaction&, Id<PartBudget>);
std::optional<std::string> municipality_named(Transaction&, const std::string& code);   // its name, of any county

std::vector<std::string> faults_of_part_budgets(Transaction&);       // for verify

}  // namespace bygd
