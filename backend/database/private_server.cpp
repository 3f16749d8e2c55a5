#include "database/private_server.hpp"

#include <mysql.h>
#include <sys/random.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include "base/log.hpp"
#include "database/private_server_folder.hpp"

namespace bygd {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using namespace data_folder;

namespace {

constexpr std::uintmax_t new_database_bytes = 100 << 20;
constexpr std::uintmax_t start_bytes = 20 << 20;        // a start writes a temporary tablespace of 12 MiB
constexpr auto stop_patience = 30s;
constexpr auto start_patience = 10min;                  // recovery of a large log may take its time
constexpr unsigned access_denied = 1045;

std::string random_password() {
    unsigned char bytes[24];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) fail("The system gives no random numbers.");
    std::string text;
    for (const auto byte : bytes) text += {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
    return text;
}

// 0 when the owner's account can sign in; otherwise the client's error number.
unsigned sign_in(const DataFolder& folder) {
    MYSQL* connection = mysql_init(nullptr);
    if (!connection) fail("Out of memory.");
    const unsigned seconds = 5;
    mysql_options(connection, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
    mysql_real_connect(connection, nullptr, "bygdestod_owner", folder.owner_password.c_str(), nullptr, 0,
                       folder.socket().c_str(), 0);
    const unsigned number = mysql_errno(connection);
    mysql_close(connection);
    return number;
}

std::string program(const char* name, const char* package) {
    const auto found = child::find_program(name);
    if (found.empty()) {
        fail(std::string("The program ") + name + " is not installed: install the package " + package +
             ", or name another database in database.url.");
    }
    return found.string();
}

std::string accounts_in_sql(const DataFolder& folder) {
    const auto account = [](const std::string& name, const std::string& password) {
        const auto who = "'" + name + "'@'localhost'";
        return "CREATE USER IF NOT EXISTS " + who + ";\nALTER USER " + who + " IDENTIFIED BY '" + password + "';\n";
    };
    return "CREATE DATABASE IF NOT EXISTS `bygdestod` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci;\n" +
           account("bygdestod_owner", folder.owner_password) +
           "GRANT ALL PRIVILEGES ON `bygdestod%`.* TO 'bygdestod_owner'@'localhost' WITH GRANT OPTION;\n" +
           account("bygdestod_app", folder.application_password);
}

}  // namespace

// One thread that makes, starts, watches and restarts the database, and lives as long as any of its children: the kernel
// ends a child with the thread that started it.
class PrivateServer::Supervisor {
public:
    Supervisor(DataFolder& folder, Options options);
    ~Supervisor();

private:
    void run();
    void install();
    void start();
    void await_ready();
    void watch();
    bool launch(const std::vector<std::string>& arguments);
    int finish_child();
    std::vector<std::string> arguments(const fs::path& first_words) const;
    [[noreturn]] void fail_with_log(const std::string& what) const;

    DataFolder& folder_;
    Options options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    pid_t child_ = 0;                                   // changed by thread_ alone, under the mutex
    bool answering_ = false;                            // the child is past its start
    bool ready_ = false, stopping_ = false, gone_ = false;
    std::exception_ptr failure_;
    std::size_t log_begins_ = 0;
    std::thread thread_;
};

PrivateServer::Supervisor::Supervisor(DataFolder& folder, Options options)
    : folder_(folder), options_(std::move(options)) {
    mysql_server_init(0, nullptr, nullptr);             // not safe from several threads at once
    sigset_t all;
    sigset_t before;
    sigfillset(&all);                                   // signals are for the threads that serve
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ready_ || gone_; });
    if (ready_) return;
    lock.unlock();
    thread_.join();
    std::rethrow_exception(failure_);
}

PrivateServer::Supervisor::~Supervisor() {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    // A MariaDB told to end while it is starting may hang for ever.
    if (child_ > 0) kill(child_, answering_ ? SIGTERM : SIGKILL);
    if (!changed_.wait_for(lock, stop_patience, [&] { return gone_; }) && child_ > 0) {
        log::warning("database.killed", {{"log", folder_.log().string()}});
        kill(child_, SIGKILL);
    }
    lock.unlock();
    thread_.join();
}

void PrivateServer::Supervisor::run() {
    try {
        if (!fs::exists(folder_.data())) install();
        start();
        std::lock_guard lock(mutex_);
        ready_ = true;
        changed_.notify_all();
    } catch (...) {
        failure_ = std::current_exception();
    }
    if (!failure_) watch();
    mysql_thread_end();
    std::lock_guard lock(mutex_);
    gone_ = true;
    changed_.notify_all();
}

// Into a folder of its own, renamed when it is whole: a start that was cut off leaves nothing half made, nor do the last
// breaths of its helpers reach this one's.
void PrivateServer::Supervisor::install() {
    folder_.require_space(new_database_bytes);
    const auto half = folder_.path() / (DataFolder::half_made + std::to_string(getpid()));
    folder_.make_private_folder(half);
    program("mariadbd", "mariadb-server-core");
    program("my_print_defaults", "mariadb-client-core");
    std::vector<std::string> words = {program("mariadb-install-db", "mariadb-server-core"), "--no-defaults",
                                      "--datadir=" + half.string(), "--force", "--skip-name-resolve", "--skip-test-db",
                                      "--auth-root-authentication-method=socket",
                                      "--auth-root-socket-user=" + folder_.keeper().name,
                                      "--innodb-log-file-size=16M"};
    // Through to mariadbd: what the script itself does with --user breaks on a path with a space in it.
    if (folder_.keeper().uid == 0) words.push_back("-uroot");
    if (!launch(words)) fail("The start was broken off.");
    child::await_end(child_);
    if (finish_child() != 0) fail_with_log("The database could not be made in " + folder_.path().string());
    on_files(half, [&] { fs::rename(half, folder_.data()); });
}

void PrivateServer::Supervisor::start() {
    folder_.require_space(start_bytes);
    unlink(folder_.answered_mark().c_str());
    const bool accounts_are_new = folder_.owner_password.empty();
    const auto accounts_sql = folder_.run() / "accounts.sql";
    if (accounts_are_new) {
        // Said by MariaDB to itself before it answers anyone; the rights of an account that is there already are kept.
        folder_.owner_password = random_password();
        folder_.application_password = random_password();
        folder_.write_private_file(accounts_sql, accounts_in_sql(folder_));
    }
    try {
        if (!launch(arguments(accounts_are_new ? accounts_sql : fs::path()))) fail("The start was broken off.");
        await_ready();
        if (accounts_are_new) folder_.write_accounts();
        folder_.write_private_file(folder_.answered_mark(), "");
    } catch (...) {
        if (child_ > 0) {
            kill(child_, SIGKILL);
            child::await_end(child_);
            finish_child();
        }
        if (accounts_are_new) folder_.owner_password.clear();
        throw;
    }
    unlink(accounts_sql.c_str());
    std::lock_guard lock(mutex_);
    answering_ = true;
}

void PrivateServer::Supervisor::await_ready() {
    const auto until = std::chrono::steady_clock::now() + start_patience;
    for (auto pause = 2ms;; pause = std::min(pause * 2, 16ms)) {
        const auto number = sign_in(folder_);
        if (number == 0) return;
        if (number == access_denied) {
            fail("The passwords in " + folder_.accounts().string() + " do not fit the database in " +
                 folder_.data().string() + ": remove that file and start again.");
        }
        if (child::has_ended(child_)) fail_with_log("The database in " + folder_.path().string() + " did not start");
        if (std::chrono::steady_clock::now() > until) {
            fail("The database in " + folder_.path().string() + " does not answer; its words are in " +
                 folder_.log().string() + ".");
        }
        std::this_thread::sleep_for(pause);
    }
}

// Starts it again at once; a database that dies young is given a longer rest each time.
void PrivateServer::Supervisor::watch() {
    auto pause = 0ms;
    while (true) {
        const auto begun = std::chrono::steady_clock::now();
        if (child_ > 0) child::await_end(child_);
        if (std::chrono::steady_clock::now() - begun > 1min) pause = 0ms;
        const int code = finish_child();
        {
            std::unique_lock lock(mutex_);
            if (stopping_) return;
            if (code >= 0) log::error("database.ended", {{"code", std::to_string(code)}});
            if (changed_.wait_for(lock, pause, [&] { return stopping_; })) return;
        }
        pause = std::min(std::max(pause * 2, 200ms), 10'000ms);
        try {
            start();
            log::info("database.restarted");
        } catch (const std::exception& error) {
            log::error("database.restart_failed", {{"why", error.what()}});
        }
    }
}

// With its output in the database's log. False when the end came first.
bool PrivateServer::Supervisor::launch(const std::vector<std::string>& arguments) {
    const int output = folder_.open_log();
    log_begins_ = static_cast<std::size_t>(lseek(output, 0, SEEK_END));
    std::string problem;
    {
        std::lock_guard lock(mutex_);
        try {
            if (!stopping_) child_ = child::start(arguments, folder_.keeper(), output);
        } catch (const std::system_error& error) {
            problem = error.code().message();
        }
    }
    close(output);
    if (!problem.empty()) fail("Cannot start " + arguments.front() + ": " + problem + ".");
    return child_ > 0;
}

// Its number is forgotten in the moment it is free for another process, so that the end never signals a stranger.
// -1: there was no child.
int PrivateServer::Supervisor::finish_child() {
    std::lock_guard lock(mutex_);
    answering_ = false;
    return child_ > 0 ? child::reap(std::exchange(child_, 0)) : -1;
}

std::vector<std::string> PrivateServer::Supervisor::arguments(const fs::path& first_words) const {
    const auto run = folder_.run().string();
    std::vector<std::string> words = {
        program("mariadbd", "mariadb-server-core"), "--no-defaults", "--datadir=" + folder_.data().string(),
        "--socket=" + folder_.socket(), "--pid-file=" + run + "/mariadbd.pid", "--tmpdir=" + run,
        "--secure-file-priv=" + run, "--skip-networking", "--skip-name-resolve", "--local-infile=0",
        // Small: 62 MB with nothing in it (an InnoDB log of the default size takes 96 MB of disk).
        "--innodb-buffer-pool-size=" + std::to_string(options_.buffer_pool_bytes), "--innodb-log-file-size=16M",
        "--key-buffer-size=1M", "--aria-pagecache-buffer-size=8M", "--performance-schema=OFF", "--max-connections=64",
        // Safe: what is committed survives the loss of power.
        "--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=ON", "--transaction-isolation=REPEATABLE-READ",
        "--max-allowed-packet=32M", "--character-set-server=utf8mb4", "--collation-server=utf8mb4_unicode_520_ci",
        "--default-time-zone=+00:00",
        "--sql-mode=STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE,"
        "NO_ZERO_IN_DATE,ONLY_FULL_GROUP_BY"};
    if (folder_.keeper().uid == 0) words.push_back("--user=root");
    if (!first_words.empty()) words.push_back("--init-file=" + first_words.string());
    words.insert(words.end(), options_.more.begin(), options_.more.end());
    return words;
}

// One sentence from the first error MariaDB wrote since it was launched.
void PrivateServer::Supervisor::fail_with_log(const std::string& what) const {
    const auto whole = read_file(folder_.log());
    const auto said = whole.substr(std::min(log_begins_, whole.size()));
    if (said.find("Errcode: 28") != said.npos || said.find("No space left") != said.npos) {
        fail_on(folder_.path(), ENOSPC);
    }
    constexpr std::string_view mark = "[ERROR] ";
    const auto at = said.find(mark);
    if (at == said.npos) fail(what + "; see " + folder_.log().string() + ".");
    auto error = said.substr(at + mark.size(), said.find('\n', at) - at - mark.size());
    while (!error.empty() && (error.back() == '.' || error.back() == ' ')) error.pop_back();
    fail(what + " (" + error + "); see " + folder_.log().string() + ".");
}

PrivateServer::PrivateServer(Options options) : folder_(std::make_unique<DataFolder>()) {
    if (!folder_->take(options.data_folder)) {
        if (options.when_in_use == WhenInUse::refuse) {
            fail("The data folder " + folder_->path().string() + " is in use by another bygdestod (process " +
                 folder_->process_with_lock() + ").");
        }
        folder_->join([&] { return sign_in(*folder_) == 0; });
        return;
    }
    folder_->prepare();
    supervisor_ = std::make_unique<Supervisor>(*folder_, std::move(options));
}

PrivateServer::~PrivateServer() = default;

void PrivateServer::stop() { supervisor_.reset(); }

std::string PrivateServer::owner_url() const {
    return "mysql://bygdestod_owner:" + folder_->owner_password + "@unix(" + folder_->socket() + ")/bygdestod";
}

std::string PrivateServer::application_url() const {
    return "mysql://bygdestod_app:" + folder_->application_password + "@unix(" + folder_->socket() + ")/bygdestod";
}

}  // namespace bygd
