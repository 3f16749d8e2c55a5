// All SQL of the work queue: cases by filter, in an order, page by page.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "database/transaction.hpp"

namespace bygd {

// One line of the work queue.
struct CaseLine {
    Id<Case> id;
    std::string diary_number, title, form, state, stage, workflow;
    int workflow_version;
    std::string organisation, outlet, municipality, officer;   // names; outlet and officer may be empty
    Date received_on;
    std::optional<Date> decided_on;
    std::optional<Date> answer_due_on;           // the first last day of a question without an answer
    std::optional<std::string> outcome;
    Money sought, granted, paid;
    Money left;                                  // granted, neither paid nor released
    int version = 1;

    const Money& amount() const { return granted.zero() ? sought : granted; }
};

enum class CaseOrder { number, title, received, decided, sought, amount, paid, left };
struct CaseSort {
    CaseOrder by = CaseOrder::number;
    bool falling = true;
};
// "received" rises, "-received" falls; nothing of what is not known.
std::optional<CaseSort> case_sort(std::string_view name);
std::string to_string(CaseSort);

enum class Linked { any, yes, no };              // the case or its outlet, to a case of the County Administrative Board

// Empty members do not filter. Each word of `text` is looked for, as the
// beginning of a word and else with one letter wrong, in diary number, title, diary, recipient (name, number), outlet and
// kommun.
struct CaseFilter {
    std::string text, form, stage, state, municipality;
    std::string beside_kind, beside_state;       // of a proceeding that is open
    std::optional<Id<User>> officer;
    bool unassigned = false;
    std::optional<Date> open_since;                  // open, and in the house since this day or longer
    std::optional<int> received_year, decided_year, paid_year;
    std::optional<int> fund_year;                    // of the fund that pays
    std::optional<int> maturing_year;                // something is left to pay, and it falls due that year
    bool granted = false, outstanding = false;       // something was granted; something is left to pay
    std::optional<int> decided_after_months;         // decided later than so many months after it came in
    std::optional<Date> request_late_on;             // a question was unanswered after its last day
    std::string request_kind;                        // of that question; empty: of any kind
    std::optional<Date> duty_late_on;                // a condition was still open after its last day
    bool undispatched = false;                       // decided, and the decision has not been sent
    std::optional<Date> unclaimed_since;             // granted that day or earlier, and no payment asked for
    std::optional<Date> ending_by;                   // granted and running, its last day that day or earlier
    bool aid_unregistered = false;                   // aid of minor importance that is not in the register yet
    bool never_visited = false;                      // something was granted, and nobody has followed it up at the outlet
    std::optional<Date> plan_ending_by;              // the service plan of its kommun ends that day or earlier, or there is none
    std::optional<Id<Organisation>> organisation;
    std::optional<Id<Organisation>> group;           // of this one and all that are one undertaking with it
    Date group_on;                                   // on this day
    std::string owner_sex;                           // of the recipient
    std::optional<Id<Outlet>> outlet;
    std::optional<Id<Fund>> fund;
    std::string service;                             // of outlet_services: the outlet has it
    Linked linked = Linked::any;
    std::optional<Money> sought_from, sought_to;     // both included
    CaseSort sort;
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
std::string cursor_after(const CaseLine&, CaseSort);

}  // namespace bygd
