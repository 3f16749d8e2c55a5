// What is decided on while a case runs: a change of what was granted (time, budget, content), and that support is not to
// be paid (2024:1243 33 §). Both are proceedings with a proposal, another person's decision, and a letter.
#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "budget/commitment_store.hpp"
#include "cases/case_actions.hpp"
#include "decisions/approved_cost.hpp"
#include "decisions/condition_rules.hpp"
#include "decisions/de_minimis_rules.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_making.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/letter_text.hpp"

namespace bygd {

namespace {

Problems something_outstanding(const ActionContext& context) {
    if (!context.subject.outstanding().zero()) return {};
    return {{"", "case.nothing_outstanding"}};
}

// --- change -----------------------------------------------------------------------------------------------------------

void open_change(ActionContext& context) {
    const auto asked = read_day_before(context, "asked_on");
    const auto what = required_text(context, "request_text");
    open_proceeding(context, "change", "change", {{"asked_on", asked.iso()}, {"text", what}});
    context.reason = what;
}

ChangeGround ground_of(const ActionContext& context) {
    const auto decisions = decisions_of(context.tx, context.subject.id);
    const auto* now = in_force(decisions);
    if (!now) refuse(ErrorKind::conflict, "decision.none");
    return {context.subject.granted, context.subject.paid + context.subject.released, now->period_from, now->period_to,
            duties_of(context.tx, *now)};
}

// A grant that is paid out whole is held to the yearly caps when it is raised too (2024:1243 20, 22 §§). What is paid on
// shown costs is held to the law when it is paid.
bool is_held_to_caps(const ActionContext& context, const Proposal& proposal) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    return form.payout == "direct" && proposal.grants() && proposal.amount > context.subject.granted;
}

void write_change_proposal(ActionContext& context) {
    auto ground = ground_of(context);
    const auto in_force_now = costs_in_force(decisions_of(context.tx, context.subject.id));
    Problems problems;
    const auto costs = read_costs(context.input.fields, in_force_now, CostBound::none, problems);
    // What a change grants must fit on the costs as they become.
    if (context.input.text("proposal_outcome") == "approved") check_amount_on_costs(context.input.fields, costs, problems);
    ground.costs_changed = costs_json(costs) != costs_json(in_force_now) || !context.input.text("plan_1_amount").empty();
    Proposal proposal;
    try {
        proposal = read_change(context.input.fields, ground,
                               {context.services.letter_texts.conditions(), context.subject.form, context.today()});
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        add(problems, error.problems());
    }
    if (proposal.grants()) {
        const auto plan = plan_in_force(context.tx, context.subject.id);
        const auto first = plan.empty() ? context.today().year() : plan.front().year;
        proposal.plan = read_plan(context.input.fields, proposal.amount, first, {}, problems);
    }
    require_none(std::move(problems));
    require_none(plan_problems(context, proposal, "amount"));
    if (!costs.empty()) proposal.costs = costs_json(costs);
    if (is_held_to_caps(context, proposal)) {
        const auto assessment = assess_case(context.services, context.tx, context.subject, context.today());
        require_none(assessment.problems());
        const auto most = assessment.calculated;
        if (proposal.amount > most) throw Error(ErrorKind::invalid, {{"amount", "proposal.over_law", {most.swedish()}}});
    }
    const auto before = ground.granted;
    keep_proposal(context, std::move(proposal), nlohmann::json{{"granted_before", before.plain()}}.dump());
}

// More than was granted is held in the fund until it is decided, as for a new grant.
void reserve_change(ActionContext& context) {
    const auto& wanted = context.proceeding->proposed;
    if (wanted <= context.subject.granted) return;
    const auto more = wanted - context.subject.granted;
    move_on_case(context, Movement::reservation, more);
    context.proceeding->reserved = more;
}

void write_change_decision(ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    if (proposal && is_held_to_caps(context, *proposal)) require_law_allows(context, proposal->amount);
    decide_as_proposed(context, "change");
}

void apply_change(ActionContext& context) {
    auto& beside = *context.proceeding;
    if (beside.outcome != "approved") {
        if (!beside.reserved.zero()) move_on_case(context, Movement::reservation_released, beside.reserved);
        beside.reserved = Money();
        return;
    }
    const auto before = context.subject.granted;
    if (beside.decided < context.subject.paid + context.subject.released) refuse(ErrorKind::conflict, "fund.out_of_step");
    if (beside.decided > before) {
        if (beside.reserved != beside.decided - before) refuse(ErrorKind::conflict, "fund.out_of_step");
        move_on_case(context, Movement::grant, beside.decided - before);
    } else if (beside.decided < before) {
        move_on_case(context, Movement::correction, before - beside.decided);
    } else if (context.subject.fund) {
        follow_plan(context.tx, context.subject.id, *context.subject.fund, context.today());
    }
    beside.reserved = Money();
    context.subject.granted = beside.decided;
    context.facts["granted_before"] = before.plain();
}

// --- non-payment ------------------------------------------------------------------------------------------------------

void open_stop(ActionContext& context) {
    const auto found = read_day_before(context, "found_on");
    const auto what = required_text(context, "request_text");
    open_proceeding(context, "non_payment", "non_payment", {{"found_on", found.iso()}, {"text", what}});
    context.reason = what;
}

void write_stop_proposal(ActionContext& context) {
    const auto read = read_adverse(context.input.fields, context.subject.outstanding());
    context.proceeding->data["ground"] = read.ground;
    context.facts["ground"] = read.ground;
    nlohmann::json calculation{{"ground", read.ground}, {"outstanding", context.subject.outstanding().plain()}};
    if (read.ground == "condition_breached") calculation["breached"] = breached_conditions(context);
    keep_proposal(context, read.proposal, calculation.dump());
}

void write_stop_decision(ActionContext& context) { decide_as_proposed(context, "non_payment"); }

// What is not to be paid is never to be paid: it goes back to the fund.
void apply_stop(ActionContext& context) {
    const auto amount = context.proceeding->decided;
    if (amount > context.subject.outstanding()) refuse(ErrorKind::conflict, "fund.out_of_step");
    move_on_case(context, Movement::release, amount);
    context.subject.released += amount;
    context.facts["released"] = amount.plain();
    correct_de_minimis(context);
}

}  // namespace

void register_change_rules(Guards& guards, Effects& effects) {
    guards.add("something_outstanding", something_outstanding);
    effects.add("open_change", open_change);
    effects.add("write_change_proposal", write_change_proposal);
    effects.add("reserve_change", reserve_change);
    effects.add("write_change_decision", write_change_decision);
    effects.add("apply_change", apply_change);
    effects.add("open_stop", open_stop);
    effects.add("write_stop_proposal", write_stop_proposal);
    effects.add("write_stop_decision", write_stop_decision);
    effects.add("apply_stop", apply_stop);
}

}  // namespace bygd
