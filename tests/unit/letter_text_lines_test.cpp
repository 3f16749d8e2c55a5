// A letter text as a person writes it: every text of the house survives being written as lines and read again, and what is
// wrong is told with its line; two texts are compared line by line.
#include <gtest/gtest.h>

#include "decisions/letter_text_lines.hpp"

namespace bygd {
namespace {

TEST(LetterTextLines, every_text_of_the_house_is_read_as_it_was_written) {
    const auto texts = LetterTexts::load(std::string(BYGD_SOURCE_DIR) + "/schemas/letters");
    for (const auto& text : texts.blocks()) {
        Problems problems;
        EXPECT_EQ(passages_of(lines_of(text.passages), problems), text.passages) << text.place();
        EXPECT_TRUE(problems.empty()) << text.place();
    }
}

TEST(LetterTextLines, reads_items_labels_and_conditions_and_tells_the_line) {
    Problems problems;
    const auto read = passages_of("Ett stycke.\r\n\n- en punkt\n[om share, outlet] Andel | {share}\n[om share\n-\n[om fund]", problems);
    ASSERT_EQ(read.size(), 3u);
    EXPECT_EQ(read[1], (Passage{{}, "", "en punkt", true}));
    EXPECT_EQ(read[2], (Passage{{"share", "outlet"}, "Andel", "{share}", false}));
    ASSERT_EQ(problems.size(), 3u);
    EXPECT_EQ(problems[0].code, "letter_text.when");
    EXPECT_EQ(problems[0].values.at(0), "5");
    EXPECT_EQ(problems[2].code, "letter_text.nothing");
    EXPECT_EQ(problems[2].values.at(0), "7");
}

TEST(LetterTextLines, shows_what_went_before_what_came) {
    const auto diff = line_diff("a\nb\nc", "a\nB\nc\nd");
    EXPECT_EQ(diff, (std::vector<DiffLine>{{' ', "a"}, {'-', "b"}, {'+', "B"}, {' ', "c"}, {'+', "d"}}));
    EXPECT_TRUE(line_diff("", "").empty());
}

TEST(LetterTexts, laid_over_take_turns_at_their_place_and_leave_the_files_alone) {
    const auto files = LetterTexts::load(std::string(BYGD_SOURCE_DIR) + "/schemas/letters");
    const std::string place = "hearing/answer";
    const auto text = [](int id, Date from, const char* heading) {
        return LetterTextOverride{Id<LetterTextChange>(id), "hearing/answer", from, heading, {{{}, "", "Svara {due_on} om {diary_number}.", false}}};
    };
    const auto laid = files.with({text(2, Date(2027, 6, 1), "Andra"), text(1, Date(2027, 1, 1), "F\u00f6rsta"), text(3, Date(2027, 6, 1), "Samma dag")});
    EXPECT_EQ(laid.at_place(place, Date(2026, 12, 31))->source(), "answer v1");
    EXPECT_EQ(laid.at_place(place, Date(2027, 1, 1))->source(), "answer v1 #1");
    EXPECT_EQ(laid.at_place(place, Date(2027, 5, 31))->heading, "F\u00f6rsta");
    EXPECT_EQ(laid.at_place(place, Date(2027, 6, 1))->source(), "answer v1 #2");
    EXPECT_EQ(laid.size(), files.size() + 2);
    EXPECT_EQ(files.at_place(place, Date(2028, 1, 1))->source(), "answer v1");
    EXPECT_EQ(files.with({text(1, Date(2010, 1, 1), "F\u00f6re alla")}).size(), files.size());
    LetterKey key{"2024:1243", "service_grant", "", "", Date(2027, 2, 1)};
    EXPECT_EQ(laid.find("hearing", "answer", key)->heading, "F\u00f6rsta");
}

}  // namespace
}  // namespace bygd
