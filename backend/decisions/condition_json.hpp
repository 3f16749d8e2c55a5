// Conditions as JSON: as a proposal keeps its drafts, and as the snapshot of a decision holds them for its letter.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "decisions/condition.hpp"

namespace bygd {

// {"kind", "text", "due_on" (ISO day or null), "evidence", "owner", "blocks_payment"} each.
nlohmann::json conditions_json(const std::vector<ConditionDraft>&);

// With the rule that gave the due day besides, so that the form can be shown again.
std::string drafts_text(const std::vector<ConditionDraft>&);
std::vector<ConditionDraft> drafts_of_text(const std::string& json);   // throws nlohmann::json::exception

}  // namespace bygd
