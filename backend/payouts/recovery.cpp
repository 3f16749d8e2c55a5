#include "payouts/recovery.hpp"

#include <algorithm>
#include <stdexcept>

namespace bygd {

namespace {

__extension__ using Wide = __int128;         // öre x basis points x days does not fit 64 bits for a large debt

constexpr std::int64_t year_of_basis_points = 10'000LL * 365;

BasisPoints rate_on(Date day, const std::vector<InterestRate>& rates) {
    BasisPoints rate{0};
    bool known = false;
    for (const auto& each : rates) {
        if (each.from > day) break;
        rate = each.rate;
        known = true;
    }
    if (!known) throw std::logic_error("no rate of interest on " + day.iso());
    return rate;
}

}  // namespace

Money interest(Money debt, Date from, Date to, const std::vector<InterestRate>& rates) {
    Wide parts = 0;
    for (auto day = from; day < to;) {
        auto until = to;
        for (const auto& each : rates) {
            if (each.from > day && each.from < until) until = each.from;
        }
        parts += Wide{debt.minor()} * rate_on(day, rates).value * (until - day);
        day = until;
    }
    return Money::of_minor(static_cast<std::int64_t>((parts * 2 + year_of_basis_points) / (2 * year_of_basis_points)));
}

RecoveryBalance balance_on(const RecoveryDebt& debt, Date day, const std::vector<InterestRate>& rates) {
    RecoveryBalance balance{debt.demanded, Money()};
    auto counted = debt.interest_from();
    const auto count_to = [&](Date until) {
        if (until <= counted) return;
        balance.interest += interest(balance.debt, counted, until, rates);
        counted = until;
    };
    for (const auto& entry : debt.entries) {
        if (entry.booked_on > day) break;
        count_to(entry.booked_on);
        balance.debt -= entry.debt;
        balance.interest -= entry.interest;
    }
    count_to(day);
    return balance;
}

namespace {

RecoveryBalance checked_balance(const RecoveryDebt& debt, Money amount, Date day, const std::vector<InterestRate>& rates) {
    if (amount.zero()) throw Error(ErrorKind::invalid, {{"amount", "amount.zero"}});
    const auto earliest = debt.entries.empty() ? debt.decided_on : debt.entries.back().booked_on;
    if (day < earliest) throw Error(ErrorKind::invalid, {{"booked_on", "recovery.before_last", {earliest.iso()}}});
    return balance_on(debt, day, rates);
}

}  // namespace

RecoveryEntry repayment_of(const RecoveryDebt& debt, Money amount, Date day, const std::vector<InterestRate>& rates) {
    const auto balance = checked_balance(debt, amount, day, rates);
    const auto left = balance.debt + balance.interest;
    if (amount > left) throw Error(ErrorKind::invalid, {{"amount", "recovery.too_much", {left.swedish()}}});
    const auto to_interest = least(amount, balance.interest);
    return {"repayment", day, amount - to_interest, to_interest, "", {}};
}

RecoveryEntry write_off_of(const RecoveryDebt& debt, Date day, const std::vector<InterestRate>& rates) {
    const auto left = balance_on(debt, day, rates);
    const auto earliest = debt.entries.empty() ? debt.decided_on : debt.entries.back().booked_on;
    if (left.settled() || day < earliest) throw Error(ErrorKind::invalid, {{"", "recovery.nothing_left"}});
    return {"write_off", day, left.debt, left.interest, "", {}};
}

RecoveryEntry reduction_of(const RecoveryDebt& debt, Money amount, bool of_interest, Date day,
                           const std::vector<InterestRate>& rates) {
    const auto balance = checked_balance(debt, amount, day, rates);
    const auto left = of_interest ? balance.interest : balance.debt;
    if (amount > left) throw Error(ErrorKind::invalid, {{"amount", "recovery.too_much", {left.swedish()}}});
    return {"reduction", day, of_interest ? Money() : amount, of_interest ? amount : Money(), "", {}};
}

}  // namespace bygd
