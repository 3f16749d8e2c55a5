// All SQL about registered documents over all cases: what the region shows to anybody who asks what came in, went out and was
// drawn up (OSL 5:1-2, TF 2:2).
#pragma once

#include <string>
#include <vector>

#include "cases/case.hpp"
#include "database/transaction.hpp"
#include "documents/document_store.hpp"

namespace bygd {

struct RegisteredDocument {
    Id<Case> subject;
    std::string diary_number, case_title, form;
    int number = 0;
    Date dated_on;
    std::string direction, kind, counterpart, name;
    std::string secrecy;                 // not empty: name and counterpart are empty
};

struct RegisterSpan {
    Date from, to;                       // both days within
    std::string direction;               // empty: all
    Id<Case> after_case;                 // cursor: of the last row seen
    int after_number = 0;
};

// The newest version of each document whose day is in the span, by case and number, at most `most` after the cursor. Personal
// numbers are masked and what is marked as secret is nameless already here: no reader of it can forget to.
std::vector<RegisteredDocument> registered_documents(Transaction&, const RegisterSpan&, std::size_t most);

}  // namespace bygd
