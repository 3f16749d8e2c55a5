// All SQL of a handover: what somebody has in their hands, and the giving of it to somebody else. Cases themselves are
// changed through case_store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case.hpp"
#include "database/transaction.hpp"

namespace bygd {

// What an account has in its hands.
struct InHand {
    std::int64_t open_cases = 0, decided_cases = 0;   // as their officer; decided: not closed yet
    std::int64_t tasks = 0;                           // open ones that name the person
    std::int64_t shared_views = 0;
    std::int64_t mandates = 0;                        // rows of the delegation order in force or to come
    std::int64_t absences = 0;                        // not over, theirs or as a deputy

    std::int64_t cases() const { return open_cases + decided_cases; }
};
InHand in_hand(Transaction&, Id<User>, Date today);

struct CaseInHand {
    std::string diary_number;
    int version = 0;
};
std::vector<CaseInHand> cases_in_hand(Transaction&, Id<User>);   // open and decided, by number

void give_tasks(Transaction&, Id<User> from, std::optional<Id<User>> to);
// Where the other has a view of the same name it stays with who made it.
void give_shared_views(Transaction&, Id<User> from, Id<User> to);

}  // namespace bygd
