#include "base/search_words.hpp"

#include <gmock/gmock.h>

namespace bygd {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(SearchWords, AreSmallLettersAndDigitsEachOnce) {
    EXPECT_THAT(search_words("RUN 2026/0042"), ElementsAre("run", "2026", "0042"));
    EXPECT_THAT(search_words("Dala-Järna Lanthandel, Dala-Järna"), ElementsAre("dala", "järna", "lanthandel"));
    EXPECT_THAT(search_words("  \"<b>=1+1; --"), ElementsAre("b", "1"));
    EXPECT_THAT(search_words(""), IsEmpty());
    EXPECT_THAT(search_words(std::string(60, 'x')), ElementsAre(std::string(40, 'x')));
}

// å written in one code point or as a and a ring is one letter, and no a; é is e, as people type it.
TEST(SearchWords, KnowSwedishLettersHoweverTheyAreWritten) {
    EXPECT_THAT(search_words("ÅÄÖ"), ElementsAre("åäö"));
    EXPECT_THAT(search_words("A\u030Ana A\u0308lv O\u0308"), ElementsAre("åna", "älv", "ö"));
    EXPECT_THAT(search_words("André Idé cafe\u0301 Müller"), ElementsAre("andre", "ide", "cafe", "muller"));
    EXPECT_THAT(search_words("Åna"), Not(Contains("ana")));
    EXPECT_THAT(search_words("\xff\xfe ok"), Contains("ok")) << "what is no text parts words and nothing worse";
}

TEST(SearchWords, MeetWhereOneLetterIsWrong) {
    const auto meet = [](const std::string& one, const std::string& other) {
        for (const auto& form : near_forms(one)) {
            const auto forms = near_forms(other);
            if (std::find(forms.begin(), forms.end(), form) != forms.end()) return one_slip(one, other);
        }
        return false;
    };
    EXPECT_TRUE(meet("lanthandel", "lanthandl")) << "one less";
    EXPECT_TRUE(meet("lanthandel", "lantthandel")) << "one more";
    EXPECT_TRUE(meet("lanthandel", "lanthamdel")) << "another";
    EXPECT_TRUE(meet("lanthandel", "lanthadnel")) << "two changed places";
    EXPECT_TRUE(meet("älvdalen", "alvdalen")) << "a keyboard without ä";
    EXPECT_TRUE(meet("lanthandel", "anthandel")) << "the first";
    EXPECT_FALSE(meet("lanthandel", "lantmandl"));
    EXPECT_FALSE(one_slip("bord", "brod1"));
    EXPECT_TRUE(one_slip("mora", "mora"));
    EXPECT_THAT(near_forms("ica"), IsEmpty());
    EXPECT_THAT(near_forms("2026"), IsEmpty()) << "another number is another thing";
}

}  // namespace
}  // namespace bygd
