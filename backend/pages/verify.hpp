// Whether the house is in order: every diary chain, every balance and every two-person rule, recomputed from the rows.
// Reads only; says each thing found wrong as one English sentence for the person who runs the server.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "payouts/daily_seal.hpp"

namespace bygd {

struct Verification {
    std::int64_t cases = 0, events = 0, entries = 0, documents = 0, changes = 0;   // changes: of administration
    std::vector<std::string> faults;
};

// `seal_keys`: whose seals are believed; none: anybody's, if only they agree.
Verification verify_house(const Services&, const SealKeys& seal_keys = {});

}  // namespace bygd
