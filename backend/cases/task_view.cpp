#include "cases/task_view.hpp"

#include <algorithm>
#include <map>

#include "cases/case_store.hpp"
#include "jobs/fact_source.hpp"
#include "web/form_view.hpp"

namespace bygd {

namespace {

constexpr int near_months = 2;   // before a decision may be demanded

std::string_view kind_of(TaskTime time) {
    if (time == TaskTime::late) return "late";
    return time == TaskTime::later ? "waiting" : "open";
}

std::string days_text(const Words& words, const std::string& key, int days) {
    return words(days == 1 ? key + "_one" : key, {std::to_string(days)});
}

void put_hand(View& view, std::string_view section, const ClockHand& hand, const Words& words) {
    auto& row = view.add(section);
    row.set("FROM", hand.from.iso()).set("FULL", hand.full_on.iso());
    row.set("DAYS", days_text(words, "clock.days", hand.days));
    if (hand.paused_days > 0) row.add("PAUSED").set("TEXT", days_text(words, "clock.paused", hand.paused_days));
}

}  // namespace

TaskWords words_of_task(const Services& services, const TaskLine& line, const std::string& language) {
    const auto* timer = services.timers.set.find(line.task.timer, line.task.started_on);
    if (!timer) return {line.task.timer, "", "", ""};
    TaskWords words{timer->label.in(language), timer->says.in(language), "", timer->source + ", " + timer->paragraph};
    if (const auto* reminder = timer->reminder(line.reminder)) words.reminder = reminder->says.in(language);
    return words;
}

void name_tasks(const Services& services, Transaction& tx, std::vector<TaskLine>& lines) {
    std::map<std::string, std::vector<TaskLine*>> by_fact;
    for (auto& line : lines) {
        const auto* timer = services.timers.set.find(line.task.timer, line.task.started_on);
        if (timer && line.task.instance != 0) by_fact[timer->starts].push_back(&line);
    }
    for (const auto& [fact, named] : by_fact) {
        std::vector<std::int64_t> instances;
        for (const auto* line : named) instances.push_back(line->task.instance);
        const auto names = services.timers.sources.names(tx, fact, instances);
        for (auto* line : named) {
            if (const auto found = names.find(line->task.instance); found != names.end()) line->about = found->second;
        }
    }
}

std::optional<TaskLine> named_task(const Services& services, Transaction& tx, Id<Task> id) {
    const auto line = find_task_line(tx, id);
    if (!line) return std::nullopt;
    std::vector<TaskLine> one{*line};
    name_tasks(services, tx, one);
    return one.front();
}

std::string task_url(Id<Task> id) { return "/tasks/" + std::to_string(id.value()); }

std::string time_text(const Task& task, const Words& words, Date today) {
    if (!task.open()) return words("tasks.state." + task.state);
    if (task.standing_still) return words("tasks.time.still");
    const auto days = task.due_on - today;
    if (days == 0) return words("tasks.time.today");
    return days < 0 ? days_text(words, "tasks.time.late", -days) : days_text(words, "tasks.time.left", days);
}

void put_task_line(View& row, const Services& services, const TaskLine& line, const Words& words,
                   const std::string& language, Date today) {
    const auto& task = line.task;
    const auto said = words_of_task(services, line, language);
    const auto time = time_of(task, today);
    row.set("URL", task_url(task.id)).set("LABEL", said.label).set("SAYS", said.says).set("DUE", task.due_on.iso());
    row.set("SOURCE", said.source).set("TIME", time_text(task, words, today));
    row.set("TIME_KIND", task.open() ? kind_of(time) : task.state == "cancelled" ? "stopped" : "done");
    row.set("WHO", !line.user.empty() ? line.user : words("web.role." + std::string(to_string(task.role))));
    row.show_if(task.open() && time == TaskTime::late, "LATE");
    if (!line.diary_number.empty()) {
        row.add("CASE").set("CASE_URL", case_url(line.diary_number)).set("NUMBER", line.diary_number).set("TITLE", line.title);
    } else {
        row.add("PLACE").set("NAME", line.municipality);
    }
    if (!line.about.empty()) row.add("ABOUT").set("WHICH", line.about);
    if (!said.reminder.empty() && task.open()) row.add("REMINDED").set("TEXT", said.reminder);
    if (task.closed_on) row.add("ENDED").set("DAY", task.closed_on->iso()).set("BY", line.closed_by).set("NOTE", task.note);
}

void put_tasks(View& view, const Services& services, const std::vector<TaskLine>& lines, const Words& words,
               const std::string& language, Date today) {
    for (const auto& line : lines) put_task_line(view.add("TASK"), services, line, words, language, today);
    view.show_if(lines.empty(), "NO_TASKS").show_if(!lines.empty(), "ANY_TASKS");
}

void put_clock(View& view, const CaseClock& clock, const std::vector<CaseMark>& holding, const Words& words) {
    put_hand(view, "RECEIVED_HAND", clock.received, words);
    if (clock.complete) put_hand(view, "COMPLETE_HAND", *clock.complete, words);
    view.show_if(!clock.complete && !clock.stopped_on, "NOT_COMPLETE");
    if (clock.stopped_on) {
        view.add("CLOCK_STOPPED").set("TEXT", words("clock.stopped", {clock.stopped_on->iso()}));
    } else if (clock.demanded_on) {
        const auto answered = clock.answered_on ? clock.answered_on->iso() : std::string();
        auto& row = view.add("DEMANDED").set("DAY", clock.demanded_on->iso());
        if (clock.answered_on) row.add("ANSWERED").set("DAY", answered);
        else row.add("ANSWER_BY").set("DAY", clock.answer_by->iso());
    } else {
        view.add(clock.may_demand ? "MAY_DEMAND" : "DEMAND_FROM").set("DAY", clock.demand_from.iso());
    }
    for (const auto& pause : clock.pauses) {
        auto& row = view.add("PAUSE").set("FROM", pause.from.iso()).set("WHY", pause.why);
        if (pause.to) row.add("ENDED").set("TO", pause.to->iso());
        else row.show("STILL");
    }
    view.show_if(!clock.pauses.empty(), "PAUSES").show_if(clock.standing_still, "STANDS_STILL");
    for (const auto& mark : holding) {
        view.add("MARK").set("LABEL", words("case.mark." + mark.kind)).set("DAY", mark.on->iso()).set("BY", mark.by)
            .set("NOTE", mark.note);
    }
    view.show_if(!holding.empty(), "MARKS");
}

void put_mark_form(View& view, const Case& subject, const std::vector<CaseMark>& holding, const Typed& typed,
                   const Problems& problems, const Words& words, Date today) {
    const auto open = marks_open(subject);
    if (open.empty()) return;
    const auto value = [&](const char* field, const std::string& first) {
        const auto found = typed.find(field);
        return found == typed.end() ? first : found->second;
    };
    std::vector<Option> kinds;
    for (const auto kind : open) kinds.push_back({std::string(kind), words("case.mark." + std::string(kind))});
    for (const auto& mark : holding) {
        if (std::find(open.begin(), open.end(), mark.kind) == open.end()) continue;
        const auto label = words("case.mark." + mark.kind) + " " + mark.on->iso();
        kinds.push_back({"back:" + mark.kind, words("case.mark.take_back") + " " + label});
    }
    auto& form = view.add("MAY_MARK");
    put_options(form, "mark", kinds, value("mark", ""), problems, words);
    put_field(form, "marked_on", value("marked_on", today.iso()), problems, words);
    put_field(form, "mark_note", value("mark_note", ""), problems, words);
    form.show_if(typed.contains("mark"), "REFUSED");
}

std::string age_text(Date received_on, int demand_months, const Words& words, Date today) {
    const auto months = whole_months(received_on, today);
    return months < demand_months - near_months ? "" : words("clock.months", {std::to_string(months)});
}

std::string_view age_kind(Date received_on, int demand_months, Date today) {
    return whole_months(received_on, today) >= demand_months ? "late" : "waiting";
}

}  // namespace bygd
