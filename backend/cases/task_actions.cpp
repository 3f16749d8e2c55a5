#include "cases/task_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_fact_store.hpp"
#include "cases/case_mail.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_store.hpp"
#include "database/pool.hpp"

namespace bygd {

namespace {

constexpr std::size_t note_most = 500;

// What is done to the tasks of some subjects, and told of it.
class Settling {
public:
    Settling(const Services& services, Transaction& tx, Date today, JobBatch& told)
        : services_(services), timers_(services.timers), tx_(tx), today_(today), told_(told) {}

    void settle(const std::string& kind, const std::vector<std::int64_t>& ids) {
        if (ids.empty()) return;
        const auto facts = timers_.sources.read(tx_, kind, ids);
        const auto asked = padded(ids);
        std::map<std::int64_t, std::vector<Task>> tasks;
        for (auto& task : tasks_of(tx_, kind, asked)) tasks[task.subject].push_back(std::move(task));
        const auto reminded = tasks.empty() ? std::vector<TaskReminder>() : reminders_of(tx_, kind, asked);
        for (const auto& [id, subject] : facts) {
            apply(task_changes(kind, id, timers_.set.all(), subject, tasks[id], reminded, today_), subject);
        }
        told_.counts["looked_at"] += static_cast<std::int64_t>(ids.size());
    }

private:
    void apply(TaskChanges changes, const SubjectFacts& subject) {
        for (std::size_t i = 0; i < changes.to_make.size(); ++i) {
            auto& task = changes.to_make[i];
            if (!insert_task(tx_, task)) continue;
            ++told_.counts["made"];
            told_.lines.push_back(subject.label + "  " + task.timer + "  " + task.due_on.iso());
            for (auto reminder : changes.made_with[i]) {
                reminder.task = task.id;
                remind(reminder, task, subject);
            }
        }
        for (const auto& task : changes.to_save) {
            if (save_task(tx_, task)) ++told_.counts[task.open() ? "changed" : "ended"];
        }
        for (const auto& reminder : changes.to_remind) {
            if (const auto task = find_task(tx_, reminder.task)) remind(reminder, *task, subject);
        }
    }

    void remind(const TaskReminder& reminder, const Task& task, const SubjectFacts& subject) {
        insert_reminder(tx_, reminder, today_);
        if (task.case_id()) mail(reminder, task, *task.case_id());
        ++told_.counts["reminded"];
        told_.lines.push_back(subject.label + "  " + task.timer + "  " + reminder.name + " -> " + reminder.to);
    }

    void mail(const TaskReminder& reminder, const Task& task, Id<Case> id) {
        const auto* timer = timers_.set.find(task.timer, task.started_on);
        const auto* said = timer ? timer->reminder(reminder.name) : nullptr;
        auto subject = find_case(tx_, id);
        if (!said || !subject) return;
        DueReminder due{std::to_string(task.id.value()) + "." + reminder.name, reminder.to, reminder.user, timer->label,
                        said->says, task.due_on, std::nullopt};
        if (is_about_a_request(*timer)) due.request = task.instance;
        follow_reminder(services_, tx_, *subject, due, services_.clock.now());
        settle_reminder(tx_, reminder);
    }

    // "supplement_sent" and its kin: what starts the timer is a question, and the instance is its id.
    static bool is_about_a_request(const Timer& timer) { return timer.starts.ends_with("_sent"); }

    const Services& services_;
    const Timers& timers_;
    Transaction& tx_;
    const Date today_;
    JobBatch& told_;
};

// The job goes through these in turn; its place is "leg:key" or, of what is closed, "closed:day:key".
constexpr std::string_view legs[] = {"open", "decided", "closed", "followed", "municipality"};

struct Place {
    std::size_t leg = 0;
    Date day;
    std::int64_t key = 0;
};

Place place_of(const std::string& text, Date first_closed) {
    Place place;
    place.day = first_closed;
    const auto parts = split(text, ':');
    const auto leg = std::find(std::begin(legs), std::end(legs), parts.front());
    if (leg == std::end(legs)) return place;
    place.leg = static_cast<std::size_t>(leg - std::begin(legs));
    place.key = whole_number(parts.back()).value_or(0);
    if (parts.size() == 3) place.day = Date::parse(parts[1]);
    return place;
}

std::string text_of(const Place& place) {
    const auto day = legs[place.leg] == "closed" ? ":" + place.day.iso() : std::string();
    return std::string(legs[place.leg]) + day + ":" + std::to_string(place.key);
}

std::vector<std::int64_t> next_ids(Transaction& tx, const Services& services, Place& place) {
    const auto leg = legs[place.leg];
    std::vector<std::int64_t> ids;
    if (leg == "closed") {
        for (const auto& closed : closed_case_ids(tx, place.day, place.key, fact_batch)) {
            ids.push_back(closed.id);
            place.day = closed.closed_on;
        }
    } else if (leg == "followed") {
        ids = services.timers.sources.followed(tx, "case", place.day, place.key, fact_batch);
    } else if (leg == "municipality") {
        for (const auto id : municipality_ids(tx, services.region.county)) {
            if (id > place.key && ids.size() < fact_batch) ids.push_back(id);
        }
    } else {
        ids = case_ids_of_stage(tx, leg, place.key, fact_batch);
    }
    if (!ids.empty()) place.key = ids.back();
    return ids;
}

JobBatch one_batch(const Services& services, Transaction& tx, Date day, const std::string& from) {
    auto place = place_of(from, day.plus_days(-services.timers.set.longest_days()));
    JobBatch batch;
    const auto ids = next_ids(tx, services, place);
    const std::string kind = legs[place.leg] == "municipality" ? "municipality" : "case";
    Settling(services, tx, day, batch).settle(kind, ids);
    if (ids.size() < fact_batch) {
        batch.last = ++place.leg == std::size(legs);
        place.key = 0;
        if (batch.last) return batch;
    }
    batch.next = text_of(place);
    return batch;
}

void tell_diary(Transaction& tx, const Services& services, const Actor& actor, const Task& task, Instant now) {
    if (!task.case_id()) return;
    const auto* timer = services.timers.set.find(task.timer, task.started_on);
    DiaryEvent event;
    event.case_id = *task.case_id();
    event.kind = "task_done";
    event.actor = actor.id;
    event.actor_name = actor.name;
    event.occurred_at = now;
    event.text = task.note;
    event.data = nlohmann::json{{"task", timer ? timer->label.sv : task.timer}, {"task_due_on", task.due_on.iso()}}.dump();
    append_event(tx, event);
}

}  // namespace

void register_case_facts(FactSources& sources) { sources.add("case", case_facts(), read_case_facts); }

DailyJob timer_job(const Services& services) {
    return {"timers", [&services](Transaction& tx, Date day, const std::string& place) {
                return one_batch(services, tx, day, place);
            }};
}

void refresh_tasks(const Services& services, Transaction& tx, Id<Case> id, Date today) {
    JobBatch nobody_is_told;
    Settling(services, tx, today, nobody_is_told).settle("case", {id.value()});
}

Task finish_task(const Services& services, const Actor& actor, const FinishTask& command) {
    require_case_reader(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto found = find_task(tx, command.id);
        if (!found) refuse(ErrorKind::not_found, "not_found");
        if (!may_do(*found, actor)) refuse(ErrorKind::forbidden, "task.not_yours");
        if (!found->open()) refuse(ErrorKind::conflict, "task.ended");
        if (found->version != command.version) refuse(ErrorKind::conflict, "task.changed");
        auto task = *found;
        task.note = trimmed(command.note);
        Problems problems;
        if (task.note.empty()) problems.push_back({"note", "required"});
        if (characters(task.note) > note_most) problems.push_back({"note", "text.too_long", {std::to_string(note_most)}});
        require_none(std::move(problems));
        const auto now = services.clock.now();
        task.state = "done";
        task.closed_on = stockholm_day(now);
        task.closed_by = actor.id;
        if (!save_task(tx, task)) refuse(ErrorKind::conflict, "task.changed");
        ++task.version;
        tell_diary(tx, services, actor, task, now);
        return task;
    });
}

}  // namespace bygd
