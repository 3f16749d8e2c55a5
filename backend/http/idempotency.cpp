#include "http/idempotency.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace bygd {

namespace {

void put(Sha256& hash, std::string_view part) {
    hash.add(std::to_string(part.size()));
    hash.add(":");
    hash.add(part);
}

}  // namespace

bool good_once_key(std::string_view key) {
    return !key.empty() && key.size() <= 255 &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string fingerprint_of_body(std::string_view method, std::string_view path, std::string_view body) {
    Sha256 hash;
    put(hash, method);
    put(hash, path);
    put(hash, body);
    return hash.hex();
}

std::string fingerprint_of_form(std::string_view method, std::string_view path, const FormPairs& fields) {
    Sha256 hash;
    put(hash, method);
    put(hash, path);
    for (const auto& [name, value] : fields) {
        if (name == "csrf" || secret_field(name)) continue;
        put(hash, name);
        put(hash, value);
    }
    return hash.hex();
}

}  // namespace bygd
