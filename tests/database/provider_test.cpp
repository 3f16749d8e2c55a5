// Organisations, outlets and the account that is paid to, on a real database: rights, versions, the second person and
// what each change leaves behind (design.md §4 rules 5, 8, 9).
#include <gtest/gtest.h>

#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_event_store.hpp"
#include "tests/database/people_cast.hpp"

namespace bygd {
namespace {

using testing_people::Cast;

struct County : Cast {
    User eva = add("eva.ekonom", "Eva Ekonom", {Role::finance});
    User both = add("olle.bada", "Olle Båda", {Role::officer, Role::decider});
    User auditor = add("gun.granskare", "Gun Granskare", {Role::auditor});
    const Typed shop{{"organisation_number", "556047-3521"}, {"organisation_name", "Åsens \"Livs\" é <script> =1+1"},
                     {"organisation_kind", "limited_company"}, {"payee_kind", "bankgiro"}, {"payee_number", "5050-1055"}};
    const Typed store{{"outlet_name", "Åsens Livs"}, {"place", "Åsen"}, {"municipality", "2039"}, {"service_fuel", "1"},
                      {"next_outlet_km", "12,5"}, {"open_from", "2020-01-02"}};

    const Region region{"Region Dalarna", "", "20", "RUN", "Förvaltningsrätten i Falun"};
    Organisation add_shop() { return add_organisation(database, clock, actor_of(anna), shop); }
    Organisation again(Id<Organisation> id) {
        return database.look_up([&](Transaction& tx) { return find_organisation(tx, id); }).value();
    }
    std::vector<std::string> faults(Id<Organisation> id) {
        return database.read([&](Transaction& tx) { return payee_faults(find_organisation(tx, id).value(), payee_events(tx, id)); });
    }
};

Typed with(Typed fields, const std::string& name, const std::string& value) {
    fields[name] = value;
    return fields;
}

TEST(ProviderActions, an_officer_adds_an_organisation_whose_account_waits) {
    County county;
    const auto added = county.add_shop();
    EXPECT_EQ(added.name, "Åsens \"Livs\" é <script> =1+1");
    EXPECT_FALSE(added.payee);
    ASSERT_TRUE(added.payee_pending);
    EXPECT_EQ(added.payee_pending->formatted(), "5050-1055");
    EXPECT_EQ(refusal([&] { county.add_shop(); }), "invalid organisation_number=organisation.number_taken");
    EXPECT_TRUE(county.faults(added.id).empty());
}

TEST(ProviderActions, nobody_but_officers_and_managers_writes_and_administrators_see_nothing) {
    County county;
    const auto added = county.add_shop();
    for (const auto* user : {&county.eva, &county.auditor}) {
        EXPECT_EQ(refusal([&] { add_organisation(county.database, county.clock, actor_of(*user), county.shop); }),
                  "forbidden provider.officers_only");
        EXPECT_EQ(refusal([&] { add_outlet(county.database, county.clock, county.region, actor_of(*user), added.id, county.store); }),
                  "forbidden provider.officers_only");
    }
    EXPECT_EQ(refusal([&] { add_organisation(county.database, county.clock, actor_of(county.admin), county.shop); }),
              "not_found not_found");
}

TEST(ProviderActions, the_account_is_confirmed_by_another_person_in_finance_or_a_decider) {
    County county;
    const auto added = county.add_shop();
    const auto answer = [&](const User& user, int version, bool yes) {
        return answer_payee(county.database, county.clock, actor_of(user), added.id, version, yes);
    };
    EXPECT_EQ(refusal([&] { answer(county.anna, added.version + 1, true); }), "forbidden payee.second_person");
    EXPECT_EQ(refusal([&] { answer(county.auditor, added.version, true); }), "forbidden payee.may_not_confirm");
    EXPECT_EQ(refusal([&] { answer(county.eva, added.version - 1, true); }), "conflict organisation.changed");
    EXPECT_FALSE(county.again(added.id).payee);
    const auto confirmed = answer(county.eva, added.version, true);
    EXPECT_EQ(confirmed.payee.value().formatted(), "5050-1055");
    EXPECT_FALSE(confirmed.payee_pending);
    EXPECT_EQ(confirmed.payee_confirmed_by, county.eva.id);
    EXPECT_EQ(refusal([&] { answer(county.eva, confirmed.version, true); }), "conflict payee.none_waiting");
    EXPECT_TRUE(county.faults(added.id).empty());
}

TEST(ProviderActions, who_holds_both_roles_still_does_not_confirm_what_they_asked_for) {
    County county;
    const auto added = county.add_shop();
    auto known = answer_payee(county.database, county.clock, actor_of(county.eva), added.id, added.version, true);
    const auto ask = [&](const char* number) {
        return ask_for_payee(county.database, county.clock, actor_of(county.both), added.id, known.version,
                             {{"payee_kind", "plusgiro"}, {"payee_number", number}});
    };
    EXPECT_EQ(refusal([&] { ask("1234567-5"); }), "invalid payee_number=plusgiro.check_digit");
    known = ask("1234567-4");
    EXPECT_EQ(known.payee.value().formatted(), "5050-1055") << "the old one stays until a second person has confirmed";
    EXPECT_EQ(refusal([&] { answer_payee(county.database, county.clock, actor_of(county.both), added.id, known.version, true); }),
              "forbidden payee.second_person");
    known = answer_payee(county.database, county.clock, actor_of(county.both), added.id, known.version, false);
    EXPECT_FALSE(known.payee_pending) << "but may take it back";
    EXPECT_EQ(known.payee.value().formatted(), "5050-1055");
    EXPECT_TRUE(county.faults(added.id).empty());
}

TEST(ProviderActions, an_account_that_is_changed_past_the_actions_is_found) {
    County county;
    const auto added = county.add_shop();
    county.server.owner().transact([&](Transaction& tx) {
        tx.execute("UPDATE organisation SET payee_kind = 'bankgiro', payee_number = '1609908' WHERE id = ?", {added.id});
    });
    EXPECT_EQ(county.faults(added.id), std::vector<std::string>{"the account is not the one that was confirmed"});
    EXPECT_ANY_THROW(county.database.transact([&](Transaction& tx) { tx.execute("DELETE FROM provider_event"); }));
}

TEST(ProviderActions, two_who_opened_the_same_form_do_not_both_save) {
    County county;
    const auto added = county.add_shop();
    const auto first = change_organisation(county.database, county.clock, actor_of(county.anna), added.id, added.version,
                                           with(county.shop, "city", "Särna"));
    EXPECT_EQ(first.city, "Särna");
    EXPECT_EQ(first.payee_pending, added.payee_pending) << "the account is no field of this form";
    EXPECT_EQ(refusal([&] {
        change_organisation(county.database, county.clock, actor_of(county.anna), added.id, added.version, county.shop);
    }), "conflict organisation.changed");

    const auto outlet = add_outlet(county.database, county.clock, county.region, actor_of(county.anna), added.id, county.store);
    EXPECT_EQ(outlet.next_outlet_metres, 12'500);
    EXPECT_EQ(outlet.services, (std::set<std::string>{"fuel"}));
    auto fields = with(county.store, "service_fuel", "");
    fields["service_cafe"] = "1";
    const auto changed = change_outlet(county.database, county.clock, county.region, actor_of(county.anna), outlet.id, outlet.version, fields);
    EXPECT_EQ(changed.services, (std::set<std::string>{"cafe"}));
    EXPECT_EQ(refusal([&] {
        change_outlet(county.database, county.clock, county.region, actor_of(county.anna), outlet.id, outlet.version, fields);
    }), "conflict outlet.changed");
    const auto events = county.database.read([&](Transaction& tx) { return events_of(tx, outlet.id, 10); });
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].changes, (std::vector<ProviderChange>{{"services", "fuel", "cafe"}}));
}

TEST(ProviderActions, all_that_is_wrong_is_told_at_once_and_another_county_is_refused) {
    County county;
    const auto added = county.add_shop();
    EXPECT_EQ(refusal([&] {
        add_outlet(county.database, county.clock, county.region, actor_of(county.anna), added.id,
                   {{"municipality", "2161"}, {"open_from", "2026-02-30"}});
    }), "invalid outlet_name=required place=required municipality=municipality.other_county open_from=date.no_such_day");
    auto closed = with(county.store, "closed_on", "2019-12-31");
    EXPECT_EQ(refusal([&] { add_outlet(county.database, county.clock, county.region, actor_of(county.anna), added.id, closed); }),
              "invalid closed_on=date.order");
}

TEST(ProviderActions, the_register_is_searched_as_it_is_written) {
    County county;
    const auto added = county.add_shop();
    add_outlet(county.database, county.clock, county.region, actor_of(county.anna), added.id, county.store);
    const auto found = [&](const std::string& text) {
        OutletFilter filter;
        filter.text = text;
        return county.database.look_up([&](Transaction& tx) { return list_outlets(tx, filter, 10); }).size();
    };
    for (const auto* text : {"åsens", "Åsen", "556047-3521", "5560473521", "=1+1", "<script>"}) EXPECT_EQ(found(text), 1u) << text;
    for (const auto* text : {"%", "_", "\\", "' OR 1=1 --"}) EXPECT_EQ(found(text), 0u) << text;
}

TEST(ProviderActions, a_service_plan_is_for_a_kommun_of_the_county) {
    County county;
    const Typed plan{{"municipality", "2039"}, {"plan_title", "Serviceplan"}, {"valid_from", "2026-01-01"}, {"valid_to", "2029-12-31"}};
    add_service_plan(county.database, county.clock, county.region, actor_of(county.anna), plan);
    const auto lines = county.database.look_up([&](Transaction& tx) { return service_plans(tx, county.region.county); });
    ASSERT_EQ(lines.size(), 15u);
    for (const auto& [municipality, known] : lines) {
        EXPECT_EQ(known.has_value(), municipality.name == "Älvdalen") << municipality.name;
        if (!known) continue;
        EXPECT_TRUE(known->valid_on(Date(2029, 12, 31)));
        EXPECT_FALSE(known->valid_on(Date(2030, 1, 1)));
    }
    auto wrong = with(with(plan, "municipality", "2161"), "valid_to", "2025-12-31");
    EXPECT_EQ(refusal([&] { add_service_plan(county.database, county.clock, county.region, actor_of(county.anna), wrong); }),
              "invalid municipality=municipality.unknown valid_to=date.order");
}

}  // namespace
}  // namespace bygd
