// A whole letter with stand-ins for the facts of a case, on any edition of the texts: what is chosen in the address, and the
// choices there are.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "decisions/letter_sheet.hpp"
#include "http/request.hpp"
#include "web/page.hpp"

namespace bygd {

// Empty: all of them. `decision` is "grant.approved"; `basis` empty: the one of the day.
struct LetterChoice {
    std::string document, form, decision, basis;
    Date day;

    // A whole letter has a form, and of a decision what it decides.
    bool whole() const { return !document.empty() && !form.empty() && (document != "decision" || !decision.empty()); }
    std::string query() const;                    // "?document=..."
};

std::vector<Option> letter_document_options(const Words&);
std::vector<Option> letter_decision_options(const Words&);
std::vector<Option> letter_form_options(const Services&, const Words&);

// Problems at document, form, decision and day.
LetterChoice letter_choice(const Services&, const Request&, const Words&, Problems&);
LetterKey letter_key(const Services&, const LetterChoice&);
// Every fact stands as its name, so that one sees where it goes.
LetterSheet letter_example(const Services&, const LetterTexts&, const LetterChoice&);

// The whole letters in which the text stands on the day, by form.
std::vector<LetterChoice> letters_with(const Services&, const LetterTexts&, const TextBlock&, Date day);
std::string letter_choice_label(const Services&, const LetterChoice&, const Words&);
std::string applies_to(const TextBlock&, const Words&);   // "Investeringsstöd · Bifall"

}  // namespace bygd
