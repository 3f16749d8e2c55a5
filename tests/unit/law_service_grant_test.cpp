// Servicebidrag: 2024:1243 19, 20 and 23 §§, and 2000:284 as it stood. One case a line.
#include "tests/unit/law.hpp"

namespace bygd::testing_law {
namespace {

struct ServiceGrant : Law {};

TEST_P(ServiceGrant, is_tried_by_the_law_of_its_day) {
    EXPECT_EQ(verdict(GetParam().tried.assessed()), GetParam().expected) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Applicant, ServiceGrant, testing::Values(
    Row{"a shop with temporary problems", service(), "350 000 kr"},
    Row{"a filling station", service().services({"fuel"}), "350 000 kr"},
    Row{"post alone", service().services({"parcels"}), "no: sells_groceries_or_fuel (19 § första stycket 1)"},
    Row{"a municipality", service().applicant("municipality"), "no: applicant_is_company (19 §)"},
    Row{"an outlet in another county", service().county("17"), "no: outlet_in_county (23 §)"},
    Row{"a mobile shop without special reasons", service().seller("mobile"), "no: not_mobile_seller (19 § första stycket)"},
    Row{"a mobile shop with special reasons", service().seller("mobile").special_reason("not_mobile_seller"), "350 000 kr"},
    Row{"mobile sale of fuel, with special reasons",
        service().seller("mobile").services({"fuel"}).special_reason("not_mobile_seller"),
        "no: sells_groceries_or_fuel (19 § första stycket 1)"},
    Row{"an owner of property, and special reasons cannot help",
        service().seller("property_owner").special_reason("not_property_owner"), "no: not_property_owner (19 § första stycket)"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(Need, ServiceGrant, testing::Values(
    Row{"the problems are lasting", service().with("temporary_problems", "no"), "no: temporary_problems (19 § första stycket)"},
    Row{"other measures would do", service().with("measures_insufficient", "no"),
        "no: other_measures_insufficient (19 § första stycket 2)"},
    Row{"lasting, and other measures would do",
        service().with("temporary_problems", "no").with("measures_insufficient", "no"),
        "no: temporary_problems (19 § första stycket), other_measures_insufficient (19 § första stycket 2)"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(Years, ServiceGrant, testing::Values(
    Row{"two years before", service().granted("service_grant", 2024, "1").granted("service_grant", 2025, "1"), "350 000 kr"},
    Row{"G5: a fourth year", service().granted("service_grant", 2023, "1").granted("service_grant", 2024, "1")
                                 .granted("service_grant", 2025, "1"), "no: years_in_all (20 § andra stycket)"},
    Row{"G5: a fourth year, not consecutive", service().granted("service_grant", 2018, "1").granted("service_grant", 2021, "1")
                                                  .granted("service_grant", 2024, "1"), "no: years_in_all (20 § andra stycket)"},
    Row{"years under 2000:284 count too", service().granted("service_grant", 2016, "1").granted("service_grant", 2017, "1")
                                              .granted("service_grant", 2018, "1"), "no: years_in_all (20 § andra stycket)"},
    Row{"two grants of one year are one year", service().granted("service_grant", 2024, "1").granted("service_grant", 2024, "1")
                                                   .granted("service_grant", 2025, "1"), "350 000 kr"},
    Row{"a second grant of the third year", service().granted("service_grant", 2024, "1").granted("service_grant", 2025, "1")
                                                .granted("service_grant", 2026, "100 000"), "250 000 kr"},
    Row{"three years of driftstöd are no years of servicebidrag",
        service().granted("operating_support", 2023, "1").granted("operating_support", 2024, "1")
            .granted("operating_support", 2025, "1"), "350 000 kr"},
    Row{"three years of another recipient at the outlet",
        service().granted("service_grant", 2023, "1", false, true).granted("service_grant", 2024, "1", false, true)
            .granted("service_grant", 2025, "1", false, true), "350 000 kr"},
    Row{"three years of the recipient at another outlet",
        service().granted("service_grant", 2023, "1", true, false).granted("service_grant", 2024, "1", true, false)
            .granted("service_grant", 2025, "1", true, false), "no: years_in_all (20 § andra stycket)"},
    Row{"a later year that is granted already counts",
        service().granted("service_grant", 2027, "1").granted("service_grant", 2024, "1").granted("service_grant", 2025, "1"),
        "no: years_in_all (20 § andra stycket)"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(Caps, ServiceGrant, testing::Values(
    Row{"driftstöd to the recipient in the year", service().granted("operating_support", 2026, "200 000"), "150 000 kr"},
    Row{"driftstöd to another outlet of the recipient", service().granted("operating_support", 2026, "200 000", true, false),
        "150 000 kr"},
    Row{"driftstöd to the outlet under an earlier owner is another recipient's",
        service().granted("operating_support", 2026, "200 000", false, true), "350 000 kr"},
    Row{"one öre left", service().granted("operating_support", 2026, "349 999,99"), "0,01 kr"},
    Row{"nothing left", service().granted("operating_support", 2026, "350 000"), "no: yearly_cap (20 § första stycket)"},
    Row{"servicebidrag fills both caps", service().granted("service_grant", 2026, "350 000"),
        "no: yearly_cap (20 § första stycket), yearly_cap (20 § första stycket)"},
    Row{"2000:284: 250 000 alone", service().on("2024-12-31"), "250 000 kr"},
    Row{"2000:284: 300 000 together with driftstöd", service().on("2024-12-31").granted("operating_support", 2024, "100 000"),
        "200 000 kr"},
    Row{"2000:284: driftstöd of 50 000 leaves the 250 000", service().on("2024-12-31").granted("operating_support", 2024, "50 000"),
        "250 000 kr"},
    Row{"2000:284: driftstöd of 50 000,01 does not", service().on("2024-12-31").granted("operating_support", 2024, "50 000,01"),
        "249 999,99 kr"},
    Row{"the first day of 2024:1243", service().on("2025-01-01"), "350 000 kr"},
    Row{"came in 2024-12-31, tried a year later", service().on("2024-12-31", "2025-12-31"), "250 000 kr"},
    Row{"before the joint cap came", service().on("2016-03-31"), "250 000 kr"}),
    numbered);

TEST(ServiceGrantReasons, WhatIsNotAskedInOldApplicationsIsAWarning) {
    const auto found = service().without("temporary_problems").without("measures_insufficient").assessed();
    EXPECT_EQ(verdict(found), "350 000 kr");
    EXPECT_EQ(listed(found.warnings),
              "temporary_problems (19 § första stycket), other_measures_insufficient (19 § första stycket 2)");
}

TEST(ServiceGrantReasons, ListWhatWasCounted) {
    const auto found = service().granted("operating_support", 2026, "200 000").granted("operating_support", 2025, "1").assessed();
    ASSERT_EQ(found.counted.size(), 1u);
    EXPECT_EQ(found.counted[0].amount, kr("200 000"));
    ASSERT_EQ(found.lines.size(), 2u);
    EXPECT_EQ(found.lines[0].line, "service_grant_cap");
    EXPECT_EQ(found.lines[1].aid, kr("150 000"));
}

}  // namespace
}  // namespace bygd::testing_law
