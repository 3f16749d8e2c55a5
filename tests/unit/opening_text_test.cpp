// Opening hours as they are typed: what is understood, what is refused at which field, and what follows from them.
#include "providers/opening_text.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/refusal.hpp"

namespace bygd {
namespace {

OpeningHours read(const Typed& fields) {
    Problems problems;
    auto opening = read_opening(fields, problems);
    require_none(std::move(problems));
    return opening;
}

Typed every_day(const std::string& text) {
    Typed fields;
    for (const auto day : weekdays) fields["opening_" + std::string(day)] = text;
    return fields;
}

struct DayCase {
    const char *typed, *means;
};

TEST(OpeningText, a_day_is_understood_as_people_write_it) {
    const DayCase cases[] = {
        {"9-18", "09:00–18:00"},
        {" 9.30 – 18 ", "09:30–18:00"},
        {"13-18, 9-12", "09:00–12:00, 13:00–18:00"},
        {"kl 9-18", "09:00–18:00"},
        {"18-02", "18:00–02:00"},
        {"22-24", "22:00–24:00"},
        {"Dygnet runt", "00:00–24:00"},
        {"0-24", "00:00–24:00"},
        {"Stängt", "-"}};
    for (const auto& [typed, means] : cases) {
        EXPECT_EQ(day_text(read({{"opening_mon", typed}}).usual->at(0), "-"), means) << typed;
    }
}

TEST(OpeningText, what_cannot_be_hours_is_refused_at_its_day) {
    const DayCase cases[] = {
        {"9", "opening.format"}, {"9-", "opening.format"}, {"9-25", "opening.format"}, {"9.7-12", "opening.format"},
        {"ibland", "opening.format"}, {"9-9", "opening.format"}, {"-9-12", "opening.format"}, {"24-2", "opening.format"},
        {"9-12, 11-13", "opening.overlap"}, {"18-13", "opening.past_noon"}, {"9-12;13-18", "opening.format"}};
    for (const auto& [typed, code] : cases) {
        EXPECT_EQ(refusal([&, text = typed] { read({{"opening_mon", text}}); }), std::string("invalid opening_mon=") + code) << typed;
    }
    EXPECT_EQ(refusal([] { read({{"opening_sun", "18-06"}, {"opening_mon", "5-12"}}); }), "invalid opening_sun=opening.next_day");
    EXPECT_EQ(refusal([] { read({{"opening_sun", "18-05"}, {"opening_mon", "5-12"}}); }), "nothing");
}

TEST(OpeningText, hours_of_the_week_follow_and_are_never_rounded_up) {
    EXPECT_FALSE(read({}).known());
    EXPECT_EQ(hours_of_week(*read(every_day("dygnet runt")).usual), 168);
    EXPECT_EQ(hours_of_week(*read({{"opening_mon", "9-18"}, {"opening_sat", "10.00-13.59"}}).usual), 12) << "9 hours and 3 hours 59 minutes";
    EXPECT_EQ(hours_of_week(*read({{"opening_fri", "18-02"}}).usual), 8);
}

TEST(OpeningText, a_day_goes_before_a_season_before_the_usual_week) {
    auto fields = every_day("9-18");
    fields.insert({{"opening_season_1_name", "Sommar"}, {"opening_season_1_from", "2026-06-15"}, {"opening_season_1_to", "2026-08-15"},
                   {"opening_season_1_fri", "8-22"}, {"opening_special_1_on", "2026-06-19"}, {"opening_special_1_hours", "stängt"},
                   {"opening_special_1_note", "Midsommarafton"}});
    const auto opening = read(fields);
    const auto on = [&](const char* day) { return day_text(hours_on(opening, Date::parse(day)).value(), "-"); };
    EXPECT_EQ(on("2026-06-12"), "09:00–18:00");
    EXPECT_EQ(on("2026-06-19"), "-");
    EXPECT_EQ(on("2026-06-26"), "08:00–22:00") << "a Friday";
    EXPECT_EQ(on("2026-06-27"), "-") << "the season says nothing of Saturdays";
    EXPECT_EQ(opening, read(typed_of(opening)));
    EXPECT_EQ(opening, opening_of_kept(kept_text(opening)));
    EXPECT_EQ(opening, read(typed_of_opening(to_json(opening))));
}

TEST(OpeningText, seasons_and_days_have_their_own_problems) {
    EXPECT_EQ(refusal([] { read({{"opening_special_1_on", "2026-06-19"}}); }), "invalid opening_mon=opening.usual_missing");
    auto fields = every_day("9-18");
    fields.insert({{"opening_season_1_name", "Sommar"}, {"opening_season_1_from", "2026-06-15"}, {"opening_season_1_to", "2026-08-15"},
                   {"opening_season_2_from", "2026-08-15"}, {"opening_season_2_to", "2026-08-01"},
                   {"opening_special_1_on", "2026-12-24"}, {"opening_special_2_on", "2026-12-24"}, {"opening_special_3_hours", "9-12"}});
    EXPECT_EQ(refusal([&] { read(fields); }),
              "invalid opening_season_2_name=required opening_season_2_to=date.order opening_special_2_on=opening.day_twice"
              " opening_special_3_on=required");
    fields.erase("opening_special_2_on");
    fields.erase("opening_special_3_hours");
    fields["opening_season_2_name"] = "Höst";
    fields["opening_season_2_to"] = "2026-09-01";
    EXPECT_EQ(refusal([&] { read(fields); }), "invalid opening_season_2_from=opening.season_overlap");
}

TEST(OpeningText, another_shape_from_a_program_is_refused) {
    for (const auto* text : {"[]", "{}", R"({"usual": []})", R"({"usual": [1,2,3,4,5,6,7]})", R"({"usual": [[["9"]],[],[],[],[],[],[]]})",
                             R"({"usual": [[],[],[],[],[],[],[]], "days": [{"day": "2026-01-01"}]})", R"("alltid")"}) {
        EXPECT_EQ(refusal([&] { typed_of_opening(nlohmann::json::parse(text)); }), "invalid opening_hours=opening.json") << text;
    }
}

}  // namespace
}  // namespace bygd
