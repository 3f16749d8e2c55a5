#include "projects/project.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace bygd {

std::vector<int> Project::years() const {
    std::vector<int> years;
    for (auto year = period_from.year(); year <= period_to.year(); ++year) years.push_back(year);
    return years;
}

const CostCategory* Project::category(std::string_view key) const {
    const auto found =
        std::find_if(categories.begin(), categories.end(), [&](const auto& one) { return one.key == key; });
    return found == categories.end() ? nullptr : &*found;
}

std::string_view to_string(FinancierKind kind) {
    switch (kind) {
        case FinancierKind::public_money:
            return "public";
        case FinancierKind::private_money:
            return "private";
        case FinancierKind::eu:
            return "eu";
    }
    return "public";
}

std::optional<FinancierKind> financier_kind_of(std::string_view name) {
    for (const auto kind : {FinancierKind::public_money, FinancierKind::private_money, FinancierKind::eu}) {
        if (name == to_string(kind)) return kind;
    }
    return std::nullopt;
}

namespace {

void check_category(Problems& problems, const Project& project, const std::string& category, const std::string& at) {
    if (!project.category(category)) problems.push_back({at + ".category", "project.category_unknown", {category}});
}

}  // namespace

Problems problems_of(const ProjectEconomy& economy) {
    const auto& project = economy.project;
    const std::vector<std::string> period{project.period_from.iso(), project.period_to.iso()};
    Problems problems;
    std::set<std::pair<std::string, int>> budgets;
    for (std::size_t i = 0; i < economy.budget.size(); ++i) {
        const auto& row = economy.budget[i];
        const auto at = "budget." + std::to_string(i);
        check_category(problems, project, row.category, at);
        if (row.year < project.period_from.year() || row.year > project.period_to.year()) {
            problems.push_back({at + ".year", "project.outside_period", period});
        }
        if (!budgets.emplace(row.category, row.year).second) {
            problems.push_back({at, "project.budget_twice", {row.category, std::to_string(row.year)}});
        }
    }
    std::set<std::string_view> vouchers;
    for (std::size_t i = 0; i < economy.expenditure.size(); ++i) {
        const auto& row = economy.expenditure[i];
        const auto at = "expenditure." + std::to_string(i);
        check_category(problems, project, row.category, at);
        if (row.booked_on < project.period_from || row.booked_on > project.period_to) {
            problems.push_back({at + ".booked_on", "project.outside_period", period});
        }
        if (!vouchers.insert(row.voucher).second) {
            problems.push_back({at + ".voucher", "project.voucher_twice", {row.voucher}});
        }
    }
    return problems;
}

}  // namespace bygd
