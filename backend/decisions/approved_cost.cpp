#include "decisions/approved_cost.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr std::size_t reason_most = 500;

std::string number_of(std::size_t index) { return std::to_string(index + 1); }

// What the assessment has said of this one cost, as a sentence; empty when it has said nothing.
std::string said_of(const Assessment& assessment, std::size_t index, const Words& words) {
    const auto prefix = "cost_" + number_of(index) + "_";
    const auto found = std::find_if(assessment.warnings.begin(), assessment.warnings.end(),
                                    [&](const auto& reason) { return reason.problem.field.starts_with(prefix); });
    return found == assessment.warnings.end() ? "" : words(found->problem);
}

void read_one(const Typed& typed, std::size_t index, ApprovedCost& cost, CostBound bound, Problems& problems) {
    const auto amount_field = "approved_cost_" + number_of(index), reason_field = "cost_reason_" + number_of(index);
    if (const auto amount = typed.find(amount_field); amount != typed.end()) {
        try {
            cost.approved = Money::parse(trimmed(amount->second), amount_field);
        } catch (const Error& error) {
            add(problems, error.problems());
            return;
        }
    }
    if (const auto reason = typed.find(reason_field); reason != typed.end()) cost.reason = trimmed(reason->second);
    if (bound == CostBound::counted && cost.approved > cost.counted) {
        problems.push_back({amount_field, "proposal.cost_over", {cost.counted.swedish()}});
    }
    if (cost.approved >= cost.sought) cost.reason.clear();
    else if (cost.reason.empty()) problems.push_back({reason_field, "proposal.cost_reason"});
    if (characters(cost.reason) > reason_most) {
        problems.push_back({reason_field, "text.too_long", {std::to_string(reason_most)}});
    }
}

}  // namespace

ApprovedCosts costs_of(const SupportForm& form, const Application& application, const Assessment& assessment,
                       const Words& words) {
    ApprovedCosts costs;
    std::size_t index = 0;
    for (const auto& line : assessment.lines) {
        if (!form.cost_line(line.line)) continue;
        while (index < application.costs.size() && application.costs[index].line != line.line) ++index;
        if (index >= application.costs.size()) break;
        const auto& row = application.costs[index];
        ApprovedCost cost{line.line, line.description, std::max(row.amount, line.amount), line.amount, line.amount,
                          line.share, line.paragraph, ""};
        if (cost.counted < cost.sought) cost.reason = said_of(assessment, index, words);
        costs.push_back(std::move(cost));
        ++index;
    }
    return costs;
}

ApprovedCosts read_costs(const Typed& typed, ApprovedCosts costs, CostBound bound, Problems& problems) {
    for (std::size_t i = 0; i < costs.size(); ++i) read_one(typed, i, costs[i], bound, problems);
    return costs;
}

Money aid_of(const ApprovedCosts& costs) {
    Money total;
    for (const auto& cost : costs) total += cost.aid();
    return total;
}

Money approved_on(const ApprovedCosts& costs, std::string_view line) {
    Money total;
    for (const auto& cost : costs) {
        if (cost.line == line) total += cost.approved;
    }
    return total;
}

void check_amount_on_costs(const Typed& typed, const ApprovedCosts& costs, Problems& problems) {
    const auto amount = typed.find("amount");
    if (costs.empty() || amount == typed.end()) return;
    try {
        const auto most = aid_of(costs);
        if (Money::parse(trimmed(amount->second), "amount") > most) {
            problems.push_back({"amount", "proposal.over_costs", {most.swedish()}});
        }
    } catch (const Error&) {
        return;                          // no amount at all: whoever reads the proposal says so
    }
}

std::string costs_json(const ApprovedCosts& costs) {
    auto list = json::array();
    for (const auto& cost : costs) {
        list.push_back({{"line", cost.line}, {"description", cost.description}, {"sought", cost.sought.plain()},
                        {"counted", cost.counted.plain()}, {"approved", cost.approved.plain()}, {"share", cost.share.value},
                        {"paragraph", cost.paragraph}, {"reason", cost.reason}});
    }
    return list.dump();
}

ApprovedCosts costs_of_json(const json& list) {
    ApprovedCosts costs;
    for (const auto& one : list) {
        const auto money = [&](const char* name) { return Money::parse(one.at(name).get<std::string>()); };
        costs.push_back({one.at("line").get<std::string>(), one.at("description").get<std::string>(), money("sought"),
                         money("counted"), money("approved"), BasisPoints{one.at("share").get<std::int64_t>()},
                         one.at("paragraph").get<std::string>(), one.at("reason").get<std::string>()});
    }
    return costs;
}

ApprovedCosts costs_in_force(const std::vector<Decision>& decisions) {
    const auto* now = in_force(decisions);
    if (!now) return {};
    const auto snapshot = json::parse(now->snapshot);
    return snapshot.contains("costs") ? costs_of_json(snapshot.at("costs")) : ApprovedCosts{};
}

ApprovedCosts costs_of_snapshot(const SupportForm& form, const json& snapshot) {
    if (const auto kept = snapshot.find("costs"); kept != snapshot.end()) return costs_of_json(*kept);
    ApprovedCosts costs;
    const auto calculation = snapshot.find("calculation");
    if (calculation == snapshot.end() || !calculation->contains("lines")) return costs;
    for (const auto& line : calculation->at("lines")) {
        const auto name = line.at("line").get<std::string>();
        if (!form.cost_line(name)) continue;
        const auto amount = Money::parse(line.at("amount").get<std::string>());
        costs.push_back({name, line.at("description").get<std::string>(), amount, amount, amount,
                         BasisPoints{line.at("share").get<std::int64_t>()}, line.at("paragraph").get<std::string>(), ""});
    }
    return costs;
}

}  // namespace bygd
