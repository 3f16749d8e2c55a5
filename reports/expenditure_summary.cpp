#include "reports/expenditure_summary.hpp"

#include <algorithm>
#include <tuple>

#include "base/error.hpp"

namespace bygd {

__extension__ using Wide = __int128;

std::optional<BasisPoints> share_of(Money part, Money whole) {
    if (whole.zero()) return std::nullopt;
    const auto sign = part.negative() != whole.negative() ? -1 : 1;
    const auto above = Wide{part.minor()} * (part.negative() ? -1 : 1);
    const auto below = Wide{whole.minor()} * (whole.negative() ? -1 : 1);
    return BasisPoints{static_cast<std::int64_t>(sign * ((above * 20'000 + below) / (below * 2)))};
}

namespace {

void add_to(ExpenditureLine& line, Money ExpenditureLine::*whole, std::vector<Money> ExpenditureLine::*by_year,
            std::size_t year, Money amount) {
    line.*whole += amount;
    (line.*by_year)[year] += amount;
}

}  // namespace

ExpenditureSummary summarise_expenditure(ProjectEconomy economy) {
    require_none(problems_of(economy));
    ExpenditureSummary summary;
    const auto& project = summary.project = std::move(economy.project);
    summary.years = project.years();
    const std::vector<Money> none(summary.years.size());
    for (const auto& category : project.categories) summary.lines.push_back({category.label, none, none, {}, {}});
    summary.total = {"", none, none, {}, {}};

    const auto take = [&](const std::string& category, int year, Money amount, auto whole, auto by_year) {
        const auto line = static_cast<std::size_t>(project.category(category) - project.categories.data());
        const auto place = static_cast<std::size_t>(year - summary.years.front());
        add_to(summary.lines[line], whole, by_year, place, amount);
        add_to(summary.total, whole, by_year, place, amount);
    };
    for (const auto& row : economy.budget) {
        take(row.category, row.year, row.amount, &ExpenditureLine::budget, &ExpenditureLine::budget_by_year);
    }
    for (const auto& row : economy.expenditure) {
        take(row.category, row.booked_on.year(), row.amount, &ExpenditureLine::outcome,
             &ExpenditureLine::outcome_by_year);
    }
    for (const auto& row : economy.financing) summary.financed += row.amount;
    summary.financing = std::move(economy.financing);
    summary.vouchers = std::move(economy.expenditure);
    std::sort(summary.vouchers.begin(), summary.vouchers.end(), [](const auto& a, const auto& b) {
        return std::tie(a.booked_on, a.voucher) < std::tie(b.booked_on, b.voucher);
    });
    return summary;
}

Report expenditure_summary_report(decltype(Report::make) make) {
    return {"expenditure-summary",
            "report.expenditure.report_name",
            {{"project", ParameterKind::text, true}},
            {Role::officer, Role::manager, Role::decider, Role::finance, Role::auditor},
            std::move(make)};
}

}  // namespace bygd
