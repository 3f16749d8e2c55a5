#include "providers/double_store.hpp"

#include <algorithm>

namespace bygd {

namespace {

Value number_of(ProviderKind kind) { return static_cast<int>(kind); }

constexpr std::string_view not_distinct =
    " AND NOT EXISTS (SELECT 1 FROM provider_distinct d WHERE d.kind = x.kind"
    " AND d.one_id = LEAST(x.subject_id, y.subject_id) AND d.other_id = GREATEST(x.subject_id, y.subject_id))";

}  // namespace

std::string_view to_string(ProviderKind kind) { return kind == ProviderKind::outlet ? "outlet" : "organisation"; }

void replace_keys(Transaction& tx, ProviderKind kind, std::int64_t id, const std::vector<std::string>& keys) {
    tx.execute("DELETE FROM provider_key WHERE kind = ? AND subject_id = ?", {number_of(kind), id});
    if (keys.empty()) return;
    Values values;
    for (const auto& key : keys) values.insert(values.end(), {number_of(kind), Value(key), Value(id)});
    tx.execute("INSERT INTO provider_key (kind, word, subject_id) VALUES " + repeated(keys.size(), "(?, ?, ?)"), values);
}

bool keys_missing(Transaction& tx) {
    return tx.number("SELECT COUNT(*) FROM (SELECT 1 FROM organisation LIMIT 1) o") > 0 &&
           tx.number("SELECT COUNT(*) FROM (SELECT 1 FROM provider_key LIMIT 1) k") == 0;
}

Meetings meetings_after(Transaction& tx, ProviderKind kind, std::int64_t after, std::size_t most) {
    const auto looked_at = tx.all("SELECT DISTINCT subject_id FROM provider_key WHERE kind = ? AND subject_id > ?"
                                  " ORDER BY subject_id LIMIT ?", {number_of(kind), after, most},
                                  [](const Row& row) { return row.integer("subject_id"); });
    Meetings met;
    if (looked_at.empty()) return met;
    if (looked_at.size() == most) met.last = looked_at.back();
    met.pairs = tx.all("SELECT DISTINCT x.subject_id AS one, y.subject_id AS other FROM provider_key x JOIN provider_key y"
                       " ON y.kind = x.kind AND y.word = x.word AND y.subject_id > x.subject_id"
                       " WHERE x.kind = ? AND x.subject_id >= ? AND x.subject_id <= ?" + std::string(not_distinct) +
                       " ORDER BY one, other", {number_of(kind), looked_at.front(), looked_at.back()},
                       [](const Row& row) { return ProviderPair(row.integer("one"), row.integer("other")); });
    return met;
}

std::vector<std::int64_t> met_by(Transaction& tx, ProviderKind kind, std::int64_t id, std::size_t most) {
    return tx.all("SELECT DISTINCT y.subject_id AS other FROM provider_key x JOIN provider_key y"
                  " ON y.kind = x.kind AND y.word = x.word AND y.subject_id <> x.subject_id"
                  " WHERE x.kind = ? AND x.subject_id = ?" + std::string(not_distinct) + " ORDER BY other LIMIT ?",
                  {number_of(kind), id, most}, [](const Row& row) { return row.integer("other"); });
}

void insert_distinct(Transaction& tx, ProviderKind kind, ProviderPair pair, const Actor& by, Instant now) {
    if (pair.first > pair.second) std::swap(pair.first, pair.second);
    const auto person = by.id.valid() ? Value(by.id) : Value(std::nullopt);
    tx.execute("INSERT IGNORE INTO provider_distinct (kind, one_id, other_id, made_by, made_by_name, made_at)"
               " VALUES (?, ?, ?, ?, ?, ?)", {number_of(kind), pair.first, pair.second, person, by.name, now});
}

}  // namespace bygd
