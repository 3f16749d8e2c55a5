// Gathers what a letter says: of a decision from its frozen snapshot, of a proposal from what a decision on it would freeze
// now, of a request from its row. Reads; stores nothing.
#pragma once

#include "base/services.hpp"
#include "cases/case_request.hpp"
#include "database/transaction.hpp"
#include "decisions/decision.hpp"
#include "decisions/letter_sheet.hpp"

namespace bygd {

// A letter to be drawn, and the same for programs: the file that is attached to it.
struct DrawnLetter {
    LetterSheet sheet;
    std::string data_name, data;         // "beslut.json", JSON
};

DrawnLetter letter_of_decision(const Services&, Transaction&, const Case&, const Decision&);
DrawnLetter letter_of_request(const Services&, Transaction&, const Case&, const CaseRequest&);
// As the decision would be written today, by whom the proposal of the case, or of one proceeding, lies. Throws Error
// not_found when no proposal stands there.
DrawnLetter letter_of_proposal(const Services&, Transaction&, const Actor&, const Case&, const Proceeding*);

}  // namespace bygd
