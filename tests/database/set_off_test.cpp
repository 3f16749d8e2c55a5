// Recovered investment support set off against another payment to the same recipient (2024:1243 43 §): what may be set off,
// how much, when it is held, and that both cases, both funds' figures and the register of aid say the same afterwards.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "payouts/set_off.hpp"
#include "tests/database/recovery_road.hpp"

namespace bygd::testing_house {

namespace {

class SetOffRoad : public RecoveryRoad {
protected:
    // Always of one recipient and outlet.
    std::string again(const std::string& form) {
        cast.registered = 0;
        return granted(form);
    }
    // Investment support of 60 000 kr paid, and so much of it demanded back.
    std::string debtor(const std::string& demanded) {
        const auto number = again("investment_support");
        claim(number, "120000.00", number, false);
        cast.take("anna", number, "approve_claim", {{"approved_1", "120000.00"}}, "", "claim");
        cast.take("eva", number, "attest", {}, "", "claim");
        cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
        demand(number, demanded);
        return number;
    }
    std::string to_attest(const std::string& form = "service_grant") {
        const auto number = again(form);
        cast.take("anna", number, "prepare_payment");
        return number;
    }
    std::vector<OpenDebt> debts(const std::string& paying) {
        return cast.services().database.look_up(
            [&](Transaction& tx) { return debts_to_set_off(cast.services(), tx, case_by_number(tx, paying), cast.clock.today()); });
    }
    void attest(const std::string& number, const std::string& amount, const std::string& field = "") {
        cast.take("eva", number, "attest", {{field.empty() ? debts(number).at(0).field() : field, amount}}, "", "claim");
    }
    std::string fact(const std::string& number, const std::string& kind, const std::string& name) {
        const auto events = events_now(number);
        const auto found = std::find_if(events.rbegin(), events.rend(), [&](const auto& event) { return event.kind == kind; });
        return found == events.rend() ? "no event" : nlohmann::json::parse(found->data).value(name, "no fact");
    }
};

}  // namespace

TEST_F(SetOffRoad, lowers_the_debt_with_the_payment_and_not_before) {
    const auto owing = debtor("20000.00"), paying = to_attest();
    ASSERT_EQ(debts(paying).size(), 1U);
    EXPECT_EQ(debts(paying).front().diary_number, owing);
    EXPECT_EQ(debts(paying).front().left, Money::kronor(20'000));
    attest(paying, "15000,50");
    EXPECT_EQ(fact(paying, "proceeding_moved", "set_off"), "15000.50");
    EXPECT_EQ(fact(paying, "proceeding_moved", "to_recipient"), "84999.50");
    expect_debt(owing, "20000.00", "0.00");
    EXPECT_EQ(debts(paying).at(0).left, Money::of_minor(499'950)) << "what a payment holds is not there for the next";
    cast.take("eva", paying, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect_debt(owing, "4999.50", "0.00");
    EXPECT_EQ(cast.now(paying).paid, Money::kronor(100'000)) << "the recipient has had the whole payment";
    EXPECT_EQ(ledger(paying), "reservation 100000.00, grant 100000.00, payment 100000.00");
    EXPECT_EQ(ledger(owing), "reservation 100000.00, grant 100000.00, payment 60000.00, repayment 15000.50");
    EXPECT_EQ(kept_aid(owing), Money::of_minor(8'499'950));
    EXPECT_EQ(fact(owing, "set_off", "amount"), "15000.50");
    EXPECT_EQ(fact(owing, "set_off", "paying_case"), paying);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(SetOffRoad, pays_the_interest_first_and_can_settle_the_debt) {
    const auto owing = debtor("36500.00");
    days(131);
    const auto paying = to_attest();
    expect_debt(owing, "36500.00", "450.00");
    attest(paying, "36950.00");
    cast.take("eva", paying, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect_debt(owing, "0.00", "0.00");
    EXPECT_EQ(fact(owing, "set_off", "interest"), "450.00");
    EXPECT_EQ(ledger(owing), "reservation 100000.00, grant 100000.00, payment 60000.00, repayment 36500.00");
    EXPECT_TRUE(debts(paying).empty());
    cast.take("eva", owing, "settle", {}, "", "recovery");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(SetOffRoad, of_a_payment_the_bank_rejects_holds_nothing_any_more) {
    const auto owing = debtor("20000.00"), paying = to_attest();
    attest(paying, "20000.00");
    EXPECT_TRUE(debts(paying).empty());
    cast.take("eva", paying, "payment_rejected", {}, "Kontot finns inte.", "claim");
    expect_debt(owing, "20000.00", "0.00");
    EXPECT_EQ(debts(paying).size(), 1U);
    cast.take("eva", paying, "attest", {}, "", "claim");
    cast.take("eva", paying, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect_debt(owing, "20000.00", "0.00");
}

TEST_F(SetOffRoad, is_refused_at_its_limits) {
    const auto owing = debtor("20000.00"), paying = to_attest();
    const auto field = debts(paying).at(0).field();
    EXPECT_EQ(refused(paying, [&] { attest(paying, "20000.01"); }), "invalid " + field + "=set_off.too_much");
    EXPECT_EQ(refused(paying, [&] { attest(paying, "tio"); }), "invalid " + field + "=amount.format");
    EXPECT_EQ(refused(paying, [&] { attest(paying, "1.00", "set_off_RUN-2026-9999-1"); }), "invalid set_off_RUN-2026-9999-1=set_off.no_debt");
    attest(paying, "19999.00");
    // What is held is neither paid in nor given up by anybody else; the last krona of the debt is.
    EXPECT_EQ(refused(owing, [&] { repay(owing, "1.01"); }), "invalid amount=set_off.held");
    EXPECT_EQ(refused(owing, [&] { reduce(owing, "1.01", "debt"); }), "invalid amount=set_off.held");
    repay(owing, "1.00");
    cast.take("eva", paying, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect_debt(owing, "0.00", "0.00");
}

TEST_F(SetOffRoad, takes_no_more_than_the_payment) {
    const auto owing = debtor("50000.00");
    const auto paying = again("investment_support");
    claim(paying, "20000.00", "88", false);
    cast.take("anna", paying, "approve_claim", {{"approved_1", "20000.00"}}, "", "claim");
    const auto field = debts(paying).at(0).field();
    EXPECT_EQ(refused(paying, [&] { attest(paying, "10000.01"); }), "invalid " + field + "=set_off.over_payment");
    attest(paying, "10000.00");
    cast.take("eva", paying, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect_debt(owing, "40000.00", "0.00");
    EXPECT_EQ(fact(paying, "proceeding_moved", "to_recipient"), "0.00");
}

// 43 § speaks of recovered investment support and of payments decided under the same ordinance.
TEST_F(SetOffRoad, is_for_recovered_investment_support_alone) {
    const auto owing = paid_grant();
    demand(owing, "10000.00");
    EXPECT_TRUE(debts(to_attest("operating_support")).empty());
    const auto& bases = cast.services().parameters.bases();
    EXPECT_EQ(bases.get("2024:1243").set_off_forms, std::vector<std::string>{"investment_support"});
    EXPECT_TRUE(bases.get("2000:284").set_off_forms.empty());
}

TEST_F(SetOffRoad, against_another_claim_of_the_same_case) {
    const auto number = debtor("20000.00");
    claim(number, "40000.00", "99", false);
    cast.take("anna", number, "approve_claim", {{"approved_1", "40000.00"}}, "", "claim");
    attest(number, "20000.00");
    cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    expect_debt(number, "0.00", "0.00");
    EXPECT_EQ(cast.now(number).paid, Money::kronor(80'000));
    EXPECT_EQ(kept_aid(number), Money::kronor(80'000));
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

}  // namespace bygd::testing_house
