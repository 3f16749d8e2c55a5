// Tasks, marks and the clock in the browser and by token.
#include <gtest/gtest.h>

#include "jobs/job_run_actions.hpp"
#include "cases/task_actions.hpp"
#include "tests/database/case_site.hpp"

namespace bygd::testing_case_site {

TEST(TaskPages, ShowWhatIsMineAndLetItBeDone) {
    CaseSite site;
    const auto number = site.register_application("service_grant");
    const auto other = site.register_application("service_grant");
    site.take("anna", number, "assign");
    site.take("bo", other, "assign");
    Visitor anna(site, "anna");
    const auto start = anna.get("/");
    EXPECT_TRUE(has(start, "Skicka mottagningsbrev"));
    EXPECT_TRUE(has(start, "0 sena, 1 den här veckan"));
    const auto mine = anna.get("/tasks");
    EXPECT_EQ(mine.status, 200);
    EXPECT_TRUE(has(mine, number));
    EXPECT_FALSE(has(mine, other)) << "bo has that one";
    EXPECT_TRUE(has(mine, "om 3 dagar"));
    EXPECT_TRUE(has(anna.get("/tasks?who=all&timer=receipt_letter"), other));
    EXPECT_FALSE(has(anna.get("/tasks?who=all&view=late"), other));
    site.clock.set(parse_utc("2026-03-09T08:00:00.000000Z"));
    Visitor later(site, "anna");
    EXPECT_TRUE(has(later.get("/tasks?view=late"), "4 dagar sen"));

    const auto page = later.get("/tasks/1");
    EXPECT_TRUE(has(page, "Bekräfta att ansökan har kommit in"));
    EXPECT_TRUE(has(page, "8 och 9 §§ 2017:900"));
    const auto empty = later.post("/tasks/1/done", "finish-task", {{"version", "2"}, {"note", ""}});
    EXPECT_EQ(empty.status, 422);
    EXPECT_TRUE(has(empty, "aria-invalid"));
    later.get("/tasks/1");
    const auto stale = later.post("/tasks/1/done", "finish-task", {{"version", "1"}, {"note", "Ringde i stället."}});
    EXPECT_EQ(stale.status, 409);
    EXPECT_TRUE(has(stale, "Ringde i stället.")) << "what was typed is kept";
    later.get("/tasks/1");
    EXPECT_EQ(location(later.post("/tasks/1/done", "finish-task", {{"version", "2"}, {"note", "Ringde i stället."}})),
              "303 /tasks");
    EXPECT_TRUE(has(later.get("/tasks?view=done"), "Ringde i stället."));
    EXPECT_TRUE(has(later.get(case_url(number)), "Uppgift klar"));
    EXPECT_EQ(later.get("/tasks/4711").status, 404);
    EXPECT_EQ(later.get("/tasks/x").status, 404);
}

TEST(TaskPages, AreNothingForAnAdministratorAndReadingForAnAuditor) {
    CaseSite site;
    site.register_application("service_grant");
    site.add_person("adam", Role::administrator);
    site.add_person("rut", Role::auditor);
    Visitor adam(site, "adam"), rut(site, "rut");
    EXPECT_EQ(adam.get("/tasks").status, 404);
    EXPECT_EQ(adam.get("/tasks/1").status, 404);
    EXPECT_EQ(adam.api("/api/v1/tasks").first, 404);
    EXPECT_TRUE(has(rut.get("/tasks"), "Skicka mottagningsbrev"));
    EXPECT_FALSE(has(rut.get("/tasks/1"), "name=\"note\""));
    EXPECT_EQ(rut.api("/api/v1/tasks/1/done", {{"version", 1}, {"note", "x"}}, "a").first, 403);
}

TEST(CaseClockPages, ShowTheClockAndTakeMarks) {
    CaseSite site;
    const auto number = site.register_application("service_grant");
    site.take("anna", number, "assign");
    Visitor anna(site, "anna");
    const auto url = case_url(number);
    EXPECT_TRUE(has(anna.get(url), "Inte antecknat som komplett än."));
    const auto version = [&] { return std::to_string(site.now(number).version); };
    const auto mark = [&](const std::string& what, const std::string& on, const std::string& note = "") {
        anna.get(url);
        return anna.post(url + "/marks", "mark", {{"version", version()}, {"mark", what}, {"marked_on", on}, {"mark_note", note}});
    };
    const auto early = mark("decision_demanded", "2026-03-02", "Brev");
    EXPECT_EQ(early.status, 422);
    EXPECT_TRUE(has(early, "Beslut kan begäras från 2026-09-02"));
    EXPECT_TRUE(has(early, "value=\"Brev\"")) << "what was typed is kept";
    EXPECT_EQ(location(mark("complete", "2026-03-02")), "303 " + url + "#clock");
    const auto marked = anna.get(url);
    EXPECT_FALSE(has(marked, "Inte antecknat som komplett än."));
    EXPECT_TRUE(has(marked, "Ansökan är komplett"));
    EXPECT_EQ(mark("back:complete", "").status, 422) << "why is asked for";
    mark("back:complete", "", "Bilaga saknas.");
    EXPECT_TRUE(has(anna.get(url), "Inte antecknat som komplett än."));

    site.clock.set(parse_utc("2026-09-02T08:00:00.000000Z"));
    Visitor late(site, "anna");
    EXPECT_TRUE(has(late.get(url), "Ja, sedan 2026-09-02"));
    EXPECT_TRUE(has(late.get("/cases?age=6"), number));
    EXPECT_TRUE(has(late.get("/cases"), "6 månader"));
    site.clock.set(parse_utc("2026-09-01T08:00:00.000000Z"));
    EXPECT_FALSE(has(late.get("/cases?age=6"), number));
    EXPECT_TRUE(has(late.get("/cases?age=5"), number));
}

TEST(TaskApi, SaysTheSame) {
    CaseSite site;
    const auto number = site.register_application("service_grant");
    site.take("anna", number, "assign");
    Visitor anna(site, "anna");
    const auto [status, list] = anna.api("/api/v1/tasks?who=mine&limit=1");
    EXPECT_EQ(status, 200);
    ASSERT_EQ(list.at("tasks").size(), 1u);
    const auto& first = list.at("tasks").at(0);
    EXPECT_EQ(first.at("timer"), "receipt_letter");
    EXPECT_EQ(first.at("case"), number);
    EXPECT_EQ(first.at("due_on"), "2026-03-05");
    EXPECT_EQ(first.at("time"), "soon");
    const auto second = anna.api("/api/v1/tasks?who=mine&limit=1&after=" + list.at("next").get<std::string>()).second;
    EXPECT_EQ(second.at("tasks").at(0).at("timer"), "completeness_check");
    EXPECT_TRUE(second.at("next").is_null());
    EXPECT_EQ(anna.api("/api/v1/tasks?case=" + percent_encoded(number)).second.at("tasks").size(), 2u);

    const auto task = "/api/v1/tasks/" + std::to_string(first.at("id").get<int>());
    const json done{{"version", first.at("version")}, {"note", "Skickat med posten."}};
    EXPECT_EQ(anna.api(task + "/done", {{"version", first.at("version")}}, "a").first, 422);
    EXPECT_EQ(anna.api(task + "/done", done, "b").second.at("state"), "done");
    EXPECT_EQ(anna.api(task + "/done", done, "b").second.at("state"), "done") << "the same key, the same answer";
    EXPECT_EQ(anna.api(task + "/done", done, "c").first, 409);

    const auto clock = "/api/v1" + case_url(number) + "/clock", marks = "/api/v1" + case_url(number) + "/marks";
    EXPECT_EQ(anna.api(clock).second.at("demand_from"), "2026-09-02");
    const json complete{{"version", site.now(number).version}, {"mark", "complete"}, {"marked_on", "2026-03-02"}};
    const auto [made, answer] = anna.api(marks, complete, "d");
    EXPECT_EQ(made, 201);
    EXPECT_EQ(answer.at("complete").at("full_on"), "2026-09-02");
    EXPECT_EQ(anna.api(marks, complete, "e").first, 409) << "the case has a newer version";
    const json back{{"version", answer.at("version")}, {"mark", "complete"}, {"take_back", true}, {"mark_note", "Fel."}};
    EXPECT_EQ(anna.api(marks, back, "f").first, 201);
    EXPECT_TRUE(anna.api(clock).second.at("complete").is_null());
}

}  // namespace bygd::testing_case_site
