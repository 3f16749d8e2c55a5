// The pages of this room and the hooks, from a request to its answer, as a browser and a program meet them: sign-in,
// csrf, once-keys, forms that outlive a session, and pages that are not there for others (trust.md §2 rows 14, 16, 19,
// 31-38, 42). No socket: dispatch() is what the server calls.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "http/dispatch.hpp"
#include "http/idempotency_store.hpp"
#include "http/problem_json.hpp"
#include "http/session.hpp"
#include "http/session_actions.hpp"
#include "people/api_token_actions.hpp"
#include "people/people_pages.hpp"
#include "tests/database/people_cast.hpp"
#include "web/page.hpp"

namespace bygd {
namespace {

using testing_people::Cast;
using testing_people::password;

// The rooms above people are not there: whoever asks for one of them in these tests has a fault.
template <typename Absent>
const Absent& absent() {
    alignas(16) static char nothing[16];
    return reinterpret_cast<const Absent&>(nothing);
}

struct House : Cast {
    Languages languages = Languages::load(std::string(BYGD_SOURCE_DIR) + "/backend/web");
    Templates templates{std::string(BYGD_SOURCE_DIR) + "/backend", languages};
    Services services{clock,
                      database,
                      absent<Region>(),
                      languages,
                      templates,
                      absent<WorkflowSet>(),
                      absent<Guards>(),
                      absent<Effects>(),
                      absent<Parameters>(),
                      absent<FormSet>(),
                      absent<LetterMaker>(),
                      absent<DeMinimisLaw>(),
                      absent<Timers>(),
                      absent<DocumentRoom>(),
                      absent<LetterTexts>()};
    Router router;
    ServerHooks hooks;
    int notes = 0;               // effects of POST /notes
    std::string noted;

    House() {
        add_people_routes(router, services, {.demo_accounts = {{"anna.berg", "visas i demon", "officer"}}});
        router.get("/", [this](Request& request) {
            View view;
            return page(services, request, "web/accessibility", view, {.title = "Start"});
        });
        router.post("/notes", [this](Request& request) { return note(request); });
        router.post("/api/v1/notes", [this](Request& request) { return note(request); });
        hooks.render_error = [this](Request& request, const Error& error) {
            return request.is_api() ? problem_json(error, languages.en, request.request_id())
                                    : error_page(services, request, error);
        };
        add_people_hooks(hooks, services);
    }

    // A command with an effect: writes the title of the actor, and answers 303 or JSON.
    Response note(Request& request) {
        const auto text = request.is_api() ? request.json().at("text").get<std::string>() : request.form().text("text");
        if (text.empty()) require_none({{"text", "required"}});
        database.transact(request.actor(), [&](Transaction& tx) {
            auto user = find_user(tx, request.actor().id).value();
            user.title = text;
            user.version = find_user(tx, user.id)->version;
            update_user(tx, user);
        });
        ++notes;
        noted = text;
        if (request.is_api()) return json_response({{"number", notes}}, 201);
        return see_other("/notes/" + std::to_string(notes));
    }
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string urlencoded(const Pairs& fields) {
    std::string text;
    for (const auto& [name, value] : fields) {
        text += (text.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
    }
    return text;
}

class Browser {
public:
    explicit Browser(House& house, std::string address = "10.0.0.1") : house_(house), address_(std::move(address)) {}

    Response send(std::string method, std::string target, Pairs headers = {}, std::string body = {}) {
        std::string cookies;
        for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
        if (!cookies.empty()) headers.emplace_back("Cookie", cookies);
        Request request(
            {std::move(method), std::move(target), std::move(headers), std::move(body), address_, "request-1", false});
        auto response = dispatch(house_.router, house_.hooks, request, std::nullopt);
        for (const auto& cookie : response.cookies) {
            if (cookie.max_age == std::chrono::seconds{0}) cookies_.erase(cookie.name);
            else cookies_[cookie.name] = cookie.value;
        }
        return response;
    }
    Response get(std::string target) {
        auto response = send("GET", std::move(target));
        last_page_ = response.body;
        return response;
    }
    // Posts `fields` with the csrf token and the form key of the page last got.
    Response post(std::string target, Pairs fields) {
        fields.emplace_back("csrf", hidden("csrf"));
        fields.emplace_back("form_key", hidden("form_key"));
        return post_as_it_is(std::move(target), fields);
    }
    Response post_as_it_is(std::string target, const Pairs& fields) {
        return send("POST", std::move(target), {{"Content-Type", "application/x-www-form-urlencoded"}},
                    urlencoded(fields));
    }
    Response sign_in(const std::string& username, const std::string& typed = password, const std::string& next = "") {
        return post_as_it_is("/sign-in", {{"username", username}, {"password", typed}, {"next", next}});
    }
    std::string hidden(const std::string& name) const {
        const auto mark = "name=\"" + name + "\" value=\"";
        const auto at = last_page_.rfind(mark);
        if (at == std::string::npos) return "";
        const auto from = at + mark.size();
        return last_page_.substr(from, last_page_.find('"', from) - from);
    }
    const std::string& last_page() const { return last_page_; }
    std::map<std::string, std::string>& cookies() { return cookies_; }
    std::string session() const { return cookies_.count("bygdestod") ? cookies_.at("bygdestod") : ""; }

private:
    House& house_;
    std::string address_;
    std::map<std::string, std::string> cookies_;
    std::string last_page_;
};

std::string location(const Response& response) {
    const auto* found = response.find_header("Location");
    return std::to_string(response.status) + " " + (found ? *found : "-");
}

bool has(const Response& response, std::string_view text) { return response.body.find(text) != std::string::npos; }

TEST(SignInPage, is_where_everybody_without_a_session_is_sent_and_comes_back_from) {
    House house;
    Browser browser(house);
    EXPECT_EQ(location(browser.get("/account?tab=tokens")), "303 /sign-in?next=%2Faccount%3Ftab%3Dtokens");
    EXPECT_EQ(location(browser.get("/")), "303 /sign-in");
    const auto shown = browser.get("/sign-in?next=%2Faccount%3Ftab%3Dtokens");
    EXPECT_EQ(shown.status, 200);
    EXPECT_TRUE(has(shown, "value=\"/account?tab=tokens\""));
    EXPECT_TRUE(has(shown, "visas i demon"));
    EXPECT_EQ(location(browser.sign_in("anna.berg", password, "/account?tab=tokens")), "303 /account?tab=tokens");
    EXPECT_TRUE(token_shaped(browser.session()));
    EXPECT_EQ(browser.get("/account").status, 200);
    EXPECT_EQ(location(browser.get("/sign-in")), "303 /");
}

TEST(SignInPage, keeps_the_name_typed_and_never_the_password) {
    House house;
    Browser browser(house);
    const auto refused = browser.sign_in("anna.berg", "fel <script>");
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(has(refused, "Användarnamnet eller lösenordet stämmer inte."));
    EXPECT_TRUE(has(refused, "value=\"anna.berg\""));
    EXPECT_FALSE(has(refused, "fel <script>") || has(refused, "fel &lt;script"));
    EXPECT_EQ(browser.session(), "");
    for (int i = 1; i < limits::sign_in_failures; ++i) browser.sign_in("anna.berg", "fel");
    const auto held = browser.sign_in("anna.berg");
    EXPECT_EQ(held.status, 429);
    EXPECT_TRUE(has(held, "Vänta 5 min"));
    ASSERT_TRUE(held.find_header("Retry-After"));
    EXPECT_EQ(location(Browser(house, "10.0.0.2").sign_in("anna.berg")), "303 /");
}

TEST(SignInPage, sends_nobody_to_another_site) {
    House house;
    for (const auto* evil : {"//evil.example", "https://evil.example", "/\\evil.example", "/%2fevil.example",
                             "javascript:alert(1)", "/\r\nSet-Cookie: a=b"}) {
        Browser browser(house);
        EXPECT_EQ(location(browser.sign_in("anna.berg", password, evil)), "303 /") << evil;
        browser.cookies().clear();
        browser.get("/sign-in?next=" + percent_encoded(evil));
        EXPECT_EQ(browser.hidden("next"), "/") << evil;
    }
}

TEST(SignOutPage, ends_the_session_so_that_the_back_button_shows_nothing) {
    House house;
    Browser browser(house);
    browser.sign_in("anna.berg");
    browser.get("/account");
    const auto token = browser.session();
    EXPECT_EQ(location(browser.post("/sign-out", {})), "303 /sign-in");
    EXPECT_EQ(browser.session(), "");
    browser.cookies()["bygdestod"] = token;
    EXPECT_EQ(location(browser.get("/account")), "303 /sign-in?next=%2Faccount");
}

TEST(Csrf, a_post_without_the_sessions_own_token_has_no_effect) {
    House house;
    Browser browser(house), other(house);
    browser.sign_in("anna.berg");
    browser.get("/account");
    other.sign_in("anna.berg");
    other.get("/account");
    ASSERT_NE(browser.hidden("csrf"), other.hidden("csrf"));
    for (const auto& token : {std::string(), std::string("x"), other.hidden("csrf")}) {
        EXPECT_EQ(browser.post_as_it_is("/notes", {{"text", "x"}, {"csrf", token}, {"form_key", "k"}}).status, 403);
    }
    EXPECT_EQ(browser.send("POST", "/notes", {{"Content-Type", "text/plain"}}, "text=x").status / 100, 4);
    EXPECT_EQ(house.notes, 0);
    EXPECT_EQ(location(browser.post("/notes", {{"text", "nu"}})), "303 /notes/1");
}

TEST(OncePages, a_double_click_has_one_effect_and_the_same_answer) {
    House house;
    Browser browser(house);
    browser.sign_in("anna.berg");
    browser.get("/account");
    EXPECT_EQ(location(browser.post("/notes", {{"text", "en gång"}})), "303 /notes/1");
    EXPECT_EQ(location(browser.post("/notes", {{"text", "en gång"}})), "303 /notes/1");
    EXPECT_EQ(house.notes, 1);
    EXPECT_EQ(browser.post("/notes", {{"text", "något annat"}}).status, 422);
    EXPECT_EQ(house.notes, 1);
    EXPECT_EQ(browser.post_as_it_is("/notes", {{"text", "utan nyckel"}, {"csrf", browser.hidden("csrf")}}).status, 400);
    EXPECT_EQ(house.notes, 1);
}

TEST(OncePages, a_form_that_was_refused_may_be_mended_under_the_same_key) {
    House house;
    Browser browser(house);
    browser.sign_in("anna.berg");
    browser.get("/account");
    EXPECT_EQ(browser.post("/notes", {{"text", ""}}).status, 422);
    EXPECT_EQ(location(browser.post("/notes", {{"text", "nu så"}})), "303 /notes/1");
}

TEST(OncePages, twelve_clicks_at_once_have_one_effect_and_one_answer) {
    House house;
    Browser browser(house);
    browser.sign_in("anna.berg");
    browser.get("/account");
    std::vector<std::string> answers(12);
    std::vector<std::thread> threads;
    for (auto& answer : answers) {
        threads.emplace_back([&answer, browser]() mutable {
            answer = location(browser.post("/notes", {{"text", "nu"}}));
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(house.notes, 1);
    for (const auto& answer : answers) EXPECT_EQ(answer, "303 /notes/1");
}

TEST(ParkedFormPage, what_was_typed_survives_a_session_that_ran_out) {
    House house;
    Browser browser(house);
    browser.sign_in("anna.berg");
    browser.get("/account");
    house.clock.advance(limits::session_idle);
    const std::string typed = "Långt resonemang om <b>Sälen</b> & \"Åsens\" =1+1\n\nAndra stycket.";
    const auto sent = browser.post("/notes", {{"text", typed}, {"new_password", "hemligt"}});
    EXPECT_EQ(house.notes, 0);
    const auto to = location(sent);
    ASSERT_TRUE(to.starts_with("303 /sign-in?next=%2Fresume%2F")) << to;
    const auto resume = "/resume/" + to.substr(to.rfind("%2F") + 3);

    EXPECT_TRUE(has(browser.get("/sign-in?next=" + percent_encoded(resume)), "så får du tillbaka det du hade skrivit"));
    Browser karin(house);
    karin.sign_in("karin.admin");
    EXPECT_EQ(karin.get(resume).status, 404);

    EXPECT_EQ(location(browser.sign_in("anna.berg", password, resume)), "303 " + resume);
    const auto shown = browser.get(resume);
    EXPECT_EQ(shown.status, 200);
    EXPECT_TRUE(has(shown, "om &lt;b&gt;Sälen&lt;/b&gt; &amp; &quot;Åsens&quot; =1+1\n\nAndra stycket.</p>"));
    EXPECT_TRUE(has(shown, "=1+1\n\nAndra stycket.\">"));
    EXPECT_TRUE(has(shown, "action=\"/notes\""));
    EXPECT_FALSE(has(shown, "hemligt"));
    EXPECT_EQ(location(browser.post("/notes", {{"text", typed}})), "303 /notes/1");
    EXPECT_EQ(house.noted, typed);
}

TEST(ParkedFormPage, nothing_is_kept_of_a_signed_out_session_or_without_its_csrf_token) {
    House house;
    Browser browser(house);
    browser.sign_in("anna.berg");
    browser.get("/account");
    const auto token = browser.session();
    house.clock.advance(limits::session_idle);
    EXPECT_EQ(location(browser.post_as_it_is("/notes", {{"text", "utifrån"}, {"csrf", "x"}})), "303 /sign-in");
    browser.cookies()["bygdestod"] = std::string(43, 'x');
    EXPECT_EQ(location(browser.post("/notes", {{"text", "okänd"}})), "303 /sign-in");

    browser.sign_in("anna.berg");
    browser.get("/account");
    const auto gone = browser.session();
    browser.post("/account/sessions/end", {});
    browser.cookies()["bygdestod"] = gone;
    EXPECT_EQ(location(browser.post("/notes", {{"text", "utloggad"}})), "303 /sign-in");
    EXPECT_EQ(house.database.look_up([](Transaction& tx) { return tx.number("SELECT COUNT(*) FROM parked_form"); }), 0);
}

TEST(TemporaryPassword, opens_nothing_but_the_page_where_it_is_changed) {
    House house;
    reset_password(house.database, house.clock, actor_of(house.admin), house.anna.id, "tillfälligt ord 77");
    Browser browser(house);
    EXPECT_EQ(location(browser.sign_in("anna.berg", "tillfälligt ord 77", "/notes")), "303 /account");
    EXPECT_EQ(location(browser.get("/")), "303 /account");
    const auto shown = browser.get("/account");
    EXPECT_TRUE(has(shown, "Du har ett tillfälligt lösenord"));
    EXPECT_FALSE(has(shown, "/account/tokens/new"));
    EXPECT_EQ(location(browser.post("/notes", {{"text", "smyg"}})), "303 /account");
    EXPECT_EQ(house.notes, 0);
    const auto refused = browser.post("/account/password", {{"current_password", "fel"}, {"new_password", "x"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(location(browser.post("/account/password", {{"current_password", "tillfälligt ord 77"},
                                                          {"new_password", "mitt eget ord 88"},
                                                          {"repeated_password", "mitt eget ord 88"}})),
              "303 /account");
    EXPECT_EQ(browser.get("/").status, 200);
}

TEST(AccountPage, shows_sessions_and_makes_and_revokes_tokens) {
    House house;
    Browser browser(house);
    browser.sign_in("anna.berg");
    EXPECT_TRUE(has(browser.get("/account"), "Anna Berg"));
    const auto form = browser.get("/account/tokens/new");
    const auto token = browser.hidden("token");
    ASSERT_TRUE(token_shaped(token));
    EXPECT_FALSE(bearer_of(house.database, house.clock, token));
    EXPECT_EQ(browser.post("/account/tokens", {{"token", token}, {"name", ""}, {"days", "900"}}).status, 422);
    EXPECT_EQ(location(browser.post("/account/tokens", {{"token", token}, {"name", "<Utdata>"}, {"days", "30"}})),
              "303 /account");
    EXPECT_TRUE(bearer_of(house.database, house.clock, token));
    const auto listed = browser.get("/account");
    EXPECT_TRUE(has(listed, "&lt;Utdata&gt;"));
    EXPECT_FALSE(has(listed, token));
    EXPECT_EQ(browser.post("/account/tokens/999/revocation", {}).status, 404);
    EXPECT_EQ(browser.post("/account/tokens/x/revocation", {}).status, 404);
    EXPECT_EQ(location(browser.post("/account/tokens/1/revocation", {})), "303 /account");
    EXPECT_FALSE(bearer_of(house.database, house.clock, token));
}

TEST(UserPages, are_there_for_administrators_read_by_auditors_and_not_there_for_others) {
    House house;
    house.add("rev.isor", "Rev Isor", {Role::auditor});
    const auto anna = "/admin/users/" + std::to_string(house.anna.id.value());
    Browser officer(house), auditor(house), admin(house), nobody(house);
    officer.sign_in("anna.berg");
    auditor.sign_in("rev.isor");
    admin.sign_in("karin.admin");
    for (const auto& path : {std::string("/admin/users"), anna, std::string("/admin/users/new")}) {
        EXPECT_EQ(officer.get(path).status, 404) << path;
        EXPECT_EQ(nobody.get(path).status, 303) << path;
        EXPECT_EQ(admin.get(path).status, 200) << path;
        EXPECT_EQ(auditor.get(path).status, path == "/admin/users/new" ? 404 : 200) << path;
    }
    EXPECT_FALSE(has(auditor.get(anna), "action=\"" + anna + "\""));
    EXPECT_EQ(admin.get("/admin/users/99999").status, 404);
    officer.get("/account");
    auditor.get("/account");
    for (auto* browser : {&officer, &auditor}) {
        EXPECT_EQ(browser->post(anna, {{"display_name", "Anna"}, {"roles", "decider"}, {"version", "1"}}).status, 404);
        EXPECT_EQ(browser->post("/admin/users", {{"username", "ny.person"}}).status, 404);
        EXPECT_EQ(browser->post(anna + "/password", {{"password", "ett ord på vägen"}}).status, 404);
    }
    EXPECT_EQ(house.again(house.anna.id), house.anna);
}

TEST(UserPages, tell_all_that_is_wrong_keep_what_was_typed_and_then_add) {
    House house;
    Browser admin(house);
    admin.sign_in("karin.admin");
    admin.get("/admin/users/new");
    const std::string temporary = "ett ord på vägen";
    const auto refused = admin.post("/admin/users", {{"username", "Nils Å"},
                                                     {"display_name", ""},
                                                     {"delegation", "1e9"},
                                                     {"email", "nils"},
                                                     {"password", "kort"},
                                                     {"roles", "king"}});
    EXPECT_EQ(refused.status, 422);
    for (const auto* text : {"value=\"Nils Å\"", "value=\"1e9\"", "Användarnamnet ska vara", "Fyll i fältet",
                             "för kort", "Rollen king finns inte", "Välj minst en roll"}) {
        EXPECT_TRUE(has(refused, text)) << text;
    }
    const auto added = admin.post("/admin/users", {{"username", "nils.ahl"},
                                                   {"display_name", "Nils Åhl <b>"},
                                                   {"roles", "decider"},
                                                   {"roles", "manager"},
                                                   {"delegation", "250 000"},
                                                   {"email", ""},
                                                   {"password", temporary}});
    ASSERT_EQ(added.status, 303) << added.body;
    const auto shown = admin.get(location(added).substr(4));
    EXPECT_TRUE(has(shown, "Nils Åhl &lt;b&gt;"));
    EXPECT_TRUE(has(shown, "Kontot är skapat."));
    EXPECT_TRUE(has(shown, "Roller: Beslutsfattare, Programansvarig · Beloppsgräns: 250\u00a0000\u00a0kr"
                           " · Status: Öppet"));
    EXPECT_EQ(location(Browser(house).sign_in("nils.ahl", temporary)), "303 /account");
}

TEST(UserPages, a_change_made_meanwhile_is_told_and_nothing_typed_is_lost) {
    House house;
    Browser admin(house);
    admin.sign_in("karin.admin");
    const auto path = "/admin/users/" + std::to_string(house.anna.id.value());
    admin.get(path);
    auto meanwhile = house.anna;
    meanwhile.title = "Handläggare i Mora";
    change_user(house.database, house.clock, system_actor(), meanwhile);
    const Pairs typed{{"display_name", "Anna Berg-Åkesson"}, {"roles", "officer"}, {"active", "1"}, {"version", "1"}};
    const auto refused = admin.post(path, typed);
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(has(refused, "har ändrats av någon annan"));
    EXPECT_TRUE(has(refused, "value=\"Anna Berg-Åkesson\""));
    EXPECT_TRUE(has(refused, "Handläggare i Mora"));
    EXPECT_EQ(house.again(house.anna.id).display_name, "Anna Berg");
}

TEST(UserPages, fields_that_are_not_of_the_form_are_ignored) {
    House house;
    Browser browser(house);
    browser.sign_in("anna.berg");
    browser.get("/account");
    browser.post("/account/password", {{"current_password", password},
                                       {"new_password", "mitt eget ord 88"},
                                       {"repeated_password", "mitt eget ord 88"},
                                       {"roles", "administrator"},
                                       {"active", "0"},
                                       {"user_id", "1"}});
    const auto now = house.again(house.anna.id);
    EXPECT_EQ(now.roles, Roles{Role::officer});
    EXPECT_TRUE(now.active);
    EXPECT_EQ(location(Browser(house).sign_in("karin.admin")), "303 /");
}

TEST(Api, knows_its_caller_by_bearer_token_alone) {
    House house;
    const MakeApiToken make{"Program", std::string(43, 'k'), 30};
    make_api_token(house.database, house.clock, actor_of(house.anna), make);
    Browser browser(house), program(house);
    browser.sign_in("anna.berg");
    const auto with_cookie = browser.send("GET", "/api/v1/me");
    EXPECT_EQ(with_cookie.status, 401);
    ASSERT_TRUE(with_cookie.find_header("WWW-Authenticate"));
    EXPECT_EQ(nlohmann::json::parse(with_cookie.body).at("code"), "session.none");
    EXPECT_EQ(program.send("GET", "/api/v1/me", {{"Authorization", "Bearer " + std::string(43, 'x')}}).status, 401);
    const auto me = program.send("GET", "/api/v1/me", {{"Authorization", "Bearer " + make.token}});
    ASSERT_EQ(me.status, 200);
    const auto json = nlohmann::json::parse(me.body);
    EXPECT_EQ(json.at("username"), "anna.berg");
    EXPECT_EQ(json.at("roles"), nlohmann::json({"officer"}));
    EXPECT_TRUE(json.at("delegation").is_null());
    EXPECT_EQ(json.size(), 7u);
    EXPECT_EQ(program.send("GET", "/account", {{"Authorization", "Bearer " + make.token}}).status, 303);
}

TEST(Api, demands_an_idempotency_key_and_answers_a_repeat_with_the_first_answer) {
    House house;
    const MakeApiToken make{"Program", std::string(43, 'k'), 30};
    make_api_token(house.database, house.clock, actor_of(house.anna), make);
    Browser program(house);
    const auto post = [&](const std::string& key, const std::string& body) {
        Pairs headers{{"Authorization", "Bearer " + make.token}, {"Content-Type", "application/json"}};
        if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
        return program.send("POST", "/api/v1/notes", headers, body);
    };
    const auto code = [](const Response& response) {
        return std::to_string(response.status) + " " +
               nlohmann::json::parse(response.body).at("code").get<std::string>();
    };
    EXPECT_EQ(code(post("", R"({"text":"a"})")), "400 idempotency_key.required");
    EXPECT_EQ(code(post("två", R"({"text":"a"})")), "400 idempotency_key.format");
    const auto first = post("k1", R"({"text":"a"})");
    EXPECT_EQ(first.status, 201);
    const auto again = post("k1", R"({"text":"a"})");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.content_type, first.content_type);
    EXPECT_EQ(code(post("k1", R"({"text":"b"})")), "422 idempotency_key.other_request");
    EXPECT_EQ(house.notes, 1);
    EXPECT_EQ(post("k2", R"({"text":"b"})").status, 201);
    EXPECT_EQ(house.notes, 2);
}

}  // namespace
}  // namespace bygd
