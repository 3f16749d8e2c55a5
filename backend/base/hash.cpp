#include "base/hash.hpp"

#include <sodium.h>

#include <stdexcept>
#include <vector>

namespace bygd {

static_assert(sizeof(crypto_hash_sha256_state) <= 128);

namespace {

void start_sodium() {
    static const int started = sodium_init();
    if (started < 0) throw std::runtime_error("libsodium did not start");
}

std::string hex_of(const unsigned char* bytes, std::size_t size) {
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, size);
    text.pop_back();
    return text;
}

crypto_hash_sha256_state* state_of(unsigned char* bytes) { return reinterpret_cast<crypto_hash_sha256_state*>(bytes); }

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hex_of(digest, sizeof digest);
}

std::string random_token(std::size_t bytes) {
    start_sodium();
    std::vector<unsigned char> raw(bytes);
    randombytes_buf(raw.data(), raw.size());
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes, variant), '\0');
    sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(), variant);
    text.pop_back();
    return text;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Sha256::Sha256() { crypto_hash_sha256_init(state_of(state_)); }

void Sha256::add(std::string_view bytes) {
    crypto_hash_sha256_update(state_of(state_), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string Sha256::hex() {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state_of(state_), digest);
    return hex_of(digest, sizeof digest);
}

}  // namespace bygd
