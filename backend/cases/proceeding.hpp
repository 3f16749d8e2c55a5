// A proceeding (delärende): what runs beside the case with a state of its own: a claim for payment, a change of the
// decision, an appeal, a stop of payment, a recovery. Several may be open at once; each is moved by the same actions as
// the case, in the same transaction as its row (domain §3.2). Plain values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cases/case.hpp"

namespace bygd {

struct Proceeding {
    Id<Proceeding> id;
    Id<Case> subject;
    int sequence = 0;                        // 1, 2, 3 within the case, over all kinds
    std::string kind;                        // "claim", "change", "appeal", "non_payment", "recovery"
    std::string workflow;
    int workflow_version = 1;
    std::string state, stage;                // of its workflow
    Date opened_on;
    std::optional<Date> closed_on;
    Money proposed, reserved, decided;       // what its proposal asks for, holds in the fund, and what was decided
    std::optional<std::string> outcome;
    std::map<std::string, std::string> data; // what its kind knows: days as ISO, amounts as "1250.00"

    bool open() const { return stage != "closed"; }
    std::string value(const std::string& name) const;         // empty when there is none
    Money money(const std::string& name) const;               // 0 when there is none
};

// An appeal of the region's own decision, a claim ...: those open of one kind; null when none is.
const Proceeding* open_of_kind(const std::vector<Proceeding>&, std::string_view kind);

}  // namespace bygd
