// Signatures that anybody can check and only the holder of the key can make: Ed25519 (libsodium).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bygd {

class SigningKey {
public:
    // The seed in the file, base64 on one line. Makes file and seed, for its owner alone to read, where there is none. Throws
    // std::runtime_error when it cannot be read or made, or others may read it.
    static SigningKey load_or_make(const std::filesystem::path& file);

    const std::string& public_key() const { return public_key_; }   // base64
    std::string sign(std::string_view bytes) const;                 // base64

private:
    explicit SigningKey(std::string_view seed);
    std::string secret_, public_key_;
};

bool signed_by(std::string_view public_key, std::string_view bytes, std::string_view signature);   // both base64

}  // namespace bygd
