#include "cases/case_store.hpp"

#include <cstdio>

#include "base/error.hpp"
#include "database/word_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view columns =
    "id, diary_number, title, form, form_version, legal_basis, workflow, workflow_version, state, stage, organisation_id,"
    " outlet_id, municipality_code, officer_id, fund_id, received_on, decided_on, closed_on, outcome, sought_ore,"
    " proposed_ore, reserved_ore, granted_ore, paid_ore, released_ore, application, changed_at, version";

Case to_case(const Row& row) {
    Case subject;
    subject.id = row.id<Case>("id");
    subject.diary_number = row.text("diary_number");
    subject.title = row.text("title");
    subject.form = row.text("form");
    subject.form_version = static_cast<int>(row.integer("form_version"));
    subject.legal_basis = row.text("legal_basis");
    subject.workflow = row.text("workflow");
    subject.workflow_version = static_cast<int>(row.integer("workflow_version"));
    subject.state = row.text("state");
    subject.stage = row.text("stage");
    subject.organisation = row.id<Organisation>("organisation_id");
    subject.outlet = row.maybe_id<Outlet>("outlet_id");
    subject.municipality = row.text("municipality_code");
    subject.officer = row.maybe_id<User>("officer_id");
    subject.fund = row.maybe_id<Fund>("fund_id");
    subject.received_on = row.date("received_on");
    subject.decided_on = row.maybe_date("decided_on");
    subject.closed_on = row.maybe_date("closed_on");
    subject.outcome = row.maybe_text("outcome");
    subject.sought = row.money("sought_ore");
    subject.proposed = row.money("proposed_ore");
    subject.reserved = row.money("reserved_ore");
    subject.granted = row.money("granted_ore");
    subject.paid = row.money("paid_ore");
    subject.released = row.money("released_ore");
    subject.application = row.text("application");
    subject.changed_at = row.instant("changed_at");
    subject.version = static_cast<int>(row.integer("version"));
    return subject;
}

std::string select_case(std::string_view where) {
    return "SELECT " + std::string(columns) + " FROM aid_case WHERE " + std::string(where);
}

}  // namespace

std::string next_diary_number(Transaction& tx, std::string_view series, int year) {
    // The insert takes the row's lock also when it is there already, so the number read below is ours.
    tx.execute("INSERT INTO diary_counter (series, year, last_number) VALUES (?, ?, 1)"
               " ON DUPLICATE KEY UPDATE last_number = last_number + 1", {series, year});
    const auto number = tx.number("SELECT last_number FROM diary_counter WHERE series = ? AND year = ?", {series, year});
    char written[32];
    std::snprintf(written, sizeof written, "%d/%04lld", year, static_cast<long long>(number));
    return std::string(series) + " " + written;
}

Id<Case> insert_case(Transaction& tx, const Case& c) {
    const auto id = tx.insert<Case>(
        "INSERT INTO aid_case (diary_number, title, form, form_version, legal_basis, workflow, workflow_version, state,"
        " stage, organisation_id, outlet_id, municipality_code, received_on, sought_ore, application, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {c.diary_number, c.title, c.form, c.form_version, c.legal_basis, c.workflow, c.workflow_version, c.state, c.stage,
         c.organisation, c.outlet, c.municipality, c.received_on, c.sought, c.application, c.changed_at});
    add_words(tx, Indexed::case_file, id.value(), c.diary_number + " " + c.title);
    return id;
}

namespace {

Case taken_case(std::int64_t taken, std::optional<Case> subject) {
    if (!subject) refuse(ErrorKind::not_found, "not_found");
    if (taken != 1) refuse(ErrorKind::conflict, "case.changed");
    return std::move(*subject);
}

}  // namespace

Case lock_case(Transaction& tx, Id<Case> id, int version) {
    const auto taken = tx.execute("UPDATE aid_case SET version = version + 1 WHERE id = ? AND version = ?", {id, version});
    return taken_case(taken, find_case(tx, id));
}

Case lock_case(Transaction& tx, std::string_view diary_number, int version) {
    const auto taken = tx.execute("UPDATE aid_case SET version = version + 1 WHERE diary_number = ? AND version = ?",
                                  {diary_number, version});
    return taken_case(taken, find_case(tx, diary_number));
}

void save_case(Transaction& tx, const Case& c) {
    tx.execute(
        "UPDATE aid_case SET title = ?, state = ?, stage = ?, officer_id = ?, fund_id = ?, decided_on = ?, closed_on = ?,"
        " outcome = ?, sought_ore = ?, proposed_ore = ?, reserved_ore = ?, granted_ore = ?, paid_ore = ?, released_ore = ?,"
        " application = ?, changed_at = ? WHERE id = ? AND version = ?",
        {c.title, c.state, c.stage, c.officer, c.fund, c.decided_on, c.closed_on, c.outcome, c.sought, c.proposed,
         c.reserved, c.granted, c.paid, c.released, c.application, c.changed_at, c.id, c.version});
}

std::optional<Case> find_case(Transaction& tx, std::string_view diary_number) {
    return tx.one(select_case("diary_number = ?"), {diary_number}, to_case);
}

std::optional<Case> find_case(Transaction& tx, Id<Case> id) { return tx.one(select_case("id = ?"), {id}, to_case); }

std::vector<Case> cases_after(Transaction& tx, Id<Case> after, std::size_t most) {
    return tx.all(select_case("id > ?") + " ORDER BY id LIMIT " + std::to_string(most), {after}, to_case);
}

Case case_by_number(Transaction& tx, std::string_view diary_number) {
    auto found = find_case(tx, diary_number);
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *found;
}

std::vector<StageCount> count_by_state(Transaction& tx, std::optional<Id<User>> officer) {
    const std::string sql = std::string("SELECT stage, state, workflow, workflow_version, COUNT(*) AS cases FROM aid_case") +
                            (officer ? " WHERE officer_id = ?" : "") +
                            " GROUP BY stage, state, workflow, workflow_version";
    return tx.all(sql, officer ? Values{*officer} : Values{}, [](const Row& row) {
        return StageCount{row.text("stage"), row.text("state"), row.text("workflow"),
                          static_cast<int>(row.integer("workflow_version")), row.integer("cases")};
    });
}

}  // namespace bygd
