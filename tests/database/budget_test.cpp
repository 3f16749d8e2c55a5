// The budget as a manager keeps it, through the actions of people: moves and corrections, part budgets, authorisations by year of
// maturity, the year-end close, and the worked example of domain §8 to the öre.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "budget/commitment_store.hpp"
#include "budget/fund_actions.hpp"
#include "budget/fund_closing_actions.hpp"
#include "budget/fund_closing_store.hpp"
#include "budget/fund_decision_store.hpp"
#include "budget/part_budget_store.hpp"
#include "decisions/decision_store.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_house {

namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

class BudgetRoad : public ::testing::Test {
protected:
    BudgetRoad() {
        cast.add_person("maria", Role::manager);
        cast.add_person("mona", Role::manager);
        cast.clock.set(parse_utc("2025-01-07T08:00:00.000000Z"));
        cast.add_person("dora", Role::decider, Money::kronor(5'000'000));
        cast.clock.set(parse_utc("2026-03-02T08:00:00.000000Z"));
    }
    const Actor& who(const std::string& name) const { return cast.people.at(name); }
    const Services& services() const { return cast.services(); }

    Id<Fund> fund(const std::string& code, int year, const std::string& amount, const std::string& reuse = "") {
        return add_fund(services(), who("maria"), {{"code", code}, {"name", code}, {"year", std::to_string(year)}, {"source", "state_1_1"},
                                                   {"reuse_released", reuse}, {"amount", amount}, {"text", "Regleringsbrev"}}).id;
    }
    FundBalance balance(Id<Fund> id) const {
        return services().database.read([&](Transaction& tx) { return balance_of(tx, id).value(); });
    }
    std::vector<LedgerEntry> entries(Id<Fund> id) const {
        return services().database.read([&](Transaction& tx) { return ledger_of_fund(tx, id, 0, 1'000); });
    }
    Fields decided(const std::string& amount, const std::string& reference = "RUN 2026/1 § 7") const {
        return {{"amount", amount}, {"decided_on", ""}, {"reference", reference}, {"text", "Beslut i nämnden"}};
    }
    Authorisation authorise(int year, const std::string& amount) {
        auto fields = decided(amount);
        fields["source"] = "state_1_1";
        fields["year"] = std::to_string(year);
        return decide_authorisation(services(), who("maria"), fields);
    }
    Authorisation room(int year) const {
        return services().database.read([&](Transaction& tx) { return find_authorisation(tx, "state_1_1", year).value(); });
    }
    PartBudget part(const std::string& form, const std::string& municipality, const std::string& amount) {
        auto fields = decided(amount);
        fields["form"] = form;
        fields["municipality"] = municipality;
        return decide_part_budget(services(), who("maria"), cast.fund, fields);
    }
    Money taken(Id<PartBudget> id) const {
        return services().database.read([&](Transaction& tx) { return find_part_budget(tx, id).value().taken; });
    }
    // "2027: 1600000.00, 2028: 1000000.00"
    std::string outstanding(Date day) const {
        std::string text;
        for (const auto& one : services().database.read([&](Transaction& tx) { return commitments_on(tx, "state_1_1", day); }).years) {
            text += (text.empty() ? "" : ", ") + std::to_string(one.year) + ": " + one.amount.plain();
        }
        return text;
    }
    Fields with_plan(Fields fields, const std::vector<std::pair<std::string, std::string>>& rows) const {
        int number = 0;
        for (const auto& [year, amount] : rows) {
            const auto row = "plan_" + std::to_string(++number);
            fields[row + "_year"] = year;
            fields[row + "_amount"] = amount;
        }
        return fields;
    }
    // An investment of twice the amount, half of which the law allows.
    std::string investment(int amount) {
        const auto& form = services().forms.latest("investment_support");
        const int index = 500 + cast.registered++;
        const auto today = cast.clock.today();
        ActionInput input;
        input.fields = {{"organisation_number", organisation_number_of(index, "limited_company")},
             {"organisation_name", "Handel " + std::to_string(index)}, {"organisation_kind", "limited_company"},
             {"email", "butik@example.org"}, {"street", "Bygatan 1"}, {"postal_code", "78231"}, {"city", "Lima"},
             {"payee_kind", "bankgiro"}, {"payee_number", bankgiro_of(index)}, {"outlet_name", "Lima Handel"}, {"place", "Lima"},
             {"municipality", "2023"}, {"next_outlet_km", "24,0"}, {"hours_per_week", "50"}, {"articles", "2500"},
             {"groceries_turnover", "6000000.00"}, {"service_groceries", "1"}, {"received_on", today.iso()},
             {"amount_sought", std::to_string(amount) + ".00"}, {"other_de_minimis", "Inget."}, {"other_aid", "Inget."},
             {"description", "Ny butik."}, {"start_on", today.plus_days(30).iso()}, {"end_on", today.plus_days(300).iso()},
             {"cost_1_line", "premises"}, {"cost_1_description", "Ombyggnad"}, {"cost_1_amount", std::to_string(2 * amount) + ".00"}};
        for (const auto& document : form.documents) {
            if (document.required) input.files.push_back({document.name, document.name + ".pdf", demo_pdf(document.name)});
        }
        const auto number = register_case(services(), who("anna"), {"investment_support", input}).diary_number;
        cast.take("anna", number, "assign");
        cast.answer_all(number);
        cast.look_up_and_ask(number);
        return number;
    }
    void grant(const std::string& number, Id<Fund> from, int amount, const std::vector<std::pair<std::string, std::string>>& plan) {
        auto fields = with_plan(cast.proposal(std::to_string(amount) + ".00"), plan);
        fields["fund"] = std::to_string(from.value());
        cast.take("anna", number, "propose", fields);
        cast.take("anna", number, "submit_for_decision");
        cast.take("dora", number, "approve");
        cast.take("anna", number, "dispatch");
    }
    void pay(const std::string& number, int amount, const std::string& invoice) {
        const auto day = cast.clock.today().iso(), cost = std::to_string(2 * amount) + ".00";
        cast.take("anna", number, "register_claim", {{"row_1_cost_line", "premises"}, {"row_1_supplier", "Dala Bygg"},
                  {"row_1_invoice_number", invoice}, {"row_1_invoice_on", day}, {"row_1_paid_on", day}, {"row_1_amount", cost}});
        cast.take("anna", number, "approve_claim", {{"approved_1", cost}, {"known_1_quotes_missing", "Tre anbud finns i ärendet."}}, "", "claim");
        cast.take("eva", number, "attest", {}, "", "claim");
        cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    }
    void stop(const std::string& number, int amount) {
        const auto today = cast.clock.today();
        cast.take("anna", number, "open_stop", {{"found_on", today.iso()}, {"request_text", "Allt blev inte av."}});
        cast.take("anna", number, "start_hearing", {{"question", "Vi överväger detta."}, {"due_on", today.plus_days(14).iso()}}, "", "non_payment");
        cast.take("anna", number, "hearing_done", {{"answered_on", today.iso()}, {"answer", "Nej."}}, "", "non_payment");
        cast.take("anna", number, "propose", {{"ground", "not_used"}, {"amount", std::to_string(amount) + ".00"}, {"reasons", "Det blev inte av."}}, "",
                  "non_payment");
        cast.take("anna", number, "submit_for_decision", {}, "", "non_payment");
        cast.take("david", number, "decide", {}, "", "non_payment");
    }
    void tell_rates_of_2025() {
        cast.server.database().transact([](Transaction& tx) {
            ExchangeRate rate;
            rate.millionths = 11'000'000;
            rate.source = "Prov";
            for (rate.day = Date(2025, 1, 6); rate.day.year() < 2026; rate.day = rate.day.plus_days(7)) insert_rate(tx, rate, {});
        });
    }
    void expect_sound() const { EXPECT_EQ(cast.faults(), std::vector<std::string>()); }

    HouseCast cast{Money::kronor(6'000'000)};
};

}  // namespace

// Domain §8: tilldelat 6 000 000; skuld in 1 800 000; beslutat 5 100 000; utbetalt 1 500 000 on old and 2 700 000 on new; återfört
// 100 000 on old.
TEST_F(BudgetRoad, the_worked_example_of_the_domain_comes_out_to_the_ore) {
    tell_rates_of_2025();
    cast.clock.set(parse_utc("2025-06-02T08:00:00.000000Z"));
    const auto old_fund = fund("RUS-2025", 2025, "1 800 000", "1");
    const auto old = investment(1'800'000);
    grant(old, old_fund, 1'800'000, {{"2026", "1500000"}, {"2027", "300000"}});

    cast.clock.set(parse_utc("2026-03-02T08:00:00.000000Z"));
    EXPECT_EQ(outstanding(Date(2025, 12, 31)), "2026: 1500000.00, 2027: 300000.00");
    EXPECT_EQ(authorise(2026, "2 700 000").committed, Money::kronor(300'000));
    pay(old, 1'500'000, "1");
    stop(old, 100'000);
    const auto first = investment(2'700'000), second = investment(2'400'000);
    grant(first, cast.fund, 2'700'000, {{"2026", "2700000"}});
    pay(first, 2'700'000, "2");
    grant(second, cast.fund, 2'400'000, {{"2027", "1400000"}, {"2028", "1000000"}});

    const auto now = balance(cast.fund), before = balance(old_fund);
    EXPECT_EQ(now.allocated, Money::kronor(6'000'000));
    EXPECT_EQ(now.granted, Money::kronor(5'100'000));
    EXPECT_EQ(now.left_to_decide(), Money::kronor(900'000));
    EXPECT_EQ((now.left_to_decide() + before.left_to_decide()), Money::kronor(1'000'000)) << "what is released is granted again";
    FundBalance kept;
    for (const auto& entry : entries(old_fund)) kept = moved(kept, entry.movement, entry.amount, false);
    EXPECT_EQ(kept.left_to_decide() + now.left_to_decide(), Money::kronor(900'000)) << "and is not when the fund says so";

    const auto sums = services().database.read([](Transaction& tx) { return booked_since(tx, 2026); });
    EXPECT_EQ(sums.own_debt, now.outstanding());
    EXPECT_EQ(sums.others_debt, before.outstanding());
    auto flow = flow_of_year(sums.own_debt, sums.own);
    flow += flow_of_year(sums.others_debt, sums.others);
    EXPECT_EQ(flow, (YearFlow{Money::kronor(1'800'000), Money::kronor(5'100'000), Money::kronor(4'200'000), Money::kronor(100'000)}));
    EXPECT_EQ(flow.closing(), Money::kronor(2'600'000));
    EXPECT_EQ(now.allocated - flow.paid, Money::kronor(1'800'000)) << "anslagssparande";
    EXPECT_EQ(outstanding(Date(2026, 12, 31)), "2027: 1600000.00, 2028: 1000000.00");
    EXPECT_EQ(room(2026).committed, Money::kronor(2'600'000));
    EXPECT_EQ(room(2026).left(), Money::kronor(100'000));
    expect_sound();

    // Asked again when the next year has gone its way: the same answer, and another of that year.
    cast.clock.set(parse_utc("2027-02-01T08:00:00.000000Z"));
    pay(second, 1'000'000, "3");
    EXPECT_EQ(outstanding(Date(2026, 12, 31)), "2027: 1600000.00, 2028: 1000000.00");
    EXPECT_EQ(outstanding(Date(2027, 12, 31)), "2027: 600000.00, 2028: 1000000.00");
    EXPECT_EQ(outstanding(Date(2025, 12, 31)), "2026: 1500000.00, 2027: 300000.00");
    EXPECT_EQ(outstanding(Date(2025, 6, 1)), "");
    expect_sound();
}

TEST_F(BudgetRoad, a_move_is_one_decision_with_two_entries_that_name_each_other) {
    const auto other = fund("KS-2026", 2026, "500 000");
    auto typed = decided("750 000,50");
    typed["to"] = "ks-2026";
    const auto decision = move_between_funds(services(), who("maria"), cast.fund, typed);
    EXPECT_EQ(balance(cast.fund).allocated, Money::of_minor(524'999'950));
    EXPECT_EQ(balance(other).allocated, Money::of_minor(125'000'050));
    const auto from = entries(cast.fund).back(), to = entries(other).back();
    EXPECT_EQ(from.movement, Movement::withdrawal);
    EXPECT_EQ(to.movement, Movement::allocation);
    EXPECT_EQ(from.other_fund, other);
    EXPECT_EQ(to.other_fund, cast.fund);
    EXPECT_EQ(from.decision, decision.id);
    EXPECT_EQ(to.decision, decision.id);
    for (const auto id : {cast.fund, other}) {
        const auto lines = services().database.read([&](Transaction& tx) { return decisions_of_fund(tx, id, {}, 10); });
        EXPECT_EQ(lines.front().decision.reference, "RUN 2026/1 § 7");
        EXPECT_EQ(lines.front().to_code, "KS-2026");
    }
    expect_sound();
}

TEST_F(BudgetRoad, a_move_of_more_than_is_free_or_to_nowhere_leaves_both_funds_as_they_were) {
    const auto other = fund("KS-2026", 2026, "500 000");
    const auto move = [&](Fields more, const std::string& amount = "1") {
        auto typed = decided(amount);
        for (auto& [name, value] : more) typed[name] = value;
        return refusal([&] { move_between_funds(services(), who("maria"), cast.fund, typed); });
    };
    EXPECT_EQ(move({{"to", "KS-2026"}}, "6 000 000,01"), "invalid amount=fund.not_enough");
    EXPECT_EQ(move({{"to", ""}}), "invalid to=required");
    EXPECT_EQ(move({{"to", "KS-2031"}}), "invalid to=fund.unknown");
    EXPECT_EQ(move({{"to", "RUS-2026"}}), "invalid to=fund.same_fund");
    EXPECT_EQ(move({{"to", "KS-2026"}, {"reference", " "}, {"decided_on", "2027-01-01"}}, "0"),
              "invalid amount=amount.zero decided_on=fund.later_than_today reference=required");
    auto typed = decided("1");
    typed["to"] = "KS-2026";
    for (const auto* name : {"anna", "david", "eva"}) {
        EXPECT_EQ(refusal([&] { move_between_funds(services(), who(name), cast.fund, typed); }), "forbidden fund.managers_only");
    }
    EXPECT_EQ(balance(cast.fund).allocated, Money::kronor(6'000'000));
    EXPECT_EQ(balance(other).allocated, Money::kronor(500'000));
    EXPECT_EQ(entries(cast.fund).size(), 1u);
    expect_sound();
}

TEST_F(BudgetRoad, a_wrong_decision_is_corrected_once_by_a_new_one_that_names_it) {
    const auto other = fund("KS-2026", 2026, "500 000");
    auto typed = decided("70 000");
    typed["to"] = "KS-2026";
    const auto wrong = move_between_funds(services(), who("maria"), cast.fund, typed);
    const auto right = correct_fund_decision(services(), who("maria"), wrong.id, decided("7 000"));
    EXPECT_EQ(right.corrects, wrong.id);
    EXPECT_EQ(balance(cast.fund).allocated, Money::kronor(5'993'000));
    EXPECT_EQ(balance(other).allocated, Money::kronor(507'000));
    const auto rows = entries(other);
    EXPECT_EQ(rows.back().movement, Movement::withdrawal);
    EXPECT_EQ(rows.back().amount, Money::kronor(63'000));
    EXPECT_EQ(rows.back().corrects, rows[rows.size() - 2].id);
    EXPECT_EQ(refusal([&] { correct_fund_decision(services(), who("maria"), wrong.id, decided("8 000")); }), "conflict fund_decision.corrected");
    EXPECT_EQ(refusal([&] { correct_fund_decision(services(), who("maria"), right.id, decided("7 000")); }), "invalid amount=fund_decision.same_amount");
    correct_fund_decision(services(), who("maria"), right.id, decided("0"));     // it was never decided
    EXPECT_EQ(balance(cast.fund).allocated, Money::kronor(6'000'000));
    EXPECT_EQ(balance(other).allocated, Money::kronor(500'000));
    const auto first = services().database.read([&](Transaction& tx) { return decisions_of_fund(tx, other, {}, 10); }).back();
    EXPECT_EQ(first.decision.matter, FundMatter::allocation);
    correct_fund_decision(services(), who("maria"), first.decision.id, decided("450 000"));
    EXPECT_EQ(balance(other).allocated, Money::kronor(450'000));
    EXPECT_EQ(refusal([&] { correct_fund_decision(services(), who("anna"), first.decision.id, decided("1")); }), "forbidden fund.managers_only");
    EXPECT_EQ(refusal([&] { correct_fund_decision(services(), who("maria"), Id<FundDecision>(999), decided("1")); }), "not_found not_found");
    expect_sound();
}

TEST_F(BudgetRoad, a_decision_that_breaks_the_authorisation_is_refused_when_it_is_made) {
    authorise(2026, "150 000");
    const auto first = cast.in_review("investment_support"), second = cast.in_review("investment_support");
    const auto plan = with_plan(cast.proposal(), {{"2026", "20000"}, {"2027", "80000"}});
    cast.take("anna", first, "propose", plan);
    cast.take("anna", second, "propose", plan);          // nothing is committed before it is decided
    for (const auto& number : {first, second}) cast.take("anna", number, "submit_for_decision");
    cast.take("david", first, "approve");
    EXPECT_EQ(room(2026).committed, Money::kronor(80'000));
    EXPECT_EQ(refusal([&] { cast.take("david", second, "approve"); }), "invalid authorisation.not_enough");
    EXPECT_EQ(cast.now(second).state, "under_decision");
    EXPECT_EQ(cast.balance().granted, Money::kronor(100'000));
    // The officer is told at the proposal, at its field.
    const auto third = cast.in_review("investment_support");
    EXPECT_EQ(refusal([&] { cast.take("anna", third, "propose", plan); }), "invalid fund=authorisation.not_enough");
    cast.take("anna", third, "propose", with_plan(cast.proposal(), {{"2026", "30000"}, {"2027", "70000"}}));
    EXPECT_EQ(refusal([&] { cast.take("anna", third, "propose", {}); }).substr(0, 8), "conflict");
    // A higher ceiling by a later decision, and the second goes through.
    authorise(2026, "160 000");
    cast.take("david", second, "approve");
    EXPECT_TRUE(room(2026).left().zero());
    // A lower one is a fact too; the day decides which held.
    cast.clock.set(cast.clock.now() + std::chrono::hours(24));
    EXPECT_EQ(authorise(2026, "100 000").left(), -Money::kronor(60'000));
    const auto yesterday = cast.clock.today().plus_days(-1);
    EXPECT_EQ(services().database.read([&](Transaction& tx) { return ceiling_on(tx, "state_1_1", 2026, yesterday); }), Money::kronor(160'000));
    auto older = decided("1");
    older["source"] = "state_1_1";
    older["year"] = "2026";
    older["decided_on"] = yesterday.iso();
    EXPECT_EQ(refusal([&] { decide_authorisation(services(), who("maria"), older); }), "invalid decided_on=authorisation.older");
    expect_sound();
}

TEST_F(BudgetRoad, a_plan_is_read_at_its_fields_and_else_follows_form_and_period) {
    const auto number = cast.in_review("investment_support");
    const auto say = [&](const std::vector<std::pair<std::string, std::string>>& plan) {
        return refusal([&] { cast.take("anna", number, "propose", with_plan(cast.proposal(), plan)); });
    };
    EXPECT_EQ(say({{"2026", "50000"}, {"2027", "40000"}}), "invalid plan_1_amount=plan.sum");
    EXPECT_EQ(say({{"2025", "100000"}}), "invalid plan_1_year=number.range");
    EXPECT_EQ(say({{"2026", "50000"}, {"2026", "50000"}}), "invalid plan_2_year=plan.year_twice");
    EXPECT_EQ(say({{"", "100000"}}), "invalid plan_1_year=number.range");
    EXPECT_EQ(say({{"2026", "x"}}), "invalid plan_1_amount=amount.format");
    const auto plan = [&](const std::string& of) {
        return services().database.read([&](Transaction& tx) { return plan_text(plan_in_force(tx, cast.now(of).id)); });
    };
    cast.take("anna", number, "propose", cast.proposal());
    cast.take("anna", number, "submit_for_decision");
    cast.take("david", number, "approve");
    EXPECT_EQ(plan(number), "2027=100000.00") << "the last year of the period";
    const auto direct = cast.under_decision("service_grant");
    cast.take("david", direct, "approve");
    EXPECT_EQ(plan(direct), "2026=100000.00") << "paid with the decision";
    const auto decisions = services().database.read([&](Transaction& tx) { return decisions_of(tx, cast.now(number).id); });
    EXPECT_EQ(nlohmann::json::parse(decisions.back().snapshot)["payment_plan"][0]["year"], 2027);
    expect_sound();
}

TEST_F(BudgetRoad, a_change_moves_the_plan_and_what_is_committed) {
    authorise(2026, "1 000 000");
    authorise(2027, "1 000 000");
    const auto number = cast.in_review("investment_support");
    grant(number, cast.fund, 100'000, {{"2026", "40000"}, {"2027", "60000"}});
    pay(number, 30'000, "1");
    cast.take("anna", number, "request_change", {{"asked_on", cast.clock.today().iso()}, {"request_text", "Senare."}});
    auto fields = with_plan(cast.proposal(), {{"2026", "30000"}, {"2028", "70000"}});
    fields["reasons"] = "Bygget är försenat.";
    cast.take("anna", number, "propose", fields, "", "change");
    cast.take("anna", number, "submit_for_decision", {}, "", "change");
    EXPECT_EQ(room(2027).committed, Money());
    cast.take("david", number, "decide", {}, "", "change");
    EXPECT_EQ(room(2026).committed, Money::kronor(70'000));
    EXPECT_EQ(room(2027).committed, Money::kronor(70'000));
    EXPECT_EQ(outstanding(cast.clock.today()), "2028: 70000.00");
    expect_sound();
}

TEST_F(BudgetRoad, a_part_budget_is_taken_with_the_fund_and_refused_with_what_is_left) {
    const auto of_form = part("service_grant", "", "150 000"), of_place = part("", "2023", "250 000");
    const auto first = cast.in_review("service_grant"), second = cast.in_review("service_grant");
    cast.take("anna", first, "propose", cast.proposal());
    EXPECT_EQ(taken(of_form.id), Money::kronor(100'000));
    EXPECT_EQ(taken(of_place.id), Money::kronor(100'000));
    try {
        cast.take("anna", second, "propose", cast.proposal());
        FAIL() << "more than the part";
    } catch (const Error& error) {
        ASSERT_EQ(error.problems().size(), 1u);
        EXPECT_EQ(error.problems()[0].field, "fund");
        EXPECT_EQ(error.problems()[0].code, "fund.part_not_enough");
        EXPECT_EQ(error.problems()[0].values[0], Money::kronor(50'000).swedish());
    }
    EXPECT_EQ(cast.balance().reserved, Money::kronor(100'000)) << "nothing of it is left behind";
    EXPECT_EQ(taken(of_place.id), Money::kronor(100'000));
    // The kommun's part is smaller than what two of another form need.
    const auto third = cast.in_review("investment_support"), fourth = cast.in_review("investment_support");
    cast.take("anna", third, "propose", cast.proposal());
    EXPECT_EQ(refusal([&] { cast.take("anna", fourth, "propose", cast.proposal()); }), "invalid fund=fund.part_place_not_enough");
    cast.take("anna", first, "submit_for_decision");
    cast.take("david", first, "approve");
    EXPECT_EQ(taken(of_form.id), Money::kronor(100'000)) << "a grant takes what was reserved";
    // Sent back: free again. And made now, a part counts what is taken already.
    cast.take("anna", third, "submit_for_decision");
    cast.take("david", third, "back_to_review", {}, "Se över beloppet.");
    EXPECT_EQ(taken(of_place.id), Money::kronor(100'000));
    EXPECT_EQ(part("service_grant", "2023", "120 000").taken, Money::kronor(100'000));
    EXPECT_EQ(refusal([&] { part("service_grant", "", "99 999"); }), "invalid amount=part.below_taken");
    EXPECT_EQ(refusal([&] { part("", "", "1"); }), "invalid form=part.of_nothing");
    EXPECT_EQ(refusal([&] { part("nothing", "9999", "1"); }), "invalid form=choice.unknown municipality=choice.unknown");
    EXPECT_EQ(refusal([&] { part("service_grant", "", "6 000 001"); }), "invalid amount=part.over_fund");
    EXPECT_EQ(part("service_grant", "", "200 000").left(), Money::kronor(100'000));
    expect_sound();
}

TEST_F(BudgetRoad, a_closed_fund_pays_its_debt_and_bears_nothing_new_until_two_persons_open_it) {
    const auto paid_later = cast.in_review("investment_support"), proposed = cast.in_review("investment_support");
    grant(paid_later, cast.fund, 100'000, {});
    cast.take("anna", proposed, "propose", cast.proposal());
    const auto close = [&](const std::string& name, const std::string& step, int year = 2026) {
        return refusal([&] {
            take_closing(services(), who(name), cast.fund, {{"step", step}, {"year", std::to_string(year)}, {"text", "Bokslut enligt plan"}});
        });
    };
    EXPECT_EQ(close("maria", "asked"), "invalid step=closing.year_not_over");
    cast.clock.set(parse_utc("2027-01-18T08:00:00.000000Z"));
    EXPECT_EQ(close("maria", "asked"), "invalid step=closing.reserved");
    cast.take("anna", proposed, "submit_for_decision");
    cast.take("david", proposed, "back_to_review", {}, "Nästa års pengar.");
    EXPECT_EQ(close("eva", "asked"), "forbidden fund.managers_only");
    EXPECT_EQ(close("anna", "closed"), "forbidden closing.not_yours");
    EXPECT_EQ(close("eva", "closed"), "conflict closing.changed");
    EXPECT_EQ(close("maria", "asked", 2025), "conflict closing.changed");
    EXPECT_EQ(close("maria", "asked"), "nothing");
    EXPECT_EQ(close("maria", "closed"), "conflict closing.same_person");
    EXPECT_EQ(close("eva", "closed"), "nothing");

    cast.look_up_and_ask(proposed);                      // what was looked up last year is too old
    EXPECT_EQ(refusal([&] { cast.take("anna", proposed, "propose", cast.proposal()); }), "invalid fund=fund.closed");
    EXPECT_EQ(refusal([&] {
                  move_funds(services(), who("maria"), cast.fund, {{"movement", "allocation"}, {"amount", "1"}, {"text", "Mer"}});
              }), "invalid amount=fund.closed");
    EXPECT_EQ(refusal([&] { part("service_grant", "", "1"); }), "invalid amount=fund.closed");
    pay(paid_later, 60'000, "1");                        // what was promised is paid, this year
    EXPECT_EQ(cast.balance().paid, Money::kronor(60'000));
    const auto day = cast.clock.today().iso();
    cast.take("anna", paid_later, "register_claim", {{"row_1_cost_line", "premises"}, {"row_1_supplier", "Dala Bygg"},
              {"row_1_invoice_number", "2"}, {"row_1_invoice_on", day}, {"row_1_paid_on", day}, {"row_1_amount", "20000.00"}});
    expect_sound();

    EXPECT_EQ(close("maria", "reopen_asked"), "nothing");
    EXPECT_EQ(close("maria", "reopened"), "conflict closing.same_person");
    EXPECT_EQ(close("mona", "reopened"), "nothing");
    cast.take("anna", proposed, "propose", cast.proposal());
    EXPECT_EQ(close("maria", "asked"), "invalid step=closing.reserved");
    expect_sound();
    // Into a closed year nothing is booked, whoever says so.
    cast.take("anna", proposed, "submit_for_decision");
    cast.take("david", proposed, "back_to_review", {}, "Nej.");
    EXPECT_EQ(close("maria", "asked"), "nothing");
    EXPECT_EQ(close("eva", "closed"), "nothing");
    LedgerEntry late;
    late.fund = cast.fund;
    late.subject = cast.now(paid_later).id;
    late.movement = Movement::payment;
    late.amount = Money::kronor(1);
    late.booked_on = Date(2026, 12, 30);
    late.made_at = cast.clock.now();
    EXPECT_EQ(refusal([&] { services().database.transact([&](Transaction& tx) { move_money(tx, late); }); }), "invalid booked_on=fund.closed_year");
    const auto steps = services().database.read([&](Transaction& tx) { return closings_of(tx, cast.fund); });
    EXPECT_EQ(steps.size(), 6u);
    EXPECT_EQ(steps[0].figures.paid, Money()) << "what was booked until the last day of the year";
    EXPECT_EQ(steps[0].figures.outstanding(), Money::kronor(100'000));
    expect_sound();
}

TEST_F(BudgetRoad, what_is_changed_behind_the_house_is_found_when_it_is_verified) {
    authorise(2026, "150 000");
    const auto of_form = part("investment_support", "", "150 000");
    const auto number = cast.in_review("investment_support");
    grant(number, cast.fund, 100'000, {{"2026", "20000"}, {"2027", "80000"}});
    cast.clock.set(parse_utc("2027-01-18T08:00:00.000000Z"));
    for (const auto& [name, step] : {std::pair("maria", "asked"), std::pair("eva", "closed")}) {
        take_closing(services(), who(name), cast.fund, {{"step", step}, {"year", "2026"}, {"text", "Bokslut"}});
    }
    expect_sound();
    const auto id = std::to_string(cast.fund.value());
    const std::pair<const char*, std::string> tampered[] = {
        {"UPDATE part_budget SET taken_ore = taken_ore - 1", "UPDATE part_budget SET taken_ore = taken_ore + 1"},
        {"UPDATE part_budget SET ceiling_ore = ceiling_ore + 1", "UPDATE part_budget SET ceiling_ore = ceiling_ore - 1"},
        {"UPDATE commitment_authorisation SET committed_ore = committed_ore - 1", "UPDATE commitment_authorisation SET committed_ore = committed_ore + 1"},
        {"UPDATE commitment_authorisation SET ceiling_ore = ceiling_ore + 1", "UPDATE commitment_authorisation SET ceiling_ore = ceiling_ore - 1"},
        {"UPDATE payment_plan SET amount_ore = amount_ore + IF(due_year = 2026, 1, -1)", "UPDATE payment_plan SET amount_ore = amount_ore - IF(due_year = 2026, 1, -1)"},
        {"UPDATE fund_year SET granted_ore = granted_ore + 1", "UPDATE fund_year SET granted_ore = granted_ore - 1"},
        {"UPDATE fund_closing SET granted_ore = granted_ore + 1", "UPDATE fund_closing SET granted_ore = granted_ore - 1"},
        {"UPDATE fund_balance SET closed_through = NULL", "UPDATE fund_balance SET closed_through = '2026-12-31' WHERE fund_id = " + id},
        {"UPDATE ledger_entry SET booked_on = '2027-02-01' WHERE kind = 'grant'", "UPDATE ledger_entry SET booked_on = '2026-03-02' WHERE kind = 'grant'"}};
    for (const auto& [wrong, right] : tampered) {
        cast.server.owner().transact([&, sql = wrong](Transaction& tx) { tx.execute(sql); });
        EXPECT_NE(cast.faults(), std::vector<std::string>()) << wrong;
        cast.server.owner().transact([&, sql = right](Transaction& tx) { tx.execute(sql); });
        EXPECT_EQ(cast.faults(), std::vector<std::string>()) << right;
    }
    EXPECT_EQ(taken(of_form.id), Money::kronor(100'000));
    // What was decided and planned is not changed by the application at all.
    for (const auto* table : {"fund_decision", "payment_plan", "fund_closing"}) {
        EXPECT_ANY_THROW(services().database.transact([&](Transaction& tx) { tx.execute("DELETE FROM " + std::string(table)); })) << table;
    }
}

}  // namespace bygd::testing_house
