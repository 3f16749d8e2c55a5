// What was looked up about an organisation in another register, by whom and when, and until when it may be relied on
// (domain §3.3). Plain values and the reading of what was typed.
#pragma once

#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "providers/organisation.hpp"

namespace bygd {

struct OrganisationCheck {
    Id<OrganisationCheck> id;
    Id<Organisation> organisation;
    std::string kind;                        // of the form's checks: "bolagsverket"
    std::string result;                      // "clear", "remark", "hinder"
    Date checked_on, valid_until;
    std::string source;                      // where it was looked up
    std::string note;                        // required unless clear
    std::string checked_by;                  // name
};

// Reads check_kind, check_result, check_source, check_note, checked_on. valid_until follows from `valid_days` of the kind.
// Problems on their fields: choice.unknown, required, date.*, check.later.
struct CheckKind {
    std::string name;
    int valid_days = 90;
};
OrganisationCheck read_check(const Typed&, const std::vector<CheckKind>& known, Date today);

}  // namespace bygd
