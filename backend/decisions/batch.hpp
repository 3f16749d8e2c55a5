// Many cases decided, or put on an agenda of the board, at one go: forty alike in the season of operating support. Each
// line is a command of its own, with its own event and letter; one that is refused stops no other. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "decisions/board.hpp"

namespace bygd {

struct DecisionBatch {
    Id<DecisionBatch> id;
    Id<User> actor;
    std::string actor_name;
    std::optional<Id<BoardMeeting>> meeting;       // to put the cases on its agenda; none: to decide them
    std::string reason;                            // one for all, in the event of each
    Instant made_at;
    bool no_conflict = false;                      // said once for all; written in each case with its step
    std::string others;                            // who took part without deciding (FL 31 §): in each decision
};

struct BatchLine {
    int position = 0;
    std::string diary_number;
    int proceeding = 0;
    int version = 0;                               // of the case when the person read it
    std::string state = "waiting";                 // "done", "refused"
    std::string action;                            // the step that was taken
    Problems problems;                             // why it was refused
    std::string title, organisation;               // of the case, for lists
};

// "RUN 2026/0042@7", or "RUN 2026/0042#3@7" of its third proceeding: what waits and the version of the case that was read,
// as a checkbox sends it.
BatchLine line_of_text(const std::string& text, Problems&);
// Adds batch.none, batch.too_many {most}, batch.twice {number}.
void check_lines(const std::vector<BatchLine>&, Problems&);

struct AwaitingFilter {
    std::string form, outcome;                     // of the proposal; empty: any
    std::optional<Id<Fund>> fund;
    std::optional<Money> least, most;              // proposed
    std::string kind;                              // "grant" (applications), "change", "non_payment", "recovery"; empty: any
    Id<Case> after;                                // the last seen
    int after_proceeding = 0;
};

// A case, or a proceeding beside one, that waits for a decision.
struct AwaitingLine {
    Id<Case> id;
    int proceeding = 0;                            // its number; 0: the application itself
    std::string kind = "grant";                    // "change", "non_payment", "recovery"
    std::string diary_number, title, organisation, municipality, form, fund, preparer;
    int form_version = 1, version = 1;
    std::string outcome;                           // proposed
    Money sought, proposed;
    std::optional<Id<User>> prepared_by, officer;
    Date received_on;
    std::optional<Date> agenda;                    // the day of the meeting whose agenda it stands on
};

}  // namespace bygd
