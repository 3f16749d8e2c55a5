// Where the facts come from that start and stop timers: each room registers a function that reads its own tables, so that
// what watches over cases never includes a room above it. A source is asked for many subjects at once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "jobs/timer.hpp"
#include "jobs/timer_set.hpp"

namespace bygd {

using FactsById = std::map<std::int64_t, SubjectFacts>;

// Adds what it knows of the subjects that have a place in the map; leaves the rest alone. `ids` are their keys, with the
// last one repeated until they are 1 or fact_batch of them: a statement is then prepared twice, not a hundred times.
using FactSource = std::function<void(Transaction&, const std::vector<std::int64_t>& ids, FactsById&)>;

inline constexpr std::size_t fact_batch = 100;

// At most so many subjects after the one, by key, whose timers run although they were closed before the day.
using Followed = std::function<std::vector<std::int64_t>(Transaction&, Date closed_before, std::int64_t after, std::size_t most)>;

// What some of the facts of one name are about, by instance, in a few words; what is not known is left out. Of at most
// fact_batch instances, padded as the ids of a source are.
using InstanceNames = std::function<std::map<std::int64_t, std::string>(Transaction&, const std::vector<std::int64_t>& instances)>;

class FactSources {
public:
    // `kind` is what the ids are of: "case" or "municipality". Adding a name that is there throws std::logic_error.
    void add(std::string kind, std::vector<std::string> facts, FactSource source);
    void follow(std::string kind, Followed followed);
    std::vector<std::int64_t> followed(Transaction&, const std::string& kind, Date closed_before, std::int64_t after,
                                       std::size_t most) const;
    void name(std::string fact, InstanceNames names);
    std::map<std::int64_t, std::string> names(Transaction&, const std::string& fact, const std::vector<std::int64_t>& instances) const;
    std::vector<std::string> facts() const;                            // every name that any source can give
    // Facts of at most fact_batch subjects of the kind; each of `ids` has a place in what is given back.
    FactsById read(Transaction&, const std::string& kind, const std::vector<std::int64_t>& ids) const;

private:
    struct Source {
        std::string kind;
        std::vector<std::string> facts;
        FactSource read;
    };
    std::vector<Source> sources_;
    std::multimap<std::string, Followed> followed_;
    std::map<std::string, InstanceNames> names_;
};

// As a source is given them: of any number but one, as many as a batch.
std::vector<std::int64_t> padded(std::vector<std::int64_t> ids);
// "(?, ?, ?)" for the ids of a source, and their values.
std::string places_for(const std::vector<std::int64_t>& ids);
Values values_of(const std::vector<std::int64_t>& ids);

struct Timers {
    TimerSet set;
    FactSources sources;
};

}  // namespace bygd
