#include "tests/database/test_server.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "database/migrate.hpp"
#include "database/pool.hpp"
#include "database/private_server.hpp"

namespace bygd {

namespace fs = std::filesystem;

namespace {

const std::vector<std::string> fast = {"--innodb-flush-method=nosync"};

// Beside the test program, so that it goes with the build.
fs::path home() { return fs::read_symlink("/proc/self/exe").parent_path() / "database_folders"; }

// The folder of this program run. Those of runs that were killed are cleared away by the next.
class Run {
public:
    Run() : folder_(home() / std::to_string(getpid())) {
        fs::create_directories(home());
        for (const auto& entry : fs::directory_iterator(home())) {
            const auto process = std::atoi(entry.path().filename().c_str());
            if (process > 0 && (process == getpid() || (kill(process, 0) != 0 && errno == ESRCH))) {
                std::error_code ignored;
                fs::remove_all(entry.path(), ignored);   // two runs may clear at once
            }
        }
        fs::create_directory(folder_);
    }
    ~Run() {
        std::error_code ignored;
        if (getpid() == made_by_) fs::remove_all(folder_, ignored);
    }
    fs::path next() { return folder_ / std::to_string(++made_); }

private:
    fs::path folder_;
    pid_t made_by_ = getpid();
    int made_ = 0;
};

Run& run() {
    static Run only;
    return only;
}

constexpr const char* ready_schema = "bygdestod_ready";

fs::path migrations() { return fs::path(BYGD_SOURCE_DIR) / "schemas/migrations"; }

// Another for each set of migrations, so that none is ever left from before one was written.
std::string pattern_name() {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(migrations())) {
        std::ifstream in(entry.path());
        files[entry.path().filename().string()] = std::string(std::istreambuf_iterator<char>(in), {});
    }
    std::string all;
    for (const auto& [name, text] : files) all += name + "\n" + sha256_hex(text) + "\n";
    return "pattern-" + sha256_hex(all).substr(0, 16);
}

void make_pattern(const fs::path& folder) {
    PrivateServer server({.data_folder = folder, .more = fast});
    auto owner = DatabaseUrl::parse(server.owner_url()), application = DatabaseUrl::parse(server.application_url());
    Database(owner, 1).look_up([&](Transaction& tx) { tx.execute(std::string("CREATE DATABASE ") + ready_schema); });
    owner.schema = application.schema = ready_schema;
    migrate(owner, application, migrations());
    server.stop();
    fs::remove_all(folder / "run");
    fs::remove(folder / "database.log");
}

// Made by the first program that asks; the others wait for it.
fs::path pattern() {
    static const auto path = home() / pattern_name();
    fs::create_directories(home());
    const int lock = open((home() / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || flock(lock, LOCK_EX) != 0) throw std::runtime_error("no lock in " + home().string());
    const auto unlock = std::unique_ptr<const int, void (*)(const int*)>(&lock, [](const int* held) { close(*held); });
    if (!fs::exists(path)) {
        const auto half = home() / "pattern.new";
        fs::remove_all(half);
        make_pattern(half);
        fs::rename(half, path);
    }
    return path;
}

}  // namespace

fs::path TestServer::scratch_folder() {
    const auto path = run().next();
    fs::create_directory(path);
    return path;
}

fs::path TestServer::data_folder() {
    const auto path = run().next();
    fs::copy(pattern(), path, fs::copy_options::recursive);
    return path;
}

PrivateServer& TestServer::instance() {
    run();                                                // outlives the server
    static PrivateServer only({.data_folder = data_folder(), .more = fast});
    return only;
}

std::optional<std::string> TestServer::take_ready_schema() {
    static std::atomic<bool> taken{false};
    instance();
    return taken.exchange(true) ? std::nullopt : std::optional<std::string>(ready_schema);
}

std::string TestServer::owner_url() { return instance().owner_url(); }
std::string TestServer::application_url() { return instance().application_url(); }

}  // namespace bygd
