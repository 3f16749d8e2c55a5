#include "providers/merge_store.hpp"

#include <nlohmann/json.hpp>

#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

bool of_outlet(ProviderKind kind) { return kind == ProviderKind::outlet; }
std::string table_of(ProviderKind kind) { return std::string(to_string(kind)); }
std::string column_of(ProviderKind kind) { return of_outlet(kind) ? "outlet_id" : "organisation_id"; }

// What cannot be put back once it has happened under the one that stays: decisions, payments, aid of minor importance and
// set-offs of the case, and what has been paid and released.
constexpr std::string_view case_mark =
    "CONCAT_WS(' ', (SELECT COUNT(*) FROM decision d WHERE d.case_id = c.id),"
    " (SELECT COUNT(*) FROM payment p WHERE p.case_id = c.id), (SELECT COUNT(*) FROM de_minimis_grant g WHERE g.case_id = c.id),"
    " (SELECT COUNT(*) FROM set_off s JOIN payment q ON q.id = s.payment_id WHERE q.case_id = c.id),"
    " (SELECT COUNT(*) FROM set_off t JOIN proceeding r ON r.id = t.recovery_id WHERE r.case_id = c.id),"
    " c.paid_ore, c.released_ore)";

MovableCase to_movable(const Row& row) {
    return {row.id<Case>("id"), row.text("diary_number"), static_cast<int>(row.integer("version")), row.text("mark")};
}

std::string movable_where(const std::string& where) {
    return "SELECT c.id, c.diary_number, c.version, " + std::string(case_mark) + " AS mark FROM aid_case c WHERE " + where;
}

std::string fields_json(const ProviderMerge::Changed& fields) {
    auto json = nlohmann::json::object();
    for (const auto& [name, values] : fields) json[name] = {values.first, values.second};
    return json.dump();
}

ProviderMerge::Changed fields_of_json(const std::string& text) {
    ProviderMerge::Changed fields;
    const auto json = nlohmann::json::parse(text);       // named, for items() only refers to it
    for (const auto& [name, values] : json.items()) {
        fields.emplace(name, std::pair(values.at(0).get<std::string>(), values.at(1).get<std::string>()));
    }
    return fields;
}

constexpr std::string_view merge_columns =
    "SELECT m.id, m.organisation_stays, m.organisation_goes, m.outlet_stays, m.outlet_goes, m.fields, m.payee, m.why,"
    " m.made_by_name, m.made_at, u.why AS undone_why, u.made_by_name AS undone_by, u.made_at AS undone_at,"
    " COALESCE(os.name, ts.name) AS stays_name, COALESCE(og.name, tg.name) AS goes_name FROM provider_merge m"
    " LEFT JOIN provider_merge_undone u ON u.merge_id = m.id LEFT JOIN organisation os ON os.id = m.organisation_stays"
    " LEFT JOIN organisation og ON og.id = m.organisation_goes LEFT JOIN outlet ts ON ts.id = m.outlet_stays"
    " LEFT JOIN outlet tg ON tg.id = m.outlet_goes";

MergeLine to_line(const Row& row) {
    MergeLine line;
    auto& merge = line.merge;
    merge.id = row.id<ProviderMerge>("id");
    const bool outlet = !row.null("outlet_stays");
    merge.kind = outlet ? ProviderKind::outlet : ProviderKind::organisation;
    merge.stays = row.integer(outlet ? "outlet_stays" : "organisation_stays");
    merge.goes = row.integer(outlet ? "outlet_goes" : "organisation_goes");
    merge.fields = fields_of_json(row.text("fields"));
    merge.payee = row.text("payee");
    merge.why = row.text("why");
    merge.made_by = row.text("made_by_name");
    merge.made_at = row.instant("made_at");
    if (const auto at = row.maybe_instant("undone_at")) {
        merge.undone = ProviderMerge::Undone{row.text("undone_why"), row.text("undone_by"), *at};
    }
    line.stays_name = row.text("stays_name");
    line.goes_name = row.text("goes_name");
    return line;
}

Value person(Id<User> by) { return by.valid() ? Value(by) : Value(std::nullopt); }

}  // namespace

Hanging hanging_on(Transaction& tx, ProviderKind kind, std::int64_t id) {
    const auto count = [&](const std::string& what) { return tx.number("SELECT COUNT(*) FROM " + what, {id}); };
    Hanging found;
    const auto column = column_of(kind);
    found.cases = count("aid_case WHERE " + column + " = ?");
    found.decided_cases = count("aid_case WHERE decided_on IS NOT NULL AND " + column + " = ?");
    found.events = count("provider_event WHERE " + column + " = ?");
    if (of_outlet(kind)) {
        found.payment_links = count("payment_service_link WHERE outlet_id = ?");
        return found;
    }
    found.outlets = count("outlet WHERE organisation_id = ?");
    found.checks = count("organisation_check WHERE organisation_id = ?");
    found.de_minimis = count("de_minimis_grant WHERE organisation_id = ?");
    found.registered = count("de_minimis_registration r JOIN de_minimis_grant g ON g.id = r.grant_id WHERE g.organisation_id = ?");
    // One that ended before it began was a mistake and never held.
    found.links = tx.number("SELECT COUNT(*) FROM organisation_link WHERE (owner_id = ? OR owned_id = ?)"
                            " AND (valid_to IS NULL OR valid_to >= valid_from)", {id, id});
    found.takeovers = tx.number("SELECT COUNT(*) FROM takeover WHERE (from_id = ? OR to_id = ?) AND revoked_at IS NULL", {id, id});
    return found;
}

ProviderHold hold_of(Transaction& tx, ProviderKind kind, std::int64_t id) {
    const std::string undertaking = of_outlet(kind) ? "0" : "undertaking_version";
    return tx.one("SELECT version, attached, " + undertaking + " AS undertaking FROM " + table_of(kind) + " WHERE id = ?", {id},
                  [](const Row& row) {
                      return ProviderHold{static_cast<int>(row.integer("version")), row.integer("attached"), row.integer("undertaking")};
                  }).value();
}

void mark_merged(Transaction& tx, ProviderKind kind, std::int64_t goes, const ProviderHold& hold, std::int64_t stays) {
    const std::string live = of_outlet(kind) ? "" : ", live = NULL";
    const std::string undertaking = of_outlet(kind) ? "0" : "undertaking_version";
    const auto changed = tx.execute("UPDATE " + table_of(kind) + " SET merged_into = ?" + live + ", version = version + 1"
                                    " WHERE id = ? AND version = ? AND merged_into IS NULL AND attached = ? AND " + undertaking + " = ?",
                                    {stays, goes, hold.version, hold.attached, hold.undertaking});
    if (changed != 1) throw Overtaken("merge.changed");
    replace_keys(tx, kind, goes, {});
}

void mark_live(Transaction& tx, ProviderKind kind, std::int64_t goes, std::int64_t stays) {
    const std::string live = of_outlet(kind) ? "" : ", live = TRUE";
    try {
        const auto changed = tx.execute("UPDATE " + table_of(kind) + " SET merged_into = NULL" + live + ", version = version + 1"
                                        " WHERE id = ? AND merged_into = ?", {goes, stays});
        if (changed != 1) refuse(ErrorKind::conflict, "merge.changed");
    } catch (const DuplicateKey&) {
        refuse(ErrorKind::conflict, "merge.number_taken");
    }
}

void save_number(Transaction& tx, Id<Organisation> id, std::string_view ten_digits) {
    try {
        tx.execute("UPDATE organisation SET number = ? WHERE id = ?", {ten_digits, id});
    } catch (const DuplicateKey&) {
        refuse(ErrorKind::conflict, "merge.number_taken");
    }
}

std::vector<MovableCase> cases_hanging_on(Transaction& tx, ProviderKind kind, std::int64_t id) {
    return tx.all(movable_where("c." + column_of(kind) + " = ? ORDER BY c.id LIMIT ?"), {id, merge_rows_most + 1}, to_movable);
}

std::optional<MovableCase> movable_case(Transaction& tx, Id<Case> id) { return tx.one(movable_where("c.id = ?"), {id}, to_movable); }

std::vector<MergedRow> rows_hanging_on(Transaction& tx, ProviderKind kind, std::int64_t id) {
    const auto sql = of_outlet(kind) ? "SELECT 'payment_link' AS kind, id, '' AS mark FROM payment_service_link WHERE outlet_id = ?"
                                     : "SELECT 'outlet' AS kind, id, COALESCE(CAST(merged_into AS CHAR), '') AS mark FROM outlet"
                                       " WHERE organisation_id = ?";
    return tx.all(std::string(sql) + " ORDER BY id LIMIT ?", {id, merge_rows_most + 1}, [](const Row& row) {
        return MergedRow{row.text("kind"), row.integer("id"), row.text("mark")};
    });
}

bool move_merged_row(Transaction& tx, ProviderKind kind, const MergedRow& row, std::int64_t from, std::int64_t to) {
    const auto column = column_of(kind);
    std::string table = "outlet", change = ", version = version + 1";
    if (row.kind == "payment_link") table = "payment_service_link";
    if (row.kind == "case") {
        table = "aid_case";
        change.clear();                                  // lock_case has moved it on
    }
    return tx.execute("UPDATE " + table + " SET " + column + " = ?" + change + " WHERE id = ? AND " + column + " = ?",
                      {to, row.id, from}) == 1;
}

std::optional<std::string> mark_now(Transaction& tx, const MergedRow& row) {
    const auto mark = [](const Row& found) { return found.text("mark"); };
    if (row.kind == "case") return tx.one(movable_where("c.id = ?"), {row.id}, mark);
    if (row.kind == "outlet") {
        return tx.one("SELECT COALESCE(CAST(merged_into AS CHAR), '') AS mark FROM outlet WHERE id = ?", {row.id}, mark);
    }
    return tx.one("SELECT '' AS mark FROM payment_service_link WHERE id = ?", {row.id}, mark);
}

std::vector<std::string> outlets_used_by_others(Transaction& tx, Id<Organisation> id) {
    return tx.all("SELECT DISTINCT t.name FROM outlet t JOIN aid_case c ON c.outlet_id = t.id"
                  " WHERE t.organisation_id = ? AND c.organisation_id <> t.organisation_id ORDER BY t.name LIMIT 5", {id},
                  [](const Row& row) { return row.text("name"); });
}

Id<ProviderMerge> insert_merge(Transaction& tx, const ProviderMerge& m, Id<User> by, const std::vector<MergedRow>& rows) {
    const bool outlet = of_outlet(m.kind);
    const auto when = [](bool so, std::int64_t id) { return so ? Value(id) : Value(std::nullopt); };
    const auto id = tx.insert<ProviderMerge>(
        "INSERT INTO provider_merge (organisation_stays, organisation_goes, outlet_stays, outlet_goes, fields, payee, why,"
        " made_by, made_by_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {when(!outlet, m.stays), when(!outlet, m.goes), when(outlet, m.stays), when(outlet, m.goes), fields_json(m.fields),
         m.payee, m.why, person(by), m.made_by, m.made_at});
    for (const auto& row : rows) {
        tx.execute("INSERT INTO provider_merge_row (merge_id, kind, row_id, mark) VALUES (?, ?, ?, ?)",
                   {id, row.kind, row.id, row.mark});
    }
    return id;
}

std::vector<MergedRow> merged_rows(Transaction& tx, Id<ProviderMerge> id) {
    return tx.all("SELECT kind, row_id, mark FROM provider_merge_row WHERE merge_id = ? ORDER BY kind, row_id", {id},
                  [](const Row& row) { return MergedRow{row.text("kind"), row.integer("row_id"), row.text("mark")}; });
}

std::optional<MergeLine> find_merge(Transaction& tx, Id<ProviderMerge> id) {
    return tx.one(std::string(merge_columns) + " WHERE m.id = ?", {id}, to_line);
}

void insert_undone(Transaction& tx, Id<ProviderMerge> id, Id<User> by, const ProviderMerge::Undone& undone) {
    try {
        tx.execute("INSERT INTO provider_merge_undone (merge_id, why, made_by, made_by_name, made_at) VALUES (?, ?, ?, ?, ?)",
                   {id, undone.why, person(by), undone.made_by, undone.made_at});
    } catch (const DuplicateKey&) {
        refuse(ErrorKind::conflict, "merge.undone");
    }
}

std::vector<MergeLine> list_merges(Transaction& tx, std::int64_t before, std::size_t most) {
    const auto from = before > 0 ? before : std::int64_t{1} << 62;
    return tx.all(std::string(merge_columns) + " WHERE m.id < ? ORDER BY m.id DESC LIMIT ?", {from, most}, to_line);
}

std::vector<MergeLine> merges_into(Transaction& tx, ProviderKind kind, std::int64_t stays) {
    return tx.all(std::string(merge_columns) + " WHERE m." + table_of(kind) + "_stays = ? AND u.merge_id IS NULL ORDER BY m.id DESC",
                  {stays}, to_line);
}

std::int64_t stays_at_last(Transaction& tx, ProviderKind kind, std::int64_t id) {
    // A merge into one that is itself merged is refused, so there is no ring; the bound is for a database changed past us.
    for (int steps = 0; steps < 100; ++steps) {
        const auto next = tx.number("SELECT merged_into FROM " + table_of(kind) + " WHERE id = ?", {id});
        if (next == 0) return id;
        id = next;
    }
    return id;
}

std::vector<std::int64_t> with_merged(Transaction& tx, ProviderKind kind, std::int64_t id) {
    std::vector<std::int64_t> all{id};
    for (std::size_t next = 0; next < all.size() && all.size() < 200; ++next) {
        tx.each("SELECT id FROM " + table_of(kind) + " WHERE merged_into = ? ORDER BY id", {all[next]},
                [&](const Row& row) { all.push_back(row.integer("id")); });
    }
    return all;
}

}  // namespace bygd
