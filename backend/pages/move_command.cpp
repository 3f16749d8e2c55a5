#include "pages/move_command.hpp"

#include <iostream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cases/case_move_actions.hpp"

namespace bygd {

namespace {

constexpr std::int64_t largest_batch = 10'000;

// Whoever runs the machine.
Actor mover() {
    Actor actor;
    actor.name = "bygdestod move-cases";
    return actor;
}

std::int64_t number_of(const CommandCall& call, const std::string& name, std::int64_t otherwise, std::int64_t most) {
    const auto typed = call.option(name);
    if (!typed) return otherwise;
    const auto number = whole_number(*typed);
    if (!number || *number < 1 || *number > most) {
        throw UsageError("--" + name + " is a number from 1 to " + std::to_string(most) + ".");
    }
    return *number;
}

// "in_review=hearing,proposed=in_review"
std::map<std::string, std::string> choices_of(const CommandCall& call) {
    std::map<std::string, std::string> choices;
    const auto typed = call.option("choose");
    if (!typed) return choices;
    for (const auto& each : split(*typed, ',')) {
        const auto parts = split(each, '=');
        if (parts.size() != 2 || parts[0].empty() || parts[1].empty()) {
            throw UsageError("--choose is STATE=STATE, several with commas.");
        }
        choices[parts[0]] = parts[1];
    }
    return choices;
}

int undo(const House& house, const CommandCall& call, std::ostream& out) {
    const Id<CaseMoveRun> run(number_of(call, "undo", 0, 1'000'000'000));
    try {
        const auto batch = static_cast<std::size_t>(number_of(call, "batch", 200, largest_batch));
        const auto done = undo_moves(house.services(), mover(), run, batch);
        for (const auto& number : done.moved_on) out << "LEFT " << number << ": it has gone on since it was moved\n";
        out << "run " << run.value() << ": " << done.undone << " cases put back, " << done.moved_on.size() << " left\n";
        return done.moved_on.empty() ? 0 : 1;
    } catch (const Error&) {
        std::cerr << "bygdestod: there is no run " << run.value() << ".\n";
        return 1;
    }
}

void tell(const CasesMoved& done, std::ostream& out) {
    for (const auto& one : done.moved) {
        out << "v" << one.from_version << " " << one.from << " -> " << one.to << (one.opens.empty() ? "" : " with " + one.opens)
            << ": " << one.cases << "\n";
    }
    for (const auto& one : done.waiting) {
        out << "WAITS v" << one.from_version << " " << one.state << ": " << one.cases << ", " << one.why << "\n";
    }
    for (const auto& one : done.refused) out << "REFUSED " << one << "\n";
}

}  // namespace

int move_command(const House& house, const CommandCall& call, std::ostream& out) {
    if (call.option("undo")) return undo(house, call, out);
    if (call.words.size() != 1 || !call.option("to")) throw UsageError("Write `move-cases WORKFLOW --to VERSION`.");
    MoveCases command;
    command.workflow = call.words.front();
    command.to = static_cast<int>(number_of(call, "to", 0, 10'000));
    command.choices = choices_of(call);
    command.dry_run = call.has("dry-run");
    command.batch = static_cast<std::size_t>(number_of(call, "batch", 200, largest_batch));
    if (const auto faults = faults_of(house.services(), command); !faults.empty()) {
        for (const auto& fault : faults) std::cerr << "bygdestod: " << fault << "\n";
        return 1;
    }
    const auto done = move_cases(house.services(), mover(), command,
                                 [](std::int64_t seen) { std::cerr << "bygdestod: " << seen << " cases gone through\n"; });
    tell(done, out);
    std::int64_t moved = 0, waiting = 0;
    for (const auto& one : done.moved) moved += one.cases;
    for (const auto& one : done.waiting) waiting += one.cases;
    out << moved << (command.dry_run ? " would be moved, " : " moved, ") << waiting << " wait, " << done.refused.size()
        << " refused: ";
    if (command.dry_run) out << "nothing saved, a dry run\n";
    else if (done.run.valid()) out << "run " << done.run.value() << "\n";
    else out << "nothing to do\n";
    return waiting == 0 && done.refused.empty() ? 0 : 1;
}

}  // namespace bygd
