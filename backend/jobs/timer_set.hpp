// Every timer of the house, read once at start from schemas/parameters/timers.json. A new length is a new row with another
// valid_from; code is never changed for it. Reading stops at no fault: faults() tells all of them, and the server does not
// start on any.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "jobs/timer.hpp"

namespace bygd {

class TimerSet {
public:
    static TimerSet load(const std::filesystem::path& file);
    static TimerSet parse(std::string_view json);

    const std::vector<Timer>& all() const { return timers_; }
    // The row of that name that held on the day, or the newest one when none did; null: no such timer any more.
    const Timer* find(std::string_view name, Date started_on) const;
    std::vector<const Timer*> newest() const;                       // one of each name, in the order of the file
    // Days from the start of any timer until it no longer needs to be looked at: its length and its last reminder.
    int longest_days() const;

    // Faults of reading, and each name of a fact or a form that nobody knows.
    std::vector<std::string> faults(const std::vector<std::string>& facts, const std::vector<std::string>& forms) const;

private:
    std::vector<Timer> timers_;
    std::vector<std::string> faults_;
};

}  // namespace bygd
