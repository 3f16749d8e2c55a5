// Runs of payments: made by one person and released by another, one file made once and fetched once, asked back by two, and
// each payment in one live run only, also when two servers are at it at the same time.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/hash.hpp"
#include "payouts/payment_run_actions.hpp"
#include "tests/database/payment_road.hpp"
#include "tests/formats.hpp"

namespace bygd::testing_house {

namespace {

using PaymentRuns = PaymentRoad;

TEST_F(PaymentRuns, are_made_by_one_released_by_another_and_fetched_once) {
    const auto number = to_pay();
    const auto made = make();
    EXPECT_EQ(made.number, "K2026-000001");
    EXPECT_EQ(made.payments, 1);
    EXPECT_EQ(made.sum, Money::kronor(100'000));
    EXPECT_EQ(refusal([&] { release("eva", made); }), "forbidden payment_run.same_person");
    EXPECT_EQ(refusal([&] { fetch("eva", made); }), "conflict payment_run.not_released");
    const auto released = release("filip", made);
    EXPECT_EQ(released.stage(), "released");
    const auto file = fetch("eva", released);
    EXPECT_EQ(file.name, "K2026-000001.xml");
    EXPECT_EQ(sha256_hex(file.bytes), released.sha256);
    EXPECT_NE(file.bytes.find("<MsgId>K2026-000001</MsgId>"), std::string::npos);
    EXPECT_NE(file.bytes.find("<EndToEndId>U2026-000001</EndToEndId>"), std::string::npos);
    EXPECT_EQ(refusal([&] { fetch("filip", now_of(made)); }), "conflict payment_run.already_sent");
    EXPECT_EQ(refusal([&] { release("filip", made); }), "conflict payment_run.changed");
    EXPECT_EQ(events_now(number).back().kind, "payment_released");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

// The schema is of others; where it is not at hand nothing is said.
TEST_F(PaymentRuns, make_a_file_that_is_valid_against_its_schema) {
    const auto formats = formats_folder();
    if (!std::filesystem::exists(formats / "iso20022")) GTEST_SKIP() << "no folder of formats: " << formats;
    if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no xmllint";
    to_pay();
    to_pay("operating_support");
    const auto released = release("filip", make());
    const auto path = std::filesystem::path(testing::TempDir()) / (released.number + ".xml");
    std::ofstream(path, std::ios::binary) << fetch("eva", released).bytes;
    const auto schema = formats / "iso20022" / "xsd" / "pain.001.001.09.xsd";
    const auto command = "xmllint --nonet --noout --schema '" + schema.string() + "' '" + path.string() + "' 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::filesystem::remove(path);
}

TEST_F(PaymentRuns, hold_a_payment_against_every_other_way) {
    const auto number = to_pay();
    const auto run = make();
    EXPECT_EQ(refusal([&] { make(); }), "invalid payments=payment_run.none");
    EXPECT_EQ(refusal([&] { make_of({"U2026-000001"}); }), "invalid payments=payment_run.not_payable");
    EXPECT_EQ(refused(number, [&] { pay_by_hand(number, "Betald."); }), "conflict payment.in_run");
    EXPECT_EQ(refused(number, [&] { cast.take("eva", number, "payment_rejected", {}, "Banken ringde.", "claim"); }), "conflict payment.in_run");
    withdraw_run(cast.services(), cast.people.at("eva"), run.number, run.version);
    EXPECT_EQ(refused(number, [&] { pay_by_hand(number, ""); }), "invalid reason=payment.reason_required");
    pay_by_hand(number, "Betald med postväxel.");
    EXPECT_EQ(events_now(number).back().text, "Betald med postväxel.");
    EXPECT_EQ(refusal([&] { make(); }), "invalid payments=payment_run.none");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(PaymentRuns, say_what_stands_in_the_way_of_a_payment) {
    const auto number = to_pay();
    set("UPDATE organisation SET payee_pending_kind = 'bankgiro', payee_pending_number = payee_number");
    EXPECT_EQ(refusal([&] { make_of({"U2026-000001"}); }), "invalid payment_U2026-000001=payment.payee_waiting");
    EXPECT_EQ(refusal([&] { make(); }), "invalid payments=payment_run.none");
    set("UPDATE organisation SET payee_pending_kind = NULL, payee_pending_number = NULL, city = ''");
    EXPECT_EQ(refusal([&] { make_of({"U2026-000001"}); }), "invalid payment_U2026-000001=payment_run.no_town");
    set("UPDATE organisation SET city = 'Lima', payee_kind = 'plusgiro', payee_number = '1234566'");
    EXPECT_EQ(refusal([&] { make_of({"U2026-000001"}); }), "invalid payment_U2026-000001=payment_run.payee_changed");
    set("UPDATE organisation SET payee_kind = (SELECT payee_kind FROM payment LIMIT 1), payee_number = (SELECT payee_number FROM payment LIMIT 1)");
    const auto run = make();
    // A condition that blocks since the run was made stops the release too.
    set("UPDATE decision_condition SET blocks_payment = TRUE, status = 'breached' WHERE sequence = 1");
    EXPECT_EQ(refusal([&] { release("filip", run); }), "invalid payment_U2026-000001=condition.blocks_payment_breached");
    set("UPDATE decision_condition SET blocks_payment = FALSE, status = 'open'");
    open_stop(number);
    EXPECT_EQ(refusal([&] { release("filip", run); }), "invalid payment_U2026-000001=proceeding.stop_open");
}

TEST_F(PaymentRuns, are_paid_on_a_day_banks_are_open) {
    to_pay();
    EXPECT_EQ(refusal([&] { make({}, "2026-03-01"); }), "invalid pay_on=payment_run.pay_on_past");
    EXPECT_EQ(refusal([&] { make({}, "2026-03-07"); }), "invalid pay_on=payment_run.pay_on_closed");
    EXPECT_EQ(refusal([&] { make({}, "i morgon"); }), "invalid pay_on=date.format");
    const auto run = make();
    days(20);
    EXPECT_EQ(refusal([&] { release("filip", run); }), "conflict payment_run.pay_on_past");
}

TEST_F(PaymentRuns, are_taken_back_by_two_persons_and_free_their_payments) {
    const auto number = to_pay();
    auto run = release("filip", make());
    EXPECT_EQ(refusal([&] { ask_reversal(cast.services(), cast.people.at("eva"), run.number, run.version, " "); }), "invalid reason=required");
    run = ask_reversal(cast.services(), cast.people.at("eva"), run.number, run.version, "Fel dag.");
    EXPECT_EQ(refusal([&] { fetch("eva", run); }), "conflict payment_run.reversal_asked");
    EXPECT_EQ(refusal([&] { confirm_reversal(cast.services(), cast.people.at("eva"), run.number, run.version); }),
              "forbidden payment_run.same_reverser");
    run = decline_reversal(cast.services(), cast.people.at("eva"), run.number, run.version);
    fetch("eva", run);
    run = ask_reversal(cast.services(), cast.people.at("filip"), run.number, now_of(run).version, "Banken har stoppat filen.");
    run = confirm_reversal(cast.services(), cast.people.at("eva"), run.number, run.version);
    EXPECT_EQ(run.state, "reversed");
    EXPECT_EQ(events_now(number).back().kind, "payment_freed");
    EXPECT_EQ(refusal([&] { fetch("eva", run); }), "conflict payment_run.not_released");
    EXPECT_EQ(make().number, "K2026-000002");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

// A second server is a second set of connections to the same database.
TEST_F(PaymentRuns, of_two_releases_at_once_one_makes_the_file) {
    to_pay();
    const auto run = make();
    cast.add_person("greta", Role::finance);
    EXPECT_EQ(at_once({[&] { release("filip", run); }, [&] { release("greta", run); }}),
              (std::map<std::string, int>{{"done", 1}, {"conflict payment_run.changed", 1}}));
    EXPECT_EQ(count("SELECT COUNT(*) FROM document WHERE name = 'K2026-000001.xml'"), 1);
}

TEST_F(PaymentRuns, of_two_made_at_once_one_has_the_payment) {
    to_pay();
    const auto met = at_once({[&] { make(); }, [&] { make({}, "", "filip"); }});
    EXPECT_EQ(met.at("done"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM payment_run_line WHERE live"), 1);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(PaymentRuns, of_two_fetchings_at_once_one_has_the_file) {
    to_pay();
    const auto run = release("filip", make());
    const auto met = at_once({[&] { fetch("eva", run); }, [&] { fetch("filip", run); }});
    EXPECT_EQ(met.at("done"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM payment_event WHERE kind = 'run_sent'"), 1);
}

TEST_F(PaymentRuns, are_there_for_those_who_may_see_them) {
    to_pay();
    const auto run = release("filip", make());
    EXPECT_EQ(refusal([&] { list_runs(cast.services(), cast.people.at("anna"), {}, 10); }), "not_found not_found");
    EXPECT_EQ(refusal([&] { make({}, "", "maria"); }), "forbidden payment_run.finance_only");
    EXPECT_EQ(refusal([&] { read_run_file(cast.services(), cast.people.at("maria"), run.number); }), "forbidden payment_run.file_auditor");
    EXPECT_EQ(refusal([&] { read_run_file(cast.services(), cast.people.at("eva"), run.number); }), "forbidden payment_run.file_auditor");
    EXPECT_EQ(refusal([&] { release("rita", run); }), "forbidden payment_run.finance_only");
    const auto first = read_run_file(cast.services(), cast.people.at("rita"), run.number);
    EXPECT_EQ(read_run_file(cast.services(), cast.people.at("rita"), run.number).bytes, first.bytes);
    EXPECT_EQ(count("SELECT COUNT(*) FROM payment_event WHERE kind = 'file_read'"), 2);
}

TEST_F(PaymentRuns, are_verified) {
    to_pay();
    release("filip", make());
    set("UPDATE payment_run SET sum_ore = sum_ore + 1");
    EXPECT_EQ(cast.faults(), std::vector<std::string>{"payments: run K2026-000001 is not the sum of its payments"});
    set("UPDATE payment_run SET sum_ore = sum_ore - 1");
    set("UPDATE document_chunk c JOIN payment_run r ON r.document_id = c.document_id SET c.bytes = CONCAT(c.bytes, ' ')");
    ASSERT_EQ(cast.faults().size(), 1U);
    EXPECT_NE(cast.faults().front().find("run K2026-000001"), std::string::npos);
    set("UPDATE payment_event SET actor_name = 'Någon annan' WHERE sequence = 1");
    EXPECT_EQ(cast.faults().size(), 2U);
}

}  // namespace

}  // namespace bygd::testing_house
