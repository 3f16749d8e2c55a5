// SHA-256 and unguessable tokens (libsodium).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bygd {

std::string sha256_hex(std::string_view bytes);   // 64 lower-case hexadecimal digits
std::string random_token(std::size_t bytes = 32); // URL-safe base64 without padding: for sessions, csrf, form keys, API tokens
bool equal_in_constant_time(std::string_view, std::string_view);

// A SHA-256 that is fed piece by piece: for files in chunks.
class Sha256 {
public:
    Sha256();
    void add(std::string_view bytes);
    std::string hex();                            // once, at the end

private:
    alignas(8) unsigned char state_[128];
};

}  // namespace bygd
