// The board's meetings as JSON under /api/v1/board. The same actions as the pages, the same problems.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "decisions/authority_store.hpp"
#include "decisions/board_actions.hpp"
#include "decisions/board_pages.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr std::size_t meetings_listed = 200;

template <typename T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json();
}

json to_json(const BoardMeeting& meeting) {
    return {{"id", meeting.id.value()},
            {"name", meeting.name},
            {"held_on", meeting.held_on.iso()},
            {"state", to_string(meeting.state)},
            {"report_until", meeting.report_until ? json(meeting.report_until->iso()) : json()},
            {"report_paragraph", or_null(meeting.report_paragraph)},
            {"minutes", meeting.minutes},
            {"version", meeting.version}};
}

json to_json(const AgendaLine& line) {
    auto conflicts = json::array();
    for (const auto& conflict : line.conflicts) {
        conflicts.push_back({{"member", conflict.member}, {"reason", conflict.reason}});
    }
    return {{"id", line.item.id.value()},
            {"position", line.item.position},
            {"diary_number", line.diary_number},
            {"proceeding", line.item.proceeding},
            {"kind", line.kind},
            {"case_version", line.case_version},
            {"organisation", line.organisation},
            {"form", line.form},
            {"sought", line.sought.plain()},
            {"proposed_outcome", line.proposed_outcome.empty() ? json() : json(line.proposed_outcome)},
            {"proposed", line.proposed.plain()},
            {"outcome", line.item.outcome.empty() ? json() : json(line.item.outcome)},
            {"paragraph", or_null(line.item.paragraph)},
            {"note", line.item.note},
            {"conflicts", conflicts}};
}

json to_json(const DelegatedDecision& decision) {
    return {{"diary_number", decision.diary_number},
            {"decided_on", decision.decided_on.iso()},
            {"organisation", decision.organisation},
            {"form", decision.form},
            {"kind", decision.kind},
            {"outcome", decision.outcome},
            {"amount", decision.amount.plain()},
            {"decided_by", decision.decided_by},
            {"on_behalf_of", decision.on_behalf_of.empty() ? json() : json(decision.on_behalf_of)},
            {"reference", decision.reference}};
}

Response get_meetings(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    auto list = json::array();
    services.database.read([&](Transaction& tx) {
        for (const auto& line : list_meetings(tx, meetings_listed)) {
            auto one = to_json(line.meeting);
            one["items"] = line.items;
            one["reported"] = line.reported;
            list.push_back(std::move(one));
        }
    });
    return json_response({{"meetings", list}});
}

Response one_meeting(const Services& services, const Request& request, Id<BoardMeeting> id, int status = 200) {
    require_case_reader(request.actor());
    json body;
    services.database.read([&](Transaction& tx) {
        const auto meeting = find_meeting(tx, id);
        if (!meeting) refuse(ErrorKind::not_found, "not_found");
        body = to_json(*meeting);
        auto agenda = json::array(), reported = json::array();
        for (const auto& line : agenda_of(tx, id)) agenda.push_back(to_json(line));
        const bool planned = meeting->state == MeetingState::planned;
        for (const auto& decision : planned ? unreported_decisions(tx, services.clock.today())
                                            : reported_decisions(tx, id)) {
            reported.push_back(to_json(decision));
        }
        body["agenda"] = agenda;
        body["delegation_decisions"] = reported;
    });
    return json_response(body, status);
}

Id<BoardMeeting> meeting_id(const Request& request) {
    return Id<BoardMeeting>(whole_number(request.param("id")).value_or(0));
}
Id<BoardItem> item_id(const Request& request) { return Id<BoardItem>(whole_number(request.param("id")).value_or(0)); }

Response meeting_of_item(const Services& services, const Request& request) {
    const auto item = services.database.look_up([&](Transaction& tx) { return find_item(tx, item_id(request)); });
    if (!item) refuse(ErrorKind::not_found, "not_found");
    return one_meeting(services, request, item->meeting);
}

void add_meeting_api(Router& router, const Services& services) {
    const std::string all = "/api/v1/board/meetings", one = all + "/{id}";
    router.get(all, [&services](Request& request) { return get_meetings(services, request); });
    router.post(all, [&services](Request& request) {
        const auto& body = json_object(request);
        const auto planned =
            plan_meeting(services, request.actor(), json_member(body, "name"), json_member(body, "held_on"));
        return one_meeting(services, request, planned.id, 201)
            .set_header("Location", "/api/v1/board/meetings/" + std::to_string(planned.id.value()));
    });
    router.get(one, [&services](Request& request) { return one_meeting(services, request, meeting_id(request)); });
    router.post(one + "/items", [&services](Request& request) {
        const auto& body = json_object(request);
        put_on_agenda(services, request.actor(), {meeting_id(request), json_member(body, "case"),
                                                   read_proceeding(json_member(body, "proceeding"))});
        return one_meeting(services, request, meeting_id(request), 201);
    });
    router.post(one + "/close", [&services](Request& request) {
        close_agenda(services, request.actor(), meeting_id(request), json_version(json_object(request)));
        return one_meeting(services, request, meeting_id(request));
    });
    router.post(one + "/hold", [&services](Request& request) {
        hold_meeting(services, request.actor(), meeting_id(request), json_version(json_object(request)));
        return one_meeting(services, request, meeting_id(request));
    });
    router.post(one + "/confirm", [&services](Request& request) {
        const auto& body = json_object(request);
        confirm_minutes(services, request.actor(), {meeting_id(request), json_version(body), json_member(body, "minutes"),
                                                    json_member(body, "report_paragraph")});
        return one_meeting(services, request, meeting_id(request));
    });
}

}  // namespace

void add_board_api(Router& router, const Services& services) {
    add_meeting_api(router, services);
    const std::string item = "/api/v1/board/items/{id}";
    router.post(item + "/decision", [&services](Request& request) {
        const auto& body = json_object(request);
        register_board_decision(services, request.actor(), {item_id(request), json_version(body),
                                                            json_member(body, "paragraph"), json_member(body, "reason"),
                                                            json_member(body, "no_conflict") == "1", json_member(body, "others")});
        return meeting_of_item(services, request);
    });
    router.post(item + "/outcome", [&services](Request& request) {
        const auto& body = json_object(request);
        settle_board_item(services, request.actor(), {item_id(request), json_member(body, "outcome"),
                                                      json_member(body, "paragraph"), json_member(body, "note")});
        return meeting_of_item(services, request);
    });
    router.post(item + "/conflicts", [&services](Request& request) {
        const auto& body = json_object(request);
        note_member_conflict(services, request.actor(),
                             {item_id(request), json_member(body, "member"), json_member(body, "reason")});
        return meeting_of_item(services, request);
    });
    router.post(item + "/remove", [&services](Request& request) {
        take_off_agenda(services, request.actor(), item_id(request));
        return meeting_of_item(services, request);
    });
}

}  // namespace bygd
