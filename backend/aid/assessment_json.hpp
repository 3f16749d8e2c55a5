// An assessment as JSON: what the API answers, the command prints, and a decision keeps in its snapshot for ever.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "aid/assessment.hpp"
#include "base/words.hpp"

namespace bygd {

// With `words` each reason also says its sentence; without, only what can be said again in any language.
nlohmann::json to_json(const Assessment&, const Words* words = nullptr);
// The reverse. Reads the snapshots of before there were reasons in them too.
Assessment assessment_of_json(const nlohmann::json&);

std::string parameter_text(const UsedParameter&);   // "350 000 kr", "50 %", "10 km", "3"

}  // namespace bygd
