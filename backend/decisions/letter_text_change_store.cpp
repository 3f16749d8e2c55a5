#include "decisions/letter_text_change_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view select_change =
    "SELECT c.id, c.place, c.base, c.valid_from, c.heading, c.body, c.reason, c.state, c.prepared_by, c.prepared_at,"
    " c.settled_by, c.settled_at, c.settled_why, c.version, p.display_name AS prepared_by_name,"
    " s.display_name AS settled_by_name FROM letter_text_change c JOIN user_account p ON p.id = c.prepared_by"
    " LEFT JOIN user_account s ON s.id = c.settled_by";

LetterTextChange to_change(const Row& row) {
    LetterTextChange change;
    change.id = row.id<LetterTextChange>("id");
    change.place = row.text("place");
    change.base = row.text("base");
    change.valid_from = row.date("valid_from");
    change.heading = row.text("heading");
    change.body = row.text("body");
    change.reason = row.text("reason");
    change.state = row.text("state");
    change.prepared_by = row.id<User>("prepared_by");
    change.prepared_at = row.instant("prepared_at");
    change.settled_by = row.maybe_id<User>("settled_by");
    change.settled_at = row.maybe_instant("settled_at");
    change.settled_why = row.text("settled_why");
    change.prepared_by_name = row.text("prepared_by_name");
    change.settled_by_name = row.text_or_empty("settled_by_name");
    change.version = static_cast<int>(row.integer("version"));
    return change;
}

}  // namespace

Id<LetterTextChange> insert_letter_text_change(Transaction& tx, const LetterTextChange& change) {
    return tx.insert<LetterTextChange>(
        "INSERT INTO letter_text_change (place, base, valid_from, heading, body, reason, prepared_by, prepared_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {change.place, change.base, change.valid_from, change.heading, change.body, change.reason, change.prepared_by, change.prepared_at});
}

bool settle_letter_text_change(Transaction& tx, const LetterTextChange& change) {
    return tx.execute("UPDATE letter_text_change SET state = ?, live = CASE WHEN ? = 'confirmed' THEN TRUE ELSE NULL END, settled_by = ?,"
                      " settled_at = ?, settled_why = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'prepared'",
                      {change.state, change.state, change.settled_by, change.settled_at, change.settled_why, change.id, change.version}) == 1;
}

std::optional<LetterTextChange> find_letter_text_change(Transaction& tx, Id<LetterTextChange> id) {
    return tx.one(std::string(select_change) + " WHERE c.id = ?", {id}, to_change);
}

std::vector<LetterTextChange> letter_text_changes(Transaction& tx, std::int64_t before, std::size_t most) {
    return tx.all(std::string(select_change) + " WHERE ? = 0 OR c.id < ? ORDER BY c.id DESC LIMIT ?", {before, before, most}, to_change);
}

std::vector<LetterTextOverride> confirmed_letter_texts(Transaction& tx) {
    std::vector<LetterTextOverride> overrides;
    for (const auto& change : tx.all(std::string(select_change) + " WHERE c.state = 'confirmed' ORDER BY c.valid_from, c.id", {}, to_change)) {
        overrides.push_back(override_of(change));
    }
    return overrides;
}

std::int64_t letter_text_edition(Transaction& tx) { return tx.number("SELECT edition FROM letter_text_edition WHERE id = 1"); }

bool next_letter_text_edition(Transaction& tx, std::int64_t read) {
    return tx.execute("UPDATE letter_text_edition SET edition = edition + 1 WHERE id = 1 AND edition = ?", {read}) == 1;
}

}  // namespace bygd
