// Keeps what one process holds in memory with what has been confirmed, here or by another server. What is followed holds from
// tomorrow at the earliest, so that what is some seconds old is right all the same.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "database/pool.hpp"

namespace bygd {

class EditionFollower {
public:
    // `edition` counts confirmations; `take` reads what is confirmed, in a transaction of its own, and puts it in force.
    EditionFollower(Database& database, std::string what, std::function<std::int64_t(Transaction&)> edition, std::function<void(Transaction&)> take)
        : database_(database), what_(std::move(what)), read_edition_(std::move(edition)), take_(std::move(take)) {}

    // Asks for the edition at most once in limits::parameter_look, and takes only when there is a new one. What cannot be read
    // now is read next time, and said in the log.
    void look();
    void look_now();   // throws what the database throws

private:
    Database& database_;
    std::string what_;                         // "parameters"
    std::function<std::int64_t(Transaction&)> read_edition_;
    std::function<void(Transaction&)> take_;
    std::atomic<std::int64_t> looked_{-1};     // seconds of a clock that only goes forward
    std::atomic<std::int64_t> edition_{0};
};

}  // namespace bygd
