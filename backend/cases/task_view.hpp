// What every page and API answer says of a task and of the clock of a case in the same words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/services.hpp"
#include "base/words.hpp"
#include "cases/case_clock.hpp"
#include "cases/task_store.hpp"
#include "providers/organisation.hpp"
#include "web/view.hpp"

namespace bygd {

struct TaskWords {
    std::string label, says, reminder;   // reminder empty: none yet
    std::string source;                  // where the time is from, with its paragraph
};
TaskWords words_of_task(const Services&, const TaskLine&, const std::string& language);

// Says in each which of several it is about, where the room that owns the fact can tell (jobs/fact_source).
void name_tasks(const Services&, Transaction&, std::vector<TaskLine>&);
std::optional<TaskLine> named_task(const Services&, Transaction&, Id<Task>);

std::string task_url(Id<Task>);                                        // "/tasks/12"
std::string time_text(const Task&, const Words&, Date today);          // "3 dagar sen", "i dag", "om 4 dagar"

// URL, LABEL, SAYS, DUE, TIME, TIME_KIND, WHO, sections CASE (CASE_URL, NUMBER, TITLE), PLACE (NAME), REMINDED (TEXT), LATE,
// ABOUT (WHICH).
void put_task_line(View& row, const Services&, const TaskLine&, const Words&, const std::string& language, Date today);

// Those of a panel: rows of TASK, and ANY_TASKS or NO_TASKS.
void put_tasks(View&, const Services&, const std::vector<TaskLine>&, const Words&, const std::string& language, Date today);

// The part cases/_clock: both hands, what stands still and why, the demand, and the marks that hold.
void put_clock(View&, const CaseClock&, const std::vector<CaseMark>& holding, const Words&);
// In the same part, the form for a new mark: `typed` is what was refused, or nothing.
void put_mark_form(View&, const Case&, const std::vector<CaseMark>& holding, const Typed& typed, const Problems&,
                   const Words&, Date today);
// How long an open case has been with us when that is near the day a decision may be demanded; empty: not yet.
std::string age_text(Date received_on, int demand_months, const Words&, Date today);
std::string_view age_kind(Date received_on, int demand_months, Date today);   // "late" or "waiting"

}  // namespace bygd
