#include "imports/import_store.hpp"

#include <nlohmann/json.hpp>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "database/problem_text.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr std::string_view columns =
    "id, kind, kind_version, file_name, sha256, sheet, sheets, headings, mapping, state, made_by, made_by_name, made_at,"
    " ended_at, version";
constexpr std::string_view row_columns = "row_no, cells, title, outcome, problems, changes, state, organisation_id, outlet_id";
constexpr std::size_t rows_a_statement = 200;
constexpr std::size_t title_bytes = 390;

std::string json_of(const std::vector<ProviderChange>& changes) {
    auto list = json::array();
    for (const auto& change : changes) list.push_back({change.field, change.from, change.to});
    return list.dump();
}

std::string hash_of(const std::vector<std::string>& headings) {
    std::string keys;
    for (const auto& heading : headings) keys += heading_key(heading) + "\n";
    return sha256_hex(keys);
}

ImportFile to_import(const Row& row) {
    ImportFile file;
    file.id = row.id<ImportFile>("id");
    file.kind = row.text("kind");
    file.kind_version = static_cast<int>(row.integer("kind_version"));
    file.name = row.text("file_name");
    file.sha256 = row.text("sha256");
    file.sheet = row.text("sheet");
    file.sheets = json::parse(row.text("sheets")).get<std::vector<std::string>>();
    file.headings = json::parse(row.text("headings")).get<std::vector<std::string>>();
    file.mapping = json::parse(row.text("mapping")).get<ColumnMapping>();
    file.state = row.text("state");
    file.made_by = row.maybe_id<User>("made_by");
    file.made_by_name = row.text("made_by_name");
    file.made_at = row.instant("made_at");
    file.ended_at = row.maybe_instant("ended_at");
    file.version = static_cast<int>(row.integer("version"));
    return file;
}

ImportRow to_row(const Row& row) {
    ImportRow found;
    found.row = {static_cast<int>(row.integer("row_no")), json::parse(row.text("cells")).get<std::vector<std::string>>()};
    found.plan.outcome = row_outcome_of(row.text("outcome")).value();
    found.plan.title = row.text("title");
    found.plan.problems = problems_of_text(row.text("problems"));
    for (const auto& each : json::parse(row.text("changes"))) found.plan.changes.push_back({each.at(0), each.at(1), each.at(2)});
    found.state = row.text("state");
    found.organisation = row.maybe_id<Organisation>("organisation_id");
    found.outlet = row.maybe_id<Outlet>("outlet_id");
    return found;
}

}  // namespace

Id<ImportFile> insert_import(Transaction& tx, const ImportFile& file) {
    return tx.insert<ImportFile>(
        "INSERT INTO import_file (kind, kind_version, file_name, sha256, sheet, sheets, headings, headings_hash, mapping, made_by,"
        " made_by_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {file.kind, file.kind_version, file.name, file.sha256, file.sheet, json(file.sheets).dump(), json(file.headings).dump(),
         hash_of(file.headings), json(file.mapping).dump(), file.made_by, file.made_by_name, file.made_at});
}

void insert_import_rows(Transaction& tx, Id<ImportFile> id, const std::vector<ImportRow>& rows) {
    for (std::size_t from = 0; from < rows.size(); from += rows_a_statement) {
        const auto many = std::min(rows_a_statement, rows.size() - from);
        Values values;
        for (std::size_t i = from; i < from + many; ++i) {
            const auto& [row, plan, state, organisation, outlet] = rows[i];
            for (Value value : std::initializer_list<Value>{id, row.number, json(row.cells).dump(), shortened(plan.title, title_bytes),
                                                            to_string(plan.outcome), problem_text(plan.problems), json_of(plan.changes)}) {
                values.push_back(std::move(value));
            }
        }
        tx.execute("INSERT INTO import_row (import_id, row_no, cells, title, outcome, problems, changes) VALUES " +
                       repeated(many, "(?, ?, ?, ?, ?, ?, ?)"),
                   values);
    }
}

std::optional<ImportFile> find_import(Transaction& tx, Id<ImportFile> id) {
    return tx.one("SELECT " + std::string(columns) + " FROM import_file WHERE id = ?", {id}, to_import);
}

std::vector<ImportFile> imports_before(Transaction& tx, std::optional<Id<ImportFile>> before, std::size_t most) {
    Values values;
    std::string where;
    if (before) {
        where = " WHERE id < ?";
        values.push_back(*before);
    }
    values.push_back(most);
    return tx.all("SELECT " + std::string(columns) + " FROM import_file" + where + " ORDER BY id DESC LIMIT ?", values, to_import);
}

std::optional<ColumnMapping> last_mapping(Transaction& tx, std::string_view kind, const std::vector<std::string>& headings) {
    return tx.one("SELECT mapping FROM import_file WHERE kind = ? AND headings_hash = ? AND state <> 'withdrawn' ORDER BY id DESC LIMIT 1",
                  {kind, hash_of(headings)}, [](const Row& row) { return json::parse(row.text("mapping")).get<ColumnMapping>(); });
}

bool move_import(Transaction& tx, const ImportFile& file, std::string_view from, std::string_view to, std::optional<Instant> ended_at) {
    return tx.execute("UPDATE import_file SET state = ?, ended_at = ?, version = version + 1 WHERE id = ? AND version = ? AND state = ?",
                      {to, ended_at, file.id, file.version, from}) == 1;
}

bool replan_import(Transaction& tx, const ImportFile& file, const ColumnMapping& mapping) {
    return tx.execute("UPDATE import_file SET mapping = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'planned'",
                      {json(mapping).dump(), file.id, file.version}) == 1;
}

void replace_plans(Transaction& tx, Id<ImportFile> id, const std::vector<ImportRow>& rows) {
    tx.execute("DELETE FROM import_row WHERE import_id = ?", {id});
    insert_import_rows(tx, id, rows);
}

ImportCounts import_counts(Transaction& tx, Id<ImportFile> id) {
    ImportCounts counts;
    tx.each("SELECT outcome, state, COUNT(*) AS many FROM import_row WHERE import_id = ? GROUP BY outcome, state", {id},
            [&](const Row& row) {
                const auto many = row.integer("many");
                counts.planned[row_outcome_of(row.text("outcome")).value()] += many;
                if (row.text("state") == "applied") counts.applied += many;
                if (row.text("state") == "refused") counts.refused += many;
            });
    return counts;
}

std::vector<ImportRow> import_rows(Transaction& tx, Id<ImportFile> id, std::optional<RowOutcome> outcome, int after, std::size_t most) {
    Values values{id, after};
    std::string where = " FROM import_row WHERE import_id = ? AND row_no > ?";
    if (outcome) {
        where += " AND outcome = ?";
        values.push_back(to_string(*outcome));
    }
    values.push_back(most);
    return tx.all("SELECT " + std::string(row_columns) + where + " ORDER BY row_no LIMIT ?", values, to_row);
}

std::vector<ImportRow> rows_to_apply(Transaction& tx, Id<ImportFile> id, int after, std::size_t most) {
    return tx.all("SELECT " + std::string(row_columns) + " FROM import_row WHERE import_id = ? AND row_no > ? AND state = 'planned'"
                  " AND outcome IN ('new', 'changed') ORDER BY row_no LIMIT ?",
                  {id, after, most}, to_row);
}

bool mark_applied(Transaction& tx, Id<ImportFile> id, const ImportRow& row) {
    return tx.execute("UPDATE import_row SET state = 'applied', organisation_id = ?, outlet_id = ?"
                      " WHERE import_id = ? AND row_no = ? AND state = 'planned'",
                      {row.organisation, row.outlet, id, row.row.number}) == 1;
}

bool mark_refused(Transaction& tx, Id<ImportFile> id, int row_number, const Problems& problems) {
    return tx.execute("UPDATE import_row SET state = 'refused', problems = ? WHERE import_id = ? AND row_no = ? AND state = 'planned'",
                      {problem_text(problems), id, row_number}) == 1;
}

std::int64_t clear_cells(Transaction& tx, Instant before, std::size_t most) {
    return tx.execute("UPDATE import_row SET cells = '[]' WHERE cells <> '[]' AND import_id IN"
                      " (SELECT id FROM import_file WHERE made_at < ?) LIMIT ?",
                      {before, most});
}

}  // namespace bygd
