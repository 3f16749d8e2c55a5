// Doubles made one and put back, on a real database: what moves, what never does, what is refused, and what several at the
// same moment come to. After each the whole house is verified.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "cases/diary_store.hpp"
#include "cases/provider_merge_actions.hpp"
#include "cases/provider_merge_view.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_event_store.hpp"
#include "providers/undertaking_actions.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_house {

namespace {

constexpr auto organisation = ProviderKind::organisation;
constexpr auto outlet = ProviderKind::outlet;

struct Register : HouseCast {
    Register() {
        add_person("maria", Role::manager);
        add_person("rolf", Role::auditor);
        add_person("karin", Role::administrator);
    }
    template <typename Read>
    auto read(Read look) const {
        return services().database.read(look);
    }
    Organisation org(Id<Organisation> id) const {
        return read([&](Transaction& tx) { return find_organisation(tx, id).value(); });
    }
    Outlet shop(Id<Outlet> id) const {
        return read([&](Transaction& tx) { return find_outlet(tx, id).value(); });
    }
    Id<Organisation> applicant(const std::string& number) const { return now(number).organisation; }

    Typed choice(Id<Organisation> stays, Id<Organisation> goes, Typed more = {}) const {
        more.insert({{"kind", "organisation"}, {"one", std::to_string(stays.value())}, {"other", std::to_string(goes.value())},
                     {"one_version", std::to_string(org(stays).version)}, {"other_version", std::to_string(org(goes).version)},
                     {"stays", "one"}, {"why", "Samma butik, numret var fel."}});
        return more;
    }
    Typed choice(Id<Outlet> stays, Id<Outlet> goes, Typed more = {}) const {
        more.insert({{"kind", "outlet"}, {"one", std::to_string(stays.value())}, {"other", std::to_string(goes.value())},
                     {"one_version", std::to_string(shop(stays).version)}, {"other_version", std::to_string(shop(goes).version)},
                     {"stays", "one"}, {"why", "Samma ställe."}});
        return more;
    }
    ProviderMerge merge(const Typed& fields, const std::string& who = "anna") { return merge_providers(services(), people.at(who), fields); }
    ProviderMerge undo(Id<ProviderMerge> id, const std::string& who = "anna") {
        return undo_merge(services(), people.at(who), id, {{"why", "Det var fel."}});
    }
    Outlet add_shop(Id<Organisation> owner, const std::string& name, Typed more = {}) {
        more.insert({{"outlet_name", name}, {"place", "Lima"}, {"municipality", "2023"}});
        return add_outlet(services().database, clock, services().region, people.at("anna"), owner, more);
    }
    std::int64_t number(const std::string& sql) const {
        return read([&](Transaction& tx) { return tx.number(sql); });
    }
    std::vector<std::string> kinds(const std::string& diary_number) const {
        return read([&](Transaction& tx) {
            std::vector<std::string> found;
            for (const auto& event : events_of(tx, case_by_number(tx, diary_number).id)) found.push_back(event.kind);
            return found;
        });
    }
    void decide(const std::string& diary_number) {
        take("anna", diary_number, "propose", proposal());
        take("anna", diary_number, "submit_for_decision");
        take("david", diary_number, "approve");
    }
    // Nothing hangs on what has been merged.
    void expect_nothing_left_behind() const {
        EXPECT_EQ(number("SELECT COUNT(*) FROM aid_case c JOIN organisation o ON o.id = c.organisation_id WHERE o.merged_into IS NOT NULL"), 0);
        EXPECT_EQ(number("SELECT COUNT(*) FROM aid_case c JOIN outlet t ON t.id = c.outlet_id WHERE t.merged_into IS NOT NULL"), 0);
        EXPECT_EQ(number("SELECT COUNT(*) FROM outlet t JOIN organisation o ON o.id = t.organisation_id WHERE o.merged_into IS NOT NULL"), 0);
        EXPECT_EQ(faults(), std::vector<std::string>());
    }
};

// What each of two, let loose at once, met.
std::vector<std::string> at_once(const std::function<void()>& one, const std::function<void()>& other) {
    std::atomic<int> waiting{0};
    const auto run = [&](const std::function<void()>& act, std::string& met) {
        ++waiting;
        while (waiting < 2) std::this_thread::yield();
        met = refusal(act);
    };
    std::vector<std::string> met(2);
    std::thread first([&] { run(one, met[0]); }), second([&] { run(other, met[1]); });
    first.join();
    second.join();
    return met;
}

}  // namespace

TEST(ProviderMerge, outlets_become_one_with_the_chosen_values_and_part_again_exactly) {
    Register cast;
    const auto number = cast.register_application("service_grant");
    const auto owner = cast.applicant(number);
    const auto old = cast.now(number).outlet.value();
    const auto twin = cast.add_shop(owner, "Lima Lanthandeln", {{"service_fuel", "1"}, {"cfar", "12345678"}, {"outlet_street", "Bygatan 1"}}).id;
    const auto before_old = cast.shop(old), before_twin = cast.shop(twin);
    const auto application = cast.now(number).application;

    const auto merge = cast.merge(cast.choice(twin, old, {{"take_outlet_name", "other"}, {"take_services", "both"}, {"take_next_outlet_km", "other"}}));
    const auto stays = cast.shop(twin);
    EXPECT_EQ(stays.name, "Lima Lanthandel");
    EXPECT_EQ(stays.services, (std::set<std::string>{"fuel", "groceries"}));
    EXPECT_EQ(stays.next_outlet_metres, 24'000);
    EXPECT_EQ(stays.cfar, "12345678") << "a field not told stays as it is";
    EXPECT_EQ(cast.shop(old).merged_into, twin);
    EXPECT_EQ(cast.now(number).outlet, twin);
    EXPECT_EQ(cast.now(number).application, application) << "what was applied for is as it was written";
    EXPECT_EQ(cast.kinds(number).back(), "provider_merged");
    EXPECT_EQ(cast.read([&](Transaction& tx) { return outlets_of(tx, owner).size(); }), 1u);
    EXPECT_EQ(cast.read([&](Transaction& tx) { return list_outlets(tx, {}, 50).size(); }), 1u);
    EXPECT_EQ(cast.read([&](Transaction& tx) { return events_of(tx, twin, 10).size(); }), 4u) << "two added, merged into, received";
    cast.expect_nothing_left_behind();

    cast.undo(merge.id);
    EXPECT_EQ(cast.now(number).outlet, old);
    EXPECT_EQ(cast.kinds(number).back(), "provider_unmerged");
    EXPECT_EQ(typed_of(cast.shop(old)), typed_of(before_old));
    EXPECT_EQ(typed_of(cast.shop(twin)), typed_of(before_twin));
    EXPECT_EQ(refusal([&] { cast.undo(merge.id); }), "conflict merge.undone");
    cast.expect_nothing_left_behind();

    // Made and undone once more, it is a merge of its own.
    const auto again = cast.merge(cast.choice(twin, old));
    EXPECT_TRUE(again.fields.empty());
    cast.undo(again.id);
    cast.expect_nothing_left_behind();
}

TEST(ProviderMerge, organisations_move_with_cases_and_outlets_and_what_followed_stays) {
    Register cast;
    const auto first = cast.register_application("service_grant"), second = cast.register_application("service_grant");
    const auto stays = cast.applicant(first), goes = cast.applicant(second);
    const auto moved_outlet = cast.now(second).outlet.value();
    const auto merge = cast.merge(cast.choice(stays, goes, {{"take_organisation_name", "other"}}), "maria");
    EXPECT_EQ(cast.applicant(second), stays);
    EXPECT_EQ(cast.shop(moved_outlet).organisation, stays);
    EXPECT_EQ(cast.org(stays).name, "Testhandeln 1");
    EXPECT_FALSE(cast.read([&](Transaction& tx) { return organisation_by_number(tx, cast.org(goes).number); }));
    EXPECT_EQ(cast.read([&](Transaction& tx) { return support_of(tx, stays).cases; }), 2);
    cast.expect_nothing_left_behind();

    // A step in the moved case is no hinder, nor is what has been added to the one that stays.
    cast.take("anna", second, "assign");
    const auto added = cast.add_shop(stays, "Ny butik").id;
    cast.undo(merge.id, "bo");
    EXPECT_EQ(cast.applicant(second), goes);
    EXPECT_EQ(cast.applicant(first), stays);
    EXPECT_EQ(cast.shop(moved_outlet).organisation, goes);
    EXPECT_EQ(cast.shop(added).organisation, stays);
    EXPECT_EQ(cast.org(stays).name, "Testhandeln 0");
    EXPECT_TRUE(cast.read([&](Transaction& tx) { return organisation_by_number(tx, cast.org(goes).number); }));
    cast.expect_nothing_left_behind();
}

TEST(ProviderMerge, rows_of_minor_aid_never_move_and_a_case_decided_since_stays) {
    Register cast;
    const auto decided = cast.in_review("investment_support"), open = cast.in_review("investment_support");
    cast.decide(decided);
    const auto holder = cast.applicant(decided), other = cast.applicant(open);
    EXPECT_EQ(refusal([&] { cast.merge(cast.choice(other, holder)); }), "conflict merge.de_minimis");
    const auto merge = cast.merge(cast.choice(holder, other));
    EXPECT_EQ(cast.applicant(open), holder);
    cast.expect_nothing_left_behind();
    cast.decide(open);
    EXPECT_EQ(refusal([&] { cast.undo(merge.id); }), "conflict merge.case_settled");
    EXPECT_EQ(cast.applicant(open), holder) << "nothing is done by halves";
    EXPECT_TRUE(cast.org(other).merged_into.has_value());
    cast.expect_nothing_left_behind();
    const auto third = cast.in_review("investment_support");
    cast.decide(third);
    EXPECT_EQ(refusal([&] { cast.merge(cast.choice(holder, cast.applicant(third))); }), "conflict merge.both_de_minimis");
}

TEST(ProviderMerge, who_is_linked_to_other_companies_is_not_merged_away) {
    Register cast;
    const auto one = cast.applicant(cast.register_application("service_grant")), other = cast.applicant(cast.register_application("service_grant"));
    const auto owner = cast.applicant(cast.register_application("service_grant"));
    const auto link = add_organisation_link(cast.services().database, cast.clock, cast.people.at("anna"), other,
                                            {{"role", "owner"}, {"other_number", cast.org(owner).number}, {"ground", "votes"},
                                             {"share", "60"}, {"valid_from", "2020-01-01"}, {"source", "Aktiebok"}});
    EXPECT_EQ(refusal([&] { cast.merge(cast.choice(one, other)); }), "conflict merge.undertaking");
    end_organisation_link(cast.services().database, cast.clock, cast.people.at("anna"), link.id, link.version,
                          {{"mistaken", "1"}, {"note", "Gällde aldrig."}});
    cast.merge(cast.choice(one, other));
    EXPECT_EQ(refusal([&] {
        add_organisation_link(cast.services().database, cast.clock, cast.people.at("anna"), other,
                              {{"role", "owner"}, {"other_number", cast.org(owner).number}, {"ground", "board"},
                               {"valid_from", "2020-01-01"}, {"source", "Aktiebok"}});
    }), "conflict organisation.merged");
    cast.expect_nothing_left_behind();
}

TEST(ProviderMerge, the_right_number_can_be_taken_over_and_the_wrong_one_is_free) {
    Register cast;
    const auto stays = cast.applicant(cast.register_application("service_grant")), goes = cast.applicant(cast.register_application("service_grant"));
    const auto wrong = cast.org(stays).number, right = cast.org(goes).number;
    const auto merge = cast.merge(cast.choice(stays, goes, {{"take_organisation_number", "other"}}));
    EXPECT_EQ(cast.org(stays).number, right);
    EXPECT_EQ(cast.read([&](Transaction& tx) { return organisation_by_number(tx, right)->id; }), stays);
    cast.expect_nothing_left_behind();
    const auto other = add_organisation(cast.services().database, cast.clock, cast.people.at("anna"),
                                        {{"organisation_number", wrong}, {"organisation_name", "En annan"}, {"organisation_kind", "limited_company"}});
    EXPECT_EQ(refusal([&] { cast.undo(merge.id); }), "conflict merge.number_taken");
    EXPECT_EQ(cast.org(stays).number, right);
    EXPECT_NE(other.id, stays);
}

TEST(ProviderMerge, an_application_with_the_number_of_a_double_asks_whose_it_is) {
    Register cast;
    const auto first = cast.register_application("service_grant"), second = cast.register_application("service_grant");
    cast.merge(cast.choice(cast.applicant(first), cast.applicant(second)));
    cast.registered = 1;                                  // the next application has the number of the second again
    EXPECT_EQ(refusal([&] { cast.register_application("service_grant"); }), "invalid organisation_number=organisation.number_merged");
    cast.expect_nothing_left_behind();
}

TEST(ProviderMerge, the_other_account_waits_for_a_second_person) {
    Register cast;
    const auto stays = cast.applicant(cast.register_application("service_grant")), goes = cast.applicant(cast.register_application("service_grant"));
    const auto own = cast.org(stays).payee, other = cast.org(goes).payee;
    auto merge = cast.merge(cast.choice(stays, goes, {{"take_payee", "other"}}));
    EXPECT_EQ(cast.org(stays).payee, own);
    EXPECT_EQ(cast.org(stays).payee_pending, other);
    cast.undo(merge.id);
    EXPECT_FALSE(cast.org(stays).payee_pending);
    cast.expect_nothing_left_behind();
    merge = cast.merge(cast.choice(stays, goes, {{"take_payee", "other"}}));
    answer_payee(cast.services().database, cast.clock, cast.people.at("eva"), stays, cast.org(stays).version, true);
    EXPECT_EQ(cast.org(stays).payee, other);
    EXPECT_EQ(refusal([&] { cast.undo(merge.id); }), "conflict merge.payee_confirmed");
    cast.expect_nothing_left_behind();
}

TEST(ProviderMerge, what_was_changed_since_is_named_and_nothing_is_put_back) {
    Register cast;
    const auto owner = cast.applicant(cast.register_application("service_grant"));
    const auto one = cast.add_shop(owner, "Macken").id, other = cast.add_shop(owner, "Bensinmacken", {{"articles", "12"}}).id;
    const auto merge = cast.merge(cast.choice(one, other, {{"take_articles", "other"}}));
    auto fields = typed_of(cast.shop(one));
    fields["articles"] = "14";
    change_outlet(cast.services().database, cast.clock, cast.services().region, cast.people.at("anna"), one, cast.shop(one).version, fields);
    EXPECT_EQ(refusal([&] { cast.undo(merge.id); }), "conflict articles=merge.field_changed");
    EXPECT_EQ(refusal([&] {
        change_outlet(cast.services().database, cast.clock, cast.services().region, cast.people.at("anna"), other, cast.shop(other).version, fields);
    }), "conflict outlet.merged");
    fields["articles"] = "12";
    fields["place"] = "Limedsforsen";                     // not of the merge: it stays
    change_outlet(cast.services().database, cast.clock, cast.services().region, cast.people.at("anna"), one, cast.shop(one).version, fields);
    cast.undo(merge.id);
    EXPECT_EQ(cast.shop(one).articles, std::nullopt);
    EXPECT_EQ(cast.shop(one).place, "Limedsforsen");
}

TEST(ProviderMerge, merges_on_merges_are_undone_from_the_last) {
    Register cast;
    const auto owner = cast.applicant(cast.register_application("service_grant"));
    const auto a = cast.add_shop(owner, "Ett").id, b = cast.add_shop(owner, "Två").id, c = cast.add_shop(owner, "Tre").id;
    const auto first = cast.merge(cast.choice(b, a)), second = cast.merge(cast.choice(c, b));
    EXPECT_EQ(cast.read([&](Transaction& tx) { return stays_at_last(tx, outlet, a.value()); }), c.value());
    EXPECT_EQ(refusal([&] { cast.merge(cast.choice(a, c)); }), "conflict merge.already");
    EXPECT_EQ(refusal([&] { cast.undo(first.id); }), "conflict merge.stays_merged");
    cast.undo(second.id);
    cast.undo(first.id);
    EXPECT_EQ(cast.read([&](Transaction& tx) { return outlets_of(tx, owner).size(); }), 4u);
}

TEST(ProviderMerge, an_outlet_moved_and_then_used_or_merged_holds_its_organisations_together) {
    Register cast;
    const auto first = cast.register_application("service_grant"), second = cast.register_application("service_grant");
    const auto stays = cast.applicant(first), goes = cast.applicant(second);
    const auto merge = cast.merge(cast.choice(stays, goes));
    const auto outlets = cast.merge(cast.choice(cast.now(first).outlet.value(), cast.now(second).outlet.value()));
    EXPECT_EQ(refusal([&] { cast.undo(merge.id); }), "conflict merge.outlet_merged");
    cast.undo(outlets.id);
    cast.undo(merge.id);
    EXPECT_EQ(cast.applicant(second), goes);
    EXPECT_EQ(refusal([&] { cast.merge(cast.choice(cast.now(first).outlet.value(), cast.now(second).outlet.value())); }),
              "conflict merge.other_owner");
    cast.expect_nothing_left_behind();
}

TEST(ProviderMerge, only_officers_and_managers_do_it_and_all_problems_are_told) {
    Register cast;
    const auto one = cast.applicant(cast.register_application("service_grant")), other = cast.applicant(cast.register_application("service_grant"));
    const auto fields = cast.choice(one, other);
    for (const auto* who : {"eva", "david", "rolf"}) EXPECT_EQ(refusal([&] { cast.merge(fields, who); }), "forbidden provider.officers_only") << who;
    EXPECT_EQ(refusal([&] { cast.merge(fields, "karin"); }), "not_found not_found");
    EXPECT_EQ(refusal([&] { cast.merge({{"kind", "outlet"}, {"one", "1"}, {"other", "1"}, {"take_articles", "both"}}); }),
              "invalid other=merge.itself stays=required take_articles=choice.unknown why=required");
    auto stale = fields;
    stale["other_version"] = "99";
    EXPECT_EQ(refusal([&] { cast.merge(stale); }), "conflict organisation.changed");
    const auto merge = cast.merge(fields);
    EXPECT_EQ(refusal([&] { cast.undo(merge.id, "rolf"); }), "forbidden provider.officers_only");
    EXPECT_ANY_THROW(cast.services().database.transact([](Transaction& tx) { tx.execute("DELETE FROM provider_merge_row"); }));
}

TEST(ProviderMerge, doubles_are_suggested_until_they_are_merged_or_told_apart) {
    Register cast;
    const auto owner = cast.applicant(cast.register_application("service_grant"));
    const auto a = cast.add_shop(owner, "Lima Lanthandeln").id, b = cast.add_shop(owner, "Sälens Bensin").id;
    cast.add_shop(owner, "Lima Lanthandel", {{"municipality", "2039"}});
    const auto pairs = [&] { return cast.read([&](Transaction& tx) { return likely_doubles(tx, outlet, 0, 50); }); };
    ASSERT_EQ(pairs().pairs.size(), 1u);
    EXPECT_EQ(pairs().pairs[0].other.id, a.value());
    EXPECT_EQ(pairs().pairs[0].why, std::vector<std::string>{"name"});
    const Id<Outlet> first(pairs().pairs[0].one.id);
    const auto merge = cast.merge(cast.choice(first, a));
    EXPECT_TRUE(pairs().pairs.empty());
    cast.undo(merge.id);
    ASSERT_EQ(pairs().pairs.size(), 1u);
    tell_apart(cast.services(), cast.people.at("anna"), {{"kind", "outlet"}, {"one", std::to_string(a.value())}, {"other", std::to_string(first.value())}});
    EXPECT_TRUE(pairs().pairs.empty());
    EXPECT_EQ(cast.read([&](Transaction& tx) { return likely_doubles_of(tx, outlet, b.value()).size(); }), 0u);
}

TEST(ProviderMerge, of_two_merges_of_the_same_two_at_once_one_holds) {
    Register cast;
    for (int round = 0; round < 5; ++round) {
        const auto one = cast.applicant(cast.register_application("service_grant")), other = cast.applicant(cast.register_application("service_grant"));
        const auto forth = cast.choice(one, other), back = cast.choice(other, one);
        const auto met = at_once([&] { cast.merge(forth, "anna"); }, [&] { cast.merge(back, "bo"); });
        EXPECT_EQ((met[0] == "nothing") + (met[1] == "nothing"), 1) << met[0] << " / " << met[1];
        EXPECT_NE(cast.org(one).merged_into.has_value(), cast.org(other).merged_into.has_value());
    }
    cast.expect_nothing_left_behind();
}

TEST(ProviderMerge, a_change_and_a_merge_at_once_are_one_after_the_other_or_one_is_refused) {
    Register cast;
    for (int round = 0; round < 5; ++round) {
        const auto owner = cast.applicant(cast.register_application("service_grant"));
        const auto one = cast.add_shop(owner, "Macken").id, other = cast.add_shop(owner, "Bensinmacken").id;
        const auto fields = cast.choice(one, other);
        auto change = typed_of(cast.shop(other));
        change["articles"] = "77";
        const auto version = cast.shop(other).version;
        const auto met = at_once([&] { cast.merge(fields); }, [&] {
            change_outlet(cast.services().database, cast.clock, cast.services().region, cast.people.at("bo"), other, version, change);
        });
        EXPECT_EQ((met[0] == "nothing") + (met[1] == "nothing"), 1) << met[0] << " / " << met[1];
        EXPECT_EQ(cast.shop(other).merged_into.has_value(), met[0] == "nothing");
        EXPECT_EQ(cast.shop(other).articles == 77, met[1] == "nothing");
    }
}

TEST(ProviderMerge, what_is_registered_while_it_is_merged_is_never_left_behind) {
    Register cast;
    for (int round = 0; round < 5; ++round) {
        const auto stays = cast.applicant(cast.register_application("service_grant"));
        const int index = cast.registered;
        const auto goes = cast.applicant(cast.register_application("service_grant"));
        const auto fields = cast.choice(stays, goes);
        const auto met = at_once([&] { cast.merge(fields); }, [&] {
            cast.registered = index;
            cast.register_application("service_grant");
        });
        EXPECT_EQ(met[0], "nothing");
        EXPECT_TRUE(met[1] == "nothing" || met[1] == "invalid organisation_number=organisation.number_merged") << met[1];
        cast.registered = index + 1;
    }
    cast.expect_nothing_left_behind();
}

TEST(ProviderMerge, of_two_who_undo_at_once_one_does) {
    Register cast;
    const auto one = cast.applicant(cast.register_application("service_grant")), other = cast.applicant(cast.register_application("service_grant"));
    const auto merge = cast.merge(cast.choice(one, other));
    const auto met = at_once([&] { cast.undo(merge.id, "anna"); }, [&] { cast.undo(merge.id, "bo"); });
    EXPECT_EQ((met[0] == "nothing") + (met[1] == "nothing"), 1) << met[0] << " / " << met[1];
    EXPECT_FALSE(cast.org(other).merged_into);
    cast.expect_nothing_left_behind();
}

}  // namespace bygd::testing_house
