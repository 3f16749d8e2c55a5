// The clock of 12 § förvaltningslagen (2017:900) over one case: how long it has been with us, from the day it came in and
// from the day it was complete, the days it stood still because the applicant owed an answer, and when a decision may be
// demanded. The law counts from the application and knows no pause: that day is never moved. Pure.
#pragma once

#include <optional>
#include <vector>

#include "cases/case.hpp"
#include "cases/case_mark.hpp"
#include "jobs/timer.hpp"

namespace bygd {

struct ClockLaw {
    int demand_months = 0;               // of parameters decision_demand_months and decision_demand_answer_days
    int answer_days = 0;
};

// From one start: days since, days of those that stood still, and when the months of the law are full with these deducted.
struct ClockHand {
    Date from;
    int days = 0, paused_days = 0;
    Date full_on;                        // moves on while the clock stands still
    int worked_days() const { return days - paused_days; }
};

struct CaseClock {
    ClockHand received;
    std::optional<ClockHand> complete;
    std::optional<Date> stopped_on;      // decided or closed: the hands stand
    std::vector<Pause> pauses;           // as they were asked for; an open one has no end
    bool standing_still = false;
    Date demand_from;                    // the first day a party may demand a decision
    bool may_demand = false;
    int months = 0;                      // whole ones since it came in, without deduction
    std::optional<Date> demanded_on, answer_by, answered_on;
};

CaseClock case_clock(const Case&, const std::vector<CaseMark>& holding, const std::vector<Pause>&, const ClockLaw&,
                     Date today);

int whole_months(Date from, Date to);    // 31 January to 28 February is one, for the 28th is the last day there is

}  // namespace bygd
