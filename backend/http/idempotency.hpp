// The mark that makes a command count once: the key a form or a client sends along, and the fingerprint of what it
// asks. Pure; idempotency_actions keeps and replays the answers.
#pragma once

#include <string>
#include <string_view>

#include "http/parked_form.hpp"

namespace bygd {

// 1 to 255 visible ASCII characters: a UUID, a token, whatever the client makes.
bool good_once_key(std::string_view key);

// SHA-256 over method, path (with query) and content, each with its length before it, so that no two requests run
// together. Of a form the csrf token and secret fields are left out: the first changes with the session, and a fast
// hash of a password would be a way to guess it.
std::string fingerprint_of_body(std::string_view method, std::string_view path, std::string_view body);
std::string fingerprint_of_form(std::string_view method, std::string_view path, const FormPairs& fields);

}  // namespace bygd
