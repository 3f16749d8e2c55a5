#include "database/pool.hpp"

#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "database/connection.hpp"

namespace bygd {

// Lends connections, makes them when needed up to a limit, and forgets broken ones.
class Database::Pool {
public:
    Pool(const DatabaseUrl& url, std::size_t most) : url_(url), most_(most) {}

    std::unique_ptr<Connection> take() {
        std::unique_lock lock(mutex_);
        if (!free_.wait_for(lock, std::chrono::seconds(5), [&] { return !idle_.empty() || made_ < most_; })) {
            refuse(ErrorKind::unavailable, "database.busy");
        }
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++made_;
        lock.unlock();
        try {
            return std::make_unique<Connection>(url_);
        } catch (...) {
            drop();
            throw;
        }
    }

    void give_back(std::unique_ptr<Connection> connection) {
        {
            std::lock_guard lock(mutex_);
            idle_.push_back(std::move(connection));
        }
        free_.notify_one();
    }

    // The borrowed connection is broken; its idle siblings were most likely cut with it.
    void lost() {
        std::vector<std::unique_ptr<Connection>> siblings;
        {
            std::lock_guard lock(mutex_);
            siblings.swap(idle_);
            made_ -= siblings.size();
        }
        drop();
    }

    void drop() {
        {
            std::lock_guard lock(mutex_);
            --made_;
        }
        free_.notify_one();
    }

private:
    const DatabaseUrl url_;
    const std::size_t most_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t made_ = 0;
};

Database::Database(const DatabaseUrl& url, std::size_t connections)
    : pool_(std::make_unique<Pool>(url, connections)) {}
Database::~Database() = default;

namespace {

void back_off(int attempt) {
    static thread_local std::minstd_rand random{std::random_device{}()};
    const int most = 5 << std::min(attempt, 6);   // 5, 10, 20 ... 320 ms
    std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution<int>(1, most)(random)));
}

void claim_once(Transaction& tx, const Once& once, Id<User> actor) {
    try {
        tx.execute("INSERT INTO once_key (actor_id, once_key, fingerprint, made_at) VALUES (?, ?, ?, UTC_TIMESTAMP(6))",
                   {actor, once.key, once.fingerprint});
    } catch (const DuplicateKey&) {
        throw AlreadyDone{once.key};
    }
}

[[noreturn]] void give_up(const sql::SQLException& error) {
    log::error("database_unavailable", {{"code", std::to_string(error.getErrorCode())}, {"why", one_line(error.what())}});
    refuse(ErrorKind::unavailable, "database.unavailable");
}

// Whether a transaction whose commit was not answered took effect. When that cannot be asked either, nobody knows: the
// answer is then never that nothing is saved.
bool was_done(Database& database, const Once& once, Id<User> actor) {
    try {
        return database.look_up([&](Transaction& tx) {
            return tx.number("SELECT COUNT(*) FROM once_key WHERE actor_id = ? AND once_key = ?", {actor, once.key}) > 0;
        });
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) throw;
        refuse(ErrorKind::unavailable, "database.outcome_unknown");
    }
}

}  // namespace

void Database::run_erased(Mode mode, const std::optional<Once>& once, Id<User> actor,
                          const std::function<void(Transaction&)>& work) {
    const auto end = [&](std::unique_ptr<Connection> connection, const char* with) {
        try {
            connection->say(with);
            pool_->give_back(std::move(connection));
        } catch (const sql::SQLException&) {
            connection.reset();
            pool_->lost();
        }
    };
    for (int attempt = 0;; ++attempt) {
        std::unique_ptr<Connection> connection;
        bool committing = false;
        try {
            connection = pool_->take();
            Transaction tx(*connection);
            if (mode == Mode::write) connection->say("START TRANSACTION");
            if (mode == Mode::snapshot) connection->say("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            if (mode == Mode::write && once) claim_once(tx, *once, actor);
            work(tx);
            committing = mode == Mode::write;
            if (mode != Mode::plain) connection->say("COMMIT");
            pool_->give_back(std::move(connection));
            return;
        } catch (const sql::SQLException& error) {
            const bool lost = connection_lost(error);
            const bool again = attempt + 1 < limits::transaction_tries;
            if (connection) {
                if (!lost) {
                    try {
                        connection->forget_statements();
                        connection->say("ROLLBACK");
                        pool_->give_back(std::move(connection));
                    } catch (const sql::SQLException&) {
                    }
                }
                if (connection) {
                    connection.reset();
                    pool_->lost();
                }
            }
            // Lost while committing: nobody knows. A once-key tells, because it was in the same transaction.
            if (lost && committing) {
                if (!once) refuse(ErrorKind::unavailable, "database.outcome_unknown");
                committing = false;
                back_off(attempt);
                if (!again) refuse(ErrorKind::unavailable, "database.outcome_unknown");
                if (was_done(*this, *once, actor)) return;
                continue;
            }
            if (!lost && !worth_repeating(error)) throw std::runtime_error(std::string("database: ") + error.what());
            if (!again) give_up(error);
            back_off(attempt);
        } catch (const Overtaken& overtaken) {
            if (connection) end(std::move(connection), "ROLLBACK");
            if (attempt + 1 >= limits::transaction_tries) refuse(ErrorKind::conflict, overtaken.what());
            back_off(attempt);
        } catch (...) {
            if (connection) end(std::move(connection), mode == Mode::plain ? "DO 0" : "ROLLBACK");
            throw;
        }
    }
}

void Database::require_durable() {
    const auto wrong = look_up([](Transaction& tx) {
        std::string found;
        const auto setting = [&](const char* sql, std::string_view wanted, const char* name) {
            const auto value = tx.one(sql, {}, [](const Row& row) { return row.text("value"); });
            if (value != wanted) found += std::string(name) + " is " + value.value_or("missing") + "; ";
        };
        setting("SELECT CAST(@@GLOBAL.innodb_flush_log_at_trx_commit AS CHAR) AS value", "1",
                "innodb_flush_log_at_trx_commit");
        // "ON" in newer MariaDB and in MySQL 8, "1" in older.
        setting("SELECT CAST(CAST(@@GLOBAL.innodb_doublewrite AS CHAR) IN ('ON', '1') AS CHAR) AS value", "1",
                "innodb_doublewrite");
        setting("SELECT CAST(@@SESSION.sql_mode LIKE '%STRICT_TRANS_TABLES%' AS CHAR) AS value", "1",
                "sql_mode with STRICT_TRANS_TABLES");
        return found;
    });
    if (!wrong.empty()) throw std::runtime_error("The database could lose committed money: " + wrong + "wanted is 1.");
}

bool Database::reachable() {
    try {
        return look_up([](Transaction& tx) { return tx.number("SELECT 1"); }) == 1;
    } catch (const std::exception&) {
        return false;
    }
}

DatabaseUrl DatabaseUrl::parse(std::string_view url) {
    const auto fail = [](const char* why) { throw std::invalid_argument(std::string("The address of the database ") + why + "."); };
    DatabaseUrl parsed;
    constexpr std::string_view scheme = "mysql://";
    if (!url.starts_with(scheme)) fail("must begin with mysql://");
    url.remove_prefix(scheme.size());
    if (const auto question = url.find('?'); question != url.npos) {
        const auto option = url.substr(question + 1);
        if (!option.starts_with("ca=")) fail("may only have the option ca=FILE");
        parsed.ca = option.substr(3);
        url = url.substr(0, question);
    }
    const auto at = url.rfind('@');
    if (at == url.npos) fail("must hold user:password@");
    const auto account = url.substr(0, at);
    const auto colon = account.find(':');
    parsed.user = account.substr(0, colon);
    if (colon != account.npos) parsed.password = account.substr(colon + 1);
    auto place = url.substr(at + 1);
    const auto slash = place.rfind('/');
    if (slash == place.npos || slash + 1 == place.size()) fail("must end with /schema");
    parsed.schema = place.substr(slash + 1);
    place = place.substr(0, slash);
    if (place.starts_with("unix(") && place.ends_with(")")) {
        parsed.socket = place.substr(5, place.size() - 6);
        return parsed;
    }
    const auto port = place.rfind(':');
    parsed.host = place.substr(0, port);
    if (port != place.npos) {
        const auto number = whole_number(place.substr(port + 1));
        if (!number || *number < 1 || *number > 65535) fail("has a port that is no number");
        parsed.port = static_cast<int>(*number);
    }
    const bool loopback = parsed.host == "127.0.0.1" || parsed.host == "localhost" || parsed.host == "::1";
    if (!loopback && parsed.ca.empty()) fail("needs ?ca=FILE, for it is on another machine");
    return parsed;
}

}  // namespace bygd
