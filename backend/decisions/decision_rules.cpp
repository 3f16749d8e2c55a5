// Guards and effects from proposal to dispatch.
#include <nlohmann/json.hpp>

#include "aid/assessment_json.hpp"
#include "base/error.hpp"
#include "budget/fund_store.hpp"
#include "cases/case_actions.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_snapshot.hpp"
#include "decisions/decision_store.hpp"
#include "people/user_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

using nlohmann::json;

// --- guards ---------------------------------------------------------------------------------------------------------

Problems proposal_grants(const ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id);
    if (proposal && proposal->grants()) return {};
    return {{"proposal", "decision.proposal_rejects"}};
}

Problems proposal_rejects(const ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id);
    if (proposal && !proposal->grants()) return {};
    return {{"proposal", "decision.proposal_grants"}};
}

// Neither who wrote the proposal nor who handles the case decides on it.
Problems decider_is_not_preparer(const ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id);
    const bool same = (proposal && proposal->prepared_by == context.actor.id) ||
                      context.subject.officer == context.actor.id;
    if (!same) return {};
    return {{"decider", "decision.same_person"}};
}

Problems within_delegation(const ActionContext& context) {
    const auto limit = context.actor.delegation;
    if (!limit) return {{"decider", "decision.no_delegation"}};
    if (context.subject.proposed <= *limit) return {};
    return {{"decider", "decision.over_delegation", {context.subject.proposed.swedish(), limit->swedish()}}};
}

Problems letter_ready(const ActionContext& context) {
    const auto decision = latest_decision(context.tx, context.subject.id);
    if (decision && letter_of(context.tx, *decision)) return {};
    return {{"letter", "decision.no_letter"}};
}

// --- money ----------------------------------------------------------------------------------------------------------

void move(ActionContext& context, Movement movement, Money amount) {
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

void reserve_funds(ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id);
    if (!proposal || !proposal->grants()) return;
    const auto fund = find_fund(context.tx, proposal->fund.value());
    if (!fund) throw Error(ErrorKind::invalid, {{"fund", "fund.unknown"}});
    context.subject.fund = fund->id;
    move(context, Movement::reservation, proposal->amount);
    context.subject.reserved = proposal->amount;
    context.facts["fund"] = fund->code;
}

void release_reservation(ActionContext& context) {
    if (!context.subject.reserved.zero()) {
        move(context, Movement::reservation_released, context.subject.reserved);
        context.facts["released_reservation"] = context.subject.reserved.plain();
    }
    context.subject.reserved = Money();
    context.subject.proposed = Money();
}

void commit_funds(ActionContext& context) {
    const auto amount = context.subject.proposed;
    if (context.subject.reserved != amount) refuse(ErrorKind::conflict, "fund.out_of_step");
    move(context, Movement::grant, amount);
    context.subject.reserved = Money();
    context.subject.granted = amount;
}

// --- proposal and decision ------------------------------------------------------------------------------------------

void write_proposal(ActionContext& context) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    const auto assessment = assess_case(context.services, context.tx, context.subject, context.today());
    auto proposal = read_proposal(context.input.fields, context.subject.sought, assessment.calculated,
                                  form.name == "operating_support");
    if (proposal.grants()) require_none(assessment.problems());
    proposal.subject = context.subject.id;
    proposal.calculation = to_json(assessment).dump();
    proposal.prepared_by = context.actor.id;
    proposal.prepared_at = context.now;
    put_proposal(context.tx, proposal);
    context.subject.proposed = proposal.amount;
    context.facts["outcome"] = proposal.outcome;
    context.facts["amount"] = proposal.amount.plain();
}

Decision decision_from(const ActionContext& context) {
    Decision decision;
    decision.subject = context.subject.id;
    decision.decided_by = context.actor.id;
    decision.decided_on = context.today();
    decision.decided_at = context.now;
    decision.snapshot = "{}";
    return decision;
}

// The letter is a command of its own: the once-key belongs to the decision.
Actor without_once(Actor actor) {
    actor.once.reset();
    return actor;
}

void order_letter(ActionContext& context) {
    context.after_commit.push_back([&services = context.services, actor = without_once(context.actor),
                                    number = context.subject.diary_number] { make_decision_letter(services, actor, number); });
}

void write_decision(ActionContext& context) {
    auto proposal = proposal_of(context.tx, context.subject.id);
    if (!proposal) refuse(ErrorKind::conflict, "decision.no_proposal");
    if (proposal->grants()) proposal->calculation = to_json(require_law_allows(context, proposal->amount)).dump();
    auto decision = decision_from(context);
    decision.outcome = proposal->outcome;
    decision.amount = proposal->amount;
    decision.fund = proposal->fund;
    decision.reasons = proposal->reasons;
    decision.conditions = proposal->conditions;
    decision.period_from = proposal->period_from;
    decision.period_to = proposal->period_to;
    decision.prepared_by = proposal->prepared_by;
    decision.snapshot = snapshot_of(context.services, context.tx, context.actor, context.subject, *proposal).dump();
    insert_decision(context.tx, decision);
    context.subject.outcome = decision.outcome;
    context.subject.decided_on = decision.decided_on;
    context.facts["outcome"] = decision.outcome;
    context.facts["amount"] = decision.amount.plain();
    order_letter(context);
}

// A withdrawn application is closed without a decision on its merits: avskrivning.
void write_withdrawal(ActionContext& context) {
    auto decision = decision_from(context);
    decision.outcome = "closed_without_decision";
    decision.reasons = context.reason;
    insert_decision(context.tx, decision);
    context.subject.outcome = decision.outcome;
    context.subject.decided_on = decision.decided_on;
    context.facts["outcome"] = decision.outcome;
    order_letter(context);
}

void dispatch_letter(ActionContext& context) {
    const auto decision = latest_decision(context.tx, context.subject.id);
    const auto letter = decision ? letter_of(context.tx, *decision) : std::nullopt;
    if (!letter) refuse(ErrorKind::conflict, "decision.no_letter");
    insert_dispatch(context.tx, {decision->id, *letter, context.actor.id, context.today()});
    context.facts["document_id"] = std::to_string(letter->value());
}

}  // namespace

void register_decision_rules(Guards& guards, Effects& effects) {
    guards.add("proposal_grants", proposal_grants);
    guards.add("proposal_rejects", proposal_rejects);
    guards.add("decider_is_not_preparer", decider_is_not_preparer);
    guards.add("within_delegation", within_delegation);
    guards.add("letter_ready", letter_ready);
    effects.add("write_proposal", write_proposal);
    effects.add("reserve_funds", reserve_funds);
    effects.add("release_reservation", release_reservation);
    effects.add("write_decision", write_decision);
    effects.add("commit_funds", commit_funds);
    effects.add("write_withdrawal", write_withdrawal);
    effects.add("dispatch_letter", dispatch_letter);
}

}  // namespace bygd
