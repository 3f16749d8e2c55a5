// A refusal as other programs read it: RFC 9457, application/problem+json. `type` is urn:bygdestod:problem:<kind>,
// `code` the code of the first problem, `problems` all of them as {field, code, message}.
#pragma once

#include <string_view>

#include "base/words.hpp"
#include "http/response.hpp"

namespace bygd {

Response problem_json(const Error& error, const Words& words, std::string_view request_id);

}  // namespace bygd
