#include "imports/import.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bygd {

namespace {

constexpr std::array<std::pair<RowOutcome, std::string_view>, 4> names{{{RowOutcome::added, "new"},
                                                                        {RowOutcome::changed, "changed"},
                                                                        {RowOutcome::same, "same"},
                                                                        {RowOutcome::wrong, "wrong"}}};

}  // namespace

std::string_view to_string(RowOutcome outcome) {
    return std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.first == outcome; })->second;
}

std::optional<RowOutcome> row_outcome_of(std::string_view name) {
    for (const auto& [outcome, known] : names) {
        if (known == name) return outcome;
    }
    return std::nullopt;
}

std::int64_t ImportCounts::of(RowOutcome outcome) const {
    const auto found = planned.find(outcome);
    return found == planned.end() ? 0 : found->second;
}

void mark_doubles(std::vector<ImportRow>& rows) {
    std::map<std::string, int> first;
    for (auto& each : rows) {
        if (each.plan.key.empty() || each.plan.outcome == RowOutcome::wrong) continue;
        const auto [there, fresh] = first.emplace(each.plan.key, each.row.number);
        if (fresh) continue;
        each.plan.outcome = RowOutcome::wrong;
        each.plan.problems.push_back({"", "import.row_twice", {std::to_string(there->second)}});
    }
}

}  // namespace bygd
