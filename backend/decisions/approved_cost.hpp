// The costs of an application as a proposal approves them, line by line: what was sought, what the law counts of it, and
// what is approved with the reason for less. Pure. 2024:1243 9, 16-17 §§; FL 32 § (reasons for each cost refused).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "aid/assessment.hpp"
#include "base/words.hpp"
#include "decisions/decision.hpp"

namespace bygd {

struct ApprovedCost {
    std::string line, description;
    Money sought;                        // as applied for, with VAT where it counts
    Money counted;                       // of that, what the law counts
    Money approved;
    BasisPoints share{0};                // highest share of it
    std::string paragraph, reason;       // reason: why less than was sought

    Money aid() const { return approved.share(share, Rounding::down); }
};
using ApprovedCosts = std::vector<ApprovedCost>;

// The costs of the application as the assessment counts them, each approved whole; what the law leaves out has the law's
// own reason. None for a form without cost lines.
ApprovedCosts costs_of(const SupportForm&, const Application&, const Assessment&, const Words&);

// Reads approved_cost_1, cost_reason_1, approved_cost_2 ... over what stands; a field that is not there leaves it. Problems:
// amount.*, proposal.cost_over {counted} when `capped`, proposal.cost_reason, text.too_long.
enum class CostBound { counted, none };
ApprovedCosts read_costs(const Typed&, ApprovedCosts, CostBound, Problems&);

Money aid_of(const ApprovedCosts&);      // the most that may be granted on them, in öre rounded down line by line
Money approved_on(const ApprovedCosts&, std::string_view line);   // of all costs on a line of the form
// When there are costs and the typed amount is more than they give: proposal.over_costs {aid} on amount.
void check_amount_on_costs(const Typed&, const ApprovedCosts&, Problems&);

std::string costs_json(const ApprovedCosts&);                    // a list; "[]" of none
ApprovedCosts costs_of_json(const nlohmann::json& list);
// Of the decision in force (decision.hpp); none of one from before costs were kept.
ApprovedCosts costs_in_force(const std::vector<Decision>&);
// Of a snapshot: as they were approved, or as the calculation of an older decision counted them.
ApprovedCosts costs_of_snapshot(const SupportForm&, const nlohmann::json& snapshot);

}  // namespace bygd
