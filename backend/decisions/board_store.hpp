// All SQL about meetings of the board, their agendas and what was noted at them.
#pragma once

#include <optional>
#include <vector>

#include "database/transaction.hpp"
#include "decisions/board.hpp"

namespace bygd {

// Throws DuplicateKey when the board has a meeting that day.
Id<BoardMeeting> insert_meeting(Transaction&, const BoardMeeting&);
std::optional<BoardMeeting> find_meeting(Transaction&, Id<BoardMeeting>);
struct MeetingLine {
    BoardMeeting meeting;
    std::int64_t items = 0, reported = 0;                                             // cases; decisions told of
};
std::vector<MeetingLine> list_meetings(Transaction&, std::size_t most);               // newest day first
std::vector<BoardMeeting> meetings_in(Transaction&, MeetingState);                    // nearest day first
// The guards: each bumps the version, and is false when the meeting has moved on.
bool touch_planned_meeting(Transaction&, Id<BoardMeeting>);                           // its agenda is about to change
bool move_meeting(Transaction&, const BoardMeeting& as_read, MeetingState to);
bool confirm_meeting(Transaction&, const BoardMeeting& as_read);                      // with minutes and report_paragraph
void set_report_until(Transaction&, Id<BoardMeeting>, Date);

// At the end of the agenda. Throws DuplicateKey when the case waits on an agenda already.
Id<BoardItem> insert_item(Transaction&, Id<BoardMeeting>, Id<Case>, int proceeding);
std::optional<BoardItem> find_item(Transaction&, Id<BoardItem>);
std::optional<BoardItem> waiting_item_of(Transaction&, Id<Case>, int proceeding);
std::vector<AgendaLine> agenda_of(Transaction&, Id<BoardMeeting>);                    // without those taken off
std::optional<AgendaLine> find_agenda_line(Transaction&, Id<BoardItem>);
// False when the item is settled already or its meeting is not in that state. Throws DuplicateKey when the § is taken.
bool settle_item(Transaction&, const BoardItem& settled, MeetingState);
std::int64_t count_waiting_items(Transaction&, Id<BoardMeeting>);

void insert_conflict(Transaction&, const BoardConflict&, Id<User> by, Instant at);

struct BoardEvent {
    std::string kind, actor_name;
    Instant at;
    std::string text;
};
void append_board_event(Transaction&, Id<BoardMeeting>, const BoardEvent&, Id<User> actor);
std::vector<BoardEvent> board_events(Transaction&, Id<BoardMeeting>);                 // oldest first

}  // namespace bygd
