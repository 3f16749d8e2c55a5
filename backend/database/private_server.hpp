// The house's own MariaDB: a child process on a data folder of its own, reached through a unix socket alone. It is made on
// first use, started again by itself when it dies, recovers after kill -9 of everything, and never outlives this process:
// whoever holds the folder's lock is the only one on it. Knows nothing of tables; migrate fills the schema.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace bygd {

class DataFolder;

class PrivateServer {
public:
    // What to do when another bygdestod runs its database in the same folder: refuse, or use that database while it lasts
    // (a report beside a serving server).
    enum class WhenInUse { refuse, join };

    struct Options {
        std::filesystem::path data_folder;             // made if it is not there; readable by its owner alone
        WhenInUse when_in_use = WhenInUse::refuse;
        std::size_t buffer_pool_bytes = 64 << 20;
        std::vector<std::string> more = {};            // further options of mariadbd, said last: tests trade safety for speed
    };

    // Returns when the database answers. Throws std::runtime_error with one English sentence for the person who started
    // it: folder in use, no right to it, disk full, mariadbd not installed, or the last word of the database's own log.
    // The calling program never waits for children it did not start (no waitpid(-1)), and calls this before it serves.
    explicit PrivateServer(Options options);
    ~PrivateServer();                                  // stops it, as stop() does
    PrivateServer(const PrivateServer&) = delete;
    PrivateServer& operator=(const PrivateServer&) = delete;

    // mysql://USER:PASSWORD@unix(SOCKET)/bygdestod; all of it in characters that need no escaping.
    // The owner may do everything in schemas whose name begins with bygdestod, and pass rights on; the application's
    // account begins with none at all. Valid for the life of this object, across restarts of the database.
    std::string owner_url() const;
    std::string application_url() const;

    // Shuts the database down cleanly, at most 30 s, after which it is killed: what was committed is safe either way.
    // Does nothing the second time, nor on a database that was joined.
    void stop();

private:
    class Supervisor;
    std::unique_ptr<DataFolder> folder_;
    std::unique_ptr<Supervisor> supervisor_;
};

}  // namespace bygd
