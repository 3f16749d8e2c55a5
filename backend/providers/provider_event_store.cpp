#include "providers/provider_event_store.hpp"

#include <nlohmann/json.hpp>

#include "providers/merge_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view columns =
    "SELECT organisation_id, outlet_id, municipality_code, kind, actor_id, actor_name, occurred_at, detail FROM provider_event";

ProviderEvent to_event(const Row& row) {
    ProviderEvent event;
    event.kind = row.text("kind");
    event.organisation = row.maybe_id<Organisation>("organisation_id");
    event.outlet = row.maybe_id<Outlet>("outlet_id");
    event.municipality = row.maybe_text("municipality_code");
    event.actor = row.maybe_id<User>("actor_id");
    event.actor_name = row.text("actor_name");
    event.at = row.instant("occurred_at");
    for (const auto& change : nlohmann::json::parse(row.text("detail"))) {
        event.changes.push_back({change.at(0), change.at(1), change.at(2)});
    }
    return event;
}

}  // namespace

void append_provider_event(Transaction& tx, const ProviderEvent& event) {
    auto changes = nlohmann::json::array();
    for (const auto& change : event.changes) changes.push_back({change.field, change.from, change.to});
    tx.execute("INSERT INTO provider_event (organisation_id, outlet_id, municipality_code, kind, actor_id, actor_name,"
               " occurred_at, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
               {event.organisation, event.outlet, event.municipality, event.kind, event.actor, event.actor_name, event.at,
                changes.dump()});
}

namespace {

// Of one and of those that have been merged into it: their rows stay where they were written.
std::vector<ProviderEvent> whole_history(Transaction& tx, ProviderKind kind, std::int64_t id, std::string_view besides, std::size_t most) {
    Values values;
    for (const auto each : with_merged(tx, kind, id)) values.emplace_back(each);
    const auto where = " WHERE " + std::string(to_string(kind)) + "_id IN (" + repeated(values.size(), "?") + ")";
    values.emplace_back(most);
    return tx.all(std::string(columns) + where + std::string(besides) + " ORDER BY id DESC LIMIT ?", values, to_event);
}

}  // namespace

std::vector<ProviderEvent> events_of(Transaction& tx, Id<Organisation> id, std::size_t most) {
    return whole_history(tx, ProviderKind::organisation, id.value(), " AND outlet_id IS NULL", most);
}

std::vector<ProviderEvent> events_of(Transaction& tx, Id<Outlet> id, std::size_t most) {
    return whole_history(tx, ProviderKind::outlet, id.value(), "", most);
}

std::vector<ProviderEvent> payee_events(Transaction& tx, Id<Organisation> id) {
    return tx.all(std::string(columns) + " WHERE organisation_id = ? AND kind IN ('organisation_added', 'payee_proposed',"
                  " 'payee_confirmed', 'payee_refused') ORDER BY id", {id}, to_event);
}

}  // namespace bygd
