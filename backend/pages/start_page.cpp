#include "pages/start_page.hpp"

#include <nlohmann/json.hpp>

#include "base/region.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "cases/diary_store.hpp"
#include "cases/mail_view.hpp"
#include "cases/proceeding_store.hpp"
#include "cases/task_view.hpp"
#include "database/pool.hpp"
#include "decisions/batch_store.hpp"
#include "http/router.hpp"
#include "http/session_store.hpp"
#include "providers/outlet_store.hpp"
#include "web/page.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

constexpr std::size_t lines_shown = 12;
constexpr std::size_t tasks_shown = 6;
constexpr std::size_t news_shown = 8;

struct Tile {
    std::string word, url;
    std::int64_t count;
};

// The states in which a case waits for each role. A state not in any workflow counts nothing.
std::vector<Tile> tiles_of(Transaction& tx, const Services& services, const Actor& actor) {
    std::vector<Tile> tiles;
    const auto all = count_by_state(tx, std::nullopt);
    const auto count = [](const std::vector<StageCount>& counts, std::string_view state) {
        std::int64_t total = 0;
        for (const auto& each : counts) total += each.state == state ? each.cases : 0;
        return total;
    };
    const auto add = [&](const std::string& word, const std::string& state) {
        tiles.push_back({word, "/cases?state=" + state, count(all, state)});
    };
    const auto beside = count_open_proceedings(tx);
    const auto besides = [&](std::string_view kind, std::string_view state) {
        std::int64_t total = 0;
        for (const auto& each : beside) total += each.kind == kind && each.state == state ? each.proceedings : 0;
        return total;
    };
    if (actor.has(Role::officer)) {
        const auto mine = count_by_state(tx, actor.id);
        std::int64_t open = 0;
        for (const auto& each : mine) open += each.stage == "open" ? each.cases : 0;
        tiles.push_back({"start.mine", "/cases?officer=mine&stage=open", open});
        add("start.received", "received");
        tiles.push_back({"start.claims", "/payouts?stage=to_review", besides("claim", "in_review")});
    }
    if (actor.has(Role::officer) || actor.has(Role::manager)) {
        CaseFilter undispatched;
        undispatched.undispatched = true;
        tiles.push_back({"start.to_dispatch", "/cases?undispatched=1", totals_of(tx, undispatched).cases});
    }
    if (actor.has(Role::officer) || actor.has(Role::manager)) {
        std::int64_t trouble = 0;
        const auto mails = count_mails(tx);
        for (const auto state : trouble_with_mail()) trouble += mails.contains(state) ? mails.at(state) : 0;
        if (trouble > 0) tiles.push_back({"start.mail_trouble", "/mail?view=trouble", trouble});
    }
    if (actor.has(Role::decider)) {
        tiles.push_back({"start.to_decide", "/decisions", count_awaiting_decision(tx, deciding_states(services))});
    }
    if (actor.has(Role::finance)) {
        tiles.push_back({"start.to_attest", "/payouts?stage=to_attest", besides("claim", "approved")});
        tiles.push_back({"start.to_pay", "/payouts?stage=to_pay", besides("claim", "to_pay")});
    }
    return tiles;
}

CaseFilter work_of(const Actor& actor) {
    CaseFilter filter;
    filter.sort = {CaseOrder::number, false};
    if (actor.has(Role::officer)) {
        filter.officer = actor.id;
        filter.stage = "open";
    } else if (actor.has(Role::decider)) {
        filter.state = "under_decision";
    } else if (actor.has(Role::finance)) {
        filter.beside_kind = "claim";
        filter.beside_state = "approved";
    } else {
        filter.stage = "open";
        filter.sort = {};
    }
    return filter;
}

void put_funds(Transaction& tx, View& view, int year) {
    for (const auto& line : list_funds(tx, year)) {
        view.add("FUND").set("NAME", line.fund.name).set("CODE", line.fund.code)
            .set("LEFT", line.balance.left_to_decide().swedish()).set("OUTSTANDING", line.balance.outstanding().swedish());
    }
}

// Theirs and what is for nobody in particular of their roles; who only reads sees no tasks here.
void put_my_tasks(Transaction& tx, View& view, const Services& services, const Request& request, const Words& words) {
    const auto& actor = request.actor();
    TaskFilter filter;
    filter.today = services.clock.today();
    filter.user = actor.id;
    filter.roles = actor.roles;
    auto lines = list_tasks(tx, filter, tasks_shown);
    name_tasks(services, tx, lines);
    if (lines.empty()) return;
    auto& panel = view.add("MY_TASKS");
    put_tasks(panel, services, lines, words, request.language(), filter.today);
    const auto counts = count_tasks(tx, filter);
    panel.set("COUNTS", words("start.tasks_counts", {std::to_string(counts.late), std::to_string(counts.week)}));
}

// The step or the kind of event, and where it led.
std::string news_text(Transaction& tx, const Services& services, const NewsLine& line, const Words& words) {
    const auto& event = line.event;
    const auto facts = nlohmann::json::parse(event.data);
    // What runs beside a case steps in a workflow of its own.
    const auto sequence = event.kind == "proceeding_moved" ? whole_number(facts.value("proceeding", "")).value_or(0) : 0;
    const auto beside = sequence > 0 ? find_proceeding(tx, event.case_id, static_cast<int>(sequence)) : std::nullopt;
    const auto& workflow = beside ? services.workflows.get(beside->workflow, beside->workflow_version)
                                  : services.workflows.get(line.workflow, line.workflow_version);
    auto what = event.action ? workflow.action_label(*event.action, words.language()) : words("diary.kind." + event.kind);
    if (event.to_state && event.from_state && *event.from_state != *event.to_state) {
        what += " → " + workflow.state_label(*event.to_state).in(words.language());
    }
    return what;
}

// What happened in one's cases since the visit before this one; two days back for who has not been here lately.
void put_news(Transaction& tx, View& view, const Services& services, const Request& request, const Words& words) {
    const auto last = last_visit(tx, request.actor().id, request.session());
    const auto since = last ? *last : services.clock.now() - std::chrono::hours(48);
    const auto lines = news_for(tx, request.actor().id, since, news_shown);
    auto& panel = view.add("NEWS");
    panel.set("SINCE", words(last ? "start.since" : "start.two_days", {stockholm_minute(since)}));
    panel.show_if(lines.empty(), "NO_NEWS");
    for (const auto& line : lines) {
        panel.add("NEW").set("URL", case_url(line.diary_number)).set("DIARY_NUMBER", line.diary_number).set("TITLE", line.title)
            .set("WHAT", news_text(tx, services, line, words)).set("WHO", line.event.actor_name)
            .set("WHEN", stockholm_minute(line.event.occurred_at));
    }
}

Response get_start(const Services& services, Request& request) {
    const auto& actor = request.actor();
    if (!may_see_cases(actor.roles)) return see_other("/administration");
    const auto& words = words_of(services, request);
    View view;
    view.set("NAME", actor.name);
    services.database.read([&](Transaction& tx) {
        for (const auto& tile : tiles_of(tx, services, actor)) {
            view.add("TILE").set("NAME", words(tile.word)).set("URL", tile.url).set("COUNT", tile.count);
        }
        const auto lines = list_cases(tx, work_of(actor), lines_shown);
        for (const auto& line : lines) {
            view.add("CASES").set("URL", case_url(line.diary_number)).set("DIARY_NUMBER", line.diary_number)
                .set("TITLE", line.title).set("FORM", form_label(services, line.form, request.language()))
                .set("RECEIVED", line.received_on.iso()).set("AMOUNT", line.sought.swedish())
                .set("STATE_KIND", state_kind(line.stage, line.state, std::nullopt))
                .set("STATE", state_label(services, line.workflow, line.workflow_version, line.state, request.language()));
        }
        view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
        put_my_tasks(tx, view, services, request, words);
        put_news(tx, view, services, request, words);
        put_funds(tx, view, services.clock.today().year());
        int valid = 0, all = 0;
        for (const auto& line : service_plans(tx, services.region.county)) {
            ++all;
            if (line.plan && line.plan->valid_on(services.clock.today())) ++valid;
        }
        view.set("PLANS", words("start.plans", {std::to_string(valid), std::to_string(all)}));
    });
    return page(services, request, "pages/start", view, {.title = words("start.title"), .nav = Nav::start});
}

}  // namespace

void add_start_routes(Router& router, const Services& services) {
    router.get("/", [&services](Request& request) { return get_start(services, request); });
}

}  // namespace bygd
