#include "providers/provider_actions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "providers/merge_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_event_store.hpp"

namespace bygd {

void require_provider_reader(const Actor& actor) {
    if (actor.roles.empty() || actor.roles == Roles{Role::administrator}) refuse(ErrorKind::not_found, "not_found");
}

bool may_write_providers(const Actor& actor) { return actor.has(Role::officer) || actor.has(Role::manager); }
bool may_ask_for_payee(const Actor& actor) { return actor.has(Role::officer) || actor.has(Role::finance); }
bool may_confirm_payee(const Actor& actor) { return actor.has(Role::finance) || actor.has(Role::decider); }

namespace {

void require_writer(const Actor& actor) {
    require_provider_reader(actor);
    if (!may_write_providers(actor)) refuse(ErrorKind::forbidden, "provider.officers_only");
}

ProviderEvent event(const Actor& actor, Instant now, std::string kind, std::vector<ProviderChange> changes) {
    return provider_event_by(actor, now, std::move(kind), std::move(changes));
}

void record(Transaction& tx, Id<Organisation> about, ProviderEvent made) {
    made.organisation = about;
    append_provider_event(tx, made);
}

void record(Transaction& tx, const Outlet& about, ProviderEvent made) {
    made.organisation = about.organisation;
    made.outlet = about.id;
    append_provider_event(tx, made);
}

// Nothing more is done with one that has been merged into another.
Organisation require_organisation(Transaction& tx, Id<Organisation> id) {
    auto found = find_organisation(tx, id);
    if (!found) refuse(ErrorKind::not_found, "not_found");
    if (found->merged_into) refuse(ErrorKind::conflict, "organisation.merged");
    return *std::move(found);
}

Id<Organisation> insert_new(Transaction& tx, const Organisation& told, Instant now) {
    try {
        return insert_organisation(tx, told, now);
    } catch (const DuplicateKey&) {
        throw Error(ErrorKind::invalid, {{"organisation_number", "organisation.number_taken"}});
    }
}

// A number that stood at a double may be a slip of the pen or another organisation's: who registers says which, by the
// number of the one that stays or by adding the other to the register first.
void refuse_merged_number(Transaction& tx, const std::string& number) {
    const auto merged = merged_by_number(tx, number);
    if (!merged) return;
    const Id<Organisation> stays(stays_at_last(tx, ProviderKind::organisation, merged->id.value()));
    throw Error(ErrorKind::invalid, {{"organisation_number", "organisation.number_merged", {find_organisation(tx, stays)->name}}});
}

std::string field(const Typed& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

std::optional<Date> read_day(const Typed& fields, std::string_view name, bool required, Problems& problems) {
    const auto text = field(fields, name);
    if (text.empty() && !required) return std::nullopt;
    try {
        return Date::parse(text, name);
    } catch (const Error& error) {
        add(problems, error.problems());
        return std::nullopt;
    }
}

}  // namespace

ProviderEvent provider_event_by(const Actor& actor, Instant now, std::string kind, std::vector<ProviderChange> changes) {
    ProviderEvent made;
    made.kind = std::move(kind);
    if (actor.id.valid()) made.actor = actor.id;
    made.actor_name = actor.name;
    made.at = now;
    made.changes = std::move(changes);
    return made;
}

// The waiting account goes in without a first one to compare with.
void put_payee_in_waiting(Transaction& tx, const Actor& actor, Instant now, const Organisation& known,
                          const PayeeAccount& account) {
    propose_payee(tx, known.id, known.version, account, actor.id);
    record(tx, known.id, event(actor, now, "payee_proposed",
                               {{"payee", payee_text(known.payee), payee_text(account)}}));
}

Outlet require_whole_outlet(Transaction& tx, const Region& region, const Typed& fields) {
    Problems problems;
    auto outlet = read_whole_outlet(fields, municipalities(tx), region, problems);
    require_none(std::move(problems));
    return outlet;
}

Organisation add_organisation(Database& database, const Clock& clock, const Actor& actor, const Typed& fields) {
    require_writer(actor);
    Problems problems;
    auto told = read_organisation(fields, problems);
    require_none(std::move(problems));
    const auto account = told.payee;
    told.payee.reset();
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        auto added = told;
        added.id = insert_new(tx, told, now);
        record(tx, added.id, event(actor, now, "organisation_added", changes_between(Organisation(), added)));
        if (account) put_payee_in_waiting(tx, actor, now, added, *account);
        return require_organisation(tx, added.id);
    });
}

Organisation change_organisation(Database& database, const Clock& clock, const Actor& actor, Id<Organisation> id, int version,
                                 const Typed& fields) {
    require_writer(actor);
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        const auto before = require_organisation(tx, id);
        auto read = fields;
        read.insert_or_assign("organisation_number", before.number);
        read.erase("payee_number");
        Problems problems;
        auto after = read_organisation(read, problems);
        require_none(std::move(problems));
        after.id = id;
        after.payee = before.payee;
        after.version = version;
        change_registered(tx, actor, now, before, after);
        return require_organisation(tx, id);
    });
}

Outlet add_outlet(Database& database, const Clock& clock, const Region& region, const Actor& actor,
                  Id<Organisation> owner, const Typed& fields) {
    require_writer(actor);
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        require_organisation(tx, owner);
        auto outlet = require_whole_outlet(tx, region, fields);
        outlet.organisation = owner;
        const auto id = register_outlet(tx, actor, now, outlet);
        return find_outlet(tx, id).value();
    });
}

Outlet change_outlet(Database& database, const Clock& clock, const Region& region, const Actor& actor, Id<Outlet> id,
                     int version, const Typed& fields) {
    require_writer(actor);
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        const auto before = find_outlet(tx, id);
        if (!before) refuse(ErrorKind::not_found, "not_found");
        if (before->merged_into) refuse(ErrorKind::conflict, "outlet.merged");
        auto after = require_whole_outlet(tx, region, fields);
        after.id = id;
        after.organisation = before->organisation;
        after.version = version;
        change_registered(tx, actor, now, *before, after);
        return find_outlet(tx, id).value();
    });
}

Organisation ask_for_payee(Database& database, const Clock& clock, const Actor& actor, Id<Organisation> id, int version,
                           const Typed& fields) {
    require_provider_reader(actor);
    if (!may_ask_for_payee(actor)) refuse(ErrorKind::forbidden, "payee.may_not_ask");
    std::optional<PayeeAccount> account;
    Problems problems;
    try {
        account = PayeeAccount::parse(payee_kind_of(field(fields, "payee_kind")), field(fields, "payee_number"));
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    require_none(std::move(problems));
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        auto known = require_organisation(tx, id);
        if (known.payee == account) throw Error(ErrorKind::invalid, {{"payee_number", "payee.same"}});
        known.version = version;
        put_payee_in_waiting(tx, actor, now, known, *account);
        return require_organisation(tx, id);
    });
}

Organisation answer_payee(Database& database, const Clock& clock, const Actor& actor, Id<Organisation> id, int version,
                          bool confirmed) {
    require_provider_reader(actor);
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        const auto known = require_organisation(tx, id);
        if (!known.payee_pending) refuse(ErrorKind::conflict, "payee.none_waiting");
        const bool own = known.payee_pending_by == actor.id;
        // Who asked may take it back; nobody confirms what they asked for themselves.
        if (confirmed && own) refuse(ErrorKind::forbidden, "payee.second_person");
        if (!may_confirm_payee(actor) && !(own && !confirmed)) refuse(ErrorKind::forbidden, "payee.may_not_confirm");
        if (confirmed) confirm_payee(tx, id, version, actor.id);
        else refuse_payee(tx, id, version);
        record(tx, id, event(actor, now, confirmed ? "payee_confirmed" : "payee_refused",
                             {{"payee", payee_text(known.payee), payee_text(known.payee_pending)}}));
        return require_organisation(tx, id);
    });
}

ServicePlan add_service_plan(Database& database, const Clock& clock, const Region& region, const Actor& actor,
                             const Typed& fields) {
    require_writer(actor);
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        Problems problems;
        ServicePlan plan;
        plan.municipality = field(fields, "municipality");
        const auto known = municipalities(tx, region.county);
        if (std::none_of(known.begin(), known.end(), [&](const auto& m) { return m.code == plan.municipality; })) {
            problems.push_back({"municipality", plan.municipality.empty() ? "required" : "municipality.unknown"});
        }
        plan.title = read_line(fields, "plan_title", true, problems);
        const auto from = read_day(fields, "valid_from", true, problems), to = read_day(fields, "valid_to", true, problems);
        if (from && to && *to < *from) problems.push_back({"valid_to", "date.order"});
        require_none(std::move(problems));
        plan.valid_from = *from;
        plan.valid_to = *to;
        plan.id = insert_service_plan(tx, plan);
        auto made = event(actor, now, "plan_added", {{"plan_title", "", plan.title}, {"valid_from", "", plan.valid_from.iso()},
                                                     {"valid_to", "", plan.valid_to.iso()}});
        made.municipality = plan.municipality;
        append_provider_event(tx, made);
        return plan;
    });
}

Id<Organisation> register_organisation(Transaction& tx, const Actor& actor, Instant now, const Organisation& told) {
    const auto known = organisation_by_number(tx, told.number);
    if (!known) {
        refuse_merged_number(tx, told.number);
        const auto id = insert_new(tx, told, now);
        record(tx, id, event(actor, now, "organisation_added", changes_between(Organisation(), told)));
        return id;
    }
    attach_to(tx, known->id);
    if (told.payee && known->payee != told.payee && known->payee_pending != told.payee) {
        put_payee_in_waiting(tx, actor, now, *known, *told.payee);
    }
    return known->id;
}

Id<Outlet> register_outlet(Transaction& tx, const Actor& actor, Instant now, const Outlet& outlet) {
    attach_to(tx, outlet.organisation);
    auto added = outlet;
    added.id = insert_outlet(tx, outlet);
    record(tx, added, event(actor, now, "outlet_added", changes_between(Outlet(), added)));
    return added.id;
}

void change_registered(Transaction& tx, const Actor& actor, Instant now, const Organisation& before, const Organisation& after) {
    save_organisation(tx, after);
    record(tx, after.id, event(actor, now, "organisation_changed", changes_between(before, after)));
}

void change_registered(Transaction& tx, const Actor& actor, Instant now, const Outlet& before, const Outlet& after) {
    save_outlet(tx, after);
    record(tx, after, event(actor, now, "outlet_changed", changes_between(before, after)));
}

Outlet read_whole_outlet(const Typed& fields, const std::vector<Municipality>& known, const Region& region, Problems& problems) {
    auto outlet = read_outlet(fields, known, region.county, problems);
    outlet.open_from = read_day(fields, "open_from", false, problems);
    outlet.closed_on = read_day(fields, "closed_on", false, problems);
    if (outlet.open_from && outlet.closed_on && *outlet.closed_on < *outlet.open_from) {
        problems.push_back({"closed_on", "date.order"});
    }
    return outlet;
}

}  // namespace bygd
