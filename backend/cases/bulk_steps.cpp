#include "cases/bulk_steps.hpp"

#include <functional>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"

namespace bygd {

namespace {

BulkLine line_of(const std::string& text, Problems& problems) {
    BulkLine line;
    const auto at = text.rfind('@');
    const auto version = at == std::string::npos ? std::nullopt : whole_number(text.substr(at + 1));
    line.diary_number = text.substr(0, at);
    if (!version || *version < 1 || *version > 1'000'000'000) problems.push_back({"case", "bulk.line"});
    else line.version = static_cast<int>(*version);
    return line;
}

// The first step the person is offered of the case that is wanted; none: not now, or not by this person.
std::string offered_step(const Services& services, const Actor& actor, const std::string& number,
                         const std::function<bool(const Offer&)>& wanted) {
    return services.database.read([&](Transaction& tx) {
        auto subject = case_by_number(tx, number);
        for (const auto& offer : offers_of(services, tx, actor, subject, services.clock.now())) {
            if (wanted(offer)) return offer.action;
        }
        return std::string();
    });
}

std::vector<BulkLine> read_lines(const std::vector<std::string>& chosen, Problems& problems) {
    std::vector<BulkLine> lines;
    for (const auto& text : chosen) lines.push_back(line_of(text, problems));
    if (chosen.empty()) problems.push_back({"case", "bulk.none"});
    if (chosen.size() > limits::batch_cases) problems.push_back({"case", "bulk.too_many", {std::to_string(limits::batch_cases)}});
    return lines;
}

// The form's own once-key stands for the whole; each case is held to the version that was read.
std::vector<BulkLine> step_each(const Services& services, Actor actor, std::vector<BulkLine> lines, const ActionInput& input,
                                const std::function<bool(const Offer&)>& wanted) {
    actor.once.reset();
    for (auto& line : lines) {
        try {
            const auto step = offered_step(services, actor, line.diary_number, wanted);
            if (step.empty()) refuse(ErrorKind::conflict, "bulk.not_now");
            take_action(services, actor, {line.diary_number, line.version, step, "", input});
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
            line.problems = error.problems();
        }
    }
    return lines;
}

}  // namespace

std::vector<BulkLine> assign_many(const Services& services, const Actor& actor, const std::vector<std::string>& chosen,
                                  const std::string& officer) {
    require_case_reader(actor);
    Problems problems;
    auto lines = read_lines(chosen, problems);
    if (officer.empty()) problems.push_back({"new_officer", "required"});
    require_none(std::move(problems));
    // "assign" of a new case, "reassign" of one that has an officer.
    return step_each(services, actor, std::move(lines), {{{"officer", officer}}, {}},
                     [](const Offer& offer) { return offer.input == "assign"; });
}

std::vector<BulkLine> remind_many(const Services& services, const Actor& actor, const std::vector<std::string>& chosen) {
    require_case_reader(actor);
    Problems problems;
    auto lines = read_lines(chosen, problems);
    require_none(std::move(problems));
    return step_each(services, actor, std::move(lines), {},
                     [](const Offer& offer) { return offer.action == "remind_supplement"; });
}

}  // namespace bygd
