#include "cases/case_clock.hpp"

#include <algorithm>

#include "base/working_days.hpp"

namespace bygd {

namespace {

ClockHand hand_from(Date from, Date to, const std::vector<Pause>& pauses, int months) {
    ClockHand hand;
    hand.from = from;
    hand.days = std::max(0, to - from);
    hand.paused_days = days_paused(pauses, from, to);
    hand.full_on = end_with_pauses(pauses, from, from.plus_months(months));
    return hand;
}

}  // namespace

int whole_months(Date from, Date to) {
    int months = (to.year() - from.year()) * 12 + static_cast<int>(to.month()) - static_cast<int>(from.month());
    while (months > 0 && from.plus_months(months) > to) --months;
    return std::max(0, months);
}

CaseClock case_clock(const Case& subject, const std::vector<CaseMark>& holding, const std::vector<Pause>& pauses,
                     const ClockLaw& law, Date today) {
    CaseClock clock;
    if (subject.stage != "open") clock.stopped_on = subject.decided_on ? subject.decided_on : subject.closed_on;
    const auto until = clock.stopped_on.value_or(today);
    const auto still = merged(pauses, until);
    clock.pauses = pauses;
    clock.received = hand_from(subject.received_on, until, still, law.demand_months);
    if (const auto* mark = mark_in(holding, "complete")) {
        clock.complete = hand_from(*mark->on, until, still, law.demand_months);
    }
    clock.standing_still = !clock.stopped_on &&
                           std::any_of(pauses.begin(), pauses.end(), [](const auto& pause) { return !pause.to; });
    clock.demand_from = subject.received_on.plus_months(law.demand_months);
    clock.months = whole_months(subject.received_on, until);
    if (const auto* mark = mark_in(holding, "decision_demanded")) {
        clock.demanded_on = mark->on;
        clock.answer_by = working_day_on_or_after(mark->on->plus_days(law.answer_days));
    }
    if (const auto* mark = mark_in(holding, "demand_answered")) clock.answered_on = mark->on;
    clock.may_demand = !clock.stopped_on && !clock.demanded_on && clock.demand_from <= until;
    return clock;
}

}  // namespace bygd
