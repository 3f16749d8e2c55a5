// A child process that ends with its parent: other account if asked for, nothing inherited but its output, a session of its
// own so that Ctrl-C in the terminal does not reach it, SIGTERM from the kernel when the thread that started it is gone.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace bygd::child {

struct OsAccount {
    uid_t uid = 0;
    gid_t gid = 0;
    std::string name;                                  // "root" when the number has no name

    static OsAccount own();
    static OsAccount of(uid_t uid);
    static OsAccount nobody();
};

// Full path of a program on PATH or in the usual sbin folders; empty when it is not installed.
std::filesystem::path find_program(const std::string& name);

// Starts `arguments` (the first a full path) as `account`, in folder `/`, output and errors to `output`. The kernel ends it
// with the calling THREAD, so call it from one that lives as long as the child should. Throws std::system_error.
pid_t start(const std::vector<std::string>& arguments, const OsAccount& account, int output);

// Whether `account` may pass through `folder` and every folder above it. False also where accounts cannot be changed.
bool may_enter(const OsAccount& account, const std::filesystem::path& folder);

// Blocks until the child has ended, without reaping it: its number stays its own until reap().
void await_end(pid_t child);
bool has_ended(pid_t child);
int reap(pid_t child);                                 // the exit code, or 128 + signal

}  // namespace bygd::child
