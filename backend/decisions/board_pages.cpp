#include "decisions/board_pages.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "decisions/authority_store.hpp"
#include "decisions/board_actions.hpp"
#include "decisions/deciding.hpp"
#include "http/router.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr std::size_t meetings_shown = 100;

std::string_view kind_of(MeetingState state) {
    switch (state) {
        case MeetingState::planned: return "open";
        case MeetingState::agenda_closed: return "waiting";
        case MeetingState::held: return "open";
        case MeetingState::confirmed: return "done";
    }
    return "";
}

std::string item_url(const BoardItem& item) { return "/board/items/" + std::to_string(item.id.value()); }

Id<BoardMeeting> meeting_id(const Request& request) {
    return Id<BoardMeeting>(whole_number(request.param("id")).value_or(0));
}
Id<BoardItem> item_id(const Request& request) { return Id<BoardItem>(whole_number(request.param("id")).value_or(0)); }

void put_meeting(View& view, const BoardMeeting& meeting, const Words& words) {
    view.set("ID", meeting.id.value()).set("URL", meeting_url(meeting.id)).set("VERSION", meeting.version);
    view.set("NAME", meeting.name).set("DAY", meeting.held_on.iso());
    view.set("STATE", words("board.state." + std::string(to_string(meeting.state))));
    view.set("STATE_KIND", kind_of(meeting.state));
    if (!meeting.minutes.empty()) view.add("MINUTES").set("TEXT", meeting.minutes);
}

std::string proposal_text(const AgendaLine& line, const Words& words) {
    if (line.proposed_outcome.empty()) return words("board.item.no_proposal");
    const auto outcome = decided_text(line.kind, line.proposed_outcome, words);
    return line.proposed.zero() ? outcome : outcome + " " + line.proposed.swedish();
}

void put_line(View& view, const Services& services, const AgendaLine& line, const Words& words) {
    view.set("NUMBER", line.item.position).set("DIARY_NUMBER", line.diary_number).set("TITLE", line.title);
    view.set("CASE_URL", case_url(line.diary_number)).set("ITEM_URL", item_url(line.item));
    view.set("ORGANISATION", line.organisation).set("MUNICIPALITY", line.municipality);
    view.set("FORM", services.forms.get(line.form, line.form_version).label.in(words.language()));
    view.set("SOUGHT", line.sought.swedish()).set("PROPOSAL", proposal_text(line, words));
    view.set("PREPARER", line.preparer).set("CASE_VERSION", line.case_version);
    for (const auto& conflict : line.conflicts) {
        auto& row = view.add("CONFLICT").set("MEMBER", conflict.member);
        if (!conflict.reason.empty()) row.add("REASON").set("TEXT", conflict.reason);
    }
}

void put_outcome(View& view, const AgendaLine& line, const Words& words) {
    const auto& item = line.item;
    if (item.outcome.empty()) {
        view.show("WAITS");
    } else {
        const bool decided = item.outcome == "decided";
        const auto text = decided && line.outcome ? decided_text(line.kind, *line.outcome, words)
                                                  : words("board.outcome." + item.outcome);
        auto& row = view.add("OUTCOME").set("TEXT", text).set("KIND", decided ? "done" : "waiting");
        if (item.paragraph) row.add("PARAGRAPH").set("NUMBER", *item.paragraph);
    }
    if (!item.note.empty()) view.add("NOTE").set("TEXT", item.note);
}

void put_reported(View& view, const Services& services, const std::vector<DelegatedDecision>& decisions,
                  const Words& words) {
    for (const auto& decision : decisions) {
        auto& row = view.add("REPORTED");
        row.set("CASE_URL", case_url(decision.diary_number)).set("DIARY_NUMBER", decision.diary_number);
        row.set("DAY", decision.decided_on.iso()).set("ORGANISATION", decision.organisation);
        row.set("FORM", services.forms.get(decision.form, decision.form_version).label.in(words.language()));
        row.set("OUTCOME", decided_text(decision.kind, decision.outcome, words)).set("AMOUNT", decision.amount.swedish());
        row.set("BY", decision.decided_by + (decision.title.empty() ? "" : ", " + decision.title));
        if (!decision.on_behalf_of.empty()) row.add("FOR").set("NAME", decision.on_behalf_of);
        row.set("REFERENCE", decision.reference);
    }
    view.show_if(!decisions.empty(), "HAS_REPORTED");
}

Response show_meetings(const Services& services, const Request& request, const Problems& problems, int status) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    view.show("AT_BOARD");
    put_problems(view, problems, words);
    services.database.read([&](Transaction& tx) {
        const auto lines = list_meetings(tx, meetings_shown);
        for (const auto& line : lines) {
            auto& row = view.add("MEETING").set("ITEMS", line.items).set("REPORTED", line.reported);
            put_meeting(row, line.meeting, words);
        }
        view.show(lines.empty() ? "NONE" : "ANY");
        const auto waiting = count_unreported(tx, services.clock.today());
        view.set("UNREPORTED_TEXT", words("board.unreported", {std::to_string(waiting)}));
    });
    const bool first = request.method() == "GET";
    view.show_if(may_plan_meetings(request.actor()), "MAY_PLAN");
    put_field(view, "name", first ? services.region.board : request.form().text("name"), problems, words);
    put_field(view, "held_on", first ? "" : request.form().text("held_on"), problems, words);
    return page(services, request, "decisions/board_list", view,
                {.title = words("board.title"), .nav = Nav::decisions, .status = status});
}

void put_steps(View& view, const Actor& actor, const BoardMeeting& meeting) {
    const bool registers = may_register_decisions(actor);
    view.show_if(registers && meeting.state == MeetingState::planned, "MAY_CLOSE");
    view.show_if(registers && meeting.state == MeetingState::agenda_closed, "MAY_HOLD");
    view.show_if(registers && meeting.state == MeetingState::held, "MAY_CONFIRM");
    view.show_if(may_plan_meetings(actor) && meeting.state == MeetingState::planned, "MAY_ADD");
}

Response show_meeting(const Services& services, const Request& request, Id<BoardMeeting> id, const Problems& problems,
                      int status) {
    const auto& actor = request.actor();
    require_case_reader(actor);
    const auto& words = words_of(services, request);
    View view;
    put_problems(view, problems, words);
    std::string title;
    services.database.read([&](Transaction& tx) {
        const auto meeting = find_meeting(tx, id);
        if (!meeting) refuse(ErrorKind::not_found, "not_found");
        title = meeting->name + " " + meeting->held_on.iso();
        put_meeting(view, *meeting, words);
        put_steps(view, actor, *meeting);
        const bool planned = meeting->state == MeetingState::planned;
        view.set("LEAD", meeting->minutes.empty() ? words("board.state_lead." + std::string(to_string(meeting->state)))
                                                  : meeting->minutes);
        const auto lines = agenda_of(tx, id);
        for (const auto& line : lines) {
            auto& row = view.add("ITEM");
            put_line(row, services, line, words);
            put_outcome(row, line, words);
            const bool waits = line.item.outcome.empty();
            row.show_if(waits && meeting->state == MeetingState::held && may_register_decisions(actor), "MAY_REGISTER");
            row.show_if(waits && planned && may_plan_meetings(actor), "MAY_REMOVE");
        }
        view.show(lines.empty() ? "NO_ITEMS" : "HAS_ITEMS");
        const auto until = meeting->report_until.value_or(services.clock.today());
        const auto decisions = planned ? unreported_decisions(tx, until) : reported_decisions(tx, id);
        put_reported(view, services, decisions, words);
        view.set("REPORT_TEXT", words(planned ? "board.reported.so_far" : "board.reported.frozen",
                                      {std::to_string(decisions.size()), until.iso()}));
        if (meeting->report_paragraph) view.add("REPORT_PARAGRAPH").set("NUMBER", *meeting->report_paragraph);
        for (const auto& event : board_events(tx, id)) {
            auto& row = view.add("EVENT").set("WHAT", words("board.event." + event.kind)).set("WHO", event.actor_name);
            row.set("WHEN", stockholm_minute(event.at));
            if (!event.text.empty()) row.add("DETAIL").set("TEXT", event.text);
        }
    });
    const bool first = request.method() == "GET";
    for (const auto* field : {"minutes", "report_paragraph", "diary_number", "proceeding"}) {
        put_field(view, field, first ? "" : request.form().text(field), problems, words);
    }
    return page(services, request, "decisions/board_meeting", view,
                {.title = title, .nav = Nav::decisions, .status = status,
                 .crumbs = {{words("board.title"), "/board"}, {title}}});
}

Response show_item(const Services& services, const Request& request, const Problems& problems, int status) {
    require_case_reader(request.actor());
    if (!may_register_decisions(request.actor())) refuse(ErrorKind::forbidden, "board.registrars_only");
    const auto& words = words_of(services, request);
    View view;
    put_problems(view, problems, words);
    std::string title, meeting_title;
    Id<BoardMeeting> meeting;
    services.database.read([&](Transaction& tx) {
        auto line = find_agenda_line(tx, item_id(request));
        if (!line) refuse(ErrorKind::not_found, "not_found");
        meeting = line->item.meeting;
        const auto found = find_meeting(tx, meeting).value();
        meeting_title = found.name + " " + found.held_on.iso();
        for (auto& other : agenda_of(tx, meeting)) {
            if (other.item.id == line->item.id) line->conflicts = other.conflicts;
        }
        put_line(view, services, *line, words);
        auto subject = find_case(tx, line->item.subject).value();
        const auto waiting = waiting_in(services, tx, request.actor(), subject, services.clock.now());
        const bool awaits = std::find(waiting.begin(), waiting.end(), line->item.proceeding) != waiting.end();
        view.show(awaits ? "AWAITS" : "GONE");
        title = line->diary_number;
    });
    const bool first = request.method() == "GET";
    const auto typed = [&](const char* name) { return first ? std::string() : request.form().text(name); };
    view.set("MEETING_URL", meeting_url(meeting));
    for (const auto* field : {"paragraph", "note", "member", "reason", "others"}) {
        put_field(view, field, typed(field), problems, words);
    }
    const std::vector<Option> outcomes{{"returned", words("board.outcome.returned")},
                                       {"postponed", words("board.outcome.postponed")}};
    put_options(view, "outcome", outcomes, typed("outcome"), problems, words);
    put_check(view, "no_conflict", typed("no_conflict") == "1", problems, words);
    return page(services, request, "decisions/board_item", view,
                {.title = title, .nav = Nav::decisions, .status = status,
                 .crumbs = {{words("board.title"), "/board"}, {meeting_title, meeting_url(meeting)}, {title}}});
}

// Refused: the page again with what was typed; anything a person cannot mend there is thrown on.
template <typename Work, typename Again>
Response posted(Work work, Again again) {
    try {
        return work();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return again(error.problems(), http_status(error.kind()));
    }
}

template <typename Work>
Response post_on_meeting(const Services& services, const Request& request, const char* done, Work work) {
    return posted(
        [&] {
            work(meeting_id(request), static_cast<int>(request.form().integer("version").value_or(0)));
            return see_other_saying(meeting_url(meeting_id(request)), done);
        },
        [&](const Problems& problems, int status) {
            return show_meeting(services, request, meeting_id(request), problems, status);
        });
}

Id<BoardMeeting> meeting_of_item(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto item = services.database.look_up([&](Transaction& tx) { return find_item(tx, item_id(request)); });
    if (!item) refuse(ErrorKind::not_found, "not_found");
    return item->meeting;
}

template <typename Work>
Response post_on_item(const Services& services, const Request& request, const char* done, Work work) {
    const auto meeting = meeting_of_item(services, request);
    return posted(
        [&] {
            work(item_id(request));
            return see_other_saying(meeting_url(meeting), done);
        },
        [&](const Problems& problems, int status) { return show_item(services, request, problems, status); });
}

Response post_removal(const Services& services, const Request& request) {
    const auto meeting = meeting_of_item(services, request);
    return posted(
        [&] {
            take_off_agenda(services, request.actor(), item_id(request));
            return see_other_saying(meeting_url(meeting), "board.saved.removed");
        },
        [&](const Problems& problems, int status) {
            return show_meeting(services, request, meeting, problems, status);
        });
}

void add_meeting_routes(Router& router, const Services& services) {
    router.get("/board", [&](Request& request) { return show_meetings(services, request, {}, 200); });
    router.post("/board", [&](Request& request) {
        return posted(
            [&] {
                const auto planned = plan_meeting(services, request.actor(), request.form().text("name"),
                                                  request.form().text("held_on"));
                return see_other_saying(meeting_url(planned.id), "board.saved.planned");
            },
            [&](const Problems& problems, int status) { return show_meetings(services, request, problems, status); });
    });
    router.get("/board/{id}", [&](Request& request) {
        return show_meeting(services, request, meeting_id(request), {}, 200);
    });
    router.post("/board/{id}/items", [&](Request& request) {
        return post_on_meeting(services, request, "board.saved.added", [&](Id<BoardMeeting> id, int) {
            const auto& form = request.form();
            put_on_agenda(services, request.actor(), {id, form.text("diary_number"), read_proceeding(form.text("proceeding"))});
        });
    });
    router.post("/board/{id}/close", [&](Request& request) {
        return post_on_meeting(services, request, "board.saved.closed", [&](Id<BoardMeeting> id, int version) {
            close_agenda(services, request.actor(), id, version);
        });
    });
    router.post("/board/{id}/hold", [&](Request& request) {
        return post_on_meeting(services, request, "board.saved.held", [&](Id<BoardMeeting> id, int version) {
            hold_meeting(services, request.actor(), id, version);
        });
    });
    router.post("/board/{id}/confirm", [&](Request& request) {
        return post_on_meeting(services, request, "board.saved.confirmed", [&](Id<BoardMeeting> id, int version) {
            const auto& form = request.form();
            confirm_minutes(services, request.actor(), {id, version, form.text("minutes"), form.text("report_paragraph")});
        });
    });
}

}  // namespace

std::string meeting_url(Id<BoardMeeting> id) { return "/board/" + std::to_string(id.value()); }

void add_board_routes(Router& router, const Services& services) {
    add_meeting_routes(router, services);
    router.get("/board/items/{id}", [&](Request& request) { return show_item(services, request, {}, 200); });
    router.post("/board/items/{id}/decision", [&](Request& request) {
        return post_on_item(services, request, "board.saved.registered", [&](Id<BoardItem> id) {
            const auto& form = request.form();
            register_board_decision(services, request.actor(),
                                    {id, static_cast<int>(form.integer("version").value_or(0)), form.text("paragraph"), "",
                                     form.text("no_conflict") == "1", form.text("others")});
        });
    });
    router.post("/board/items/{id}/outcome", [&](Request& request) {
        return post_on_item(services, request, "board.saved.settled", [&](Id<BoardItem> id) {
            const auto& form = request.form();
            settle_board_item(services, request.actor(),
                              {id, form.text("outcome"), form.text("paragraph"), form.text("note")});
        });
    });
    router.post("/board/items/{id}/conflicts", [&](Request& request) {
        return post_on_item(services, request, "board.saved.conflict", [&](Id<BoardItem> id) {
            note_member_conflict(services, request.actor(),
                                 {id, request.form().text("member"), request.form().text("reason")});
        });
    });
    router.post("/board/items/{id}/remove", [&](Request& request) { return post_removal(services, request); });
    add_board_api(router, services);
}

}  // namespace bygd
