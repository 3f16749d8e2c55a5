#include "payouts/payment_event_store.hpp"

#include <stdexcept>

namespace bygd {

namespace {

const std::string columns =
    "SELECT sequence, subject, kind, actor_id, actor_name, occurred_at, text, data, hash_version, previous_hash, hash"
    " FROM payment_event ";

PaymentEvent to_event(const Row& row) {
    PaymentEvent event;
    event.sequence = row.integer("sequence");
    event.subject = row.text("subject");
    event.kind = row.text("kind");
    event.actor = row.maybe_id<User>("actor_id");
    event.actor_name = row.text("actor_name");
    event.occurred_at = row.instant("occurred_at");
    event.text = row.text("text");
    event.data = row.text("data");
    event.hash_version = static_cast<int>(row.integer("hash_version"));
    event.previous_hash = row.text("previous_hash");
    event.hash = row.text("hash");
    return event;
}

PaymentEventHead head_in(Transaction& tx, std::string_view lock) {
    const auto head = tx.one("SELECT sequence, hash FROM payment_event_head WHERE id = 1" + std::string(lock), {},
                             [](const Row& row) { return PaymentEventHead{row.integer("sequence"), row.text("hash")}; });
    if (!head) throw std::logic_error("the end of the list of payment events is gone");
    return *head;
}

}  // namespace

// The head is locked as it is read; the conditional update is what holds when several servers write to one cluster.
void append_payment_event(Transaction& tx, PaymentEvent event) {
    const auto head = head_in(tx, " FOR UPDATE");
    event.sequence = head.sequence + 1;
    event.previous_hash = head.hash;
    event.hash = hash_of(event);
    const auto moved = tx.execute("UPDATE payment_event_head SET sequence = ?, hash = ? WHERE id = 1 AND sequence = ?",
                                  {event.sequence, event.hash, head.sequence});
    if (moved != 1) throw Overtaken("payment_run.changed");
    tx.execute("INSERT INTO payment_event (sequence, subject, kind, actor_id, actor_name, occurred_at, text, data,"
               " hash_version, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               {event.sequence, event.subject, event.kind, event.actor, event.actor_name, event.occurred_at, event.text,
                event.data, event.hash_version, event.previous_hash, event.hash});
}

std::vector<PaymentEvent> payment_events_about(Transaction& tx, std::string_view subject) {
    return tx.all(columns + "WHERE subject = ? ORDER BY sequence", {subject}, to_event);
}

std::vector<PaymentEvent> payment_events_after(Transaction& tx, std::int64_t sequence, std::size_t most) {
    return tx.all(columns + "WHERE sequence > ? ORDER BY sequence LIMIT ?", {sequence, most}, to_event);
}

PaymentEventHead payment_event_head(Transaction& tx) { return head_in(tx, ""); }

}  // namespace bygd
