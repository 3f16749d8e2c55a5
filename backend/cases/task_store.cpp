#include "cases/task_store.hpp"

#include "base/text.hpp"
#include "jobs/fact_source.hpp"

namespace bygd {

namespace {

constexpr std::string_view task_columns =
    "t.id, t.subject_kind, t.subject_id, t.timer, t.started_on, t.instance, t.due_on, t.standing_still, t.role, t.user_id,"
    " t.state, t.made_on, t.closed_on, t.closed_by, t.note, t.version";

// The task stands in front: a page of tasks is chosen by their index, then dressed with names.
constexpr std::string_view line_columns =
    ", c.diary_number, c.title, c.form, m.name AS municipality, u.display_name AS user_name, d.display_name AS closed_name,"
    " (SELECT r.reminder FROM task_reminder r WHERE r.task_id = t.id ORDER BY r.remind_on DESC, r.reminder LIMIT 1)"
    " AS reminder FROM task t LEFT JOIN aid_case c ON c.id = t.case_id"
    " LEFT JOIN municipality m ON m.code = COALESCE(c.municipality_code, LPAD(t.subject_id, 4, '0'))"
    " LEFT JOIN user_account u ON u.id = t.user_id LEFT JOIN user_account d ON d.id = t.closed_by";

Task to_task(const Row& row) {
    Task task;
    task.id = row.id<Task>("id");
    task.subject_kind = row.text("subject_kind");
    task.subject = row.integer("subject_id");
    task.timer = row.text("timer");
    task.started_on = row.date("started_on");
    task.instance = row.integer("instance");
    task.due_on = row.date("due_on");
    task.standing_still = row.truth("standing_still");
    task.role = role_of(row.text("role")).value_or(Role::officer);
    task.user = row.maybe_id<User>("user_id");
    task.state = row.text("state");
    task.made_on = row.date("made_on");
    task.closed_on = row.maybe_date("closed_on");
    task.closed_by = row.maybe_id<User>("closed_by");
    task.note = row.text("note");
    task.version = static_cast<int>(row.integer("version"));
    return task;
}

TaskLine to_line(const Row& row) {
    return {to_task(row), row.text_or_empty("diary_number"), row.text_or_empty("title"), row.text_or_empty("form"),
            row.text_or_empty("municipality"), row.text_or_empty("user_name"), row.text_or_empty("closed_name"),
            row.text_or_empty("reminder")};
}

std::string select_tasks(std::string_view rest) { return "SELECT " + std::string(task_columns) + std::string(rest); }

Values kind_and(std::string_view kind, const std::vector<std::int64_t>& subjects) {
    Values values{Value(kind)};
    for (const auto id : subjects) values.emplace_back(id);
    return values;
}

struct Where {
    std::string sql = "1 = 1";
    Values values;
    void say(std::string_view condition, const Values& bound = {}) {
        sql += " AND " + std::string(condition);
        values.insert(values.end(), bound.begin(), bound.end());
    }
};

void whose(Where& where, const TaskFilter& filter) {
    if (filter.nobody) where.say("t.user_id IS NULL");
    if (filter.role) where.say("t.role = ?", {to_string(*filter.role)});
    if (!filter.user) return;
    if (filter.roles.empty()) return where.say("t.user_id = ?", {*filter.user});
    Values values{*filter.user};
    std::string places;
    for (const auto role : filter.roles) {
        places += places.empty() ? "?" : ", ?";
        values.emplace_back(to_string(role));
    }
    where.say("(t.user_id = ? OR (t.user_id IS NULL AND t.role IN (" + places + ")))", values);
}

// All that a filter says but which part of the open ones.
Where where_of(const TaskFilter& filter, bool open) {
    Where where;
    where.say(open ? "t.state = 'open'" : "t.state <> 'open'");
    whose(where, filter);
    if (!filter.timer.empty()) where.say("t.timer = ?", {filter.timer});
    if (filter.case_id) where.say("t.case_id = ?", {*filter.case_id});
    return where;
}

Where where_of(const TaskFilter& filter) {
    auto where = where_of(filter, filter.view != TaskView::done);
    if (filter.view == TaskView::late) where.say("t.due_on < ? AND t.standing_still = 0", {filter.today});
    if (filter.view == TaskView::week) {
        where.say("t.due_on >= ? AND t.due_on <= ?", {filter.today, filter.today.plus_days(7)});
    }
    const auto parts = split(filter.after, '_');
    if (parts.size() == 2) {
        const auto id = whole_number(parts[1]).value_or(0);
        const bool done = filter.view == TaskView::done;
        where.say(done ? "(t.closed_on < ? OR (t.closed_on = ? AND t.id < ?))" : "(t.due_on > ? OR (t.due_on = ? AND t.id > ?))",
                  {parts[0], parts[0], id});
    }
    return where;
}

}  // namespace

bool insert_task(Transaction& tx, Task& task) {
    try {
        task.id = tx.insert<Task>(
            "INSERT INTO task (subject_kind, subject_id, case_id, timer, started_on, instance, due_on, standing_still, role,"
            " user_id, made_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {task.subject_kind, task.subject, task.case_id(), task.timer, task.started_on, task.instance, task.due_on,
             task.standing_still, to_string(task.role), task.user, task.made_on});
        return true;
    } catch (const DuplicateKey&) {
        return false;
    }
}

bool save_task(Transaction& tx, const Task& task) {
    return tx.execute("UPDATE task SET due_on = ?, standing_still = ?, role = ?, user_id = ?, state = ?, closed_on = ?,"
                      " closed_by = ?, note = ?, version = version + 1 WHERE id = ? AND version = ?",
                      {task.due_on, task.standing_still, to_string(task.role), task.user, task.state, task.closed_on,
                       task.closed_by, task.note, task.id, task.version}) == 1;
}

void insert_reminder(Transaction& tx, const TaskReminder& reminder, Date today) {
    try {
        tx.execute("INSERT INTO task_reminder (task_id, reminder, remind_on, recipient, user_id, made_on)"
                   " VALUES (?, ?, ?, ?, ?, ?)",
                   {reminder.task, reminder.name, reminder.on, reminder.to, reminder.user, today});
    } catch (const DuplicateKey&) {   // made in this moment by somebody else
    }
}

void settle_reminder(Transaction& tx, const TaskReminder& reminder) {
    tx.execute("UPDATE task_reminder SET state = 'sent' WHERE task_id = ? AND reminder = ? AND state = 'waiting'",
               {reminder.task, reminder.name});
}

std::vector<Task> tasks_of(Transaction& tx, std::string_view kind, const std::vector<std::int64_t>& subjects) {
    return tx.all(select_tasks(" FROM task t WHERE t.subject_kind = ? AND t.subject_id IN ") + places_for(subjects) +
                      " ORDER BY t.id",
                  kind_and(kind, subjects), to_task);
}

std::vector<TaskReminder> reminders_of(Transaction& tx, std::string_view kind, const std::vector<std::int64_t>& subjects) {
    return tx.all("SELECT r.task_id, r.reminder, r.remind_on, r.recipient, r.user_id FROM task t"
                  " JOIN task_reminder r ON r.task_id = t.id WHERE t.subject_kind = ? AND t.subject_id IN " +
                      places_for(subjects),
                  kind_and(kind, subjects), [](const Row& row) {
                      return TaskReminder{row.id<Task>("task_id"), row.text("reminder"), row.date("remind_on"),
                                          row.text("recipient"), row.maybe_id<User>("user_id")};
                  });
}

std::optional<Task> find_task(Transaction& tx, Id<Task> id) {
    return tx.one(select_tasks(" FROM task t WHERE t.id = ?"), {id}, to_task);
}

std::vector<std::int64_t> case_ids_of_stage(Transaction& tx, std::string_view stage, std::int64_t after, std::size_t most) {
    return tx.all("SELECT id FROM aid_case WHERE stage = ? AND id > ? ORDER BY id LIMIT " + std::to_string(most),
                  {stage, after}, [](const Row& row) { return row.integer("id"); });
}

std::vector<ClosedCase> closed_case_ids(Transaction& tx, Date from, std::int64_t after, std::size_t most) {
    return tx.all("SELECT id, closed_on FROM aid_case WHERE (closed_on = ? AND id > ?) OR closed_on > ?"
                  " ORDER BY closed_on, id LIMIT " + std::to_string(most),
                  {from, after, from}, [](const Row& row) { return ClosedCase{row.integer("id"), row.date("closed_on")}; });
}

std::vector<std::int64_t> municipality_ids(Transaction& tx, std::string_view county) {
    return tx.all("SELECT CAST(code AS SIGNED) AS id FROM municipality WHERE county_code = ? ORDER BY code", {county},
                  [](const Row& row) { return row.integer("id"); });
}

std::vector<TaskLine> list_tasks(Transaction& tx, const TaskFilter& filter, std::size_t most) {
    const auto where = where_of(filter);
    const auto order = filter.view == TaskView::done ? " ORDER BY t.closed_on DESC, t.id DESC" : " ORDER BY t.due_on, t.id";
    return tx.all(select_tasks(line_columns) + " WHERE " + where.sql + order + " LIMIT " + std::to_string(most),
                  where.values, to_line);
}

std::string cursor_after(const TaskLine& line, TaskView view) {
    const auto day = view == TaskView::done ? line.task.closed_on.value_or(line.task.due_on) : line.task.due_on;
    return day.iso() + "_" + std::to_string(line.task.id.value());
}

std::optional<TaskLine> find_task_line(Transaction& tx, Id<Task> id) {
    return tx.one(select_tasks(line_columns) + " WHERE t.id = ?", {id}, to_line);
}

TaskCounts count_tasks(Transaction& tx, const TaskFilter& filter) {
    const auto where = where_of(filter, true);
    Values values{filter.today, filter.today, filter.today.plus_days(7)};
    values.insert(values.end(), where.values.begin(), where.values.end());
    const auto counted = tx.one(
        "SELECT COUNT(*) AS open_ones, COUNT(CASE WHEN t.due_on < ? AND t.standing_still = 0 THEN 1 END) AS late,"
        " COUNT(CASE WHEN t.due_on >= ? AND t.due_on <= ? THEN 1 END) AS week FROM task t WHERE " + where.sql,
        values, [](const Row& row) { return TaskCounts{row.integer("open_ones"), row.integer("late"), row.integer("week")}; });
    return counted.value_or(TaskCounts{});
}

std::map<std::string, std::int64_t> count_by_timer(Transaction& tx, const TaskFilter& filter) {
    auto every = filter;
    every.timer.clear();
    const auto where = where_of(every, true);
    std::map<std::string, std::int64_t> counts;
    tx.each("SELECT t.timer, COUNT(*) AS tasks FROM task t WHERE " + where.sql + " GROUP BY t.timer", where.values,
            [&](const Row& row) { counts[row.text("timer")] = row.integer("tasks"); });
    return counts;
}

}  // namespace bygd
