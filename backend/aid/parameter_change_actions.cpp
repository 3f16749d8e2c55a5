#include "aid/parameter_change_actions.hpp"

#include "aid/assessment_json.hpp"
#include "aid/parameter_change_store.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "people/admin_event_store.hpp"

namespace bygd {

namespace {

void require_administrator(const Actor& actor) {
    if (!actor.has(Role::administrator)) refuse(ErrorKind::not_found, "not_found");
}

std::string told_value(const Parameters& parameters, const std::string& name, const ParameterValue* value) {
    if (!value) return "";
    return parameter_text({name, parameters.known(name)->unit, *value});
}

void record(const Services& services, Transaction& tx, const Actor& actor, const ParameterChange& change, const char* kind, Instant now) {
    const auto& [name, value] = change.wanted;
    const auto* known = services.parameters.known(name);
    AdminEvent event;
    event.area = "parameter";
    event.kind = kind;
    event.subject_id = change.id.value();
    event.subject = known ? known->label.sv : name;
    event.actor = actor.id;
    event.actor_name = actor.name;
    event.occurred_at = now;
    std::vector<FieldChange> fields;
    if (known) {
        fields.push_back({"value", told_value(services.parameters, name, services.parameters.find(name, value.valid_from.plus_days(-1))),
                          told_value(services.parameters, name, &value)});
    }
    fields.push_back({"from", "", value.valid_from.iso()});
    if (value.valid_to) fields.push_back({"to", "", value.valid_to->iso()});
    fields.push_back({"source", "", value.source});
    fields.push_back({"paragraph", "", value.paragraph});
    event.changes = changes_text(fields);
    append_admin_event(tx, std::move(event));
    log::info(kind, {{"change", std::to_string(change.id.value())}, {"by", std::to_string(actor.id.value())}});
}

std::optional<Date> day_of(const std::string& typed, const char* field, Problems& problems) {
    if (trimmed(typed).empty()) return std::nullopt;
    try {
        return Date::parse(trimmed(typed), field);
    } catch (const Error& error) {
        add(problems, error.problems());
        return std::nullopt;
    }
}

ParameterOverride read_change(const Parameters& parameters, const PrepareParameterChange& typed, Date today) {
    Problems problems;
    ParameterOverride wanted{typed.name, {}};
    auto& value = wanted.value;
    const auto* known = parameters.known(typed.name);
    bool has_value = false;
    if (trimmed(typed.value).empty()) {
        problems.push_back({"value", "required"});
    } else if (known) {
        try {
            const auto read = parse_parameter_value(known->unit, typed.value);
            if (read) value.value = *read;
            else problems.push_back({"value", "parameter_change.value." + known->unit});
            has_value = read.has_value();
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    }
    const auto from = day_of(typed.valid_from, "valid_from", problems);
    if (trimmed(typed.valid_from).empty()) problems.push_back({"valid_from", "required"});
    value.valid_to = day_of(typed.valid_to, "valid_to", problems);
    value.source = trimmed(typed.source);
    value.paragraph = trimmed(typed.paragraph);
    value.note = trimmed(typed.note);
    value.valid_from = from.value_or(today.plus_days(1));
    for (auto& problem : check_parameter_change(parameters, wanted, today)) {
        const bool about_the_unread = (problem.field == "valid_from" && !from) || (problem.field == "value" && !has_value) ||
                                      (problem.field == "valid_to" && !from);
        if (!about_the_unread) problems.push_back(std::move(problem));
    }
    require_none(std::move(problems));
    return wanted;
}

// Moves a change on under the eyes of who has read it.
ParameterChange settle(const Services& services, Transaction& tx, const Actor& actor, ParameterChange change, const char* state, Instant now) {
    change.state = state;
    change.settled_by = actor.id;
    change.settled_at = now;
    if (!settle_parameter_change(tx, change)) refuse(ErrorKind::conflict, "parameter_change.settled");
    ++change.version;
    record(services, tx, actor, change, change.state == "confirmed" ? "parameter_confirmed" : "parameter_withdrawn", now);
    return change;
}

ParameterChange change_to_settle(Transaction& tx, Id<ParameterChange> id, int version) {
    auto change = find_parameter_change(tx, id);
    if (!change) refuse(ErrorKind::not_found, "not_found");
    if (change->state != "prepared" || change->version != version) refuse(ErrorKind::conflict, "parameter_change.settled");
    return *std::move(change);
}

}  // namespace

ParameterChange prepare_parameter_change(const Services& services, const Actor& actor, const PrepareParameterChange& command) {
    require_administrator(actor);
    const auto now = services.clock.now();
    ParameterChange change;
    change.wanted = read_change(services.parameters, command, stockholm_day(now));
    change.prepared_by = actor.id;
    change.prepared_by_name = actor.name;
    change.prepared_at = now;
    return services.database.transact(actor, [&](Transaction& tx) {
        auto prepared = change;
        try {
            prepared.id = insert_parameter_change(tx, prepared);
        } catch (const DuplicateKey&) {
            throw Error(ErrorKind::invalid, {{"valid_from", "parameter_change.there"}});
        }
        record(services, tx, actor, prepared, "parameter_prepared", now);
        return prepared;
    });
}

ParameterChange confirm_parameter_change(const Services& services, const Actor& actor, Id<ParameterChange> id, int version) {
    require_administrator(actor);
    const auto now = services.clock.now();
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto change = change_to_settle(tx, id, version);
        if (change.prepared_by == actor.id) refuse(ErrorKind::forbidden, "parameter_change.same_person");
        // Against the files and what is confirmed by now, here or elsewhere.
        require_none(check_parameter_change(services.parameters.with(confirmed_overrides(tx)), change.wanted, stockholm_day(now)));
        const auto settled = settle(services, tx, actor, change, "confirmed", now);
        next_parameter_edition(tx);
        return settled;
    });
}

ParameterChange withdraw_parameter_change(const Services& services, const Actor& actor, Id<ParameterChange> id, int version) {
    require_administrator(actor);
    const auto now = services.clock.now();
    return services.database.transact(actor, [&](Transaction& tx) {
        return settle(services, tx, actor, change_to_settle(tx, id, version), "withdrawn", now);
    });
}

std::unique_ptr<EditionFollower> parameter_follower(Database& database, Parameters& parameters) {
    return std::make_unique<EditionFollower>(database, "parameters", parameter_edition,
                                             [&parameters](Transaction& tx) { parameters.put_over(confirmed_overrides(tx)); });
}

}  // namespace bygd
