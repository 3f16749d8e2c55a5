#include "payouts/payment_event.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace bygd {

PaymentEvent payment_event(const Actor& actor, Instant now, std::string subject, std::string kind, std::string text,
                           const std::map<std::string, std::string>& data) {
    PaymentEvent event;
    event.subject = std::move(subject);
    event.kind = std::move(kind);
    if (actor.id.valid()) event.actor = actor.id;
    event.actor_name = actor.name;
    event.occurred_at = now;
    event.text = std::move(text);
    event.data = nlohmann::json(data).dump();
    return event;
}

std::string hash_of(const PaymentEvent& event) {
    if (event.hash_version != 1) throw std::invalid_argument("unknown hash version");
    return CanonicalForm("payment-event-1;")
        .add_number(event.sequence)
        .add(event.subject)
        .add(event.kind)
        .add_maybe_number(event.actor ? std::optional(event.actor->value()) : std::nullopt)
        .add(event.actor_name)
        .add(utc_text(event.occurred_at))
        .add(event.text)
        .add(event.data)
        .add(event.previous_hash)
        .sha256();
}

}  // namespace bygd
