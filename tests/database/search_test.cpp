// Cases are found by the words of their number, title, diary, recipient, outlet and kommun, at once and as they now are.
#include <gtest/gtest.h>

#include "cases/case_actions.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_store.hpp"
#include "cases/case_words.hpp"
#include "database/word_store.hpp"
#include "providers/organisation_store.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd::testing_house {

namespace {

class Search : public ::testing::Test {
protected:
    std::vector<std::string> found(const std::string& text) const {
        CaseFilter filter;
        filter.text = text;
        filter.sort = {CaseOrder::number, false};
        std::vector<std::string> numbers;
        cast.services().database.read([&](Transaction& tx) {
            for (const auto& line : list_cases(tx, filter, 50)) numbers.push_back(line.diary_number);
        });
        return numbers;
    }
    void rename(const std::string& number, const std::string& name) {
        cast.services().database.transact([&](Transaction& tx) {
            auto organisation = find_organisation(tx, case_by_number(tx, number).organisation).value();
            organisation.name = name;
            save_organisation(tx, organisation);
        });
    }
    HouseCast cast;
    using Numbers = std::vector<std::string>;
};

}  // namespace

TEST_F(Search, finds_by_number_name_place_kommun_and_diary) {
    const auto one = cast.register_application("service_grant"), two = cast.register_application("service_grant");
    EXPECT_EQ(found(two), Numbers{two}) << "the diary number as it is written";
    EXPECT_EQ(found("testhandeln 1"), Numbers{two}) << "all words, in any part";
    EXPECT_EQ(found("TESTH lima"), (Numbers{one, two})) << "the beginning of words, in small or large letters";
    EXPECT_EQ(found("malung"), (Numbers{one, two})) << "the kommun";
    EXPECT_EQ(found("hyran"), Numbers()) << "what is only in the application is not looked for";
    add_note(cast.services(), cast.people.at("anna"), one, "Sökanden ringde om André på Café Åkern.");
    EXPECT_EQ(found("andre åkern"), Numbers{one}) << "the diary, at once";
    EXPECT_EQ(found("akern"), Numbers{one}) << "one slip away";
    EXPECT_EQ(found("café finns inte"), Numbers());
    const auto number = cast.services().database.read(
        [&](Transaction& tx) { return find_organisation(tx, case_by_number(tx, two).organisation)->number; });
    EXPECT_EQ(found(number), Numbers{two});
    EXPECT_EQ(found(number.substr(0, 6) + "-" + number.substr(6)), Numbers{two});
    EXPECT_EQ(found("%"), (Numbers{one, two})) << "no word at all filters nothing";
}

TEST_F(Search, looks_for_eight_words_and_not_for_a_whole_letter) {
    const auto one = cast.register_application("service_grant");
    EXPECT_EQ(found("testhandeln lima testhandeln lima"), Numbers{one}) << "a word said twice is one";
    EXPECT_EQ(found("a b c d e f g h"), Numbers());
    EXPECT_EQ(found("testhandeln test lima lim handel1"), Numbers());
    std::string text = "t te tes test testh testha testhan testhand";
    EXPECT_EQ(found(text), Numbers{one});
    EXPECT_EQ(found(text + " finnsinte"), Numbers{one}) << "the ninth is not looked for";
}

TEST_F(Search, forgives_one_letter_and_prefers_what_is_written_right) {
    const auto one = cast.register_application("service_grant");
    for (const auto* slip : {"testhandelm", "tsethandeln", "testhandel", "esthandeln", "testhanddeln"}) {
        EXPECT_EQ(found(slip), Numbers{one}) << slip;
    }
    EXPECT_EQ(found("testhamdelm"), Numbers()) << "two letters are too many";
    const auto two = cast.register_application("service_grant");
    rename(two, "Testhandelm");
    EXPECT_EQ(found("testhandelm"), Numbers{two});
    EXPECT_EQ(found("testhandeln"), Numbers{one}) << "the old name of the other is forgotten";
}

TEST_F(Search, words_that_were_not_kept_are_made_at_the_next_start) {
    const auto one = cast.register_application("service_grant");
    cast.services().database.transact([](Transaction& tx) {
        tx.execute("DELETE FROM search_word");
        tx.execute("DELETE FROM search_near");
    });
    EXPECT_EQ(found("testhandeln"), Numbers());
    index_cases_once(cast.services().database);
    EXPECT_EQ(found("testhandeln lima"), Numbers{one});
    EXPECT_EQ(found("tsethandeln"), Numbers{one});
    EXPECT_FALSE(cast.services().database.read([](Transaction& tx) { return words_missing(tx); }));
}

}  // namespace bygd::testing_house
