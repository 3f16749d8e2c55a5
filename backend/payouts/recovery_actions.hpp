// From a suspected ground of recovery to a debt that is paid, reduced or handed over to Tillväxtverket (2024:1243 40-45 §§),
// as guards and effects of the workflow definition.
#pragma once

#include "cases/action_form.hpp"
#include "cases/case_action.hpp"
#include "payouts/recovery.hpp"

namespace bygd {

// Guard: debt_settled. Effects: open_recovery, write_recovery_proposal, write_recovery_decision, book_repayment, reduce_debt,
// agree_instalments, write_off_debt.
void register_recovery_rules(Guards&, Effects&);
void register_recovery_forms(ActionForms&);      // "recovery_opening", "recovery_proposal", "repayment", "reduction", "instalments", "write_off"

// The state lending rate and the addition as they hold from each day one of them changes.
std::vector<InterestRate> recovery_rates(const Parameters&, Date from, Date to);
// What is left of it on a day.
RecoveryBalance balance_of_debt(const Parameters&, const RecoveryDebt&, Date day);
// The debt of a recovery that is decided.
RecoveryDebt debt_of(Transaction&, const Proceeding&);
// What of the case's support has been paid back, over all its recoveries.
Money recovered(Transaction&, Id<Case>);
// What is paid and not demanded back before: a debt handed over to Tillväxtverket is not demanded twice (44 §).
Money recoverable(Transaction&, const Case&);

}  // namespace bygd
