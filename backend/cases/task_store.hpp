// All SQL about tasks and their reminders.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/task.hpp"
#include "database/transaction.hpp"

namespace bygd {

// False: the same task is there already, made by somebody else in this moment.
bool insert_task(Transaction&, Task&);
// Writes day, person and state if the task has the version that was read; false: it has not, and nothing was written.
bool save_task(Transaction&, const Task&);
void insert_reminder(Transaction&, const TaskReminder&, Date today);      // once for a task and a name
void settle_reminder(Transaction&, const TaskReminder&);                  // what mail there is to send for it is queued

std::vector<Task> tasks_of(Transaction&, std::string_view kind, const std::vector<std::int64_t>& subjects);
std::vector<TaskReminder> reminders_of(Transaction&, std::string_view kind, const std::vector<std::int64_t>& subjects);
std::optional<Task> find_task(Transaction&, Id<Task>);

// Which cases the job looks at next, by key: those of a stage after an id, and those closed on or after a day.
std::vector<std::int64_t> case_ids_of_stage(Transaction&, std::string_view stage, std::int64_t after, std::size_t most);
struct ClosedCase {
    std::int64_t id;
    Date closed_on;
};
std::vector<ClosedCase> closed_case_ids(Transaction&, Date from, std::int64_t after, std::size_t most);
std::vector<std::int64_t> municipality_ids(Transaction&, std::string_view county);

// A task as a list shows it.
struct TaskLine {
    Task task;
    std::string diary_number, title, form;       // of the case; empty for others
    std::string municipality, user, closed_by;   // names, or empty
    std::string reminder;                        // name of the newest one
    std::string about = {};                      // which of several, where somebody can say: name_tasks
    std::string timer() const { return task.timer; }
};

enum class TaskView { open, late, week, done };

struct TaskFilter {
    TaskView view = TaskView::open;
    Date today;
    std::optional<Id<User>> user;                // theirs, and with `roles` also what is for nobody in particular
    Roles roles;
    bool nobody = false;                         // only what is for a role
    std::optional<Role> role;
    std::string timer;
    std::optional<Id<Case>> case_id;
    std::string after;                           // cursor of the last line seen
};

// Late ones first, by due day; of what is closed the newest first.
std::vector<TaskLine> list_tasks(Transaction&, const TaskFilter&, std::size_t most);
std::string cursor_after(const TaskLine&, TaskView);
std::optional<TaskLine> find_task_line(Transaction&, Id<Task>);

struct TaskCounts {
    std::int64_t open = 0, late = 0, week = 0;   // week: due today or within seven days
};
TaskCounts count_tasks(Transaction&, const TaskFilter&);
std::map<std::string, std::int64_t> count_by_timer(Transaction&, const TaskFilter&);   // of the open ones

}  // namespace bygd
