// All that is known of one case, read whole after each step, and what must hold of it: the invariants of domain §3.2 over one
// file, and between the file before a step and the file after it. A model of its own: nothing here asks the guards.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/services.hpp"
#include "budget/fund.hpp"
#include "cases/diary_event.hpp"
#include "cases/proceeding.hpp"
#include "database/transaction.hpp"
#include "decisions/decision.hpp"
#include "payouts/claim.hpp"
#include "payouts/recovery.hpp"

namespace bygd::simulation {

using Faults = std::vector<std::string>;

struct CaseFile {
    Case subject;
    std::vector<Proceeding> besides;
    std::vector<Claim> claims;
    std::vector<Payment> payments;
    std::vector<Decision> decisions;
    std::vector<LedgerEntry> ledger;
    std::vector<DiaryEvent> events;
    std::map<Id<Proceeding>, std::vector<RecoveryEntry>> repaid;
    std::optional<Money> de_minimis;         // the sum of its rows and their corrections, in kronor; none: no rows

    Money sum(Movement) const;
    std::string text() const;                // every value of it: two files that say the same are the same
};

CaseFile read_file(Transaction&, const Services&, Id<Case>);

// What must hold of a case at any time.
Faults faults_of(const Services&, const CaseFile&);
// What must hold between two readings: nothing that was written is changed, and each new row is by the right person.
Faults faults_between(const CaseFile& before, const CaseFile& after);
// A step that took hold: it is one of the workflow, for a role the actor has, and the version grew by one.
struct TakenStep {
    std::string action;
    int proceeding = 0;
    Roles roles;
};
Faults faults_of_step(const Services&, const CaseFile& before, const CaseFile& after, const TakenStep&);

}  // namespace bygd::simulation
