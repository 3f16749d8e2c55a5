#include "decisions/de_minimis_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/exchange_rate_store.hpp"
#include "aid/parameters.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_actions.hpp"
#include "database/pool.hpp"
#include "providers/organisation_store.hpp"

namespace bygd {

namespace {

void require_officer(const Actor& actor) {
    require_case_reader(actor);
    if (!may_tell_aid(actor)) refuse(ErrorKind::forbidden, "case.officers_only");
}

std::string field(const AidFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

template <typename Read>
void attempt(Problems& problems, Read read) {
    try {
        read();
    } catch (const Error& error) {
        add(problems, error.problems());
    }
}

void tell_diary(Transaction& tx, const Actor& actor, Id<Case> subject, const char* kind, const std::string& text,
                const std::map<std::string, std::string>& facts, Instant now) {
    DiaryEvent event;
    event.case_id = subject;
    event.kind = kind;
    event.actor = actor.id.valid() ? std::optional(actor.id) : std::nullopt;
    event.actor_name = actor.name;
    event.occurred_at = now;
    event.text = text;
    event.data = nlohmann::json(facts).dump();
    append_event(tx, event);
}

// A day that has been: of a grant, a look-up, a registration.
std::optional<Date> read_past_day(const AidFields& fields, const char* name, const char* later, Date today,
                                  Problems& problems) {
    std::optional<Date> day;
    attempt(problems, [&] { day = Date::parse(field(fields, name), name); });
    if (day && *day > today) problems.push_back({name, later});
    return day;
}

class AidReader {
public:
    AidReader(const Services& services, Transaction& tx, const Case& subject, const AidFields& fields, Date today)
        : services_(services), tx_(tx), subject_(subject), fields_(fields), today_(today) {}

    AidGrant read() {
        read_source();
        grant_.granter = read_line(fields_, "granter", true, problems_);
        grant_.note = read_line(fields_, "note", false, problems_, limits::ledger_text);
        const auto day = read_past_day(fields_, "granted_on", "de_minimis.later_than_today", today_, problems_);
        if (day) grant_.day = *day;
        read_regulation(day);
        read_amount(day);
        const auto ground = de_minimis_ground(tx_, subject_.organisation, std::nullopt, today_);
        read_organisation(ground);
        read_same(ground);
        require_none(std::move(problems_));
        grant_.subject = subject_.id;
        return grant_;
    }

private:
    void read_source() {
        const auto source = field(fields_, "source");
        if (source.empty() || source == "declared")
            grant_.source = AidSource::declared;
        else if (source == "looked_up")
            grant_.source = AidSource::looked_up;
        else
            problems_.push_back({"source", "choice.unknown"});
    }

    void read_regulation(const std::optional<Date>& day) {
        const auto number = field(fields_, "regulation");
        if (number.empty()) return problems_.push_back({"regulation", "required"});
        attempt(problems_, [&] {
            const auto& regulation = services_.de_minimis.named(number);
            grant_.regulation = regulation.number;
            grant_.ledger = regulation.ledger;
            const auto last = regulation.wind_down_to ? regulation.wind_down_to : regulation.valid_to;
            if (day && (*day < regulation.valid_from || (last && *day > *last))) {
                problems_.push_back({"regulation",
                                     "de_minimis.regulation_day",
                                     {regulation.valid_from.iso(), last ? last->iso() : "–"}});
            }
        });
    }

    void read_amount(const std::optional<Date>& day) {
        const auto currency = field(fields_, "currency");
        if (currency != "SEK" && currency != "EUR")
            return problems_.push_back({"currency", currency.empty() ? "required" : "choice.unknown"});
        Money amount;
        bool there = false;
        attempt(problems_, [&] {
            amount = Money::parse(field(fields_, "amount"), "amount", currency_of(currency));
            there = true;
        });
        if (!there) return;
        if (amount.zero()) return problems_.push_back({"amount", "amount.zero"});
        if (currency == "EUR") {
            grant_.euro = amount;
            return;
        }
        grant_.kronor = amount;
        if (!day) return;
        const auto rate = rate_on(tx_, *day);
        const auto days = services_.parameters.number("exchange_rate_days", *day);
        if (!rate || *day - rate->day > days) {
            return problems_.push_back({"granted_on", "de_minimis.no_rate", {day->iso(), std::to_string(days)}});
        }
        grant_.rate = rate->millionths;
        grant_.rate_day = rate->day;
        grant_.rate_source = rate->source;
        grant_.euro = in_euro(amount, rate->millionths);
    }

    void read_organisation(const DeMinimisGround& ground) {
        grant_.organisation = subject_.organisation;
        const auto typed = field(fields_, "organisation");
        if (typed.empty()) return;
        attempt(problems_, [&] {
            const auto digits = OrganisationNumber::parse(typed, "organisation").digits();
            const auto found = std::find_if(ground.members.begin(), ground.members.end(),
                                            [&](const auto& member) { return member.number == digits; });
            if (found == ground.members.end())
                problems_.push_back({"organisation", "de_minimis.not_in_group"});
            else
                grant_.organisation = found->id;
        });
    }

    void read_same(const DeMinimisGround& ground) {
        const auto typed = field(fields_, "same_as");
        if (typed.empty()) return;
        const auto id = Id<AidGrant>(whole_number(typed).value_or(0));
        const auto found = std::find_if(ground.grants.begin(), ground.grants.end(), [&](const auto& grant) {
            return grant.id == id && grant.source == AidSource::own && !grant.corrects;
        });
        if (found == ground.grants.end())
            problems_.push_back({"same_as", "de_minimis.not_ours"});
        else
            grant_.same_as = id;
    }

    const Services& services_;
    Transaction& tx_;
    const Case& subject_;
    const AidFields& fields_;
    Date today_;
    Problems problems_;
    AidGrant grant_;
};

}  // namespace

bool may_tell_aid(const Actor& actor) {
    return actor.has(Role::officer);
}

AidGrant tell_aid(const Services& services, const Actor& actor, const std::string& diary_number,
                  const AidFields& fields) {
    require_officer(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto subject = case_by_number(tx, diary_number);
        auto grant = AidReader(services, tx, subject, fields, stockholm_day(now)).read();
        grant.made_by = actor.name;
        grant.made_at = now;
        disturb_undertaking(tx, {grant.organisation});
        grant.id = insert_aid_grant(tx, grant, actor.id);
        tell_diary(tx, actor, subject.id, "de_minimis_told", grant.note,
                   {{"de_minimis_source", std::string(to_string(grant.source))},
                    {"de_minimis_granter", grant.granter},
                    {"de_minimis_euro", grant.euro.plain()},
                    {"de_minimis_day", grant.day.iso()},
                    {"de_minimis_regulation", grant.regulation}},
                   now);
        return grant;
    });
}

void take_back_aid(const Services& services, const Actor& actor, const std::string& diary_number, Id<AidGrant> id,
                   const AidFields& fields) {
    require_officer(actor);
    services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto subject = case_by_number(tx, diary_number);
        const auto grant = find_aid_grant(tx, id);
        const bool told_here =
            grant && grant->subject == subject.id && grant->source != AidSource::own && !grant->corrects;
        if (!told_here) refuse(ErrorKind::not_found, "not_found");
        Problems problems;
        const auto why = read_line(fields, "note", true, problems, limits::ledger_text);
        require_none(std::move(problems));
        auto row = taken_back(*grant, corrections_of(tx, id));
        if (!row) refuse(ErrorKind::conflict, "de_minimis.taken_back");
        disturb_undertaking(tx, {grant->organisation});
        row->note = why;
        row->made_by = actor.name;
        row->made_at = now;
        insert_aid_grant(tx, *row, actor.id);
        tell_diary(tx, actor, subject.id, "de_minimis_taken_back", why,
                   {{"de_minimis_granter", grant->granter},
                    {"de_minimis_euro", grant->euro.plain()},
                    {"de_minimis_day", grant->day.iso()}},
                   now);
    });
}

void tell_lookup(const Services& services, const Actor& actor, const std::string& diary_number,
                 const AidFields& fields) {
    require_officer(actor);
    services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto subject = case_by_number(tx, diary_number);
        AidLookup lookup;
        Problems problems;
        lookup.organisation = subject.organisation;
        lookup.subject = subject.id;
        lookup.register_name = read_line(fields, "register", true, problems);
        lookup.note = read_line(fields, "note", false, problems, limits::ledger_text);
        if (const auto day =
                read_past_day(fields, "looked_up_on", "de_minimis.later_than_today", stockholm_day(now), problems)) {
            lookup.day = *day;
        }
        if (const auto found = field(fields, "found"); !found.empty()) {
            attempt(problems, [&] { lookup.found = Money::parse(found, "found", Currency::eur); });
        }
        require_none(std::move(problems));
        lookup.made_by = actor.name;
        lookup.made_at = now;
        insert_aid_lookup(tx, lookup, actor.id);
        tell_diary(tx, actor, subject.id, "de_minimis_looked_up", lookup.note,
                   {{"de_minimis_register", lookup.register_name},
                    {"de_minimis_euro", lookup.found.plain()},
                    {"de_minimis_day", lookup.day.iso()}},
                   now);
    });
}

Registration register_aid(const Services& services, const Actor& actor, Id<AidGrant> id, const AidFields& fields) {
    require_case_reader(actor);
    if (!actor.has(Role::officer) && !actor.has(Role::manager)) refuse(ErrorKind::forbidden, "case.officers_only");
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto line = find_register_line(tx, id);
        if (!line) refuse(ErrorKind::not_found, "not_found");
        if (line->registered) refuse(ErrorKind::conflict, "register.already");
        Problems problems;
        Registration made;
        made.grant = id;
        auto typed = fields;
        if (field(fields, "external_id").empty()) typed["external_id"] = line->first_external_id;
        made.external_id = read_line(typed, "external_id", true, problems, 100);
        made.note = read_line(fields, "note", false, problems, limits::ledger_text);
        const auto day =
            read_past_day(fields, "registered_on", "register.later_than_today", stockholm_day(now), problems);
        const auto first = line->grant.corrects ? stockholm_day(line->grant.made_at) : line->grant.day;
        if (day && *day < first) problems.push_back({"registered_on", "register.before_grant", {first.iso()}});
        require_none(std::move(problems));
        made.day = *day;
        made.made_by = actor.name;
        made.made_at = now;
        insert_registration(tx, made, actor.id);
        if (line->grant.subject) {
            tell_diary(tx, actor, *line->grant.subject, "de_minimis_registered", made.note,
                       {{"de_minimis_external_id", made.external_id}, {"de_minimis_day", made.day.iso()}}, now);
            refresh_tasks(services, tx, *line->grant.subject, stockholm_day(now));
        }
        return made;
    });
}

}  // namespace bygd
