// `verify` finds a house in order, and finds each single thing changed behind its back and names it: the tampering is
// done as the owner of the tables, because the application's own account may not.
#include <gtest/gtest.h>

#include "tests/database/house_cast.hpp"

namespace bygd::testing_house {

namespace {

using ::testing::Test;

class Verify : public Test {
protected:
    // One case paid and closed, with every kind of row; the tampering is done to this one, another stands beside it.
    Verify() {
        number = cast.under_decision("service_grant");
        cast.take("david", number, "approve");
        cast.take("anna", number, "dispatch");
        cast.take("anna", number, "prepare_payment");
        cast.take("eva", number, "attest", {}, "", "claim");
        cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
        cast.take("anna", number, "close");
        cast.under_decision("operating_support");
        subject = cast.now(number);
    }

    void tamper(std::string_view sql, const Values& values) {
        cast.server.owner().transact([&](Transaction& tx) { ASSERT_GE(tx.execute(sql, values), 1) << sql; });
    }
    // Every fault begins with what it is about.
    void expect_found(const std::vector<std::string>& wanted) { EXPECT_EQ(cast.faults(), wanted); }

    HouseCast cast;
    std::string number;
    Case subject;
};

std::int64_t id_of(const Actor& actor) { return actor.id.value(); }

}  // namespace

TEST_F(Verify, finds_a_condition_made_lighter) {
    tamper("UPDATE decision_condition SET text = 'Minst tio artiklar.' WHERE case_id = ? AND sequence = 1", {subject.id});
    expect_found({number + ": the conditions are not those of the decision"});
}

TEST_F(Verify, finds_a_condition_that_nobody_settled) {
    tamper("UPDATE decision_condition SET status = 'met' WHERE case_id = ? AND sequence = 2", {subject.id});
    expect_found({number + ": nobody has settled a condition that is settled"});
}

TEST_F(Verify, finds_a_house_in_order) {
    const auto found = verify_house(cast.services());
    EXPECT_EQ(found.faults, std::vector<std::string>());
    EXPECT_EQ(found.cases, 2);
    EXPECT_GT(found.events, 15);
    EXPECT_GT(found.entries, 3);
    EXPECT_GT(found.documents, 2);
}

TEST_F(Verify, finds_one_byte_changed_in_an_event) {
    tamper("UPDATE diary_event SET data = REPLACE(data, '100000.00', '100000.01')"
           " WHERE case_id = ? AND action = 'approve'",
           {subject.id});
    const auto faults = cast.faults();
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_TRUE(faults[0].starts_with(number + ": diary event ")) << faults[0];
    EXPECT_TRUE(faults[0].ends_with(" has been changed")) << faults[0];
}

TEST_F(Verify, finds_an_event_taken_out_and_an_end_cut_off) {
    tamper("DELETE FROM diary_event WHERE case_id = ? AND sequence = 2", {subject.id});
    const auto faults = cast.faults();
    ASSERT_GE(faults.size(), 2u);
    EXPECT_EQ(faults[0], number + ": an event is missing before diary event 3");
    EXPECT_EQ(faults[1], number + ": diary event 3 does not follow the one before it");
}

TEST_F(Verify, finds_the_last_event_cut_off) {
    tamper("DELETE FROM diary_event WHERE case_id = ? ORDER BY sequence DESC LIMIT 1", {subject.id});
    expect_found({number + ": the diary has lost its end",
                  number + ": the case is in another state than its diary says"});
}

TEST_F(Verify, finds_one_ore_in_the_ledger) {
    tamper("UPDATE ledger_entry SET amount_ore = amount_ore + 1 WHERE case_id = ? AND kind = 'payment'", {subject.id});
    const auto faults = cast.faults();
    ASSERT_EQ(faults.size(), 4u);
    EXPECT_EQ(faults[3], "budget: fund RUS-2026: what is booked in 2026 is not the sum of its ledger rows");
    EXPECT_EQ(faults[0], number + ": paid is 100000.00 but the ledger says 100000.01");
    EXPECT_TRUE(faults[1].starts_with(number + ": the sum of booked payments")) << faults[1];
    EXPECT_EQ(faults[2], "fund RUS-2026: the balance is not the sum of its ledger rows");
}

TEST_F(Verify, finds_one_ore_in_a_balance_and_in_a_case) {
    tamper("UPDATE fund_balance SET reserved_ore = reserved_ore + 1 WHERE fund_id = ?", {cast.fund});
    expect_found({"fund RUS-2026: the balance is not the sum of its ledger rows"});
    tamper("UPDATE aid_case SET reserved_ore = reserved_ore + 1 WHERE id = ?", {subject.id});
    expect_found({number + ": reserved is 0.01 but the ledger says 0.00",
                  "fund RUS-2026: the balance is not the sum of its ledger rows"});
}

TEST_F(Verify, finds_one_person_in_two_parts) {
    tamper("UPDATE payment SET attested_by = ? WHERE case_id = ?", {id_of(cast.people.at("david")), subject.id});
    expect_found({number + ": one person decided and attested"});
}

TEST_F(Verify, finds_one_byte_of_a_document) {
    tamper("UPDATE document_chunk SET bytes = CONCAT('X', SUBSTRING(bytes, 2)) WHERE document_id ="
           " (SELECT MIN(document_id) FROM case_document WHERE case_id = ?)",
           {subject.id});
    const auto faults = cast.faults();
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_TRUE(faults[0].starts_with(number + ": document ")) << faults[0];
    EXPECT_TRUE(faults[0].ends_with(" does not match its hash")) << faults[0];
}

TEST_F(Verify, the_application_itself_can_change_neither_diary_nor_ledger_nor_documents) {
    for (const auto* sql : {"UPDATE diary_event SET text = 'x'", "DELETE FROM diary_event",
                            "UPDATE ledger_entry SET amount_ore = 1", "DELETE FROM ledger_entry",
                            "UPDATE document SET name = 'x'", "DELETE FROM document_chunk",
                            "UPDATE decision SET amount_ore = 1",
                            "DROP TABLE diary_event"}) {
        const auto act = [&] { cast.server.database().transact([&](Transaction& tx) { tx.execute(sql); }); };
        EXPECT_THROW(act(), std::runtime_error) << sql;
    }
    expect_found({});
}

}  // namespace bygd::testing_house
