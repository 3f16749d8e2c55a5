#include "cases/diary_event.hpp"

#include <stdexcept>

namespace bygd {

std::string hash_of(const DiaryEvent& event) {
    if (event.hash_version != 1) throw std::invalid_argument("unknown hash version");
    return CanonicalForm("diary-event-1;")
        .add_number(event.case_id.value())
        .add_number(event.sequence)
        .add(event.kind)
        .add_maybe(event.action)
        .add_maybe(event.from_state)
        .add_maybe(event.to_state)
        .add_maybe_number(event.actor ? std::optional(event.actor->value()) : std::nullopt)
        .add(event.actor_name)
        .add(utc_text(event.occurred_at))
        .add(event.text)
        .add(event.data)
        .add(event.previous_hash)
        .sha256();
}

}  // namespace bygd
