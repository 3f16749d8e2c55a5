// Timers: what must be done how long after what. A timer is a row of schemas/parameters/timers.json; the facts of a case
// (or of anything else that is followed) say which of them run. From both follow the tasks there should be, with their due
// days and reminders. Pure: no clock, no database, and the same answer however often it is asked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/id.hpp"
#include "base/label.hpp"

namespace bygd {

enum class TimeUnit { days, working_days, months, given };   // given: the last day that came with the fact itself

struct TimeLength {
    int count = 0;
    TimeUnit unit = TimeUnit::days;
    bool operator==(const TimeLength&) const = default;
};
std::optional<TimeUnit> time_unit_of(std::string_view);
Date after(Date, TimeLength);                    // not for `given`: std::logic_error
Date before(Date, TimeLength);

// A nudge while the task is open. Rows are made of it that a mail job can take; the lists show the newest.
struct TimerReminder {
    enum class From { start, before_due, after_due };
    std::string name;                            // unique in its timer
    From from = From::before_due;
    TimeLength length;
    std::string to = "responsible";              // "responsible" (who has the task), "applicant", "asked" (for an opinion), or a role
    Label says;
};

struct Timer {
    std::string name;
    Label label, says;                           // the task in a few words; what to do and why
    std::string starts;                          // name of a fact
    std::vector<std::string> stops;              // names of facts; each of them ends it
    std::vector<std::string> forms;              // empty: cases of every form
    TimeLength length;
    std::optional<TimeLength> appears;           // how long before the due day the task is shown; none: at once
    bool to_officer = false;                     // the officer of the case has it; with no officer, the role
    Role role = Role::officer;
    bool pauses = false;                         // stands still while the applicant owes an answer
    bool to_working_day = false;                 // a due day that is free moves to the next working day (1930:173 2 §)
    std::vector<TimerReminder> reminders;
    Date valid_from;                             // for what starts on these days, both included
    std::optional<Date> valid_to;
    std::string source, paragraph;

    bool applies(std::string_view form, Date started_on) const;
    const TimerReminder* reminder(std::string_view name) const;   // null: none of that name
};

// Something that has happened, or a day that is known to come. `instance` tells facts of one name apart: which request,
// which decision, which year. 0 is the one and only, or all of them.
struct Fact {
    std::string name;
    Date on;
    std::int64_t instance = 0;
    std::optional<Date> until = {};              // its own last day, for a timer of the unit `given`
};

// Days on which the applicant owed an answer: from the day it was asked until the day it came.
struct Pause {
    Date from;
    std::optional<Date> to;                      // none: still owed
    std::string why;                             // what was asked for, as shown to people
    bool operator==(const Pause&) const = default;
};

struct SubjectFacts {
    std::string label;                           // what people call it: the diary number, the name of the kommun
    std::string form;                            // of a case; empty for others
    std::optional<Id<User>> officer;
    std::vector<Fact> facts;
    std::vector<Pause> pauses;
};

struct WantedReminder {
    const TimerReminder* reminder;
    Date on;
};

struct WantedTask {
    const Timer* timer;
    Date started_on;
    std::int64_t instance = 0;
    Date due_on, appears_on;
    bool standing_still = false;                 // a pause is open: the due day is as if it ended today
    std::optional<Id<User>> user;
    Role role = Role::officer;
    std::vector<WantedReminder> reminders;       // by day
};

// Every timer that runs: started, and stopped by no fact. A fact stops what has the same instance, and instance 0 on either
// side matches all: when a case is closed, everything about it ends. Whatever has no day in range (`given` without one) is
// left out. In the order of the timers, then of the facts.
std::vector<WantedTask> wanted_tasks(const std::vector<Timer>&, const SubjectFacts&, Date today);

// The reminder that is due: the newest whose day has come. Older ones that nobody was told of (a server that was down)
// are passed over, for three nudges on one morning say no more than one. None while the task stands still.
const WantedReminder* reminder_due(const WantedTask&, Date today);

// The union of the pauses in order of time, without overlaps; an open one ends at `today`, and is last.
std::vector<Pause> merged(std::vector<Pause>, Date today);
int days_paused(const std::vector<Pause>& merged, Date from, Date to);
// When a time that would end on `end` ends if it stands still during the pauses that begin before then.
Date end_with_pauses(const std::vector<Pause>& merged, Date start, Date end);

}  // namespace bygd
