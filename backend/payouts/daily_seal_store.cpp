#include "payouts/daily_seal_store.hpp"

#include <algorithm>

namespace bygd {

namespace {

constexpr std::size_t rows_at_once = 500;
constexpr std::size_t ledger_at_once = 5000;

const std::string seal_columns =
    "SELECT sequence, sealed_on, covers_until, content, sha256, public_key, signature, made_by, made_by_name, made_at FROM daily_seal ";

DailySeal to_seal(const Row& row) {
    return {row.integer("sequence"), row.date("sealed_on"), row.instant("covers_until"), row.text("content"), row.text("sha256"),
            row.text("public_key"), row.text("signature"), row.maybe_id<User>("made_by"), row.text("made_by_name"), row.instant("made_at")};
}

DiaryEnd to_diary_end(const Row& row) {
    return {row.id<Case>("case_id"), row.text("diary_number"), {row.integer("sequence"), row.text("hash")}};
}

std::optional<std::string> hash_at(Transaction& tx, const std::string& table, std::int64_t sequence) {
    return tx.one("SELECT hash FROM " + table + " WHERE sequence = ?", {sequence}, [](const Row& row) { return row.text("hash"); });
}

}  // namespace

std::optional<DailySeal> newest_seal(Transaction& tx) { return tx.one(seal_columns + "ORDER BY sequence DESC LIMIT 1", {}, to_seal); }

std::optional<DailySeal> find_seal(Transaction& tx, std::int64_t sequence) { return tx.one(seal_columns + "WHERE sequence = ?", {sequence}, to_seal); }

std::vector<DailySeal> seals_before(Transaction& tx, std::int64_t before, std::size_t most) {
    if (before <= 0) return tx.all(seal_columns + "ORDER BY sequence DESC LIMIT ?", {most}, to_seal);
    return tx.all(seal_columns + "WHERE sequence < ? ORDER BY sequence DESC LIMIT ?", {before, most}, to_seal);
}

std::vector<DailySeal> seals_after(Transaction& tx, std::int64_t after, std::size_t most) {
    return tx.all(seal_columns + "WHERE sequence > ? ORDER BY sequence LIMIT ?", {after, most}, to_seal);
}

void append_seal(Transaction& tx, const DailySeal& seal, const std::vector<DiaryEnd>& ends) {
    try {
        tx.execute("INSERT INTO daily_seal (sequence, sealed_on, covers_until, content, sha256, public_key, signature, made_by, made_by_name,"
                   " made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {seal.sequence, seal.sealed_on, seal.covers_until, seal.content, seal.sha256, seal.public_key, seal.signature, seal.made_by,
                    seal.made_by_name, seal.made_at});
        for (std::size_t at = 0; at < ends.size(); at += rows_at_once) {
            const auto to = std::min(ends.size(), at + rows_at_once);
            Values values;
            for (auto i = at; i < to; ++i) {
                for (Value value : {Value(ends[i].subject), Value(ends[i].end.sequence), Value(seal.sequence), Value(ends[i].end.hash)}) {
                    values.push_back(std::move(value));
                }
            }
            tx.execute("INSERT INTO daily_seal_diary (case_id, sequence, seal_sequence, hash) VALUES " + repeated(to - at, "(?, ?, ?, ?)"), values);
        }
    } catch (const DuplicateKey&) {
        throw Overtaken("seal.changed");
    }
}

std::vector<DiaryEnd> diaries_grown(Transaction& tx) {
    return tx.all("SELECT h.case_id, s.diary_number, h.sequence, h.hash FROM diary_head h JOIN aid_case s ON s.id = h.case_id WHERE NOT EXISTS"
                  " (SELECT 1 FROM daily_seal_diary d WHERE d.case_id = h.case_id AND d.sequence >= h.sequence) ORDER BY h.case_id",
                  {}, to_diary_end);
}

std::vector<DiaryEnd> diaries_of_seal(Transaction& tx, std::int64_t sequence) {
    return tx.all("SELECT d.case_id, s.diary_number, d.sequence, d.hash FROM daily_seal_diary d JOIN aid_case s ON s.id = d.case_id"
                  " WHERE d.seal_sequence = ? ORDER BY d.case_id", {sequence}, to_diary_end);
}

FundSums fund_sums_before(Transaction& tx, Instant until) {
    FundSums sums;
    tx.each("SELECT f.code, e.kind, COUNT(*) AS many, CAST(SUM(e.amount_ore) AS SIGNED) AS total FROM ledger_entry e JOIN fund f"
            " ON f.id = e.fund_id WHERE e.made_at < ? GROUP BY f.code, e.kind", {until}, [&](const Row& row) {
        sums[row.text("code")][row.text("kind")] = {row.integer("many"), row.money("total")};
    });
    return sums;
}

std::map<std::string, std::int64_t> last_vouchers(Transaction& tx) {
    std::map<std::string, std::int64_t> last;
    tx.each("SELECT series, year, last_number FROM voucher_counter", {}, [&](const Row& row) {
        last[row.text("series") + " " + std::to_string(row.integer("year"))] = row.integer("last_number");
    });
    return last;
}

std::vector<FundSums> fund_sums_at(Transaction& tx, const std::vector<Instant>& instants) {
    std::vector<FundSums> sums(instants.size());
    std::int64_t after = 0;
    for (bool more = true; more;) {
        more = false;
        tx.each("SELECT e.id, f.code, e.kind, e.amount_ore, e.made_at FROM ledger_entry e JOIN fund f ON f.id = e.fund_id WHERE e.id > ?"
                " ORDER BY e.id LIMIT ?", {after, ledger_at_once}, [&](const Row& row) {
            more = true;
            after = row.integer("id");
            const auto at = std::upper_bound(instants.begin(), instants.end(), row.instant("made_at"));
            if (at == instants.end()) return;
            auto& sum = sums[static_cast<std::size_t>(at - instants.begin())][row.text("code")][row.text("kind")];
            ++sum.rows;
            sum.sum += row.money("amount_ore");
        });
    }
    for (std::size_t i = 1; i < sums.size(); ++i) {
        for (const auto& [code, kinds] : sums[i - 1]) {
            for (const auto& [kind, before] : kinds) {
                auto& sum = sums[i][code][kind];
                sum.rows += before.rows;
                sum.sum += before.sum;
            }
        }
    }
    return sums;
}

std::vector<std::string> faults_of_sealed_diaries(Transaction& tx) {
    return tx.all("SELECT s.diary_number, d.sequence, d.seal_sequence FROM daily_seal_diary d JOIN aid_case s ON s.id = d.case_id"
                  " LEFT JOIN diary_event e ON e.case_id = d.case_id AND e.sequence = d.sequence WHERE e.hash IS NULL OR e.hash <> d.hash"
                  " ORDER BY d.case_id, d.sequence", {}, [](const Row& row) {
        return row.text("diary_number") + ": event " + std::to_string(row.integer("sequence")) + " is not the one of seal " +
               std::to_string(row.integer("seal_sequence"));
    });
}

std::optional<std::string> admin_hash_at(Transaction& tx, std::int64_t sequence) { return hash_at(tx, "admin_event", sequence); }
std::optional<std::string> payment_hash_at(Transaction& tx, std::int64_t sequence) { return hash_at(tx, "payment_event", sequence); }

std::int64_t seals_told_of(Transaction& tx) { return tx.number("SELECT COUNT(*) FROM payment_event WHERE subject = 'seal' AND kind = 'sealed'"); }

}  // namespace bygd
