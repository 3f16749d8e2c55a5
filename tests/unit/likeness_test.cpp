// Which names, streets and numbers make two of the register look like one. A suggestion only: a person decides.
#include "providers/likeness.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace bygd {
namespace {

Outlet shop(std::string name, std::string street = "", std::string municipality = "2039") {
    Outlet outlet;
    outlet.name = std::move(name);
    outlet.street = std::move(street);
    outlet.municipality = std::move(municipality);
    return outlet;
}

Organisation company(std::string name) {
    Organisation organisation;
    organisation.name = std::move(name);
    return organisation;
}

std::string why(const std::vector<std::string>& reasons) {
    std::string text;
    for (const auto& each : reasons) text += each + " ";
    return text;
}

// Those that are alike must also meet: have a key in common.
template <typename Thing>
bool meet(const Thing& one, const Thing& other) {
    const auto first = likeness_keys(one), second = likeness_keys(other);
    return std::any_of(first.begin(), first.end(), [&](const auto& key) { return std::find(second.begin(), second.end(), key) != second.end(); });
}

struct NameCase {
    const char *one, *other;
    bool alike;
};

TEST(Likeness, names_are_alike_by_the_words_that_tell_one_shop_from_another) {
    const NameCase cases[] = {
        {"Handlarn i Åsen", "Handlar'n Åsen", true},
        {"ICA Nära Särna", "Särna ICA", true},
        {"ICA Nära Särna", "ICA Nära Idre", false},
        {"Fågelsjö Lanthandel", "Fågelsjö Lanthandeln", true},
        {"Fågelsjö Lanthandel", "Fågelsö lanthandel", true},     // one letter less
        {"Venjans Bensin", "Venjans Livs", true},
        {"Lima Livs", "Sälens Livs", false},
        {"Öje Tapp & Tank", "Lima Tapp & Tank", false},
        {"Lima Lanthandel", "Lima Tapp & Tank", false},
        {"ICA Nära", "ICA Nära", true},
        {"Lima 1", "Lima 2", false}};
    for (const auto& [one, other, alike_names] : cases) {
        EXPECT_EQ(!alike(shop(one), shop(other)).empty(), alike_names) << one << " / " << other;
        EXPECT_EQ(alike(shop(one), shop(other)), alike(shop(other), shop(one))) << one << " / " << other;
    }
    EXPECT_TRUE(meet(shop("Fågelsjö Lanthandel"), shop("Fågelsö lanthandel")));
    EXPECT_TRUE(meet(shop("ICA Nära Särna"), shop("Särna ICA")));
    EXPECT_FALSE(meet(shop("ICA Nära Särna"), shop("ICA Nära Idre"))) << "nobody meets by the name of a chain";
}

TEST(Likeness, outlets_are_compared_within_their_kommun_and_by_cfar_anywhere) {
    EXPECT_EQ(why(alike(shop("Lima Livs", "Bygatan 1"), shop("Macken", "bygatan 1"))), "street ");
    EXPECT_EQ(why(alike(shop("Lima Livs", "Bygatan"), shop("Macken", "Bygatan"))), "") << "a street without a number is no house";
    EXPECT_EQ(why(alike(shop("Lima Livs", "Bygatan 1"), shop("Lima Livs", "Bygatan 1", "2023"))), "");
    auto one = shop("Lima Livs"), other = shop("Macken", "", "2023");
    one.cfar = other.cfar = "12345678";
    EXPECT_EQ(why(alike(one, other)), "cfar ");
    EXPECT_TRUE(meet(one, other));
}

TEST(Likeness, organisations_are_compared_by_name_and_by_what_reaches_them) {
    EXPECT_EQ(why(alike(company("Åsens Livs AB"), company("Aktiebolaget Åsens Livsmedel"))), "name ");
    EXPECT_EQ(why(alike(company("Åsens Livs AB"), company("Venjans Livs AB"))), "");
    auto one = company("Åsens Livs AB"), other = company("Berit Holm");
    one.email = "Butik@example.org";
    other.email = "butik@example.org";
    one.phone = "0250-12 34 56";
    other.phone = "+46 250 123456";
    one.payee = PayeeAccount::parse(PayeeKind::bankgiro, "5050-1055");
    other.payee_pending = one.payee;
    EXPECT_EQ(why(alike(one, other)), "email phone payee ");
    EXPECT_TRUE(meet(one, other));
    EXPECT_EQ(why(alike(company(""), company(""))), "");
}

}  // namespace
}  // namespace bygd
