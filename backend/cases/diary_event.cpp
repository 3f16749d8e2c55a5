#include "cases/diary_event.hpp"

#include <stdexcept>

#include "base/hash.hpp"

namespace bygd {

namespace {

// Each field with its length before it, so that no two different events have the same canonical form.
void put(std::string& form, std::string_view field) {
    form += std::to_string(field.size());
    form += ':';
    form += field;
}

void put_maybe(std::string& form, const std::optional<std::string>& field) {
    if (field) {
        put(form, *field);
    } else {
        form += '-';
    }
}

}  // namespace

std::string hash_of(const DiaryEvent& event) {
    if (event.hash_version != 1) throw std::invalid_argument("unknown hash version");
    std::string form = "diary-event-1;";
    put(form, std::to_string(event.case_id.value()));
    put(form, std::to_string(event.sequence));
    put(form, event.kind);
    put_maybe(form, event.action);
    put_maybe(form, event.from_state);
    put_maybe(form, event.to_state);
    put_maybe(form, event.actor ? std::optional(std::to_string(event.actor->value())) : std::nullopt);
    put(form, event.actor_name);
    put(form, utc_text(event.occurred_at));
    put(form, event.text);
    put(form, event.data);
    put(form, event.previous_hash);
    return sha256_hex(form);
}

}  // namespace bygd
