// Check digits right and wrong, and the ways people write them. domain §7.1.
#include "base/swedish_numbers.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace bygd {
namespace {

template <class Reading>
std::string problem_of(Reading&& reading) {
    try {
        reading();
        return "";
    } catch (const Error& error) {
        return error.problems().front().code;
    }
}

std::string organisation_problem(std::string_view text) {
    return problem_of([&] { OrganisationNumber::parse(text); });
}
std::string payee_problem(PayeeKind kind, std::string_view text) {
    return problem_of([&] { PayeeAccount::parse(kind, text); });
}

TEST(OrganisationNumber, IsReadAsPeopleWriteIt) {
    for (const auto* text : {"556047-3521", "5560473521", "165560473521", " 556047-3521 "}) {
        EXPECT_EQ(OrganisationNumber::parse(text).formatted(), "556047-3521") << text;
    }
    EXPECT_FALSE(OrganisationNumber::parse("556047-3521").personal());
}

TEST(OrganisationNumber, SaysWhatIsWrong) {
    EXPECT_EQ(organisation_problem(""), "organisation_number.empty");
    EXPECT_EQ(organisation_problem("556047-3522"), "organisation_number.check_digit");
    EXPECT_EQ(organisation_problem("556047-352"), "organisation_number.format");
    EXPECT_EQ(organisation_problem("<script>"), "organisation_number.format");
}

TEST(OrganisationNumber, EveryOtherLastDigitIsWrong) {
    for (char digit = '0'; digit <= '9'; ++digit) {
        const auto text = std::string("556047352") + digit;
        EXPECT_EQ(organisation_problem(text), digit == '1' ? "" : "organisation_number.check_digit") << text;
    }
}

TEST(OrganisationNumber, OfASoleTraderIsMasked) {
    const auto trader = OrganisationNumber::parse("640823-3234");
    EXPECT_TRUE(trader.personal());
    EXPECT_EQ(trader.masked(), "640823-****");
    EXPECT_EQ(OrganisationNumber::parse("556047-3521").masked(), "556047-3521");
}

TEST(PayeeAccount, IsOfTheKindItIsSaidToBe) {
    EXPECT_EQ(PayeeAccount::parse(PayeeKind::bankgiro, "5050-1055").formatted(), "5050-1055");
    EXPECT_EQ(PayeeAccount::parse(PayeeKind::bankgiro, "50501055").formatted(), "5050-1055");
    EXPECT_EQ(PayeeAccount::parse(PayeeKind::plusgiro, "123456-6").digits(), "1234566");
    // The same digits, both right, in two ways of writing: only the kind tells them apart.
    EXPECT_EQ(PayeeAccount::parse(PayeeKind::bankgiro, "5805-6201").digits(),
              PayeeAccount::parse(PayeeKind::plusgiro, "5805620-1").digits());
}

TEST(PayeeAccount, SaysWhatIsWrong) {
    EXPECT_EQ(payee_problem(PayeeKind::bankgiro, ""), "payee_number.empty");
    EXPECT_EQ(payee_problem(PayeeKind::bankgiro, "5050-1056"), "bankgiro.check_digit");
    EXPECT_EQ(payee_problem(PayeeKind::bankgiro, "5050"), "bankgiro.format");
    EXPECT_EQ(payee_problem(PayeeKind::plusgiro, "123456-7"), "plusgiro.check_digit");
    EXPECT_EQ(payee_problem(PayeeKind::plusgiro, "12a-4"), "plusgiro.format");
    EXPECT_EQ(problem_of([] { payee_kind_of("swish"); }), "payee_kind.unknown");
}

TEST(PostalCode, HasFiveDigits) {
    EXPECT_EQ(parse_postal_code("793 92"), "79392");
    EXPECT_EQ(problem_of([] { parse_postal_code("7939"); }), "postal_code.format");
    EXPECT_EQ(problem_of([] { parse_cfar("1234567"); }), "cfar.format");
}

}  // namespace
}  // namespace bygd
