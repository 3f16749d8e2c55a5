#include "aid/parameter_change_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view select_change =
    "SELECT c.id, c.name, c.valid_from, c.valid_to, c.value, c.source, c.paragraph, c.note, c.state, c.prepared_by,"
    " c.prepared_at, c.settled_by, c.settled_at, c.version, p.display_name AS prepared_by_name,"
    " s.display_name AS settled_by_name FROM parameter_change c JOIN user_account p ON p.id = c.prepared_by"
    " LEFT JOIN user_account s ON s.id = c.settled_by";

ParameterOverride to_override(const Row& row) {
    return {row.text("name"), {row.date("valid_from"), row.maybe_date("valid_to"), row.integer("value"), row.text("source"),
                               row.text("paragraph"), row.text("note")}};
}

ParameterChange to_change(const Row& row) {
    ParameterChange change;
    change.id = row.id<ParameterChange>("id");
    change.wanted = to_override(row);
    change.state = row.text("state");
    change.prepared_by = row.id<User>("prepared_by");
    change.prepared_at = row.instant("prepared_at");
    change.settled_by = row.maybe_id<User>("settled_by");
    change.settled_at = row.maybe_instant("settled_at");
    change.prepared_by_name = row.text("prepared_by_name");
    change.settled_by_name = row.text_or_empty("settled_by_name");
    change.version = static_cast<int>(row.integer("version"));
    return change;
}

}  // namespace

Id<ParameterChange> insert_parameter_change(Transaction& tx, const ParameterChange& change) {
    const auto& value = change.wanted.value;
    return tx.insert<ParameterChange>(
        "INSERT INTO parameter_change (name, valid_from, valid_to, value, source, paragraph, note, prepared_by, prepared_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {change.wanted.name, value.valid_from, value.valid_to, value.value, value.source, value.paragraph, value.note,
         change.prepared_by, change.prepared_at});
}

bool settle_parameter_change(Transaction& tx, const ParameterChange& change) {
    return tx.execute("UPDATE parameter_change SET state = ?, live = CASE WHEN ? = 'withdrawn' THEN NULL ELSE TRUE END,"
                      " settled_by = ?, settled_at = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'prepared'",
                      {change.state, change.state, change.settled_by, change.settled_at, change.id, change.version}) == 1;
}

std::optional<ParameterChange> find_parameter_change(Transaction& tx, Id<ParameterChange> id) {
    return tx.one(std::string(select_change) + " WHERE c.id = ?", {id}, to_change);
}

std::vector<ParameterChange> parameter_changes(Transaction& tx, std::size_t most) {
    return tx.all(std::string(select_change) + " ORDER BY c.id DESC LIMIT ?", {most}, to_change);
}

std::vector<ParameterOverride> confirmed_overrides(Transaction& tx) {
    return tx.all("SELECT name, valid_from, valid_to, value, source, paragraph, note FROM parameter_change"
                  " WHERE state = 'confirmed' ORDER BY valid_from, id",
                  {}, to_override);
}

std::int64_t parameter_edition(Transaction& tx) { return tx.number("SELECT edition FROM parameter_edition WHERE id = 1"); }

void next_parameter_edition(Transaction& tx) { tx.execute("UPDATE parameter_edition SET edition = edition + 1 WHERE id = 1"); }

}  // namespace bygd
