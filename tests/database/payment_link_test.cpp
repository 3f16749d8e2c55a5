// Links to Länsstyrelsen on the whole site with a real database: opened, changed and closed by officers alone, told in
// the diary of their case, listed by what is due, and met by two people at once (domain §6.1).
#include "payment_services/payment_link_actions.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/hash.hpp"
#include "cases/diary_store.hpp"
#include "http/dispatch.hpp"
#include "pages/site.hpp"
#include "payment_services/payment_link_store.hpp"
#include "people/api_token_actions.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd {
namespace {

using nlohmann::json;
using testing_house::HouseCast;
using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Desk : HouseCast {
    Router router;
    ServerHooks hooks = site_hooks(house);
    std::string number = register_application("investment_support");
    Id<Outlet> outlet = now(number).outlet.value();

    Desk() {
        add_person("rolf", Role::auditor);
        add_person("maria", Role::manager);
        add_person("karin", Role::administrator);
        add_site_routes(router, house, {});
    }
    static TypedLink typed() {
        return {{"kind", "referral_to"}, {"direction", "to_them"}, {"their_diary_number", "1234-2026"},
                {"their_contact_name", "Åsa <Nyman>"}, {"next_follow_up", "2026-03-20"}, {"note", "Vill bli ombud."}};
    }
    PaymentLink open(const std::string& of_case = "", TypedLink with = typed()) {
        return open_link(services(), people.at("anna"), {outlet, of_case, std::nullopt, std::move(with)});
    }
    PaymentLink change(const PaymentLink& link, const std::string& field, const std::string& value) {
        auto fields = typed_of(link);
        fields[field] = value;
        return change_link(services(), people.at("bo"), {link.id, link.version, std::nullopt, fields});
    }
    std::vector<DiaryEvent> diary() {
        return services().database.read([&](Transaction& tx) { return events_of(tx, now(number).id); });
    }
    std::string ids(LinkFilter filter, std::size_t most = 100) {
        filter.today = clock.today();
        std::string text;
        const auto lines = services().database.read([&](Transaction& tx) { return list_links(tx, filter, most); });
        for (const auto& line : lines) {
            text += std::to_string(line.link.id.value()) + " ";
        }
        return text;
    }
};

TEST(PaymentLinkActions, TheDiaryOfTheCaseTellsWhatWasOpenedChangedAndClosed) {
    Desk desk;
    const auto before = desk.diary().size();
    auto link = desk.change(desk.open(desk.number), "status", "waiting");
    EXPECT_EQ(link.version, 2);
    EXPECT_EQ(desk.change(link, "status", "waiting").version, 2);  // nothing is new: nothing is told
    link = close_link(desk.services(), desk.people.at("anna"), {link.id, 2, "  De tog över. "});
    const auto events = desk.diary();
    ASSERT_EQ(events.size(), before + 3);
    std::string told;
    for (std::size_t i = before; i < events.size(); ++i) {
        EXPECT_EQ(events[i].kind, "payment_service_link");
        const auto data = json::parse(events[i].data);
        told += events[i].actor_name + " " + data.at("link_change").get<std::string>() + " " +
                data.at("link_status").get<std::string>() + " " + events[i].text + "; ";
    }
    EXPECT_EQ(told, "anna opened open Vill bli ombud.; bo changed waiting ; anna closed closed De tog över.; ");
    EXPECT_EQ(desk.faults(), std::vector<std::string>{});
    EXPECT_EQ(refusal([&] { desk.change(link, "note", "mer"); }), "conflict payment_link.closed");
}

TEST(PaymentLinkActions, WithoutACaseNoDiaryIsWritten) {
    Desk desk;
    const auto before = desk.diary().size();
    desk.open();
    EXPECT_EQ(desk.diary().size(), before);
}

TEST(PaymentLinkActions, TheSecondOfTwoIsToldThatItHasChanged) {
    Desk desk;
    const auto link = desk.open();
    desk.change(link, "note", "Bo skrev först.");
    EXPECT_EQ(refusal([&] { desk.change(link, "note", "Anna skrev sedan."); }), "conflict payment_link.changed");
    const auto kept = desk.services().database.read([&](Transaction& tx) { return find_link(tx, link.id); });
    EXPECT_EQ(kept->note, "Bo skrev först.");
}

TEST(PaymentLinkActions, OnlyOfficersChangeAndOthersLearnNothing) {
    Desk desk;
    for (const auto& [who, expected] : std::map<std::string, std::string>{{"david", "forbidden case.officers_only"},
                                                                          {"eva", "forbidden case.officers_only"},
                                                                          {"rolf", "forbidden case.officers_only"},
                                                                          {"maria", "forbidden case.officers_only"},
                                                                          {"karin", "not_found not_found"}}) {
        const auto& actor = desk.people.at(who);
        EXPECT_EQ(refusal([&] { open_link(desk.services(), actor, {desk.outlet, "", std::nullopt, Desk::typed()}); }),
                  expected) << who;
    }
    EXPECT_EQ(desk.ids({.view = LinkView::all}), "");
}

TEST(PaymentLinkActions, EveryFaultIsToldAtOnce) {
    Desk desk;
    const auto elsewhere = desk.register_application("operating_support");
    auto typed = Desk::typed();
    typed["kind"] = "";
    typed["their_diary_number"] = "x";
    const auto told = refusal([&] { desk.open(elsewhere, typed); });
    EXPECT_EQ(told, "invalid case=payment_link.case_other_outlet kind=required "
                    "their_diary_number=payment_link.diary_number");
    EXPECT_EQ(refusal([&] { desk.open("RUN 2026/9999"); }), "invalid case=payment_link.case_unknown");
    EXPECT_EQ(refusal([&] {
        const OpenLink command{Id<Outlet>(999), "", desk.people.at("eva").id, Desk::typed()};
        open_link(desk.services(), desk.people.at("anna"), command);
    }), "invalid outlet=outlet.unknown our_contact=payment_link.contact_unknown");
}

TEST(PaymentLinkStore, ListsByWhatIsDueAndPagesWithoutLosingALine) {
    Desk desk;
    auto typed = Desk::typed();
    std::vector<PaymentLink> links;
    for (const auto* day : {"2026-03-20", "", "2026-03-05", "2026-03-05"}) {
        typed["next_follow_up"] = day;
        links.push_back(desk.open("", typed));
    }
    auto done = typed_of(links[3]);
    done["status"] = "done";
    done["outcome_note"] = "Klart.";
    change_link(desk.services(), desk.people.at("anna"), {links[3].id, 1, std::nullopt, done});
    const auto id = [&](std::size_t i) { return std::to_string(links[i].id.value()) + " "; };
    EXPECT_EQ(desk.ids({.view = LinkView::due}), "");
    desk.clock.set(parse_utc("2026-03-05T08:00:00.000000Z"));
    EXPECT_EQ(desk.ids({.view = LinkView::due}), id(2));
    EXPECT_EQ(desk.ids({.view = LinkView::under_way}), id(2) + id(0) + id(1));
    EXPECT_EQ(desk.ids({.view = LinkView::ended}), id(3));
    EXPECT_EQ(desk.ids({.view = LinkView::all, .status = LinkStatus::done}), id(3));
    EXPECT_EQ(desk.ids({.view = LinkView::all, .kind = LinkKind::information}), "");
    EXPECT_EQ(desk.ids({.view = LinkView::all, .text = "100%"}), "");
    for (const auto view : {LinkView::under_way, LinkView::all}) {
        LinkFilter filter{.view = view, .today = desk.clock.today()};
        std::string paged;
        for (int pages = 0; pages < 9; ++pages) {
            const auto lines =
                desk.services().database.read([&](Transaction& tx) { return list_links(tx, filter, 1); });
            if (lines.empty()) break;
            paged += std::to_string(lines[0].link.id.value()) + " ";
            filter.after = cursor_after(lines[0], view);
        }
        EXPECT_EQ(paged, desk.ids({.view = view}));
    }
    const auto counts =
        desk.services().database.read([&](Transaction& tx) { return count_links(tx, desk.clock.today()); });
    EXPECT_EQ(counts.due, 1);
    EXPECT_EQ(counts.under_way, 3);
    EXPECT_EQ(counts.ended, 1);
}

// One signed-in person, in a browser and with a token.
class Person {
public:
    Person(Desk& desk, const std::string& name) : desk_(desk) {
        const auto in = send("POST", "/sign-in", {{"Content-Type", "application/x-www-form-urlencoded"}},
                             "username=" + name + "&password=" + percent_encoded("en lång mening om Malung"));
        for (const auto& cookie : in.cookies) cookies_ += cookie.name + "=" + cookie.value + "; ";
        token_ = random_token();
        make_api_token(desk.server.database(), desk.clock, desk.people.at(name), {"prov", token_, 30, {}});
    }
    Response get(const std::string& target) {
        auto response = send("GET", target, {{"Cookie", cookies_}});
        page_ = response.body;
        return response;
    }
    Response post(const std::string& target, Pairs fields) {
        fields.insert(fields.end(), {{"csrf", hidden("csrf")}, {"form_key", hidden("form_key")}});
        std::string body;
        for (const auto& [name, value] : fields) body += percent_encoded(name) + "=" + percent_encoded(value) + "&";
        body.pop_back();
        const Pairs headers{{"Cookie", cookies_}, {"Content-Type", "application/x-www-form-urlencoded"}};
        return send("POST", target, headers, body);
    }
    std::pair<int, json> api(const std::string& method, const std::string& target, const json& body = nullptr,
                             const std::string& key = "") {
        Pairs headers{{"Authorization", "Bearer " + token_}};
        if (!key.empty()) {
            headers.insert(headers.end(), {{"Idempotency-Key", key}, {"Content-Type", "application/json"}});
        }
        const auto response = send(method, target, headers, body.is_null() ? "" : body.dump());
        return {response.status, json::parse(response.body)};
    }
    std::string hidden(const std::string& name) const {
        const auto mark = "name=\"" + name + "\" value=\"";
        const auto at = page_.find(mark, page_.find("<main"));
        if (at == std::string::npos) return "";
        return page_.substr(at + mark.size(), page_.find('"', at + mark.size()) - at - mark.size());
    }

private:
    Response send(std::string method, std::string target, Pairs headers, std::string body = {}) {
        Request request(
            {std::move(method), std::move(target), std::move(headers), std::move(body), "10.0.0.1", "r", false});
        return dispatch(desk_.router, desk_.hooks, request, std::nullopt);
    }
    Desk& desk_;
    std::string cookies_, token_, page_;
};

std::string location(const Response& response) {
    const auto* found = response.find_header("Location");
    return std::to_string(response.status) + " " + (found ? *found : "-");
}
bool has(const Response& response, std::string_view text) { return response.body.find(text) != std::string::npos; }

Pairs fields_of(const TypedLink& typed) { return {typed.begin(), typed.end()}; }

TEST(PaymentLinkPages, FromTheCaseToTheListAndBack) {
    Desk desk;
    Person anna(desk, "anna");
    const auto outlet = std::to_string(desk.outlet.value());
    EXPECT_TRUE(has(anna.get(case_url(desk.number)), "Inga kopplingar till Länsstyrelsen än."));
    EXPECT_TRUE(has(anna.get("/payment-services"), "Inget att visa."));
    const auto blank = anna.get("/payment-services/new?outlet=" + outlet + "&case=" + percent_encoded(desk.number));
    EXPECT_TRUE(has(blank, "value=\"" + desk.number + "\" selected"));
    auto fields = fields_of(Desk::typed());
    fields.insert(fields.end(), {{"outlet", outlet}, {"case", desk.number}});
    auto wrong = fields;
    for (auto& [name, value] : wrong) {
        if (name == "next_follow_up") value = "2026-03-01";
    }
    const auto refused = anna.post("/payment-services/new", wrong);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "Nästa uppföljning kan inte vara före i dag, 2026-03-02."));
    EXPECT_TRUE(has(refused, "value=\"Åsa &lt;Nyman&gt;\""));
    anna.get("/payment-services/new");
    const auto made = location(anna.post("/payment-services/new", fields));
    EXPECT_EQ(made.substr(0, 22), "303 /payment-services/");
    EXPECT_EQ(location(anna.post("/payment-services/new", fields)), made);  // a double click
    EXPECT_EQ(desk.ids({.view = LinkView::all}).find(' '), desk.ids({.view = LinkView::all}).size() - 1);
    const auto url = made.substr(4);
    EXPECT_TRUE(has(anna.get("/payment-services"), "href=\"" + url + "\""));
    EXPECT_TRUE(has(anna.get(url), "Hänvisning till Länsstyrelsen: Lima Lanthandel"));
    const auto shown = anna.get(case_url(desk.number));
    EXPECT_TRUE(has(shown, "href=\"" + url + "\""));
    EXPECT_TRUE(has(shown, "Länsstyrelsens dnr 1234-2026"));
    EXPECT_EQ(anna.get("/payment-services/999").status, 404);
    EXPECT_EQ(anna.get("/payment-services/x").status, 404);
}

TEST(PaymentLinkPages, WhoeverIsOvertakenLosesNoText) {
    Desk desk;
    const auto link = desk.open();
    const auto url = "/payment-services/" + std::to_string(link.id.value());
    Person anna(desk, "anna");
    anna.get(url);
    desk.change(link, "note", "Bo skrev först.");
    auto fields = fields_of(typed_of(link));
    for (auto& [name, value] : fields) {
        if (name == "note") value = "Anna skrev sedan.";
    }
    fields.emplace_back("version", "1");
    const auto overtaken = anna.post(url, fields);
    EXPECT_EQ(overtaken.status, 409);
    EXPECT_TRUE(has(overtaken, "Kopplingen har ändrats sedan du öppnade den."));
    EXPECT_TRUE(has(overtaken, "Anna skrev sedan."));
    EXPECT_TRUE(has(overtaken, "name=\"version\" value=\"2\""));
    anna.get(url);
    EXPECT_EQ(anna.post(url + "/closure", {{"version", "2"}, {"outcome_note", " "}}).status, 422);
    anna.get(url);
    EXPECT_EQ(location(anna.post(url + "/closure", {{"version", "2"}, {"outcome_note", "Klart"}})), "303 " + url);
    EXPECT_FALSE(has(anna.get(url), "action=\"" + url + "\""));
}

TEST(PaymentLinkPages, OthersReadOrFindNothing) {
    Desk desk;
    const auto url = "/payment-services/" + std::to_string(desk.open().id.value());
    Person rolf(desk, "rolf"), karin(desk, "karin");
    EXPECT_EQ(rolf.get("/payment-services").status, 200);
    EXPECT_FALSE(has(rolf.get("/payment-services"), "Öppna en koppling"));
    EXPECT_EQ(rolf.get("/payment-services/new").status, 403);
    const auto read = rolf.get(url);
    EXPECT_TRUE(has(read, "Vill bli ombud."));
    EXPECT_FALSE(has(read, "action=\"" + url));
    EXPECT_EQ(karin.get("/payment-services").status, 404);
    EXPECT_EQ(karin.get(url).status, 404);
}

TEST(PaymentLinkApi, DoesWhatThePagesDo) {
    Desk desk;
    Person anna(desk, "anna"), eva(desk, "eva");
    const std::string all = "/api/v1/payment-service-links";
    json body{{"outlet_id", desk.outlet.value()}, {"case", desk.number}, {"kind", "joint_agent"}, {"direction", "both"},
              {"services", {"cash_withdrawal"}}, {"next_follow_up", "2026-03-20"}};
    const auto [status, made] = anna.api("POST", all, body, "k1");
    ASSERT_EQ(status, 201) << made;
    EXPECT_EQ(made.at("case"), desk.number);
    EXPECT_EQ(made.at("our_contact"), "anna");
    EXPECT_EQ(anna.api("POST", all, body, "k1").second.at("id"), made.at("id"));  // the first answer again
    const auto one = all + "/" + std::to_string(made.at("id").get<int>());
    const auto [changed_status, changed] = anna.api("PATCH", one, {{"version", 1}, {"status", "waiting"}}, "k2");
    EXPECT_EQ(changed_status, 200) << changed;
    EXPECT_EQ(changed.at("services"), json::array({"cash_withdrawal"}));
    EXPECT_EQ(changed.at("version"), 2);
    const auto [stale, problem] = anna.api("PATCH", one, {{"version", 1}, {"status", "open"}}, "k3");
    EXPECT_EQ(stale, 409);
    EXPECT_EQ(problem.at("code"), "payment_link.changed");
    body["kind"] = "gossip";
    body["their_contact_email"] = "x";
    const auto [invalid, told] = anna.api("POST", all, body, "k4");
    EXPECT_EQ(invalid, 422);
    EXPECT_EQ(told.at("problems").size(), 2u) << told;
    EXPECT_EQ(eva.api("POST", all, body, "k5").first, 403);
    EXPECT_EQ(eva.api("GET", one).second, changed);
    EXPECT_EQ(anna.api("GET", all + "?case=" + percent_encoded(desk.number)).second.at("links").size(), 1u);
    EXPECT_EQ(anna.api("GET", all + "?view=ended").second.at("links").size(), 0u);
    const json closure{{"version", 2}, {"outcome_note", "Klart."}};
    const auto [closed_status, closed] = anna.api("POST", one + "/closure", closure, "k6");
    EXPECT_EQ(closed_status, 200);
    EXPECT_EQ(closed.at("status"), "closed");
    EXPECT_EQ(anna.api("GET", all + "/999").first, 404);
}

}  // namespace
}  // namespace bygd
