// All SQL about the answers to the checklist of a case. The questions are in the form's definition (aid/form).
#pragma once

#include <map>
#include <string>

#include "cases/case.hpp"
#include "database/transaction.hpp"

namespace bygd {

struct ChecklistAnswer {
    std::string answer;      // "yes", "no", "not_applicable"
    std::string note;
    std::string answered_by; // name
    Instant answered_at;
};

std::map<std::string, ChecklistAnswer> checklist_of(Transaction&, Id<Case>);   // by item
void put_answers(Transaction&, Id<Case>, const std::map<std::string, ChecklistAnswer>&, Id<User> by);   // by item

}  // namespace bygd
