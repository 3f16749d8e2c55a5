// Cases tried by the law with what the register knows: what was granted before counts, by recipient and by outlet; a
// decision is held to it whatever was proposed; special reasons are written, told and frozen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/diary_store.hpp"
#include "decisions/assessment_store.hpp"
#include "decisions/de_minimis_actions.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/special_reason_actions.hpp"
#include "decisions/tried_assessment.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/database/site_cast.hpp"

namespace bygd::testing_house {

namespace {

using nlohmann::json;

class Assessed : public ::testing::Test {
protected:
    // A case of the organisation and outlet of another, for a year.
    std::string another(const std::string& form_name, const std::string& of, const std::string& year = "2026",
                        bool same_outlet = true) {
        const auto first = cast.now(of);
        const auto before = cast.registered;
        cast.registered = std::stoi(owner_[of]);
        const auto number = cast.register_application(form_name);
        cast.registered = before;
        tamper("UPDATE aid_case SET application = JSON_SET(application, '$.values.grant_year', '" + year + "')" +
               (same_outlet ? ", outlet_id = " + std::to_string(first.outlet->value()) : "") + " WHERE diary_number = '" +
               number + "'");
        owner_[number] = owner_[of];
        return number;
    }
    std::string first(const std::string& form_name) {
        const auto index = std::to_string(cast.registered);
        const auto number = cast.register_application(form_name);
        owner_[number] = index;
        return number;
    }
    void tamper(const std::string& sql) {
        cast.server.owner().transact([&](Transaction& tx) { tx.execute(sql); });
    }
    // As if it had been granted this much, and so much of it released.
    void grant(const std::string& number, int kronor, int released = 0) {
        tamper("UPDATE aid_case SET granted_ore = " + std::to_string(kronor) + "00, released_ore = " + std::to_string(released) +
               "00, decided_on = '2026-02-01' WHERE diary_number = '" + number + "'");
    }
    Assessment assessed(const std::string& number) {
        return cast.services().database.read([&](Transaction& tx) {
            return assess_case(cast.services(), tx, case_by_number(tx, number), cast.clock.today());
        });
    }
    Money most(const std::string& number) { return assessed(number).most(); }
    std::string codes(const Problems& problems) {
        std::vector<std::string> told;
        for (const auto& problem : problems) told.push_back(problem.code);
        return joined(told, " ");
    }
    template <typename Work>
    std::string refused(Work work) {
        try {
            work();
            return "none";
        } catch (const Error& error) {
            return std::string(to_string(error.kind())) + " " + codes(error.problems());
        }
    }

    HouseCast cast;

private:
    std::map<std::string, std::string> owner_;
};

}  // namespace

TEST_F(Assessed, what_the_recipient_and_the_outlet_have_been_granted_in_the_year_counts) {
    const auto service = first("service_grant");
    const auto operating = another("operating_support", service);
    EXPECT_EQ(most(operating), Money::kronor(350'000));
    grant(service, 200'000);
    EXPECT_EQ(most(operating), Money::kronor(150'000)) << "G4";
    EXPECT_EQ(assessed(operating).counted.at(0).diary_number, service);
    EXPECT_EQ(most(service), Money::kronor(350'000)) << "its own grant does not count";
    grant(service, 200'000, 50'000);
    EXPECT_EQ(most(operating), Money::kronor(200'000)) << "what is released does not count";
    EXPECT_EQ(most(another("operating_support", service, "2027")), Money::kronor(350'000)) << "nor another year";
    EXPECT_EQ(most(first("operating_support")), Money::kronor(350'000)) << "nor another recipient";
}

TEST_F(Assessed, the_cap_of_the_outlet_stays_when_the_outlet_is_sold) {
    const auto sold = first("operating_support");
    grant(sold, 300'000);
    const auto bought = first("operating_support");
    EXPECT_EQ(most(bought), Money::kronor(350'000));
    tamper("UPDATE aid_case SET outlet_id = " + std::to_string(cast.now(sold).outlet->value()) + " WHERE diary_number = '" +
           bought + "'");
    EXPECT_EQ(most(bought), Money::kronor(50'000));
    const auto elsewhere = another("operating_support", sold, "2026", false);
    EXPECT_EQ(most(elsewhere), Money::kronor(350'000)) << "another outlet of the first owner";
}

TEST_F(Assessed, three_years_of_servicebidrag_are_all_also_when_they_are_not_consecutive) {
    const auto one = first("service_grant");
    tamper("UPDATE aid_case SET application = JSON_SET(application, '$.values.grant_year', '2018') WHERE diary_number = '" + one + "'");
    grant(one, 1'000);
    for (const auto* year : {"2021", "2024"}) grant(another("service_grant", one, year), 1'000);
    const auto fourth = another("service_grant", one, "2026");
    EXPECT_EQ(codes(assessed(fourth).problems()), "aid.years_used") << "G5";
    EXPECT_EQ(codes(assessed(another("service_grant", one, "2024")).problems()), "") << "more of a year that counts already";
}

TEST_F(Assessed, a_decision_is_held_to_what_was_granted_after_the_proposal) {
    const auto service = first("service_grant");
    cast.take("anna", service, "assign");
    cast.answer_all(service);
    cast.look_up_and_ask(service);
    cast.take("anna", service, "propose", cast.proposal());
    cast.take("anna", service, "submit_for_decision");
    const auto operating = another("operating_support", service);
    grant(operating, 300'000);
    EXPECT_EQ(refused([&] { cast.take("david", service, "approve"); }), "invalid decision.over_law");
    grant(operating, 350'000);
    EXPECT_EQ(refused([&] { cast.take("david", service, "approve"); }), "invalid aid.nothing_left");
    EXPECT_EQ(cast.now(service).state, "under_decision");
    grant(operating, 250'000);
    cast.take("david", service, "approve");
    EXPECT_EQ(cast.now(service).granted, Money::kronor(100'000));
}

TEST_F(Assessed, special_reasons_set_a_rule_aside_and_are_frozen_with_the_decision) {
    const auto number = first("operating_support");
    tamper("UPDATE outlet SET next_outlet_metres = 10000");
    EXPECT_EQ(codes(assessed(number).problems()), "aid.too_near") << "G9";
    const auto write = [&](const std::string& who, const std::string& rule, const std::string& text) {
        return refused([&] {
            write_special_reason(cast.services(), cast.people.at(who), {number, cast.now(number).version, rule, text});
        });
    };
    EXPECT_EQ(write("anna", "open_all_year", "Det är så ändå."), "invalid special_reason.rule");
    EXPECT_EQ(write("anna", "farther_than", " "), "invalid special_reason.none");
    EXPECT_EQ(write("david", "farther_than", "Ön saknar väg om våren."), "forbidden case.officers_only");
    EXPECT_EQ(write("anna", "farther_than", "Ön saknar väg om våren."), "none");
    EXPECT_TRUE(assessed(number).eligible());
    EXPECT_EQ(assessed(number).waived.at(0).special.by, "anna");
    EXPECT_EQ(write("bo", "farther_than", ""), "none");
    EXPECT_FALSE(assessed(number).eligible()) << "taken back";
    EXPECT_EQ(write("bo", "farther_than", "Vägen är stängd hela våren."), "none");
    cast.take("anna", number, "assign");
    cast.answer_all(number);
    cast.look_up_and_ask(number);
    cast.take("anna", number, "propose", cast.proposal());
    cast.take("anna", number, "submit_for_decision");
    cast.take("david", number, "approve");
    EXPECT_EQ(write("anna", "farther_than", "För sent."), "conflict special_reason.case_decided");
    cast.services().database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, number);
        const auto frozen = decided_assessment(tx, subject).value();
        EXPECT_EQ(frozen.waived.at(0).special.text, "Vägen är stängd hela våren.");
        EXPECT_EQ(frozen.law.basis, "2024:1243");
        EXPECT_GE(frozen.law.parameters.size(), 5u);
        std::string kinds;
        for (const auto& event : events_of(tx, subject.id)) {
            if (event.kind.starts_with("special_reason")) kinds += event.kind + ";";
        }
        EXPECT_EQ(kinds, "special_reason_written;special_reason_taken_back;special_reason_written;");
    });
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(Assessed, an_old_case_is_tried_by_the_ordinance_it_was_begun_under) {
    cast.clock.set(parse_utc("2024-12-31T10:00:00.000000Z"));
    const auto number = first("operating_support");
    cast.clock.set(parse_utc("2026-03-02T08:00:00.000000Z"));
    const auto found = assessed(number);
    EXPECT_EQ(cast.now(number).legal_basis, "2000:284");
    EXPECT_EQ(found.law.day, Date(2024, 12, 31));
    EXPECT_EQ(found.most(), Money::kronor(300'000));
}

TEST_F(Assessed, takes_less_than_three_statements) {
    const auto number = first("operating_support");
    const auto questions = [&] {
        return cast.server.owner().look_up([](Transaction& tx) {
            return tx.one("SHOW GLOBAL STATUS LIKE 'Com_select'", {}, [](const Row& row) {
                return whole_number(row.text("Value")).value_or(0);
            }).value_or(0);
        });
    };
    const auto subject = cast.now(number);
    cast.services().database.read([&](Transaction& tx) {
        assess_case(cast.services(), tx, subject, cast.clock.today());
        const auto before = questions();
        for (int i = 0; i < 50; ++i) assess_case(cast.services(), tx, subject, cast.clock.today());
        EXPECT_EQ(questions() - before, 100) << "two for each";
    });
}

namespace {

// A rate, aid the group has had already, and the answer to what one more case would do to it.
class TriedWithAid : public Assessed {
protected:
    TriedAssessment tried(const Typed& typed) {
        return cast.services().database.read([&](Transaction& tx) { return try_assessment(cast.services(), tx, typed); });
    }
    json answer(const Typed& typed) { return to_json(tried(typed), cast.services().languages.sv); }
};

}  // namespace

TEST_F(TriedWithAid, says_what_the_most_would_do_to_the_ceiling_before_and_after) {
    const auto number = first("service_grant");
    const auto aid = answer({{"case", number}}).at("de_minimis");
    EXPECT_EQ(aid.at("organisation_known"), true);
    EXPECT_EQ(aid.at("ledger"), "general");
    EXPECT_EQ(aid.at("limit_eur"), "300000.00");
    EXPECT_EQ(aid.at("before_eur"), "0.00");
    const auto found = tried({{"case", number}});
    EXPECT_EQ(found.de_minimis->outlook.amount, in_euro(found.assessment.most(), 11'000'000));
    EXPECT_EQ(found.de_minimis->outlook.after, found.de_minimis->outlook.amount);
    EXPECT_TRUE(found.de_minimis->outlook.fits);
}

TEST_F(TriedWithAid, what_the_company_has_told_of_counts_and_an_amount_that_does_not_fit_is_refused_not_cut) {
    const auto number = first("service_grant");
    tell_aid(cast.services(), cast.people.at("anna"), number,
             {{"source", "declared"}, {"granter", "Kommunen"}, {"granted_on", "2026-01-10"}, {"amount", "290000"},
              {"currency", "EUR"}, {"regulation", "2023/2831"}});
    const auto said = answer({{"case", number}});
    const auto aid = said.at("de_minimis");
    EXPECT_EQ(aid.at("before_eur"), "290000.00");
    EXPECT_EQ(aid.at("fits"), false);
    EXPECT_EQ(aid.at("problems").at(0).at("code"), "de_minimis.over");
    EXPECT_THAT(aid.at("problems").at(0).at("message").get<std::string>(), ::testing::HasSubstr("får plats"));
    EXPECT_EQ(said.at("most"), answer({{"form", "service_grant"}, {"case", number}}).at("most"));
    EXPECT_EQ(aid.at("largest_sek"), "110000.00") << "10 000 euro at 11 kronor";
}

TEST_F(TriedWithAid, the_own_grant_of_a_decided_case_is_not_counted_twice) {
    const auto number = first("service_grant");
    cast.take("anna", number, "assign");
    cast.answer_all(number);
    cast.look_up_and_ask(number);
    cast.take("anna", number, "propose", cast.proposal());
    cast.take("anna", number, "submit_for_decision");
    cast.take("david", number, "approve");
    EXPECT_EQ(answer({{"case", number}}).at("de_minimis").at("before_eur"), "0.00");
    const auto next = another("operating_support", number);
    EXPECT_EQ(answer({{"case", next}}).at("de_minimis").at("ledger"), "sgei");
    const auto more = another("service_grant", number, "2027");
    EXPECT_NE(answer({{"case", more}}).at("de_minimis").at("before_eur"), "0.00");
}

TEST_F(TriedWithAid, nobody_named_is_said_and_a_form_without_such_aid_has_none) {
    const auto aid = answer({{"form", "investment_support"}, {"cost_1_line", "premises"}, {"cost_1_amount", "100000"}}).at("de_minimis");
    EXPECT_EQ(aid.at("organisation_known"), false);
    EXPECT_EQ(aid.at("before_eur"), "0.00");
    EXPECT_TRUE(answer({{"form", "home_delivery_grant"}}).at("de_minimis").is_null());
    const auto before = answer({{"form", "service_grant"}, {"day", "2013-06-01"}, {"received_on", "2013-05-01"}}).at("de_minimis");
    EXPECT_EQ(before.at("fits"), false);
    EXPECT_EQ(before.at("problems").at(0).at("code"), "de_minimis.no_regulation");
}

}  // namespace bygd::testing_house

namespace bygd::testing_site {
namespace {

TEST(AssessmentApi, TriesFactsOutrightAndSavesNothing) {
    Site site;
    site.add("anna", Role::officer);
    site.add("admin", Role::administrator);
    Person anna(site, "anna"), admin(site, "admin");
    const json shop{{"form", "operating_support"}, {"received_on", "2026-03-02"},
                    {"application", {{"turnover", "6 000 000"}, {"assortment", 2500}, {"open_all_year", true}}},
                    {"outlet", {{"next_outlet_km", "10,0"}, {"services", {"groceries"}}}}};
    auto [status, answer] = anna.api("/api/v1/assessments", shop, "k1");
    ASSERT_EQ(status, 200) << answer.dump(1);
    EXPECT_FALSE(answer["eligible"]);
    EXPECT_EQ(answer["most"], "0.00");
    EXPECT_EQ(answer["calculated"], "350000.00");
    EXPECT_EQ(answer["refusals"][0]["rule"], "farther_than");
    EXPECT_EQ(answer["refusals"][0]["message"],
              "Avståndet till nästa butik är 10,0 km. Det måste vara mer än 10,0 km (21 § första stycket 2).");
    auto on_an_island = shop;
    on_an_island["outlet"]["archipelago"] = true;
    on_an_island["granted_before"] = {{{"form", "service_grant"}, {"year", 2026}, {"amount", "200000"}}};
    std::tie(status, answer) = anna.api("/api/v1/assessments", on_an_island, "k2");
    EXPECT_TRUE(answer["eligible"]) << answer.dump(1);
    EXPECT_EQ(answer["most"], "150000.00");
    EXPECT_EQ(answer["law"]["basis"], "2024:1243");
    auto wrong = shop;
    wrong["colour"] = "blue";
    EXPECT_EQ(anna.api("/api/v1/assessments", wrong, "k3").first, 422);
    wrong.erase("colour");
    wrong["application"]["turnover"] = "mycket";
    wrong["received_on"] = "2026-02-30";
    std::tie(status, answer) = anna.api("/api/v1/assessments", wrong, "k4");
    EXPECT_EQ(status, 422);
    EXPECT_EQ(answer["problems"].size(), 2u) << answer.dump(1);
    EXPECT_EQ(admin.api("/api/v1/assessments", shop, "k5").first, 404);
    EXPECT_EQ(anna.api("/api/v1/cases").second["cases"].size(), 0u);
}

TEST(AssessPage, ShowsTheAnswerWithEachReasonAndKeepsWhatWasTyped) {
    Site site;
    site.add("anna", Role::officer);
    Person anna(site, "anna");
    EXPECT_TRUE(has(anna.get("/assess"), "/assess?form=operating_support"));
    const auto answer = anna.get("/assess?form=operating_support&try=1&next_outlet_km=10,0&turnover=11+000+001&assortment=1500"
                                 "&open_all_year=yes&received_on=2026-03-02");
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(has(answer, "Stöd får inte lämnas."));
    EXPECT_TRUE(has(answer, "Avståndet till nästa butik är 10,0 km."));
    EXPECT_TRUE(has(answer, "Särskilda skäl kan åberopas enligt 21 § andra stycket"));
    EXPECT_TRUE(has(answer, "value=\"11 000 001\""));
    const auto wrong = anna.get("/assess?form=operating_support&try=1&next_outlet_km=long");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_TRUE(has(wrong, "value=\"long\""));
    const auto costs = anna.get("/assess?form=investment_support&try=1&start_on=2026-12-01&cost_1_line=premises&cost_1_amount=420000"
                                "&cost_2_line=training&cost_2_amount=40000");
    EXPECT_TRUE(has(costs, "244\u00a0000\u00a0kr")) << "G6";
}

TEST(ParameterPage, ShowsEachValueWithItsParagraphAndDoubt) {
    Site site;
    site.add("rolf", Role::auditor);
    Person rolf(site, "rolf");
    const auto shown = rolf.get("/parameters");
    EXPECT_TRUE(has(shown, "21 § första stycket 2"));
    EXPECT_TRUE(has(shown, "SFS 2000:284 i lydelse 2018:150"));
    EXPECT_TRUE(has(shown, "Regionens egna riktlinjer"));
    EXPECT_TRUE(has(shown, "inte granskad"));
}

}  // namespace
}  // namespace bygd::testing_site
