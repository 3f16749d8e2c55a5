// The form on which an officer writes the proposal.
#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "budget/fund_store.hpp"
#include "decisions/condition_form.hpp"
#include "decisions/condition_rules.hpp"
#include "decisions/cost_forms.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_forms.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/plan_forms.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

// As the law counts them now, with what an earlier proposal approved of each.
ApprovedCosts costs_to_propose(const ActionFormContext& context, const Assessment& tried, const std::optional<Proposal>& before) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    auto costs = costs_of(form, application_of_json(context.subject.application), tried, context.services.languages.sv);
    if (!before || before->costs.empty()) return costs;
    const auto proposed = costs_of_json(nlohmann::json::parse(before->costs));
    for (std::size_t i = 0; i < costs.size() && i < proposed.size(); ++i) {
        if (proposed[i].line != costs[i].line) break;
        costs[i].approved = least(proposed[i].approved, costs[i].counted);
        costs[i].reason = proposed[i].reason;
    }
    return costs;
}

void fill_proposal(const ActionFormContext& context, View& view) {
    const auto before = proposal_of(context.tx, context.subject.id);
    const auto tried = assess_case(context.services, context.tx, context.subject, context.services.clock.today());
    const auto suggested = least(tried.most(), context.subject.sought);
    const auto fitting = !tried.eligible() ? "rejected" : suggested == context.subject.sought ? "approved" : "partly_approved";
    std::vector<Option> outcomes;
    for (const auto* outcome : {"approved", "partly_approved", "rejected"}) {
        outcomes.push_back({outcome, context.words(std::string("case.outcome.") + outcome)});
    }
    put_options(view, "proposal_outcome", outcomes,
                context.value("proposal_outcome", before ? before->outcome : fitting),
                context.problems, context.words);
    std::vector<Option> funds;
    for (const auto& line : list_funds(context.tx, std::nullopt)) {
        if (line.fund.year + 1 < context.services.clock.today().year()) continue;
        funds.push_back({std::to_string(line.fund.id.value()), line.fund.name,
                         context.words("decisions.fund_left", {line.balance.left_to_reserve().swedish()})});
    }
    put_options(view, "fund", funds,
                context.value("fund", before && before->fund ? std::to_string(before->fund->value()) : ""),
                context.problems, context.words);
    const auto field = [&](std::string_view name, const std::string& fallback) {
        put_field(view, name, context.value(name, fallback), context.problems, context.words);
    };
    field("amount", (before && before->grants() ? before->amount : suggested).swedish_number());
    field("reasons", before ? before->reasons : "");
    put_condition_rows(context, view, before && before->grants() ? before->duties : standard_conditions(context.services, context.subject, context.services.clock.today()));
    field("period_from", before && before->period_from ? before->period_from->iso() : "");
    field("period_to", before && before->period_to ? before->period_to->iso() : "");
    put_plan_rows(context, view, before ? before->plan : PaymentPlan{}, {});
    field("no_hearing_reason", "");
    put_cost_rows(context, view, costs_to_propose(context, tried, before), CostBound::counted);
    put_check(view, "principal", context.value("principal") == "1", context.problems, context.words);
}

}  // namespace

void register_decision_forms(ActionForms& forms) { forms.add("proposal", {"decisions/proposal_form", fill_proposal}); }

}  // namespace bygd
