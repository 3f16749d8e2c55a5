#include "payouts/sie_export_store.hpp"

namespace bygd {

namespace {

const std::string columns =
    "SELECT e.id, e.series, e.year, e.from_number, e.to_number, e.vouchers, e.debit_ore, e.generated_on, e.heading, e.document_id, e.sha256,"
    " e.made_by, e.made_by_name, e.made_at FROM sie_export e ";

SieExport to_export(const Row& row) {
    SieExport made;
    made.id = row.id<SieExport>("id");
    made.series = row.text("series");
    made.year = static_cast<int>(row.integer("year"));
    made.from_number = row.integer("from_number");
    made.to_number = row.integer("to_number");
    made.vouchers = static_cast<int>(row.integer("vouchers"));
    made.debit = row.money("debit_ore");
    made.generated_on = row.date("generated_on");
    made.heading = row.text("heading");
    made.document = row.id<Document>("document_id");
    made.sha256 = row.text("sha256");
    made.made_by = row.maybe_id<User>("made_by");
    made.made_by_name = row.text("made_by_name");
    made.made_at = row.instant("made_at");
    return made;
}

}  // namespace

bool take_vouchers_out(Transaction& tx, const SieExport& made) {
    return tx.execute("UPDATE voucher_counter SET last_exported = ? WHERE series = ? AND year = ? AND last_exported = ? AND last_number >= ?",
                      {made.to_number, made.series, made.year, made.from_number - 1, made.to_number}) == 1;
}

Id<SieExport> insert_sie_export(Transaction& tx, const SieExport& made) {
    return tx.insert<SieExport>(
        "INSERT INTO sie_export (series, year, from_number, to_number, vouchers, debit_ore, generated_on, heading, document_id, sha256, made_by,"
        " made_by_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {made.series, made.year, made.from_number, made.to_number, made.vouchers, made.debit, made.generated_on, made.heading, made.document,
         made.sha256, made.made_by, made.made_by_name, made.made_at});
}

std::optional<SieExport> find_sie_export(Transaction& tx, Id<SieExport> id) { return tx.one(columns + "WHERE e.id = ?", {id}, to_export); }

std::vector<SieExport> sie_exports_before(Transaction& tx, Id<SieExport> before, std::size_t most) {
    if (!before.valid()) return tx.all(columns + "ORDER BY e.id DESC LIMIT ?", {most}, to_export);
    return tx.all(columns + "WHERE e.id < ? ORDER BY e.id DESC LIMIT ?", {before, most}, to_export);
}

std::vector<std::string> faults_of_sie_exports(Transaction& tx) {
    std::vector<std::string> faults;
    tx.each("SELECT c.series, c.year FROM voucher_counter c LEFT JOIN sie_export e ON e.series = c.series AND e.year = c.year"
            " GROUP BY c.series, c.year, c.last_exported HAVING COALESCE(SUM(e.vouchers), 0) <> c.last_exported"
            " OR COALESCE(MAX(e.to_number), 0) <> c.last_exported", {}, [&](const Row& row) {
        faults.push_back("the files of vouchers " + row.text("series") + " " + std::to_string(row.integer("year")) + " have a gap");
    });
    return faults;
}

}  // namespace bygd
