// All SQL about cases. lock_case is the guard of every change: it bumps the version of the row, so that two officers who
// read the same case cannot both write it, on one node as on Galera (design.md §4 rule 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "database/transaction.hpp"

namespace bygd {

// The next number of a series and year: "RUN 2026/0042". Gap-free: the counter row is written in the caller's transaction.
std::string next_diary_number(Transaction&, std::string_view series, int year);

Id<Case> insert_case(Transaction&, const Case&);
// Takes the row for this transaction if it still has the version that was read. Throws Error conflict case.changed, or
// not_found when there is no such case.
Case lock_case(Transaction&, Id<Case>, int version);
Case lock_case(Transaction&, std::string_view diary_number, int version);
// Writes every column that can change; only after lock_case, in the same transaction.
void save_case(Transaction&, const Case&);
std::optional<Case> find_case(Transaction&, std::string_view diary_number);
std::optional<Case> find_case(Transaction&, Id<Case>);
Case case_by_number(Transaction&, std::string_view diary_number);   // throws Error not_found

// The next cases by id, for work that goes through all of them.
std::vector<Case> cases_after(Transaction&, Id<Case> after, std::size_t most);

// One line of the work queue.
struct CaseLine {
    Id<Case> id;
    std::string diary_number, title, form, state, stage, workflow;
    int workflow_version;
    std::string organisation, outlet, municipality, officer;   // names; outlet and officer may be empty
    Date received_on;
    std::optional<Date> decided_on;
    std::optional<std::string> outcome;
    Money sought, granted, paid;
    Money left;                                  // granted, neither paid nor released
    int version = 1;
};

enum class CaseOrder { newest, oldest, most_sought };

// Empty members do not filter. Each word of `text` is looked for, as the
// beginning of a word and else with one letter wrong, in diary number, title, diary, recipient (name, number), outlet and
// kommun.
struct CaseFilter {
    std::string text, form, stage, state, municipality;
    std::string beside_kind, beside_state;       // of a proceeding that is open
    std::optional<Id<User>> officer;
    bool unassigned = false;
    std::optional<Date> open_since;                  // open, and in the house since this day or longer
    std::optional<int> received_year, decided_year;
    std::optional<int> fund_year;                    // of the fund that pays
    std::optional<int> maturing_year;                // something is left to pay, and it falls due that year
    bool granted = false, outstanding = false;       // something was granted; something is left to pay
    std::optional<int> decided_after_months;         // decided later than so many months after it came in
    std::optional<Date> request_late_on;             // a question was unanswered after its last day
    bool undispatched = false;                       // decided, and the decision has not been sent
    std::optional<Date> unclaimed_since;             // granted that day or earlier, and no payment asked for
    std::optional<Date> ending_by;                   // granted and running, its last day that day or earlier
    bool aid_unregistered = false;                   // aid of minor importance that is not in the register yet
    std::optional<Id<Organisation>> organisation;
    std::optional<Id<Outlet>> outlet;
    CaseOrder order = CaseOrder::newest;
    std::string after;   // cursor of the last line seen; empty: from the start
};

// At most `most` lines after the cursor, in order. Paged by key: as fast on the thousandth page as on the first.
std::vector<CaseLine> list_cases(Transaction&, const CaseFilter&, std::size_t most);
// Of all that the list would show, page after page.
struct CaseTotals {
    std::int64_t cases = 0;
    Money granted, paid;
};
CaseTotals totals_of(Transaction&, const CaseFilter&);
std::string cursor_after(const CaseLine&, CaseOrder);

struct StageCount {
    std::string stage, state, workflow;
    int workflow_version;
    std::int64_t cases;
};
std::vector<StageCount> count_by_state(Transaction&, std::optional<Id<User>> officer);

}  // namespace bygd
