// The data folder of the private database: who may be on it, whose it is, and what lies where. Every failure is a
// std::runtime_error of one English sentence that names the path. Starts no database.
//   lock           held by the one bygdestod on this folder; names its process
//   accounts       the two accounts with their passwords, for the owner of the folder alone
//   data/          MariaDB's; it appears complete, by rename
//   run/           made anew at each start: socket, process number, temporary files
//   database.log   what MariaDB said; database.log.1 what it said before
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "database/private_server_child.hpp"

namespace bygd {

namespace data_folder {

[[noreturn]] void fail(const std::string& sentence);
[[noreturn]] void fail_on(const std::filesystem::path& path, int error_number);
// Runs a step of the file system; what goes wrong names the path it went wrong on.
void on_files(const std::filesystem::path& path, const std::function<void()>& step);
std::string read_file(const std::filesystem::path& path);   // empty when it cannot be read

}  // namespace data_folder

class DataFolder {
public:
    static constexpr const char* half_made = "data.new.";      // and a process number: data/ while it is being made

    DataFolder() = default;
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;
    ~DataFolder();

    // Makes the folder where it is missing and takes its lock. False: another process has it.
    bool take(const std::filesystem::path& wanted);
    // After take(): waits for the database of a killed bygdestod to end, and makes run/ and the place of the socket.
    void prepare();
    // Instead of prepare(): the database of the process that has the lock, which may itself be starting.
    void join(const std::function<bool()>& answers);

    std::filesystem::path path() const { return folder_; }
    std::filesystem::path data() const { return folder_ / "data"; }
    std::filesystem::path run() const { return folder_ / "run"; }
    std::filesystem::path log() const { return folder_ / "database.log"; }
    std::filesystem::path accounts() const { return folder_ / "accounts"; }
    std::filesystem::path answered_mark() const { return run() / "answered"; }   // there while MariaDB is past its start
    const child::OsAccount& keeper() const { return keeper_; }         // the account MariaDB runs as
    const std::string& socket() const { return socket_; }
    std::string process_with_lock() const;

    std::string owner_password, application_password;           // empty: not made yet

    void write_accounts() const;
    void write_private_file(const std::filesystem::path&, const std::string& content) const;  // whole or not at all
    void make_private_folder(const std::filesystem::path&) const;                             // anew, and empty
    int open_log() const;                                       // for appending
    void require_space(std::uintmax_t bytes) const;

private:
    void choose_keeper();
    void hand_over() const;
    void await_orphan() const;
    bool is_our_database(pid_t) const;
    void choose_socket();
    void clear_half_made() const;
    void read_accounts();
    void give(const std::filesystem::path&) const;
    std::filesystem::path socket_note() const { return run() / "socket"; }

    std::filesystem::path folder_;
    child::OsAccount keeper_;
    std::string socket_;
    bool is_new_ = false;
    bool joined_ = false;
    int lock_ = -1;
};

}  // namespace bygd
