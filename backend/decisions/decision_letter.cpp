#include "decisions/decision_letter.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "decisions/approved_cost.hpp"
#include "decisions/ocr_number.hpp"
#include "providers/outlet.hpp"

namespace bygd {

namespace {

using nlohmann::json;

// "Lima Lanthandel, Lima"; nothing without an outlet.
std::string outlet_of(const json& snapshot) {
    const auto outlet = snapshot.find("outlet");
    if (outlet == snapshot.end()) return "";
    return outlet->at("name").get<std::string>() + ", " + outlet->at("place").get<std::string>();
}

Addressee recipient_of(const json& snapshot) {
    const auto& to = snapshot.at("recipient");
    return {to.value("name", ""), to.value("number", ""), to.value("street", ""), to.value("postal_code", ""), to.value("city", "")};
}

void put_ground(const LetterGround& ground, Date day, LetterFacts& facts) {
    facts["region"] = ground.region.name;
    facts["court"] = ground.region.court;
    facts["region_address"] = ground.region.letters_to();
    facts["diary_number"] = ground.diary_number;
    facts["date"] = letter_day(day, ground.words);
    facts["form_label"] = ground.form.label.sv;
    facts["form_name"] = lowered(ground.form.label.sv);
}

// "10", "12,5": without a decimal that says nothing.
std::string whole_kilometres(std::int64_t metres) {
    return metres % 1000 == 0 ? std::to_string(metres / 1000) : kilometres(static_cast<int>(metres));
}

// The values of the law on its day. One that did not hold then is left out: no text of that day may ask for it.
void put_law(const LetterGround& ground, Date decided_on, LetterFacts& facts) {
    const auto day = law_day(ground.parameters.bases().get(ground.legal_basis), decided_on);
    const auto value = [&](const char* name) { return ground.parameters.find(name, day); };
    for (const auto* name : {"investment_share", "investment_share_high", "home_delivery_share"}) {
        if (const auto* share = value(name)) facts[name] = percent_text(BasisPoints{share->value});
    }
    for (const auto* name : {"yearly_cap", "operating_turnover", "home_delivery_per_occasion"}) {
        if (const auto* amount = value(name)) facts[name] = Money::of_minor(amount->value).swedish();
    }
    if (const auto* years = value("service_grant_years")) facts["service_grant_years"] = std::to_string(years->value);
    if (const auto* metres = value("operating_distance")) facts["operating_distance"] = whole_kilometres(metres->value);
}

// The highest share of the costs: "50 %", or "50–85 %" when it differs from cost to cost.
std::string shares_of(const LetterGround& ground, const json& snapshot, const ApprovedCosts& costs) {
    std::vector<std::int64_t> shares;
    for (const auto& cost : costs) shares.push_back(cost.share.value);
    const auto calculation = snapshot.find("calculation");
    if (ground.form.payout == "yearly" && calculation != snapshot.end() && calculation->contains("lines")) {
        for (const auto& line : calculation->at("lines")) {
            if (line.at("line") == "net_cost") shares.push_back(line.at("share").get<std::int64_t>());
        }
    }
    if (shares.empty()) return "";
    const auto [least, most] = std::minmax_element(shares.begin(), shares.end());
    const auto highest = percent_text(BasisPoints{*most});
    return *least == *most ? highest : std::to_string(*least / 100) + "–" + highest;
}

// What the proposal of a proceeding has reckoned with: the grant before a change, the ground of an adverse decision.
void put_calculation(const LetterGround& ground, const Decision& decision, const json& snapshot, LetterFacts& facts) {
    const auto calculation = snapshot.find("calculation");
    if (calculation == snapshot.end()) return;
    if (const auto before = calculation->find("granted_before"); before != calculation->end()) {
        const auto amount = Money::parse(before->get<std::string>());
        if (amount != decision.amount) facts["granted_before"] = amount.swedish();
    }
    if (const auto why = calculation->find("ground"); why != calculation->end()) {
        facts["ground"] = ground.words("letter.ground." + why->get<std::string>());
    }
}

void put_aid(const AidTold& aid, const Words& words, LetterFacts& facts) {
    if (aid.euro) facts["eur"] = aid.euro->swedish_number();
    if (aid.total) facts["eur_total"] = aid.total->swedish_number();
    facts["rate"] = aid.rate;
    facts["rate_source"] = aid.rate_source;
    if (aid.rate_on) facts["rate_on"] = letter_day(*aid.rate_on, words);
    if (aid.register_by) facts["register_by"] = letter_day(*aid.register_by, words);
}

std::vector<LetterCost> letter_costs(const SupportForm& form, const ApprovedCosts& costs) {
    std::vector<LetterCost> shown;
    for (const auto& cost : costs) {
        const auto* line = form.cost_line(cost.line);
        shown.push_back({line ? line->label.sv : cost.line, cost.description, cost.sought, cost.approved, cost.share, cost.reason});
    }
    return shown;
}

}  // namespace

LetterMatter matter_of_decision(const LetterGround& ground, const Decision& decision, const json& snapshot,
                                const std::string& decider, const AidTold& aid) {
    LetterMatter matter;
    matter.document = "decision";
    matter.key = {ground.legal_basis, ground.form.name, decision.kind, decision.outcome, decision.decided_on};
    matter.diary_number = ground.diary_number;
    matter.to = recipient_of(snapshot);
    matter.written = decision.reasons;
    auto& facts = matter.facts;
    put_ground(ground, decision.decided_on, facts);
    put_law(ground, decision.decided_on, facts);
    const auto day = [&](Date when) { return letter_day(when, ground.words); };
    facts["recipient"] = matter.to.name;
    facts["recipient_number"] = matter.to.number;
    facts["received"] = day(Date::parse(snapshot.at("received_on").get<std::string>()));
    facts["municipality"] = snapshot.at("municipality").get<std::string>();
    facts["amount"] = decision.amount.swedish();
    facts["sought"] = Money::parse(snapshot.at("sought").get<std::string>()).swedish();
    facts["decider"] = decider;
    facts["preparer"] = snapshot.value("preparer", "");
    facts["others"] = snapshot.value("others", "");
    facts["outlet"] = outlet_of(snapshot);
    facts["fund"] = snapshot.value("fund", "");
    if (decision.period_from) facts["period_from"] = day(*decision.period_from);
    if (decision.period_to) facts["period_to"] = day(*decision.period_to);
    if (decision.kind == "recovery" && decision.approves()) {
        facts["pay_by"] = day(pay_by(decision.decided_on));
        if (decision.proceeding) facts["ocr"] = ocr_number(decision.proceeding->value());
        facts["interest_from"] = day(pay_by(decision.decided_on).plus_days(1));
    }
    put_calculation(ground, decision, snapshot, facts);
    put_aid(aid, ground.words, facts);
    if (!decision.grants()) return matter;
    const auto costs = costs_of_snapshot(ground.form, snapshot);
    facts["share"] = shares_of(ground, snapshot, costs);
    matter.costs = letter_costs(ground.form, costs);
    matter.conditions = letter_conditions(snapshot, decision.conditions);
    return matter;
}

LetterMatter matter_of_request(const LetterGround& ground, const CaseRequest& request, const RequestFacts& known) {
    LetterMatter matter;
    matter.document = request.kind;
    matter.key = {ground.legal_basis, ground.form.name, "", "", request.sent_on};
    matter.diary_number = ground.diary_number;
    matter.to = known.to;
    matter.written = request.question;
    auto& facts = matter.facts;
    put_ground(ground, request.sent_on, facts);
    facts["recipient"] = request.recipient;
    facts["applicant"] = known.applicant;
    facts["received"] = letter_day(known.received, ground.words);
    facts["municipality"] = known.municipality;
    facts["due_on"] = letter_day(request.due_on, ground.words);
    facts["outlet"] = known.outlet;
    facts["officer"] = known.officer;
    facts["consequence"] = request.consequence;
    return matter;
}

Date pay_by(Date decided_on) { return decided_on.plus_months(1).plus_days(-1); }

}  // namespace bygd
