// Who may decide what: a table over the pure delegation order, at the limits of amount, day, form, kind, deputy and
// absence; and what is refused when a row or an absence is recorded.
#include "people/delegation.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace bygd {
namespace {

const Id<User> cecilia(1), david(2), erik(3), anna(4), stranger(9);
const Date first(2026, 1, 1);

DelegationRow row(int id, std::optional<Id<User>> person, std::string title, std::string form, std::string kind,
                  std::optional<Money> highest, Date from = first, std::optional<Date> to = std::nullopt) {
    return {Id<DelegationRow>(id), person, std::move(title), std::move(form), std::move(kind), highest, from, to,
            "Delegationsordning punkt " + std::to_string(id), false, 1};
}

// Cecilia: enhetschef; David: förvaltningschef, away 10-20 June with Cecilia as deputy; Erik: a person with rows of his
// own, away 10-12 July with David as deputy; Anna decides nothing on her own and stands in for Cecilia 1-3 August.
DelegationOrder order() {
    DelegationOrder made;
    made.people = {{cecilia, "Cecilia", "Enhetschef"}, {david, "David", "förvaltningschef"}, {erik, "Erik", "utvecklare"},
                   {anna, "Anna", "samordnare"}};
    made.rows = {row(1, std::nullopt, "enhetschef", "", "grant", Money::kronor(250'000)),
                 row(2, std::nullopt, " ENHETSCHEF", "", "rejection", std::nullopt),
                 row(3, std::nullopt, "förvaltningschef", "", "", Money::kronor(500'000)),
                 row(4, erik, "", "home_delivery_grant", "grant", Money::kronor(50'000), Date(2026, 3, 1),
                     Date(2026, 9, 30)),
                 row(5, std::nullopt, "förvaltningschef", "operating_support", "recovery", Money::kronor(10'000)),
                 row(6, stranger, "", "", "", std::nullopt),
                 row(7, erik, "", "service_grant", "", Money::kronor(20'000), Date(2026, 5, 1), Date(2026, 4, 30))};
    made.absences = {{Id<Absence>(1), david, cecilia, Date(2026, 6, 10), Date(2026, 6, 20), "", 1},
                     {Id<Absence>(2), erik, david, Date(2026, 7, 10), Date(2026, 7, 12), "", 1},
                     {Id<Absence>(3), cecilia, anna, Date(2026, 8, 1), Date(2026, 8, 3), "", 1},
                     {Id<Absence>(4), david, anna, Date(2026, 8, 3), Date(2026, 8, 4), "", 1}};
    return made;
}

struct Asked {
    const char* name;
    Id<User> person;
    const char *form, *kind;
    Money amount;
    Date day;
    const char* answer;   // "1" the row, "3 for David"; or the code without "delegation."
    const char* others;   // who else, joined by a comma
};

const Money limit = Money::kronor(250'000), upper = Money::kronor(500'000), ore = Money::of_minor(1);
const Date plain(2026, 2, 2), summer(2026, 6, 15);
constexpr const char* investment = "investment_support";
constexpr const char* home = "home_delivery_grant";

const Asked table[] = {
    // Amounts.
    {"one öre below", cecilia, investment, "grant", limit - ore, plain, "1", ""},
    {"at the limit", cecilia, investment, "grant", limit, plain, "1", ""},
    {"one öre over", cecilia, investment, "grant", limit + ore, plain, "amount", "David"},
    {"nothing at all", cecilia, investment, "grant", Money(), plain, "1", ""},
    {"one öre", cecilia, investment, "grant", ore, plain, "1", ""},
    {"the next step, at its limit", david, investment, "grant", upper, plain, "3", ""},
    {"the next step, one öre over", david, investment, "grant", upper + ore, plain, "amount", ""},
    {"the first step, over both", cecilia, investment, "grant", upper + ore, plain, "amount", ""},
    {"no limit at all", cecilia, investment, "rejection", Money::kronor(90'000'000), plain, "2", ""},
    // Kinds.
    {"a kind of the title alone", cecilia, investment, "rejection", ore, plain, "2", ""},
    {"a kind not delegated to her", cecilia, investment, "recovery", ore, plain, "kind", "David"},
    {"a dismissal is no rejection", cecilia, investment, "dismissal", ore, plain, "kind", "David"},
    {"a change is no grant", cecilia, investment, "change", ore, plain, "kind", "David"},
    {"every kind", david, investment, "change", upper, plain, "3", ""},
    {"every kind: non-payment", david, investment, "non_payment", upper, plain, "3", ""},
    {"every kind: recovery", david, investment, "recovery", upper, plain, "3", ""},
    {"every kind, one öre over", david, investment, "recovery", upper + ore, plain, "amount", ""},
    {"the narrower of two rows", david, "operating_support", "recovery", Money::kronor(10'000), plain, "5", ""},
    {"the wider when the narrower is passed", david, "operating_support", "recovery", Money::kronor(10'000) + ore, plain,
     "3", ""},
    {"the narrower is of another form", david, "service_grant", "recovery", ore, plain, "3", ""},
    // Forms.
    {"his form", erik, home, "grant", ore, Date(2026, 4, 1), "4", ""},
    {"another form", erik, investment, "grant", ore, Date(2026, 4, 1), "form", "Cecilia,David"},
    {"his form, another kind", erik, home, "rejection", ore, Date(2026, 4, 1), "kind", "Cecilia,David"},
    {"his form at its limit", erik, home, "grant", Money::kronor(50'000), Date(2026, 4, 1), "4", ""},
    {"his form one öre over", erik, home, "grant", Money::kronor(50'000) + ore, Date(2026, 4, 1), "amount",
     "Cecilia,David"},
    // Days.
    {"the day before the first", erik, home, "grant", ore, Date(2026, 2, 28), "not_yet", "Cecilia,David"},
    {"the first day", erik, home, "grant", ore, Date(2026, 3, 1), "4", ""},
    {"the last day", erik, home, "grant", ore, Date(2026, 9, 30), "4", ""},
    {"the day after the last", erik, home, "grant", ore, Date(2026, 10, 1), "ended", "Cecilia,David"},
    {"the day before the order began", cecilia, investment, "grant", ore, Date(2025, 12, 31), "not_yet", ""},
    {"the day the order began", cecilia, investment, "grant", ore, first, "1", ""},
    {"taken back before its first day: that day", erik, "service_grant", "grant", ore, Date(2026, 5, 1), "ended",
     "Cecilia,David"},
    {"taken back before its first day: the day before", erik, "service_grant", "grant", ore, Date(2026, 4, 30),
     "not_yet", "Cecilia,David"},
    // People.
    {"a decider without a row", anna, investment, "grant", ore, plain, "none", "Cecilia,David"},
    {"one who is no decider any more, though a row says so", stranger, investment, "grant", ore, plain, "none",
     "Cecilia,David"},
    // Absence: the absent and the deputy.
    {"the day before the absence", david, investment, "grant", upper, Date(2026, 6, 9), "3", ""},
    {"absent from the first day", david, investment, "grant", upper, Date(2026, 6, 10), "absent", "Cecilia"},
    {"absent to the last day", david, investment, "grant", upper, Date(2026, 6, 20), "absent", "Cecilia"},
    {"back the day after", david, investment, "grant", upper, Date(2026, 6, 21), "3", ""},
    {"the deputy, the day before", cecilia, investment, "grant", upper, Date(2026, 6, 9), "amount", "David"},
    {"the deputy, the first day", cecilia, investment, "grant", upper, Date(2026, 6, 10), "3 for David", ""},
    {"the deputy, the last day", cecilia, investment, "grant", upper, Date(2026, 6, 20), "3 for David", ""},
    {"the deputy, the day after", cecilia, investment, "grant", upper, Date(2026, 6, 21), "amount", "David"},
    {"the deputy within her own row decides as herself", cecilia, investment, "grant", limit, summer, "1", ""},
    {"the deputy over the absent person's limit too", cecilia, investment, "grant", upper + ore, summer, "amount", ""},
    {"the deputy in a kind of the absent person's", cecilia, investment, "recovery", upper, summer, "3 for David", ""},
    {"somebody who is not the deputy", erik, investment, "grant", upper, summer, "form", "Cecilia"},
    {"the deputy of rows held by name", david, home, "grant", ore, Date(2026, 7, 11), "3", ""},
    {"the absent person of those rows", erik, home, "grant", ore, Date(2026, 7, 11), "absent", "Cecilia,David"},
    // One step, no chains: Anna stands in for both on 3 August, and for Cecilia's own rows alone on the 2nd.
    {"a deputy without rows of her own", anna, investment, "grant", limit, Date(2026, 8, 2), "1 for Cecilia", ""},
    {"and no further than those", anna, investment, "grant", limit + ore, Date(2026, 8, 2), "amount", "David"},
    {"a deputy of two", anna, investment, "grant", upper, Date(2026, 8, 3), "3 for David", ""},
    {"of two, the first that allows", anna, investment, "grant", limit, Date(2026, 8, 3), "1 for Cecilia", ""},
    {"of the one who is still away", anna, investment, "grant", upper, Date(2026, 8, 4), "3 for David", ""},
    {"and nothing the day after", anna, investment, "grant", ore, Date(2026, 8, 5), "none", "Cecilia,David"},
};

std::string told(const DelegationAnswer& answer) {
    if (!answer.mandate) return answer.why.at(0).code.substr(std::string("delegation.").size());
    const auto row_id = std::to_string(answer.mandate->row.id.value());
    return answer.mandate->for_another ? row_id + " for " + answer.mandate->holder_name : row_id;
}

TEST(Delegation, says_who_may_decide_what_and_when) {
    static_assert(std::size(table) >= 40);
    for (const auto& asked : table) {
        const auto answer =
            may_decide(order(), asked.person, {asked.form, asked.kind, asked.amount, asked.day, {}});
        EXPECT_EQ(told(answer), asked.answer) << asked.name;
        EXPECT_EQ(joined(answer.others, ","), asked.others) << asked.name;
        EXPECT_EQ(answer.why.empty(), answer.mandate.has_value()) << asked.name;
    }
}

TEST(Delegation, a_chain_of_deputies_ends_after_one_step) {
    auto made = order();
    made.absences = {{Id<Absence>(1), david, cecilia, summer, summer, "", 1},
                     {Id<Absence>(2), cecilia, anna, summer, summer, "", 1}};
    const DelegationQuestion question{investment, "grant", upper, summer, {}};
    EXPECT_EQ(told(may_decide(made, anna, question)), "amount") << "Cecilia's rows, not David's";
    EXPECT_EQ(told(may_decide(made, cecilia, question)), "absent");
    EXPECT_TRUE(may_decide(made, anna, question).others.empty()) << "then it is the board's";
}

TEST(Delegation, who_prepared_the_case_is_not_named_among_those_who_may) {
    const DelegationQuestion question{investment, "grant", ore, plain, {david}};
    EXPECT_EQ(joined(may_decide(order(), anna, question).others, ","), "Cecilia");
    EXPECT_TRUE(may_decide(order(), anna, {investment, "grant", upper, plain, {david}}).others.empty());
}

TEST(Delegation, says_the_amount_and_the_widest_limit) {
    auto made = order();
    made.rows.push_back(row(8, cecilia, "", "", "grant", Money::kronor(300'000)));
    const auto answer = may_decide(made, cecilia, {investment, "grant", Money::kronor(400'000), plain, {}});
    EXPECT_EQ(answer.why.at(0).values,
              (std::vector<std::string>{Money::kronor(400'000).swedish(), Money::kronor(300'000).swedish()}));
}

TEST(Delegation, a_row_names_a_person_or_a_title_and_where_it_was_decided) {
    const auto codes = [](const DelegationRow& checked) {
        std::string all;
        for (const auto& problem : check_row(checked)) all += problem.field + ":" + problem.code + " ";
        return all;
    };
    auto good = row(0, cecilia, "", "", "grant", limit);
    EXPECT_EQ(codes(good), "");
    auto bad = good;
    bad.title = "enhetschef";
    EXPECT_EQ(codes(bad), "person:row.person_or_title ");
    bad = row(0, std::nullopt, "  ", "", "", limit);
    EXPECT_EQ(codes(bad), "person:row.person_or_title ");
    bad = good;
    bad.reference = " ";
    bad.kind = "gift";
    bad.highest = -ore;
    bad.valid_to = first.plus_days(-1);
    EXPECT_EQ(codes(bad), "reference:required kind:choice.unknown highest:row.amount valid_to:row.order ");
    bad = good;
    bad.valid_to = first;
    EXPECT_EQ(codes(bad), "") << "a single day";
    bad.reference = std::string(201, 'x');
    EXPECT_EQ(codes(bad), "reference:text.too_long ");
}

struct Away {
    const char* name;
    Id<User> person, deputy;
    Date from, to;
    const char* problems;
};

// Today is 1 June: David is away 10-20 June with Cecilia standing in.
const Away absences[] = {
    {"free of all others", erik, anna, Date(2026, 6, 1), Date(2026, 6, 30), ""},
    {"one day", erik, anna, Date(2026, 6, 1), Date(2026, 6, 1), ""},
    {"from yesterday", erik, anna, Date(2026, 5, 31), Date(2026, 6, 2), "from:absence.past "},
    {"ends before it begins", erik, anna, Date(2026, 6, 3), Date(2026, 6, 2), "to:absence.order "},
    {"one's own deputy", erik, erik, Date(2026, 6, 1), Date(2026, 6, 2), "deputy:absence.self "},
    {"a deputy who decides nothing here", erik, stranger, Date(2026, 6, 1), Date(2026, 6, 2),
     "deputy:absence.deputy_unknown "},
    {"one who decides nothing here", stranger, erik, Date(2026, 6, 1), Date(2026, 6, 2), "person:absence.not_decider "},
    {"away already: the day before", david, anna, Date(2026, 6, 1), Date(2026, 6, 9), ""},
    {"away already: touching the first day", david, anna, Date(2026, 6, 1), Date(2026, 6, 10), "from:absence.overlap "},
    {"away already: touching the last day", david, anna, Date(2026, 6, 20), Date(2026, 6, 21), "from:absence.overlap "},
    {"away already: the day after", david, anna, Date(2026, 6, 21), Date(2026, 6, 22), ""},
    {"a deputy who is away: the day before", erik, david, Date(2026, 6, 1), Date(2026, 6, 9), ""},
    {"a deputy who is away: the first day", erik, david, Date(2026, 6, 1), Date(2026, 6, 10),
     "deputy:absence.deputy_absent "},
    {"a deputy who is away: the last day", erik, david, Date(2026, 6, 20), Date(2026, 6, 22),
     "deputy:absence.deputy_absent "},
    {"a deputy who goes away: the day before", cecilia, anna, Date(2026, 6, 1), Date(2026, 6, 9), ""},
    {"a deputy who goes away: the first day", cecilia, anna, Date(2026, 6, 9), Date(2026, 6, 10),
     "from:absence.is_deputy "},
    {"a deputy who goes away: the day after", cecilia, anna, Date(2026, 6, 21), Date(2026, 6, 30), ""},
    {"each other's deputy", cecilia, david, Date(2026, 6, 15), Date(2026, 6, 15),
     "deputy:absence.deputy_absent from:absence.is_deputy "},
};

TEST(Delegation, refuses_an_absence_that_would_leave_nobody_there) {
    auto made = order();
    made.absences.resize(1);
    for (const auto& away : absences) {
        std::string told_problems;
        const Absence absence{Id<Absence>(), away.person, away.deputy, away.from, away.to, "", 1};
        for (const auto& problem : check_absence(made, absence, Date(2026, 6, 1))) {
            told_problems += problem.field + ":" + problem.code + " ";
        }
        EXPECT_EQ(told_problems, away.problems) << away.name;
    }
}

}  // namespace
}  // namespace bygd
