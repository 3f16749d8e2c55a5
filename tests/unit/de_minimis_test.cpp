// Aid of minor importance at its limits: the vectors V1-V13 of domain §2.3, and the day before, on and after, one cent
// and one krona around, for both ledgers, both windows, groups, takeovers and corrections (2024:1243 6-7, 27-28 §§).
#include "aid/de_minimis.hpp"

#include <gtest/gtest.h>

#include "providers/undertaking.hpp"

namespace bygd {
namespace {

const DeMinimisLaw& law() {
    static const auto read = DeMinimisLaw::load(std::string(BYGD_SOURCE_DIR) + "/schemas/parameters/de_minimis.json");
    return read;
}

std::int64_t rate(const char* text) {
    return parse_rate(text);
}
Money eur(const char* text) {
    return Money::parse(text, "amount", Currency::eur);
}
const Id<Organisation> a(1), b(2), c(3), d(4);

AidGrant granted(Id<Organisation> to, const char* day, std::int64_t kronor, const char* at,
                 AidLedger ledger = AidLedger::general) {
    static std::int64_t last = 0;
    AidGrant grant;
    grant.id = Id<AidGrant>(++last);
    grant.organisation = to;
    grant.ledger = ledger;
    grant.day = Date::parse(day);
    grant.kronor = Money::kronor(kronor);
    grant.rate = rate(at);
    grant.euro = in_euro(*grant.kronor, *grant.rate);
    return grant;
}

AidPosition position(const char* day, const std::vector<AidGrant>& grants, std::set<Id<Organisation>> group = {a},
                     AidLedger ledger = AidLedger::general, const std::vector<AidSuccession>& taken = {}) {
    const auto on = Date::parse(day);
    return position_of(law().on(ledger, on), on, group, grants, taken);
}

DeMinimisOutlook outlook(const char* day, const std::vector<AidGrant>& grants, std::int64_t kronor, const char* at,
                         std::set<Id<Organisation>> group = {a}, AidLedger ledger = AidLedger::general) {
    ExchangeRate found;
    found.day = Date::parse(day);
    found.millionths = rate(at);
    return outlook_of(position(day, grants, std::move(group), ledger), found.day, Money::kronor(kronor), found, 10);
}

std::string said(const DeMinimisOutlook& outlook) {
    std::string text = outlook.before.plain() + " + " + outlook.amount.plain() + " = " + outlook.after.plain();
    for (const auto& problem : outlook.problems) text += " " + problem.code;
    for (const auto& warning : outlook.warnings) text += " (" + warning.code + ")";
    return text;
}

std::vector<AidGrant> of_v2() {
    return {granted(a, "2024-02-01", 1'500'000, "11,30"), granted(a, "2025-09-15", 1'200'000, "11,00")};
}
std::vector<AidGrant> with(std::vector<AidGrant> grants, AidGrant more) {
    grants.push_back(std::move(more));
    return grants;
}

// --- domain §2.3
// ------------------------------------------------------------------------------------------------------

TEST(DeMinimisVectors, V1_without_history) {
    const auto found = outlook("2026-11-23", {}, 600'000, "11,00");
    EXPECT_EQ(said(found), "0.00 + 54545.45 = 54545.45");
    EXPECT_EQ((found.limit - found.after).plain(), "245454.55");
    EXPECT_TRUE(found.fits);
}

TEST(DeMinimisVectors, V2_what_is_left_in_whole_kronor) {
    const auto found = outlook("2026-11-23", of_v2(), 1, "11,00");
    EXPECT_EQ(found.before.plain(), "241834.27");
    EXPECT_EQ(position("2026-11-23", of_v2()).left().plain(), "58165.73");
    EXPECT_EQ(found.largest, Money::kronor(639'823));
}

TEST(DeMinimisVectors, V3_over_is_refused_with_what_would_fit) {
    const auto found = outlook("2026-11-23", of_v2(), 650'000, "11,00");
    EXPECT_EQ(said(found), "241834.27 + 59090.91 = 300925.18 de_minimis.over");
    EXPECT_EQ(found.problems.at(0).values, (std::vector<std::string>{eur("300000").swedish(), eur("925,18").swedish(),
                                                                     Money::kronor(639'823).swedish()}));
}

TEST(DeMinimisVectors, V4_one_krona_around) {
    EXPECT_EQ(said(outlook("2026-11-23", of_v2(), 639'823, "11,00")), "241834.27 + 58165.73 = 300000.00");
    EXPECT_EQ(said(outlook("2026-11-23", of_v2(), 639'824, "11,00")),
              "241834.27 + 58165.82 = 300000.09 de_minimis.over");
}

TEST(DeMinimisVectors, V5_V6_an_old_grant_leaves_the_window) {
    const auto grants = with(of_v2(), granted(a, "2023-11-20", 900'000, "11,40"));
    const auto on = outlook("2026-11-20", grants, 1, "11,00");
    EXPECT_EQ(on.before.plain(), "320781.64");
    EXPECT_EQ(position("2026-11-20", grants).over().plain(), "20781.64");
    EXPECT_EQ(on.problems.at(0).code, "de_minimis.over_already");
    EXPECT_TRUE(on.largest.zero());
    EXPECT_EQ(position("2026-11-21", grants).used.plain(), "241834.27");
    EXPECT_EQ(position("2026-11-23", grants).used.plain(), "241834.27");
}

TEST(DeMinimisVectors, V7_exactly_three_years_is_counted_with_a_warning) {
    const std::vector<AidGrant> grants{granted(a, "2023-11-23", 110'000, "11,00")};
    EXPECT_EQ(said(outlook("2026-11-23", grants, 11, "11,00")), "10000.00 + 1.00 = 10001.00 (de_minimis.last_day)");
    auto exclusive = law().on(AidLedger::general, Date(2026, 11, 23));
    exclusive.lower_bound_inclusive = false;
    const auto found = position_of(exclusive, Date(2026, 11, 23), {a}, grants);
    EXPECT_TRUE(found.used.zero());
    EXPECT_FALSE(found.leaves_tomorrow());
    EXPECT_EQ(found.rows.at(0).why, AidCount::before_window);
}

TEST(DeMinimisVectors, V8_a_leap_day_looks_back_to_the_28th) {
    EXPECT_EQ(law().on(AidLedger::general, Date(2028, 2, 29)).window_on(Date(2028, 2, 29)).from, Date(2025, 2, 28));
}

TEST(DeMinimisVectors, V9_V10_the_group_and_a_minority) {
    const std::vector<AidGrant> grants{granted(a, "2025-03-01", 1'400'000, "11,20"),
                                       granted(b, "2025-04-01", 1'800'000, "11,10")};
    OrganisationLink link;
    link.owner = a;
    link.owned = b;
    link.share = BasisPoints{6'000};
    link.valid_from = Date(2020, 1, 1);
    const std::map<Id<Organisation>, std::string> kinds{{a, "limited_company"}, {b, "limited_company"}};
    const auto together =
        outlook("2026-11-23", grants, 1, "11,00", single_undertaking(b, {link}, kinds, Date(2026, 11, 23)));
    EXPECT_EQ(together.before.plain(), "287162.16");
    EXPECT_EQ(together.largest, Money::kronor(141'216));
    link.share = BasisPoints{4'900};
    const auto alone = position("2026-11-23", grants, single_undertaking(b, {link}, kinds, Date(2026, 11, 23)));
    EXPECT_EQ(alone.used.plain(), "162162.16");
    EXPECT_EQ(alone.left().plain(), "137837.84");
}

TEST(DeMinimisVectors, V11_the_two_ledgers_are_never_added) {
    const std::vector<AidGrant> grants{granted(a, "2024-05-01", 300'000, "11,40", AidLedger::sgei),
                                       granted(a, "2025-05-01", 350'000, "11,25", AidLedger::sgei),
                                       granted(a, "2026-05-01", 370'000, "11,00", AidLedger::sgei)};
    const auto sgei = position("2026-11-23", grants, {a}, AidLedger::sgei);
    EXPECT_EQ(sgei.used.plain(), "91063.26");
    EXPECT_EQ(sgei.left().plain(), "658936.74");
    const auto general = position("2026-11-23", grants);
    EXPECT_TRUE(general.used.zero());
    EXPECT_TRUE(general.rows.empty());
}

// The ledger holds the day of the decision; the day of payment is nowhere in it.
TEST(DeMinimisVectors, V12_the_decision_dates_the_aid) {
    const std::vector<AidGrant> grants{granted(a, "2026-12-28", 110'000, "11,00")};
    EXPECT_EQ(position("2029-12-28", grants).used.plain(), "10000.00");
    EXPECT_TRUE(position("2029-12-29", grants).used.zero());
}

TEST(DeMinimisVectors, V13_fiscal_years_until_2023_and_rolling_years_after) {
    const std::vector<AidGrant> grants{granted(a, "2021-01-10", 1'100'000, "10,20"),
                                       granted(a, "2022-06-01", 700'000, "10,60")};
    const auto old = outlook("2023-10-01", grants, 400'000, "11,50");
    EXPECT_EQ(old.regulation, "1407/2013");
    EXPECT_EQ(said(old), "173880.88 + 34782.61 = 208663.49 de_minimis.over");
    const auto now = outlook("2024-02-01", grants, 400'000, "11,50");
    EXPECT_EQ(now.regulation, "2023/2831");
    EXPECT_EQ(said(now), "66037.74 + 34782.61 = 100820.35");
}

// --- the window, day by day
// -------------------------------------------------------------------------------------------

struct Day {
    const char *given, *decided;
    AidCount why;
};
class DeMinimisDays : public testing::TestWithParam<Day> {};
TEST_P(DeMinimisDays, Counts) {
    const auto found = position(GetParam().decided, {granted(a, GetParam().given, 110'000, "11,00")});
    EXPECT_EQ(to_string(found.rows.at(0).why), to_string(GetParam().why));
    EXPECT_EQ(found.used.zero(), !counts(GetParam().why));
}
INSTANTIATE_TEST_SUITE_P(
    Limits, DeMinimisDays,
    testing::Values(
        Day{"2023-11-22", "2026-11-23", AidCount::before_window}, Day{"2023-11-23", "2026-11-23", AidCount::last_day},
        Day{"2023-11-24", "2026-11-23", AidCount::counted}, Day{"2026-11-22", "2026-11-23", AidCount::counted},
        Day{"2026-11-23", "2026-11-23", AidCount::counted}, Day{"2026-11-24", "2026-11-23", AidCount::after_day},
        // leap days: 2024-02-29 is three years before 2027-02-28 and not before 2027-03-01
        Day{"2024-02-28", "2027-02-28", AidCount::last_day}, Day{"2024-02-29", "2027-02-28", AidCount::counted},
        Day{"2024-02-29", "2027-03-01", AidCount::before_window}, Day{"2024-03-01", "2027-03-01", AidCount::last_day},
        Day{"2025-02-27", "2028-02-29", AidCount::before_window}, Day{"2025-02-28", "2028-02-29", AidCount::last_day},
        Day{"2025-03-01", "2028-02-29", AidCount::counted}, Day{"2025-02-28", "2028-03-01", AidCount::before_window},
        // the turn of a year
        Day{"2023-12-31", "2026-12-31", AidCount::last_day}, Day{"2023-12-31", "2027-01-01", AidCount::before_window},
        Day{"2024-01-01", "2027-01-01", AidCount::last_day},
        // fiscal years until 2023: the whole of the second year before, and nothing of the third
        Day{"2020-12-31", "2023-01-01", AidCount::before_window}, Day{"2021-01-01", "2023-01-01", AidCount::counted},
        Day{"2021-01-01", "2023-12-31", AidCount::counted}, Day{"2020-12-31", "2023-12-31", AidCount::before_window},
        Day{"2021-01-01", "2022-12-31", AidCount::counted}, Day{"2020-01-01", "2022-12-31", AidCount::counted},
        Day{"2019-12-31", "2022-12-31", AidCount::before_window},
        // the day the regulations change: what fiscal years counted the day before, rolling years may not
        Day{"2021-01-01", "2024-01-01", AidCount::last_day}, Day{"2020-12-31", "2024-01-01", AidCount::before_window},
        Day{"2021-01-01", "2024-01-02", AidCount::before_window}));

TEST(DeMinimisDays, AFiscalYearThatBeginsInMay) {
    const auto& old = law().on(AidLedger::general, Date(2023, 4, 30));
    EXPECT_EQ(old.window_on(Date(2023, 4, 30), 5).from, Date(2020, 5, 1));
    EXPECT_EQ(old.window_on(Date(2023, 5, 1), 5).from, Date(2021, 5, 1));
}

struct InForce {
    const char *day, *ledger, *number, *ceiling;
};
class DeMinimisRegulations : public testing::TestWithParam<InForce> {};
TEST_P(DeMinimisRegulations, HoldOnTheirDays) {
    const auto& found = law().on(aid_ledger_of(GetParam().ledger).value(), Date::parse(GetParam().day));
    EXPECT_EQ(found.number, GetParam().number);
    EXPECT_EQ(found.ceiling.plain(), GetParam().ceiling);
    EXPECT_FALSE(found.title.sv.empty() || found.title.en.empty() || found.source.empty());
}
INSTANTIATE_TEST_SUITE_P(All, DeMinimisRegulations,
                         testing::Values(InForce{"2023-12-31", "general", "1407/2013", "200000.00"},
                                         InForce{"2024-01-01", "general", "2023/2831", "300000.00"},
                                         InForce{"2030-12-31", "general", "2023/2831", "300000.00"},
                                         InForce{"2023-12-31", "sgei", "360/2012", "500000.00"},
                                         InForce{"2024-01-01", "sgei", "2023/2832", "750000.00"},
                                         InForce{"2030-12-31", "sgei", "2023/2832", "750000.00"}));

TEST(DeMinimisRegulations, NoneAfterTheirLastDay) {
    try {
        law().on(AidLedger::general, Date(2031, 1, 1));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.problems().at(0).code, "de_minimis.no_regulation");
    }
}

TEST(DeMinimisRegulations, EachFormSaysWhichLedgerItCharges) {
    EXPECT_EQ(law().ledger_of("investment_support"), AidLedger::general);
    EXPECT_EQ(law().ledger_of("service_grant"), AidLedger::general);
    EXPECT_EQ(law().ledger_of("operating_support"), AidLedger::sgei);
    EXPECT_EQ(law().ledger_of("home_delivery_grant"), std::nullopt);
    EXPECT_THROW(law().ledger_of("something_new"), std::logic_error);
    EXPECT_EQ(law().sector_of({"groceries", "fuel"}), "47.11");
    EXPECT_EQ(law().sector_of({"fuel"}), "47.30");
    EXPECT_EQ(law().sector_of({"parcels"}), "47.19");
}

// --- the ceiling, cent by cent
// ------------------------------------------------------------------------------------------

struct Ceiling {
    const char* ledger;
    const char* had;     // euro, in one grant
    std::int64_t asked;  // kronor at 11,00
    bool fits;
    std::int64_t largest;
};
class DeMinimisCeiling : public testing::TestWithParam<Ceiling> {};
TEST_P(DeMinimisCeiling, HoldsToTheCent) {
    const auto& p = GetParam();
    const auto ledger = aid_ledger_of(p.ledger).value();
    auto before = granted(a, "2025-01-10", 11, "11,00", ledger);
    before.euro = eur(p.had);
    const auto found = outlook("2026-11-23", {before}, p.asked, "11,00", {a}, ledger);
    EXPECT_EQ(found.fits, p.fits) << said(found);
    EXPECT_EQ(found.largest, Money::kronor(p.largest));
    EXPECT_EQ(found.problems.empty(), p.fits);
}
INSTANTIATE_TEST_SUITE_P(
    Limits, DeMinimisCeiling,
    testing::Values(Ceiling{"general", "0", 3'300'000, true, 3'300'000},
                    Ceiling{"general", "0", 3'300'001, false, 3'300'000}, Ceiling{"general", "299999,00", 11, true, 11},
                    Ceiling{"general", "299999,00", 12, false, 11},
                    Ceiling{"general", "299999,91", 1, true, 1},  // 0,0909 euro is 9 cents
                    Ceiling{"general", "299999,92", 1, false, 0}, Ceiling{"general", "299999,99", 1, false, 0},
                    Ceiling{"general", "300000,00", 0, true, 0}, Ceiling{"general", "300000,00", 1, false, 0},
                    Ceiling{"general", "300000,01", 1, false, 0}, Ceiling{"sgei", "300000,01", 1, true, 4'949'999},
                    Ceiling{"sgei", "0", 8'250'000, true, 8'250'000}, Ceiling{"sgei", "0", 8'250'001, false, 8'250'000},
                    Ceiling{"sgei", "749999,91", 1, true, 1}, Ceiling{"sgei", "749999,92", 1, false, 0},
                    Ceiling{"sgei", "750000,00", 1, false, 0}));

// For many rates: the largest amount fits, and one krona more does not.
TEST(DeMinimisCeiling, TheLargestAmountIsTheLargest) {
    for (std::int64_t millionths = 8'000'003; millionths < 14'000'000; millionths += 77'777) {
        for (const char* left : {"0,01", "0,09", "58165,73", "137837,84", "300000"}) {
            const auto most = most_kronor_within(eur(left), millionths);
            EXPECT_LE(in_euro(most, millionths), eur(left)) << left << " at " << millionths;
            EXPECT_GT(in_euro(most + Money::kronor(1), millionths), eur(left)) << left << " at " << millionths;
        }
    }
}

// --- the rate of the day
// ------------------------------------------------------------------------------------------------

TEST(DeMinimisRate, TooOldOrMissingIsARefusalThatSaysSo) {
    ExchangeRate found;
    found.millionths = rate("11,00");
    const auto now = position("2026-11-23", {});
    const auto asked = [&](const char* day) {
        found.day = Date::parse(day);
        return said(outlook_of(now, Date(2026, 11, 23), Money::kronor(11), found, 10));
    };
    EXPECT_EQ(asked("2026-11-23"), "0.00 + 1.00 = 1.00");
    EXPECT_EQ(asked("2026-11-13"), "0.00 + 1.00 = 1.00");
    EXPECT_EQ(asked("2026-11-12"), "0.00 + 0.00 = 0.00 de_minimis.no_rate");
    const auto none = outlook_of(now, Date(2026, 11, 23), Money::kronor(11), std::nullopt, 10);
    EXPECT_FALSE(none.fits);
    EXPECT_EQ(none.problems.at(0).values, (std::vector<std::string>{"2026-11-23", "10"}));
}

TEST(DeMinimisRate, AnOldGrantKeepsItsEuro) {
    const std::vector<AidGrant> grants{granted(a, "2025-01-10", 110'000, "11,00")};
    EXPECT_EQ(outlook("2026-11-23", grants, 120'000, "12,00").after.plain(), "20000.00");
    EXPECT_EQ(outlook("2026-11-23", grants, 100'000, "10,00").after.plain(), "20000.00");
}

// --- who and what
// -------------------------------------------------------------------------------------------------------

TEST(DeMinimisRows, DeclaredAidThatIsOursIsNotCountedTwice) {
    auto ours = granted(a, "2025-01-10", 110'000, "11,00");
    auto told = granted(a, "2025-01-10", 110'000, "11,00");
    told.source = AidSource::declared;
    EXPECT_EQ(position("2026-11-23", {ours, told}).used.plain(), "20000.00");
    told.same_as = ours.id;
    const auto found = position("2026-11-23", {ours, told});
    EXPECT_EQ(found.used.plain(), "10000.00");
    EXPECT_EQ(found.rows.at(1).why, AidCount::same_as_ours);
}

TEST(DeMinimisRows, AnotherCompanySaysThatItDoesNotCount) {
    const auto found = position("2026-11-23", {granted(b, "2025-01-10", 110'000, "11,00")});
    EXPECT_TRUE(found.used.zero());
    EXPECT_EQ(found.rows.at(0).why, AidCount::other_company);
}

TEST(DeMinimisCorrections, LessPaidReducesAtTheOriginalRate) {
    const auto grant = granted(a, "2025-01-10", 600'000, "11,30");                // 53 097,35
    const auto first = correction_of(grant, {}, Money::kronor(400'000)).value();  // 35 398,23
    EXPECT_EQ(first.corrects, grant.id);
    EXPECT_EQ(first.kronor, Money() - Money::kronor(200'000));
    EXPECT_EQ(first.euro.plain(), "-17699.12");
    EXPECT_EQ(first.day, grant.day);
    EXPECT_EQ(position("2026-11-23", {grant, first}).used.plain(), "35398.23");
    const auto second = correction_of(grant, {first}, Money()).value();
    const auto found = position("2026-11-23", {grant, first, second});
    EXPECT_TRUE(found.used.zero());
    EXPECT_EQ(found.rows.at(0).why, AidCount::taken_back);
    EXPECT_EQ(correction_of(grant, {first}, Money::kronor(400'000)), std::nullopt);
    EXPECT_THROW(correction_of(grant, {first}, Money::kronor(400'001)), Error);
    auto in_euro_only = grant;
    in_euro_only.kronor.reset();
    EXPECT_THROW(correction_of(in_euro_only, {}, Money()), Error);
}

// However often it is corrected, the sum is what is kept, rounded once.
TEST(DeMinimisCorrections, TheSumIsRoundedOnce) {
    const auto grant = granted(a, "2025-01-10", 100'001, "11,37");
    std::vector<AidGrant> rows;
    for (std::int64_t kept = 99'000; kept > 0; kept -= 7'777) {
        rows.push_back(correction_of(grant, rows, Money::kronor(kept)).value());
        auto all = rows;
        all.push_back(grant);
        EXPECT_EQ(position("2026-11-23", all).used, in_euro(Money::kronor(kept), *grant.rate)) << kept;
    }
}

TEST(DeMinimisTakeovers, AMergerTakesAllAidAlong) {
    const std::vector<AidGrant> grants{granted(b, "2025-01-10", 110'000, "11,00"),
                                       granted(a, "2025-02-10", 220'000, "11,00")};
    const std::vector<AidSuccession> merged{{b, a, Date(2025, 6, 1)}};
    const auto used = [&](const char* day) {
        return position(day, grants, {a}, AidLedger::general, merged).used.plain();
    };
    EXPECT_EQ(used("2025-05-31"), "20000.00");
    EXPECT_EQ(used("2025-06-01"), "30000.00");
    EXPECT_EQ(used("2026-11-23"), "30000.00");
    EXPECT_TRUE(position("2026-11-23", grants, {b}, AidLedger::general, merged).used.zero());
    EXPECT_EQ(position("2026-11-23", grants, {a, b}, AidLedger::general, merged).used.plain(), "30000.00");
}

TEST(DeMinimisTakeovers, ASplitTakesItsShareAndTheSumStays) {
    const std::vector<AidGrant> grants{granted(a, "2025-01-10", 111'111, "11,37")};  // 9 772,30
    const std::vector<AidSuccession> split{{a, b, Date(2025, 6, 1), BasisPoints{3'333}}};
    const auto kept = position("2026-11-23", grants, {a}, AidLedger::general, split);
    const auto taken = position("2026-11-23", grants, {b}, AidLedger::general, split);
    EXPECT_EQ(taken.used.plain(), "3257.11");
    EXPECT_EQ(kept.used + taken.used, grants[0].euro);
    EXPECT_EQ(kept.rows.at(0).why, AidCount::carried);
    EXPECT_EQ(position("2026-11-23", grants, {a, b}, AidLedger::general, split).used, grants[0].euro);
}

TEST(DeMinimisTakeovers, AidGivenAfterStaysWhereItIs) {
    const std::vector<AidSuccession> merged{{b, a, Date(2025, 6, 1)}};
    const auto after = std::vector{granted(b, "2025-06-02", 110'000, "11,00")};
    EXPECT_TRUE(position("2026-11-23", after, {a}, AidLedger::general, merged).used.zero());
    const auto on = std::vector{granted(b, "2025-06-01", 110'000, "11,00")};
    EXPECT_EQ(position("2026-11-23", on, {a}, AidLedger::general, merged).used.plain(), "10000.00");
}

TEST(DeMinimisTakeovers, GoOnInTheOrderOfTheirDays) {
    const std::vector<AidGrant> grants{granted(c, "2025-01-10", 110'000, "11,00")};
    // told in the wrong order: c went into b, and half of b then into a
    const std::vector<AidSuccession> taken{{b, a, Date(2026, 1, 1), BasisPoints{5'000}}, {c, b, Date(2025, 6, 1)}};
    EXPECT_EQ(position("2026-11-23", grants, {a}, AidLedger::general, taken).used.plain(), "5000.00");
    EXPECT_EQ(position("2026-11-23", grants, {b}, AidLedger::general, taken).used.plain(), "5000.00");
    EXPECT_EQ(position("2025-12-31", grants, {b}, AidLedger::general, taken).used.plain(), "10000.00");
}

}  // namespace
}  // namespace bygd
