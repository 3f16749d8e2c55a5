#include "jobs/outbox.hpp"

#include <array>
#include <stdexcept>

#include "base/hash.hpp"

namespace bygd {

namespace {

constexpr std::array<std::string_view, 9> names{"queued",  "taken",   "sending",   "sent",      "failed",
                                                "unknown", "bounced", "cancelled", "no_address"};
constexpr std::array<int, 7> waits{1, 5, 15, 60, 180, 420, 720};  // minutes
static_assert(waits.size() + 1 == outbox_attempts_most);

}  // namespace

std::string_view to_string(OutboxState state) {
    return names[static_cast<std::size_t>(state)];
}

std::optional<OutboxState> outbox_state_of(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<OutboxState>(i);
    }
    return std::nullopt;
}

bool OutboxMail::may_cancel() const {
    return state == OutboxState::queued || state == OutboxState::failed || state == OutboxState::no_address;
}

bool OutboxMail::may_send_again() const {
    return state == OutboxState::failed || state == OutboxState::unknown || state == OutboxState::bounced ||
           state == OutboxState::cancelled || state == OutboxState::no_address;
}

std::optional<std::chrono::minutes> wait_after(int attempts) {
    if (attempts < 1 || attempts > static_cast<int>(waits.size())) return std::nullopt;
    return std::chrono::minutes(waits[static_cast<std::size_t>(attempts - 1)]);
}

std::string outbox_key(std::string_view mail, std::string_view about, std::string_view once) {
    auto key = std::string(mail) + ":" + std::string(about) + ":" + std::string(once);
    if (key.size() > 150) throw std::logic_error("an outbox key is too long: " + key);
    return key;
}

std::string new_message_id(std::string_view from_address) {
    const auto at = from_address.find('@');
    const auto domain = at == from_address.npos ? std::string_view("bygdestod.invalid") : from_address.substr(at + 1);
    return random_token(18) + "@" + std::string(domain);
}

}  // namespace bygd
