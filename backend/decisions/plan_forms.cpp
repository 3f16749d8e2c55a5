#include "decisions/plan_forms.hpp"

#include <algorithm>

namespace bygd {

void put_plan_rows(const ActionFormContext& context, View& view, const PaymentPlan& proposed, const PaymentPlan& now) {
    std::string told;
    for (const auto& due : now) told += (told.empty() ? "" : ", ") + std::to_string(due.year) + ": " + due.amount.swedish();
    if (!told.empty()) view.set("PLAN_NOW", context.words("decisions.plan.now", {told}));
    constexpr int shown = 3;
    int rows = std::min(plan_rows, std::max(shown, static_cast<int>(proposed.size()) + 1));
    for (int row = rows + 1; row <= plan_rows; ++row) {
        if (!context.value("plan_" + std::to_string(row) + "_amount").empty()) rows = row;
    }
    for (int row = 1; row <= rows; ++row) {
        const auto number = std::to_string(row);
        const auto at = static_cast<std::size_t>(row - 1);
        const bool there = at < proposed.size();
        auto& one = view.add("PLAN_ROW");
        FieldView year{FieldView::Kind::number, "plan_" + number + "_year", context.words("decisions.plan.year", {number})};
        year.value = context.value(year.name, there ? std::to_string(proposed[at].year) : "");
        year.required = false;
        add_field(one, "YEAR_FIELD", year, context.problems, context.words);
        FieldView amount{FieldView::Kind::money, "plan_" + number + "_amount", context.words("decisions.plan.amount", {number})};
        amount.value = context.value(amount.name, there ? proposed[at].amount.swedish_number() : "");
        amount.unit = "kr";
        amount.required = false;
        add_field(one, "AMOUNT_FIELD", amount, context.problems, context.words);
    }
}

}  // namespace bygd
