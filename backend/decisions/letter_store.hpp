// All SQL about which letter is whose. Rows are appended: a letter that is made again stands beside the one before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_request.hpp"
#include "database/transaction.hpp"
#include "decisions/decision.hpp"

namespace bygd {

struct Letter {
    Id<Document> document;
    Id<Case> subject;
    std::optional<Id<Decision>> decision;      // one of the two
    std::optional<Id<CaseRequest>> request;
    std::vector<std::string> texts;            // "appeal v1"; none of letters from before they were kept
};

void insert_letter(Transaction&, const Letter&);
std::vector<Letter> letters_of(Transaction&, Id<Case>);                          // oldest first
std::optional<Id<Document>> letter_of(Transaction&, const Decision&);            // the newest

}  // namespace bygd
