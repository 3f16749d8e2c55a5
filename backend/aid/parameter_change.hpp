// A change of one parameter from a day: prepared by one administrator, confirmed by another, and only then laid over the
// values of schemas/parameters. Pure values and what is wrong with one.
#pragma once

#include "aid/parameters.hpp"
#include "base/actor.hpp"
#include "base/error.hpp"

namespace bygd {

struct ParameterChange {
    Id<ParameterChange> id;
    ParameterOverride wanted;
    std::string state = "prepared";          // "confirmed", "withdrawn"
    Id<User> prepared_by;
    Instant prepared_at;
    std::optional<Id<User>> settled_by;      // who confirmed or withdrew it
    std::optional<Instant> settled_at;
    std::string prepared_by_name = {}, settled_by_name = {};   // as read
    int version = 1;
};

// What is wrong with it, all at once: name = choice.unknown; valid_from = parameter_change.too_early {tomorrow} (it holds
// everywhere before it holds in law, and no decided day is touched) or .there; valid_to = row.order; value =
// parameter_change.share, .same; source, paragraph and note = required, text.*.
Problems check_parameter_change(const Parameters&, const ParameterOverride&, Date today);

}  // namespace bygd
