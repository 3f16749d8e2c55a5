// What administrators do with parameters: one prepares a change, another confirms it, and either may be without the other.
// Each is one transaction with its row in the list of administrative changes. No decision is touched: it froze its values.
#pragma once

#include <memory>

#include "aid/parameter_change.hpp"
#include "base/services.hpp"
#include "database/edition_follower.hpp"

namespace bygd {

// As typed; `value` in the unit of the parameter (parse_parameter_value), the days as people write them.
struct PrepareParameterChange {
    std::string name, value, valid_from, valid_to, source, paragraph, note;
};
// What it would be, with all that is wrong with it told at once. Throws not_found for anyone but an administrator, invalid:
// check_parameter_change, parameter_change.value, date.*; parameter_change.there when another change begins that day.
ParameterChange prepare_parameter_change(const Services&, const Actor&, const PrepareParameterChange&);

// Throws not_found, forbidden parameter_change.same_person, conflict (parameter_change.settled), invalid with what
// check_parameter_change finds now: its day may have come.
ParameterChange confirm_parameter_change(const Services&, const Actor&, Id<ParameterChange>, int version);
// Of one that is not confirmed. Throws not_found, conflict parameter_change.settled.
ParameterChange withdraw_parameter_change(const Services&, const Actor&, Id<ParameterChange>, int version);

// Keeps the parameters of one process with what has been confirmed.
std::unique_ptr<EditionFollower> parameter_follower(Database&, Parameters&);

}  // namespace bygd
