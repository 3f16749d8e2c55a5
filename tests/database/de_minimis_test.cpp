// Aid of minor importance on the real database: the guard and the row at a decision, what two decisions at once for one
// group come to, corrections when less is paid, and what may be told by whom (2024:1243 27-28 §§).
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "aid/de_minimis_register_store.hpp"
#include "aid/de_minimis_store.hpp"
#include "aid/exchange_rate_actions.hpp"
#include "aid/exchange_rate_store.hpp"
#include "base/working_days.hpp"
#include "cases/diary_store.hpp"
#include "decisions/de_minimis_actions.hpp"
#include "decisions/de_minimis_rules.hpp"
#include "decisions/decision_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/provider_event_store.hpp"
#include "providers/undertaking_actions.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_house {

namespace {

struct Office : HouseCast {
    Office() {
        add_person("maria", Role::manager);
        add_person("rolf", Role::auditor);
    }
    void tell(const char* day, const char* rate) {
        server.database().transact([&](Transaction& tx) {
            if (rate_of_day(tx, Date::parse(day))) return;
            ExchangeRate told;
            told.day = Date::parse(day);
            told.millionths = parse_rate(rate);
            told.source = "Prov";
            insert_rate(tx, told, {});
        });
    }
    Id<Organisation> applicant(const std::string& number) { return now(number).organisation; }
    std::string number_of(Id<Organisation> id) {
        return server.database().look_up([&](Transaction& tx) { return find_organisation(tx, id)->number; });
    }
    OrganisationLink link(Id<Organisation> owner, Id<Organisation> owned, const char* share = "60") {
        return add_organisation_link(server.database(), clock, people.at("anna"), owned,
                                     {{"role", "owner"},
                                      {"other_number", number_of(owner)},
                                      {"ground", "votes"},
                                      {"share", share},
                                      {"valid_from", "2020-01-01"},
                                      {"source", "Aktiebok"}});
    }
    AidGrant told(const std::string& number, const char* euro, const char* day = "2025-05-05",
                  const char* regulation = "2023/2831") {
        return tell_aid(services(), people.at("anna"), number,
                        {{"granter", "Länsstyrelsen"},
                         {"granted_on", day},
                         {"amount", euro},
                         {"currency", "EUR"},
                         {"regulation", regulation}});
    }
    AidPosition position(Id<Organisation> id, AidLedger ledger = AidLedger::general) {
        return server.database().read([&](Transaction& tx) {
            const auto day = clock.today();
            return position_on(de_minimis_ground(tx, id, ledger, day), services().de_minimis.on(ledger, day), day);
        });
    }
    std::vector<AidGrant> own(const std::string& number) {
        return server.database().read([&](Transaction& tx) { return own_aid_of_case(tx, now(number).id); });
    }

    // The guard and the effect as a step would run them, in one transaction that also writes the decision.
    void decide(Database& database, const std::string& number) {
        database.transact([&](Transaction& tx) {
            auto subject = case_by_number(tx, number);
            const ActionInput nothing;
            const auto& david = people.at("david");
            ActionContext context{services(), tx, david, clock.now(), subject, nothing, "", {}, {}};
            require_none(services().guards.get("de_minimis_fits")(context));
            Decision decision;
            decision.subject = subject.id;
            decision.outcome = "approved";
            decision.amount = proposal_of(tx, subject.id)->amount;
            decision.prepared_by = proposal_of(tx, subject.id)->prepared_by;
            decision.decided_by = david.id;
            decision.decided_on = context.today();
            decision.decided_at = context.now;
            decision.snapshot = "{}";
            insert_decision(tx, decision);
            services().effects.run({"record_de_minimis"}, context);
        });
    }
};

// Codes met by threads let loose at once, "done" for those that met none.
std::map<std::string, int> at_once(int count, const std::function<void(int)>& act) {
    std::vector<std::string> met(static_cast<std::size_t>(count));
    std::atomic<int> waiting{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            ++waiting;
            while (waiting < count) std::this_thread::yield();
            auto& mine = met[static_cast<std::size_t>(i)];
            try {
                act(i);
                mine = "done";
            } catch (const Error& error) {
                mine = error.problems().front().code;
            } catch (const std::exception& error) {
                mine = error.what();
            }
        });
    }
    for (auto& thread : threads) thread.join();
    std::map<std::string, int> counted;
    for (const auto& each : met) ++counted[each];
    return counted;
}

}  // namespace

TEST(DeMinimisDecision, WritesItsRowAtTheRateOfTheDay) {
    Office office;
    const auto number = office.under_decision("investment_support");
    office.decide(office.server.database(), number);
    const auto rows = office.own(number);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].euro.plain(), "9090.91");
    EXPECT_EQ(rows[0].kronor, Money::kronor(100'000));
    EXPECT_EQ(rows[0].rate, 11'000'000);
    EXPECT_EQ(rows[0].rate_day, Date(2026, 3, 2));
    EXPECT_EQ(rows[0].regulation, "2023/2831");
    EXPECT_EQ(rows[0].sector, "47.11");
    EXPECT_EQ(rows[0].register_by, add_working_days(Date(2026, 3, 2), 20));
    office.tell("2026-03-03", "12,00");  // a later rate touches nothing
    office.clock.set(parse_utc("2026-03-03T08:00:00.000000Z"));
    EXPECT_EQ(office.position(office.applicant(number)).used.plain(), "9090.91");
    EXPECT_TRUE(office.position(office.applicant(number), AidLedger::sgei).used.zero());
}

TEST(DeMinimisDecision, ChargesTheLedgerOfItsForm) {
    Office office;
    const auto shop = office.under_decision("operating_support"), kommun = office.under_decision("home_delivery_grant");
    office.decide(office.server.database(), shop);
    office.decide(office.server.database(), kommun);
    EXPECT_EQ(office.position(office.applicant(shop), AidLedger::sgei).used.plain(), "9090.91");
    EXPECT_TRUE(office.position(office.applicant(shop)).used.zero());
    EXPECT_TRUE(office.own(kommun).empty());
}

TEST(DeMinimisDecision, IsRefusedOverTheCeilingAndSaysWhatFits) {
    Office office;
    const auto number = office.under_decision("investment_support");
    office.told(number, "290909,10");
    try {
        office.decide(office.server.database(), number);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.problems().at(0).code, "de_minimis.over");
        EXPECT_EQ(error.problems().at(0).values.at(2), Money::kronor(99'999).swedish());
    }
    EXPECT_TRUE(office.own(number).empty());
    office.told(number, "0,01", "2023-03-01", "1407/2013");  // before the window
    EXPECT_EQ(office.position(office.applicant(number)).used.plain(), "290909.10");
}

TEST(DeMinimisDecision, WithoutARateIsRefused) {
    Office office;
    const auto number = office.under_decision("service_grant"), late = office.under_decision("service_grant");
    office.clock.set(parse_utc("2028-01-06T08:00:00.000000Z"));
    office.decide(office.server.database(), number);  // ten days old is not too old
    office.clock.set(parse_utc("2028-01-07T08:00:00.000000Z"));
    EXPECT_EQ(refusal([&] { office.decide(office.server.database(), late); }), "invalid de_minimis=de_minimis.no_rate");
}

// Each fits alone; of both at once, on two pools, only one may pass.
TEST(DeMinimisConcurrency, TwoDecisionsForOneGroupDoNotBothFit) {
    Office office;
    for (int round = 0; round < 5; ++round) {
        const auto first = office.under_decision("investment_support"), second = office.under_decision("service_grant");
        const auto owner = office.applicant(first), owned = office.applicant(second);
        office.link(owner, owned);
        office.told(first, "285000");
        Database other(office.server.url(), 2);
        const std::string numbers[] = {first, second};
        Database* pools[] = {&office.server.database(), &other};
        const auto met = at_once(2, [&](int i) { office.decide(*pools[i], numbers[i]); });
        EXPECT_EQ(met, (std::map<std::string, int>{{"done", 1}, {"de_minimis.over", 1}})) << round;
        EXPECT_EQ(office.position(owner).used.plain(), "294090.91");
        EXPECT_EQ(office.own(first).size() + office.own(second).size(), 1u);
    }
}

TEST(DeMinimisConcurrency, TwoForCompaniesApartBothPass) {
    Office office;
    const auto first = office.under_decision("investment_support"), second = office.under_decision("service_grant");
    Database other(office.server.url(), 2);
    const std::string numbers[] = {first, second};
    Database* pools[] = {&office.server.database(), &other};
    const auto met = at_once(2, [&](int i) { office.decide(*pools[i], numbers[i]); });
    EXPECT_EQ(met, (std::map<std::string, int>{{"done", 2}}));
}

// A link that makes two one, or aid told, comes between the reading and the writing of a decision: the decision is made
// again on what holds now.
TEST(DeMinimisConcurrency, ALinkOrAidToldMeanwhileIsReckonedWith) {
    for (const bool by_link : {true, false}) {
        Office office;
        const auto number = office.under_decision("investment_support"),
                   sister = office.under_decision("service_grant");
        office.told(sister, "295000");
        int tries = 0;
        const auto decided = refusal([&] {
            office.server.database().transact([&](Transaction& tx) {
                const auto subject = case_by_number(tx, number);
                const auto day = office.clock.today();
                const auto ground = de_minimis_ground(tx, subject.organisation, AidLedger::general, day);
                const auto outlook = de_minimis_outlook(tx, office.services(), subject.organisation, subject.form, day,
                                                        Money::kronor(100'000));
                if (++tries == 1) {
                    EXPECT_TRUE(outlook.fits);
                    if (by_link)
                        office.link(subject.organisation, office.applicant(sister));
                    else
                        office.told(number, "295000");
                }
                require_none(outlook.problems);
                hold_undertaking(tx, ground.held());
            });
        });
        EXPECT_EQ(decided, "invalid de_minimis=de_minimis.over") << by_link;
        EXPECT_EQ(tries, 2) << by_link;
    }
}

TEST(DeMinimisConcurrency, WhoIsOvertakenEveryTimeIsTold) {
    Office office;
    const auto number = office.register_application("investment_support");
    Database other(office.server.url(), 2);
    EXPECT_EQ(refusal([&] {
                  office.server.database().transact([&](Transaction& tx) {
                      const auto ground = de_minimis_ground(tx, case_by_number(tx, number).organisation, std::nullopt,
                                                            office.clock.today());
                      other.transact([&](Transaction& else_where) {
                          disturb_undertaking(else_where, {ground.members.front().id});
                      });
                      hold_undertaking(tx, ground.held());
                  });
              }),
              "conflict de_minimis.overtaken");
}

TEST(DeMinimisGround, TakesTwoStatementsForACompanyOnItsOwn) {
    Office office;
    const auto number = office.under_decision("investment_support");
    office.decide(office.server.database(), number);
    const auto asked = [&](Id<Organisation> id) {
        return office.server.database().look_up([&](Transaction& tx) {
            const auto questions = [&] {
                return tx.one("SHOW SESSION STATUS LIKE 'Com_stmt_execute'", {},
                              [](const Row& row) { return row.text("Value"); });
            };
            const auto before = std::stoll(questions().value());
            de_minimis_outlook(tx, office.services(), id, "investment_support", office.clock.today(), Money::kronor(1));
            return std::stoll(questions().value()) - before - 1;
        });
    };
    EXPECT_EQ(asked(office.applicant(number)), 2);
}

TEST(DeMinimisGround, AidComesAlongThroughATakeoverAndGoesBackWhenItIsRevoked) {
    Office office;
    const auto kept = office.register_application("investment_support"),
               gone = office.register_application("service_grant");
    office.told(gone, "1000");
    const auto& anna = office.people.at("anna");
    const auto taken = add_takeover(office.server.database(), office.clock, anna, office.applicant(kept),
                                    {{"role", "from"},
                                     {"other_number", office.number_of(office.applicant(gone))},
                                     {"kind", "merger"},
                                     {"day", "2026-01-01"},
                                     {"source", "Bolagsverket"}});
    EXPECT_EQ(office.position(office.applicant(kept)).used.plain(), "1000.00");
    EXPECT_TRUE(office.position(office.applicant(gone)).used.zero());
    revoke_takeover(office.server.database(), office.clock, anna, taken.id, {{"why", "Fel företag"}});
    EXPECT_TRUE(office.position(office.applicant(kept)).used.zero());
    EXPECT_EQ(refusal([&] {
                  revoke_takeover(office.server.database(), office.clock, anna, taken.id, {{"why", "igen"}});
              }),
              "conflict takeover.revoked");
}

TEST(DeMinimisTold, IsCheckedFieldByFieldAndMayBeStruck) {
    Office office;
    const auto number = office.register_application("investment_support");
    const auto tell = [&](const char* who, AidFields fields) {
        return refusal([&] { tell_aid(office.services(), office.people.at(who), number, fields); });
    };
    EXPECT_EQ(
        tell("anna", {{"amount", "x"}, {"currency", "SEK"}, {"regulation", "1/2"}, {"granted_on", "2027-01-01"}}),
        "invalid granter=required granted_on=de_minimis.later_than_today regulation=de_minimis.regulation_unknown "
        "amount=amount.format");
    EXPECT_EQ(tell("anna", {{"granter", "X"},
                            {"granted_on", "2025-01-01"},
                            {"amount", "1"},
                            {"currency", "SEK"},
                            {"regulation", "1407/2013"},
                            {"organisation", "5560473521"},
                            {"same_as", "7"}}),
              "invalid regulation=de_minimis.regulation_day granted_on=de_minimis.no_rate "
              "organisation=de_minimis.not_in_group same_as=de_minimis.not_ours");
    for (const auto* who : {"david", "eva", "maria", "rolf"})
        EXPECT_EQ(tell(who, {}), "forbidden case.officers_only") << who;
    office.tell("2025-05-05", "11,50");
    const auto told = tell_aid(office.services(), office.people.at("anna"), number,
                               {{"granter", "Kommunen"},
                                {"granted_on", "2025-05-06"},
                                {"amount", "11 500"},
                                {"currency", "SEK"},
                                {"regulation", "2023/2831"}});
    EXPECT_EQ(told.euro.plain(), "1000.00");
    EXPECT_EQ(told.rate_day, Date(2025, 5, 5));
    EXPECT_EQ(refusal([&] { take_back_aid(office.services(), office.people.at("anna"), number, told.id, {}); }),
              "invalid note=required");
    take_back_aid(office.services(), office.people.at("anna"), number, told.id, {{"note", "Fel företag"}});
    EXPECT_TRUE(office.position(office.applicant(number)).used.zero());
    EXPECT_EQ(refusal([&] {
                  take_back_aid(office.services(), office.people.at("anna"), number, told.id, {{"note", "x"}});
              }),
              "conflict de_minimis.taken_back");
    EXPECT_EQ(office.faults(), std::vector<std::string>());
}

TEST(DeMinimisRegister, FollowsTheRowFromDueToRegisteredAndCorrected) {
    Office office;
    const auto number = office.under_decision("service_grant");
    office.decide(office.server.database(), number);
    const auto row = office.own(number).at(0);
    const auto counts = [&] {
        const auto found =
            office.server.database().look_up([&](Transaction& tx) { return count_register(tx, office.clock.today()); });
        return std::to_string(found.due) + " " + std::to_string(found.late) + " " + std::to_string(found.to_correct) +
               " " + std::to_string(found.registered);
    };
    EXPECT_EQ(counts(), "1 0 0 0");
    office.clock.set(start_of_stockholm_day(*row.register_by) + std::chrono::hours(9));
    EXPECT_EQ(counts(), "1 0 0 0");  // the last day is not late
    office.clock.set(office.clock.now() + std::chrono::hours(24));
    EXPECT_EQ(counts(), "0 1 0 0");
    const auto put = [&](const char* who, AidFields fields) {
        return refusal([&] { register_aid(office.services(), office.people.at(who), row.id, fields); });
    };
    EXPECT_EQ(put("rolf", {}), "forbidden case.officers_only");
    EXPECT_EQ(put("anna", {{"registered_on", "2026-03-01"}}),
              "invalid external_id=required registered_on=register.before_grant");
    EXPECT_EQ(put("anna", {{"external_id", "SE-1"}, {"registered_on", "2026-03-05"}}), "nothing");
    EXPECT_EQ(put("anna", {{"external_id", "SE-2"}, {"registered_on", "2026-03-05"}}), "conflict register.already");
    EXPECT_EQ(counts(), "0 0 0 1");
    office.server.database().transact([&](Transaction& tx) {
        auto subject = case_by_number(tx, number);
        const ActionInput nothing;
        ActionContext context{
            office.services(), tx, office.people.at("anna"), office.clock.now(), subject, nothing, "", {}, {}};
        subject.granted = Money::kronor(100'000);
        subject.released = Money::kronor(40'000);
        correct_de_minimis(context);
        correct_de_minimis(context);  // stands there already
        EXPECT_EQ(context.facts["de_minimis_kept"], "5454.55");
    });
    EXPECT_EQ(counts(), "0 0 1 1");
    EXPECT_EQ(office.position(office.applicant(number)).used.plain(), "5454.55");
    const auto waiting = office.server.database().look_up([&](Transaction& tx) {
        return list_register(tx, {.view = RegisterView::to_correct, .today = office.clock.today()}, 10);
    });
    ASSERT_EQ(waiting.size(), 1u);
    EXPECT_EQ(waiting[0].first_external_id, "SE-1");
    EXPECT_EQ(waiting[0].grant.euro.plain(), "-3636.36");
    register_aid(office.services(), office.people.at("maria"), waiting[0].grant.id,
                 {{"registered_on", office.clock.today().iso()}});
    EXPECT_EQ(counts(), "0 0 0 2");
}

TEST(ExchangeRateImport, AllOfAFileOrNothing) {
    Office office;
    const auto read = [&](const char* file, bool dry) {
        const auto done =
            import_rates(office.server.database(), office.clock, office.people.at("eva"), file, "Riksbanken", dry);
        auto text = std::to_string(done.added) + " " + std::to_string(done.known) + (done.saved ? " saved" : "");
        for (const auto& fault : done.faults) text += " " + std::to_string(fault.line) + ":" + fault.problem.code;
        return text;
    };
    EXPECT_EQ(read("2026-02-26;11,01\n2026-02-27;11,02\n2026-03-02;11,00\n", true), "2 1");
    EXPECT_EQ(read("2026-02-26;11,01\n2026-03-02;11,01\n2026-03-03;11,00\n", false),
              "1 0 2:rate_file.differs 3:rate_file.later_than_today");
    EXPECT_EQ(read("2026-02-26;11,01\n2026-02-27;11,02\n", false), "2 0 saved");
    EXPECT_EQ(read("2026-02-26;11,01\n2026-02-27;11,02\n", false), "0 2 saved");
}

TEST(ExchangeRateActions, ACorrectionNamesTheOldAndKeepsIt) {
    Office office;
    const auto tell = [&](const char* who, RateFields fields) {
        return refusal([&] { tell_rate(office.server.database(), office.clock, office.people.at(who), fields); });
    };
    RateFields fields{{"rate_day", "2026-03-02"}, {"rate", "11,00"}, {"source", "Riksbanken"}};
    EXPECT_EQ(tell("rolf", fields), "forbidden rate.may_not");
    EXPECT_EQ(tell("anna", fields), "invalid rate=rate.same note=rate.why_required");
    fields["rate"] = "11,10";
    fields["note"] = "Skrivfel";
    EXPECT_EQ(tell("anna", fields), "nothing");
    const auto rows =
        office.server.database().look_up([](Transaction& tx) { return rates_before(tx, Date(2026, 3, 3), 2); });
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].corrects, rows[1].id);
    EXPECT_EQ(rows[0].swedish() + " " + rows[1].swedish(), "11,1000 11,0000");
    const auto in_force =
        office.server.database().look_up([](Transaction& tx) { return rate_on(tx, Date(2026, 3, 5)); });
    EXPECT_EQ(in_force->id, rows[0].id);
    EXPECT_THROW(office.server.database().transact(
                     [](Transaction& tx) { tx.execute("UPDATE exchange_rate SET rate_millionths = 12000000"); }),
                 std::runtime_error);  // the application's account may not
}

TEST(UndertakingActions, EveryChangeIsAnEventOfBothCompanies) {
    Office office;
    const auto a = office.applicant(office.register_application("investment_support"));
    const auto b = office.applicant(office.register_application("service_grant"));
    const auto link = office.link(a, b);
    EXPECT_EQ(office.position(a).used, office.position(b).used);
    const auto events = [&](Id<Organisation> id) {
        return office.server.database().look_up([&](Transaction& tx) { return events_of(tx, id, 10).size(); });
    };
    EXPECT_EQ(events(a), 2u);
    EXPECT_EQ(events(b), 2u);
    const auto& anna = office.people.at("anna");
    const auto end = [&](int version, Typed fields) {
        return refusal(
            [&] { end_organisation_link(office.server.database(), office.clock, anna, link.id, version, fields); });
    };
    EXPECT_EQ(end(1, {{"last_day", "2019-12-31"}}), "invalid note=required last_day=link.ends_before");
    EXPECT_EQ(end(1, {{"last_day", "2026-03-01"}, {"note", "Såld"}}), "nothing");
    EXPECT_EQ(end(1, {{"last_day", "2026-03-01"}, {"note", "Såld"}}), "conflict link.changed");
    EXPECT_EQ(events(b), 3u);
    EXPECT_EQ(refusal([&] { office.link(a, a); }), "invalid other_number=link.itself");
    EXPECT_EQ(refusal([&] {
                  add_organisation_link(office.server.database(), office.clock, office.people.at("david"), a, {});
              }),
              "forbidden provider.officers_only");
}

}  // namespace bygd::testing_house
