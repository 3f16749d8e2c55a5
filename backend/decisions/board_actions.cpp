#include "decisions/board_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "database/pool.hpp"
#include "decisions/authority_store.hpp"
#include "decisions/deciding.hpp"

namespace bygd {

namespace {

constexpr std::size_t minutes_text = 200, note_text = 2000, conflict_text = 500;   // characters, as the columns hold

void require_planner(const Actor& actor) {
    require_case_reader(actor);
    if (!may_plan_meetings(actor)) refuse(ErrorKind::forbidden, "board.planners_only");
}

void require_registrar(const Actor& actor) {
    require_case_reader(actor);
    if (!may_register_decisions(actor)) refuse(ErrorKind::forbidden, "board.registrars_only");
}

BoardMeeting require_meeting(Transaction& tx, Id<BoardMeeting> id) {
    const auto meeting = find_meeting(tx, id);
    if (!meeting) refuse(ErrorKind::not_found, "not_found");
    return *meeting;
}

BoardItem require_item(Transaction& tx, Id<BoardItem> id) {
    const auto item = find_item(tx, id);
    if (!item) refuse(ErrorKind::not_found, "not_found");
    return *item;
}

std::string meeting_text(const BoardMeeting& meeting) { return meeting.name + " " + meeting.held_on.iso(); }

void tell_meeting(Transaction& tx, const Actor& actor, Id<BoardMeeting> meeting, const char* kind, std::string text,
                  Instant now) {
    append_board_event(tx, meeting, {kind, actor.name, now, std::move(text)}, actor.id);
}

// The diary of the case says that it stood on an agenda and how that ended.
void tell_case(Transaction& tx, const Actor& actor, const BoardItem& item, const BoardMeeting& meeting, const char* kind,
               Instant now) {
    DiaryEvent event;
    event.case_id = item.subject;
    event.kind = kind;
    event.actor = actor.id.valid() ? std::optional(actor.id) : std::nullopt;
    event.actor_name = actor.name;
    event.occurred_at = now;
    event.text = item.note;
    event.data = nlohmann::json{
        {"board_meeting", item.paragraph ? board_reference(meeting, *item.paragraph) : meeting_text(meeting)}}.dump();
    append_event(tx, event);
}

std::string read_line(const std::string& typed, const char* field, std::size_t most, bool required, Problems& problems) {
    auto text = trimmed(typed);
    if (required && text.empty()) problems.push_back({field, "required"});
    if (characters(text) > most) problems.push_back({field, "text.too_long", {std::to_string(most)}});
    if (one_line(text) != text) problems.push_back({field, "text.one_line"});
    return text;
}

BoardMeeting moved(const Services& services, const Actor& actor, Id<BoardMeeting> id, int version, MeetingState from,
                   MeetingState to, const std::function<void(Transaction&, const BoardMeeting&)>& also) {
    return services.database.transact(actor, [&](Transaction& tx) {
        auto meeting = require_meeting(tx, id);
        meeting.version = version;
        if (meeting.state != from || !move_meeting(tx, meeting, to)) refuse(ErrorKind::conflict, "board.changed");
        also(tx, meeting);
        tell_meeting(tx, actor, id, std::string(to_string(to)).c_str(), "", services.clock.now());
        return require_meeting(tx, id);
    });
}

}  // namespace

bool may_plan_meetings(const Actor& actor) {
    return actor.has(Role::officer) || actor.has(Role::decider) || actor.has(Role::manager);
}

bool may_register_decisions(const Actor& actor) { return actor.has(Role::decider) || actor.has(Role::manager); }

BoardMeeting plan_meeting(const Services& services, const Actor& actor, const std::string& name,
                          const std::string& held_on) {
    require_planner(actor);
    Problems problems;
    const auto planned = read_meeting(name, held_on, problems);
    require_none(std::move(problems));
    return services.database.transact(actor, [&](Transaction& tx) {
        auto meeting = planned;
        try {
            meeting.id = insert_meeting(tx, meeting);
        } catch (const DuplicateKey&) {
            require_none({{"held_on", "board.same_day"}});
        }
        tell_meeting(tx, actor, meeting.id, "planned", "", services.clock.now());
        return meeting;
    });
}

namespace {

int what_waits(const Services& services, Transaction& tx, const Actor& actor, Case& subject, std::optional<int> named) {
    const auto waiting = waiting_in(services, tx, actor, subject, services.clock.now());
    const bool there = named ? std::find(waiting.begin(), waiting.end(), *named) != waiting.end() : !waiting.empty();
    if (!there) refuse(ErrorKind::conflict, "board.not_awaiting");
    if (named) return *named;
    if (waiting.size() == 1) return waiting.front();
    std::vector<std::string> numbers;
    for (const auto each : waiting) numbers.push_back(std::to_string(each));
    throw Error(ErrorKind::invalid, {{"proceeding", "board.several_wait", {joined(numbers, ", ")}}});
}

}  // namespace

BoardItem put_on_agenda(const Services& services, const Actor& actor, const PutOnAgenda& command) {
    require_planner(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto meeting = require_meeting(tx, command.meeting);
        if (!touch_planned_meeting(tx, meeting.id)) refuse(ErrorKind::conflict, "board.agenda_closed");
        const auto found = find_case(tx, trimmed(command.diary_number));
        if (!found) throw Error(ErrorKind::invalid, {{"diary_number", "board.no_such_case"}});
        auto subject = *found;
        const auto proceeding = what_waits(services, tx, actor, subject, command.proceeding);
        BoardItem item;
        try {
            item.id = insert_item(tx, meeting.id, subject.id, proceeding);
        } catch (const DuplicateKey&) {
            refuse(ErrorKind::conflict, "board.on_agenda");
        }
        item = require_item(tx, item.id);
        tell_meeting(tx, actor, meeting.id, "item_added", subject.diary_number, now);
        tell_case(tx, actor, item, meeting, "board_item_added", now);
        return item;
    });
}

void take_off_agenda(const Services& services, const Actor& actor, Id<BoardItem> id) {
    require_planner(actor);
    services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto item = require_item(tx, id);
        const auto meeting = require_meeting(tx, item.meeting);
        item.outcome = "removed";
        if (!touch_planned_meeting(tx, meeting.id) || !settle_item(tx, item, MeetingState::planned)) {
            refuse(ErrorKind::conflict, "board.agenda_closed");
        }
        tell_meeting(tx, actor, meeting.id, "item_removed", find_case(tx, item.subject)->diary_number, now);
        tell_case(tx, actor, item, meeting, "board_item_removed", now);
    });
}

BoardMeeting close_agenda(const Services& services, const Actor& actor, Id<BoardMeeting> id, int version) {
    require_registrar(actor);
    return moved(services, actor, id, version, MeetingState::planned, MeetingState::agenda_closed,
                 [&](Transaction& tx, const BoardMeeting& meeting) {
                     take_report_turn(tx);
                     const auto until = services.clock.today();
                     report_decisions(tx, meeting.id, until);
                     set_report_until(tx, meeting.id, until);
                 });
}

BoardMeeting hold_meeting(const Services& services, const Actor& actor, Id<BoardMeeting> id, int version) {
    require_registrar(actor);
    return moved(services, actor, id, version, MeetingState::agenda_closed, MeetingState::held,
                 [&](Transaction&, const BoardMeeting& meeting) {
                     if (services.clock.today() < meeting.held_on) {
                         throw Error(ErrorKind::invalid, {{"held_on", "board.before_day", {meeting.held_on.iso()}}});
                     }
                 });
}

void register_board_decision(const Services& services, const Actor& actor, const RegisterDecision& command) {
    require_registrar(actor);
    const auto [number, proceeding, action] = services.database.read([&](Transaction& tx) {
        const auto item = require_item(tx, command.item);
        auto subject = find_case(tx, item.subject).value();
        auto beside = item.proceeding > 0 ? find_proceeding(tx, subject.id, item.proceeding) : std::nullopt;
        return std::tuple(subject.diary_number, item.proceeding,
                          deciding_action(services, tx, actor, subject, services.clock.now(), beside ? &*beside : nullptr));
    });
    if (!action) refuse(ErrorKind::conflict, "board.not_awaiting");
    // It is the board that decides, so whoever keeps its minutes takes the step that else needs a decider.
    auto registrar = actor;
    registrar.roles.insert(Role::decider);
    ActionInput input;
    input.fields = {{"board_item", std::to_string(command.item.value())}, {"board_paragraph", command.paragraph},
                    {"others", command.others}};
    take_action(services, registrar, {number, command.case_version, *action, command.reason, input, proceeding, command.no_conflict});
}

void settle_board_item(const Services& services, const Actor& actor, const SettleItem& command) {
    require_registrar(actor);
    Problems problems;
    if (command.outcome != "returned" && command.outcome != "postponed") {
        problems.push_back({"outcome", "choice.unknown"});
    }
    const auto paragraph = read_paragraph(command.paragraph, "paragraph", problems);
    const auto note = trimmed(command.note);
    if (note.empty()) problems.push_back({"note", "required"});
    if (characters(note) > note_text) problems.push_back({"note", "text.too_long", {std::to_string(note_text)}});
    require_none(std::move(problems));
    services.database.transact(actor, [&](Transaction& tx) {
        auto item = require_item(tx, command.item);
        const auto meeting = require_meeting(tx, item.meeting);
        item.outcome = command.outcome;
        item.paragraph = paragraph;
        item.note = note;
        try {
            if (!settle_item(tx, item, MeetingState::held)) refuse(ErrorKind::conflict, "board.item_settled");
        } catch (const DuplicateKey&) {
            require_none({{"paragraph", "board.paragraph_taken", {std::to_string(paragraph)}}});
        }
        tell_case(tx, actor, item, meeting, ("board_item_" + command.outcome).c_str(), services.clock.now());
    });
}

void note_member_conflict(const Services& services, const Actor& actor, const NoteConflict& command) {
    require_registrar(actor);
    Problems problems;
    const BoardConflict conflict{command.item, read_line(command.member, "member", limits::short_text, true, problems),
                                 read_line(command.reason, "reason", conflict_text, false, problems)};
    require_none(std::move(problems));
    services.database.transact(actor, [&](Transaction& tx) {
        const auto meeting = require_meeting(tx, require_item(tx, command.item).meeting);
        if (meeting.state == MeetingState::confirmed) refuse(ErrorKind::conflict, "board.confirmed");
        insert_conflict(tx, conflict, actor.id, services.clock.now());
    });
}

BoardMeeting confirm_minutes(const Services& services, const Actor& actor, const ConfirmMinutes& command) {
    require_registrar(actor);
    Problems problems;
    const auto minutes = read_line(command.minutes, "minutes", minutes_text, true, problems);
    const auto paragraph = read_paragraph(command.report_paragraph, "report_paragraph", problems);
    require_none(std::move(problems));
    return services.database.transact(actor, [&](Transaction& tx) {
        auto meeting = require_meeting(tx, command.meeting);
        meeting.version = command.version;
        meeting.minutes = minutes;
        meeting.report_paragraph = paragraph;
        if (!confirm_meeting(tx, meeting)) refuse(ErrorKind::conflict, "board.changed");
        if (const auto waiting = count_waiting_items(tx, meeting.id); waiting > 0) {
            throw Error(ErrorKind::invalid, {{"minutes", "board.items_wait", {std::to_string(waiting)}}});
        }
        tell_meeting(tx, actor, meeting.id, "confirmed", minutes, services.clock.now());
        return require_meeting(tx, meeting.id);
    });
}

}  // namespace bygd
