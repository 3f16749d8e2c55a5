#include "cases/task_api.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case_mark_actions.hpp"
#include "cases/case_mark_store.hpp"
#include "cases/case_store.hpp"
#include "cases/task_actions.hpp"
#include "cases/task_store.hpp"
#include "cases/task_view.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json day_or_null(const std::optional<Date>& day) { return day ? json(day->iso()) : json(nullptr); }
json text_or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

json to_json(const Services& services, const TaskLine& line, const std::string& language, Date today) {
    const auto& task = line.task;
    const auto words = words_of_task(services, line, language);
    return {{"id", task.id.value()}, {"timer", task.timer}, {"label", words.label}, {"says", words.says},
            {"about", text_or_null(line.about)}, {"source", words.source}, {"case", text_or_null(line.diary_number)},
            {"municipality", text_or_null(line.municipality)}, {"started_on", task.started_on.iso()},
            {"due_on", task.due_on.iso()}, {"time", to_string(time_of(task, today))},
            {"standing_still", task.standing_still}, {"role", to_string(task.role)},
            {"user_id", task.user ? json(task.user->value()) : json(nullptr)}, {"user", text_or_null(line.user)},
            {"reminder", text_or_null(words.reminder)}, {"state", task.state}, {"closed_on", day_or_null(task.closed_on)},
            {"closed_by", text_or_null(line.closed_by)}, {"note", task.note}, {"version", task.version}};
}

TaskFilter filter_of(const Services& services, const Request& request) {
    TaskFilter filter;
    filter.today = services.clock.today();
    const auto view = request.query("view");
    filter.view = view == "late" ? TaskView::late : view == "week" ? TaskView::week
                : view == "done" ? TaskView::done : TaskView::open;
    filter.timer = request.query("timer");
    filter.role = role_of(request.query("role"));
    filter.after = request.query("after");
    const auto who = request.query("who");
    if (who == "mine") {
        filter.user = request.actor().id;
        filter.roles = request.actor().roles;
    }
    if (who == "nobody") filter.nobody = true;
    if (const auto id = whole_number(who)) filter.user = Id<User>(*id);
    return filter;
}

Response get_tasks(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    auto filter = filter_of(services, request);
    const auto most = rows_asked(request);
    auto lines = services.database.read([&](Transaction& tx) {
        if (const auto number = request.query("case"); !number.empty()) filter.case_id = case_by_number(tx, number).id;
        auto found = list_tasks(tx, filter, most + 1);
        name_tasks(services, tx, found);
        return found;
    });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    auto list = json::array();
    for (const auto& line : lines) list.push_back(to_json(services, line, request.language(), filter.today));
    return json_response({{"tasks", list}, {"next", more ? json(cursor_after(lines.back(), filter.view)) : json(nullptr)}});
}

Id<Task> id_of(const Request& request) { return Id<Task>(whole_number(request.param("id")).value_or(0)); }

Response one_task(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto line = services.database.read([&](Transaction& tx) { return named_task(services, tx, id_of(request)); });
    if (!line) refuse(ErrorKind::not_found, "not_found");
    return json_response(to_json(services, *line, request.language(), services.clock.today()));
}

Response post_done(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    finish_task(services, request.actor(), {id_of(request), json_version(body), json_member(body, "note")});
    return one_task(services, request);
}

json to_json(const ClockHand& hand) {
    return {{"from", hand.from.iso()}, {"days", hand.days}, {"paused_days", hand.paused_days},
            {"worked_days", hand.worked_days()}, {"full_on", hand.full_on.iso()}};
}

std::string number_of(const Request& request) { return diary_number_of_path(request.param("number")); }

Response get_clock(const Services& services, const Request& request, int status = 200) {
    require_case_reader(request.actor());
    return services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, number_of(request));
        const auto clock = clock_of(services, tx, subject, services.clock.today());
        auto pauses = json::array(), marks = json::array();
        for (const auto& pause : clock.pauses) {
            pauses.push_back({{"from", pause.from.iso()}, {"to", day_or_null(pause.to)}, {"why", pause.why}});
        }
        for (const auto& mark : marks_of(tx, subject.id)) {
            marks.push_back({{"kind", mark.kind}, {"marked_on", day_or_null(mark.on)}, {"note", mark.note}, {"by", mark.by}});
        }
        return json_response({{"received", to_json(clock.received)},
                              {"complete", clock.complete ? to_json(*clock.complete) : json(nullptr)},
                              {"stopped_on", day_or_null(clock.stopped_on)}, {"standing_still", clock.standing_still},
                              {"months", clock.months}, {"demand_from", clock.demand_from.iso()},
                              {"may_demand", clock.may_demand}, {"demanded_on", day_or_null(clock.demanded_on)},
                              {"answer_by", day_or_null(clock.answer_by)}, {"answered_on", day_or_null(clock.answered_on)},
                              {"pauses", pauses}, {"marks", marks}, {"version", subject.version}},
                             status);
    });
}

Response post_mark(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    mark_case(services, request.actor(),
              {number_of(request), json_version(body), json_member(body, "mark"), json_member(body, "marked_on"),
               json_member(body, "mark_note"), json_member(body, "take_back") == "1"});
    return get_clock(services, request, 201);
}

}  // namespace

void add_task_api(Router& router, const Services& services) {
    router.get("/api/v1/tasks", [&services](Request& request) { return get_tasks(services, request); });
    router.get("/api/v1/tasks/{id}", [&services](Request& request) { return one_task(services, request); });
    router.post("/api/v1/tasks/{id}/done", [&services](Request& request) { return post_done(services, request); });
    router.get("/api/v1/cases/{number}/clock", [&services](Request& request) { return get_clock(services, request); });
    router.post("/api/v1/cases/{number}/marks", [&services](Request& request) { return post_mark(services, request); });
}

}  // namespace bygd
