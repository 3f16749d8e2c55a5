#include "decisions/letter_matter.hpp"

#include <nlohmann/json.hpp>

#include "aid/de_minimis_store.hpp"
#include "decisions/de_minimis_rules.hpp"
#include "decisions/decision_letter.hpp"
#include "decisions/decision_making.hpp"
#include "decisions/decision_snapshot.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/delegation_rules.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

using nlohmann::json;

LetterGround ground_of(const Services& services, const Case& subject) {
    return {services.forms.get(subject.form, subject.form_version), services.parameters, services.region,
            services.languages.sv, subject.diary_number, subject.legal_basis};
}

std::string name_and_title(Transaction& tx, Id<User> id) {
    const auto user = find_user(tx, id);
    return user ? user->display_name + (user->title.empty() ? "" : ", " + user->title) : std::string();
}

void put_rate(const AidGrant& grant, AidTold& told) {
    ExchangeRate rate;
    rate.millionths = grant.rate.value_or(0);
    told.rate = rate.swedish();
    told.rate_on = grant.rate_day;
    told.rate_source = grant.rate_source;
}

// What stands in the ledger for the case when the decision was made, and not what came later.
AidTold aid_of_decision(Transaction& tx, const Case& subject, const Decision& decision) {
    AidTold told;
    if (!decision.grants()) return told;
    auto sum = Money::of_minor(0, Currency::eur);
    std::vector<AidGrant> rows;
    for (auto& grant : own_aid_of_case(tx, subject.id)) {
        if (grant.made_at > decision.decided_at) continue;
        sum += grant.euro;
        for (const auto& correction : corrections_of(tx, grant.id)) {
            if (correction.made_at <= decision.decided_at) sum += correction.euro;
        }
        rows.push_back(std::move(grant));
    }
    if (rows.empty()) return told;
    told.register_by = rows.back().register_by;
    if (rows.size() > 1) {
        told.total = sum;
    } else {
        told.euro = sum;
        put_rate(rows.front(), told);
    }
    return told;
}

// What the ledger would say if it were decided today.
AidTold aid_of_proposal(const Services& services, Transaction& tx, const Case& subject, const Decision& decision) {
    AidTold told;
    if (!decision.grants()) return told;
    const auto rows = own_aid_of_case(tx, subject.id);
    if (decision.amount <= subject.granted) {
        if (rows.size() != 1 || !rows.front().rate) return told;
        told.euro = in_euro(decision.amount, *rows.front().rate);
        put_rate(rows.front(), told);
        told.register_by = rows.front().register_by;
        return told;
    }
    const auto outlook = de_minimis_outlook(tx, services, subject.organisation, subject.form, decision.decided_on,
                                            decision.amount - subject.granted);
    if (!outlook.applies || !outlook.rate) return told;
    told.register_by = register_by(services, decision.decided_on);
    if (!rows.empty()) {
        told.total = outlook.amount;
        for (const auto& row : rows) *told.total += row.euro;
        return told;
    }
    told.euro = outlook.amount;
    told.rate = outlook.rate->swedish();
    told.rate_on = outlook.rate->day;
    told.rate_source = outlook.rate->source;
    return told;
}

json decision_json(const Decision& decision, const std::string& decider) {
    const auto day = [](const std::optional<Date>& when) { return when ? json(when->iso()) : json(nullptr); };
    return {{"kind", decision.kind}, {"outcome", decision.outcome}, {"amount", decision.amount.plain()},
            {"decided_on", decision.decided_on.iso()}, {"decided_by", decider}, {"reasons", decision.reasons},
            {"conditions", decision.conditions}, {"period_from", day(decision.period_from)},
            {"period_to", day(decision.period_to)}};
}

DrawnLetter drawn(const Services& services, const Case& subject, const Decision& decision, const json& snapshot,
                  const std::string& decider, const AidTold& aid) {
    const auto matter = matter_of_decision(ground_of(services, subject), decision, snapshot, decider, aid);
    DrawnLetter letter{compose_sheet(services.letter_texts, matter, services.region), "beslut.json", ""};
    json data{{"diary_number", subject.diary_number}, {"decision", decision_json(decision, decider)}, {"rests_on", snapshot},
              {"texts", letter.sheet.sources}};
    if (aid.euro || aid.total) {
        data["de_minimis"] = {{"euro", (aid.euro ? *aid.euro : *aid.total).plain()}, {"rate", aid.rate},
                              {"rate_source", aid.rate_source},
                              {"rate_on", aid.rate_on ? json(aid.rate_on->iso()) : json(nullptr)}};
    }
    letter.data = data.dump();
    return letter;
}

// How a decision on the proposal would stand.
Decision decision_as_proposed(const Proposal& proposal, const Case& subject, const Proceeding* beside, Instant now) {
    Decision decision;
    decision.subject = subject.id;
    decision.kind = beside ? beside->kind : "grant";
    take_over(decision, proposal);
    decision.decided_at = now;
    decision.decided_on = stockholm_day(now);
    return decision;
}

}  // namespace

DrawnLetter letter_of_decision(const Services& services, Transaction& tx, const Case& subject, const Decision& decision) {
    auto snapshot = json::parse(decision.snapshot);
    complete_for_letter(tx, subject, decision.fund, snapshot);
    if (!snapshot.contains("preparer") && decision.prepared_by) snapshot["preparer"] = name_and_title(tx, *decision.prepared_by);
    return drawn(services, subject, decision, snapshot, deciding_party(tx, decision), aid_of_decision(tx, subject, decision));
}

DrawnLetter letter_of_proposal(const Services& services, Transaction& tx, const Actor& actor, const Case& subject,
                               const Proceeding* beside) {
    const bool open = beside ? beside->stage == "open" : subject.stage == "open";
    const auto proposal = open ? proposal_of(tx, subject.id, beside ? std::optional(beside->id) : std::nullopt) : std::nullopt;
    if (!proposal) refuse(ErrorKind::not_found, "not_found");
    const auto decision = decision_as_proposed(*proposal, subject, beside, services.clock.now());
    const auto snapshot = snapshot_of(services, tx, actor, subject, *proposal);
    auto letter = drawn(services, subject, decision, snapshot, services.languages.sv("letter.whoever_decides"),
                        aid_of_proposal(services, tx, subject, decision));
    letter.sheet.draft = true;
    return letter;
}

DrawnLetter letter_of_request(const Services& services, Transaction& tx, const Case& subject, const CaseRequest& request) {
    const auto organisation = find_organisation(tx, subject.organisation).value();
    RequestFacts known;
    known.applicant = organisation.name;
    known.municipality = municipality_name(tx, subject.municipality);
    known.received = subject.received_on;
    if (const auto officer = find_user(tx, request.sent_by)) {
        known.officer = officer->display_name + (officer->email.empty() ? "" : ", " + officer->email);
    }
    if (subject.outlet) {
        const auto outlet = find_outlet(tx, *subject.outlet).value();
        known.outlet = outlet.name + ", " + outlet.place;
    }
    known.to.name = request.recipient;
    if (request.recipient_kind == "applicant") {
        known.to = {organisation.name, organisation.organisation_number().formatted(), organisation.street,
                    organisation.postal_code, organisation.city};
    }
    const auto matter = matter_of_request(ground_of(services, subject), request, known);
    DrawnLetter letter{compose_sheet(services.letter_texts, matter, services.region), "uppgifter.json", ""};
    letter.data = json{{"diary_number", subject.diary_number},
                       {"request", {{"kind", request.kind}, {"recipient", request.recipient}, {"question", request.question},
                                    {"consequence", request.consequence}, {"sent_on", request.sent_on.iso()},
                                    {"due_on", request.due_on.iso()}}},
                       {"texts", letter.sheet.sources}}.dump();
    return letter;
}

}  // namespace bygd
