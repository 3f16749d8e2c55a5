// A new text of a letter in the house: two administrators, every server writing with it from its day, what would spoil a
// letter refused at its field, and no letter that is made touched.
#include <gtest/gtest.h>

#include <thread>

#include "decisions/letter_text_change_actions.hpp"
#include "decisions/letter_text_change_store.hpp"
#include "decisions/letter_text_lines.hpp"
#include "people/admin_event_store.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/database/site_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_house {

namespace {

const std::string hearing = "hearing/answer";

struct LetterTextChanges : ::testing::Test {
    LetterTextChanges() {
        for (const auto* name : {"karin", "kurt"}) cast.add_person(name, Role::administrator);
        cast.add_person("rune", Role::auditor);
    }
    Date tomorrow() const { return cast.clock.today().plus_days(1); }
    PrepareLetterText wanted(const std::string& body = "Skriv {diary_number} och svara senast den {due_on}.") const {
        return {hearing, "", tomorrow().iso(), "Svara senast den {due_on}", body, "Klarspr\u00e5k"};
    }
    LetterTextChange prepare(const PrepareLetterText& typed) { return prepare_letter_text(cast.services(), cast.people.at("karin"), typed); }
    std::string refused(const PrepareLetterText& typed) { return refusal([&] { prepare(typed); }); }
    std::string confirmed(const std::string& who, const LetterTextChange& change) {
        return refusal([&] { confirm_letter_text(cast.services(), cast.people.at(who), change.id, change.version); });
    }
    std::string source(const Services& services, Date day) const { return services.letter_texts.at_place(hearing, day)->source(); }

    HouseCast cast;
};

TEST_F(LetterTextChanges, take_two_administrators_and_hold_from_their_day_on_every_server) {
    const auto change = prepare(wanted());
    cast.house.follow_changes_now();
    EXPECT_EQ(source(cast.services(), tomorrow()), "answer v1");
    EXPECT_EQ(confirmed("karin", change), "forbidden letter_text.same_person");
    EXPECT_EQ(confirmed("rune", change), "not_found not_found");
    EXPECT_EQ(confirmed("anna", change), "not_found not_found");
    EXPECT_EQ(confirmed("kurt", change), "nothing");
    EXPECT_EQ(confirmed("kurt", change), "conflict letter_text.settled");
    House elsewhere(BYGD_SOURCE_DIR, cast.server.database(), cast.clock, cast.letters);
    cast.house.follow_changes_now();
    for (const auto* services : {&cast.services(), &elsewhere.services()}) {
        EXPECT_EQ(source(*services, cast.clock.today()), "answer v1");
        EXPECT_EQ(source(*services, tomorrow()), "answer v1 #1");
    }
    const auto events = cast.services().database.read([](Transaction& tx) { return admin_events(tx, {.area = "letter"}, 10); });
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].kind, "letter_confirmed");
    EXPECT_EQ(changes_in(events[0].changes)[0].field, "text");
    EXPECT_EQ(changes_in(events[0].changes)[0].to, wanted().body);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(LetterTextChanges, are_refused_with_all_that_is_wrong) {
    EXPECT_EQ(refused({hearing, "", "", "", "", ""}).substr(0, 8), "invalid ");
    EXPECT_EQ(refused({"hearing/nothing", "", tomorrow().iso(), "x", "y", "z"}), "invalid place=choice.unknown");
    auto silent = wanted("Svara om {diary_number}.");
    silent.heading = "Svara i tid";
    EXPECT_EQ(refused(silent), "invalid body=letter_text.unsaid") << "a letter that asks for an answer says by when";
}

TEST_F(LetterTextChanges, know_their_placeholders) {
    const std::string whole = "Skriv {diary_number} och svara senast den {due_on}.";
    EXPECT_EQ(refused(wanted(whole + "\n{nothing}")), "invalid body=letter_text.unknown");
    EXPECT_EQ(refused(wanted(whole + "\n{officer} svarar.")), "invalid body=letter_text.may_be_empty");
    EXPECT_EQ(refused(wanted(whole + "\n[om weather] Sol.")), "invalid body=letter_text.when_unknown");
    EXPECT_EQ(refused(wanted(whole + "\n[om officer] {officer} svarar.")), "nothing");
    auto early = wanted();
    early.valid_from = cast.clock.today().iso();
    EXPECT_EQ(refused(early), "invalid valid_from=letter_text.too_early");
    EXPECT_EQ(refused(wanted()), "invalid valid_from=letter_text.there");
    EXPECT_EQ(refused(wanted("")).find("letter_text.emptied") != std::string::npos, true);
}

TEST_F(LetterTextChanges, one_written_from_an_older_text_is_not_confirmed) {
    auto later = wanted("Skriv {diary_number}; sista dag {due_on}.");
    later.valid_from = tomorrow().plus_days(30).iso();
    const auto first = prepare(wanted()), second = prepare(later);
    ASSERT_EQ(confirmed("kurt", first), "nothing");
    EXPECT_EQ(confirmed("kurt", second), "conflict letter_text.base_changed");
    withdraw_letter_text(cast.services(), cast.people.at("karin"), second.id, second.version);
    later.base = "answer v1";
    EXPECT_EQ(refused(later), "conflict letter_text.base_changed");
    later.base = "answer v1 #1";
    EXPECT_EQ(confirmed("kurt", prepare(later)), "nothing");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(LetterTextChanges, are_refused_with_a_reason_or_taken_back_by_who_wrote_them) {
    const auto& services = cast.services();
    const auto change = prepare(wanted());
    EXPECT_EQ(refusal([&] { refuse_letter_text(services, cast.people.at("kurt"), change.id, 1, " "); }), "invalid why=required");
    EXPECT_EQ(refusal([&] { refuse_letter_text(services, cast.people.at("karin"), change.id, 1, "Nej"); }), "forbidden letter_text.same_person");
    EXPECT_EQ(refusal([&] { withdraw_letter_text(services, cast.people.at("kurt"), change.id, 1); }), "forbidden letter_text.not_yours");
    EXPECT_EQ(refuse_letter_text(services, cast.people.at("kurt"), change.id, 1, "Otydligt").settled_why, "Otydligt");
    const auto again = prepare(wanted());
    EXPECT_EQ(withdraw_letter_text(services, cast.people.at("karin"), again.id, 1).state, "withdrawn");
    EXPECT_EQ(confirmed("kurt", again), "conflict letter_text.settled");
}

TEST_F(LetterTextChanges, two_who_confirm_at_once_do_it_once) {
    cast.add_person("kristina", Role::administrator);
    const auto change = prepare(wanted());
    std::string first, second;
    std::thread one([&] { first = confirmed("kurt", change); }), two([&] { second = confirmed("kristina", change); });
    one.join();
    two.join();
    EXPECT_EQ((first == "nothing") + (second == "nothing"), 1) << first << " / " << second;
    EXPECT_EQ(cast.services().database.read([](Transaction& tx) { return letter_text_edition(tx); }), 1);
}

}  // namespace

}  // namespace bygd::testing_house

namespace bygd {
namespace {

using testing_site::has;
using testing_site::location;
using testing_site::Person;
using testing_site::Site;

TEST(LetterTextPages, lead_from_a_text_to_a_confirmed_new_one) {
    Site site;
    for (const auto* name : {"karin", "kurt"}) site.add(name, Role::administrator);
    site.add("rune", Role::auditor);
    site.add("anna", Role::officer);
    Person karin(site, "karin"), kurt(site, "kurt"), rune(site, "rune"), anna(site, "anna");
    const std::string folder = "/administration/letters", form = folder + "/new?place=hearing%2Fanswer", change = folder + "/changes/1";
    EXPECT_EQ(anna.get(form).status, 404);
    EXPECT_EQ(rune.get(form).status, 404);
    EXPECT_FALSE(has(rune.get(folder), folder + "/new"));
    EXPECT_TRUE(has(karin.get(folder), form));
    EXPECT_EQ(karin.get(folder + "/new?place=nothing").status, 404);
    EXPECT_TRUE(has(karin.get(form), "Svara senast den {due_on}"));
    const auto typed = [](const std::string& body, bool look) {
        testing_site::Pairs pairs{{"place", "hearing/answer"}, {"base", "answer v1"}, {"heading", "Svara senast den {due_on}"}, {"body", body},
                                  {"valid_from", "2027-01-01"}, {"reason", "Klarspr\u00e5k"}};
        if (look) pairs.push_back({"look", "1"});
        return pairs;
    };
    const auto refused = karin.post(folder, typed("<b>{nothing}", false));
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "field-body-error") && has(refused, "&lt;b&gt;{nothing}"));
    const std::string body = "Ange {diary_number} och svara senast den {due_on}.";
    karin.get(form);
    const auto looked = karin.post(folder, typed(body, true));
    EXPECT_EQ(looked.status, 200);
    EXPECT_TRUE(has(looked, "<ins>") && has(looked, "<del>") && has(looked, "Ange \u2039diary_number\u203a"));
    EXPECT_EQ(karin.get(change).status, 404) << "looking keeps nothing";
    karin.get(form);
    EXPECT_EQ(location(karin.post(folder, typed(body, false))), "303 " + change);
    EXPECT_FALSE(has(karin.get(change), "/confirmation"));
    EXPECT_TRUE(has(rune.get(change), "Ange {diary_number}"));
    EXPECT_FALSE(has(rune.get(change), "/refusal"));
    EXPECT_TRUE(has(kurt.get(change + "/example?document=hearing&form=service_grant&day=2027-01-01"), "Ange \u2039diary_number\u203a"));
    EXPECT_EQ(anna.get(change + "/example?document=hearing&form=service_grant&day=2027-01-01").status, 404);
    kurt.get(change);
    EXPECT_EQ(location(kurt.post(change + "/confirmation", {{"version", "1"}})), "303 " + change);
    site.house.follow_changes_now();
    EXPECT_TRUE(has(kurt.get(folder), "answer v1 #1"));
    EXPECT_TRUE(has(rune.get("/administration/events?area=letter"), "Ny brevtext bekr\u00e4ftades"));
}

}  // namespace
}  // namespace bygd
