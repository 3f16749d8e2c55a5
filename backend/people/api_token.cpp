#include "people/api_token.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/session.hpp"

namespace bygd {

Problems check_api_token(const MakeApiToken& command) {
    Problems problems;
    if (trimmed(command.name).empty()) problems.push_back({"name", "required"});
    if (characters(command.name) > limits::short_text) {
        problems.push_back({"name", "text.too_long", {std::to_string(limits::short_text)}});
    }
    if (command.days < 1 || command.days > limits::api_token_days_most) {
        problems.push_back({"days", "api_token.days", {std::to_string(limits::api_token_days_most)}});
    }
    if (!token_shaped(command.token)) problems.push_back({"token", "api_token.format"});
    return problems;
}

}  // namespace bygd
