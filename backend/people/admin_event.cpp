#include "people/admin_event.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace bygd {

const std::vector<std::string_view>& admin_areas() {
    static const std::vector<std::string_view> areas{"person", "delegation", "absence", "parameter", "letter"};
    return areas;
}

const std::vector<std::string_view>& admin_kinds(std::string_view area) {
    static const std::vector<std::string_view> person{"added", "changed", "password_reset", "password_changed",
                                                      "token_made", "token_revoked", "sessions_ended"};
    static const std::vector<std::string_view> delegation{"row_added", "row_ended"};
    static const std::vector<std::string_view> absence{"absence_added", "absence_ended"};
    static const std::vector<std::string_view> parameter{"parameter_prepared", "parameter_confirmed", "parameter_withdrawn"};
    static const std::vector<std::string_view> letter{"letter_prepared", "letter_confirmed", "letter_refused", "letter_withdrawn"};
    if (area == "parameter") return parameter;
    if (area == "letter") return letter;
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
    return CanonicalForm("admin-event-1;")
        .add_number(event.sequence)
        .add(event.area)
        .add(event.kind)
        .add_maybe_number(event.subject_id)
        .add(event.subject)
        .add_maybe_number(event.actor ? std::optional(event.actor->value()) : std::nullopt)
        .add(event.actor_name)
        .add(utc_text(event.occurred_at))
        .add(event.changes)
        .add(event.previous_hash)
        .sha256();
}

std::vector<std::string> AdminChain::follow(const AdminEvent& event) {
    std::vector<std::string> faults;
    chain_.follow(event, [&](const std::string& fault) { faults.push_back(fault); });
    return faults;
}

std::vector<std::string> AdminChain::end(std::int64_t head_sequence, std::string_view head_hash) const {
    if (chain_.ends_with(head_sequence, head_hash)) return {};
    return {"the list has lost its end"};
}

bool may_read_administration(const Actor& actor) {
    return actor.has(Role::administrator) || actor.has(Role::auditor);
}

}  // namespace bygd
