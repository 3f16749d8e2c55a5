#include "people/admin_event_store.hpp"

#include <stdexcept>

namespace bygd {

namespace {

#define ADMIN_EVENT_COLUMNS                                                                                            \
    "sequence, area, kind, subject_id, subject, actor_id, actor_name, occurred_at, changes, hash_version,"             \
    " previous_hash, hash"

AdminEvent to_event(const Row& row) {
    AdminEvent event;
    event.sequence = row.integer("sequence");
    event.area = row.text("area");
    event.kind = row.text("kind");
    event.subject_id = row.maybe_integer("subject_id");
    event.subject = row.text("subject");
    event.actor = row.maybe_id<User>("actor_id");
    event.actor_name = row.text("actor_name");
    event.occurred_at = row.instant("occurred_at");
    event.changes = row.text("changes");
    event.hash_version = static_cast<int>(row.integer("hash_version"));
    event.previous_hash = row.text("previous_hash");
    event.hash = row.text("hash");
    return event;
}

AdminHead to_head(const Row& row) { return {row.integer("sequence"), row.text("hash")}; }

AdminHead require_head(std::optional<AdminHead> head) {
    if (!head) throw std::logic_error("the end of the list of administrative changes is gone");
    return *std::move(head);
}

}  // namespace

// The head is locked as it is read; the conditional update is what holds when several servers write to one cluster.
void append_admin_event(Transaction& tx, AdminEvent event) {
    const auto head = require_head(tx.one("SELECT sequence, hash FROM admin_head WHERE id = 1 FOR UPDATE", {}, to_head));
    event.sequence = head.sequence + 1;
    event.previous_hash = head.hash;
    event.hash = hash_of(event);
    const auto moved = tx.execute("UPDATE admin_head SET sequence = ?, hash = ? WHERE id = 1 AND sequence = ?",
                                  {event.sequence, event.hash, head.sequence});
    if (moved != 1) refuse(ErrorKind::conflict, "user.changed");
    tx.execute("INSERT INTO admin_event (sequence, area, kind, subject_id, subject, actor_id, actor_name, occurred_at,"
               " changes, hash_version, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               {event.sequence, event.area, event.kind, event.subject_id, event.subject, event.actor, event.actor_name,
                event.occurred_at, event.changes, event.hash_version, event.previous_hash, event.hash});
}

std::vector<AdminEvent> admin_events(Transaction& tx, const AdminEventFilter& filter, std::size_t most) {
    std::string sql = "SELECT " ADMIN_EVENT_COLUMNS " FROM admin_event WHERE 1 = 1";
    Values values;
    const auto also = [&](const char* condition, Value value) {
        sql += condition;
        values.push_back(std::move(value));
    };
    if (!filter.area.empty()) also(" AND area = ?", filter.area);
    if (!filter.kind.empty()) also(" AND kind = ?", filter.kind);
    if (filter.actor) also(" AND actor_id = ?", *filter.actor);
    if (filter.from) also(" AND occurred_at >= ?", *filter.from);
    if (filter.until) also(" AND occurred_at < ?", *filter.until);
    if (filter.before > 0) also(" AND sequence < ?", filter.before);
    also(" ORDER BY sequence DESC LIMIT ?", most);
    return tx.all(sql, values, to_event);
}

std::vector<AdminEvent> admin_events_after(Transaction& tx, std::int64_t sequence, std::size_t most) {
    return tx.all("SELECT " ADMIN_EVENT_COLUMNS " FROM admin_event WHERE sequence > ? ORDER BY sequence LIMIT ?",
                  {sequence, most}, to_event);
}

AdminHead admin_head(Transaction& tx) {
    return require_head(tx.one("SELECT sequence, hash FROM admin_head WHERE id = 1", {}, to_head));
}

AdminCounts admin_counts(Transaction& tx, Instant now) {
    const auto today = stockholm_day(now);
    const auto counts = tx.one(
        "SELECT (SELECT COUNT(*) FROM user_account WHERE active) AS active,"
        " (SELECT COUNT(*) FROM user_account WHERE NOT active) AS closed,"
        " (SELECT active FROM administrator_count WHERE id = 1) AS administrators,"
        " (SELECT COUNT(*) FROM api_token WHERE revoked_at IS NULL AND expires_at > ?) AS tokens,"
        " (SELECT COUNT(*) FROM delegation WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)) AS delegations,"
        " (SELECT COUNT(*) FROM absence WHERE from_on <= ? AND to_on >= ?) AS absences",
        {now, today, today, today, today}, [](const Row& row) {
            return AdminCounts{row.integer("active"), row.integer("closed"), row.integer("administrators"),
                               row.integer("tokens"), row.integer("delegations"), row.integer("absences")};
        });
    return counts.value();
}

}  // namespace bygd
