#include "tests/simulation/typing.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "decisions/appeal.hpp"
#include "demo/demo_cast.hpp"
#include "demo/demo_pdf.hpp"
#include "payouts/recovery_actions.hpp"
#include "providers/outlet.hpp"

namespace bygd::simulation {

namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

std::string day_from(Date day, std::int64_t days) { return day.plus_days(static_cast<std::int32_t>(days)).iso(); }

Fields request(Dice& dice, const Scene& scene) {
    return {{"question", "Hur ser det ut?"}, {"due_on", day_from(scene.today, dice.between(1, 21))},
            {"consequence", "Annars avgörs ärendet på det som finns."}};
}

Fields answer(Dice& dice, const Scene& scene, const std::string& kind) {
    Fields fields{{"answered_on", scene.today.iso()}, {"answer", "Så här."}};
    std::vector<CaseRequest> open;
    for (const auto& request : scene.requests) {
        if (request.kind == kind) open.push_back(request);
    }
    if (open.empty()) return fields;
    const auto& chosen = dice.one_of(open);
    fields["request"] = std::to_string(chosen.id.value());
    if (chosen.due_on < scene.today && dice.chance(30)) fields["unanswered"] = "1";
    return fields;
}

// What 31 § wants of operating support, and sometimes one with a last day that holds back payment until it is met.
void put_conditions(Dice& dice, const Scene& scene, Fields& fields) {
    fields["condition_1_kind"] = "assortment";
    fields["condition_1_text"] = "Minst 1 000 artiklar.";
    fields["condition_2_kind"] = "opening_hours";
    fields["condition_2_text"] = "Öppet året om.";
    if (!dice.chance(30)) return;
    fields["condition_3_kind"] = "other";
    fields["condition_3_text"] = "Skicka in ett bygglov.";
    fields["condition_3_due_on"] = day_from(scene.today, dice.between(1, 60));
    if (dice.chance(50)) fields["condition_3_blocks_payment"] = "1";
}

Fields proposal(Dice& dice, const Scene& scene) {
    const auto sought = scene.file.subject.sought;
    Fields fields{{"reasons", "Servicen är gles."}, {"period_from", scene.today.iso()},
                  {"period_to", day_from(scene.today, dice.between(0, 700))}, {"no_hearing_reason", "Saken är uppenbar."}};
    fields["proposal_outcome"] = dice.chance(15) ? "rejected" : dice.chance(70) ? "approved" : "partly_approved";
    fields["amount"] = (fields["proposal_outcome"] == "approved" ? sought : dice.money(Money::of_minor(1), sought)).plain();
    fields["fund"] = std::to_string(dice.one_of(scene.funds).value());
    put_conditions(dice, scene, fields);
    return fields;
}

Fields claim(Dice& dice, const Scene& scene) {
    const auto& form = scene.services.forms.get(scene.file.subject.form, scene.file.subject.form_version);
    Fields fields;
    const auto rows = dice.between(1, 3);
    const auto earliest = std::max(scene.file.subject.received_on, scene.today.plus_days(-20));
    for (std::int64_t row = 1; row <= rows; ++row) {
        const auto prefix = "row_" + std::to_string(row) + "_";
        const auto invoiced = earliest.plus_days(static_cast<std::int32_t>(dice.between(0, scene.today - earliest)));
        fields[prefix + "cost_line"] = dice.chance(70) ? form.cost_lines.front().name : dice.one_of(form.cost_lines).name;
        fields[prefix + "supplier"] = "Dala Kyl";
        fields[prefix + "invoice_number"] = std::to_string(dice.between(1, dice.chance(97) ? 1'000'000'000 : 20));
        fields[prefix + "invoice_on"] = invoiced.iso();
        fields[prefix + "paid_on"] = scene.today.iso();
        fields[prefix + "amount"] = dice.money(Money::kronor(1), scene.file.subject.granted + Money::kronor(1)).plain();
    }
    if (dice.chance(40)) fields["final"] = "1";
    return fields;
}

Fields review(Dice& dice, const Scene& scene) {
    Fields fields;
    for (const auto& row : scene.rows) {
        const auto number = std::to_string(row.sequence);
        fields["approved_" + number] = (dice.chance(75) ? row.amount : dice.money(Money(), row.amount)).plain();
        fields["reason_" + number] = "Utgiften är för hög.";
        for (const auto* found : {"before_application", "outside_period", "invoice_in_other_case", "invoice_in_earlier_claim", "quotes_missing"}) {
            if (dice.chance(90)) fields["known_" + number + "_" + found] = "Det är utrett.";
        }
    }
    return fields;
}

Fields change(Dice& dice, const Scene& scene) {
    const auto& subject = scene.file.subject;
    const auto most = subject.granted + Money::of_minor(subject.granted.minor() / 4);
    Fields fields{{"proposal_outcome", dice.chance(85) ? "approved" : "rejected"},
                  {"amount", dice.money(dice.chance(90) ? subject.paid + subject.released : Money(), most).plain()},
                  {"reasons", "Priset har ändrats."}, {"period_from", scene.today.iso()}, {"period_to", day_from(scene.today, dice.between(0, 700))}};
    put_conditions(dice, scene, fields);
    return fields;
}

Fields adverse(Dice& dice, Money most) {
    static const std::vector<std::string> grounds(std::begin(non_payment_grounds), std::end(non_payment_grounds));
    return {{"ground", dice.one_of(grounds)}, {"amount", dice.money(Money::of_minor(1), most).plain()}, {"reasons", "Villkoren har inte följts."}};
}

Money debt_today(const Scene& scene, bool of_interest) {
    const auto decided = scene.beside ? scene.beside->value("decided_on") : std::string();
    if (decided.empty()) return Money();
    const auto found = scene.file.repaid.find(scene.beside->id);
    const RecoveryDebt debt{scene.beside->decided, Date::parse(decided), found == scene.file.repaid.end() ? std::vector<RecoveryEntry>() : found->second};
    const auto rates = recovery_rates(scene.services.parameters, debt.interest_from(), std::max(scene.today, debt.interest_from()));
    const auto balance = balance_on(debt, scene.today, rates);
    return of_interest ? balance.interest : balance.debt + balance.interest;
}

Fields repayment(Dice& dice, const Scene& scene) {
    return {{"amount", dice.money(Money::of_minor(1), debt_today(scene, false)).plain()}, {"booked_on", scene.today.iso()}};
}

// Where the recipient owes something under the same ordinance, now and then a part of it is taken out of the payment.
Fields attestation(Dice& dice, const Scene& scene) {
    const auto claim = std::find_if(scene.file.claims.begin(), scene.file.claims.end(), [](const auto& each) { return each.state == "approved"; });
    Fields fields;
    auto left = claim == scene.file.claims.end() ? Money() : claim->payable;
    for (const auto& debt : scene.debts) {
        if (left.zero() || dice.chance(50)) continue;
        const auto part = dice.money(Money::of_minor(1), least(left, debt.left));
        fields[debt.field()] = part.plain();
        left -= part;
    }
    return fields;
}

Fields reduction(Dice& dice, const Scene& scene) {
    const bool interest = dice.chance(30);
    return {{"amount", dice.money(Money::of_minor(1), debt_today(scene, interest)).plain()}, {"reduce_what", interest ? "interest" : "debt"}};
}

Fields appeal(Dice& dice, const Scene& scene) {
    return {{"received_on", scene.today.iso()}, {"appellant", "Handelsboden"}, {"request_text", "Vi överklagar."},
            {"decision", std::to_string(scene.file.decisions.empty() ? 1 : dice.one_of(scene.file.decisions).sequence)}};
}

Fields judgment(Dice& dice, const Scene& scene) {
    static const std::vector<std::string> outcomes(std::begin(judgment_outcomes), std::end(judgment_outcomes));
    return {{"judged_on", scene.today.iso()}, {"court_number", "1234-26"}, {"request_text", "Rätten avslår."}, {"judgment", dice.one_of(outcomes)}};
}

Fields outcome_of_year(Dice& dice, const Scene& scene) {
    const auto net = scene.file.subject.granted.minor() * dice.between(1, 5) / 2;
    return {{"net_cost", Money::of_minor(net).plain()}, {"households", "30"}, {"occasions", std::to_string(dice.between(1, 6'000))}};
}

using Filler = std::function<Fields(Dice&, const Scene&)>;

const std::map<std::string, Filler>& fillers() {
    static const std::map<std::string, Filler> all{
        {"assign", [](Dice& d, const Scene& s) { return d.chance(50) ? Fields() : Fields{{"officer", std::to_string(d.one_of(s.officers).value())}}; }},
        {"proposal", proposal},
        {"dismissal", [](Dice&, const Scene&) { return Fields{{"reasons", "Ansökan går inte att pröva."}}; }},
        {"supplement", request},
        {"claim_supplement", request},
        {"hearing", request},
        {"opinion", [](Dice& d, const Scene& s) {
             auto fields = request(d, s);
             fields["recipient_kind"] = d.chance(93) ? "municipality" : "agency";
             fields["recipient"] = "Kommunen";
             return fields;
         }},
        {"supplement_answer", [](Dice& d, const Scene& s) { return answer(d, s, "supplement"); }},
        {"opinion_answer", [](Dice& d, const Scene& s) { return answer(d, s, "opinion"); }},
        {"hearing_answer", [](Dice& d, const Scene& s) { return answer(d, s, "hearing"); }},
        {"claim", claim},
        {"claim_review", review},
        {"home_delivery_outcome", outcome_of_year},
        {"paid", [](Dice& d, const Scene& s) { return d.chance(50) ? Fields() : Fields{{"booked_on", s.today.iso()}}; }},
        {"final_report", [](Dice&, const Scene& s) { return Fields{{"reported_on", s.today.iso()}, {"request_text", "Det är klart."}}; }},
        {"change_request", [](Dice&, const Scene& s) { return Fields{{"asked_on", s.today.iso()}, {"request_text", "Mer tid behövs."}}; }},
        {"change_proposal", change},
        {"stop_opening", [](Dice&, const Scene& s) { return Fields{{"found_on", s.today.iso()}, {"request_text", "Butiken är stängd."}}; }},
        {"stop_proposal", [](Dice& d, const Scene& s) { return adverse(d, s.file.subject.outstanding()); }},
        {"recovery_opening", [](Dice&, const Scene& s) { return Fields{{"found_on", s.today.iso()}, {"request_text", "Uppgifterna var fel."}}; }},
        {"recovery_proposal", [](Dice& d, const Scene& s) { return adverse(d, s.file.subject.paid); }},
        {"attestation", attestation},
        {"repayment", repayment},
        {"reduction", reduction},
        {"instalments", [](Dice& d, const Scene& s) {
             return Fields{{"instalments", std::to_string(d.between(0, 24))}, {"first_due_on", day_from(s.today, d.between(0, 60))}};
         }},
        {"write_off", [](Dice&, const Scene&) { return Fields(); }},
        {"appeal", appeal},
        {"closing", [](Dice&, const Scene&) { return Fields(); }},
        {"timeliness", [](Dice& d, const Scene& s) { return Fields{{"delivered_on", day_from(s.today, -d.between(0, 30))}}; }},
        {"court", [](Dice&, const Scene& s) { return Fields{{"court", "Förvaltningsrätten i Falun"}, {"sent_on", s.today.iso()}}; }},
        {"judgment", judgment}};
    return all;
}

const std::vector<std::string>& absurdities() {
    static const std::vector<std::string> all{"", " ", "-5", "0", "1e9", "99999999999999", "0,001", "tio", "2099-01-01", "1900-01-01",
                                              "2026-02-30", "<b>x</b>", "'; --", "\xF0\x9F\x92\xA9", std::string(limits::long_text + 1, 'x')};
    return all;
}

}  // namespace

ActionInput right_input(Dice& dice, const Scene& scene, const std::string& form) {
    ActionInput input;
    if (form.empty()) return input;
    const auto filler = fillers().find(form);
    if (filler == fillers().end()) throw std::logic_error("the simulation does not know what to type in " + form);
    input.fields = filler->second(dice, scene);
    const bool takes_file = form == "supplement_answer" || form == "appeal";
    if (takes_file && dice.chance(30)) input.files.push_back({"file", "Handling.pdf", demo_pdf("Handling")});
    return input;
}

ActionInput spoilt(Dice& dice, ActionInput input) {
    if (dice.chance(5)) input.files.push_back({"file", "Handling.pdf", "no such thing as a PDF"});
    if (input.fields.empty()) return input;
    auto at = input.fields.begin();
    std::advance(at, dice.between(0, static_cast<std::int64_t>(input.fields.size()) - 1));
    if (dice.chance(25)) input.fields.erase(at);
    else at->second = dice.one_of(absurdities());
    return input;
}

ActionInput application(Dice& dice, const SupportForm& form, const Applicant& who, Date received, Date today) {
    ActionInput input;
    const auto kind = form.needs_outlet ? "limited_company" : "municipality";
    const auto sought = dice.money(Money::kronor(20'000), Money::kronor(dice.chance(70) ? 160'000 : 380'000));
    const auto cost = (sought + sought + Money::kronor(1'000)).plain();
    input.fields = {
        {"organisation_number", organisation_number_of(who.index, kind)}, {"organisation_name", "Testhandeln " + std::to_string(who.index)},
        {"organisation_kind", kind}, {"email", "butik@example.org"}, {"street", "Bygatan 1"}, {"postal_code", "78231"}, {"city", "Lima"},
        {"payee_kind", "bankgiro"}, {"payee_number", bankgiro_of(who.index)}, {"outlet_name", "Lima Lanthandel"}, {"place", "Lima"},
        {"municipality", "2023"}, {"next_outlet_km", "24,0"}, {"hours_per_week", "50"}, {"articles", "2500"},
        {"groceries_turnover", "6000000.00"}, {"open_all_year", "yes"}, {"service_groceries", "1"}, {"received_on", received.iso()},
        {"amount_sought", sought.plain()}, {"grant_year", std::to_string(today.year() + static_cast<int>(dice.between(-1, 1)))},
        {"other_de_minimis", "Inget."}, {"other_aid", "Inget."}, {"opening_hours", "50"}, {"assortment", "2500"},
        {"turnover", "6000000.00"}, {"measures", "Hyran är omförhandlad."}, {"temporary_problems", "yes"}, {"measures_insufficient", "yes"},
        {"households", "30"}, {"occasions", std::to_string(sought.minor() / 10'000 + 100)}, {"net_cost", cost},
        {"description", "Ny kyldisk."}, {"start_on", received.plus_days(60).iso()}, {"end_on", today.plus_days(200).iso()},
        {"cost_1_line", "premises"}, {"cost_1_description", "Kyldisk"}, {"cost_1_amount", cost}};
    for (const auto group : outlet_groups) input.fields["group_" + std::string(group)] = "1";
    if (!who.outlet.empty()) input.fields["outlet_id"] = who.outlet;
    for (const auto& document : form.documents) {
        if (document.required && dice.chance(97)) input.files.push_back({document.name, document.name + ".pdf", demo_pdf(document.name)});
    }
    return input;
}

}  // namespace bygd::simulation
