// Särskilt driftstöd: 2024:1243 21, 22 and 23 §§, and 2000:284 21 a § as it stood. One case a line: what, the application,
// the verdict with its paragraph.
#include "tests/unit/law.hpp"

namespace bygd::testing_law {
namespace {

struct OperatingSupport : Law {};

TEST_P(OperatingSupport, is_tried_by_the_law_of_its_day) {
    EXPECT_EQ(verdict(GetParam().tried.assessed()), GetParam().expected) << GetParam().what;
}

INSTANTIATE_TEST_SUITE_P(Applicant, OperatingSupport, testing::Values(
    Row{"a shop that fulfils everything", operating(), "350 000 kr"},
    Row{"a cooperative", operating().applicant("cooperative"), "350 000 kr"},
    Row{"a sole trader", operating().applicant("sole_trader"), "350 000 kr"},
    Row{"a municipality", operating().applicant("municipality"), "no: applicant_is_company (21 §)"},
    Row{"nobody knows who applies", operating().applicant(""), "not known: applicant_is_company (21 §)"},
    Row{"an outlet in Gävleborg", operating().county("21"), "no: outlet_in_county (23 §)"},
    Row{"an outlet in a county not known", operating().county(""), "not known: outlet_in_county (23 §)"},
    Row{"a mobile shop has no fixed outlet", operating().seller("mobile"), "no: not_mobile_seller (21 § första stycket)"},
    Row{"a mobile shop, and special reasons cannot help", operating().seller("mobile").special_reason("not_mobile_seller"),
        "no: not_mobile_seller (21 § första stycket)"},
    Row{"an owner of property", operating().seller("property_owner"), "no: not_property_owner (21 § första stycket)"},
    Row{"fuel alone is no grocery", operating().services({"fuel"}), "no: sells_groceries (21 § första stycket 1)"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(Distance, OperatingSupport, testing::Values(
    Row{"G9: 10,0 km is not more than 10 km", operating().metres(10'000), "no: farther_than (21 § första stycket 2)"},
    Row{"one metre less than 10 km", operating().metres(9'999), "no: farther_than (21 § första stycket 2)"},
    Row{"one metre more than 10 km", operating().metres(10'001), "350 000 kr"},
    Row{"G9: 10,1 km", operating().metres(10'100), "350 000 kr"},
    Row{"next door", operating().metres(0), "no: farther_than (21 § första stycket 2)"},
    Row{"10,0 km and special reasons", operating().metres(10'000).special_reason("farther_than"), "350 000 kr"},
    Row{"10,0 km and special reasons for another rule", operating().metres(10'000).special_reason("turnover_at_most"),
        "no: farther_than (21 § första stycket 2)"},
    Row{"10,0 km and an empty special reason", operating().metres(10'000).special_reason("farther_than", ""),
        "no: farther_than (21 § första stycket 2)"},
    Row{"3 km in an archipelago without a fixed link",
        operating().metres(3'000).but([](Try& one) { one.facts().archipelago = true; }), "350 000 kr"},
    Row{"an archipelago, the distance not measured",
        operating().but([](Try& one) { one.facts().archipelago = true, one.facts().next_outlet_metres.reset(); }), "350 000 kr"},
    Row{"3 km in an archipelago with a bridge",
        operating().metres(3'000).but([](Try& one) { one.facts().archipelago = false; }),
        "no: farther_than (21 § första stycket 2)"},
    Row{"the distance is not known", operating().but([](Try& one) { one.facts().next_outlet_metres.reset(); }),
        "not known: farther_than (21 § första stycket 2)"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(Turnover, OperatingSupport, testing::Values(
    Row{"G9: 11 000 000", operating().turnover("11 000 000"), "350 000 kr"},
    Row{"one öre over", operating().turnover("11 000 000,01"), "no: turnover_at_most (21 § första stycket 4)"},
    Row{"one öre under", operating().turnover("10 999 999,99"), "350 000 kr"},
    Row{"G9: 11 000 001", operating().turnover("11 000 001"), "no: turnover_at_most (21 § första stycket 4)"},
    Row{"G9: 11 000 001 and special reasons", operating().turnover("11 000 001").special_reason("turnover_at_most"),
        "350 000 kr"},
    Row{"not known", operating().without("turnover"), "not known: turnover_at_most (21 § första stycket 4)"},
    Row{"known from the register alone",
        operating().without("turnover").but([](Try& one) { one.facts().turnover = kr("11 000 001"); }),
        "no: turnover_at_most (21 § första stycket 4)"},
    Row{"the accounts of the application go before the register",
        operating().turnover("11 000 000").but([](Try& one) { one.facts().turnover = kr("11 000 001"); }), "350 000 kr"},
    Row{"both distance and turnover, with reasons for one",
        operating().metres(9'000).turnover("12 000 000").special_reason("farther_than"),
        "no: turnover_at_most (21 § första stycket 4)"},
    Row{"both, with reasons for both",
        operating().metres(9'000).turnover("12 000 000").special_reason("farther_than").special_reason("turnover_at_most"),
        "350 000 kr"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(AssortmentAndOpening, OperatingSupport, testing::Values(
    Row{"1 000 articles", operating().with("assortment", "1000"), "350 000 kr"},
    Row{"999 articles", operating().with("assortment", "999"), "no: articles_at_least (21 § första stycket 1)"},
    Row{"999 articles, and special reasons cannot help", operating().with("assortment", "999").special_reason("articles_at_least"),
        "no: articles_at_least (21 § första stycket 1)"},
    Row{"999 articles of a shop just under 2 million", operating().with("assortment", "999").turnover("1 999 999,99"), "350 000 kr"},
    Row{"999 articles of a shop with 2 million", operating().with("assortment", "999").turnover("2 000 000"),
        "no: articles_at_least (21 § första stycket 1)"},
    Row{"articles not known", operating().without("assortment"), "not known: articles_at_least (21 § första stycket 1)"},
    Row{"every group of goods",
        operating().but([](Try& one) {
            one.facts().assortment_groups = {"dairy", "charcuterie", "eggs", "fresh_bread", "fruit_vegetables"};
        }), "350 000 kr"},
    Row{"no eggs",
        operating().but([](Try& one) { one.facts().assortment_groups = {"dairy", "charcuterie", "fresh_bread", "fruit_vegetables"}; }),
        "no: assortment_groups (21 § första stycket 1)"},
    Row{"no eggs in a small shop",
        operating().turnover("1 500 000").but([](Try& one) { one.facts().assortment_groups = {"dairy"}; }), "350 000 kr"},
    Row{"closed in winter", operating().with("open_all_year", "no"), "no: open_all_year (21 § första stycket 3)"},
    Row{"closed in winter, and special reasons cannot help",
        operating().with("open_all_year", "no").special_reason("open_all_year"), "no: open_all_year (21 § första stycket 3)"},
    Row{"not known", operating().without("open_all_year"), "not known: open_all_year (21 § första stycket 3)"},
    Row{"everything is wrong at once, and all of it is told",
        operating().metres(500).turnover("20 000 000").with("open_all_year", "no").with("assortment", "10").county("21"),
        "no: outlet_in_county (23 §), articles_at_least (21 § första stycket 1), farther_than (21 § första stycket 2), "
        "open_all_year (21 § första stycket 3), turnover_at_most (21 § första stycket 4)"}),
    numbered);

INSTANTIATE_TEST_SUITE_P(JointCap, OperatingSupport, testing::Values(
    Row{"G4: 200 000 of servicebidrag in the same year", operating().granted("service_grant", 2026, "200 000"), "150 000 kr"},
    Row{"servicebidrag of the year before", operating().granted("service_grant", 2025, "200 000"), "350 000 kr"},
    Row{"servicebidrag of the year after", operating().granted("service_grant", 2027, "200 000"), "350 000 kr"},
    Row{"one öre left", operating().granted("service_grant", 2026, "349 999,99"), "0,01 kr"},
    Row{"nothing left", operating().granted("service_grant", 2026, "350 000"), "no: yearly_cap (22 §)"},
    Row{"more than the cap is granted already", operating().granted("operating_support", 2026, "400 000"), "no: yearly_cap (22 §)"},
    Row{"driftstöd to another outlet of the recipient does not count",
        operating().granted("operating_support", 2026, "350 000", true, false), "350 000 kr"},
    Row{"driftstöd to the outlet under an earlier owner counts",
        operating().granted("operating_support", 2026, "350 000", false, true), "no: yearly_cap (22 §)"},
    Row{"servicebidrag to the outlet under an earlier owner counts",
        operating().granted("service_grant", 2026, "100 000", false, true), "250 000 kr"},
    Row{"servicebidrag to the recipient for another outlet counts",
        operating().granted("service_grant", 2026, "100 000", true, false), "250 000 kr"},
    Row{"investeringsstöd does not count", operating().granted("investment_support", 2026, "350 000"), "350 000 kr"},
    Row{"two grants are summed",
        operating().granted("service_grant", 2026, "100 000,50").granted("operating_support", 2026, "50 000,25"), "199 999,25 kr"}),
    numbered);

// 2000:284: driftstöd came 2016-04-01 with 15 km, 10 km from 2018-04-19; 300 000 kr. 2024:1243 from 2025-01-01.
INSTANTIATE_TEST_SUITE_P(OverTime, OperatingSupport, testing::Values(
    Row{"the last day of 2000:284", operating().on("2024-12-31"), "300 000 kr"},
    Row{"the first day of 2024:1243", operating().on("2025-01-01"), "350 000 kr"},
    Row{"came in 2024, tried 2025: as the law stood 2024-12-31", operating().on("2024-12-31", "2025-06-30"), "300 000 kr"},
    Row{"came in on a leap day", operating().on("2024-02-29"), "300 000 kr"},
    Row{"15,0 km the day before the change of 2018", operating().on("2018-04-18").metres(15'000), "no: farther_than (21 a §)"},
    Row{"15,001 km the day before the change of 2018", operating().on("2018-04-18").metres(15'001), "300 000 kr"},
    Row{"12 km the day before the change of 2018", operating().on("2018-04-18").metres(12'000), "no: farther_than (21 a §)"},
    Row{"12 km on the day of the change", operating().on("2018-04-19").metres(12'000), "300 000 kr"},
    Row{"12 km the day after", operating().on("2018-04-20").metres(12'000), "300 000 kr"},
    Row{"10,0 km on the day of the change", operating().on("2018-04-19").metres(10'000), "no: farther_than (21 a §)"},
    Row{"12 km, came in before the change and is tried after it", operating().on("2018-04-18", "2018-04-19").metres(12'000),
        "300 000 kr"},
    Row{"the first day of driftstöd", operating().on("2016-04-01").metres(15'001), "300 000 kr"},
    Row{"the day before, when there was none", operating().on("2016-03-31").metres(15'001),
        "not known: farther_than (21 a §), turnover_at_most (21 a §), yearly_cap (21 a–21 d §§)"},
    Row{"250 000 servicebidrag under 2000:284", operating().on("2024-06-03").granted("service_grant", 2024, "250 000"), "50 000 kr"},
    Row{"a year not yet decided on is tried by the law of its day", operating().year(2027), "350 000 kr"}),
    numbered);

TEST(OperatingSupportReasons, SayWhatIsWrongWithTheFiguresAndTheParagraph) {
    const auto found = operating().metres(10'000).assessed();
    ASSERT_EQ(found.refusals.size(), 1u);
    EXPECT_EQ(found.refusals[0].problem, (Problem{"next_outlet_km", "aid.too_near", {"10,0", "10,0", "21 § första stycket 2"}}));
    EXPECT_EQ(found.refusals[0].waived_by, "21 § andra stycket");
    EXPECT_EQ(found.calculated, kr("350 000"));
    EXPECT_EQ(found.most(), Money());
}

TEST(OperatingSupportReasons, KeepWhatSpecialReasonsSetAside) {
    const auto found = operating().metres(9'000).special_reason("farther_than", "Vägen är stängd när älven svämmar över.").assessed();
    ASSERT_EQ(found.waived.size(), 1u);
    EXPECT_EQ(found.waived[0].special.text, "Vägen är stängd när älven svämmar över.");
    EXPECT_EQ(found.waived[0].reason.problem.code, "aid.too_near");
    EXPECT_TRUE(found.eligible());
}

TEST(OperatingSupportReasons, TellGuidelinesApartFromLaw) {
    const auto found = operating().with("opening_hours", "39").with("amount_sought", "24999.99").assessed();
    EXPECT_EQ(verdict(found), "350 000 kr");
    EXPECT_EQ(listed(found.warnings), "hours_at_least (Tillväxtverkets vägledning), amount_at_least (regional riktlinje)");
    EXPECT_EQ(found.warnings[0].guideline, "agency");
    EXPECT_EQ(found.warnings[1].guideline, "region");
    EXPECT_TRUE(operating().with("opening_hours", "40").with("amount_sought", "25000.00").assessed().warnings.empty());
    EXPECT_TRUE(operating().with("opening_hours", "20").turnover("1 999 999").assessed().warnings.empty());
    EXPECT_EQ(listed(operating().with("opening_hours", "19").turnover("1 999 999").assessed().warnings),
              "hours_at_least (Tillväxtverkets vägledning)");
}

TEST(OperatingSupportReasons, NoteWhatSpeaksForPriority) {
    const auto found = operating().services({"groceries", "fuel", "parcels", "pharmacy"}).assessed();
    EXPECT_EQ(listed(found.notes), "assortment_groups (21 § första stycket 1), priority_to_other_services (21 § tredje stycket)");
    EXPECT_EQ(found.notes[1].problem.values, (std::vector<std::string>{"2", "21 § tredje stycket"}));
}

TEST(OperatingSupportLaw, RemembersEveryValueWithItsSource) {
    const auto law = operating().on("2026-03-02").assessed().law;
    EXPECT_EQ(law.basis, "2024:1243");
    EXPECT_EQ(law.day, day("2026-03-02"));
    std::vector<std::string> names;
    for (const auto& used : law.parameters) {
        names.push_back(used.name);
        EXPECT_FALSE(used.value.source.empty());
        EXPECT_FALSE(used.value.paragraph.empty());
    }
    EXPECT_EQ(joined(names, " "), "assortment_articles operating_distance assortment_small_turnover opening_hours "
                                  "operating_turnover yearly_cap regional_least_amount");
}

TEST(OperatingSupportLaw, CarriesTheDoubtsAboutTheOldOrdinance) {
    EXPECT_TRUE(operating().assessed().law.notes.empty());
    const auto notes = operating().on("2024-06-03").assessed().law.notes;
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_NE(notes[0].find("inte granskad"), std::string::npos);
}

}  // namespace
}  // namespace bygd::testing_law
