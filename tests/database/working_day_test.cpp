// What makes a day's work safe and pleasant: drafts of what is typed, who else has a case open, and what is new in one's cases.
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "cases/diary_store.hpp"
#include "cases/presence_actions.hpp"
#include "http/draft_actions.hpp"
#include "http/draft_store.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd::testing_house {

namespace {

struct WorkingDay : public ::testing::Test {
    std::optional<Draft> draft(const std::string& who, const std::string& key) {
        return cast.services().database.read([&](Transaction& tx) { return find_draft(tx, cast.people.at(who).id, key); });
    }
    void keep(const std::string& who, const std::string& key, const FormPairs& fields) {
        keep_draft(cast.services().database, cast.clock, cast.people.at(who), key, fields);
    }
    std::vector<std::string> news(const std::string& who, Instant since) {
        std::vector<std::string> found;
        cast.services().database.read([&](Transaction& tx) {
            for (const auto& line : news_for(tx, cast.people.at(who).id, since, 50)) found.push_back(line.diary_number + " " + line.event.kind);
        });
        return found;
    }
    HouseCast cast;
};

}  // namespace

TEST_F(WorkingDay, keeps_what_is_typed_for_its_writer_alone) {
    const std::string key = "/cases/RUN-2026-0001/actions/propose";
    keep("anna", key, {{"csrf", "x"}, {"form_key", "k"}, {"version", "3"}, {"new_password", "hemligt"}, {"reasons", "Å, \"gles\" <b>"}});
    ASSERT_TRUE(draft("anna", key));
    EXPECT_EQ(draft("anna", key)->fields, (FormPairs{{"reasons", "Å, \"gles\" <b>"}}));
    EXPECT_FALSE(draft("bo", key));
    keep("anna", key, {{"reasons", "Nytt."}});
    EXPECT_EQ(draft("anna", key)->typed().at("reasons"), "Nytt.");
    keep("anna", key, {{"reasons", "  "}});
    EXPECT_FALSE(draft("anna", key)) << "nothing typed is no draft";
    keep("anna", key, {{"reasons", "Igen."}});
    drop_draft(cast.services().database, cast.people.at("anna"), key);
    EXPECT_FALSE(draft("anna", key));
}

TEST_F(WorkingDay, refuses_drafts_of_no_page_and_drafts_too_large) {
    const auto refused = [&](const std::string& key, const std::string& text) {
        try {
            keep("anna", key, {{"reasons", text}});
            return std::string();
        } catch (const Error& error) {
            return error.problems().front().code;
        }
    };
    for (const std::string key : {"", "cases", "//example.org", "/a b", "/å"}) EXPECT_EQ(refused(key, "x"), "draft.key") << key;
    EXPECT_EQ(refused("/" + std::string(200, 'a'), "x"), "draft.key");
    EXPECT_EQ(refused("/" + std::string(199, 'a'), "x"), "");
    EXPECT_EQ(refused("/cases", std::string(limits::parked_form_bytes, 'x')), "draft.too_large");
}

TEST_F(WorkingDay, keeps_so_many_drafts_a_person_and_for_so_long) {
    const auto first = cast.clock.now();
    for (std::size_t i = 0; i <= limits::drafts; ++i) {
        cast.clock.set(first + std::chrono::minutes(i));
        keep("anna", "/cases/" + std::to_string(i), {{"note", "x"}});
    }
    EXPECT_FALSE(draft("anna", "/cases/0"));
    EXPECT_TRUE(draft("anna", "/cases/1"));
    const auto swept = [&](Instant now) { return cast.services().database.transact([&](Transaction& tx) { return sweep_drafts(tx, now); }); };
    EXPECT_EQ(swept(first + std::chrono::minutes(1) + limits::draft_kept), 0);
    EXPECT_EQ(swept(first + std::chrono::minutes(2) + limits::draft_kept), 1);
}

TEST_F(WorkingDay, tells_who_else_has_a_case_open_and_that_it_has_changed) {
    const auto number = cast.register_application("service_grant");
    const auto there = [&](const std::string& who, bool writing) { return be_present(cast.services(), cast.people.at(who), number, writing); };
    EXPECT_TRUE(there("anna", false).others.empty());
    const auto seen = there("bo", true);
    ASSERT_EQ(seen.others.size(), 1u);
    EXPECT_EQ(seen.others.front().name, "anna");
    EXPECT_FALSE(seen.others.front().writing);
    EXPECT_TRUE(there("anna", false).others.front().writing);
    cast.take("anna", number, "assign");
    EXPECT_EQ(there("bo", false).version, seen.version + 1);
    cast.clock.set(cast.clock.now() + limits::presence);
    EXPECT_TRUE(there("anna", false).others.empty()) << "who has gone is forgotten";
    EXPECT_THROW(be_present(cast.services(), cast.people.at("anna"), "RUN 2026/9999", false), Error);
}

TEST_F(WorkingDay, tells_what_others_did_in_ones_cases) {
    const auto mine = cast.register_application("service_grant");
    cast.take("anna", mine, "assign");
    cast.clock.set(cast.clock.now() + std::chrono::hours(1));
    const auto left = cast.clock.now();
    cast.clock.set(left + std::chrono::hours(1));
    EXPECT_EQ(news("anna", left), std::vector<std::string>());
    add_note(cast.services(), cast.people.at("bo"), mine, "Sökanden ringde.");
    add_note(cast.services(), cast.people.at("anna"), mine, "Jag vet.");
    EXPECT_EQ(news("anna", left), std::vector<std::string>{mine + " note"}) << "one's own is no news";
    EXPECT_EQ(news("bo", left), std::vector<std::string>{mine + " note"}) << "who has written in a case follows it";
    EXPECT_EQ(news("david", left), std::vector<std::string>());
    EXPECT_EQ(news("anna", cast.clock.now()), std::vector<std::string>());
}

}  // namespace bygd::testing_house
