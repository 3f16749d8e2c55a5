// Parked forms on a real database: kept for one person, for a while (issue: typed text survives sign-in).
#include "http/parked_form_store.hpp"

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "tests/database/people_cast.hpp"

namespace bygd {
namespace {

using testing_people::Cast;

void park(Cast& cast, const std::string& token, const std::string& text) {
    cast.database.transact([&](Transaction& tx) {
        insert_parked_form(tx, sha256_hex(token), cast.anna.id,
                           {"/cases/2026-0042/notes", {{"text", text}}, cast.clock.now()});
    });
}

std::optional<ParkedForm> find(Cast& cast, const std::string& token, Id<User> user) {
    return cast.database.look_up(
        [&](Transaction& tx) { return find_parked_form(tx, sha256_hex(token), user, cast.clock.now()); });
}

TEST(ParkedFormStore, gives_it_back_to_the_same_person_alone) {
    Cast cast;
    park(cast, "one", "Långt resonemang å ä ö é 'citat' <b> 🛒");
    const auto found = find(cast, "one", cast.anna.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->path, "/cases/2026-0042/notes");
    EXPECT_EQ(found->fields, (FormPairs{{"text", "Långt resonemang å ä ö é 'citat' <b> 🛒"}}));
    EXPECT_FALSE(find(cast, "one", cast.admin.id));
    EXPECT_FALSE(find(cast, "two", cast.anna.id));
    cast.database.transact([&](Transaction& tx) { delete_parked_form(tx, sha256_hex("one"), cast.admin.id); });
    EXPECT_TRUE(find(cast, "one", cast.anna.id));
    cast.database.transact([&](Transaction& tx) { delete_parked_form(tx, sha256_hex("one"), cast.anna.id); });
    EXPECT_FALSE(find(cast, "one", cast.anna.id));
}

TEST(ParkedFormStore, keeps_the_newest_few_for_a_working_day) {
    Cast cast;
    for (int i = 0; i < limits::parked_forms + 3; ++i) {
        park(cast, "form " + std::to_string(i), "text");
        cast.clock.advance(std::chrono::seconds(1));
    }
    EXPECT_FALSE(find(cast, "form 2", cast.anna.id));
    EXPECT_TRUE(find(cast, "form 3", cast.anna.id));
    cast.clock.advance(limits::parked_form);
    EXPECT_FALSE(find(cast, "form 12", cast.anna.id));
}

}  // namespace
}  // namespace bygd
