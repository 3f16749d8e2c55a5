// What an assessment needs of the register, in two statements: the applicant and the outlet with the special reasons of the
// case, and what has been granted before to either. Also the special reasons themselves.
#pragma once

#include <optional>
#include <vector>

#include "aid/assessment.hpp"
#include "cases/case.hpp"
#include "database/transaction.hpp"

namespace bygd {

// Whose application it is. Any of them may be missing when an amount is only tried out.
struct AssessedSubject {
    std::optional<Id<Organisation>> organisation;
    std::optional<Id<Outlet>> outlet;
    std::string municipality;                 // of the applicant where there is no outlet
    std::optional<Id<Case>> subject;          // its own grant is never counted, its special reasons are
};

// Fills in applicant, seller, county, services and the rest of what the register knows, and the special reasons.
void read_register_facts(Transaction&, const AssessedSubject&, AssessmentFacts&);

// Other cases that have been granted something and not released all of it again, to the recipient or to the outlet.
std::vector<GrantedBefore> granted_before(Transaction&, const AssessedSubject&);
// The same as it is now and not as the snapshot of the transaction has it, after the rows of recipient and outlet for the
// year are taken: two decisions on the same year cannot both miss the other.
std::vector<GrantedBefore> take_granted_before(Transaction&, const AssessedSubject&, int year);

struct WrittenReason {
    SpecialReason special;
    std::string paragraph;
};
void insert_special_reason(Transaction&, Id<Case>, std::string_view rule, std::string_view paragraph, std::string_view text,
                           Id<User> by, Instant at);
std::vector<WrittenReason> special_reasons_of(Transaction&, Id<Case>);   // in force, oldest first

}  // namespace bygd
