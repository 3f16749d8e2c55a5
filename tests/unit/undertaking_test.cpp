// Single undertaking: who is one with whom on a day, and the links as people type them.
#include "providers/undertaking.hpp"

#include <gtest/gtest.h>

namespace bygd {
namespace {

const Id<Organisation> a(1), b(2), c(3), d(4);
const Date day(2026, 11, 23);

OrganisationLink link(std::optional<Id<Organisation>> owner, Id<Organisation> owned,
                      LinkGround ground = LinkGround::votes, std::optional<BasisPoints> share = BasisPoints{10'000}) {
    OrganisationLink made;
    made.owner = owner;
    made.owned = owned;
    made.ground = ground;
    made.share = share;
    made.valid_from = Date(2020, 1, 1);
    return made;
}

std::string group(Id<Organisation> first, const std::vector<OrganisationLink>& links,
                  std::map<Id<Organisation>, std::string> kinds = {}, Date on = day) {
    std::string text;
    for (const auto id : single_undertaking(first, links, kinds, on)) text += std::to_string(id.value());
    return text;
}

TEST(Undertaking, GrowsThroughChainsInBothDirections) {
    const std::vector<OrganisationLink> chain{link(a, b), link(b, c)};
    for (const auto first : {a, b, c}) EXPECT_EQ(group(first, chain), "123");
    EXPECT_EQ(group(d, chain), "4");
    EXPECT_EQ(group(b, {link(a, b), link(a, c), link(d, c)}), "1234");  // sisters, and another owner of one of them
    EXPECT_EQ(group(a, {link(a, b), link(b, a)}), "12");                // owning one another ends
}

struct Share {
    std::int64_t basis_points;
    const char* expected;
};
class UndertakingShares : public testing::TestWithParam<Share> {};
TEST_P(UndertakingShares, VotesBindAboveHalf) {
    EXPECT_EQ(group(a, {link(a, b, LinkGround::votes, BasisPoints{GetParam().basis_points})}), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(Limits, UndertakingShares,
                         testing::Values(Share{1, "1"}, Share{4'900, "1"}, Share{4'999, "1"}, Share{5'000, "1"},
                                         Share{5'001, "12"}, Share{6'000, "12"}, Share{10'000, "12"}));

TEST(Undertaking, OtherGroundsBindWhateverTheShare) {
    for (const auto ground : {LinkGround::board, LinkGround::contract, LinkGround::agreement}) {
        EXPECT_EQ(group(a, {link(a, b, ground, std::nullopt)}), "12") << to_string(ground);
        EXPECT_EQ(group(a, {link(a, b, ground, BasisPoints{100})}), "12") << to_string(ground);
    }
    EXPECT_EQ(group(a, {link(a, b, LinkGround::votes, std::nullopt)}), "1");
}

TEST(Undertaking, PersonsAndPublicBodiesDoNotBind) {
    EXPECT_EQ(group(b, {link(std::nullopt, b), link(std::nullopt, c)}), "2");
    EXPECT_EQ(group(b, {link(a, b), link(a, c)}, {{a, "municipality"}}), "2");
    EXPECT_EQ(group(b, {link(a, b), link(b, c)}, {{a, "municipality"}}), "23");
    EXPECT_EQ(group(b, {link(a, b), link(a, c)}, {{a, "sole_trader"}}), "123");  // an active person is an undertaking
}

struct Days {
    const char *from, *to, *on, *expected;
};
class UndertakingDays : public testing::TestWithParam<Days> {};
TEST_P(UndertakingDays, ALinkHoldsFromItsFirstDayToItsLast) {
    auto one = link(a, b);
    one.valid_from = Date::parse(GetParam().from);
    if (*GetParam().to) one.valid_to = Date::parse(GetParam().to);
    EXPECT_EQ(group(a, {one}, {}, Date::parse(GetParam().on)), GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(
    Limits, UndertakingDays,
    testing::Values(Days{"2026-11-23", "", "2026-11-22", "1"}, Days{"2026-11-23", "", "2026-11-23", "12"},
                    Days{"2026-11-23", "", "2030-01-01", "12"}, Days{"2020-01-01", "2026-11-23", "2026-11-23", "12"},
                    Days{"2020-01-01", "2026-11-23", "2026-11-24", "1"},
                    Days{"2020-01-01", "2019-12-31", "2020-01-01", "1"}));  // a mistake: never held

std::string codes(const Problems& problems) {
    std::string text;
    for (const auto& problem : problems) text += problem.field + "=" + problem.code + " ";
    return text;
}

TEST(UndertakingForms, ReadALink) {
    Typed typed{{"role", "owner"},   {"other_number", "556047-3521"}, {"ground", "votes"},
                {"share", "62,5 %"}, {"valid_from", "2024-01-01"},    {"source", "Årsredovisning 2024"}};
    Problems problems;
    const auto read = read_organisation_link(typed, problems);
    EXPECT_EQ(codes(problems), "");
    EXPECT_EQ(read.other_number, "5560473521");
    EXPECT_EQ(read.link.share, BasisPoints{6'250});
    typed = {{"role", "person"}, {"ground", "board"}, {"valid_from", "2024-01-01"}, {"valid_to", "2023-12-31"}};
    const auto person = read_organisation_link(typed, problems);
    EXPECT_EQ(codes(problems), "owner_person=required valid_to=date.order source=required ");
    problems.clear();
    read_organisation_link({{"role", "x"}, {"ground", "votes"}}, problems);
    EXPECT_EQ(codes(problems),
              "role=choice.unknown other_number=organisation_number.empty share=required "
              "valid_from=date.empty source=required ");
}

TEST(UndertakingForms, ReadATakeover) {
    Problems problems;
    const auto split = read_takeover({{"role", "to"},
                                      {"other_number", "5560473521"},
                                      {"kind", "split"},
                                      {"share", "33,33"},
                                      {"day", "2026-11-23"},
                                      {"source", "Delningsplan"}},
                                     day, problems);
    EXPECT_EQ(codes(problems), "");
    EXPECT_EQ(split.takeover.share, BasisPoints{3'333});
    read_takeover(
        {{"role", "to"}, {"other_number", "5560473521"}, {"kind", "split"}, {"day", "2026-11-24"}, {"source", "x"}},
        day, problems);
    EXPECT_EQ(codes(problems), "day=takeover.later_than_today share=required ");
}

TEST(UndertakingForms, SharesAsTheyAreWritten) {
    for (const auto& [text, value] : std::map<std::string, std::int64_t>{
             {"0,01", 1}, {"50", 5'000}, {"50,01", 5'001}, {"62.5", 6'250}, {"100", 10'000}, {"100 %", 10'000}}) {
        EXPECT_EQ(parse_share(text).value, value) << text;
    }
    for (const auto* text : {"", "0", "100,01", "101", "-5", "1,234", "halva", "5,"}) {
        EXPECT_THROW(parse_share(text), Error) << text;
    }
    EXPECT_EQ(share_text({6'250}), "62,5");
    EXPECT_EQ(share_text({5'001}), "50,01");
    EXPECT_EQ(share_text({10'000}), "100");
}

}  // namespace
}  // namespace bygd
