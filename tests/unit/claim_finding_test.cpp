// What the control finds on the rows of a claim (domain §3.5; 2024:1243 9, 25, 30, 32 §§): at the limits, to the day and the öre.
#include "payouts/claim_finding.hpp"

#include <gtest/gtest.h>

#include "payouts/claim_review.hpp"

namespace bygd {
namespace {

Expenditure invoice(const char* day = "2026-03-01", const char* amount = "100000") {
    Expenditure row;
    row.sequence = 1;
    row.cost_line = "premises";
    row.supplier = "Dala Kyl AB";
    row.supplier_number = "5560160680";
    row.invoice_number = "0017";
    row.invoice_on = Date::parse(day, "");
    row.paid_on = row.invoice_on.plus_days(10);
    row.net = row.amount = Money::parse(amount);
    row.document = Id<Document>(1);
    row.payment_document = Id<Document>(2);
    return row;
}

// The application came in on 2 January, the decision holds for 2026 and approves 200 000 of the line.
ClaimGround ground() {
    ClaimGround found;
    found.legal_basis = "2024:1243";
    found.application_received = Date(2026, 1, 2);
    found.period_from = Date(2026, 1, 1);
    found.period_to = Date(2026, 12, 31);
    found.lines = {{"premises", Money::kronor(200'000)}};
    found.related = {{"5566778899", "Byns Handel AB"}, {"5561112227", "Byns Fastigheter HB"}};
    found.quotes_over = Money::kronor(700'000);
    found.quotes_needed = 2;
    return found;
}

std::string told(const RowFindings& findings) {
    std::string text;
    for (const auto& each : findings) {
        text += (text.empty() ? "" : "; ") + std::string(each.weight == FindingWeight::serious ? "!" : "") + each.code + " (" + each.rule + ")";
    }
    return text;
}
std::string found_on(const Expenditure& row, const ClaimGround& held = ground()) { return told(findings_of({row}, held).front()); }

struct DayRow {
    const char* what;
    const char* invoice_on;
    int paid_after;
    const char* found;
};
class Days : public ::testing::TestWithParam<DayRow> {};
TEST_P(Days, at_the_limits) {
    auto row = invoice(GetParam().invoice_on);
    row.paid_on = row.invoice_on.plus_days(GetParam().paid_after);
    EXPECT_EQ(found_on(row), GetParam().found) << GetParam().what;
}
INSTANTIATE_TEST_SUITE_P(Findings, Days, ::testing::Values(
    DayRow{"the day before the application (G11)", "2026-01-01", 5, "!before_application (2024:1243 25 §)"},
    DayRow{"the day it came in", "2026-01-02", 0, ""},
    DayRow{"before the period too", "2025-12-31", 5, "!before_application (2024:1243 25 §); !outside_period (2024:1243 30 §)"},
    DayRow{"its last day, paid then", "2026-12-31", 0, ""},
    DayRow{"its last day, paid after", "2026-12-31", 1, "paid_after_period (2024:1243 30 §)"},
    DayRow{"the day after", "2027-01-01", 0, "!outside_period (2024:1243 30 §)"},
    DayRow{"paid the day before it was invoiced", "2026-03-01", -1, "paid_before_invoice (2024:1243 32 § 2)"}));

TEST(Findings, an_invoice_is_known_by_supplier_and_number_however_they_are_written) {
    auto held = ground();
    held.known = {{"DALA KYL", "", "17", "RUN 2026/0007", 1, false}};
    EXPECT_EQ(found_on(invoice(), held), "!invoice_in_other_case (2024:1243 9 §)");
    held.known = {{"Dala Kyl, AB", "", "017 ", "RUN 2026/0001", 3, true}};
    EXPECT_EQ(found_on(invoice(), held), "!invoice_in_earlier_claim (2024:1243 9 §)");
    EXPECT_EQ(findings_of({invoice()}, held).front().front().values, std::vector<std::string>{"3"});
    held.known = {{"Dala Kyl AB", "5561112227", "17", "RUN 2026/0007", 1, false}};
    EXPECT_EQ(found_on(invoice(), held), "") << "two companies of one name have different numbers";
    held.known = {{"Annan Firma", "", "17", "RUN 2026/0007", 1, false}, {"Dala Kyl AB", "", "170", "RUN 2026/0007", 1, false}};
    EXPECT_EQ(found_on(invoice(), held), "");
}

TEST(Findings, a_supplier_of_the_applicants_own_group_is_related) {
    auto row = invoice();
    row.supplier_number = "5561112227";
    EXPECT_EQ(found_on(row), "!related_party (2024:1243 9 §)");
    row.supplier_number = "";
    row.supplier = "BYNS HANDEL";
    EXPECT_EQ(found_on(row), "!related_party (2024:1243 9 §)");
    row.supplier_number = "5560160680";
    EXPECT_EQ(found_on(row), "") << "the number says that it is another company";
}

TEST(Findings, rows_take_of_their_line_in_order) {
    auto first = invoice("2026-03-01", "150000"), second = invoice("2026-03-02", "50000"), third = invoice("2026-03-03", "0,01");
    const auto found = findings_of({first, second, third}, ground());
    EXPECT_EQ(told(found[0]) + told(found[1]), "");
    EXPECT_EQ(told(found[2]), "over_line (2024:1243 16, 17 §§)");
    first.approved = Money::kronor(149'999);
    EXPECT_EQ(told(findings_of({first, second, third}, ground())[2]), "") << "what is cut of a row leaves room for the next";
}

TEST(Findings, quotes_are_wanted_above_the_limit_of_the_region) {
    auto held = ground();
    held.lines.clear();
    EXPECT_EQ(found_on(invoice("2026-03-01", "700000"), held), "");
    EXPECT_EQ(found_on(invoice("2026-03-01", "700000,01"), held), "!quotes_missing (regional riktlinje)");
    held.quotes = 2;
    EXPECT_EQ(found_on(invoice("2026-03-01", "700000,01"), held), "");
    held.quotes = 0;
    held.quotes_over.reset();
    EXPECT_EQ(found_on(invoice("2026-03-01", "700000,01"), held), "") << "no limit on the day";
}

TEST(Findings, proofs_kinds_and_earlier_law) {
    auto row = invoice();
    row.document.reset();
    row.payment_document.reset();
    EXPECT_EQ(found_on(row), "proof_missing (2024:1243 32 § 2); payment_proof_missing (2024:1243 32 § 2)");
    row.kind = "in_kind";
    EXPECT_EQ(found_on(row), "in_kind_proof_missing (2024:1243 32 § 2); in_kind (2024:1243 9 §)");
    auto held = ground();
    held.legal_basis = "2000:284";
    EXPECT_EQ(found_on(invoice("2026-01-01"), held), "!before_application (2000:284)");
}

// --- review ---------------------------------------------------------------------------------------------------------

std::string problems_of(const Typed& typed, const std::vector<Expenditure>& rows, const std::vector<RowFindings>& findings, ReviewExtent extent) {
    try {
        read_review(typed, rows, findings, extent);
        return "";
    } catch (const Error& error) {
        std::string text;
        for (const auto& each : error.problems()) text += (text.empty() ? "" : "; ") + each.field + " " + each.code;
        return text;
    }
}

TEST(Review, a_serious_finding_is_answered_for_before_its_row_is_approved) {
    const std::vector<Expenditure> rows{invoice("2026-01-01")};
    const auto found = findings_of(rows, ground());
    const auto whole = [&](const Typed& typed) { return problems_of(typed, rows, found, ReviewExtent::whole); };
    EXPECT_EQ(whole({{"approved_1", "100 000"}}), "known_1_before_application claim.finding_reason");
    EXPECT_EQ(whole({{"approved_1", "0,01"}, {"reason_1", "x"}}), "known_1_before_application claim.finding_reason");
    EXPECT_EQ(whole({{"approved_1", "0"}, {"reason_1", "Före ansökan."}}), "");
    EXPECT_EQ(whole({{"approved_1", "100000"}, {"known_1_before_application", "Dagen är felskriven; se rättelsen i handling 7."}}), "");
    EXPECT_EQ(problems_of({{"approved_1", "100000"}}, rows, found, ReviewExtent::partial), "") << "one sitting need not be the last";
}

TEST(Review, rows_are_approved_cut_or_asked_about) {
    const std::vector<Expenditure> rows{invoice()};
    const std::vector<RowFindings> none(1);
    const auto whole = [&](const Typed& typed) { return problems_of(typed, rows, none, ReviewExtent::whole); };
    EXPECT_EQ(whole({}), "approved_1 amount.empty");
    EXPECT_EQ(whole({{"approved_1", "100000,01"}}), "approved_1 claim.over_row");
    EXPECT_EQ(whole({{"approved_1", "99999,99"}}), "reason_1 claim.reason_required");
    EXPECT_EQ(whole({{"approved_1", "100000"}, {"question_1", "Vad är frakten?"}}), "question_1 claim.question_open");
    const auto kept = read_review({{"question_1", "Vad är frakten?"}}, rows, none, ReviewExtent::partial);
    EXPECT_FALSE(kept.rows.front().approved.has_value());
    EXPECT_EQ(kept.rows.front().question, "Vad är frakten?");
}

}  // namespace
}  // namespace bygd
