// Hemsändningsbidrag: 2024:1243 10, 12, 13 and 23 §§, and 2000:284 20 § as it stood: half of the net cost, at most so much a
// household and occasion, from half a base amount upwards. One case a line.
#include "tests/unit/law.hpp"

namespace bygd::testing_law {
namespace {

struct HomeDelivery : Law {};

TEST_P(HomeDelivery, is_tried_by_the_law_of_its_day) {
    EXPECT_EQ(verdict(GetParam().tried.assessed()), GetParam().expected) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Amount, HomeDelivery, testing::Values(
    Row{"G1: half the cost is less", home_delivery("180 000", 1'560), "90 000 kr"},
    Row{"G2: the household cap is less", home_delivery("400 000", 1'560), "156 000 kr"},
    Row{"half and cap are the same", home_delivery("312 000", 1'560), "156 000 kr"},
    Row{"one öre over, the cap holds", home_delivery("312 000,02", 1'560), "156 000 kr"},
    Row{"two öre under, half is less", home_delivery("311 999,98", 1'560), "155 999,99 kr"},
    Row{"half of an odd öre is rounded down", home_delivery("180 000,01", 1'560), "90 000 kr"},
    Row{"one occasion", home_delivery("180 000", 1), "100 kr"},
    Row{"no occasion", home_delivery("180 000", 0), "0 kr"},
    Row{"occasions not known", home_delivery("180 000", 1).without("occasions"),
        "not known: most_per_household_and_occasion (13 §)"},
    Row{"cost not known", home_delivery("180 000", 1).without("net_cost"), "not known: net_cost_at_least_base_share (12 § 2)"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(HalfABaseAmount, HomeDelivery, testing::Values(
    Row{"G3: 2026, one krona under 29 600", home_delivery("29 599", 1'560), "no: net_cost_at_least_base_share (12 § 2)"},
    Row{"2026, one öre under", home_delivery("29 599,99", 1'560), "no: net_cost_at_least_base_share (12 § 2)"},
    Row{"G3: 2026, 29 600", home_delivery("29 600", 148), "14 800 kr"},
    Row{"2026, 29 600 and one occasion fewer", home_delivery("29 600", 147), "14 700 kr"},
    Row{"2025, one öre under 29 400", home_delivery("29 399,99", 1'560).on("2026-01-12").year(2025),
        "no: net_cost_at_least_base_share (12 § 2)"},
    Row{"2025, 29 400", home_delivery("29 400", 1'560).on("2026-01-12").year(2025), "14 700 kr"},
    Row{"2024, one öre under 28 650", home_delivery("28 649,99", 1'560).on("2024-12-31"),
        "no: net_cost_at_least_base_share (20 §)"},
    Row{"2024, 28 650", home_delivery("28 650", 1'560).on("2024-12-31"), "14 325 kr"},
    Row{"the base amount of the year of the support, not of the assessment",
        home_delivery("29 400", 1'560).on("2025-12-31", "2026-02-01"), "14 700 kr"},
    Row{"2018, half of 45 500", home_delivery("22 750", 1'000).on("2018-12-31"), "11 375 kr"},
    Row{"2027 has no base amount yet", home_delivery("180 000", 1'560).year(2027),
        "not known: net_cost_at_least_base_share (12 § 2)"}),
    numbered);

// 60 kr from 2011-01-01 (2010:1709), 100 kr from 2025-01-01.
INSTANTIATE_TEST_SUITE_P(PerHousehold, HomeDelivery, testing::Values(
    Row{"the last day of 60 kr", home_delivery("400 000", 1'000).on("2024-12-31"), "60 000 kr"},
    Row{"the first day of 100 kr", home_delivery("400 000", 1'000).on("2025-01-01"), "100 000 kr"},
    Row{"the day after", home_delivery("400 000", 1'000).on("2025-01-02"), "100 000 kr"},
    Row{"came in 2024, tried 2025", home_delivery("400 000", 1'000).on("2024-12-31", "2025-01-01"), "60 000 kr"},
    Row{"for 2024 but came in 2025: by 2024:1243", home_delivery("400 000", 1'000).on("2025-01-15").year(2024), "100 000 kr"},
    Row{"a leap day", home_delivery("400 000", 1'000).on("2024-02-29"), "60 000 kr"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(Applicant, HomeDelivery, testing::Values(
    Row{"a company", home_delivery("180 000", 1'560).applicant("limited_company"), "no: applicant_is_municipality (10 §)"},
    Row{"an association", home_delivery("180 000", 1'560).applicant("association"), "no: applicant_is_municipality (10 §)"},
    Row{"a municipality of another county", home_delivery("180 000", 1'560).county("21"), "no: outlet_in_county (23 §)"},
    Row{"a company of another county with too small a cost, all told",
        home_delivery("100", 1).applicant("other").county("21"),
        "no: applicant_is_municipality (10 §), outlet_in_county (23 §), net_cost_at_least_base_share (12 § 2)"}),
    numbered);

}  // namespace
}  // namespace bygd::testing_law
