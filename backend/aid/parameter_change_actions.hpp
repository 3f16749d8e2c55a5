// What administrators do with parameters: one prepares a change, another confirms it, and either may be without the other.
// Each is one transaction with its row in the list of administrative changes. No decision is touched: it froze its values.
#pragma once

#include <atomic>

#include "aid/parameter_change.hpp"
#include "base/services.hpp"
#include "database/pool.hpp"

namespace bygd {

// As typed; `value` in the unit of the parameter (parse_parameter_value), the days as people write them.
struct PrepareParameterChange {
    std::string name, value, valid_from, valid_to, source, paragraph, note;
};
// What it would be, with all that is wrong with it told at once. Throws not_found for anyone but an administrator, invalid:
// check_parameter_change, parameter_change.value, date.*; parameter_change.there when another change begins that day.
ParameterChange prepare_parameter_change(const Services&, const Actor&, const PrepareParameterChange&);

// Throws not_found, forbidden parameter_change.same_person, conflict (parameter_change.settled), invalid with what
// check_parameter_change finds now: its day may have come.
ParameterChange confirm_parameter_change(const Services&, const Actor&, Id<ParameterChange>, int version);
// Of one that is not confirmed. Throws not_found, conflict parameter_change.settled.
ParameterChange withdraw_parameter_change(const Services&, const Actor&, Id<ParameterChange>, int version);

// Keeps the parameters of one process with what has been confirmed, here or by another server. A change holds from tomorrow
// at the earliest, so that what is some seconds old is right all the same.
class ParameterFollower {
public:
    ParameterFollower(Database& database, Parameters& parameters) : database_(database), parameters_(parameters) {}

    // Asks for the edition at most once in limits::parameter_look, and reads the changes only when there is a new one. What
    // cannot be read now is read next time, and said in the log.
    void look();
    void look_now();   // throws what the database throws

private:
    Database& database_;
    Parameters& parameters_;
    std::atomic<std::int64_t> looked_{-1};     // seconds of a clock that only goes forward
    std::atomic<std::int64_t> edition_{0};
};

}  // namespace bygd
