#include "people/delegation_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "people/user_store.hpp"

namespace bygd {

namespace {

using nlohmann::json;

void require_editor(const Actor& actor) {
    if (!may_edit_delegation(actor)) refuse(ErrorKind::forbidden, "delegation.administrators_only");
}

std::string name_of(Transaction& tx, Id<User> id) {
    const auto user = find_user(tx, id);
    return user ? user->display_name : std::string();
}

// The row as it stands, told so that the event can be read without the row.
std::string told(Transaction& tx, const DelegationRow& row) {
    return json{{"who", row.person ? name_of(tx, *row.person) : row.title},
                {"form", row.form},
                {"kind", row.kind},
                {"highest", row.highest ? row.highest->plain() : ""},
                {"from", row.valid_from.iso()},
                {"to", row.valid_to ? row.valid_to->iso() : ""},
                {"reference", row.reference}}
        .dump();
}

std::string told(Transaction& tx, const Absence& absence) {
    return json{{"who", name_of(tx, absence.person)},
                {"deputy", name_of(tx, absence.deputy)},
                {"from", absence.from.iso()},
                {"to", absence.to.iso()}}
        .dump();
}

void record(Transaction& tx, const Actor& actor, const DelegationRow& row, const char* kind, Instant now,
            const std::string& last_day_before = {}) {
    log::info("delegation_" + std::string(kind), {{"row", std::to_string(row.id.value())},
                                                  {"by", std::to_string(actor.id.value())}});
    append_delegation_event(tx, {row.id, std::nullopt, kind, actor.name, now, told(tx, row), last_day_before}, actor.id);
}

void record(Transaction& tx, const Actor& actor, const Absence& absence, const char* kind, Instant now,
            const std::string& last_day_before = {}) {
    append_delegation_event(tx, {std::nullopt, absence.id, kind, actor.name, now, told(tx, absence), last_day_before}, actor.id);
}

void end_row(Transaction& tx, const Actor& actor, DelegationRow row, Date last_day, Instant now) {
    if (!end_delegation(tx, row.id, row.version, last_day)) refuse(ErrorKind::conflict, "delegation.changed");
    const auto before = row.valid_to ? row.valid_to->iso() : std::string();
    row.valid_to = last_day;
    record(tx, actor, row, "row_ended", now, before);
}

}  // namespace

bool may_edit_delegation(const Actor& actor) { return actor.has(Role::administrator); }

bool may_record_absence(const Actor& actor, Id<User> person) {
    return actor.has(Role::administrator) || actor.has(Role::manager) ||
           (actor.has(Role::decider) && actor.id == person);
}

DelegationRow add_delegation(Database& database, const Clock& clock, const Actor& actor, const DelegationRow& row,
                             const std::vector<std::string>& forms) {
    require_editor(actor);
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        take_delegation_turn(tx);
        auto added = row;
        added.title = trimmed(added.title);
        added.from_account = false;
        auto problems = check_row(added);
        if (!added.form.empty() && std::find(forms.begin(), forms.end(), added.form) == forms.end()) {
            problems.push_back({"form", "choice.unknown"});
        }
        if (added.person && !delegation_order(tx, stockholm_day(now)).find(*added.person)) {
            problems.push_back({"person", "row.person_unknown"});
        }
        require_none(std::move(problems));
        added.id = insert_delegation(tx, added);
        record(tx, actor, added, "row_added", now);
        return added;
    });
}

void end_delegation_row(Database& database, const Clock& clock, const Actor& actor, const EndDelegation& command) {
    require_editor(actor);
    const auto now = clock.now();
    const auto yesterday = stockholm_day(now).plus_days(-1);
    database.transact(actor, [&](Transaction& tx) {
        take_delegation_turn(tx);
        const auto row = find_delegation(tx, command.id);
        if (!row) refuse(ErrorKind::not_found, "not_found");
        if (row->version != command.version) refuse(ErrorKind::conflict, "delegation.changed");
        // A row that has not begun is taken back whole.
        const auto last_day = std::max(command.last_day, row->valid_from.plus_days(-1));
        if (last_day < yesterday) throw Error(ErrorKind::invalid, {{"last_day", "row.end_past", {yesterday.iso()}}});
        if (row->valid_to && *row->valid_to <= last_day) {
            throw Error(ErrorKind::invalid, {{"last_day", "row.end_later", {row->valid_to->iso()}}});
        }
        end_row(tx, actor, *row, last_day, now);
    });
}

void follow_account(Transaction& tx, const Actor& actor, Id<User> person, const std::optional<Money>& highest,
                    Instant now) {
    const auto before = account_delegation(tx, person);
    if ((before ? before->highest : std::nullopt) == highest) return;
    const auto today = stockholm_day(now);
    take_delegation_turn(tx);
    if (before) end_row(tx, actor, *before, std::max(today.plus_days(-1), before->valid_from.plus_days(-1)), now);
    if (!highest) return;
    DelegationRow row;
    row.person = person;
    row.highest = highest;
    row.valid_from = today;
    row.reference = "Kontots delegation";
    row.from_account = true;
    row.id = insert_delegation(tx, row);
    record(tx, actor, row, "row_added", now);
}

void end_mandates_of(Transaction& tx, const Actor& actor, Id<User> person, Instant now) {
    const auto today = stockholm_day(now);
    const auto yesterday = today.plus_days(-1);
    take_delegation_turn(tx);
    const auto order = delegation_order(tx, today);
    for (const auto& row : order.rows) {
        const bool over = row.valid_to && *row.valid_to <= yesterday;
        if (row.person == person && !over) end_row(tx, actor, row, std::max(yesterday, row.valid_from.plus_days(-1)), now);
    }
    for (auto absence : order.absences) {
        if ((absence.person != person && absence.deputy != person) || absence.to <= yesterday) continue;
        const auto before = absence.to.iso();
        absence.to = std::max(yesterday, absence.from.plus_days(-1));
        if (!end_absence(tx, absence.id, absence.version, absence.to)) refuse(ErrorKind::conflict, "absence.changed");
        record(tx, actor, absence, "absence_ended", now, before);
    }
}

Absence add_absence(Database& database, const Clock& clock, const Actor& actor, const Absence& absence) {
    if (!may_record_absence(actor, absence.person)) refuse(ErrorKind::forbidden, "absence.not_yours");
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        take_delegation_turn(tx);
        const auto today = stockholm_day(now);
        auto added = absence;
        added.note = trimmed(added.note);
        auto problems = check_absence(delegation_order(tx, today), added, today);
        if (characters(added.note) > limits::short_text) {
            problems.push_back({"note", "text.too_long", {std::to_string(limits::short_text)}});
        }
        if (one_line(added.note) != added.note) problems.push_back({"note", "text.one_line"});
        require_none(std::move(problems));
        added.id = insert_absence(tx, added);
        record(tx, actor, added, "absence_added", now);
        return added;
    });
}

void end_absence_today(Database& database, const Clock& clock, const Actor& actor, Id<Absence> id, int version) {
    const auto now = clock.now();
    const auto yesterday = stockholm_day(now).plus_days(-1);
    database.transact(actor, [&](Transaction& tx) {
        take_delegation_turn(tx);
        auto absence = find_absence(tx, id);
        if (!absence) refuse(ErrorKind::not_found, "not_found");
        if (!may_record_absence(actor, absence->person)) refuse(ErrorKind::forbidden, "absence.not_yours");
        if (absence->to <= yesterday) refuse(ErrorKind::conflict, "absence.over");
        const auto before = absence->to.iso();
        absence->to = std::max(yesterday, absence->from.plus_days(-1));
        if (!end_absence(tx, id, version, absence->to)) refuse(ErrorKind::conflict, "absence.changed");
        record(tx, actor, *absence, "absence_ended", now, before);
    });
}

}  // namespace bygd
