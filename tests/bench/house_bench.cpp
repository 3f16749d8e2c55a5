// house_bench FOLDER SOURCE: the work queue and the case page on 100 000 cases beside their own SQL run bare through
// the C client (prepared, the same number of connections), and one step of a case beside a bare insert and commit. The
// SQL is what the pages really ask: read from the database's general log. Both sides in turn, five rounds, the median
// ratio. The cases are made once in FOLDER (many_cases.sql) and kept. Goals: design.md §7.
#include <arpa/inet.h>
#include <mysql.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_store.hpp"
#include "cases/conflict_actions.hpp"
#include "database/migrate.hpp"
#include "database/private_server.hpp"
#include "demo/demo.hpp"
#include "http/session.hpp"
#include "http/session_actions.hpp"
#include "pages/site.hpp"
#include "people/user_actions.hpp"
#include "people/user_store.hpp"
#include "workflows/workflow_set.hpp"

using namespace bygd;
namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int rounds = 5;
constexpr auto round_time = std::chrono::milliseconds(1'500);

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return text.str();
}

// --- the cases ------------------------------------------------------------------------------------------------------

void make_cases(const fs::path& folder, const fs::path& source) {
    PrivateServer server({.data_folder = folder, .buffer_pool_bytes = 512u << 20,
                          .more = {"--innodb-flush-method=nosync", "--innodb-log-file-size=512M"}});
    const auto owner = DatabaseUrl::parse(server.owner_url());
    const auto application = DatabaseUrl::parse(server.application_url());
    migrate(owner, application, source / "schemas/migrations");
    Database database(application), tables(owner, 1);
    const SystemClock clock;
    const HtmlLetterMaker letters;
    const House house(source, database, clock, letters);
    if (!load_demo(house.services(), source)) throw std::runtime_error("the folder is not empty: " + folder.string());
    const auto say = [&](const std::string& sql) { tables.look_up([&](Transaction& tx) { tx.execute(sql); }); };
    const auto longest =
        tables.look_up([](Transaction& tx) { return tx.number("SELECT MAX(sequence) FROM diary_event"); });
    for (const auto& sql : statements_of(text_of(source / "tests/bench/many_cases.sql"))) say(sql);
    const auto events = text_of(source / "tests/bench/many_events.sql");
    for (std::int64_t n = 1; n <= longest; ++n) {
        for (const auto& sql : statements_of(replaced_all(events, "{n}", std::to_string(n)))) say(sql);
    }
    for (const auto* table : {"aid_case", "diary_event", "decision", "claim", "payment", "ledger_entry", "organisation",
                              "case_document", "outlet", "checklist_answer", "expenditure", "proposal", "proceeding",
                              "case_request", "task", "de_minimis_grant", "organisation_check"}) {
        const auto sql = "ANALYZE TABLE " + std::string(table);
        tables.look_up([&](Transaction& tx) { tx.each(sql, {}, [](const Row&) {}); });
    }
}

// --- the house and a client -----------------------------------------------------------------------------------------

struct Served {
    PrivateServer database_server;
    Database database;
    SystemClock clock;
    HtmlLetterMaker letters;
    House house;
    Router router;
    std::unique_ptr<Server> server;
    std::string cookie;
    Id<User> officer;

    Served(const fs::path& folder, const fs::path& source, std::vector<std::string> more)
        : database_server({.data_folder = folder, .more = std::move(more)}),
          database(DatabaseUrl::parse(database_server.application_url())),
          house(source, database, clock, letters) {
        migrate(DatabaseUrl::parse(database_server.owner_url()), DatabaseUrl::parse(database_server.application_url()),
                source / "schemas/migrations");
        add_site_routes(router, house, {});
        ServerOptions options;
        options.port = 0;
        server = std::make_unique<Server>(options, router, site_hooks(house));
        server->start();
        officer = database.look_up([](Transaction& tx) { return find_user_and_hash(tx, "anna.handlaggare"); })->user.id;
        cookie = database.transact([&](Transaction& tx) { return begin_session(tx, officer, clock.now()); });
    }
    ~Served() { server->stop(); }
};

// One keep-alive connection, opened again when the server has closed it.
class Client {
public:
    Client(int port, std::string cookie) : port_(port), cookie_(std::move(cookie)) {}
    ~Client() { leave(); }

    void get(const std::string& path) {
        const auto request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) +
                             "\r\nCookie: " + std::string(session_cookie) + "=" + cookie_ + "\r\n\r\n";
        for (int tries = 0; tries < 2; ++tries) {
            if (socket_ < 0) enter();
            const auto sent = send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
            if (sent == static_cast<ssize_t>(request.size()) && answered()) return;
            leave();
        }
        throw std::runtime_error("no answer to " + path);
    }

private:
    void enter() {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        const int on = 1;
        setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port_));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            throw std::runtime_error("cannot connect");
        }
    }
    void leave() {
        if (socket_ >= 0) close(socket_);
        socket_ = -1;
        got_.clear();
    }
    bool answered() {
        char buffer[65536];
        got_.clear();
        std::size_t whole = 0;
        while (whole == 0 || got_.size() < whole) {
            const auto read = recv(socket_, buffer, sizeof buffer, 0);
            if (read <= 0) return false;
            got_.append(buffer, static_cast<std::size_t>(read));
            const auto end = got_.find("\r\n\r\n");
            if (whole != 0 || end == std::string::npos) continue;
            const auto length = got_.find("Content-Length: ");
            if (!got_.starts_with("HTTP/1.1 200") || length == std::string::npos)
                throw std::runtime_error("answer: " + got_.substr(0, 60));
            whole = end + 4 + std::strtoul(got_.c_str() + length + 16, nullptr, 10);
            if (got_.find("Connection: Close") < end) closing_ = true;
        }
        if (closing_) leave();
        closing_ = false;
        return true;
    }
    int port_, socket_ = -1;
    bool closing_ = false;
    std::string cookie_, got_;
};

// --- bare -----------------------------------------------------------------------------------------------------------

// The same statements, prepared once, through the C client.
class Bare {
public:
    Bare(const DatabaseUrl& url, const std::vector<std::string>& statements) : connection_(mysql_init(nullptr)) {
        if (!mysql_real_connect(connection_, nullptr, url.user.c_str(), url.password.c_str(), url.schema.c_str(), 0,
                                url.socket.c_str(), 0)) fail();
        say("SET NAMES utf8mb4 COLLATE utf8mb4_swedish_ci");
        for (const auto& sql : statements) {
            const bool prepared = sql.starts_with("SELECT") || sql.starts_with("INSERT");
            auto* statement = prepared ? mysql_stmt_init(connection_) : nullptr;
            if (prepared && mysql_stmt_prepare(statement, sql.c_str(), sql.size()) != 0) fail();
            steps_.push_back({sql, statement});
        }
    }
    ~Bare() {
        for (auto& step : steps_) {
            if (step.statement) mysql_stmt_close(step.statement);
        }
        mysql_close(connection_);
    }
    void run() {
        for (auto& step : steps_) {
            if (!step.statement) {
                say(step.sql);
            } else if (mysql_stmt_execute(step.statement) != 0 || mysql_stmt_store_result(step.statement) != 0) {
                fail();
            } else {
                mysql_stmt_free_result(step.statement);
            }
        }
    }
    void say(const std::string& sql) {
        if (mysql_real_query(connection_, sql.data(), sql.size()) != 0) fail();
    }

private:
    struct Step {
        std::string sql;
        MYSQL_STMT* statement;
    };
    [[noreturn]] void fail() { throw std::runtime_error(std::string("bare: ") + mysql_error(connection_)); }
    MYSQL* connection_;
    std::vector<Step> steps_;
};

// What the log says was run since `from`, in order.
std::vector<std::string> statements_since(const fs::path& log, std::size_t from) {
    std::vector<std::string> found;
    std::istringstream lines(text_of(log).substr(from));
    for (std::string line; std::getline(lines, line);) {
        for (const auto* kind : {" Execute\t", " Query\t"}) {
            const auto at = line.find(kind);
            if (at != std::string::npos) found.push_back(line.substr(at + std::string(kind).size()));
        }
    }
    return found;
}

// --- measuring ------------------------------------------------------------------------------------------------------

struct Rate {
    double per_second = 0, p50_ms = 0, p99_ms = 0;
};

// `make(i)` gives the work of thread i; all of them repeat it for the time of a round.
Rate rate(int threads, const std::function<std::function<void()>(int)>& make) {
    std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
    std::vector<std::function<void()>> works;
    for (int i = 0; i < threads; ++i) {
        works.push_back(make(i));
        works.back()();
    }
    std::vector<std::thread> running;
    const auto begun = Steady::now();
    for (int i = 0; i < threads; ++i) {
        running.emplace_back([&, i] {
            const auto at = static_cast<std::size_t>(i);
            for (auto before = Steady::now(); before - begun < round_time;) {
                works[at]();
                const auto now = Steady::now();
                times[at].push_back(std::chrono::duration<double, std::milli>(now - before).count());
                before = now;
            }
        });
    }
    for (auto& thread : running) thread.join();
    const double seconds = std::chrono::duration<double>(Steady::now() - begun).count();
    std::vector<double> all;
    for (const auto& each : times) all.insert(all.end(), each.begin(), each.end());
    std::sort(all.begin(), all.end());
    return {static_cast<double>(all.size()) / seconds, all[all.size() / 2], all[all.size() * 99 / 100]};
}

void line(const char* what, const char* bare, const char* ours, double ratio, const char* goal) {
    std::printf("%-46s %14s %14s %7.2f  %s\n", what, bare, ours, ratio, goal);
    std::fflush(stdout);
}

std::string number(const char* form, double value) {
    char text[40];
    std::snprintf(text, sizeof text, form, value);
    return text;
}

void compare(const char* what, int threads, const char* goal, const std::function<std::function<void()>(int)>& bare,
             const std::function<std::function<void()>(int)>& ours, const char* unit = "%.0f/s") {
    std::vector<std::pair<double, std::pair<Rate, Rate>>> found;
    for (int i = 0; i < rounds; ++i) {
        const auto theirs = rate(threads, bare), mine = rate(threads, ours);
        found.push_back({mine.per_second / theirs.per_second, {theirs, mine}});
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto& [ratio, rates] = found[found.size() / 2];
    line(what, number(unit, rates.first.per_second).c_str(), number(unit, rates.second.per_second).c_str(), ratio,
         goal);
}

void compare_page(Served& served, const char* what, const std::string& path, const std::vector<std::string>& sql) {
    const auto url = DatabaseUrl::parse(served.database_server.application_url());
    const auto ours = [&](int) {
        auto client = std::make_shared<Client>(served.server->port(), served.cookie);
        return [client, path] { client->get(path); };
    };
    const auto bare = [&](int) {
        auto session = std::make_shared<Bare>(url, sql);
        return [session] { session->run(); };
    };
    for (const int threads : {1, 8}) {
        const auto title = std::string(what) + ", " + std::to_string(sql.size()) + " statements, " +
                           std::to_string(threads) + (threads == 1 ? " client" : " clients");
        compare(title.c_str(), threads, "at least 0.50", bare, ours);
    }
    const auto crowd = rate(32, ours);
    line((std::string(what) + ", 32 clients: p50, p99").c_str(), number("%.1f ms", crowd.p50_ms).c_str(),
         number("%.1f ms", crowd.p99_ms).c_str(), crowd.p99_ms / crowd.p50_ms, "under 5");
}

// --- one step of a case ---------------------------------------------------------------------------------------------

const char* bare_insert =
    "INSERT INTO ledger_entry (fund_id, case_id, kind, debit, credit, amount_ore, booked_on, made_at, text)"
    " SELECT id, NULL, 'allocation', 'free', 'allotment', 1, '2026-01-02', '2026-01-02 08:00:00', 'bench' FROM fund"
    " LIMIT 1";

// The cases that wait for a decision, with the version a person would have seen.
std::vector<std::pair<std::string, int>> waiting_cases(Served& served, int most) {
    CaseFilter waiting;
    waiting.state = "under_decision";
    std::vector<std::pair<std::string, int>> cases;
    served.database.read([&](Transaction& tx) {
        for (const auto& found : list_cases(tx, waiting, most)) {
            cases.push_back({found.diary_number, find_case(tx, found.id)->version});
        }
    });
    return cases;
}

// Back to review: a guard-free step whose reservation goes back to the fund, with its event and ledger row.
void step_back(Served& served, const std::pair<std::string, int>& waiting) {
    const auto anna =
        actor_of(served.database.look_up([&](Transaction& tx) { return find_user(tx, served.officer); }).value());
    const auto& [number, version] = waiting;
    take_action(served.house.services(), anna, {number, version, "back_to_review", "Mätning.", {}});
}

// What one step asks of the database: its reads as they were, and for each write one that can be done again and again.
std::vector<std::string> repeatable(const std::vector<std::string>& step) {
    std::vector<std::string> found{"START TRANSACTION"};
    for (const auto& sql : step) {
        if (sql.starts_with("SELECT")) found.push_back(sql);
        if (sql.starts_with("INSERT") || sql.starts_with("UPDATE")) found.push_back(bare_insert);
    }
    found.push_back("COMMIT");
    return found;
}

// `step_sql`: see repeatable().
void compare_action(Served& served, const std::vector<std::string>& step_sql) {
    const auto url = DatabaseUrl::parse(served.database_server.application_url());
    const auto cases = waiting_cases(served, 3'000);
    const auto bare = [&](const std::vector<std::string>& sql) {
        return rate(1, [&](int) {
                   auto session = std::make_shared<Bare>(url, sql);
                   return [session] { session->run(); };
               }).per_second;
    };
    struct Round {
        double one_insert, same_work, ours;
    };
    std::vector<Round> found;
    std::size_t next = 0;
    constexpr int steps = 150;
    for (int i = 0; i < rounds && next + steps <= cases.size(); ++i) {
        const auto one_insert = bare({"START TRANSACTION", bare_insert, "COMMIT"}), same_work = bare(step_sql);
        const auto begun = Steady::now();
        for (int step = 0; step < steps; ++step) step_back(served, cases[next++]);
        found.push_back({one_insert, same_work, steps / std::chrono::duration<double>(Steady::now() - begun).count()});
    }
    if (found.empty()) {
        std::printf("one step of a case: every case waiting has been used; remove the folder to measure again\n");
        return;
    }
    std::sort(found.begin(), found.end(),
              [](const Round& a, const Round& b) { return a.ours / a.same_work < b.ours / b.same_work; });
    const auto& middle = found[found.size() / 2];
    const auto ours = number("%.0f/s", middle.ours);
    line(("step with event, ledger, commit: " + std::to_string(step_sql.size()) + " statements").c_str(),
         number("%.0f/s", middle.same_work).c_str(), ours.c_str(), middle.ours / middle.same_work, "at least 0.50");
    line("the same step beside one insert and commit", number("%.0f/s", middle.one_insert).c_str(), ours.c_str(),
         middle.ours / middle.one_insert, "");
}

// --- what guards cost -----------------------------------------------------------------------------------------------

// Every workflow as it is, but nothing asked of a step.
WorkflowSet without_guards(const fs::path& source) {
    WorkflowSet set;
    for (const auto& file : fs::directory_iterator(source / "workflows/definitions")) {
        std::ifstream stream(file.path());
        auto definition = nlohmann::json::parse(stream);
        for (auto& step : definition.at("transitions")) step["guards"] = nlohmann::json::array();
        set.add(read_workflow(definition.dump()), file.path().stem().string());
    }
    return set;
}

// The step with most guards, by turns with them and without: approval by somebody who has said to have no conflict of
// interest. A case that may not be approved is passed over.
void compare_guards(Served& served, const fs::path& source) {
    const auto open = without_guards(source);
    const auto& s = served.house.services();
    const Services unguarded{s.clock, s.database, s.region, s.languages, s.templates, open, s.guards, s.effects, s.parameters, s.forms,
                             s.letters, s.de_minimis, s.timers, s.documents, s.letter_texts};
    const auto decider =
        actor_of(served.database.look_up([](Transaction& tx) { return find_user_and_hash(tx, "david.direktor"); })->user);
    std::vector<double> with, without;
    constexpr std::size_t enough = 300;
    for (const auto& [number, version] : waiting_cases(served, 3'000)) {
        if (with.size() >= enough && without.size() >= enough) break;
        const bool guarded = with.size() <= without.size();
        try {
            declare_conflict(s, decider, number, false, "");
            const auto begun = Steady::now();
            take_action(guarded ? s : unguarded, decider, {number, version, "approve", "", {}});
            (guarded ? with : without).push_back(std::chrono::duration<double>(Steady::now() - begun).count());
        } catch (const Error&) {
            // Not within what this person may decide, or it lacks something.
        }
    }
    if (with.empty() || without.empty()) {
        std::printf("guards: no case waiting could be approved; remove the folder to measure again\n");
        return;
    }
    const auto median = [](std::vector<double>& times) {
        std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
        return times[times.size() / 2];
    };
    const auto bare = median(without), ours = median(with);
    line(("an approval with its guards, " + std::to_string(with.size()) + " cases").c_str(), number("%.1f ms", 1000 * bare).c_str(),
         number("%.1f ms", 1000 * ours).c_str(), ours / bare, "at most 1.30");
}

int run(const fs::path& folder, const fs::path& source) {
    log::set_quiet(true);
    if (!fs::exists(folder / "made")) {
        fs::remove_all(folder);
        const auto begun = Steady::now();
        make_cases(folder, source);
        std::ofstream(folder / "made") << "\n";
        std::printf("100 100 cases made in %.0f s\n", std::chrono::duration<double>(Steady::now() - begun).count());
    }
    const std::string queue = "/cases?stage=open&order=number";
    std::string page;
    const std::string sought = "/cases?q=idre+tapp";
    const std::string overview = "/overview?year=2026";
    std::vector<std::string> queue_sql, page_sql, sought_sql, overview_sql, step_sql;
    {
        Served served(folder, source, {"--general-log=ON", "--general-log-file=bench.log"});
        CaseFilter closed;
        closed.stage = "closed";
        closed.form = "investment_support";
        const auto chosen = served.database.read([&](Transaction& tx) { return list_cases(tx, closed, 40); }).back();
        page = case_url(chosen.diary_number);
        Client client(served.server->port(), served.cookie);
        const auto log = folder / "data" / "bench.log";
        const auto asked = [&](const std::string& path) {
            client.get(path);
            client.get(path);
            const auto from = fs::file_size(log);
            client.get(path);
            return statements_since(log, from);
        };
        queue_sql = asked(queue);
        page_sql = asked(page);
        sought_sql = asked(sought);
        overview_sql = asked(overview);
        const auto waiting = waiting_cases(served, 2);
        step_back(served, waiting.front());   // prepares its statements
        const auto from = fs::file_size(log);
        step_back(served, waiting.back());
        step_sql = repeatable(statements_since(log, from));
        if (std::getenv("BENCH_SQL")) for (const auto& sql : statements_since(log, from)) std::puts(sql.c_str());
    }
    fs::remove(folder / "data" / "bench.log");
    Served served(folder, source, {});
    std::printf("%-46s %14s %14s %7s  %s\n", "", "bare", "ours", "ratio", "goal");
    compare_page(served, "work queue", queue, queue_sql);
    compare_page(served, "case page", page, page_sql);
    compare_page(served, "work queue, two words sought", sought, sought_sql);
    compare_page(served, "page of a manager", overview, overview_sql);
    compare_guards(served, source);
    compare_action(served, step_sql);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::fprintf(stderr, "house_bench FOLDER SOURCE\n");
        return 2;
    }
    try {
        return run(arguments[1], arguments[2]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "house_bench: %s\n", error.what());
        return 1;
    }
}
