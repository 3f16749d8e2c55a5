#include "database/private_server_child.hpp"

#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

namespace bygd::child {

OsAccount OsAccount::own() { return of(geteuid()); }

OsAccount OsAccount::of(uid_t uid) {
    std::array<char, 4096> space{};
    passwd entry{};
    passwd* found = nullptr;
    getpwuid_r(uid, &entry, space.data(), space.size(), &found);
    if (!found) return {uid, uid == geteuid() ? getegid() : static_cast<gid_t>(uid), "root"};
    return {uid, found->pw_gid, found->pw_name};
}

OsAccount OsAccount::nobody() {
    std::array<char, 4096> space{};
    passwd entry{};
    passwd* found = nullptr;
    getpwnam_r("nobody", &entry, space.data(), space.size(), &found);
    return found ? of(found->pw_uid) : own();
}

std::filesystem::path find_program(const std::string& name) {
    const char* path = std::getenv("PATH");
    const std::string folders = std::string(path ? path : "") + ":/usr/sbin:/usr/local/sbin:/usr/bin:/sbin";
    for (std::size_t begin = 0; begin <= folders.size();) {
        const auto end = std::min(folders.find(':', begin), folders.size());
        const auto candidate = std::filesystem::path(folders.substr(begin, end - begin)) / name;
        if (candidate.is_absolute() && access(candidate.c_str(), X_OK) == 0) return candidate;
        begin = end + 1;
    }
    return {};
}

namespace {

// Everything below this line until exec runs between fork and exec of a program with threads: system calls only, and the
// raw ones where the library's own would signal other threads.
bool become(const OsAccount& account) {
    if (account.uid == geteuid()) return true;
    const gid_t* none = nullptr;
    return syscall(SYS_setgroups, 0, none) == 0 && syscall(SYS_setresgid, account.gid, account.gid, account.gid) == 0 &&
           syscall(SYS_setresuid, account.uid, account.uid, account.uid) == 0;
}

void forget_signals() {
    for (int number = 1; number < 32; ++number) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

void close_others_at_exec() {
    if (syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
    for (int fd = 3; fd < 65536; ++fd) fcntl(fd, F_SETFD, FD_CLOEXEC);   // Linux before 5.11
}

[[noreturn]] void run_child(char* const* arguments, char* const* environment, const OsAccount& account, int output,
                            int report, pid_t parent) {
    setsid();
    forget_signals();
    umask(077);
    const int nothing = open("/dev/null", O_RDONLY);
    const bool ready = nothing >= 0 && dup2(nothing, 0) == 0 && dup2(output, 1) == 1 && dup2(output, 2) == 2 &&
                       chdir("/") == 0 && become(account);
    // After the change of account, which would clear it.
    if (ready && prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && getppid() == parent) {
        close_others_at_exec();
        execve(arguments[0], arguments, environment);
    }
    const int why = errno;
    [[maybe_unused]] const auto written = write(report, &why, sizeof why);
    _exit(127);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> found;
    for (auto& text : texts) found.push_back(text.data());
    found.push_back(nullptr);
    return found;
}

}  // namespace

pid_t start(const std::vector<std::string>& arguments, const OsAccount& account, int output) {
    auto words = arguments;
    std::vector<std::string> settings = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "TZ=UTC", "HOME=/"};
    const auto argument_pointers = pointers(words);
    const auto setting_pointers = pointers(settings);
    std::array<int, 2> report{};
    if (pipe2(report.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");

    // No handler of ours may run in the child before it has forgotten them.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child == 0) {
        run_child(argument_pointers.data(), setting_pointers.data(), account, output, report[1], parent);
    }
    const int fork_error = errno;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    close(report[1]);
    if (child < 0) {
        close(report[0]);
        throw std::system_error(fork_error, std::generic_category(), "fork");
    }
    int why = 0;
    ssize_t got = 0;
    do {
        got = read(report[0], &why, sizeof why);   // end of file: exec went well
    } while (got < 0 && errno == EINTR);
    close(report[0]);
    if (got == sizeof why) {
        reap(child);
        throw std::system_error(why, std::generic_category(), arguments.front());
    }
    return child;
}

bool may_enter(const OsAccount& account, const std::filesystem::path& folder) {
    const std::string path = folder.string();
    const pid_t child = fork();
    if (child == 0) _exit(become(account) && access(path.c_str(), X_OK) == 0 ? 0 : 1);
    return child > 0 && reap(child) == 0;
}

void await_end(pid_t child) {
    siginfo_t info{};
    while (waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
}

bool has_ended(pid_t child) {
    siginfo_t info{};
    return waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == child;
}

int reap(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return 255;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace bygd::child
