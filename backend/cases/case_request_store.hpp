// All SQL about requests of cases.
#pragma once

#include <vector>

#include "cases/case_request.hpp"
#include "database/transaction.hpp"

namespace bygd {

void insert_request(Transaction&, CaseRequest&);                     // gives the id
// Writes status, closed_on, answer, closed_by, document and reminded_on of one that is still open. Throws Error conflict
// case.changed when it is not.
void save_request(Transaction&, const CaseRequest&);
std::vector<CaseRequest> requests_of(Transaction&, Id<Case>);        // oldest first

}  // namespace bygd
