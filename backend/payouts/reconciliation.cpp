#include "payouts/reconciliation.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace bygd {

void SideSums::add(const MoneyTrace& trace) {
    auto& sum = trace.side == MoneySide::ledger ? ledger : trace.side == MoneySide::bank ? bank : accounts;
    sum += trace.amount;
}

bool ReconciledDay::agrees() const {
    return sums.agree() && std::all_of(payments.begin(), payments.end(), [](const auto& each) { return each.sums.agree(); });
}

std::vector<ReconciledDay> reconcile(const std::vector<MoneyTrace>& traces) {
    std::map<std::pair<Date, std::string>, std::map<std::tuple<bool, std::string, std::string>, ReconciledPayment>> found;
    for (const auto& trace : traces) {
        // What names no payment stands by itself; corrections of vouchers all stand together, for they cancel out.
        const auto alone = trace.reference.empty() && trace.side == MoneySide::bank ? std::to_string(trace.entry) : std::string();
        auto& payment = found[{trace.day, trace.fund}][{trace.reference.empty(), trace.reference, alone}];
        payment.reference = trace.reference;
        if (!trace.diary_number.empty()) payment.diary_number = trace.diary_number;
        if (trace.entry != 0) payment.entry = trace.entry;
        if (!trace.voucher.empty()) payment.voucher = trace.voucher;
        payment.sums.add(trace);
    }
    std::vector<ReconciledDay> days;
    for (auto& [key, payments] : found) {
        ReconciledDay day{key.first, key.second, {}, {}};
        for (auto& [name, payment] : payments) {
            day.sums.ledger += payment.sums.ledger;
            day.sums.bank += payment.sums.bank;
            day.sums.accounts += payment.sums.accounts;
            day.payments.push_back(std::move(payment));
        }
        days.push_back(std::move(day));
    }
    return days;
}

}  // namespace bygd
