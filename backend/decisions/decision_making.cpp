#include "decisions/decision_making.hpp"

#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "budget/commitment_store.hpp"
#include "budget/fund_store.hpp"
#include "decisions/condition_rules.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_snapshot.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/delegation_rules.hpp"
#include "decisions/letter_actions.hpp"

namespace bygd {

Decision decision_from(const ActionContext& context) {
    Decision decision;
    decision.subject = context.subject.id;
    decision.proceeding = context.proceeding_id();
    decision.decided_by = context.actor.id;
    decision.decided_on = context.today();
    decision.decided_at = context.now;
    decision.snapshot = "{}";
    return decision;
}

void take_over(Decision& decision, const Proposal& proposal) {
    decision.outcome = proposal.outcome;
    decision.amount = proposal.amount;
    decision.fund = proposal.fund;
    decision.reasons = proposal.reasons;
    decision.conditions = proposal.conditions;
    decision.period_from = proposal.period_from;
    decision.period_to = proposal.period_to;
    decision.prepared_by = proposal.prepared_by;
    decision.plan = proposal.plan;
}

PaymentPlan default_plan(const ActionContext& context, const Proposal& proposal) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    const auto this_year = context.today().year();
    const bool later = form.payout != "direct" && proposal.period_to && proposal.period_to->year() > this_year;
    const auto year = later ? proposal.period_to->year() : this_year;
    // Of a change: what is paid stands where it was planned, and the rest follows the period.
    auto plan = fitted(plan_in_force(context.tx, context.subject.id), least(context.subject.paid, proposal.amount), year);
    const auto rest = proposal.amount - sum_of(plan);
    if (rest.zero()) return plan;
    if (!plan.empty() && plan.back().year >= year) plan.back().amount += rest;
    else plan.push_back({year, rest});
    return plan;
}

Problems plan_problems(const ActionContext& context, const Proposal& proposal, std::string_view field) {
    const auto& fund = proposal.fund ? proposal.fund : context.subject.fund;
    if (!proposal.grants() || !fund) return {};
    const auto plan = proposal.plan.empty() ? default_plan(context, proposal) : proposal.plan;
    const auto spent = context.subject.paid;
    return authorisation_problems(context.tx, *fund, left_of(plan, proposal.amount, spent, context.subject.released, context.today().year()),
                                  commitment_of_case(context.tx, context.subject.id), context.today(), field);
}

Decision decision_of_proposal(const ActionContext& context, const Proposal& proposal) {
    auto decision = decision_from(context);
    take_over(decision, proposal);
    const bool grants = decision.approves() && (!context.proceeding || context.proceeding->kind == "change");
    if (grants && decision.plan.empty()) decision.plan = default_plan(context, proposal);
    auto snapshot = snapshot_of(context.services, context.tx, context.actor, context.subject, proposal);
    if (grants) {
        for (const auto& due : decision.plan) {
            snapshot["payment_plan"].push_back({{"year", due.year}, {"amount", due.amount.plain()}});
        }
    }
    const auto others = trimmed(context.input.text("others"));
    if (characters(others) > limits::short_text) {
        throw Error(ErrorKind::invalid, {{"others", "text.too_long", {std::to_string(limits::short_text)}}});
    }
    if (!others.empty()) snapshot["others"] = others;
    decision.snapshot = snapshot.dump();
    return decision;
}

void move_on_case(ActionContext& context, Movement movement, Money amount) {
    LedgerEntry entry;
    entry.fund = context.subject.fund.value();
    entry.subject = context.subject.id;
    entry.movement = movement;
    entry.amount = amount;
    entry.booked_on = context.today();
    entry.made_at = context.now;
    entry.actor = context.actor.id;
    entry.text = context.subject.diary_number;
    move_money(context.tx, entry);
}

void keep_proposal(ActionContext& context, Proposal proposal, std::string calculation) {
    proposal.subject = context.subject.id;
    proposal.proceeding = context.proceeding_id();
    proposal.fund = context.subject.fund;
    proposal.calculation = std::move(calculation);
    proposal.prepared_by = context.actor.id;
    proposal.prepared_at = context.now;
    put_proposal(context.tx, proposal);
    context.proceeding->proposed = proposal.amount;
    context.facts["outcome"] = proposal.outcome;
    context.facts["amount"] = proposal.amount.plain();
}

Decision decide_as_proposed(ActionContext& context, std::string kind) {
    const auto proposal = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    if (!proposal) refuse(ErrorKind::conflict, "decision.no_proposal");
    auto decision = decision_of_proposal(context, *proposal);
    decision.kind = std::move(kind);
    decision.id = decide_with_authority(context, decision);
    if (decision.grants()) keep_conditions(context, decision.id, proposal->duties);
    context.proceeding->outcome = decision.outcome;
    context.proceeding->decided = decision.amount;
    context.facts["outcome"] = decision.outcome;
    context.facts["amount"] = decision.amount.plain();
    order_letter(context, decision.id);
    return decision;
}

std::string required_text(const ActionContext& context, const char* name) {
    auto text = trimmed(context.input.text(name));
    if (text.empty()) throw Error(ErrorKind::invalid, {{name, "required"}});
    if (characters(text) > limits::long_text) {
        throw Error(ErrorKind::invalid, {{name, "text.too_long", {std::to_string(limits::long_text)}}});
    }
    return text;
}

// The day something came in or was found out: not after today.
Date read_day_before(const ActionContext& context, const char* name) {
    const auto day = Date::parse(context.input.text(name), name);
    if (day > context.today()) throw Error(ErrorKind::invalid, {{name, "case.received_later"}});
    return day;
}

}  // namespace bygd
