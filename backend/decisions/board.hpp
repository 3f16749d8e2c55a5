// The board (nämnd) that decides what nobody has on delegation: its meetings, the cases on their agendas, and the
// decisions on delegation that are reported to it (KL 6:40). Plain values; a meeting goes from planned over agenda_closed
// and held to confirmed (the minutes), and never back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "cases/case.hpp"
#include "decisions/decision.hpp"

namespace bygd {

class Words;

enum class MeetingState { planned, agenda_closed, held, confirmed };
std::string_view to_string(MeetingState);                  // as in the database and the API
std::optional<MeetingState> meeting_state_of(std::string_view);

struct BoardMeeting {
    Id<BoardMeeting> id;
    std::string name;                      // of the board: "Regionala utvecklingsnämnden"
    Date held_on;
    MeetingState state = MeetingState::planned;
    std::optional<Date> report_until;      // the day the agenda was closed: decisions up to it are reported
    std::optional<int> report_paragraph;   // § under which the board took note of them
    std::string minutes;                   // where the minutes are: "Protokoll 2026-11-26, RUN 2026/0007"
    int version = 1;
};

struct BoardItem {
    Id<BoardItem> id;
    Id<BoardMeeting> meeting;
    Id<Case> subject;
    int proceeding = 0;           // its number within the case; 0: the case itself
    int position = 1;                      // on the agenda
    std::string outcome;                   // "decided", "returned", "postponed", "removed"; empty: waits
    std::optional<int> paragraph;          // § of the minutes
    std::optional<Id<Decision>> decision;
    std::string note;
};

// "Regionala utvecklingsnämnden 2026-11-26 § 14": who decided, in letters and diaries.
std::string board_reference(const BoardMeeting&, int paragraph);

// A member who did not take part in an item (KL 6:28-32).
struct BoardConflict {
    Id<BoardItem> item;
    std::string member, reason;
};

// One line of an agenda, with what the board needs to see of the case.
struct AgendaLine {
    BoardItem item;
    std::string diary_number, title, organisation, municipality, form, workflow, state, stage;
    int form_version = 1, workflow_version = 1, case_version = 1;
    std::string kind = "grant";            // what is to be decided: one of decision_kinds
    std::optional<std::string> outcome;    // of the case, or of the proceeding that stands on the agenda
    std::string proposed_outcome;          // of the proposal in force; empty: none
    Money sought, proposed;
    Id<User> prepared_by;
    std::string preparer;
    std::vector<BoardConflict> conflicts;
};

// One decision made on delegation, as it is reported to the board.
struct DelegatedDecision {
    Id<Decision> decision;
    int position = 0;                      // on the report; 0: not reported yet
    Date decided_on;
    std::string diary_number, organisation, form, outcome;
    std::string kind = "grant";            // Decision::kind
    int form_version = 1;
    Money amount;
    std::string decided_by, title, on_behalf_of, reference;
};

// "Bifall" on the application, "Ändring: Bifall", or only what it is: "Återkrav".
std::string decided_text(const std::string& kind, const std::string& outcome, const Words&);

// Reads name and held_on of a planned meeting. Adds required, text.*, date.* to the problems.
BoardMeeting read_meeting(const std::string& name, const std::string& held_on, Problems&);
// A § of the minutes: board.paragraph when it is no whole number from 1 to 9999.
int read_paragraph(const std::string& typed, std::string_view field, Problems&);
// What in a case is to be decided, as typed: 0 is the case itself, empty is not said. Throws Error invalid board.proceeding.
std::optional<int> read_proceeding(const std::string& typed);

}  // namespace bygd
