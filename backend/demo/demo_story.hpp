// What happens to each case of the demo and when: a story is a list of steps with their times, chosen by a seed. The
// stories of all cases are told in the order of time, so that diary numbers and ledger rows come as they would in life.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date_time.hpp"

namespace bygd {

// A small generator whose numbers are the same on every machine.
class DemoRandom {
public:
    explicit DemoRandom(std::uint64_t seed) : state_(seed * 2654435761u + 88172645463325252ull) {}
    std::uint64_t next();
    int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }
    int between(int least, int most) { return least + below(most - least + 1); }
    bool chance(int per_cent) { return below(100) < per_cent; }

private:
    std::uint64_t state_;
};

enum class Fate { approved, partly_approved, rejected, withdrawn, returned_then_approved, dismissed };

struct DemoStory {
    std::string form;
    int outlet = 0;                 // index of demo_outlets, or of demo_municipalities for home delivery
    Date received;
    Fate fate = Fate::approved;
    std::int64_t kronor = 0;        // sought
    int ore = 0;
    int granted_per_cent = 100;
    const char* refused_by = "";    // the rule that turned an application down which was else to be approved
    int seed = 0;
    std::string special;            // what else happens: "supplement", "hearing", "appeal", "judged_appeal", "change_more",
                                    // "change_less", "change_asked", "stop", "bank_rejects", "recovery", "repaid_recovery",
                                    // "waits_for_permit"
    bool left_open = false;         // waits for a decision when all is told: for the board, or for a deputy
};

struct DemoStep {
    Instant at;
    std::size_t story = 0;
    std::string what;               // "register", "assign", "check", "propose" ...
};

std::vector<DemoStory> demo_stories();
// All steps up to `end`, in the order of time.
std::vector<DemoStep> steps_of(const std::vector<DemoStory>& stories, Date end);

}  // namespace bygd
