#include "providers/organisation_store.hpp"

#include "base/text.hpp"
#include "database/word_store.hpp"
#include "providers/double_store.hpp"
#include "providers/likeness.hpp"

namespace bygd {

namespace {

constexpr std::string_view columns =
    "SELECT id, number, name, kind, owner_sex, contact_name, email, phone, street, postal_code, city, payee_kind, payee_number,"
    " payee_pending_kind, payee_pending_number, payee_pending_by, payee_confirmed_by, merged_into, version FROM organisation";

std::optional<PayeeAccount> payee(const Row& row, std::string_view kind, std::string_view number) {
    if (row.null(kind)) return std::nullopt;
    return PayeeAccount::parse(payee_kind_of(row.text(kind)), row.text(number));
}

Organisation to_organisation(const Row& row) {
    Organisation found;
    found.id = row.id<Organisation>("id");
    found.number = row.text("number");
    found.name = row.text("name");
    found.kind = row.text("kind");
    found.owner_sex = row.text("owner_sex");
    found.contact_name = row.text("contact_name");
    found.email = row.text("email");
    found.phone = row.text("phone");
    found.street = row.text("street");
    found.postal_code = row.text("postal_code");
    found.city = row.text("city");
    found.payee = payee(row, "payee_kind", "payee_number");
    found.payee_pending = payee(row, "payee_pending_kind", "payee_pending_number");
    found.payee_pending_by = row.maybe_id<User>("payee_pending_by");
    found.payee_confirmed_by = row.maybe_id<User>("payee_confirmed_by");
    found.merged_into = row.maybe_id<Organisation>("merged_into");
    found.version = static_cast<int>(row.integer("version"));
    return found;
}

// What it is found by: typed words, and those that look like it.
void index_organisation(Transaction& tx, const Organisation& o) {
    replace_words(tx, Indexed::organisation, o.id.value(), o.name + " " + o.city);
    replace_keys(tx, ProviderKind::organisation, o.id.value(), likeness_keys(o));
}

void require_one(std::int64_t changed) {
    if (changed != 1) refuse(ErrorKind::conflict, "organisation.changed");
}

}  // namespace

std::string containing(std::string_view text) {
    auto escaped = replaced_all(std::string(text), "\\", "\\\\");
    for (const auto* sign : {"%", "_"}) escaped = replaced_all(escaped, sign, std::string("\\") + sign);
    return "%" + escaped + "%";
}

Id<Organisation> insert_organisation(Transaction& tx, const Organisation& o, Instant now) {
    const auto kind = o.payee ? Value(to_string(o.payee->kind())) : Value(std::nullopt);
    const auto number = o.payee ? Value(o.payee->digits()) : Value(std::nullopt);
    const auto id = tx.insert<Organisation>(
        "INSERT INTO organisation (number, name, kind, owner_sex, contact_name, email, phone, street, postal_code, city, payee_kind,"
        " payee_number, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {o.number, o.name, o.kind, o.owner_sex, o.contact_name, o.email, o.phone, o.street, o.postal_code, o.city, kind, number, now});
    auto added = o;
    added.id = id;
    index_organisation(tx, added);
    return id;
}

void save_organisation(Transaction& tx, const Organisation& o) {
    require_one(tx.execute("UPDATE organisation SET name = ?, kind = ?, owner_sex = ?, contact_name = ?, email = ?, phone = ?, street = ?,"
                           " postal_code = ?, city = ?, version = version + 1 WHERE id = ? AND version = ?",
                           {o.name, o.kind, o.owner_sex, o.contact_name, o.email, o.phone, o.street, o.postal_code, o.city, o.id,
                            o.version}));
    index_organisation(tx, o);
}

void propose_payee(Transaction& tx, Id<Organisation> id, int version, const PayeeAccount& account, Id<User> by) {
    require_one(tx.execute("UPDATE organisation SET payee_pending_kind = ?, payee_pending_number = ?, payee_pending_by = ?,"
                           " version = version + 1 WHERE id = ? AND version = ?",
                           {to_string(account.kind()), account.digits(), by, id, version}));
}

void confirm_payee(Transaction& tx, Id<Organisation> id, int version, Id<User> by) {
    require_one(tx.execute("UPDATE organisation SET payee_kind = payee_pending_kind, payee_number = payee_pending_number,"
                           " payee_pending_kind = NULL, payee_pending_number = NULL, payee_pending_by = NULL,"
                           " payee_confirmed_by = ?, version = version + 1"
                           " WHERE id = ? AND version = ? AND payee_pending_kind IS NOT NULL"
                           " AND payee_pending_by <> ?",
                           {by, id, version, by}));
}

void refuse_payee(Transaction& tx, Id<Organisation> id, int version) {
    require_one(tx.execute("UPDATE organisation SET payee_pending_kind = NULL, payee_pending_number = NULL,"
                           " payee_pending_by = NULL, version = version + 1"
                           " WHERE id = ? AND version = ? AND payee_pending_kind IS NOT NULL",
                           {id, version}));
}

std::vector<Organisation> organisations_after(Transaction& tx, Id<Organisation> after, std::size_t most) {
    return tx.all(std::string(columns) + " WHERE id > ? ORDER BY id LIMIT ?", {after, most}, to_organisation);
}

std::optional<Organisation> find_organisation(Transaction& tx, Id<Organisation> id) {
    return tx.one(std::string(columns) + " WHERE id = ?", {id}, to_organisation);
}

std::optional<Organisation> organisation_by_number(Transaction& tx, std::string_view ten_digits) {
    return tx.one(std::string(columns) + " WHERE number = ? AND live", {ten_digits}, to_organisation);
}

std::optional<Organisation> merged_by_number(Transaction& tx, std::string_view ten_digits) {
    return tx.one(std::string(columns) + " WHERE number = ? AND live IS NULL ORDER BY id DESC LIMIT 1", {ten_digits}, to_organisation);
}

void attach_to(Transaction& tx, Id<Organisation> id) {
    if (tx.execute("UPDATE organisation SET attached = attached + 1 WHERE id = ? AND merged_into IS NULL", {id}) != 1) {
        throw Overtaken("organisation.merged");
    }
}

std::string name_cursor(std::int64_t id, std::string_view name) { return std::to_string(id) + ":" + std::string(name); }

void add_name_cursor(std::string& where, Values& values, const std::string& table, std::string_view after) {
    const auto mark = after.find(':');
    const auto id = whole_number(after.substr(0, mark));
    if (mark == after.npos || !id) return;
    const auto name = after.substr(mark + 1);
    where += " AND (" + table + ".name > ? OR (" + table + ".name = ? AND " + table + ".id > ?))";
    values.insert(values.end(), {Value(name), Value(name), Value(*id)});
}

std::string cursor_after(const OrganisationLine& line) { return name_cursor(line.id.value(), line.name); }

std::vector<OrganisationLine> list_organisations(Transaction& tx, std::string_view text, std::string_view after,
                                                 std::size_t most) {
    std::string where = "o.merged_into IS NULL";
    Values values;
    if (!text.empty()) {
        const auto like = containing(text);
        where += " AND (o.name LIKE ? OR o.city LIKE ? OR o.number LIKE ?)";
        values.insert(values.end(), {Value(like), Value(like), Value(replaced_all(like, "-", ""))});
    }
    add_name_cursor(where, values, "o", after);
    const auto sql =
        "SELECT o.id, o.number, o.name, o.kind, o.city,"
        " (SELECT COUNT(*) FROM outlet t WHERE t.organisation_id = o.id AND t.merged_into IS NULL) AS outlets,"
        " (SELECT COUNT(*) FROM aid_case c WHERE c.organisation_id = o.id) AS cases,"
        " (SELECT COALESCE(CAST(SUM(c.granted_ore) AS SIGNED), 0) FROM aid_case c WHERE c.organisation_id = o.id) AS granted,"
        " (SELECT COALESCE(CAST(SUM(c.paid_ore) AS SIGNED), 0) FROM aid_case c WHERE c.organisation_id = o.id) AS paid"
        " FROM organisation o WHERE " + where + " ORDER BY o.name, o.id LIMIT " + std::to_string(most);
    return tx.all(sql, values, [](const Row& row) {
        return OrganisationLine{row.id<Organisation>("id"), row.text("number"), row.text("name"), row.text("kind"),
                                row.text("city"), row.integer("outlets"), row.integer("cases"), row.money("granted"),
                                row.money("paid")};
    });
}

namespace {

Support support_where(Transaction& tx, std::string_view column, const Value& id) {
    const auto sum = [](const char* amount) {
        return " COALESCE(CAST(SUM(" + std::string(amount) + "_ore) AS SIGNED), 0) AS " + amount + ",";
    };
    const auto sql = "SELECT" + sum("granted") + sum("paid") + sum("released") +
                     " COUNT(*) AS cases, COUNT(CASE WHEN stage = 'open' THEN 1 END) AS open_cases FROM aid_case WHERE " +
                     std::string(column) + " = ?";
    return tx.one(sql, {id}, [](const Row& row) {
        return Support{row.integer("cases"), row.integer("open_cases"), row.money("granted"), row.money("paid"),
                       row.money("released")};
    }).value();
}

}  // namespace

Support support_of(Transaction& tx, Id<Organisation> id) { return support_where(tx, "organisation_id", id); }
Support support_of(Transaction& tx, Id<Outlet> id) { return support_where(tx, "outlet_id", id); }

}  // namespace bygd
