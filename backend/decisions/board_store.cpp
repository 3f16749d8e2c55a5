#include "decisions/board_store.hpp"

#include <map>

namespace bygd {

namespace {

#define MEETING_COLUMNS "id, name, held_on, state, report_until, report_paragraph, minutes, version"
#define ITEM_COLUMNS \
    "i.id, i.meeting_id, i.case_id, i.proceeding, i.position, i.outcome, i.paragraph, i.decision_id, i.note"

std::optional<int> maybe_int(const Row& row, std::string_view column) {
    const auto number = row.maybe_integer(column);
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

BoardMeeting to_meeting(const Row& row) {
    return {row.id<BoardMeeting>("id"),      row.text("name"),
            row.date("held_on"),             meeting_state_of(row.text("state")).value(),
            row.maybe_date("report_until"),  maybe_int(row, "report_paragraph"),
            row.text("minutes"),             static_cast<int>(row.integer("version"))};
}

BoardItem to_item(const Row& row) {
    return {row.id<BoardItem>("id"),       row.id<BoardMeeting>("meeting_id"),
            row.id<Case>("case_id"),       static_cast<int>(row.integer("proceeding")),
            static_cast<int>(row.integer("position")), row.text_or_empty("outcome"),
            maybe_int(row, "paragraph"),   row.maybe_id<Decision>("decision_id"),
            row.text("note")};
}

constexpr std::string_view agenda_lines =
    "SELECT " ITEM_COLUMNS ", c.diary_number, c.title, c.form, c.form_version, c.workflow, c.workflow_version, c.state,"
    " c.stage, COALESCE(d.kind, 'grant') AS kind, IF(d.id IS NULL, c.outcome, d.outcome) AS reached,"
    " c.version AS case_version, c.sought_ore, o.name AS organisation,"
    " m.name AS municipality, p.outcome AS proposed_outcome, p.amount_ore AS proposed_ore, p.prepared_by,"
    " u.display_name AS preparer FROM board_item i JOIN aid_case c ON c.id = i.case_id"
    " JOIN organisation o ON o.id = c.organisation_id JOIN municipality m ON m.code = c.municipality_code"
    " LEFT JOIN proceeding d ON d.case_id = c.id AND d.sequence = i.proceeding"
    " LEFT JOIN proposal p ON p.case_id = c.id AND p.proceeding_id = COALESCE(d.id, 0) LEFT JOIN user_account u ON u.id = p.prepared_by";

AgendaLine to_agenda_line(const Row& row) {
    AgendaLine line;
    line.item = to_item(row);
    line.diary_number = row.text("diary_number");
    line.title = row.text("title");
    line.organisation = row.text("organisation");
    line.municipality = row.text("municipality");
    line.form = row.text("form");
    line.form_version = static_cast<int>(row.integer("form_version"));
    line.workflow = row.text("workflow");
    line.workflow_version = static_cast<int>(row.integer("workflow_version"));
    line.state = row.text("state");
    line.stage = row.text("stage");
    line.kind = row.text("kind");
    line.outcome = row.maybe_text("reached");
    line.case_version = static_cast<int>(row.integer("case_version"));
    line.proposed_outcome = row.text_or_empty("proposed_outcome");
    line.sought = row.money("sought_ore");
    line.proposed = row.maybe_money("proposed_ore").value_or(Money());
    line.prepared_by = row.maybe_id<User>("prepared_by").value_or(Id<User>());
    line.preparer = row.text_or_empty("preparer");
    return line;
}

}  // namespace

Id<BoardMeeting> insert_meeting(Transaction& tx, const BoardMeeting& meeting) {
    return tx.insert<BoardMeeting>("INSERT INTO board_meeting (name, held_on) VALUES (?, ?)",
                                   {meeting.name, meeting.held_on});
}

std::optional<BoardMeeting> find_meeting(Transaction& tx, Id<BoardMeeting> id) {
    return tx.one("SELECT " MEETING_COLUMNS " FROM board_meeting WHERE id = ?", {id}, to_meeting);
}

std::vector<MeetingLine> list_meetings(Transaction& tx, std::size_t most) {
    return tx.all("SELECT " MEETING_COLUMNS ", (SELECT COUNT(*) FROM board_item WHERE board_item.meeting_id ="
                  " board_meeting.id AND (board_item.outcome IS NULL OR board_item.outcome <> 'removed')) AS items,"
                  " (SELECT COUNT(*) FROM delegation_report WHERE delegation_report.meeting_id = board_meeting.id)"
                  " AS reported FROM board_meeting ORDER BY held_on DESC, id DESC LIMIT ?",
                  {most}, [](const Row& row) {
                      return MeetingLine{to_meeting(row), row.integer("items"), row.integer("reported")};
                  });
}

std::vector<BoardMeeting> meetings_in(Transaction& tx, MeetingState state) {
    return tx.all("SELECT " MEETING_COLUMNS " FROM board_meeting WHERE state = ? ORDER BY held_on, id",
                  {to_string(state)}, to_meeting);
}

bool touch_planned_meeting(Transaction& tx, Id<BoardMeeting> id) {
    return tx.execute("UPDATE board_meeting SET version = version + 1 WHERE id = ? AND state = 'planned'", {id}) == 1;
}

bool move_meeting(Transaction& tx, const BoardMeeting& as_read, MeetingState to) {
    return tx.execute("UPDATE board_meeting SET state = ?, version = version + 1 WHERE id = ? AND version = ?"
                      " AND state = ?",
                      {to_string(to), as_read.id, as_read.version, to_string(as_read.state)}) == 1;
}

bool confirm_meeting(Transaction& tx, const BoardMeeting& as_read) {
    return tx.execute("UPDATE board_meeting SET state = 'confirmed', minutes = ?, report_paragraph = ?,"
                      " version = version + 1 WHERE id = ? AND version = ? AND state = 'held'",
                      {as_read.minutes, as_read.report_paragraph, as_read.id, as_read.version}) == 1;
}

void set_report_until(Transaction& tx, Id<BoardMeeting> id, Date until) {
    tx.execute("UPDATE board_meeting SET report_until = ? WHERE id = ?", {until, id});
}

Id<BoardItem> insert_item(Transaction& tx, Id<BoardMeeting> meeting, Id<Case> subject, int proceeding) {
    const auto position =
        1 + tx.number("SELECT COALESCE(MAX(position), 0) FROM board_item WHERE meeting_id = ?", {meeting});
    return tx.insert<BoardItem>("INSERT INTO board_item (meeting_id, case_id, proceeding, open_case_id, position)"
                                " VALUES (?, ?, ?, ?, ?)",
                                {meeting, subject, proceeding, subject, position});
}

std::optional<BoardItem> find_item(Transaction& tx, Id<BoardItem> id) {
    return tx.one("SELECT " ITEM_COLUMNS " FROM board_item i WHERE i.id = ?", {id}, to_item);
}

std::optional<BoardItem> waiting_item_of(Transaction& tx, Id<Case> subject, int proceeding) {
    return tx.one("SELECT " ITEM_COLUMNS " FROM board_item i WHERE i.open_case_id = ? AND i.proceeding = ?",
                  {subject, proceeding}, to_item);
}

std::vector<AgendaLine> agenda_of(Transaction& tx, Id<BoardMeeting> id) {
    auto lines = tx.all(std::string(agenda_lines) + " WHERE i.meeting_id = ?"
                                                    " AND (i.outcome IS NULL OR i.outcome <> 'removed')"
                                                    " ORDER BY i.position",
                        {id}, to_agenda_line);
    std::map<Id<BoardItem>, AgendaLine*> by_item;
    for (auto& line : lines) by_item.emplace(line.item.id, &line);
    tx.each("SELECT k.item_id, k.member, k.reason FROM board_conflict k JOIN board_item i ON i.id = k.item_id"
            " WHERE i.meeting_id = ? ORDER BY k.id",
            {id}, [&](const Row& row) {
                const auto found = by_item.find(row.id<BoardItem>("item_id"));
                if (found == by_item.end()) return;
                found->second->conflicts.push_back({found->first, row.text("member"), row.text("reason")});
            });
    return lines;
}

std::optional<AgendaLine> find_agenda_line(Transaction& tx, Id<BoardItem> id) {
    return tx.one(std::string(agenda_lines) + " WHERE i.id = ?", {id}, to_agenda_line);
}

bool settle_item(Transaction& tx, const BoardItem& item, MeetingState state) {
    return tx.execute("UPDATE board_item SET outcome = ?, paragraph = ?, decision_id = ?, note = ?, open_case_id = NULL"
                      " WHERE id = ? AND outcome IS NULL"
                      " AND (SELECT state FROM board_meeting WHERE board_meeting.id = board_item.meeting_id) = ?",
                      {item.outcome, item.paragraph, item.decision, item.note, item.id, to_string(state)}) == 1;
}

std::int64_t count_waiting_items(Transaction& tx, Id<BoardMeeting> id) {
    return tx.number("SELECT COUNT(*) FROM board_item WHERE meeting_id = ? AND outcome IS NULL", {id});
}

void insert_conflict(Transaction& tx, const BoardConflict& conflict, Id<User> by, Instant at) {
    tx.execute("INSERT INTO board_conflict (item_id, member, reason, noted_by, noted_at) VALUES (?, ?, ?, ?, ?)",
               {conflict.item, conflict.member, conflict.reason, by, at});
}

void append_board_event(Transaction& tx, Id<BoardMeeting> id, const BoardEvent& event, Id<User> actor) {
    tx.execute("INSERT INTO board_event (meeting_id, kind, actor_id, actor_name, occurred_at, text)"
               " VALUES (?, ?, ?, ?, ?, ?)",
               {id, event.kind, actor.valid() ? std::optional(actor) : std::nullopt, event.actor_name, event.at,
                event.text});
}

std::vector<BoardEvent> board_events(Transaction& tx, Id<BoardMeeting> id) {
    return tx.all("SELECT kind, actor_name, occurred_at, text FROM board_event WHERE meeting_id = ? ORDER BY id", {id},
                  [](const Row& row) {
                      return BoardEvent{row.text("kind"), row.text("actor_name"), row.instant("occurred_at"),
                                        row.text("text")};
                  });
}

}  // namespace bygd
