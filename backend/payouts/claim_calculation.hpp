// What a claim gives, worked out on everything approved in the case so far (domain §2.4 G7, G8): each cost line counts no more
// than the decision approves of it, its share is rounded down, and what is paid already, advances among it, is taken off. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"

namespace bygd {

struct ClaimLine {
    std::string line;                    // of the form's cost lines
    std::optional<Money> cap;            // what the decision approves of it; none: the decision says nothing of lines
    BasisPoints share{0};
    Money before, now;                   // approved by earlier claims, and in this one

    Money in_all() const { return before + now; }
    Money counted() const { return cap ? least(in_all(), *cap) : in_all(); }
    Money over() const { return in_all() - counted(); }
    Money aid() const { return counted().share(share, Rounding::down); }
};

// What the case stands at before the claim.
struct ClaimMoney {
    Money granted, paid, released;
    Money in_kind;                       // approved in kind in all claims, this one among them
    Money advanced;                      // of paid, what was paid in advance
};

struct ClaimCalculation {
    std::vector<ClaimLine> lines;
    Money lines_aid;                     // sum of the lines
    Money earned;                        // of it, no more than what was paid out in money
    Money paid;                          // before this claim
    Money unsettled;                     // of what is paid, what is not earned yet: an advance still to be accounted for
    Money left;                          // of the grant
    Money payable;                       // now
    Money over() const;                  // approved above the cost lines of the decision
};

ClaimCalculation calculate_claim(std::vector<ClaimLine>, const ClaimMoney&);

nlohmann::json to_json(const ClaimCalculation&);
// The reverse; none of a claim from before calculations were kept whole, or of one without lines.
std::optional<ClaimCalculation> claim_calculation_of_json(const nlohmann::json&);

// The most that may be paid in advance now: a share of the grant, less what has been. Zero when none is left or allowed.
Money most_in_advance(const ClaimMoney&, BasisPoints share);

}  // namespace bygd
