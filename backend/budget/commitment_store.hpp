// All SQL about payment plans, what is left of them and the authorisations they are counted against. An authorisation is
// taken by one conditional update in the transaction of the grant (design.md §4 rule 5); what was outstanding on a day is
// summed from rows that are never changed, so that it can be asked for later too.
#pragma once

#include <map>
#include <optional>

#include "budget/commitment.hpp"
#include "budget/fund.hpp"
#include "database/transaction.hpp"

namespace bygd {

struct Decision;

void insert_plan(Transaction&, Id<Case>, Id<Decision>, Date decided_on, const PaymentPlan&);
PaymentPlan plan_in_force(Transaction&, Id<Case>);
PaymentPlan commitment_of_case(Transaction&, Id<Case>);          // what is left of it

// After a movement of a case: what is left of its plan, and the authorisations. Throws invalid authorisation.not_enough {year,
// left, wanted} when a grant would break one of the year it is booked or later.
void follow_commitment(Transaction&, const LedgerEntry&);
// The same when a decision changes the plan and no money moves. Of the case's fund; counted on the day.
void follow_plan(Transaction&, Id<Case>, Id<Fund>, Date day);
// What a plan would meet now, on `field`: only looks, so that a person is told before the proposal is written. `instead`: what
// the case has committed already and the plan takes the place of.
Problems authorisation_problems(Transaction&, Id<Fund>, const PaymentPlan&, const PaymentPlan& instead, Date day,
                                std::string_view field);

// The row of a source and year, made with what is committed already when there is none; its ceiling set. Takes the funds of the
// source first, so that a grant made at the same moment is counted by one of the two. Call it first in a transaction.
Authorisation put_authorisation(Transaction&, const std::string& source, int year, Money ceiling);
std::optional<Authorisation> find_authorisation(Transaction&, const std::string& source, int year);
std::vector<Authorisation> list_authorisations(Transaction&);      // newest year first

// Outstanding on a day by year of maturity; the ceiling that was decided by that day, if any.
Commitments commitments_on(Transaction&, const std::string& source, Date day);
std::optional<Money> ceiling_on(Transaction&, const std::string& source, int year, Date day);

std::vector<std::string> faults_of_commitments(Transaction&);      // for verify: guards that are not the sum of their rows

}  // namespace bygd
