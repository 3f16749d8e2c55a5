// A refusal as other programs read it: RFC 9457, application/problem+json. `type` is urn:bygdestod:problem:<kind>,
// `code` the code of the first problem, `problems` all of them as {field, code, message}.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "base/words.hpp"
#include "http/response.hpp"

namespace bygd {

// Each as {field, code, message}: for answers that tell of problems without being refusals.
nlohmann::json problems_json(const Problems&, const Words& words);

Response problem_json(const Error& error, const Words& words, std::string_view request_id);

}  // namespace bygd
