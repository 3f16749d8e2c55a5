#include "database/private_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include "database/pool.hpp"
#include "tests/database/test_server.hpp"

namespace bygd {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::HasSubstr;

// Why a start was refused; empty when it was not.
std::string refusal(const fs::path& folder) {
    try {
        PrivateServer server({.data_folder = folder});
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

bool soon(const std::function<bool()>& holds) {
    for (const auto until = steady_clock::now() + 20s; steady_clock::now() < until;) {
        if (holds()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

pid_t database_process(const fs::path& folder) {
    pid_t process = 0;
    std::ifstream(folder / "run" / "mariadbd.pid") >> process;
    return process;
}

void write_three_rows(const std::string& url) {
    Database database(DatabaseUrl::parse(url), 1);
    database.transact([](Transaction& tx) {
        tx.execute("CREATE TABLE kept (id INT PRIMARY KEY) ENGINE=InnoDB");
        tx.execute("INSERT INTO kept (id) VALUES (1), (2), (3)");
    });
}

std::int64_t rows(const std::string& url) {
    Database database(DatabaseUrl::parse(url), 1);
    return database.look_up([](Transaction& tx) { return tx.number("SELECT COUNT(*) FROM kept"); });
}

// Does `work` in a process of its own, which then waits to be killed. Returns when the work is done.
class OtherProcess {
public:
    explicit OtherProcess(const std::function<void(const std::function<void()>& wait)>& work) {
        std::array<int, 2> news{};
        if (pipe(news.data()) != 0) throw std::runtime_error("no pipe");
        process_ = fork();
        if (process_ == 0) {
            work([&] {
                (void)!write(news[1], "x", 1);
                for (;;) pause();
            });
            _exit(1);
        }
        close(news[1]);
        char byte = 0;
        const bool done = read(news[0], &byte, 1) == 1;
        close(news[0]);
        if (!done) throw std::runtime_error("the other process failed");
    }
    ~OtherProcess() { end_hard(); }
    void end_hard() {
        if (process_ > 0) {
            kill(process_, SIGKILL);
            waitpid(process_, nullptr, 0);
        }
        process_ = 0;
    }

private:
    pid_t process_ = 0;
};

// As an account without rights of its own; what it says, or nothing.
std::string refusal_as_nobody(const fs::path& folder) {
    std::array<int, 2> news{};
    if (pipe(news.data()) != 0) throw std::runtime_error("no pipe");
    const pid_t process = fork();
    if (process == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(1);
        const auto said = refusal(folder);
        (void)!write(news[1], said.data(), said.size());
        _exit(0);
    }
    close(news[1]);
    std::string said(2000, '\0');
    const auto size = read(news[0], said.data(), said.size());
    close(news[0]);
    waitpid(process, nullptr, 0);
    said.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return said;
}

TEST(PrivateServer, MakesItsFolderOnFirstUseAndKeepsItForTheNext) {
    const auto folder = TestServer::scratch_folder() / "first" / "use";
    std::string url;
    {
        PrivateServer server({.data_folder = folder});
        url = server.owner_url();
        write_three_rows(url);
    }
    struct stat found {};
    ASSERT_EQ(stat(folder.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 077, 0u);
    ASSERT_EQ(stat((folder / "accounts").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600u);
    PrivateServer server({.data_folder = folder});
    EXPECT_EQ(server.owner_url(), url);
    EXPECT_EQ(rows(url), 3);
}

TEST(PrivateServer, IsDurable) {
    PrivateServer server({.data_folder = TestServer::data_folder()});
    EXPECT_NO_THROW(Database(DatabaseUrl::parse(server.owner_url()), 1).require_durable());
}

TEST(PrivateServer, SecondStartOnTheSameFolderIsRefusedAtOnce) {
    const auto folder = TestServer::data_folder();
    PrivateServer server({.data_folder = folder});
    const auto begun = steady_clock::now();
    EXPECT_EQ(refusal(folder), "The data folder " + fs::canonical(folder).string() +
                                   " is in use by another bygdestod (process " + std::to_string(getpid()) + ").");
    EXPECT_LT(steady_clock::now() - begun, 5s);   // MariaDB's own lock would take 30
}

TEST(PrivateServer, MayBeJoinedWhichNeverStopsIt) {
    const auto folder = TestServer::data_folder();
    PrivateServer server({.data_folder = folder});
    write_three_rows(server.owner_url());
    {
        PrivateServer guest({.data_folder = folder, .when_in_use = PrivateServer::WhenInUse::join});
        EXPECT_EQ(guest.owner_url(), server.owner_url());
        EXPECT_EQ(guest.application_url(), server.application_url());
        guest.stop();
    }
    EXPECT_EQ(rows(server.owner_url()), 3);
}

TEST(PrivateServer, KilledDatabaseComesBackByItselfWithAllThatWasCommitted) {
    const auto folder = TestServer::data_folder();
    PrivateServer server({.data_folder = folder});
    write_three_rows(server.owner_url());
    for (int time = 0; time < 2; ++time) {
        const auto killed = database_process(folder);
        ASSERT_GT(killed, 0);
        kill(killed, SIGKILL);
        ASSERT_TRUE(soon([&] { return database_process(folder) != killed && database_process(folder) > 0; }));
        ASSERT_TRUE(soon([&] { return Database(DatabaseUrl::parse(server.owner_url()), 1).reachable(); }));
        EXPECT_EQ(rows(server.owner_url()), 3);
    }
}

TEST(PrivateServer, DatabaseEndsWithAKilledProgramAndTheNextStartRecovers) {
    const auto folder = TestServer::data_folder();
    const auto serve = [&](const std::function<void()>& wait) {
        PrivateServer server({.data_folder = folder});
        write_three_rows(server.owner_url());
        wait();
    };
    OtherProcess other(serve);
    ASSERT_GT(database_process(folder), 0);
    other.end_hard();
    PrivateServer server({.data_folder = folder});   // waits for the orphan
    EXPECT_EQ(rows(server.owner_url()), 3);
}

TEST(PrivateServer, RecoversWhenProgramAndDatabaseWereKilledTogether) {
    const auto folder = TestServer::data_folder();
    const auto serve = [&](const std::function<void()>& wait) {
        PrivateServer server({.data_folder = folder});
        write_three_rows(server.owner_url());
        wait();
    };
    OtherProcess other(serve);
    kill(database_process(folder), SIGKILL);
    other.end_hard();
    PrivateServer server({.data_folder = folder});
    EXPECT_EQ(rows(server.owner_url()), 3);
}

// Told to end in the middle of its start, MariaDB 10.11 hangs in one of five cases, and holds the folder for ever.
TEST(PrivateServer, OrphanThatHungInItsStartIsEnded) {
    const auto folder = TestServer::data_folder();
    OtherProcess other([&](const std::function<void()>& wait) {
        PrivateServer server({.data_folder = folder});
        write_three_rows(server.owner_url());
        wait();
    });
    kill(database_process(folder), SIGSTOP);
    fs::remove(folder / "run" / "answered");
    other.end_hard();
    PrivateServer server({.data_folder = folder});
    EXPECT_EQ(rows(server.owner_url()), 3);
}

TEST(PrivateServer, PathsTooLongOrTooStrangeForASocketWork) {
    for (const auto& name : {std::string(120, 'x'), std::string("två ord (1)")}) {
        const auto folder = TestServer::scratch_folder() / name;
        fs::path socket;
        {
            PrivateServer server({.data_folder = folder});
            socket = DatabaseUrl::parse(server.owner_url()).socket;
            EXPECT_LE(socket.string().size(), 107u);
            EXPECT_TRUE(Database(DatabaseUrl::parse(server.owner_url()), 1).reachable());
        }
        EXPECT_FALSE(fs::exists(socket.parent_path())) << "the short folder stays behind";
    }
}

TEST(PrivateServer, RunsAsRootOnlyWhereNothingElseIsPossible) {
    if (geteuid() != 0) GTEST_SKIP() << "concerns root alone";
    std::string open_to_all = "/tmp/bygdestod-test-XXXXXX";
    ASSERT_NE(mkdtemp(open_to_all.data()), nullptr);
    chmod(open_to_all.c_str(), 0755);
    const auto closed = fs::path(open_to_all) / "closed";
    fs::create_directory(closed);
    chmod(closed.c_str(), 0700);
    for (const auto& [folder, root_expected] :
         {std::pair(fs::path(open_to_all) / "data", false), std::pair(closed / "two words", true)}) {
        PrivateServer server({.data_folder = folder});
        struct stat found {};
        ASSERT_EQ(stat(("/proc/" + std::to_string(database_process(folder))).c_str(), &found), 0);
        EXPECT_EQ(found.st_uid == 0, root_expected) << folder;
    }
    fs::remove_all(open_to_all);
}

TEST(PrivateServer, OwnerMakesSchemasOfTheHouseAndTheApplicationAccountBeginsWithNothing) {
    Database owner(DatabaseUrl::parse(TestServer::owner_url()), 1);
    owner.look_up([](Transaction& tx) { tx.execute("CREATE SCHEMA bygdestod_made_by_owner"); });
    owner.look_up([](Transaction& tx) { tx.execute("DROP SCHEMA bygdestod_made_by_owner"); });
    EXPECT_ANY_THROW(owner.look_up([](Transaction& tx) { tx.execute("CREATE SCHEMA another_house"); }));
    EXPECT_ANY_THROW(owner.look_up([](Transaction& tx) { return tx.number("SELECT COUNT(*) FROM mysql.global_priv"); }));
    PrivateServer fresh({.data_folder = TestServer::data_folder()});
    EXPECT_FALSE(Database(DatabaseUrl::parse(fresh.application_url()), 1).reachable());
}

TEST(PrivateServer, SaysInOneSentenceWhyItCannotStart) {
    const auto folder = TestServer::scratch_folder();
    std::ofstream(folder / "file") << "x";
    EXPECT_EQ(refusal(folder / "file"), fs::canonical(folder / "file").string() + " is not a folder.");

    std::string closed = "/tmp/bygdestod-test-XXXXXX";
    ASSERT_NE(mkdtemp(closed.data()), nullptr);
    chmod(closed.c_str(), 0500);
    const auto said = refusal_as_nobody(fs::path(closed) / "data");
    fs::remove(closed);
    EXPECT_THAT(said, HasSubstr("has no right to use " + closed));

    const auto foreign = TestServer::data_folder();
    std::ofstream(foreign / "accounts") << "bygdestod_owner wrong\nbygdestod_app wrong\n";
    EXPECT_THAT(refusal(foreign), HasSubstr("remove that file and start again"));
    fs::remove(foreign / "accounts");
    EXPECT_EQ(refusal(foreign), "");

    const auto broken = TestServer::data_folder();
    fs::resize_file(broken / "data" / "ibdata1", 100);
    EXPECT_THAT(refusal(broken), HasSubstr("see " + fs::canonical(broken).string() + "/database.log."));
}

TEST(PrivateServer, SaysThatTheDiskIsFull) {
    const auto folder = TestServer::scratch_folder();
    if (mount("none", folder.c_str(), "tmpfs", 0, "size=30M") != 0) GTEST_SKIP() << "no right to make a small disk";
    const auto said = refusal(folder / "data");
    umount(folder.c_str());
    EXPECT_EQ(said, "The disk of " + fs::canonical(folder).string() +
                        "/data has 29 MB free; the database needs at least 100 MB.");
}

}  // namespace
}  // namespace bygd
