// All SQL about the year-end close of funds. Each step is one conditional update of the balance row, which every movement of
// money is a conditional update of too, and one row that is never changed.
#pragma once

#include <vector>

#include "budget/fund_closing.hpp"
#include "database/transaction.hpp"

namespace bygd {

ClosingState closing_state_of(Transaction&, const Fund&);
// False: the fund is no longer open to the step (for `closed` and `reopened`: for that person), or something is reserved in it.
bool take_closing_step(Transaction&, const Fund&, ClosingStep, int year, Id<User>);
void insert_closing(Transaction&, const FundClosing&);
std::vector<FundClosing> closings_of(Transaction&, Id<Fund>);           // newest first
FundBalance booked_until(Transaction&, Id<Fund>, Date last);            // without reserved and reusable

std::vector<std::string> faults_of_closings(Transaction&);              // for verify

}  // namespace bygd
