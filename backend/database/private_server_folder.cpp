#include "database/private_server_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace bygd {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using namespace data_folder;
using child::OsAccount;

namespace {

constexpr std::size_t socket_path_bytes = 107;          // of sockaddr_un; MariaDB refuses longer
constexpr std::uintmax_t log_bytes = 1 << 20;
constexpr auto orphan_patience = 30s;
constexpr auto join_patience = 10s;

// The process that holds MariaDB's own lock on a data directory; 0 when none, -1 when it cannot be told which.
pid_t holder_of(const fs::path& data) {
    for (const char* name : {"ibdata1", "aria_log_control"}) {
        const int fd = open((data / name).c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) continue;
        struct flock lock {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        const bool asked = fcntl(fd, F_GETLK, &lock) == 0;
        close(fd);
        if (asked && lock.l_type != F_UNLCK) return lock.l_pid > 0 ? lock.l_pid : -1;
    }
    return 0;
}

constexpr const char* short_folder_prefix = "/tmp/bygdestod-";

void remove_short_folder(const std::string& socket) {
    const auto parent = fs::path(socket).parent_path();
    if (!parent.string().starts_with(short_folder_prefix)) return;
    unlink(socket.c_str());
    rmdir(parent.c_str());
}

}  // namespace

void data_folder::fail(const std::string& sentence) { throw std::runtime_error(sentence); }

void data_folder::fail_on(const fs::path& path, int error_number) {
    if (error_number == ENOSPC || error_number == EDQUOT) fail("The disk of " + path.string() + " is full.");
    if (error_number == EROFS) fail("The disk of " + path.string() + " is mounted read-only.");
    if (error_number == EACCES || error_number == EPERM) {
        fail("The account " + OsAccount::own().name + " has no right to use " + path.string() + ".");
    }
    fail("Cannot use " + path.string() + ": " + std::strerror(error_number) + ".");
}

void data_folder::on_files(const fs::path& path, const std::function<void()>& step) {
    try {
        step();
    } catch (const fs::filesystem_error& error) {
        fail_on(error.path1().empty() ? path : error.path1(), error.code().value());
    }
}

std::string data_folder::read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    if (in) out << in.rdbuf();
    return out.str();
}

DataFolder::~DataFolder() {
    if (!joined_) remove_short_folder(socket_);
    if (lock_ >= 0) close(lock_);
}

bool DataFolder::take(const fs::path& wanted) {
    on_files(wanted, [&] {
        folder_ = fs::weakly_canonical(fs::absolute(wanted));
        if (fs::exists(folder_) && !fs::is_directory(folder_)) fail(folder_.string() + " is not a folder.");
        fs::create_directories(folder_.parent_path());
        is_new_ = fs::create_directory(folder_);
        if (is_new_) fs::permissions(folder_, fs::perms::owner_all);
    });
    const auto path = folder_ / "lock";
    lock_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock_ < 0) fail_on(path, errno);
    if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) fail_on(path, errno);
        return false;
    }
    auto process = std::to_string(getpid());
    process.resize(12, ' ');                            // the same length each time: needs no new space on a full disk
    process.back() = '\n';
    if (pwrite(lock_, process.data(), process.size(), 0) != static_cast<ssize_t>(process.size())) fail_on(path, errno);
    return true;
}

std::string DataFolder::process_with_lock() const {
    std::istringstream note(read_file(folder_ / "lock"));
    std::string process;
    note >> process;
    return process;
}

void DataFolder::prepare() {
    choose_keeper();
    await_orphan();
    hand_over();
    clear_half_made();
    const auto earlier = read_file(socket_note());
    if (fs::path(earlier).parent_path() != run()) remove_short_folder(earlier);
    make_private_folder(run());
    choose_socket();
    on_files(log(), [&] {
        if (fs::exists(log()) && fs::file_size(log()) > log_bytes) fs::rename(log(), log().string() + ".1");
    });
    read_accounts();
}

// MariaDB should not run as root: it runs as the folder's owner, or as nobody when that is root too. Only where that
// account cannot get at the folder (a clone under /root, a container without the right to change accounts) root it is.
void DataFolder::choose_keeper() {
    keeper_ = OsAccount::own();
    if (geteuid() != 0) return;
    const auto known = is_new_ ? folder_.parent_path() : folder_;
    struct stat found {};
    if (stat(known.c_str(), &found) != 0) fail_on(known, errno);
    const auto wanted = found.st_uid != 0 ? OsAccount::of(found.st_uid) : OsAccount::nobody();
    if (!child::may_enter(wanted, known)) return;
    if (is_new_ && lchown(folder_.c_str(), wanted.uid, wanted.gid) != 0) return;
    keeper_ = wanted;
}

// What an earlier start left under another account becomes the keeper's.
void DataFolder::hand_over() const {
    if (geteuid() != 0) return;
    give(folder_ / "lock");
    for (const auto& path : {accounts(), log()}) {
        if (fs::exists(path)) give(path);
    }
    struct stat found {};
    if (stat(data().c_str(), &found) != 0 || found.st_uid == keeper_.uid) return;
    on_files(data(), [&] {
        for (const auto& entry : fs::recursive_directory_iterator(data())) give(entry.path());
    });
    give(data());
}

// After kill -9 of a bygdestod the kernel ends its database cleanly, which takes a second or two. A MariaDB told to end
// while it is starting may hang for ever, so one that had not answered yet is killed soon, and any that takes too long.
// What was committed is safe either way.
void DataFolder::await_orphan() const {
    const auto begun = std::chrono::steady_clock::now();
    while (const auto holder = holder_of(data())) {
        const auto waited = std::chrono::steady_clock::now() - begun;
        if (waited > (fs::exists(answered_mark()) ? 10s : 1s) && is_our_database(holder)) kill(holder, SIGKILL);
        if (waited > orphan_patience) {
            fail("The database of an earlier bygdestod still runs in " + folder_.string() +
                 (holder > 0 ? " (process " + std::to_string(holder) + ")" : "") + ": end it and start again.");
        }
        std::this_thread::sleep_for(20ms);
    }
}

// Started by a bygdestod on this folder, which is gone since we have its lock; not by someone's hand.
bool DataFolder::is_our_database(pid_t process) const {
    const auto mark = "--pid-file=" + (run() / "mariadbd.pid").string() + '\0';
    return process > 0 && read_file("/proc/" + std::to_string(process) + "/cmdline").find(mark) != std::string::npos;
}

// Errors are for the next start: a helper of a killed start may be writing there still, for a moment.
void DataFolder::clear_half_made() const {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
        if (entry.path().filename().string().starts_with(half_made)) fs::remove_all(entry.path(), ignored);
    }
}

void DataFolder::choose_socket() {
    // Into the URL goes only what needs no escaping there.
    const auto plain = [](unsigned char c) { return std::isalnum(c) || std::strchr("/._-+,=", c); };
    socket_ = (run() / "s.sock").string();
    if (socket_.size() > socket_path_bytes || !std::all_of(socket_.begin(), socket_.end(), plain)) {
        auto short_folder = std::string(short_folder_prefix) + "XXXXXX";
        if (!mkdtemp(short_folder.data())) fail_on("/tmp", errno);
        socket_ = short_folder + "/s.sock";
        give(short_folder);
    }
    write_private_file(socket_note(), socket_);
}

void DataFolder::join(const std::function<bool()>& answers) {
    joined_ = true;
    const auto until = std::chrono::steady_clock::now() + join_patience;
    do {
        read_accounts();
        socket_ = read_file(socket_note());
        if (!owner_password.empty() && answers()) return;
        std::this_thread::sleep_for(50ms);
    } while (std::chrono::steady_clock::now() < until);
    fail("The data folder " + folder_.string() + " is in use by another bygdestod (process " + process_with_lock() +
         "), whose database does not answer.");
}

void DataFolder::read_accounts() {
    std::istringstream in(read_file(accounts()));
    std::string name;
    std::string password;
    while (in >> name >> password) {
        if (name == "bygdestod_owner") owner_password = password;
        if (name == "bygdestod_app") application_password = password;
    }
}

void DataFolder::write_accounts() const {
    write_private_file(accounts(),
                       "bygdestod_owner " + owner_password + "\nbygdestod_app " + application_password + "\n");
}

void DataFolder::write_private_file(const fs::path& path, const std::string& content) const {
    const fs::path half = path.string() + ".new";
    const int fd = open(half.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) fail_on(path, errno);
    const auto written = write(fd, content.data(), content.size());
    const bool good = written == static_cast<ssize_t>(content.size()) && fsync(fd) == 0;
    const int why = good || written >= 0 ? ENOSPC : errno;
    close(fd);
    if (!good) {
        unlink(half.c_str());
        fail_on(path, why);
    }
    give(half);
    if (rename(half.c_str(), path.c_str()) != 0) fail_on(path, errno);
}

void DataFolder::make_private_folder(const fs::path& path) const {
    on_files(path, [&] {
        fs::remove_all(path);
        fs::create_directory(path);
        fs::permissions(path, fs::perms::owner_all);
    });
    give(path);
}

int DataFolder::open_log() const {
    const int fd = open(log().c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) fail_on(log(), errno);
    give(log());
    return fd;
}

void DataFolder::require_space(std::uintmax_t bytes) const {
    struct statvfs disk {};
    if (statvfs(folder_.c_str(), &disk) != 0) fail_on(folder_, errno);
    const auto free = static_cast<std::uintmax_t>(disk.f_bavail) * disk.f_frsize;
    if (free >= bytes) return;
    fail("The disk of " + folder_.string() + " has " + std::to_string(free >> 20) +
         " MB free; the database needs at least " + std::to_string(bytes >> 20) + " MB.");
}

void DataFolder::give(const fs::path& path) const {
    if (geteuid() == 0 && lchown(path.c_str(), keeper_.uid, keeper_.gid) != 0) fail_on(path, errno);
}

}  // namespace bygd
