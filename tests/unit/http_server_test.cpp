// The real server on a real socket, and bytes no well-behaved client would send. The table is trust.md §6.3.
#include "http/server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "base/log.hpp"
#include "http/metrics.hpp"
#include "http/problem_json.hpp"
#include "http/server_framing.hpp"
#include "tests/unit/framing_vectors.hpp"
#include "tests/unit/raw_client.hpp"

namespace bygd {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

int count(std::string_view text, std::string_view part) {
    int found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
}

std::string status_of(const std::string& answer) {
    return answer.size() < 12 ? "" : answer.substr(9, 3);
}
std::string body_of(const std::string& answer) {
    const auto end = answer.find("\r\n\r\n");
    return end == answer.npos ? "" : answer.substr(end + 4);
}

struct House {
    explicit House(ServerOptions options = {}) {
        log::set_quiet(true);
        const RouteOptions open{.open = true};
        router.get(
            "/", [](Request&) { return text_response("start"); }, open);
        router.get(
            "/smuggled",
            [this](Request&) {
                ++smuggled;
                return text_response("smuggled");
            },
            open);
        router.post(
            "/echo",
            [this](Request& request) {
                ++posts;
                return text_response(request.body());
            },
            open);
        router.post(
            "/form", [](Request& request) { return text_response(std::to_string(request.form().fields().size())); },
            open);
        router.post(
            "/upload", [](Request& request) { return text_response(std::to_string(request.form().files().size())); },
            open);
        router.get(
            "/slow",
            [](Request&) {
                std::this_thread::sleep_for(700ms);
                return text_response("slow");
            },
            open);
        router.get(
            "/address", [](Request& request) { return text_response(request.client_address()); }, open);
        router.get(
            "/large", [](Request&) { return text_response(std::string(20'000'000, 'x')); }, open);
        router.get(
            "/bug", [](Request&) -> Response { throw std::runtime_error("a secret cause"); }, open);
        router.get(
            "/odd", [](Request&) -> Response { throw 42; }, open);
        router.get(
            "/refused", [](Request&) -> Response { refuse(ErrorKind::conflict, "case.changed"); }, open);
        router.get(
            "/stream",
            [](Request& request) {
                const auto rows = std::stoi("0" + request.query("rows"));
                const auto fails = request.query("fails") == "1";
                return stream_response(
                    [rows, fails](std::ostream& out) {
                        for (int i = 0; i < rows; ++i) out << "row " << i << "\n";
                        if (fails) refuse(ErrorKind::unavailable, "database.unavailable");
                    },
                    "rows.csv", "text/csv");
            },
            open);
        router.get("/own", [](Request& request) { return text_response(request.actor().name); });
        router.post("/own", [this](Request&) {
            ++posts;
            return see_other("/own");
        });
        router.post(
            "/cookie", [](Request&) { return no_content().set_cookie("bygdestod", "abc", 60s); }, open);
        hooks.authenticate = [](Request& request) {
            if (request.cookie("bygdestod") != "good" && !request.bearer()) return;
            request.set_actor(std::make_shared<const Actor>(
                Actor{.id = Id<User>(7), .name = "Anna", .roles = {}, .once = {}}));
            if (!request.bearer()) request.set_csrf("the-token");
        };
        options.port = 0;
        server = std::make_unique<Server>(options, router, hooks);
        server->start();
        port = server->port();
    }
    std::string ask(std::string_view bytes) {
        RawClient client(port);
        client.send(bytes);
        client.end_sending();
        return client.read_all();
    }
    std::string get(const std::string& target, const std::string& headers = "") {
        RawClient client(port);
        client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "Connection: close\r\n\r\n");
        return client.read_all();
    }
    std::string post(const std::string& target, const std::string& body, const std::string& headers = "") {
        RawClient client(port);
        client.send("POST " + target + " HTTP/1.1\r\nHost: x\r\n" + headers +
                    "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
        return client.read_all();
    }

    std::atomic<int> smuggled{0}, posts{0};
    Router router;
    ServerHooks hooks;
    std::unique_ptr<Server> server;
    int port = 0;
};

constexpr auto form_type = "Content-Type: application/x-www-form-urlencoded\r\n";

TEST(HttpServer, RefusesEveryRequestWhoseEndIsInDoubtAndCarriesOutNothingBehindIt) {
    House house;
    for (const auto& vector : refused_vectors()) {
        RawClient client(house.port);
        client.send(vector.sent);
        const auto begun = Clock::now();
        const auto answer = client.read_all();  // the client waits: nothing may hang until a deadline
        EXPECT_EQ(status_of(answer), vector.status) << vector.name << "\n" << answer;
        EXPECT_EQ(count(answer, "HTTP/1.1 "), 1) << vector.name << "\n" << answer;
        EXPECT_NE(answer.find("Connection: close\r\n"), answer.npos) << vector.name;
        EXPECT_NE(answer.find("X-Content-Type-Options: nosniff\r\n"), answer.npos) << vector.name;
        EXPECT_TRUE(client.closed()) << vector.name;
        EXPECT_LT(Clock::now() - begun, 1s) << vector.name;
    }
    EXPECT_EQ(house.smuggled, 0);
    EXPECT_EQ(house.posts, 0);
    EXPECT_EQ(status_of(house.get("/")), "200");
}

// The same bytes however they are cut: the reader must not depend on how they arrive.
TEST(HttpServer, ReadsTheSameHoweverTheBytesAreCut) {
    const auto read = [](std::string_view sent, std::size_t piece) {
        RequestReader reader([](const RequestHead&) { return std::size_t{1000}; });
        std::string in;
        while (!sent.empty() && reader.state() == RequestReader::State::reading) {
            in += sent.substr(0, piece);
            sent.remove_prefix(std::min(piece, sent.size()));
            in.erase(0, reader.feed(in));
        }
        return std::to_string(static_cast<int>(reader.state())) + " " + std::to_string(reader.refused_status()) + " " +
               reader.reason() + " " + reader.take_body();
    };
    auto vectors = refused_vectors();
    vectors.push_back({"whole",
                       "\r\nPOST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                       "chunked\r\n\r\n3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nT: 1\r\n\r\n",
                       ""});
    for (const auto& vector : vectors) {
        if (vector.sent.size() > 3000) continue;
        const auto whole = read(vector.sent, vector.sent.size());
        for (const std::size_t piece : {1, 2, 3, 7})
            EXPECT_EQ(read(vector.sent, piece), whole) << vector.name << " by " << piece;
    }
    EXPECT_EQ(read(vectors.back().sent, 1), "1 0  abcde");
}

TEST(HttpServer, TakesWhatIsWellFormed) {
    House house;
    EXPECT_EQ(body_of(house.get("/")), "start");
    EXPECT_EQ(body_of(house.post("/echo", "abc")), "abc");
    EXPECT_EQ(body_of(house.ask("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n")),
              "abcde");
    EXPECT_EQ(body_of(house.ask("GET / HTTP/1.0\r\n\r\n")), "start");
    EXPECT_EQ(status_of(house.ask("\r\nGET / HTTP/1.1\r\nhost:\tx \r\nX-Name: \xc3\xa5\r\n\r\n")), "200");
    EXPECT_EQ(status_of(house.get("/nowhere")), "404");
    EXPECT_EQ(status_of(house.get("/%zz")), "400");
}

TEST(HttpServer, AnswersRequestsSentAheadInTheirOrder) {
    House house;
    RawClient client(house.port);
    client.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nX: y\r\n\r\n"
        "GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" +
        smuggled);
    const auto answers = client.read_all();
    EXPECT_EQ(count(answers, "HTTP/1.1 200"), 3) << answers;
    EXPECT_LT(answers.find("\r\n\r\nab"), answers.find("\r\n\r\nslow"));
    EXPECT_LT(answers.find("\r\n\r\nslow"), answers.find("\r\n\r\nstart"));
    EXPECT_EQ(house.smuggled, 0);  // after "close" nothing is read
}

TEST(HttpServer, NeverTakesABodyForTheNextRequest) {
    House house;
    for (const auto* target : {"/nowhere", "/own", "/"}) {  // 404, 401, 405: none of them reads the body
        RawClient client(house.port);
        client.send("POST " + std::string(target) +
                    " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(smuggled.size()) + "\r\n\r\n" +
                    smuggled + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        const auto answers = client.read_all();
        EXPECT_EQ(count(answers, "HTTP/1.1 "), 2) << answers;
        EXPECT_NE(answers.find("\r\n\r\nstart"), answers.npos);
    }
    EXPECT_EQ(house.smuggled, 0);
}

TEST(HttpServer, AnswersHeadOptionsAndWrongMethods) {
    House house;
    const auto head = house.ask("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_of(head), "200");
    EXPECT_NE(head.find("Content-Length: 5\r\n"), head.npos);
    EXPECT_EQ(body_of(head), "");
    const auto options = house.ask("OPTIONS /own HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_of(options), "204");
    EXPECT_NE(options.find("Allow: GET, HEAD, POST, OPTIONS\r\n"), options.npos);
    const auto wrong = house.ask("DELETE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_of(wrong), "405");
    EXPECT_NE(wrong.find("Allow: GET, HEAD, OPTIONS\r\n"), wrong.npos);
    EXPECT_EQ(body_of(house.ask("HEAD /stream?rows=9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")), "");
}

TEST(HttpServer, PutsTheSecurityHeadersOnEveryAnswer) {
    House house;
    for (const auto& answer : {house.get("/"), house.get("/nowhere"), house.get("/bug"), house.get("/stream?rows=1"),
                               house.post("/cookie", ""), house.ask("FOO / HTTP/1.1\r\n\r\n")}) {
        for (const auto* header :
             {"Content-Security-Policy: ", "frame-ancestors 'none'", "X-Content-Type-Options: nosniff",
              "Referrer-Policy: same-origin", "Cache-Control: no-store", "Date: "}) {
            EXPECT_NE(answer.find(header), answer.npos) << header << "\n" << answer;
        }
        EXPECT_EQ(answer.find("Server:"), answer.npos);
        EXPECT_EQ(answer.find("Strict-Transport-Security"), answer.npos);
    }
}

TEST(HttpServer, SetsCookiesAsTheSiteIsServed) {
    House plain;
    EXPECT_NE(
        plain.post("/cookie", "").find("Set-Cookie: bygdestod=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60\r\n"),
        std::string::npos);
    House secure(ServerOptions{.secure_cookies = true});
    const auto answer = secure.post("/cookie", "");
    EXPECT_NE(answer.find("Set-Cookie: __Host-bygdestod=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure\r\n"),
              answer.npos);
    EXPECT_NE(answer.find("Strict-Transport-Security: "), answer.npos);
}

// The site was served through a proxy with TLS and knew neither: cookies without Secure, one address for everybody.
TEST(HttpServer, BelievesWhatAProxySaysOnlyWhenItIsNamed) {
    const std::string forwarded =
        "X-Forwarded-For: 10.1.2.3, 192.0.2.7\r\nX-Forwarded-Proto: https\r\nContent-Type: text/plain\r\n";
    House proxied(ServerOptions{.proxies = {"192.0.2.99", "127.0.0.1"}});
    const auto answer = proxied.post("/cookie", "", forwarded);
    EXPECT_NE(answer.find("Set-Cookie: __Host-bygdestod=abc; "), answer.npos);
    EXPECT_NE(answer.find("Strict-Transport-Security: "), answer.npos);
    EXPECT_EQ(body_of(proxied.get("/address", forwarded)), "192.0.2.7");   // the proxy's own word is the last
    EXPECT_EQ(body_of(proxied.get("/address")), "127.0.0.1");
    for (const auto& proxies : {std::vector<std::string>{}, {"192.0.2.99"}}) {
        House open(ServerOptions{.proxies = proxies});
        const auto direct = open.post("/cookie", "", forwarded);
        EXPECT_NE(direct.find("Set-Cookie: bygdestod=abc; "), direct.npos);
        EXPECT_EQ(direct.find("Strict-Transport-Security"), direct.npos);
        EXPECT_EQ(body_of(open.get("/address", forwarded)), "127.0.0.1");
    }
    EXPECT_THROW(House(ServerOptions{.proxies = {"the-proxy"}}), std::runtime_error);
}

TEST(HttpServer, AnswersFaultsWithoutTellingTheirCause) {
    House house;
    RawClient client(house.port);
    for (const auto* target : {"/bug", "/odd"}) {
        client.send("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        const auto answer = client.read_answer();
        EXPECT_EQ(status_of(answer), "500");
        EXPECT_EQ(answer.find("secret"), answer.npos);
        EXPECT_NE(answer.find("X-Request-Id: "), answer.npos);
    }
    client.send("GET /refused HTTP/1.1\r\nHost: x\r\n\r\n");  // the connection lives on
    const auto answer = client.read_answer();
    EXPECT_EQ(status_of(answer), "409");
    EXPECT_NE(answer.find("case.changed"), answer.npos);
}

TEST(HttpServer, LetsNobodyInWithoutSignInAndNoFormWithoutItsToken) {
    House house;
    const std::string cookie = "Cookie: bygdestod=good\r\n";
    EXPECT_EQ(status_of(house.get("/own")), "401");
    EXPECT_EQ(body_of(house.get("/own", cookie)), "Anna");
    EXPECT_EQ(status_of(house.post("/own", "csrf=the-token", form_type)), "401");
    EXPECT_EQ(house.posts, 0);
    for (const auto* body : {"", "csrf=", "csrf=other", "csrf=the-toke", "a=1"}) {
        const auto answer = house.post("/own", body, cookie + form_type);
        EXPECT_EQ(status_of(answer), "403") << body;
        EXPECT_NE(answer.find("request.csrf"), answer.npos);
    }
    EXPECT_EQ(status_of(house.post("/own", "{}", cookie + "Content-Type: text/plain\r\n")), "400");
    EXPECT_EQ(house.posts, 0);
    EXPECT_EQ(status_of(house.post("/own", "csrf=the-token", cookie + form_type)), "303");
    EXPECT_EQ(status_of(house.post("/own", "", cookie + "X-CSRF-Token: the-token\r\n")), "303");
    EXPECT_EQ(status_of(house.post("/own", "", "Authorization: Bearer t\r\n")), "303");
    EXPECT_EQ(house.posts, 3);
}

TEST(HttpServer, RefusesWhatAnotherSiteSends) {
    House house;
    const std::string good = std::string("Cookie: bygdestod=good\r\nX-CSRF-Token: the-token\r\n");
    for (const auto* header :
         {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example", "Origin: null",
          "Origin: http://x.evil", "Origin: http://x:81"}) {
        EXPECT_EQ(status_of(house.post("/own", "", good + header + "\r\n")), "403") << header;
        EXPECT_EQ(status_of(house.post("/echo", "a", std::string(header) + "\r\n")), "403") << header;
    }
    EXPECT_EQ(house.posts, 0);
    EXPECT_EQ(status_of(house.post("/own", "", good + "Sec-Fetch-Site: same-origin\r\nOrigin: http://x\r\n")), "303");
    EXPECT_EQ(status_of(house.get("/own", "Cookie: bygdestod=good\r\nSec-Fetch-Site: cross-site\r\n")), "403");
    EXPECT_EQ(status_of(house.get(
                  "/own", "Cookie: bygdestod=good\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n")),
              "200");
}

TEST(HttpServer, Takes101FormFields) {
    House house;
    std::string body;
    for (int i = 0; i < 101; ++i) body += "f" + std::to_string(i) + "=x&";
    EXPECT_EQ(body_of(house.post("/form", body, form_type)), "101");
    for (int i = 101; i < 1001; ++i) body += "f" + std::to_string(i) + "=x&";
    EXPECT_EQ(status_of(house.post("/form", body, form_type)), "413");
}

TEST(HttpServer, RefusesAnUploadThatIsTooLargeAndLetsTheClientReadWhy) {
    House house;
    const std::string type = "Content-Type: multipart/form-data; boundary=b\r\n";
    RawClient client(house.port);
    client.send("POST /upload HTTP/1.1\r\nHost: x\r\n" + type + "Content-Length: 30000000\r\n\r\n");
    EXPECT_TRUE(client.send(std::string(30'000'000, 'x')));  // as browsers do: all of it before they read
    const auto answer = client.read_all();
    EXPECT_EQ(status_of(answer), "413") << answer.substr(0, 200);
    EXPECT_NE(answer.find("request.body_too_large"), answer.npos);
    const auto whole = "--b\r\nContent-Disposition: form-data; name=\"d\"; filename=\"a\"\r\n\r\n" +
                       std::string(20'000'000, 'x') + "\r\n--b--\r\n";
    EXPECT_EQ(body_of(house.post("/upload", whole, type)), "1");
    EXPECT_EQ(status_of(house.post("/echo", std::string(1024 * 1024 + 1, 'x'))), "413");
    EXPECT_EQ(status_of(house.post("/echo", std::string(1024 * 1024, 'x'))), "200");
}

TEST(HttpServer, AsksForABodyItWantsAndRefusesOneItDoesNot) {
    House house;
    RawClient client(house.port);
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(status_of(client.read_answer(500ms)), "100");
    client.send("abc");
    EXPECT_EQ(body_of(client.read_answer()), "abc");
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 30000000\r\n\r\n");
    EXPECT_EQ(status_of(client.read_all()), "413");
}

TEST(HttpServer, EndsABodyThatNeverEnds) {
    House house(ServerOptions{.request_deadline = 600ms});
    RawClient endless(house.port);  // by its size
    endless.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const auto chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    for (int i = 0; i < 200 && endless.send(chunk); ++i) {
    }
    EXPECT_EQ(status_of(endless.read_all()), "413");

    RawClient dripping(house.port);  // by the deadline, which a byte now and then does not move
    const auto begun = Clock::now();
    dripping.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
    std::string answer;
    while (answer.empty() && Clock::now() - begun < 3s) {
        dripping.send("x");
        answer = dripping.read_answer(50ms);
    }
    EXPECT_EQ(status_of(answer), "408");
    EXPECT_LT(Clock::now() - begun, 1500ms);
    EXPECT_EQ(house.posts, 0);
}

TEST(HttpServer, ServesOthersWhileHundredsOfClientsAreSlow) {
    House house(ServerOptions{.threads = 4});
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 500; ++i) {
        slow.push_back(std::make_unique<RawClient>(house.port));
        ASSERT_TRUE(slow.back()->connected());
        if (i % 3 == 0) slow.back()->send("GET / HTTP/1.1\r\nHost: ");  // half a head
        if (i % 3 == 1)
            slow.back()->send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");  // half a body
        if (i % 3 == 2) {                                                                           // keep-alive, idle
            slow.back()->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            EXPECT_EQ(body_of(slow.back()->read_answer()), "start");
        }
    }
    std::vector<double> took;
    for (int i = 0; i < 100; ++i) {
        const auto begun = Clock::now();
        EXPECT_EQ(body_of(house.get("/")), "start");
        took.push_back(std::chrono::duration<double>(Clock::now() - begun).count());
    }
    std::sort(took.begin(), took.end());
    EXPECT_LT(took[94], 0.3);
    EXPECT_EQ(body_of(house.post("/echo", "abc")), "abc");
}

TEST(HttpServer, ServesOthersWhileClientsDoNotReadTheirAnswers) {
    House house(ServerOptions{.threads = 2, .write_deadline = 1s});
    std::vector<std::unique_ptr<RawClient>> lazy;
    for (int i = 0; i < 8; ++i) {
        lazy.push_back(std::make_unique<RawClient>(house.port));
        lazy.back()->send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(body_of(house.get("/")), "start");
    const auto late = lazy[0]->read_answer(5s);  // who does read, even late, gets it all
    EXPECT_GT(late.size(), 20'000'000u) << late.substr(0, 300);
}

TEST(HttpServer, ClosesAConnectionThatIsIdleTooLong) {
    House house(ServerOptions{.request_deadline = 400ms, .idle_deadline = 300ms});
    RawClient silent(house.port);
    EXPECT_EQ(silent.read_all(2s), "");
    EXPECT_TRUE(silent.closed());
    RawClient idle(house.port);
    idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(body_of(idle.read_all(2s)), "start");
    EXPECT_TRUE(idle.closed());
}

TEST(HttpServer, LetsAnIdleConnectionGiveWayWhenItIsFull) {
    House house(ServerOptions{.connections = 10});
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 10; ++i) {
        idle.push_back(std::make_unique<RawClient>(house.port));
        idle.back()->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_EQ(body_of(idle.back()->read_answer()), "start");
    }
    EXPECT_EQ(body_of(house.get("/")), "start");
    EXPECT_EQ(idle.front()->read_all(1s), "");
    EXPECT_TRUE(idle.front()->closed());
}

TEST(HttpServer, AnswersThatItIsBusyWhenTheQueueIsFull) {
    House house(ServerOptions{.threads = 1, .queue = 2});
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(std::make_unique<RawClient>(house.port));
        clients.back()->send("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        std::this_thread::sleep_for(20ms);
    }
    std::vector<std::string> statuses;
    for (auto& client : clients) statuses.push_back(status_of(client->read_all(5s)));
    EXPECT_EQ(statuses, (std::vector<std::string>{"200", "200", "200", "503", "503", "503"}));
}

TEST(HttpServer, RefusesMoreHalfReadBodiesThanItWillHold) {
    House house(ServerOptions{.buffered_bytes = 3'000'000});
    const std::string head =
        "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
        "5000000\r\n\r\n";
    RawClient first(house.port), second(house.port);
    first.send(head + std::string(2'000'000, 'x'));
    std::this_thread::sleep_for(100ms);
    second.send(head + std::string(2'000'000, 'x'));
    EXPECT_EQ(status_of(second.read_all()), "503");
    first.send(std::string(900'000, 'x'));
    EXPECT_EQ(first.read_all(200ms), "");  // the first goes on
}

TEST(HttpServer, StreamsInChunksAndCutsTheConnectionWhenItBreaksOff) {
    House house;
    const auto whole = house.get("/stream?rows=20000");
    EXPECT_NE(whole.find("Transfer-Encoding: chunked\r\n"), whole.npos);
    EXPECT_TRUE(whole.ends_with("0\r\n\r\n"));
    EXPECT_NE(whole.find("row 19999\n"), whole.npos);
    const auto cut = house.get("/stream?rows=20000&fails=1");
    EXPECT_FALSE(cut.ends_with("0\r\n\r\n"));
    const auto small = house.get("/stream?rows=2");
    EXPECT_NE(small.find("Content-Length: 12\r\n"), small.npos);
    EXPECT_EQ(body_of(small), "row 0\nrow 1\n");
    EXPECT_EQ(status_of(house.get("/stream?rows=2&fails=1")), "503");
    const auto old = house.ask("GET /stream?rows=20000 HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.find("chunked"), old.npos);
    EXPECT_TRUE(old.ends_with("row 19999\n"));
}

TEST(HttpServer, LetsTheRequestUnderWayEndWhenItStops) {
    House house;
    RawClient idle(house.port), under_way(house.port);
    under_way.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    std::this_thread::sleep_for(200ms);
    const auto begun = Clock::now();
    std::thread stopping([&] { house.server->stop(); });
    const auto answer = under_way.read_all();
    EXPECT_EQ(body_of(answer), "slow");
    EXPECT_NE(answer.find("Connection: close\r\n"), answer.npos);
    EXPECT_EQ(idle.read_all(1s), "");
    EXPECT_FALSE(RawClient(house.port).connected());
    stopping.join();
    EXPECT_LT(Clock::now() - begun, 2s);
}

TEST(HttpServer, CutsWhatIsStillRunningAtTheDeadline) {
    House house;
    RawClient client(house.port);
    client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    std::this_thread::sleep_for(100ms);
    const auto begun = Clock::now();
    house.server->stop(100ms);
    EXPECT_LT(Clock::now() - begun, 1500ms);
    EXPECT_EQ(client.read_all(1s), "");
    EXPECT_TRUE(client.closed());
}

TEST(HttpServer, SaysInOneSentenceThatThePortIsTaken) {
    House house;
    Router router;
    Server second(ServerOptions{.port = house.port}, router, {});
    try {
        second.start();
        FAIL() << "two servers on one port";
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(error.what(), "Cannot serve on 127.0.0.1:" + std::to_string(house.port) +
                                    ": another program uses that port. Choose another.");
    }
}

TEST(HttpServer, HoldsAgainstBrokenBytes) {
    House house(ServerOptions{.request_deadline = 300ms});
    const auto& vectors = refused_vectors();
    unsigned seed = 42;
    const auto random = [&seed](std::size_t below) { return (seed = seed * 1664525u + 1013904223u) / 7 % below; };
    for (int i = 0; i < 1500; ++i) {
        auto bytes = i % 2 ? vectors[random(vectors.size())].sent
                           : "POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na=1&b=%41";
        for (std::size_t flips = 1 + random(4); flips > 0 && !bytes.empty(); --flips) {
            bytes[random(bytes.size())] = static_cast<char>(random(256));
        }
        RawClient client(house.port);
        client.send(bytes);
        client.end_sending();
        const auto answer = client.read_all();
        EXPECT_TRUE(answer.empty() || (status_of(answer) != "500" && status_of(answer) != "503")) << bytes << "\n"
                                                                                                  << answer;
    }
    EXPECT_EQ(body_of(house.get("/")), "start");
}

TEST(HttpServer, CountsWhatItAnswers) {
    House house;
    house.get("/refused");
    const auto text = metrics::response().body;
    EXPECT_NE(text.find("bygdestod_http_requests_total{method=\"GET\",route=\"/refused\",status=\"409\"}"), text.npos)
        << text;
    EXPECT_NE(text.find("bygdestod_http_request_seconds_bucket{route=\"/refused\",le=\"0.1\"}"), text.npos);
}

}  // namespace
}  // namespace bygd
