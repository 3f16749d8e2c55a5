// What waits for a decision, and batches, as JSON under /api/v1/decisions. The same actions as the pages.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case.hpp"
#include "database/pool.hpp"
#include "decisions/batch_actions.hpp"
#include "decisions/batch_pages.hpp"
#include "decisions/deciding.hpp"
#include "http/json_input.hpp"
#include "http/problem_json.hpp"
#include "http/router.hpp"
#include "people/delegation_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const AwaitingLine& line, const DelegationOrder& order, const Actor& actor, Date day) {
    const auto answer = may_decide_line(order, actor.id, line, day);
    const bool mine = answer.mandate.has_value() && !line.agenda && actor.has(Role::decider);
    return {{"case", line.diary_number},
            {"proceeding", line.proceeding},
            {"kind", line.kind},
            {"version", line.version},
            {"organisation", line.organisation},
            {"municipality", line.municipality},
            {"form", line.form},
            {"fund", line.fund.empty() ? json() : json(line.fund)},
            {"sought", line.sought.plain()},
            {"proposed_outcome", line.outcome.empty() ? json() : json(line.outcome)},
            {"proposed", line.proposed.plain()},
            {"prepared_by", line.preparer.empty() ? json() : json(line.preparer)},
            {"received_on", line.received_on.iso()},
            {"on_agenda", line.agenda ? json(line.agenda->iso()) : json()},
            {"mine_to_decide", mine}};
}

Response get_queue(const Services& services, const Request& request) {
    const auto& actor = request.actor();
    require_case_reader(actor);
    Problems problems;
    const auto filter = awaiting_filter(request, problems);
    require_none(std::move(problems));
    const auto most = rows_asked(request);
    const auto today = services.clock.today();
    auto list = json::array();
    auto next = json();
    services.database.read([&](Transaction& tx) {
        auto lines = awaiting_decision(tx, deciding_states(services), filter, most + 1);
        const bool more = lines.size() > most;
        if (more) lines.pop_back();
        const auto order = delegation_order(tx, today);
        for (const auto& line : lines) list.push_back(to_json(line, order, actor, today));
        if (more) next = awaiting_cursor(lines.back());
    });
    return json_response({{"decisions", list}, {"next", next}});
}

Response batch_response(const Services& services, const Request& request, Id<DecisionBatch> id) {
    const auto& words = words_of(services, request);
    const auto file = batch_file(services, request.actor(), id);
    auto lines = json::array();
    int waiting = 0;
    for (const auto& line : file.lines) {
        waiting += line.state == "waiting";
        lines.push_back({{"case", line.diary_number}, {"proceeding", line.proceeding}, {"state", line.state},
                         {"action", line.action.empty() ? json() : json(line.action)}, {"problems", problems_json(line.problems, words)}});
    }
    return json_response({{"id", id.value()},
                          {"meeting_id", file.batch.meeting ? json(file.batch.meeting->value()) : json()},
                          {"reason", file.batch.reason},
                          {"waiting", waiting},
                          {"lines", lines}});
}

Response post_batch(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    StartBatch command;
    command.reason = json_member(body, "reason");
    command.no_conflict = json_member(body, "no_conflict") == "1";
    command.others = json_member(body, "others");
    if (const auto meeting = whole_number(json_member(body, "meeting_id"))) command.meeting = Id<BoardMeeting>(*meeting);
    const auto cases = body.find("cases");
    if (cases == body.end() || !cases->is_array()) throw Error(ErrorKind::invalid, {{"cases", "batch.none"}});
    Problems problems;
    for (const auto& one : *cases) {
        if (!one.is_object()) throw Error(ErrorKind::invalid, {{"cases", "batch.line"}});
        const auto beside = json_member(one, "proceeding");
        command.lines.push_back(
            line_of_text(json_member(one, "case") + (beside.empty() ? "" : "#" + beside) + "@" + std::to_string(json_version(one)), problems));
    }
    require_none(std::move(problems));
    return batch_response(services, request, run_new_batch(services, request.actor(), command));
}

}  // namespace

void add_batch_api(Router& router, const Services& services) {
    const std::string batches = "/api/v1/decisions/batches";
    router.get("/api/v1/decisions", [&services](Request& request) { return get_queue(services, request); });
    router.post("/api/v1/decisions/batch", [&services](Request& request) { return post_batch(services, request); });
    router.get(batches + "/{id}", [&services](Request& request) {
        return batch_response(services, request, Id<DecisionBatch>(whole_number(request.param("id")).value_or(0)));
    });
    router.post(batches + "/{id}/continue", [&services](Request& request) {
        const Id<DecisionBatch> id(whole_number(request.param("id")).value_or(0));
        continue_batch(services, request.actor(), id);
        return batch_response(services, request, id);
    });
}

}  // namespace bygd
