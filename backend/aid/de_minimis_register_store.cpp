#include "aid/de_minimis_register_store.hpp"

#include "aid/de_minimis_rows.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::string_view line_columns =
    ", o.name AS organisation_name, o.number AS organisation_number, o.kind AS organisation_kind,"
    " c.diary_number AS case_number, c.form AS form, f.external_id AS first_external_id,"
    " r.external_id AS external_id, r.registered_on, r.note AS registration_note, r.made_by_name AS registered_by,"
    " r.made_at AS registered_at FROM de_minimis_grant g JOIN organisation o ON o.id = g.organisation_id"
    " LEFT JOIN aid_case c ON c.id = g.case_id LEFT JOIN de_minimis_registration r ON r.grant_id = g.id"
    " LEFT JOIN de_minimis_registration f ON f.grant_id = g.corrects_id";

RegisterLine to_line(const Row& row) {
    RegisterLine line{to_aid_grant(row),
                      row.text("organisation_name"),
                      row.text("organisation_number"),
                      row.text("organisation_kind"),
                      row.text_or_empty("case_number"),
                      row.text_or_empty("form"),
                      row.text_or_empty("first_external_id"),
                      std::nullopt};
    if (!row.null("external_id")) {
        line.registered = Registration{line.grant.id,
                                       row.text("external_id"),
                                       row.date("registered_on"),
                                       row.text("registration_note"),
                                       row.text("registered_by"),
                                       row.instant("registered_at")};
    }
    return line;
}

std::string selected() {
    return "SELECT " + std::string(aid_columns) + std::string(line_columns);
}

// "2026-11-23_12": the last day and the row.
void add_cursor(std::string& where, Values& values, const RegisterFilter& filter) {
    if (filter.after.empty()) return;
    const auto parts = split(filter.after, '_');
    if (parts.size() != 2) return;
    const auto id = whole_number(parts[1]).value_or(0);
    if (filter.view == RegisterView::registered) {
        where += " AND (g.register_by < ? OR (g.register_by = ? AND g.id < ?))";
    } else {
        where += " AND (g.register_by > ? OR (g.register_by = ? AND g.id > ?))";
    }
    values.insert(values.end(), {Value(parts[0]), Value(parts[0]), Value(id)});
}

}  // namespace

void insert_registration(Transaction& tx, const Registration& r, Id<User> by) {
    const auto person = by.valid() ? std::optional(by) : std::nullopt;
    try {
        tx.execute(
            "INSERT INTO de_minimis_registration (grant_id, external_id, registered_on, note, made_by, made_by_name,"
            " made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            {r.grant, r.external_id, r.day, r.note, person, r.made_by, r.made_at});
    } catch (const DuplicateKey&) {
        refuse(ErrorKind::conflict, "register.already");
    }
}

std::optional<Registration> registration_of(Transaction& tx, Id<AidGrant> id) {
    return tx.one(
        "SELECT external_id, registered_on, note, made_by_name, made_at FROM de_minimis_registration WHERE grant_id = "
        "?",
        {id}, [&](const Row& row) {
            return Registration{id,
                                row.text("external_id"),
                                row.date("registered_on"),
                                row.text("note"),
                                row.text("made_by_name"),
                                row.instant("made_at")};
        });
}

std::vector<RegisterLine> list_register(Transaction& tx, const RegisterFilter& filter, std::size_t most) {
    std::string where = " WHERE g.register_by IS NOT NULL";
    Values values;
    const bool open = filter.view != RegisterView::registered && filter.view != RegisterView::all;
    if (open) where += " AND r.grant_id IS NULL";
    if (filter.view == RegisterView::registered) where += " AND r.grant_id IS NOT NULL";
    if (filter.view == RegisterView::to_correct) where += " AND g.corrects_id IS NOT NULL";
    if (filter.view == RegisterView::due || filter.view == RegisterView::late) {
        where += " AND g.corrects_id IS NULL";
        where += filter.view == RegisterView::due ? " AND g.register_by >= ?" : " AND g.register_by < ?";
        values.push_back(filter.today);
    }
    if (filter.year) {
        where += " AND g.granted_on BETWEEN ? AND ?";
        values.insert(values.end(), {Value(Date(*filter.year, 1, 1)), Value(Date(*filter.year, 12, 31))});
    }
    add_cursor(where, values, filter);
    const std::string order = filter.view == RegisterView::registered ? " DESC" : "";
    return tx.all(
        selected() + where + " ORDER BY g.register_by" + order + ", g.id" + order + " LIMIT " + std::to_string(most),
        values, to_line);
}

std::string cursor_after(const RegisterLine& line) {
    return line.grant.register_by.value().iso() + "_" + std::to_string(line.grant.id.value());
}

std::optional<RegisterLine> find_register_line(Transaction& tx, Id<AidGrant> id) {
    return tx.one(selected() + " WHERE g.id = ? AND g.register_by IS NOT NULL", {id}, to_line);
}

RegisterCounts count_register(Transaction& tx, Date today) {
    return tx
        .one(
            "SELECT COUNT(CASE WHEN r.grant_id IS NULL AND g.corrects_id IS NULL AND g.register_by >= ? THEN 1 END) AS "
            "due,"
            " COUNT(CASE WHEN r.grant_id IS NULL AND g.corrects_id IS NULL AND g.register_by < ? THEN 1 END) AS late,"
            " COUNT(CASE WHEN r.grant_id IS NULL AND g.corrects_id IS NOT NULL THEN 1 END) AS to_correct,"
            " COUNT(r.grant_id) AS registered FROM de_minimis_grant g"
            " LEFT JOIN de_minimis_registration r ON r.grant_id = g.id WHERE g.register_by IS NOT NULL",
            {today, today},
            [](const Row& row) {
                return RegisterCounts{row.integer("due"), row.integer("late"), row.integer("to_correct"),
                                      row.integer("registered")};
            })
        .value();
}

}  // namespace bygd
