#include "people/password.hpp"

#include <sodium.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <stdexcept>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

constexpr auto cost = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

// Lets so many work at a time and so many wait. A semaphore alone would let a thousand threads wait for their turn.
class Turnstile {
public:
    void enter() {
        std::unique_lock lock(mutex_);
        if (working_ >= limits::password_hashes_at_once) {
            if (waiting_ >= limits::password_hashes_waiting) refuse(ErrorKind::unavailable, "sign_in.busy");
            ++waiting_;
            const bool turn = free_.wait_for(lock, std::chrono::seconds(10),
                                             [&] { return working_ < limits::password_hashes_at_once; });
            --waiting_;
            if (!turn) refuse(ErrorKind::unavailable, "sign_in.busy");
        }
        ++working_;
    }
    void leave() {
        {
            std::lock_guard lock(mutex_);
            --working_;
        }
        free_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable free_;
    int working_ = 0;
    int waiting_ = 0;
};

struct Turn {
    Turn() { turnstile().enter(); }
    ~Turn() { turnstile().leave(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    static Turnstile& turnstile() {
        static Turnstile one;
        return one;
    }
};

void require_sodium() {
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw std::runtime_error("libsodium cannot start");
}

// What an unknown user's password is compared with.
const std::string& nobodys_hash() {
    static const std::string hash = hash_password("nobody has this password");
    return hash;
}

bool is_run(std::string_view text) {   // 123456789012, abcdefghijkl, and the same backwards
    for (const int step : {1, -1}) {
        bool run = true;
        for (std::size_t i = 1; i < text.size() && run; ++i) {
            const int distance = text[i] - text[i - 1];
            const bool wraps = (text[i - 1] == '9' && text[i] == '0') || (text[i - 1] == '0' && text[i] == '9');
            run = distance == step || wraps;
        }
        if (run) return true;
    }
    return false;
}

// Digits and signs at the ends do not make a well-known word a secret.
bool well_known(std::string_view lower) {
    static const std::set<std::string, std::less<>> words{
        "password", "lösenord", "losenord", "passord", "qwerty", "qwertyuiop", "qwertyuiopå", "asdfghjkl", "bygdestöd",
        "bygdestod", "welcome", "välkommen", "valkommen", "sommar", "vinter", "hösten", "våren", "sverige", "dalarna",
        "region", "administrator", "admin", "hemlig", "hemligt", "sekret", "letmein", "iloveyou", "fotboll", "hockey",
        "summer", "winter", "changeme", "regiondalarna", "lösenordet", "handläggare"};
    const auto letter = [](unsigned char c) { return (c >= 'a' && c <= 'z') || c >= 0x80; };
    while (!lower.empty() && !letter(static_cast<unsigned char>(lower.front()))) lower.remove_prefix(1);
    while (!lower.empty() && !letter(static_cast<unsigned char>(lower.back()))) lower.remove_suffix(1);
    if (words.contains(lower)) return true;
    const auto half = lower.substr(0, lower.size() / 2);   // "lösenordlösenord"
    return lower.size() % 2 == 0 && lower.substr(half.size()) == half && words.contains(half);
}

}  // namespace

std::string hash_password(std::string_view password) {
    require_sodium();
    const Turn turn;
    std::array<char, crypto_pwhash_STRBYTES> encoded{};
    if (crypto_pwhash_str(encoded.data(), password.data(), password.size(), cost, memory) != 0) {
        throw std::bad_alloc();   // the only way it fails
    }
    return encoded.data();
}

bool password_matches(const std::optional<std::string>& hash, std::string_view password) {
    require_sodium();
    const auto& compared = hash ? *hash : nobodys_hash();
    if (password.size() > limits::password_bytes) password = {};   // never typed by a person; costs the same
    const Turn turn;
    const bool right = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
    return right && hash.has_value();
}

bool needs_rehash(const std::string& hash) {
    require_sodium();
    return crypto_pwhash_str_needs_rehash(hash.c_str(), cost, memory) != 0;
}

Problems check_new_password(std::string_view password, std::string_view username, std::string_view field) {
    const auto problem = [&](const char* code, std::vector<std::string> values = {}) {
        return Problems{{std::string(field), std::string("password.") + code, std::move(values)}};
    };
    if (characters(password) < limits::password_least) {
        return problem("too_short", {std::to_string(limits::password_least)});
    }
    if (password.size() > limits::password_bytes) return problem("too_long", {std::to_string(limits::password_bytes)});
    const auto lower = lowered(password);
    if (!username.empty() && lower.find(lowered(username)) != lower.npos) return problem("holds_username");
    const std::set<char> different(lower.begin(), lower.end());
    if (different.size() < 5 || is_run(lower) || well_known(lower)) return problem("easily_guessed");
    return {};
}

std::string temporary_password() {
    require_sodium();
    constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789";   // no l, i, o, 0, 1
    std::string password;
    for (int i = 0; i < 16; ++i) {
        if (i > 0 && i % 4 == 0) password += '-';
        password += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
    }
    return password;
}

}  // namespace bygd
