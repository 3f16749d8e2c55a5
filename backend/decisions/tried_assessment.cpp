#include "decisions/tried_assessment.hpp"

#include "aid/exchange_rate_store.hpp"
#include "aid/parameters.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "decisions/assessment_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

constexpr int grants_most = 100;

std::string text_of(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : trimmed(found->second);
}

template <typename Read>
void attempt(Problems& problems, Read read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        add(problems, error.problems());
    }
}

// What the register is asked about, and the case itself when one is named.
struct Named {
    AssessedSubject subject;
    std::optional<Case> of_case;
};

void name_outlet(Transaction& tx, const Typed& typed, Named& named, Problems& problems) {
    const auto text = text_of(typed, "outlet_id");
    if (text.empty()) return;
    const auto outlet = find_outlet(tx, Id<Outlet>(whole_number(text).value_or(0)));
    if (!outlet) return problems.push_back({"outlet_id", "outlet.unknown"});
    named.subject.outlet = outlet->id;
    if (!named.subject.organisation) named.subject.organisation = outlet->organisation;
}

void name_organisation(Transaction& tx, const Typed& typed, Named& named, Problems& problems) {
    const auto number = text_of(typed, "organisation_number"), id = text_of(typed, "organisation_id");
    if (!number.empty()) {
        attempt(problems, [&] {
            const auto parsed = OrganisationNumber::parse(number, "organisation_number");
            const auto found = organisation_by_number(tx, parsed.digits());
            if (found) named.subject.organisation = found->id;
            if (!found) problems.push_back({"organisation_number", "aid.organisation_unknown"});
        });
    } else if (!id.empty()) {
        const auto found = find_organisation(tx, Id<Organisation>(whole_number(id).value_or(0)));
        if (found) named.subject.organisation = found->id;
        if (!found) problems.push_back({"organisation_id", "aid.organisation_unknown"});
    }
}

Named names_in(Transaction& tx, const Typed& typed, Problems& problems) {
    Named named;
    if (const auto number = text_of(typed, "case"); !number.empty()) {
        named.of_case = find_case(tx, number.find('/') == number.npos ? diary_number_of_path(number) : number);
        if (!named.of_case) problems.push_back({"case", "aid.case_unknown"});
    }
    if (named.of_case) {
        const auto& subject = *named.of_case;
        named.subject = {subject.organisation, subject.outlet, subject.municipality, subject.id};
    }
    name_organisation(tx, typed, named, problems);
    name_outlet(tx, typed, named, problems);
    return named;
}

void read_days(const Typed& typed, const Named& named, Date today, AssessmentFacts& facts, Problems& problems) {
    facts.day = today;
    facts.received = named.of_case ? named.of_case->received_on : today;
    if (named.of_case) facts.legal_basis = named.of_case->legal_basis;
    for (auto [name, day] : {std::pair{"received_on", &facts.received}, {"day", &facts.day}}) {
        const auto text = text_of(typed, name);
        if (!text.empty()) attempt(problems, [&, name = name, day = day] { *day = Date::parse(text, name); });
    }
    if (const auto basis = text_of(typed, "legal_basis"); !basis.empty()) facts.legal_basis = basis;
}

void read_number(const Typed& typed, const char* name, std::optional<int>& known, Problems& problems) {
    const auto text = text_of(typed, name);
    if (text.empty()) return;
    const auto number = whole_number(text);
    if (!number || *number < 0 || *number > 1'000'000) {
        problems.push_back({name, "number.range", {"0", "1000000"}});
    } else {
        known = static_cast<int>(*number);
    }
}

void read_yes_no(const Typed& typed, const char* name, std::optional<bool>& known, Problems& problems) {
    const auto text = text_of(typed, name);
    if (text.empty()) return;
    if (text != "yes" && text != "no") return problems.push_back({name, "choice.unknown"});
    known = text == "yes";
}

template <typename Known>
void read_ticks(const Typed& typed, const std::string& prefix, const Known& known, std::set<std::string>& chosen) {
    std::set<std::string> ticked;
    for (const auto name : known) {
        if (!text_of(typed, prefix + std::string(name)).empty()) ticked.emplace(name);
    }
    if (!ticked.empty()) chosen = std::move(ticked);
}

void read_choice(const Typed& typed, const char* name, std::initializer_list<std::string_view> known, std::string& chosen,
                 Problems& problems) {
    const auto text = text_of(typed, name);
    if (text.empty()) return;
    if (std::find(known.begin(), known.end(), text) == known.end()) return problems.push_back({name, "choice.unknown"});
    chosen = text;
}

void read_facts(const Typed& typed, AssessmentFacts& facts, Problems& problems) {
    if (const auto text = text_of(typed, "applicant"); !text.empty()) {
        facts.applicant = text;
        const bool known = std::find(std::begin(organisation_kinds), std::end(organisation_kinds), text) != std::end(organisation_kinds);
        if (!known) problems.push_back({"applicant", "choice.unknown"});
    }
    read_choice(typed, "seller", {"fixed", "mobile", "property_owner"}, facts.seller, problems);
    if (const auto county = text_of(typed, "county"); !county.empty()) facts.county = county;
    if (const auto metres = read_kilometres(typed, "next_outlet_km", problems)) facts.next_outlet_metres = metres;
    read_yes_no(typed, "archipelago", facts.archipelago, problems);
    read_yes_no(typed, "open_all_year", facts.open_all_year, problems);
    read_number(typed, "hours_per_week", facts.hours_per_week, problems);
    read_number(typed, "articles", facts.articles, problems);
    if (const auto turnover = text_of(typed, "groceries_turnover"); !turnover.empty()) {
        attempt(problems, [&] { facts.turnover = Money::parse(turnover, "groceries_turnover"); });
    }
    read_ticks(typed, "service_", outlet_services, facts.services);
    read_ticks(typed, "group_", outlet_groups, facts.assortment_groups);
}

void read_grants(const Typed& typed, AssessmentFacts& facts, Problems& problems) {
    std::vector<GrantedBefore> granted;
    for (int number = 1; number <= grants_most; ++number) {
        const auto prefix = "granted_" + std::to_string(number) + "_";
        const auto amount = text_of(typed, prefix + "amount"), to = text_of(typed, prefix + "to");
        if (amount.empty()) continue;
        GrantedBefore one;
        one.form = text_of(typed, prefix + "form");
        one.diary_number = text_of(typed, prefix + "diary_number");
        one.year = static_cast<int>(whole_number(text_of(typed, prefix + "year")).value_or(0));
        attempt(problems, [&] { one.amount = Money::parse(amount, prefix + "amount"); });
        if (one.form.empty()) problems.push_back({prefix + "form", "required"});
        if (one.year < 2000 || one.year > 2100) problems.push_back({prefix + "year", "number.range", {"2000", "2100"}});
        if (!to.empty() && to != "recipient" && to != "outlet" && to != "both") problems.push_back({prefix + "to", "choice.unknown"});
        one.to_recipient = to != "outlet";
        one.to_outlet = to != "recipient";
        granted.push_back(std::move(one));
    }
    if (!granted.empty()) facts.granted_before = std::move(granted);
}

void read_reasons(const Typed& typed, AssessmentFacts& facts) {
    constexpr std::string_view prefix = "reason_";
    for (auto at = typed.lower_bound(prefix); at != typed.end() && at->first.starts_with(prefix); ++at) {
        const auto rule = at->first.substr(prefix.size());
        std::erase_if(facts.special_reasons, [&](const auto& one) { return one.rule == rule; });
        if (!trimmed(at->second).empty()) facts.special_reasons.push_back({rule, trimmed(at->second), "", std::nullopt});
    }
}

// Who is not named is taken for the ordinary applicant of this region.
void assume(const Services& services, const SupportForm& form, const Named& named, AssessmentFacts& facts) {
    facts.region_county = services.region.county;
    if (facts.applicant.empty()) facts.applicant = form.applicant == "municipality" ? "municipality" : "limited_company";
    if (facts.county.empty() && !named.subject.outlet) facts.county = services.region.county;
    if (facts.seller.empty() && form.needs_outlet) facts.seller = "fixed";
}

// What the application of a named case says, with what is typed in its place.
Typed filled_up(const SupportForm& form, const Named& named, const Typed& typed) {
    Typed fields;
    if (named.of_case) {
        const auto application = application_of_json(named.of_case->application);
        for (const auto& [name, value] : application.values) fields[name] = value;
        int number = 0;
        for (const auto& row : application.costs) {
            const auto prefix = "cost_" + std::to_string(++number) + "_";
            fields[prefix + "line"] = row.line;
            fields[prefix + "description"] = row.description;
            fields[prefix + "amount"] = row.amount.plain();
            if (!row.vat.zero()) fields[prefix + "vat"] = row.vat.plain();
            if (row.ordered_on) fields[prefix + "ordered_on"] = row.ordered_on->iso();
        }
    }
    for (const auto& [name, value] : typed) {
        const bool asked = name.starts_with("cost_") || std::any_of(form.fields.begin(), form.fields.end(),
                                                                    [&, &field = name](const auto& one) { return one.name == field; });
        if (asked && !trimmed(value).empty()) fields[name] = value;
    }
    return fields;
}

std::optional<TriedAid> try_aid(const Services& services, Transaction& tx, const SupportForm& form, const Named& named, Date day,
                                Money kronor) {
    const auto ledger = services.de_minimis.ledger_of(form.name);
    if (!ledger) return std::nullopt;
    TriedAid tried;
    tried.organisation = named.subject.organisation;
    if (tried.organisation) {
        tried.ground = de_minimis_ground(tx, *tried.organisation, ledger, day);
    } else {
        tried.ground.rate = rate_on(tx, day);
    }
    if (named.of_case) {
        std::erase_if(tried.ground.grants, [&](const auto& one) { return one.source == AidSource::own && one.subject == named.of_case->id; });
    }
    try {
        tried.position = position_on(tried.ground, services.de_minimis.on(*ledger, day), day);
        tried.outlook = outlook_of(*tried.position, day, kronor, tried.ground.rate, services.parameters.number("exchange_rate_days", day));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        tried.outlook.fits = false;
        tried.outlook.problems = error.problems();
    }
    return tried;
}

}  // namespace

TriedAssessment try_assessment(const Services& services, Transaction& tx, const Typed& typed) {
    Problems problems;
    const auto named = names_in(tx, typed, problems);
    const auto form_name = text_of(typed, "form");
    if (form_name.empty() && !named.of_case) problems.push_back({"form", "required"});
    if (!problems.empty()) throw Error(ErrorKind::invalid, std::move(problems));
    TriedAssessment tried;
    const bool of_case = named.of_case && (form_name.empty() || form_name == named.of_case->form);
    tried.form = of_case ? &services.forms.get(named.of_case->form, named.of_case->form_version) : &services.forms.latest(form_name);
    AssessmentFacts facts;
    const bool known = named.subject.organisation || named.subject.outlet;
    if (known) read_register_facts(tx, named.subject, facts);
    if (known) facts.granted_before = granted_before(tx, named.subject);
    read_days(typed, named, services.clock.today(), facts, problems);
    read_facts(typed, facts, problems);
    read_grants(typed, facts, problems);
    read_reasons(typed, facts);
    tried.application = read_tried_application(*tried.form, filled_up(*tried.form, named, typed), problems);
    if (const auto seller = tried.application.value("seller"); !seller.empty()) facts.seller = seller;
    if (!facts.legal_basis.empty() && !services.parameters.bases().find(facts.legal_basis)) {
        problems.push_back({"legal_basis", "law.unknown_basis", {facts.legal_basis}});
    }
    require_none(std::move(problems));
    assume(services, *tried.form, named, facts);
    tried.assessment = assess(*tried.form, tried.application, services.parameters, facts);
    tried.de_minimis = try_aid(services, tx, *tried.form, named, facts.day, tried.assessment.most());
    return tried;
}

}  // namespace bygd
