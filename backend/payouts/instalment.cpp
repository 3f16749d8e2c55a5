#include "payouts/instalment.hpp"

#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::int64_t ore_of_krona = 100;

std::string typed(const Typed& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

}  // namespace

std::vector<Instalment> monthly_instalments(Money debt, int count, Date first) {
    std::vector<Instalment> plan;
    const auto each = Money::of_minor(debt.minor() / count / ore_of_krona * ore_of_krona);
    auto left = debt;
    for (int i = 0; i < count; ++i) {
        const auto amount = i + 1 == count ? left : each;
        plan.push_back({first.plus_months(i), amount});
        left -= amount;
    }
    std::erase_if(plan, [](const auto& one) { return one.amount.zero(); });   // a debt of fewer kronor than parts
    return plan;
}

std::vector<Instalment> read_instalments(const Typed& fields, Money debt, Date today) {
    Problems problems;
    const auto count = whole_number(typed(fields, "instalments"));
    if (typed(fields, "instalments").empty()) problems.push_back({"instalments", "required"});
    else if (!count || *count < 0 || *count > instalments_most) {
        problems.push_back({"instalments", "number.range", {"0", std::to_string(instalments_most)}});
    }
    std::optional<Date> first;
    if (!count || *count != 0) {
        try {
            first = Date::parse(typed(fields, "first_due_on"), "first_due_on");
            if (*first < today) problems.push_back({"first_due_on", "instalment.past"});
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    }
    require_none(std::move(problems));
    if (*count == 0) return {};
    return monthly_instalments(debt, static_cast<int>(*count), *first);
}

Money InstalmentPlan::behind(Date day) const {
    Money due;
    for (const auto& one : instalments) {
        if (one.due_on < day) due += one.amount;
    }
    return due > paid ? due - paid : Money();
}

std::optional<Instalment> InstalmentPlan::next_unpaid() const {
    Money sum;
    for (const auto& one : instalments) {
        sum += one.amount;
        if (sum > paid) return Instalment{one.due_on, least(one.amount, sum - paid)};
    }
    return std::nullopt;
}

}  // namespace bygd
