#include "base/signature.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "base/base64.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

// False: somebody else made it at the same moment, or before.
bool make_key_file(const std::filesystem::path& file) {
    const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made < 0 && errno == EEXIST) return false;
    if (made < 0) throw std::runtime_error("The key " + file.string() + " cannot be made.");
    std::string seed(crypto_sign_SEEDBYTES, '\0');
    randombytes_buf(seed.data(), seed.size());
    const auto line = base64_encoded(seed) + "\n";
    const bool whole = ::write(made, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(made) == 0;
    if (::close(made) != 0 || !whole) throw std::runtime_error("The key " + file.string() + " cannot be written.");
    return true;
}

}  // namespace

SigningKey::SigningKey(std::string_view seed) {
    std::string public_bytes(crypto_sign_PUBLICKEYBYTES, '\0');
    secret_.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(raw(public_bytes), raw(secret_), raw(seed));
    public_key_ = base64_encoded(public_bytes);
}

SigningKey SigningKey::load_or_make(const std::filesystem::path& file) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium did not start");
    if (!std::filesystem::exists(file)) make_key_file(file);
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) throw std::runtime_error("The key " + file.string() + " cannot be read.");
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) throw std::runtime_error("The key " + file.string() + " can be read by others: chmod 600.");
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    const auto seed = base64_decoded(trimmed(line));
    if (!seed || seed->size() != crypto_sign_SEEDBYTES) throw std::runtime_error("The key " + file.string() + " is no key.");
    return SigningKey(*seed);
}

std::string SigningKey::sign(std::string_view bytes) const {
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(raw(signature), nullptr, raw(bytes), bytes.size(), raw(std::string_view(secret_)));
    return base64_encoded(signature);
}

bool signed_by(std::string_view public_key, std::string_view bytes, std::string_view signature) {
    const auto key = base64_decoded(public_key), made = base64_decoded(signature);
    if (!key || !made || key->size() != crypto_sign_PUBLICKEYBYTES || made->size() != crypto_sign_BYTES) return false;
    return crypto_sign_verify_detached(raw(std::string_view(*made)), raw(bytes), bytes.size(), raw(std::string_view(*key))) == 0;
}

}  // namespace bygd
