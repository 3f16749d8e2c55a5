#include "people/admin_event.hpp"

#include <nlohmann/json.hpp>
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

void put_maybe(std::string& form, const std::optional<std::int64_t>& number) {
    if (number) put(form, std::to_string(*number));
    else form += '-';
}

}  // namespace

const std::vector<std::string_view>& admin_areas() {
    static const std::vector<std::string_view> areas{"person", "delegation", "absence"};
    return areas;
}

const std::vector<std::string_view>& admin_kinds(std::string_view area) {
    static const std::vector<std::string_view> person{"added", "changed", "password_reset", "password_changed",
                                                      "token_made", "token_revoked", "sessions_ended"};
    static const std::vector<std::string_view> delegation{"row_added", "row_ended"};
    static const std::vector<std::string_view> absence{"absence_added", "absence_ended"};
    if (area == "delegation") return delegation;
    return area == "absence" ? absence : person;
}

std::string changes_text(const std::vector<FieldChange>& changes) {
    auto list = nlohmann::json::array();
    for (const auto& change : changes) list.push_back({change.field, change.from, change.to});
    return list.dump();
}

std::vector<FieldChange> changes_in(const std::string& text) {
    std::vector<FieldChange> changes;
    for (const auto& one : nlohmann::json::parse(text)) changes.push_back({one.at(0), one.at(1), one.at(2)});
    return changes;
}

std::string hash_of(const AdminEvent& event) {
    if (event.hash_version != 1) throw std::invalid_argument("unknown hash version");
    std::string form = "admin-event-1;";
    put(form, std::to_string(event.sequence));
    put(form, event.area);
    put(form, event.kind);
    put_maybe(form, event.subject_id);
    put(form, event.subject);
    put_maybe(form, event.actor ? std::optional(event.actor->value()) : std::nullopt);
    put(form, event.actor_name);
    put(form, utc_text(event.occurred_at));
    put(form, event.changes);
    put(form, event.previous_hash);
    return sha256_hex(form);
}

std::vector<std::string> AdminChain::follow(const AdminEvent& event) {
    std::vector<std::string> faults;
    const auto number = "event " + std::to_string(event.sequence);
    if (event.sequence != sequence_ + 1) faults.push_back("an event is missing before " + number);
    if (event.previous_hash != previous_) faults.push_back(number + " does not follow the one before it");
    if (hash_of(event) != event.hash) faults.push_back(number + " has been changed");
    sequence_ = event.sequence;
    previous_ = event.hash;
    return faults;
}

std::vector<std::string> AdminChain::end(std::int64_t head_sequence, std::string_view head_hash) const {
    if (head_sequence == sequence_ && head_hash == previous_) return {};
    return {"the list has lost its end"};
}

bool may_read_administration(const Actor& actor) {
    return actor.has(Role::administrator) || actor.has(Role::auditor);
}

}  // namespace bygd
