#include "people/delegation_store.hpp"

#include <nlohmann/json.hpp>

#include "people/admin_event_store.hpp"

namespace bygd {

namespace {

#define DELEGATION_COLUMNS \
    "id, person_id, title, form, kind, highest_ore, valid_from, valid_to, reference, from_account, version"
#define ABSENCE_COLUMNS "id, person_id, deputy_id, from_on, to_on, note, version"

DelegationRow to_delegation(const Row& row) {
    DelegationRow found;
    found.id = row.id<DelegationRow>("id");
    found.person = row.maybe_id<User>("person_id");
    found.title = row.text("title");
    found.form = row.text("form");
    found.kind = row.text("kind");
    found.highest = row.maybe_money("highest_ore");
    found.valid_from = row.date("valid_from");
    found.valid_to = row.maybe_date("valid_to");
    found.reference = row.text("reference");
    found.from_account = row.truth("from_account");
    found.version = static_cast<int>(row.integer("version"));
    return found;
}

Absence to_absence(const Row& row) {
    return {row.id<Absence>("id"), row.id<User>("person_id"), row.id<User>("deputy_id"), row.date("from_on"),
            row.date("to_on"),     row.text("note"),          static_cast<int>(row.integer("version"))};
}

}  // namespace

void take_delegation_turn(Transaction& tx) {
    tx.execute("UPDATE delegation_turn SET turns = turns + 1 WHERE id = 1");
}

DelegationOrder delegation_order(Transaction& tx, Date day) {
    DelegationOrder order;
    order.rows = tx.all("SELECT " DELEGATION_COLUMNS " FROM delegation ORDER BY valid_from, id", {}, to_delegation);
    order.absences = tx.all("SELECT " ABSENCE_COLUMNS " FROM absence WHERE to_on >= ? ORDER BY from_on, id", {day},
                            to_absence);
    order.people = tx.all("SELECT user_account.id, user_account.display_name, user_account.title FROM user_account"
                          " JOIN user_role ON user_role.user_id = user_account.id AND user_role.role = 'decider'"
                          " WHERE user_account.active ORDER BY user_account.display_name, user_account.id",
                          {}, [](const Row& row) {
                              return Delegate{row.id<User>("id"), row.text("display_name"), row.text("title")};
                          });
    return order;
}

std::optional<DelegationRow> find_delegation(Transaction& tx, Id<DelegationRow> id) {
    return tx.one("SELECT " DELEGATION_COLUMNS " FROM delegation WHERE id = ?", {id}, to_delegation);
}

Id<DelegationRow> insert_delegation(Transaction& tx, const DelegationRow& row) {
    return tx.insert<DelegationRow>(
        "INSERT INTO delegation (person_id, title, form, kind, highest_ore, valid_from, valid_to, reference,"
        " from_account) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {row.person, row.title, row.form, row.kind, row.highest, row.valid_from, row.valid_to, row.reference,
         row.from_account});
}

bool end_delegation(Transaction& tx, Id<DelegationRow> id, int version, Date last_day) {
    return tx.execute("UPDATE delegation SET valid_to = ?, version = version + 1 WHERE id = ? AND version = ?",
                      {last_day, id, version}) == 1;
}

std::optional<DelegationRow> account_delegation(Transaction& tx, Id<User> person) {
    return tx.one("SELECT " DELEGATION_COLUMNS " FROM delegation WHERE person_id = ? AND from_account"
                  " AND valid_to IS NULL ORDER BY id DESC LIMIT 1",
                  {person}, to_delegation);
}

std::optional<Absence> find_absence(Transaction& tx, Id<Absence> id) {
    return tx.one("SELECT " ABSENCE_COLUMNS " FROM absence WHERE id = ?", {id}, to_absence);
}

Id<Absence> insert_absence(Transaction& tx, const Absence& absence) {
    return tx.insert<Absence>(
        "INSERT INTO absence (person_id, deputy_id, from_on, to_on, note) VALUES (?, ?, ?, ?, ?)",
        {absence.person, absence.deputy, absence.from, absence.to, absence.note});
}

bool end_absence(Transaction& tx, Id<Absence> id, int version, Date last_day) {
    return tx.execute("UPDATE absence SET to_on = ?, version = version + 1 WHERE id = ? AND version = ?",
                      {last_day, id, version}) == 1;
}

void append_delegation_event(Transaction& tx, const DelegationEvent& event, Id<User> actor) {
    tx.execute("INSERT INTO delegation_event (delegation_id, absence_id, kind, actor_id, actor_name, occurred_at, detail)"
               " VALUES (?, ?, ?, ?, ?, ?, ?)",
               {event.row, event.absence, event.kind, actor.valid() ? std::optional(actor) : std::nullopt,
                event.actor_name, event.at, event.detail});
    const auto told = nlohmann::json::parse(event.detail);
    AdminEvent change;
    change.area = event.row ? "delegation" : "absence";
    change.kind = event.kind;
    if (event.row) change.subject_id = event.row->value();
    if (event.absence) change.subject_id = event.absence->value();
    change.subject = told.at("who");
    if (actor.valid()) change.actor = actor;
    change.actor_name = event.actor_name;
    change.occurred_at = event.at;
    std::vector<FieldChange> fields;
    if (event.kind == "row_ended" || event.kind == "absence_ended") {
        fields.push_back({"to", event.last_day_before, told.at("to")});
    } else {
        for (const auto& [name, value] : told.items()) {
            if (name != "who" && value != "") fields.push_back({name, "", value});
        }
    }
    change.changes = changes_text(fields);
    append_admin_event(tx, std::move(change));
}

std::vector<DelegationEvent> delegation_events(Transaction& tx, std::size_t most) {
    return tx.all("SELECT delegation_id, absence_id, kind, actor_name, occurred_at, detail FROM delegation_event"
                  " ORDER BY id DESC LIMIT ?",
                  {most}, [](const Row& row) {
                      return DelegationEvent{row.maybe_id<DelegationRow>("delegation_id"),
                                             row.maybe_id<Absence>("absence_id"), row.text("kind"),
                                             row.text("actor_name"), row.instant("occurred_at"), row.text("detail")};
                  });
}

}  // namespace bygd
