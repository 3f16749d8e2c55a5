#include "tests/database/test_server.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <stdexcept>

#include "base/log.hpp"
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

// Made by the first program that asks; the others wait for it.
fs::path pattern() {
    const auto path = home() / "pattern";
    fs::create_directories(home());
    const int lock = open((home() / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || flock(lock, LOCK_EX) != 0) throw std::runtime_error("no lock in " + home().string());
    if (!fs::exists(path)) {
        const auto half = home() / "pattern.new";
        fs::remove_all(half);
        PrivateServer server({.data_folder = half, .more = fast});
        server.stop();
        fs::remove_all(half / "run");
        fs::remove(half / "database.log");
        fs::rename(half, path);
    }
    close(lock);
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

std::string TestServer::owner_url() { return instance().owner_url(); }
std::string TestServer::application_url() { return instance().application_url(); }

}  // namespace bygd
