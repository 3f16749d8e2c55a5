// The daily seal: what the ledger and the chains were when it was made, signed; and that what is changed afterwards shows, also by who
// can sign nothing. The reconciliation of the ledger, the bank and the accounts.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "payouts/bank_answer_actions.hpp"
#include "payouts/daily_seal_actions.hpp"
#include "payouts/reconciliation_actions.hpp"
#include "payouts/voucher_actions.hpp"
#include "tests/bank_files.hpp"
#include "tests/database/payment_road.hpp"
#include "tests/database/test_server.hpp"

namespace bygd::testing_house {

namespace {

class Seals : public PaymentRoad {
protected:
    SealKeys keys_in(const std::filesystem::path& file) { return {std::make_shared<const SigningKey>(SigningKey::load_or_make(file)), {}}; }
    SealKeys keys() { return keys_in(folder / "seal.key"); }
    std::vector<std::string> broken(const SealKeys& believed) {
        return cast.services().database.read([&](Transaction& tx) { return faults_of_seals(tx, believed); });
    }
    std::string paid() {
        const auto number = to_pay();
        pay_by_hand(number, "Betald utanför körning.");
        return number;
    }
    const std::filesystem::path folder = TestServer::scratch_folder();
};

TEST_F(Seals, hold_what_the_ledger_and_the_chains_were) {
    paid();
    days(1);
    const auto first = make_seal(cast.services(), keys(), cast.people.at("eva"));
    const auto content = seal_content_of(first.content);
    EXPECT_EQ(content.funds.at("RUS-2026").at("payment").sum, Money::kronor(100'000));
    EXPECT_EQ(content.diaries, 1);
    EXPECT_TRUE(signed_by(first.public_key, first.content, first.signature));
    EXPECT_FALSE(signed_by(first.public_key, first.content + " ", first.signature));
    paid();
    days(1);
    const auto second = make_seal(cast.services(), keys(), cast.people.at("eva"));
    EXPECT_EQ(seal_content_of(second.content).previous, first.sha256);
    EXPECT_EQ(broken(keys()), std::vector<std::string>());
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
    EXPECT_EQ(refusal([&] { make_seal(cast.services(), keys(), cast.people.at("anna")); }).substr(0, 9), "not_found");
    EXPECT_EQ(refusal([&] { make_seal(cast.services(), {}, cast.people.at("eva")); }), "conflict seal.no_key");
    EXPECT_EQ(list_seals(cast.services(), cast.people.at("rita"), 0, 10).size(), 2u);
    EXPECT_NE(read_seal(cast.services(), cast.people.at("rita"), 1).bytes.find(first.signature), std::string::npos);
}

TEST_F(Seals, show_what_is_changed_behind_them) {
    paid();
    days(1);
    make_seal(cast.services(), keys(), cast.people.at("eva"));
    EXPECT_EQ(broken(keys()), std::vector<std::string>());
    set("UPDATE ledger_entry SET amount_ore = amount_ore + 100 WHERE kind = 'payment'");
    EXPECT_FALSE(broken(keys()).empty()) << "a sum";
    set("UPDATE ledger_entry SET amount_ore = amount_ore - 100 WHERE kind = 'payment'");
    EXPECT_EQ(broken(keys()), std::vector<std::string>());
    // By somebody who makes a seal of their own for it: the key is another.
    const auto stranger = keys_in(folder / "stranger.key");
    paid();
    days(1);
    make_seal(cast.services(), stranger, cast.people.at("eva"));
    EXPECT_FALSE(broken(keys()).empty()) << "nobody believes that key";
    auto both = keys();
    both.trusted.push_back(stranger.own->public_key());
    EXPECT_EQ(broken(both), std::vector<std::string>());
}

TEST_F(Seals, are_made_with_a_key_that_only_its_owner_reads) {
    const auto file = folder / "open.key";
    const auto key = SigningKey::load_or_make(file).public_key();
    EXPECT_EQ(SigningKey::load_or_make(file).public_key(), key) << "made once";
    std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    EXPECT_THROW(SigningKey::load_or_make(file), std::runtime_error);
}

TEST_F(Seals, reconciliation_lays_the_three_beside_each_other) {
    to_pay();
    const auto by_hand = to_pay();
    release("filip", make({"U2026-000001"}));
    days(1);
    import_bank_answer(cast.services(), cast.people.at("eva"), "svar.xml", camt_054("M1", booked("U2026-000001", "100000.00", "B1")), false);
    pay_by_hand(by_hand, "Betald utanför körning.");
    const auto span = ReconciliationSpan{cast.clock.today(), cast.clock.today()};
    const auto days_now = [&] { return reconciliation(cast.services(), cast.people.at("rita"), span); };
    ASSERT_EQ(days_now().size(), 1u);
    EXPECT_EQ(days_now()[0].sums.ledger, Money::kronor(200'000));
    EXPECT_EQ(days_now()[0].sums.bank, Money::kronor(100'000)) << "the one by hand was told of by no bank";
    EXPECT_EQ(days_now()[0].sums.accounts, Money());
    make_vouchers(cast.services(), cast.house.accounting(), cast.people.at("eva"), cast.clock.today().iso());
    EXPECT_EQ(days_now()[0].sums.accounts, Money::kronor(200'000));
    EXPECT_FALSE(days_now()[0].agrees());
    const auto payments = days_now()[0].payments;
    const auto told = std::find_if(payments.begin(), payments.end(), [](const auto& one) { return one.reference == "U2026-000001"; });
    ASSERT_NE(told, payments.end());
    EXPECT_TRUE(told->sums.agree());
    EXPECT_EQ(refusal([&] { reconciliation(cast.services(), cast.people.at("anna"), span); }), "not_found not_found");
    EXPECT_EQ(refusal([&] { read_reconciliation_span("2026-03-02", "2026-03-01", cast.clock.today()); }), "invalid to=reconciliation.order");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

}  // namespace

}  // namespace bygd::testing_house
