// The chain of administrative changes: each single thing altered, taken out or cut off shows.
#include "people/admin_event.hpp"

#include <gtest/gtest.h>

namespace bygd {
namespace {

AdminEvent event(std::int64_t sequence, const std::string& previous) {
    AdminEvent one;
    one.sequence = sequence;
    one.area = "person";
    one.kind = "changed";
    one.subject_id = 7;
    one.subject = "Anna Berg";
    one.actor = Id<User>(1);
    one.actor_name = "Karin Admin";
    one.occurred_at = parse_utc("2026-11-26T08:00:00.000001Z");
    one.changes = changes_text({{"roles", "officer", "decider"}});
    one.previous_hash = previous;
    one.hash = hash_of(one);
    return one;
}

using Faults = std::vector<std::string>;

}  // namespace

TEST(AdminEvent, every_field_is_in_the_hash) {
    const auto whole = event(1, std::string(first_hash));
    const auto differs = [&](auto change) {
        auto other = whole;
        change(other);
        return hash_of(other) != whole.hash;
    };
    EXPECT_TRUE(differs([](auto& one) { one.sequence = 2; }));
    EXPECT_TRUE(differs([](auto& one) { one.area = "absence"; }));
    EXPECT_TRUE(differs([](auto& one) { one.kind = "added"; }));
    EXPECT_TRUE(differs([](auto& one) { one.subject_id = 8; }));
    EXPECT_TRUE(differs([](auto& one) { one.subject_id.reset(); }));
    EXPECT_TRUE(differs([](auto& one) { one.subject = "Anna Ber"; }));
    EXPECT_TRUE(differs([](auto& one) { one.actor.reset(); }));
    EXPECT_TRUE(differs([](auto& one) { one.actor_name = "Karin"; }));
    EXPECT_TRUE(differs([](auto& one) { one.occurred_at += std::chrono::microseconds(1); }));
    EXPECT_TRUE(differs([](auto& one) { one.changes = "[]"; }));
    EXPECT_TRUE(differs([](auto& one) { one.previous_hash[0] = '1'; }));
    // The end of one field is not the beginning of the next.
    EXPECT_TRUE(differs([](auto& one) { one.area = "perso"; one.kind = "nchanged"; }));
    auto unknown = whole;
    unknown.hash_version = 2;
    EXPECT_THROW(hash_of(unknown), std::invalid_argument);
}

TEST(AdminEvent, changes_are_read_back_as_they_were_written) {
    const std::vector<FieldChange> changes{{"display_name", "", "Åke \"O'Hara\" <b>"}, {"roles", "officer", "decider,manager"}};
    EXPECT_EQ(changes_in(changes_text(changes)), changes);
    EXPECT_THROW(changes_in("{"), std::exception);
}

TEST(AdminChain, tells_what_is_wrong_with_a_list) {
    const auto first = event(1, std::string(first_hash));
    const auto second = event(2, first.hash);
    const auto third = event(3, second.hash);
    AdminChain whole;
    for (const auto& one : {first, second, third}) EXPECT_EQ(whole.follow(one), Faults{});
    EXPECT_EQ(whole.end(3, third.hash), Faults{});
    EXPECT_EQ(whole.end(4, third.hash), Faults{"the list has lost its end"});
    EXPECT_EQ(whole.end(3, second.hash), Faults{"the list has lost its end"});

    AdminChain gap;
    gap.follow(first);
    EXPECT_EQ(gap.follow(third), (Faults{"an event is missing before event 3", "event 3 does not follow the one before it"}));

    auto altered = second;
    altered.actor_name = "Någon annan";
    AdminChain touched;
    touched.follow(first);
    EXPECT_EQ(touched.follow(altered), Faults{"event 2 has been changed"});

    EXPECT_EQ(AdminChain().end(0, first_hash), Faults{});   // a new house
}

}  // namespace bygd
