#include "cases/task_pages.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/task_actions.hpp"
#include "cases/task_api.hpp"
#include "cases/task_store.hpp"
#include "cases/task_view.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "people/user_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

TaskView view_of(const Request& request) {
    const auto asked = request.query("view");
    if (asked == "late") return TaskView::late;
    if (asked == "week") return TaskView::week;
    return asked == "done" ? TaskView::done : TaskView::open;
}

// Whoever prepares or leads sees their own first; a reader has none and sees all.
std::string who_of(const Request& request) {
    const auto asked = request.query("who");
    if (!asked.empty()) return asked;
    return request.actor().has(Role::officer) || request.actor().has(Role::manager) ? "mine" : "all";
}

TaskFilter filter_of(const Services& services, const Request& request) {
    TaskFilter filter;
    filter.view = view_of(request);
    filter.today = services.clock.today();
    filter.timer = request.query("timer");
    filter.after = request.query("after");
    filter.role = role_of(request.query("role"));
    const auto who = who_of(request);
    if (who == "mine") {
        filter.user = request.actor().id;
        filter.roles = request.actor().roles;
    } else if (who == "nobody") {
        filter.nobody = true;
    } else if (const auto id = whole_number(who)) {
        filter.user = Id<User>(*id);
    }
    return filter;
}

// The query of this page with one field replaced: what is chosen stays chosen.
std::string url_with(const Request& request, std::string_view name, const std::string& value) {
    std::string url = "/tasks?";
    for (const auto& [field, held] : request.query_fields()) {
        if (field != name && field != "after" && !held.empty()) {
            url += percent_encoded(field) + "=" + percent_encoded(held) + "&";
        }
    }
    return url + std::string(name) + "=" + percent_encoded(value);
}

void put_chips(View& view, const Request& request, TaskView here, const TaskCounts& counts, const Words& words) {
    const auto chip = [&](TaskView which, const char* name, std::int64_t count) {
        auto& row = view.add("CHIP").set("URL", url_with(request, "view", name));
        row.set("NAME", words(std::string("tasks.view.") + name)).show_if(which == here, "HERE");
        if (which != TaskView::done) row.add("COUNTED").set("COUNT", count);
    };
    chip(TaskView::late, "late", counts.late);
    chip(TaskView::week, "week", counts.week);
    chip(TaskView::open, "open", counts.open);
    chip(TaskView::done, "done", 0);
}

void put_filters(View& view, Transaction& tx, const Services& services, const Request& request, const TaskFilter& filter,
                 const Words& words) {
    std::vector<Option> people{{"mine", words("tasks.who.mine")}, {"nobody", words("tasks.who.nobody")},
                               {"all", words("tasks.who.all")}};
    for (const auto& user : users_with_role(tx, Role::officer)) {
        people.push_back({std::to_string(user.id.value()), user.display_name});
    }
    std::vector<Option> roles, timers;
    for (const auto role : {Role::officer, Role::manager, Role::finance, Role::decider}) {
        roles.push_back({std::string(to_string(role)), words("web.role." + std::string(to_string(role)))});
    }
    const auto counts = count_by_timer(tx, filter);
    for (const auto* timer : services.timers.set.newest()) {
        const auto found = counts.find(timer->name);
        const auto count = found == counts.end() ? std::string() : " (" + std::to_string(found->second) + ")";
        timers.push_back({timer->name, timer->label.in(request.language()) + count});
    }
    put_options(view, "who", people, who_of(request), {}, words);
    put_options(view, "role", roles, request.query("role"), {}, words);
    put_options(view, "timer", timers, request.query("timer"), {}, words);
    view.set("VIEW", request.query("view"));
}

Response get_tasks(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto filter = filter_of(services, request);
    View view;
    services.database.read([&](Transaction& tx) {
        auto lines = list_tasks(tx, filter, limits::page_rows + 1);
        const bool more = lines.size() > limits::page_rows;
        if (more) lines.pop_back();
        name_tasks(services, tx, lines);
        put_tasks(view, services, lines, words, request.language(), filter.today);
        if (more) view.add("NEXT").set("URL", url_with(request, "after", cursor_after(lines.back(), filter.view)));
        put_chips(view, request, filter.view, count_tasks(tx, filter), words);
        put_filters(view, tx, services, request, filter, words);
    });
    return page(services, request, "cases/task_list", view, {.title = words("tasks.title"), .nav = Nav::tasks});
}

Id<Task> id_of(const Request& request) { return Id<Task>(whole_number(request.param("id")).value_or(0)); }

Response show_task(const Services& services, const Request& request, const std::string& typed, const Problems& problems,
                   int status) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto today = services.clock.today();
    const auto line = services.database.read([&](Transaction& tx) { return named_task(services, tx, id_of(request)); });
    if (!line) refuse(ErrorKind::not_found, "not_found");
    View view;
    put_task_line(view, services, *line, words, request.language(), today);
    view.set("STARTED", line->task.started_on.iso()).set("VERSION", line->task.version);
    put_field(view, "note", typed, problems, words);
    put_problems(view, problems, words);
    const bool may = line->task.open() && may_do(line->task, request.actor());
    view.show_if(may, "MAY_FINISH");
    const auto title = words_of_task(services, *line, request.language()).label;
    return page(services, request, "cases/task", view,
                {.title = title, .nav = Nav::tasks, .status = status, .crumbs = {{words("tasks.title"), "/tasks"}, {title}}});
}

Response post_done(const Services& services, const Request& request) {
    const auto typed = request.form().text("note");
    try {
        const auto version = static_cast<int>(request.form().integer("version").value_or(0));
        finish_task(services, request.actor(), {id_of(request), version, typed});
        return see_other_saying("/tasks", "tasks.saved.done");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return show_task(services, request, typed, error.problems(), http_status(error.kind()));
    }
}

}  // namespace

void add_task_routes(Router& router, const Services& services) {
    router.get("/tasks", [&services](Request& request) { return get_tasks(services, request); });
    router.get("/tasks/{id}", [&services](Request& request) { return show_task(services, request, "", {}, 200); });
    router.post("/tasks/{id}/done", [&services](Request& request) { return post_done(services, request); });
    add_task_api(router, services);
}

}  // namespace bygd
