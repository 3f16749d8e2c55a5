// Investeringsstöd: 2024:1243 15-17, 23 and 25 §§, and 2000:284 as it stood. One case a line.
#include "tests/unit/law.hpp"

namespace bygd::testing_law {
namespace {

struct InvestmentSupport : Law {};

TEST_P(InvestmentSupport, is_tried_by_the_law_of_its_day) {
    EXPECT_EQ(verdict(GetParam().tried.assessed()), GetParam().expected) << GetParam().what;
}

Try premises() { return investment().cost("premises", "200 000"); }

INSTANTIATE_TEST_SUITE_P(Applicant, InvestmentSupport, testing::Values(
    Row{"a shop", premises(), "100 000 kr"},
    Row{"a filling station", premises().services({"fuel", "charging"}), "100 000 kr"},
    Row{"a service point without either", premises().services({"parcels", "cash_withdrawal"}),
        "no: sells_groceries_or_fuel (15 § första stycket)"},
    Row{"a municipality", premises().applicant("municipality"), "no: applicant_is_company (15 §)"},
    Row{"an outlet in another county", premises().county("21"), "no: outlet_in_county (23 §)"},
    Row{"a mobile seller", premises().seller("mobile"), "no: not_mobile_seller (15 § första stycket)"},
    Row{"a mobile seller with special reasons", premises().seller("mobile").special_reason("not_mobile_seller"), "100 000 kr"},
    Row{"an owner of property", premises().seller("property_owner"), "no: not_property_owner (15 § första stycket)"},
    Row{"an owner of property with special reasons", premises().seller("property_owner").special_reason("not_property_owner"),
        "100 000 kr"},
    Row{"an owner of property with reasons for a mobile seller",
        premises().seller("property_owner").special_reason("not_mobile_seller"), "no: not_property_owner (15 § första stycket)"},
    Row{"nobody knows how it sells", premises().seller(""), "not known: not_mobile_seller (15 § första stycket)"},
    Row{"no services are known: told, not refused", premises().services({}), "100 000 kr"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(Shares, InvestmentSupport, testing::Values(
    Row{"G6: 420 000 at 50 % and 40 000 at 85 %", investment().cost("premises", "420 000").cost("training", "40 000"), "244 000 kr"},
    Row{"16 § 1: half", investment().cost("premises", "100"), "50 kr"},
    Row{"16 § 2: half", investment().cost("mobile_equipment", "100").seller("mobile").special_reason("not_mobile_seller"), "50 kr"},
    Row{"17 § 1 a: 85 %", investment().cost("developed_offer", "100"), "85 kr"},
    Row{"17 § 1 b: 85 %", investment().cost("added_service", "100"), "85 kr"},
    Row{"17 § 2: 85 %", investment().cost("training", "100"), "85 kr"},
    Row{"17 § 3: 85 %", investment().cost("action_programme", "100"), "85 kr"},
    Row{"17 § 4: 85 %", investment().cost("legal_requirement", "100"), "85 kr"},
    Row{"17 § 5 without special reasons", investment().cost("special_reasons", "100"), "no: line_with_special_reasons (17 § 5)"},
    Row{"17 § 5 with special reasons", investment().cost("special_reasons", "100").special_reason("line_with_special_reasons"), "85 kr"},
    Row{"half of one öre is nothing", investment().cost("premises", "0,01"), "0 kr"},
    Row{"half of three öre is one", investment().cost("premises", "0,03"), "0,01 kr"},
    Row{"each cost is rounded down by itself", investment().cost("premises", "0,03").cost("premises", "0,03"), "0,02 kr"},
    Row{"85 % of 100,01 is rounded down", investment().cost("training", "100,01"), "85 kr"},
    Row{"85 % of 1 234 567,89", investment().cost("training", "1 234 567,89"), "1 049 382,70 kr"},
    Row{"no cost at all", investment(), "not known: cost_shares (16, 17 §§)"},
    Row{"a kind of cost that is not there", investment().cost("yacht", "100"), "no: cost_shares (16, 17 §§)"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(BeforeStart, InvestmentSupport, testing::Values(
    Row{"begins the day before the application", premises().with("start_on", "2026-03-01"), "no: applied_before_start (25 §)"},
    Row{"begins on the day of the application", premises().with("start_on", "2026-03-02"), "100 000 kr"},
    Row{"begins the day after", premises().with("start_on", "2026-03-03"), "100 000 kr"},
    Row{"no day is given", premises().without("start_on"), "not known: applied_before_start (25 §)"},
    Row{"G11: one invoice from before, the other cost stands",
        premises().cost("premises", "50 000", "2026-03-01"), "100 000 kr"},
    Row{"an invoice of the same day", premises().cost("premises", "50 000", "2026-03-02"), "125 000 kr"},
    Row{"an invoice of the day after", premises().cost("premises", "50 000", "2026-03-03"), "125 000 kr"},
    Row{"every invoice is from before", investment().cost("premises", "50 000", "2026-03-01"), "no: no_cost_before_application (25 §)"},
    Row{"came in on a leap day, begins on it",
        premises().on("2028-02-29").with("start_on", "2028-02-29"), "100 000 kr"},
    Row{"came in on a leap day, ordered the day before",
        investment().on("2028-02-29").cost("premises", "100", "2028-02-28"), "no: no_cost_before_application (25 §)"},
    Row{"came in on the first of March of a leap year, ordered on the leap day",
        investment().on("2028-03-01").cost("premises", "100", "2028-02-29"), "no: no_cost_before_application (25 §)"},
    Row{"special reasons do not help", premises().with("start_on", "2026-03-01").special_reason("applied_before_start"),
        "no: applied_before_start (25 §)"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(Vat, InvestmentSupport, testing::Values(
    Row{"G12: may deduct VAT: the cost without it",
        investment().cost("premises", "100 000", "", "25 000").with("vat_deductible", "yes"), "50 000 kr"},
    Row{"G12: may not: the cost with it",
        investment().cost("premises", "100 000", "", "25 000").with("vat_deductible", "no"), "62 500 kr"},
    Row{"not known: without it", investment().cost("premises", "100 000", "", "25 000"), "50 000 kr"},
    Row{"no VAT on the cost", investment().cost("premises", "100 000").with("vat_deductible", "no"), "50 000 kr"},
    Row{"half of VAT to the öre", investment().cost("premises", "100,01", "", "25,00").with("vat_deductible", "no"), "62,50 kr"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(OverTime, InvestmentSupport, testing::Values(
    Row{"the last day of 2000:284", premises().on("2024-12-31"), "100 000 kr"},
    Row{"the first day of 2024:1243", premises().on("2025-01-01"), "100 000 kr"},
    Row{"a leap day of 2000:284", investment().on("2020-02-29").cost("training", "100"), "85 kr"},
    Row{"a mobile seller under 2000:284", premises().on("2024-12-31").seller("mobile"),
        "no: not_mobile_seller (paragrafen inte kontrollerad)"}),
    numbered);

TEST(InvestmentSupportLines, EachHaveTheirShareAidAndGround) {
    const auto lines = investment().cost("premises", "420 000").cost("training", "40 000").assessed().lines;
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].paragraph, "16 § 1");
    EXPECT_EQ(lines[0].share, BasisPoints{5'000});
    EXPECT_EQ(lines[0].aid, kr("210 000"));
    EXPECT_EQ(lines[1].paragraph, "17 § 2");
    EXPECT_EQ(lines[1].share, BasisPoints{8'500});
    EXPECT_EQ(lines[1].aid, kr("34 000"));
    const auto old = investment().on("2024-12-31").cost("premises", "100").assessed();
    EXPECT_EQ(old.lines.at(0).paragraph, "10 §");
}

TEST(InvestmentSupportLines, ACostFromBeforeTheApplicationIsShownWithNothing) {
    const auto found = premises().cost("premises", "50 000", "2026-03-01").assessed();
    EXPECT_EQ(found.lines.at(1).amount, Money());
    ASSERT_EQ(found.warnings.size(), 1u);
    EXPECT_EQ(found.warnings[0].problem.field, "cost_2_ordered_on");
    EXPECT_EQ(found.warnings[0].problem.values,
              (std::vector<std::string>{"premises", "2026-03-01", "2026-03-02", "25 §"}));
}

// G7 and G8: what may be paid follows the accumulated costs, never more than granted.
TEST(InvestmentSupportPayment, IsTheShareOfAllCostsSoFarLessWhatIsPaid) {
    const auto payable = [](const char* approved, const char* paid) {
        return payable_now(BasisPoints{5'000}, kr(approved), kr("210 000"), kr(paid));
    };
    EXPECT_EQ(payable("150 000", "0"), kr("75 000")) << "G7, the first request";
    EXPECT_EQ(payable("450 000", "75 000"), kr("135 000")) << "G7, the second";
    EXPECT_EQ(payable("380 000", "0"), kr("190 000")) << "G8: 20 000 goes back when the case is closed";
    EXPECT_EQ(payable("420 000", "0"), kr("210 000"));
    EXPECT_EQ(payable("420 000,02", "0"), kr("210 000")) << "never more than granted";
    EXPECT_EQ(payable("419 999,99", "0"), kr("209 999,99"));
    EXPECT_EQ(payable("100 000", "75 000"), Money()) << "never back";
}

TEST(InvestmentSupportWarnings, AskAPersonToLook) {
    EXPECT_EQ(listed(premises().with("start_on", "2026-03-02").assessed().warnings), "applied_before_start (25 §)");
    EXPECT_EQ(listed(investment().cost("premises", "1", "", "1").assessed().warnings), "value_added_tax (9 §)");
    EXPECT_EQ(listed(investment().cost("mobile_equipment", "1").assessed().warnings), "mobile_equipment_for_mobile_seller (16 § 2)");
    EXPECT_EQ(listed(premises().services({}).assessed().warnings), "sells_groceries_or_fuel (15 § första stycket)");
}

TEST(InvestmentSupportGuidelines, AreTheRegionsOwnAndNeverRefuse) {
    const auto sought = [](const char* amount) { return listed(premises().with("amount_sought", amount).assessed().warnings); };
    EXPECT_EQ(sought("24999.99"), "amount_at_least (regional riktlinje)");
    EXPECT_EQ(sought("25000.00"), "");
    EXPECT_EQ(sought("1200000.00"), "");
    EXPECT_EQ(sought("1200000.01"), "amount_at_most (regional riktlinje)");
    EXPECT_EQ(listed(premises().metres(8'000).assessed().warnings), "farther_than (regional riktlinje)");
    EXPECT_EQ(listed(premises().metres(8'001).assessed().warnings), "");
    EXPECT_EQ(listed(investment().cost("premises", "700 000").assessed().warnings), "");
    EXPECT_EQ(listed(investment().cost("premises", "700 000,01").assessed().warnings), "quotes_for_large_costs (regional riktlinje)");
    EXPECT_EQ(listed(investment().cost("premises", "700 000,01").with("quote_count", "2").assessed().warnings), "");
    EXPECT_EQ(listed(premises().on("2024-12-31").metres(8'000).assessed().warnings), "") << "no guidelines are known for 2024";
}

}  // namespace
}  // namespace bygd::testing_law
