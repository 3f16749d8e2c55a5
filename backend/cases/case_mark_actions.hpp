// Marking what has happened in a case: one transaction with the mark, its diary event and the tasks that follow.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "cases/case_clock.hpp"
#include "cases/case_mark.hpp"
#include "database/transaction.hpp"

namespace bygd {

struct MarkCase {
    std::string diary_number;
    int version = 0;
    std::string kind;
    std::string marked_on;               // as typed; empty with take_back
    std::string note;
    bool take_back = false;              // the mark that holds was wrong
};
// Throws not_found, forbidden case.officers_only, conflict case.changed, invalid on mark, marked_on and mark_note (check_mark;
// case.mark.none when there is nothing to take back).
Case mark_case(const Services&, const Actor&, const MarkCase&);

bool may_mark(const Actor&);

// The clock of the case as it stands, with what it rests on read inside the caller's reading.
CaseClock clock_of(const Services&, Transaction&, const Case&, Date today);

}  // namespace bygd
