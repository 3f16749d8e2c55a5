#include "budget/commitment.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace bygd {

namespace {

// The part of the kronor from `from` to `to` that the first `most` of them hold after `before`.
Money overlap(Money before, Money after, Money from, Money to) {
    const auto low = before < from ? from : before;
    const auto high = after < to ? after : to;
    return low < high ? high - low : Money();
}

}  // namespace

Money sum_of(const PaymentPlan& plan) {
    Money sum;
    for (const auto& due : plan) sum += due.amount;
    return sum;
}

PaymentPlan left_of(const PaymentPlan& plan, Money granted, Money paid, Money released, int fallback) {
    PaymentPlan left;
    Money before;
    for (const auto& due : fitted(plan, granted, fallback)) {
        const auto after = before + due.amount;
        const auto amount = overlap(before, after, paid, granted - released);
        if (!amount.zero()) left.push_back({due.year, amount});
        before = after;
    }
    return left;
}

PaymentPlan fitted(PaymentPlan plan, Money amount, int fallback) {
    auto sum = sum_of(plan);
    if (sum < amount) {
        if (plan.empty()) plan.push_back({fallback, Money()});
        plan.back().amount += amount - sum;
    }
    while (amount < sum && !plan.empty()) {
        const auto over = sum - amount;
        if (over < plan.back().amount) {
            plan.back().amount -= over;
            break;
        }
        sum -= plan.back().amount;
        plan.pop_back();
    }
    return plan;
}

Money due_after(const PaymentPlan& plan, int year) { return sum_of(plan) - due_until(plan, year); }

Money due_until(const PaymentPlan& plan, int year) {
    Money sum;
    for (const auto& due : plan) {
        if (due.year <= year) sum += due.amount;
    }
    return sum;
}

std::string plan_text(const PaymentPlan& plan) {
    std::string text;
    for (const auto& due : plan) text += (text.empty() ? "" : ";") + std::to_string(due.year) + "=" + due.amount.plain();
    return text;
}

PaymentPlan plan_of_text(const std::string& text) {
    PaymentPlan plan;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(';', at), text.size());
        const auto equals = text.find('=', at);
        plan.push_back({std::stoi(text.substr(at, equals - at)), Money::parse(text.substr(equals + 1, end - equals - 1))});
        at = end + 1;
    }
    return plan;
}

PaymentPlan read_plan(const std::map<std::string, std::string, std::less<>>& typed, Money amount, int first, PaymentPlan otherwise,
                      Problems& problems) {
    const auto value = [&](const std::string& name) {
        const auto found = typed.find(name);
        return found == typed.end() ? std::string() : trimmed(found->second);
    };
    std::map<int, Money> years;
    bool any = false, good = true;
    const auto bad = [&](Problem problem) {
        problems.push_back(std::move(problem));
        good = false;
    };
    for (int row = 1; row <= plan_rows; ++row) {
        const auto name = "plan_" + std::to_string(row);
        const auto year_text = value(name + "_year"), amount_text = value(name + "_amount");
        if (year_text.empty() && amount_text.empty()) continue;
        any = true;
        const auto year = whole_number(year_text).value_or(0);
        const auto last = first + plan_years_ahead;
        if (year < first || year > last) {
            bad({name + "_year", "number.range", {std::to_string(first), std::to_string(last)}});
        } else if (years.contains(static_cast<int>(year))) {
            bad({name + "_year", "plan.year_twice"});
        }
        try {
            const auto due = Money::parse(amount_text, name + "_amount");
            if (due.zero()) bad({name + "_amount", "amount.zero"});
            else if (good) years.emplace(static_cast<int>(year), due);
        } catch (const Error& error) {
            add(problems, error.problems());
            good = false;
        }
    }
    if (!any) return otherwise;
    PaymentPlan plan;
    for (const auto& [year, due] : years) plan.push_back({year, due});
    if (good && sum_of(plan) != amount) {
        problems.push_back({"plan_1_amount", "plan.sum", {sum_of(plan).swedish(), amount.swedish()}});
    }
    return plan;
}

Money Commitments::total() const {
    Money sum;
    for (const auto& each : years) sum += each.amount;
    return sum;
}

Money Commitments::after(int year) const {
    Money sum;
    for (const auto& each : years) {
        if (each.year > year) sum += each.amount;
    }
    return sum;
}

Money Commitments::counted() const { return day == Date(day.year(), 12, 31) ? total() : after(day.year()); }

}  // namespace bygd
