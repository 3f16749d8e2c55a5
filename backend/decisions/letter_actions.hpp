// Letters drawn, made into files outside any transaction, and filed with the case: of decisions and of requests. A preview
// is drawn the same way and leaves nothing behind.
#pragma once

#include "cases/case_action.hpp"
#include "cases/case_request.hpp"
#include "decisions/letter_matter.hpp"
#include "documents/letter.hpp"
#include "web/view.hpp"

namespace bygd {

// Of that decision, or of the newest. Throws Error conflict decision.none, not_found for one of another case, unavailable
// when the file cannot be made. The one that is made again stands beside the one before.
Id<Document> make_decision_letter(const Services&, Actor, std::string_view diary_number,
                                  std::optional<Id<Decision>> = std::nullopt);
// Throws Error not_found for a request that is not of the case.
Id<Document> make_request_letter(const Services&, Actor, std::string_view diary_number, Id<CaseRequest>);

// The letter of the proposal that stands, marked as a draft; `proceeding` 0: of the case itself. For whoever may read the
// case. Throws Error not_found when there is no proposal.
DrawnLetter preview_of(const Services&, const Actor&, std::string_view diary_number, int proceeding);

// The letter of a decision, or of a request the step has opened, is made once the transaction holds.
void order_letter(ActionContext&, Id<Decision>);
// What follows open_supplement, open_opinion and open_hearing: their letters.
void register_letter_effects(Effects&);

// The sheet alone, to stand in a page; and the whole document that becomes a file.
Markup letter_markup(const Services&, const LetterSheet&);
std::string letter_html(const Services&, const LetterSheet&);

}  // namespace bygd
