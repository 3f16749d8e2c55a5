// Random people in the house: applications, steps that are offered and steps that are not, right and wrong words typed, claims,
// changes, stops, recoveries, appeals, the board, and days that go by. After each step the invariants are held against the
// database; what a step refused must leave everything as it was. The same seed does the same things.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "decisions/board_store.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/simulation/case_file.hpp"
#include "tests/simulation/dice.hpp"
#include "tests/simulation/typing.hpp"

namespace bygd::simulation {

struct Tally {
    std::int64_t steps = 0, done = 0, refused = 0, cases = 0;
    std::map<std::string, std::int64_t> taken;      // "approve", "claim attest": steps of workflows that took hold
    std::map<std::string, std::int64_t> codes;      // of refusals
    std::set<std::string> forms, bases;             // granted under
};

class Simulation {
public:
    explicit Simulation(std::uint64_t seed);

    Faults step();                                  // empty: all is well
    Faults check_all();                             // verify, and each case as it was last seen
    std::string last_steps() const;                 // in words: those on the same case and the newest of all, oldest first
    const Tally& tally() const { return tally_; }

private:
    enum class Ends { done, refused, stale, repeated };
    struct Command {
        std::string what, number;                   // number: of the case it is about, or empty
        std::function<void(const Actor&)> run;
        std::optional<TakenStep> step;              // of a workflow
        bool offered = false;                       // the house said it could be done
        bool stale = false;                         // it names a version that is not any more
    };

    std::string any_person();
    std::string an_officer();
    std::string any_case(bool open_ones_first);
    const CaseFile& file(const std::string& number) const { return files_.at(numbers_.at(number)); }
    const Workflow& road_of(const CaseFile&, const Proceeding*) const;
    Scene scene(const CaseFile&, const Proceeding*);

    Command next(std::string& who);
    Command register_one(std::string& who);
    Command offered_step(std::string& who);
    Command mend(std::string& who, const CaseFile&, const Proceeding* beside, const Problems&);
    Command any_step(const std::string& who);
    Command take(const std::string& who, const CaseFile&, const Proceeding*, const Transition&, bool offered);
    Command look_up(std::string& who, const CaseFile&);
    Command tick(std::string& who, const CaseFile&);
    Command settle(std::string& who, const CaseFile&);
    Command declare(const CaseFile&);
    Command paper(const CaseFile&);
    Command account(const CaseFile&);
    Command at_board();
    Command put_on(Id<BoardMeeting>);
    Command minute(const BoardMeeting&);
    Command money();
    Command days();

    Faults run(const std::string& who, const Command&);
    Ends attempt(const std::string& who, const Command&, Faults&);
    Faults judge(const Command&, Ends, const std::vector<std::int64_t>& before, const std::vector<std::int64_t>& after);
    Faults judge_debtors(const Command&, const CaseFile& paying, int& versions);
    Faults judge_funds();
    void remember(Id<Case>);

    Dice dice_;
    testing_house::HouseCast cast_;
    std::vector<std::string> names_;
    std::vector<Id<Fund>> funds_;
    std::vector<Id<User>> officers_;
    std::map<Id<Case>, CaseFile> files_;
    std::map<std::string, Id<Case>> numbers_;
    std::vector<std::string> order_;                // of the cases, oldest first
    std::map<int, std::vector<std::string>> outlets_;
    std::vector<std::string> told_;
    Tally tally_;
    std::string about_, answer_;                    // the last step: its case, and how it ended
};

}  // namespace bygd::simulation
