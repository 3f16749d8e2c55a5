#include "cases/task.hpp"

#include <algorithm>

namespace bygd {

namespace {

constexpr std::int32_t soon_days = 7;

bool same_start(const Task& task, const WantedTask& wanted) {
    return task.timer == wanted.timer->name && task.started_on == wanted.started_on && task.instance == wanted.instance;
}

bool still_started(const Task& task, const std::vector<Timer>& timers, const SubjectFacts& facts) {
    for (const auto& timer : timers) {
        if (timer.name != task.timer || !timer.applies(facts.form, task.started_on)) continue;
        for (const auto& fact : facts.facts) {
            if (fact.name == timer.starts && fact.on == task.started_on && fact.instance == task.instance) return true;
        }
    }
    return false;
}

// The one reminder that is due and has not been sent.
std::vector<TaskReminder> reminders_of(const WantedTask& wanted, Id<Task> id, const std::vector<TaskReminder>& reminded,
                                       Date today) {
    const auto* due = reminder_due(wanted, today);
    if (!due) return {};
    const auto& name = due->reminder->name;
    const bool sent = std::any_of(reminded.begin(), reminded.end(), [&](const auto& each) {
        return each.task == id && (each.name == name || each.on >= due->on);
    });
    if (sent) return {};
    const bool responsible = due->reminder->to == "responsible";
    return {{id, name, due->on, due->reminder->to, responsible ? wanted.user : std::nullopt}};
}

void follow(const Task& task, const WantedTask& wanted, const std::vector<TaskReminder>& reminded, Date today,
            TaskChanges& changes) {
    if (task.state == "done") return;
    auto now = task;
    now.due_on = wanted.due_on;
    now.standing_still = wanted.standing_still;
    now.role = wanted.role;
    now.user = wanted.user;
    now.state = "open";
    now.closed_on.reset();
    const bool same = now.due_on == task.due_on && now.standing_still == task.standing_still && now.role == task.role &&
                      now.user == task.user && now.state == task.state;
    if (!same) changes.to_save.push_back(now);
    for (auto& reminder : reminders_of(wanted, task.id, reminded, today)) changes.to_remind.push_back(std::move(reminder));
}

}  // namespace

bool may_do(const Task& task, const Actor& actor) {
    if (actor.has(Role::auditor) || !may_see_cases(actor.roles)) return false;
    return task.user == actor.id || actor.has(task.role) || actor.has(Role::manager);
}

TaskTime time_of(const Task& task, Date today) {
    if (task.standing_still) return TaskTime::later;
    if (task.due_on < today) return TaskTime::late;
    if (task.due_on == today) return TaskTime::today;
    return task.due_on <= today.plus_days(soon_days) ? TaskTime::soon : TaskTime::later;
}

std::string_view to_string(TaskTime time) {
    constexpr std::string_view names[] = {"late", "today", "soon", "later"};
    return names[static_cast<int>(time)];
}

TaskChanges task_changes(const std::string& kind, std::int64_t subject, const std::vector<Timer>& timers,
                         const SubjectFacts& facts, const std::vector<Task>& tasks,
                         const std::vector<TaskReminder>& reminded, Date today) {
    TaskChanges changes;
    const auto wanted = wanted_tasks(timers, facts, today);
    for (const auto& each : wanted) {
        const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const auto& task) { return same_start(task, each); });
        if (found != tasks.end()) {
            follow(*found, each, reminded, today, changes);
            continue;
        }
        if (today < each.appears_on) continue;
        Task task;
        task.subject_kind = kind;
        task.subject = subject;
        task.timer = each.timer->name;
        task.started_on = each.started_on;
        task.instance = each.instance;
        task.due_on = each.due_on;
        task.standing_still = each.standing_still;
        task.role = each.role;
        task.user = each.user;
        task.made_on = today;
        changes.to_make.push_back(task);
        changes.made_with.push_back(reminders_of(each, Id<Task>(), {}, today));
    }
    for (const auto& task : tasks) {
        const bool runs = std::any_of(wanted.begin(), wanted.end(), [&](const auto& each) { return same_start(task, each); });
        if (!task.open() || runs) continue;
        auto ended = task;
        ended.state = still_started(task, timers, facts) ? "stopped" : "cancelled";
        ended.closed_on = today;
        changes.to_save.push_back(ended);
    }
    return changes;
}

}  // namespace bygd
