#include "decisions/cost_forms.hpp"

#include "aid/form.hpp"
#include "decisions/letter_sheet.hpp"

namespace bygd {

void put_cost_rows(const ActionFormContext& context, View& view, const ApprovedCosts& costs, CostBound bound) {
    if (costs.empty()) return;
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    const auto& words = context.words;
    auto& table = view.add("COSTS");
    table.set("HINT", words(bound == CostBound::counted ? "decisions.costs_hint" : "decisions.costs_hint_change"));
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const auto& cost = costs[i];
        const auto number = std::to_string(i + 1);
        auto& row = table.add("COST_ROW").set("N", number).set("DESCRIPTION", cost.description).set("PARAGRAPH", cost.paragraph);
        const auto* line = form.cost_line(cost.line);
        row.set("LINE", line ? line->label.in(words.language()) : cost.line).set("SHARE", percent_text(cost.share));
        row.set("SOUGHT", cost.sought.swedish()).set("COUNTED", cost.counted.swedish());
        row.show_if(bound == CostBound::counted, "COUNTED_NOW");
        FieldView amount{FieldView::Kind::money, "approved_cost_" + number, words("decisions.cost_approved", {number})};
        amount.value = context.value(amount.name, cost.approved.swedish_number());
        amount.unit = "kr";
        add_field(row, "APPROVED_FIELD", amount, context.problems, words);
        FieldView reason{FieldView::Kind::text, "cost_reason_" + number, words("decisions.cost_reason", {number})};
        reason.value = context.value(reason.name, cost.reason);
        reason.required = false;
        add_field(row, "REASON_FIELD", reason, context.problems, words);
    }
}

}  // namespace bygd
