// What people do with the board's meetings: plan one, put cases on its agenda, close the agenda (which freezes the list of
// decisions on delegation), note that it was held, register item by item what the board decided, and confirm the minutes.
// Officers, deciders and managers make agendas; deciders and managers register. Every change is one transaction.
#pragma once

#include <optional>
#include <string>

#include "base/services.hpp"
#include "decisions/board.hpp"
#include "decisions/board_store.hpp"

namespace bygd {

bool may_plan_meetings(const Actor&);
bool may_register_decisions(const Actor&);

// Throws Error forbidden, invalid: read_meeting, board.same_day.
BoardMeeting plan_meeting(const Services&, const Actor&, const std::string& name, const std::string& held_on);

struct PutOnAgenda {
    Id<BoardMeeting> meeting;
    std::string diary_number;
    std::optional<int> proceeding = {};    // 0: the case itself; none: what in the case waits for a decision
};
// Throws Error forbidden, not_found, conflict: board.agenda_closed, .not_awaiting (nothing to decide), .on_agenda; invalid
// on proceeding: board.several_wait {numbers}.
BoardItem put_on_agenda(const Services&, const Actor&, const PutOnAgenda&);
void take_off_agenda(const Services&, const Actor&, Id<BoardItem>);          // conflict: board.agenda_closed

// The steps of a meeting: planned -> agenda_closed -> held. Throw Error forbidden, not_found, conflict board.changed,
// invalid board.before_day {day}.
BoardMeeting close_agenda(const Services&, const Actor&, Id<BoardMeeting>, int version);
BoardMeeting hold_meeting(const Services&, const Actor&, Id<BoardMeeting>, int version);

struct RegisterDecision {
    Id<BoardItem> item;
    int case_version = 0;
    std::string paragraph;
    std::string reason;
    bool no_conflict = false;              // who registers says so, where nothing is said yet
    std::string others = {};               // who took part in the final handling without deciding (FL 31 §)
};
// Decides the case as proposed, in the board's name, through take_action: its guards hold for who registers too, so the
// preparer does not. Throws what take_action throws; conflict board.not_awaiting.
void register_board_decision(const Services&, const Actor&, const RegisterDecision&);

struct SettleItem {
    Id<BoardItem> item;
    std::string outcome;                   // "returned" (återremiss) or "postponed" (bordlagd)
    std::string paragraph, note;
};
// The case may be put on another agenda. Throws Error forbidden, not_found, conflict, invalid.
void settle_board_item(const Services&, const Actor&, const SettleItem&);

struct NoteConflict {
    Id<BoardItem> item;
    std::string member, reason;
};
void note_member_conflict(const Services&, const Actor&, const NoteConflict&);

struct ConfirmMinutes {
    Id<BoardMeeting> meeting;
    int version = 0;
    std::string minutes, report_paragraph;
};
// Throws Error forbidden, not_found, conflict board.changed, invalid: required, board.items_wait {count}.
BoardMeeting confirm_minutes(const Services&, const Actor&, const ConfirmMinutes&);

}  // namespace bygd
