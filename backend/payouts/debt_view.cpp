#include "payouts/debt_view.hpp"

#include <algorithm>

#include "cases/proceeding_store.hpp"
#include "decisions/ocr_number.hpp"
#include "payouts/recovery_actions.hpp"

namespace bygd {

namespace {

std::vector<std::string> states_of(std::string_view view) {
    if (view == "handed_over") return {"handed_over"};
    if (view == "ended") return {"closed", "written_off"};
    return {"debt"};
}

DebtShown shown(const Services& services, Transaction& tx, const DebtLine& line, Date today) {
    DebtShown one{line, ocr_number(line.recovery.value()), debt_of(tx, find_proceeding(tx, line.subject, line.sequence).value()), {}, {}, {}};
    one.left = balance_of_debt(services.parameters, one.debt, today);
    if (line.state != "debt") return one;
    one.plan = instalment_plan_of(tx, line.recovery);
    if (one.plan) one.behind = one.plan->behind(today);
    else if (today >= one.debt.interest_from()) one.behind = one.left.debt + one.left.interest;
    return one;
}

}  // namespace

std::vector<DebtShown> debts_shown(const Services& services, Transaction& tx, std::string_view view, std::int64_t before, std::size_t most) {
    const auto today = services.clock.today();
    std::vector<DebtShown> found;
    // Who is behind is known only when the plan and what has come in are looked at, so the open ones are gone through.
    while (found.size() < most) {
        const auto lines = list_debts(tx, states_of(view), before, most);
        for (const auto& line : lines) {
            before = line.recovery.value();
            auto one = shown(services, tx, line, today);
            if (view == "behind" && one.behind.zero()) continue;
            found.push_back(std::move(one));
            if (found.size() == most) break;
        }
        if (lines.size() < most) break;
    }
    return found;
}

}  // namespace bygd
