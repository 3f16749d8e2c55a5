// What an officer marks about the course of a case that nothing else tells: the application is complete, the receipt is
// sent, the party has demanded a decision. Marks start and stop timers (jobs/timer). Plain values and their rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "cases/case.hpp"

namespace bygd {

struct CaseMark {
    std::string kind;                    // of case_mark_kinds; also the name of the fact that timers see
    std::int64_t instance = 0;           // the year of a yearly check
    std::optional<Date> on;              // none: taken back
    std::string note;
    std::string by;                      // name of who marked it
};

struct CaseMarkKind {
    std::string_view name;
    bool while_open = false;             // before the decision; otherwise after a grant
    std::string_view form = {};          // only of this form; empty: of all
    bool yearly = false;
};
inline constexpr CaseMarkKind case_mark_kinds[] = {
    {"receipt_sent", true},      {"complete", true},        {"delay_notified", true},
    {"decision_demanded", true}, {"demand_answered", true},
    {"sgei_checked", false, "operating_support", true},     {"followed_up"},
};
const CaseMarkKind* case_mark_kind(std::string_view name);   // null: no such kind

// Those that can be made on the case as it stands.
std::vector<std::string_view> marks_open(const Case&);

struct MarkRules {
    int demand_months = 0;               // 2017:900 12 §: until a decision may be demanded
};
// What is wrong with a new mark, beside those that hold. On `mark`: choice.unknown, case.mark.not_now, case.mark.demand_once
// {day} (a party may demand once), case.mark.no_demand. On `marked_on`: case.mark.later, case.mark.before_received {day},
// case.mark.demand_early {day}, case.mark.before_demand {day}.
Problems check_mark(const CaseMark&, const Case&, const std::vector<CaseMark>& holding, const MarkRules&, Date today);

// The mark of that kind that holds, of any instance; null: none.
const CaseMark* mark_in(const std::vector<CaseMark>& holding, std::string_view kind);

}  // namespace bygd
