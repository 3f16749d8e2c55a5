#include "jobs/timer.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/working_days.hpp"

namespace bygd {

namespace {

constexpr std::string_view unit_names[] = {"days", "working_days", "months", "given"};

Date moved(Date day, TimeLength length, int sign) {
    switch (length.unit) {
        case TimeUnit::days: return day.plus_days(sign * length.count);
        case TimeUnit::working_days: return add_working_days(day, sign * length.count);
        case TimeUnit::months: return day.plus_months(sign * length.count);
        case TimeUnit::given: break;
    }
    throw std::logic_error("a given day is not counted");
}

bool same_instance(std::int64_t a, std::int64_t b) { return a == b || a == 0 || b == 0; }

bool stopped(const Timer& timer, const Fact& start, const std::vector<Fact>& facts) {
    return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
        return same_instance(fact.instance, start.instance) &&
               std::find(timer.stops.begin(), timer.stops.end(), fact.name) != timer.stops.end();
    });
}

std::optional<Date> plain_due(const Timer& timer, const Fact& start) {
    if (timer.length.unit == TimeUnit::given) return start.until;
    return after(start.on, timer.length);
}

Date reminder_day(const Timer& timer, const TimerReminder& reminder, const WantedTask& task,
                  const std::vector<Pause>& pauses) {
    if (reminder.from == TimerReminder::From::before_due) return before(task.due_on, reminder.length);
    if (reminder.from == TimerReminder::From::after_due) return after(task.due_on, reminder.length);
    const auto day = after(task.started_on, reminder.length);
    return timer.pauses ? end_with_pauses(pauses, task.started_on, day) : day;
}

std::optional<WantedTask> task_of(const Timer& timer, const Fact& start, const SubjectFacts& subject,
                                  const std::vector<Pause>& pauses, bool pause_open) {
    const auto due = plain_due(timer, start);
    if (!due) return std::nullopt;
    WantedTask task;
    task.timer = &timer;
    task.started_on = start.on;
    task.instance = start.instance;
    task.due_on = timer.pauses ? end_with_pauses(pauses, start.on, *due) : *due;
    // A pause that began after the time had run out changes nothing.
    task.standing_still = timer.pauses && pause_open && pauses.back().from < task.due_on;
    if (timer.to_working_day) task.due_on = working_day_on_or_after(task.due_on);
    task.appears_on = timer.appears ? before(task.due_on, *timer.appears) : start.on;
    task.role = timer.role;
    if (timer.to_officer) task.user = subject.officer;
    for (const auto& reminder : timer.reminders) {
        task.reminders.push_back({&reminder, reminder_day(timer, reminder, task, pauses)});
    }
    std::stable_sort(task.reminders.begin(), task.reminders.end(),
                     [](const auto& a, const auto& b) { return a.on < b.on; });
    return task;
}

}  // namespace

std::optional<TimeUnit> time_unit_of(std::string_view name) {
    const auto found = std::find(std::begin(unit_names), std::end(unit_names), name);
    if (found == std::end(unit_names)) return std::nullopt;
    return static_cast<TimeUnit>(found - std::begin(unit_names));
}

Date after(Date day, TimeLength length) { return moved(day, length, 1); }
Date before(Date day, TimeLength length) { return moved(day, length, -1); }

bool Timer::applies(std::string_view form, Date started_on) const {
    const bool of_form = forms.empty() || std::find(forms.begin(), forms.end(), form) != forms.end();
    return of_form && valid_from <= started_on && (!valid_to || started_on <= *valid_to);
}

const TimerReminder* Timer::reminder(std::string_view wanted) const {
    for (const auto& each : reminders) {
        if (each.name == wanted) return &each;
    }
    return nullptr;
}

std::vector<WantedTask> wanted_tasks(const std::vector<Timer>& timers, const SubjectFacts& subject, Date today) {
    const auto pauses = merged(subject.pauses, today);
    const bool open = std::any_of(subject.pauses.begin(), subject.pauses.end(), [](const auto& pause) { return !pause.to; });
    std::vector<WantedTask> wanted;
    for (const auto& timer : timers) {
        for (const auto& fact : subject.facts) {
            if (fact.name != timer.starts || !timer.applies(subject.form, fact.on)) continue;
            if (stopped(timer, fact, subject.facts)) continue;
            if (auto task = task_of(timer, fact, subject, pauses, open)) wanted.push_back(std::move(*task));
        }
    }
    return wanted;
}

const WantedReminder* reminder_due(const WantedTask& task, Date today) {
    if (task.standing_still) return nullptr;
    const WantedReminder* newest = nullptr;
    for (const auto& reminder : task.reminders) {
        if (reminder.on <= today) newest = &reminder;
    }
    return newest;
}

std::vector<Pause> merged(std::vector<Pause> pauses, Date today) {
    for (auto& pause : pauses) {
        if (!pause.to) pause.to = std::max(pause.from, today);
    }
    std::stable_sort(pauses.begin(), pauses.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    std::vector<Pause> apart;
    for (auto& pause : pauses) {
        if (!apart.empty() && pause.from <= *apart.back().to) {
            apart.back().to = std::max(*apart.back().to, *pause.to);
        } else {
            apart.push_back(std::move(pause));
        }
    }
    return apart;
}

int days_paused(const std::vector<Pause>& pauses, Date from, Date to) {
    int days = 0;
    for (const auto& pause : pauses) days += std::max(0, std::min(*pause.to, to) - std::max(pause.from, from));
    return days;
}

Date end_with_pauses(const std::vector<Pause>& pauses, Date start, Date end) {
    for (const auto& pause : pauses) {
        const auto from = std::max(pause.from, start);
        if (from >= end) break;
        end = end.plus_days(std::max(0, *pause.to - from));
    }
    return end;
}

}  // namespace bygd
