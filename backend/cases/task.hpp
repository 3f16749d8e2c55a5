// A task: one thing that must be done by a day, for a person or whoever has a role, because a timer runs (jobs/timer). Pure
// values, and what must change among the tasks there are so that they agree with those the timers want.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "jobs/timer.hpp"

namespace bygd {

struct Task {
    Id<Task> id;
    std::string subject_kind;            // "case", "municipality"
    std::int64_t subject = 0;
    std::string timer;                   // name; the row of the day it started says what it is about
    Date started_on;
    std::int64_t instance = 0;
    Date due_on;
    bool standing_still = false;         // the day moves on until the applicant has answered
    Role role = Role::officer;
    std::optional<Id<User>> user;        // none: for anybody with the role
    std::string state = "open";          // "done" by a person, "stopped" by the thing being done, "cancelled"
    Date made_on;
    std::optional<Date> closed_on;
    std::optional<Id<User>> closed_by;
    std::string note;
    int version = 1;

    bool open() const { return state == "open"; }
    std::optional<Id<Case>> case_id() const {
        return subject_kind == "case" ? std::optional(Id<Case>(subject)) : std::nullopt;
    }
};

// Who has it, anyone with its role, and a manager; an auditor only reads.
bool may_do(const Task&, const Actor&);

enum class TaskTime { late, today, soon, later };   // soon: within a week
TaskTime time_of(const Task&, Date today);
std::string_view to_string(TaskTime);

struct TaskReminder {
    Id<Task> task;
    std::string name;
    Date on;
    std::string to;                      // "responsible", "applicant", "asked" or the name of a role
    std::optional<Id<User>> user;
};

struct TaskChanges {
    std::vector<Task> to_make;           // id not given yet
    std::vector<std::vector<TaskReminder>> made_with;   // reminders of each, due already; task not given yet
    std::vector<Task> to_save;           // as they should be now: moved, handed over, stopped, cancelled, opened again
    std::vector<TaskReminder> to_remind;
};

// `tasks` are all of one subject, in whatever state; `reminded` those sent for them. A task done by a person stays done. One
// that was stopped comes back when what stopped it is taken back. The same again changes nothing.
TaskChanges task_changes(const std::string& kind, std::int64_t subject, const std::vector<Timer>& timers,
                         const SubjectFacts& facts, const std::vector<Task>& tasks,
                         const std::vector<TaskReminder>& reminded, Date today);

}  // namespace bygd
