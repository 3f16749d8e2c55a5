// What people do with cases: the only place that changes one. Each action is one transaction with its rights, its effect
// and its diary event; it commits whole or not at all.
#pragma once

#include <string>
#include <vector>

#include "cases/case_action.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

// An application on its way in. `typed` holds the fields of the organisation, the outlet and the form (providers/,
// aid/form); files carry their document kind in `field`. `received_on` is the day the application came to the region.
struct RegisterCase {
    std::string form;
    ActionInput input;
};

// Registers an application: finds or adds the organisation and the outlet, checks every field, stores the files, gives the
// diary number. Throws Error invalid with all problems of all fields at once, forbidden, conflict (organisation.kind).
Case register_case(const Services&, const Actor&, const RegisterCase&);

// Moves a case one step: state, effects and diary event commit together or not at all.
// Throws not_found, conflict (moved on since it was read), forbidden, invalid (guards, missing reason, input).
Case take_action(const Services&, const Actor&, const TakeAction&);

// The steps a person may take now on the case, or on one proceeding of it, with what blocks each: the buttons of the page.
// Inside the caller's reading.
std::vector<Offer> offers_of(const Services&, Transaction&, const Actor&, Case&, Instant now, Proceeding* beside = nullptr);

struct AnswerChecklist {
    std::string diary_number;
    int version = 0;
    std::map<std::string, std::string> answers;   // item -> "yes", "no", "not_applicable"; others stay as they are
    std::map<std::string, std::string> notes;     // item -> text
};
Case answer_checklist(const Services&, const Actor&, const AnswerChecklist&);

Case add_note(const Services&, const Actor&, std::string_view diary_number, std::string_view text);

// assign_officer, close_case, archive_case, has_officer, checklist_complete, conflict_declared, no_open_proceedings ...
void register_case_rules(Guards&, Effects&);
// open_supplement, open_opinion, open_hearing, answers to them, requests_closed, opinions_in, hearing_held ...
void register_request_rules(Guards&, Effects&);

}  // namespace bygd
