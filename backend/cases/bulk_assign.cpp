#include "cases/bulk_assign.hpp"

#include <algorithm>

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

// The step of the case that takes an officer: "assign" of a new one, "reassign" later. None: not now, or not by this person.
std::string assigning_step(const Services& services, const Actor& actor, const std::string& number) {
    return services.database.read([&](Transaction& tx) {
        auto subject = case_by_number(tx, number);
        for (const auto& offer : offers_of(services, tx, actor, subject, services.clock.now())) {
            if (offer.input == "assign") return offer.action;
        }
        return std::string();
    });
}

}  // namespace

std::vector<BulkLine> assign_many(const Services& services, const Actor& actor, const std::vector<std::string>& chosen,
                                  const std::string& officer) {
    require_case_reader(actor);
    Problems problems;
    std::vector<BulkLine> lines;
    for (const auto& text : chosen) lines.push_back(line_of(text, problems));
    if (chosen.empty()) problems.push_back({"case", "bulk.none"});
    if (chosen.size() > limits::batch_cases) problems.push_back({"case", "bulk.too_many", {std::to_string(limits::batch_cases)}});
    if (officer.empty()) problems.push_back({"new_officer", "required"});
    require_none(std::move(problems));
    // The form's own once-key stands for the whole; each case is held to the version that was read.
    auto each = actor;
    each.once.reset();
    for (auto& line : lines) {
        try {
            const auto step = assigning_step(services, each, line.diary_number);
            if (step.empty()) refuse(ErrorKind::conflict, "bulk.not_now");
            take_action(services, each, {line.diary_number, line.version, step, "", {{{"officer", officer}}, {}}});
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
            line.problems = error.problems();
        }
    }
    return lines;
}

}  // namespace bygd
