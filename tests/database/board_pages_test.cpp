// The pages of the delegation order, the board and batches and their JSON, on the whole site as the server serves it: what
// each role sees, what is typed and refused, and that a repeated command counts once.
#include <gtest/gtest.h>

#include "people/delegation_actions.hpp"
#include "tests/database/site_cast.hpp"

namespace bygd {
namespace {

using namespace testing_site;

const Pairs row{{"person", ""},           {"title", "Enhetschef <b>"},      {"form", ""},
                {"kind", "grant"},        {"highest", "250 000"},           {"valid_from", "2026-11-24"},
                {"valid_to", ""},         {"reference", "Delegationsordning 2025-12-10 § 112"}};

Pairs with(Pairs fields, const std::string& name, const std::string& value) {
    for (auto& field : fields) {
        if (field.first == name) field.second = value;
    }
    return fields;
}

struct Office : Site {
    Office() {
        add("admin", Role::administrator);
        add("anna", Role::officer);
        add("cecilia", Role::decider);
        add("david", Role::decider);
        add("maria", Role::manager);
    }
    std::string id_of(const std::string& username) {
        return std::to_string(
            database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, username); })->user.id.value());
    }
};

TEST(DelegationPages, TheAdministratorAddsAndEndsARowAndEverybodyReadsIt) {
    Office site;
    Person admin(site, "admin"), anna(site, "anna");
    EXPECT_TRUE(has(admin.get("/admin/delegation"), "Ingen har delegation."));
    EXPECT_EQ(admin.get("/admin/delegation/new").status, 200);
    EXPECT_EQ(location(admin.post("/admin/delegation", row)), "303 /admin/delegation");
    EXPECT_EQ(location(admin.post("/admin/delegation", row)), "303 /admin/delegation");   // a double click
    auto shown = anna.get("/admin/delegation");
    EXPECT_TRUE(has(shown, "Enhetschef &lt;b&gt;"));
    EXPECT_FALSE(has(shown, "Enhetschef <b>"));
    EXPECT_TRUE(has(shown, "250\u00a0000\u00a0kr"));
    EXPECT_TRUE(has(shown, "Ingen beslutsfattare har titeln."));
    EXPECT_FALSE(has(shown, "/admin/delegation/new"));
    EXPECT_EQ(anna.get("/admin/delegation/new").status, 403);

    const auto [status, order] = anna.api("/api/v1/delegation");
    ASSERT_EQ(status, 200);
    ASSERT_EQ(order.at("rows").size(), 1u);
    const auto id = std::to_string(order["rows"][0]["id"].get<int>());
    admin.get("/admin/delegation/" + id);
    auto refused = admin.post("/admin/delegation/" + id + "/end", {{"version", "1"}, {"last_day", "2026-11-22"}});
    EXPECT_EQ(refused.status, 303) << "a row of today has not begun until today: it is taken back whole";
    shown = anna.get("/admin/delegation");
    EXPECT_TRUE(has(shown, "Togs tillbaka innan den gällde"));
    EXPECT_TRUE(has(shown, "Delegation avslutades"));
    EXPECT_TRUE(has(shown, "Ingen har delegation."));
}

TEST(DelegationPages, KeepWhatWasTypedBesideWhatIsWrong) {
    Office site;
    Person admin(site, "admin");
    admin.get("/admin/delegation/new");
    const auto refused =
        admin.post("/admin/delegation",
                   with(with(with(row, "person", site.id_of("david")), "highest", "12,345"), "valid_to", "2026-02-30"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "value=\"12,345\""));
    EXPECT_TRUE(has(refused, "Ange beloppet med högst två decimaler"));
    EXPECT_TRUE(has(refused, "Det datumet finns inte i kalendern."));
    EXPECT_TRUE(has(refused, "Välj en person eller skriv en titel, inte båda."));
    EXPECT_TRUE(has(refused, "href=\"#field-highest\""));
}

TEST(DelegationPages, AnAbsenceIsRecordedWithADeputyWhoIsThere) {
    Office site;
    Person david(site, "david"), cecilia(site, "cecilia"), anna(site, "anna");
    EXPECT_EQ(anna.get("/admin/absences/new").status, 403);
    EXPECT_EQ(david.get("/admin/absences/new").status, 200);
    const Pairs away{{"person", site.id_of("david")}, {"deputy", site.id_of("cecilia")}, {"from", "2026-11-24"},
                     {"to", "2026-12-01"},            {"note", ""}};
    EXPECT_EQ(david.post("/admin/absences", with(away, "deputy", site.id_of("david"))).status, 422);
    david.get("/admin/absences/new");
    EXPECT_EQ(location(david.post("/admin/absences", away)), "303 /admin/delegation");
    cecilia.get("/admin/absences/new");
    const auto refused = cecilia.post("/admin/absences", {{"person", site.id_of("cecilia")},
                                                          {"deputy", site.id_of("david")},
                                                          {"from", "2026-12-01"},
                                                          {"to", "2026-12-02"},
                                                          {"note", "Rest"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "Personen är ersättare för david från 2026-11-24 till 2026-12-01."));
    EXPECT_TRUE(has(refused, "value=\"Rest\""));
    const auto shown = cecilia.get("/admin/delegation");
    EXPECT_TRUE(has(shown, "2026-11-24 till 2026-12-01"));
    EXPECT_FALSE(has(shown, "Åter i tjänst")) << "another's absence is not hers to end";
    EXPECT_TRUE(has(david.get("/admin/delegation"), "Åter i tjänst"));
    EXPECT_EQ(location(david.post("/admin/absences/1/end", {{"version", "1"}})), "303 /admin/delegation");
    EXPECT_TRUE(has(david.get("/admin/delegation"), "Ingen är anmäld som frånvarande."));
}

TEST(BoardPages, AMeetingGoesFromPlannedToConfirmed) {
    Office site;
    Person maria(site, "maria"), anna(site, "anna"), admin(site, "admin");
    EXPECT_EQ(admin.get("/board").status, 404);
    EXPECT_TRUE(has(maria.get("/board"), "Inga sammanträden är planerade."));
    EXPECT_TRUE(has(maria.get("/board"), "value=\"Regionala utvecklingsnämnden\""));
    auto refused = maria.post("/board", {{"name", "Nämnden"}, {"held_on", "26 november"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "value=\"26 november\""));
    maria.get("/board");
    EXPECT_EQ(location(maria.post("/board", {{"name", "Nämnden"}, {"held_on", "2026-11-24"}})), "303 /board/1");
    maria.get("/board");
    EXPECT_EQ(maria.post("/board", {{"name", "Nämnden"}, {"held_on", "2026-11-24"}}).status, 422);

    EXPECT_FALSE(has(anna.get("/board/1"), "Stäng föredragningslistan</button>"));
    EXPECT_EQ(anna.post("/board/1/close", {{"version", "1"}}).status, 403);
    refused = anna.post("/board/1/items", {{"diary_number", "RUN 2026/0001"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "Det finns inget ärende med det diarienumret"));
    maria.get("/board/1");
    EXPECT_EQ(maria.post("/board/1/hold", {{"version", "1"}}).status, 409);
    EXPECT_EQ(location(maria.post("/board/1/close", {{"version", "1"}})), "303 /board/1");
    EXPECT_TRUE(has(maria.get("/board/1"), "Registrera som hållet"));
    EXPECT_EQ(location(maria.post("/board/1/hold", {{"version", "2"}})), "303 /board/1");
    maria.get("/board/1");
    refused = maria.post("/board/1/confirm", {{"version", "3"}, {"minutes", "Protokoll 7"}, {"report_paragraph", "x"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "value=\"Protokoll 7\""));
    maria.get("/board/1");
    EXPECT_EQ(location(maria.post("/board/1/confirm",
                                  {{"version", "3"}, {"minutes", "Protokoll 7"}, {"report_paragraph", "4"}})),
              "303 /board/1");
    const auto shown = anna.get("/board/1");
    EXPECT_TRUE(has(shown, "Protokollet justerat"));
    EXPECT_TRUE(has(shown, "Protokoll 7"));
    EXPECT_EQ(anna.get("/board/2").status, 404);
    EXPECT_EQ(anna.get("/reports/board-agenda?meeting=1").status, 200);
    EXPECT_EQ(anna.get("/reports/delegation-decisions.csv?meeting=1").status, 200);
    EXPECT_EQ(anna.get("/reports/delegation-decisions").status, 200);
    const auto [status, meeting] = anna.api("/api/v1/board/meetings/1");
    EXPECT_EQ(status, 200);
    EXPECT_EQ(meeting.at("state"), "confirmed");
    EXPECT_EQ(meeting.at("report_paragraph"), 4);
}

TEST(BatchPages, ShowWhatWaitsAndRefuseAnEmptyChoice) {
    Office site;
    Person cecilia(site, "cecilia"), admin(site, "admin");
    EXPECT_EQ(admin.get("/decisions").status, 404);
    EXPECT_TRUE(has(cecilia.get("/decisions"), "Inga ärenden väntar på beslut."));
    EXPECT_EQ(cecilia.post("/decisions", {{"do", "decide"}}).status, 422);
    cecilia.get("/decisions");
    EXPECT_EQ(cecilia.post("/decisions", {{"do", "decide"}, {"case", "RUN 2026/0001"}}).status, 422);
    EXPECT_TRUE(has(cecilia.get("/decisions?least=x"), "id=\"field-least-error\""));
    auto [status, batch] = cecilia.api("/api/v1/decisions/batch",
                                       {{"cases", {{{"case", "RUN 2026/0001"}, {"version", 1}}}}, {"reason", "Lika"}}, "k1");
    ASSERT_EQ(status, 200);
    EXPECT_EQ(batch.at("lines")[0].at("state"), "refused");
    EXPECT_EQ(batch.at("lines")[0].at("problems")[0].at("code"), "not_found");
    const auto again = cecilia.api("/api/v1/decisions/batch",
                                   {{"cases", {{{"case", "RUN 2026/0001"}, {"version", 1}}}}, {"reason", "Lika"}}, "k1");
    EXPECT_EQ(again.second.at("id"), batch.at("id"));
    EXPECT_TRUE(has(cecilia.get("/decisions/batches/" + std::to_string(batch["id"].get<int>())), "Inte beslutat"));
    EXPECT_EQ(cecilia.get("/decisions/batches/77").status, 404);
    EXPECT_EQ(cecilia.api("/api/v1/decisions").second.at("decisions"), json::array());
}

}  // namespace
}  // namespace bygd
