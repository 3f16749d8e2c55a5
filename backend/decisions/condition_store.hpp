// All SQL about the conditions of decisions. A row is changed only with the version that was read; the action that does it
// takes the row of its case first, so that what is settled and what is paid follow each other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "decisions/condition.hpp"

namespace bygd {

void insert_condition(Transaction&, const Condition&);
// False: somebody else has changed it since it was read.
bool save_condition(Transaction&, const Condition&);
// Of every decision of the case, oldest first.
std::vector<Condition> conditions_of(Transaction&, Id<Case>);

// One line of the list, with the names that stand in it; `settled_by` and `document` may be empty.
struct ConditionLine {
    Condition condition;
    std::string diary_number, title, form, organisation, municipality, officer, settled_by, document;
};
std::optional<ConditionLine> find_condition_line(Transaction&, Id<Condition>);

enum class ConditionView { open, late, soon, breached, settled };   // soon: within 30 days; settled: met or waived
inline constexpr int soon_days = 30;

// Empty members do not filter.
struct ConditionFilter {
    ConditionView view = ConditionView::open;
    Date today;
    std::string kind, owner, form, municipality;
    std::optional<Id<User>> officer;
    std::optional<Id<Case>> subject;
    std::optional<Date> due_from, due_to;
    std::string after;                   // cursor of the last line seen
};
// At most `most` lines after the cursor, by due day; what has none is last. Paged by key.
std::vector<ConditionLine> list_conditions(Transaction&, const ConditionFilter&, std::size_t most);
std::string cursor_after(const ConditionLine&);

struct ConditionCounts {
    std::int64_t open = 0, late = 0, soon = 0, breached = 0, settled = 0;
};
// Of all that the filter says but its view.
ConditionCounts count_conditions(Transaction&, const ConditionFilter&);

// How it went with all of a kind; late ones are among the open. Of what the filter says but its view.
struct ConditionTally {
    std::int64_t open = 0, late = 0, met = 0, breached = 0, waived = 0;
};
struct KindCounts {
    std::string kind;
    ConditionTally tally;
};
std::vector<KindCounts> count_by_kind(Transaction&, const ConditionFilter&);

}  // namespace bygd
