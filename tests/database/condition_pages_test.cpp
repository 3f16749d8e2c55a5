// Conditions in the browser and by token: the rows of a proposal, the list, the page of one.
#include <gtest/gtest.h>

#include "cases/task_actions.hpp"
#include "decisions/condition_store.hpp"
#include "jobs/job_run_actions.hpp"
#include "tests/database/case_site.hpp"

namespace bygd::testing_case_site {

namespace {

struct Site : CaseSite {
    std::string granted() {
        const auto number = in_review("service_grant");
        auto fields = proposal();
        fields["condition_1_text"] = "Minst <b>1 000</b> \"artiklar\" & mer.";
        fields["condition_2_due_on"] = "2026-05-01";
        fields["condition_2_blocks_payment"] = "1";
        take("anna", number, "propose", fields);
        take("anna", number, "submit_for_decision");
        take("david", number, "approve");
        take("anna", number, "dispatch");
        return number;
    }
    std::string url(const std::string& number, std::size_t which) {
        return "/conditions/" + std::to_string(services().database.read([&](Transaction& tx) {
            return conditions_of(tx, case_by_number(tx, number).id).at(which).id.value();
        }));
    }
};

}  // namespace

TEST(ConditionPages, ProposalBeginsWithTheStandardConditionsAndItsRowsAreChangedWithoutScript) {
    Site site;
    const auto number = site.in_review("operating_support");
    Visitor anna(site, "anna");
    const auto form = case_url(number) + "/actions/propose";
    const auto page = anna.get(form);
    EXPECT_TRUE(has(page, "minst 1\u00a0000 artiklar")) << "the guideline, for the application says 2 500";
    EXPECT_TRUE(has(page, "minst 40 timmar"));
    EXPECT_TRUE(has(page, "name=\"condition_3_text\"")) << "a spare row";
    const auto fund = std::to_string(site.fund.value());
    const auto version = std::to_string(site.now(number).version);
    Pairs typed{{"action", "propose"}, {"version", version}, {"proceeding", "0"}, {"proposal_outcome", "approved"}, {"amount", "100 000"},
                {"fund", fund}, {"reasons", "Gles service."}, {"period_from", "2026-01-01"}, {"period_to", "2026-12-31"},
                {"condition_rows", "3"}, {"condition_1_kind", "assortment"}, {"condition_1_text", "Minst 900 artiklar."},
                {"condition_2_kind", "visit"}, {"condition_2_text", "\"><script>"}, {"condition_3_text", "Skylt."}};
    auto more = typed;
    more.emplace_back("change_rows", "add");
    const auto added = anna.post(case_url(number) + "/actions", "action", more);
    EXPECT_EQ(added.status, 200);
    EXPECT_TRUE(has(added, "name=\"condition_4_text\""));
    EXPECT_TRUE(has(added, "Minst 900 artiklar."));
    EXPECT_TRUE(has(added, "&quot;&gt;&lt;script&gt;")) << "what was typed is kept, as text";
    EXPECT_FALSE(has(added, "id=\"problems\"")) << "nothing was to be done, so nothing is wrong";
    anna.get(form);
    auto less = typed;
    less.emplace_back("change_rows", "remove_2");
    const auto removed = anna.post(case_url(number) + "/actions", "action", less);
    EXPECT_FALSE(has(removed, "&lt;script&gt;"));
    EXPECT_TRUE(has(removed, "Skylt."));
    EXPECT_EQ(site.now(number).state, "in_review");
    anna.get(form);
    const auto refused = anna.post(case_url(number) + "/actions", "action", typed);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "Beslutet ska ha ett villkor av slaget Öppettider (31 §)."));
    anna.get(form);
    typed.emplace_back("condition_3_kind", "opening_hours");
    EXPECT_EQ(location(anna.post(case_url(number) + "/actions", "action", typed)), "303 " + case_url(number));
    EXPECT_TRUE(has(anna.get(form.substr(0, form.find("/actions"))), "Skylt."));
}

TEST(ConditionPages, ListTellsWhatIsDueAndFiltersIt) {
    Site site;
    const auto number = site.granted();
    Visitor anna(site, "anna");
    const auto all = anna.get("/conditions");
    EXPECT_EQ(all.status, 200);
    EXPECT_TRUE(has(all, "Minst &lt;b&gt;1 000&lt;/b&gt; &quot;artiklar&quot; &amp; mer."));
    EXPECT_TRUE(has(all, "Öppet året om."));
    EXPECT_TRUE(has(all, number));
    EXPECT_TRUE(has(all, "Hindrar utbetalning"));
    EXPECT_FALSE(has(anna.get("/conditions?kind=assortment"), "Öppet året om."));
    EXPECT_TRUE(has(anna.get("/conditions?due_to=2026-05-01&form=service_grant&municipality=2023&owner=recipient"), "Öppet året om."));
    for (const auto* none : {"view=late", "view=breached", "view=settled", "form=investment_support", "owner=officer", "municipality=2080",
                             "due_from=2026-05-02&kind=opening_hours", "officer=4711"}) {
        EXPECT_TRUE(has(anna.get(std::string("/conditions?") + none), "class=\"empty\"")) << none;
    }
    const auto bad = anna.get("/conditions?due_from=2026-02-30");
    EXPECT_EQ(bad.status, 422);
    EXPECT_TRUE(has(bad, "value=\"2026-02-30\"")) << "what was typed is kept";
    EXPECT_EQ(anna.get("/conditions?after=x_1").status, 422);
    EXPECT_EQ(anna.get("/conditions?after=2026-05-01_999").status, 200);
    const auto csv = anna.get("/reports/conditions.csv?view=open&kind=opening_hours");
    EXPECT_EQ(csv.status, 200);
    EXPECT_TRUE(has(csv, "Öppet året om."));
    EXPECT_FALSE(has(csv, "artiklar"));
    EXPECT_TRUE(has(anna.get("/reports/conditions"), "Per slag"));
    EXPECT_EQ(anna.get("/reports/conditions?due_from=2026-02-30").status, 422);
    site.clock.set(parse_utc("2026-05-04T08:00:00.000000Z"));
    Visitor later(site, "anna");
    EXPECT_TRUE(has(later.get("/conditions?view=late"), "Försenat"));
}

TEST(ConditionPages, OneIsSettledOnItsPageAndWhatIsRefusedKeepsWhatWasTyped) {
    Site site;
    const auto number = site.granted();
    const auto url = site.url(number, 1);
    Visitor anna(site, "anna");
    const auto page = anna.get(url);
    EXPECT_TRUE(has(page, "name=\"note\""));
    EXPECT_FALSE(has(page, "value=\"waived\"")) << "31 § leaves no room for it";
    const auto empty = anna.post(url, "condition", {{"version", "1"}, {"status", "breached"}, {"note", ""}});
    EXPECT_EQ(empty.status, 422);
    EXPECT_TRUE(has(empty, "Skriv vad du har sett"));
    anna.get(url);
    const auto waived = anna.post(url, "condition", {{"version", "1"}, {"status", "waived"}, {"note", "Ändå <i>stängt</i>."}});
    EXPECT_EQ(waived.status, 422);
    EXPECT_TRUE(has(waived, "Öppettider får inte efterskänkas"));
    EXPECT_TRUE(has(waived, "Ändå &lt;i&gt;stängt&lt;/i&gt;."));
    anna.get(url);
    const auto stale = anna.post(url, "condition", {{"version", "7"}, {"status", "met"}, {"note", "Sett."}});
    EXPECT_EQ(stale.status, 409);
    anna.get(url);
    EXPECT_EQ(location(anna.post(url, "condition", {{"version", "1"}, {"status", "breached"}, {"note", "Stängt i mars."}})),
              "303 " + case_url(number) + "#conditions");
    const auto page_of_case = anna.get(case_url(number));
    EXPECT_TRUE(has(page_of_case, "Stängt i mars."));
    EXPECT_TRUE(has(page_of_case, "Villkor antecknat"));
    EXPECT_TRUE(has(anna.get("/conditions?view=breached"), "Öppet året om."));
    EXPECT_EQ(anna.get("/conditions/4711").status, 404);
    EXPECT_EQ(anna.get("/conditions/x").status, 404);
}

TEST(ConditionPages, TasksSayWhichConditionTheyAreAbout) {
    Site site;
    site.granted();
    site.clock.set(parse_utc("2026-04-20T08:00:00.000000Z"));
    run_job(site.server.database(), site.clock, timer_job(site.services()), site.clock.today(), {true, {}, {}});
    Visitor anna(site, "anna");
    const auto list = anna.get("/tasks?timer=condition_of_recipient");
    EXPECT_TRUE(has(list, "Villkor som mottagaren ska visa"));
    EXPECT_TRUE(has(list, "<span class=\"hint\">Öppet året om.</span>"));
    const auto [status, tasks] = anna.api("/api/v1/tasks?timer=condition_of_recipient");
    EXPECT_EQ(status, 200);
    EXPECT_EQ(tasks.at("tasks").at(0).at("about"), "Öppet året om.");
    EXPECT_TRUE(has(anna.get("/tasks/" + std::to_string(tasks.at("tasks").at(0).at("id").get<int>())), "Öppet året om."));
    EXPECT_EQ(anna.api("/api/v1/tasks?view=done&timer=receipt_letter").second.at("tasks").at(0).at("about"), nullptr);
}

TEST(ConditionPages, ClosingACaseSaysWhatIsStillOwed) {
    Site site;
    const auto number = site.granted();
    Visitor anna(site, "anna");
    const auto form = anna.get(case_url(number) + "/actions/close");
    EXPECT_TRUE(has(form, "Ärendet avslutas med villkor som är öppna."));
    EXPECT_TRUE(has(form, "Öppet året om."));
    EXPECT_EQ(location(anna.post(case_url(number) + "/actions", "action", {{"action", "close"}, {"proceeding", "0"},
                                 {"version", std::to_string(site.now(number).version)}, {"reason", ""}})),
              "303 " + case_url(number));
    const auto page = anna.get(case_url(number));
    EXPECT_TRUE(has(page, "2 villkor är öppna och följs upp efter avslutet"));
    EXPECT_TRUE(has(page, "till och med 2026-05-01"));
}

TEST(ConditionPages, AreReadByOthersAndNothingForAnAdministrator) {
    Site site;
    const auto number = site.granted();
    const auto url = site.url(number, 0);
    site.add_person("adam", Role::administrator);
    site.add_person("rut", Role::auditor);
    Visitor adam(site, "adam"), rut(site, "rut"), bo(site, "bo"), eva(site, "eva");
    for (const auto& path : {std::string("/conditions"), url}) EXPECT_EQ(adam.get(path).status, 404) << path;
    EXPECT_EQ(adam.api("/api/v1/conditions").first, 404);
    EXPECT_EQ(adam.api("/api/v1" + url).first, 404);
    for (auto* reader : {&rut, &eva}) {
        const auto page = reader->get(url);
        EXPECT_EQ(page.status, 200);
        EXPECT_FALSE(has(page, "name=\"note\""));
    }
    EXPECT_FALSE(has(bo.get(url), "name=\"note\"")) << "he has not said whether he has a conflict of interest";
    EXPECT_TRUE(has(bo.get(url), "#conflict"));
    EXPECT_EQ(rut.api("/api/v1" + url, {{"version", 1}, {"status", "met"}, {"note", "x"}}, "a").first, 403);
}

TEST(ConditionApi, ProposesRowsAndSettlesThem) {
    Site site;
    const auto number = site.in_review("service_grant");
    Visitor anna(site, "anna");
    auto fields = json{{"proposal_outcome", "approved"}, {"amount", "100000.00"}, {"fund", std::to_string(site.fund.value())},
                       {"reasons", "Gles service."}, {"period_from", "2026-01-01"}, {"period_to", "2026-12-31"}};
    fields["conditions"] = {{{"kind", "visit"}, {"text", "Bild."}, {"due_on", "2026-05-01"}, {"blocks_payment", true}},
                            {{"kind", "wish"}, {"text", "Önskan."}, {"due_rule", "some_day"}}};
    const auto path = "/api/v1" + case_url(number) + "/actions";
    const auto propose = [&](const std::string& key) {
        return anna.api(path, {{"action", "propose"}, {"version", site.now(number).version}, {"fields", fields}}, key);
    };
    const auto [refused, problem] = propose("a");
    EXPECT_EQ(refused, 422);
    EXPECT_EQ(problem.at("problems").size(), 2u) << problem;
    fields["conditions"][1] = {{"kind", "report"}, {"text", "Rapport."}, {"due_rule", "period_end_1_month"}, {"owner", "officer"}};
    EXPECT_EQ(propose("b").first, 200);
    site.take("anna", number, "submit_for_decision");
    site.take("david", number, "approve");
    const auto [status, list] = anna.api("/api/v1/conditions?case=" + percent_encoded(number));
    EXPECT_EQ(status, 200);
    ASSERT_EQ(list.at("conditions").size(), 2u);
    const auto& first = list.at("conditions").at(0);
    EXPECT_EQ(first.at("text"), "Bild.");
    EXPECT_EQ(first.at("blocks_payment"), true);
    EXPECT_EQ(list.at("conditions").at(1).at("due_on"), "2027-01-31");
    const auto one = "/api/v1/conditions/" + std::to_string(first.at("id").get<int>());
    const auto [code, settled] = anna.api(one, {{"version", 1}, {"status", "met"}, {"note", "Bild har kommit."}}, "c");
    EXPECT_EQ(code, 200) << settled;
    EXPECT_EQ(settled.at("status"), "met");
    EXPECT_EQ(anna.api(one, {{"version", 1}, {"status", "met"}, {"note", "Bild har kommit."}}, "c").second, settled) << "once";
    EXPECT_EQ(anna.api(one, {{"version", 1}, {"status", "breached"}, {"note", "Nej."}}, "d").first, 409);
    EXPECT_EQ(anna.api("/api/v1/conditions?view=settled&limit=1").second.at("conditions").at(0), settled);
    EXPECT_EQ(anna.api("/api/v1/conditions?due_to=soon").first, 422);
}

// Plain lines, as programs sent them before there were rows.
TEST(ConditionApi, TakesPlainLinesAsBefore) {
    Site site;
    const auto number = site.in_review("service_grant");
    Visitor anna(site, "anna");
    const json fields{{"proposal_outcome", "approved"}, {"amount", "100000.00"}, {"fund", std::to_string(site.fund.value())},
                      {"reasons", "Gles service."}, {"conditions", "Redovisa bidraget.\nSkylt."}};
    const auto sent = anna.api("/api/v1" + case_url(number) + "/actions",
                               {{"action", "propose"}, {"version", site.now(number).version}, {"fields", fields}}, "a");
    EXPECT_EQ(sent.first, 200) << sent.second;
    site.take("anna", number, "submit_for_decision");
    site.take("david", number, "approve");
    EXPECT_EQ(anna.api("/api/v1/conditions").second.at("conditions").at(1).at("text"), "Skylt.");
}

}  // namespace bygd::testing_case_site
