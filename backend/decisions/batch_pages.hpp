// What waits for a decision, at /decisions: filtered, chosen by hand, decided or put on an agenda many at a time; and what
// came of each, at /decisions/batches/{id}. The same as JSON. Reads, calls an action, answers; decides nothing.
#pragma once

#include "base/services.hpp"
#include "decisions/batch.hpp"
#include "http/request.hpp"
#include "people/delegation.hpp"

namespace bygd {

class Router;

void add_batch_routes(Router&, const Services&);
void add_batch_api(Router&, const Services&);

// What a person filters by: form, outcome, fund, least, most, after. What cannot be read is added to the problems.
AwaitingFilter awaiting_filter(const Request&, Problems&);
std::string awaiting_cursor(const AwaitingLine&);             // for "after"
// May the person decide the case of this line, on which row, or why not.
DelegationAnswer may_decide_line(const DelegationOrder&, Id<User> person, const AwaitingLine&, Date day);

}  // namespace bygd
