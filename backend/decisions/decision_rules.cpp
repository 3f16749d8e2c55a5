// Guards and effects from proposal to dispatch.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/assessment_json.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_request_store.hpp"
#include "decisions/approved_cost.hpp"
#include "decisions/condition_rules.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_making.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/delegation_rules.hpp"
#include "decisions/letter_actions.hpp"
#include "decisions/letter_store.hpp"
#include "decisions/letter_text.hpp"
#include "people/user_store.hpp"
#include "providers/outlet_store.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

using nlohmann::json;

// --- guards ---------------------------------------------------------------------------------------------------------

Problems proposal_grants(const ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    if (proposal && proposal->grants()) return {};
    return {{"proposal", "decision.proposal_rejects"}};
}

Problems proposal_rejects(const ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    if (proposal && proposal->outcome == "rejected") return {};
    return {{"proposal", "decision.proposal_not_rejection"}};
}

Problems proposal_dismisses(const ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    if (proposal && proposal->outcome == "dismissed") return {};
    return {{"proposal", "decision.proposal_not_dismissal"}};
}

// Neither who wrote the proposal nor who handles the case decides on it.
Problems decider_is_not_preparer(const ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    const bool same = (proposal && proposal->prepared_by == context.actor.id) ||
                      context.subject.officer == context.actor.id;
    if (!same) return {};
    return {{"decider", "decision.same_person"}};
}

Problems letter_ready(const ActionContext& context) {
    const auto decision = latest_decision(context.tx, context.subject.id, context.proceeding_id());
    if (decision && letter_of(context.tx, *decision)) return {};
    return {{"letter", "decision.no_letter"}};
}

// --- money ----------------------------------------------------------------------------------------------------------

void reserve_funds(ActionContext& context) {
    const auto proposal = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    if (!proposal || !proposal->grants()) return;
    const auto fund = find_fund(context.tx, proposal->fund.value()).value();
    context.subject.fund = fund.id;
    move_on_case(context, Movement::reservation, proposal->amount);
    context.subject.reserved = proposal->amount;
    context.facts["fund"] = fund.code;
}

void release_reservation(ActionContext& context) {
    auto& reserved = context.proceeding ? context.proceeding->reserved : context.subject.reserved;
    auto& proposed = context.proceeding ? context.proceeding->proposed : context.subject.proposed;
    if (!reserved.zero()) {
        move_on_case(context, Movement::reservation_released, reserved);
        context.facts["released_reservation"] = reserved.plain();
    }
    reserved = Money();
    proposed = Money();
}

void commit_funds(ActionContext& context) {
    const auto amount = context.subject.proposed;
    if (context.subject.reserved != amount) refuse(ErrorKind::conflict, "fund.out_of_step");
    move_on_case(context, Movement::grant, amount);
    context.subject.reserved = Money();
    context.subject.granted = amount;
}

// --- proposal and decision ------------------------------------------------------------------------------------------

bool answered_by(const ActionContext& context, std::string_view kind, std::string_view recipient_kind) {
    const auto all = requests_of(context.tx, context.subject.id);
    return std::any_of(all.begin(), all.end(), [&](const auto& each) {
        const bool from = recipient_kind.empty() || each.recipient_kind == recipient_kind;
        const bool closed = each.status == "answered" || (each.kind == "hearing" && each.status == "expired");
        return each.kind == kind && from && closed && !each.proceeding;
    });
}

// FL 25 §: an adverse proposal follows on a hearing, or says why none was needed.
void require_heard(ActionContext& context, const Proposal& proposal) {
    if (proposal.outcome == "approved" || answered_by(context, "hearing", "")) return;
    const auto why = trimmed(context.input.text("no_hearing_reason"));
    if (why.empty()) throw Error(ErrorKind::invalid, {{"no_hearing_reason", "proposal.not_heard"}});
    context.facts["no_hearing"] = why;
}

// 28 § second paragraph: Tillväxtverket is heard before a decision in a matter of principle.
void require_principal_opinion(ActionContext& context) {
    if (context.input.text("principal") != "1") return;
    context.facts["principal"] = "yes";
    if (!answered_by(context, "opinion", "agency")) throw Error(ErrorKind::invalid, {{"principal", "proposal.principal_opinion"}});
}

// What is wrong with the costs is told beside what is wrong with the rest.
Proposal read_with_costs(const ActionContext& context, const SupportForm& form, const Assessment& assessment) {
    Problems problems;
    const auto& typed = context.input.fields;
    auto costs = costs_of(form, application_of_json(context.subject.application), assessment, context.services.languages.sv);
    if (context.input.text("proposal_outcome") == "rejected") costs.clear();
    costs = read_costs(typed, std::move(costs), CostBound::counted, problems);
    if (aid_of(costs) < assessment.calculated) check_amount_on_costs(typed, costs, problems);
    Proposal proposal;
    try {
        proposal = read_proposal(typed, context.subject.sought, assessment.calculated,
                                 {context.services.letter_texts.conditions(), form.name, context.today()});
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        add(problems, error.problems());
    }
    if (proposal.grants()) proposal.plan = read_plan(typed, proposal.amount, context.today().year(), {}, problems);
    require_none(std::move(problems));
    if (!costs.empty()) proposal.costs = costs_json(costs);
    return proposal;
}

void write_proposal(ActionContext& context) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    const auto assessment = assess_case(context.services, context.tx, context.subject, context.today());
    auto proposal = read_with_costs(context, form, assessment);
    if (proposal.fund && !find_fund(context.tx, *proposal.fund)) throw Error(ErrorKind::invalid, {{"fund", "fund.unknown"}});
    if (proposal.grants()) require_none(assessment.problems());
    require_none(plan_problems(context, proposal, "fund"));
    require_heard(context, proposal);
    require_principal_opinion(context);
    proposal.subject = context.subject.id;
    proposal.calculation = to_json(assessment).dump();
    proposal.prepared_by = context.actor.id;
    proposal.prepared_at = context.now;
    put_proposal(context.tx, proposal);
    context.subject.proposed = proposal.amount;
    context.facts["outcome"] = proposal.outcome;
    context.facts["amount"] = proposal.amount.plain();
}

void write_dismissal_proposal(ActionContext& context) {
    auto proposal = read_dismissal(context.input.fields);
    proposal.subject = context.subject.id;
    proposal.calculation = "{}";
    proposal.prepared_by = context.actor.id;
    proposal.prepared_at = context.now;
    put_proposal(context.tx, proposal);
    context.subject.proposed = Money();
    context.facts["outcome"] = proposal.outcome;
}

void write_decision(ActionContext& context) {
    auto proposal = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    if (!proposal) refuse(ErrorKind::conflict, "decision.no_proposal");
    if (proposal->grants()) proposal->calculation = to_json(require_law_allows(context, proposal->amount)).dump();
    const auto decision = decision_of_proposal(context, *proposal);
    const auto id = decide_with_authority(context, decision);
    if (decision.grants()) keep_conditions(context, id, proposal->duties);
    context.subject.outcome = decision.outcome;
    context.subject.decided_on = decision.decided_on;
    context.facts["outcome"] = decision.outcome;
    context.facts["amount"] = decision.amount.plain();
    order_letter(context, id);
}

// A withdrawn application is closed without a decision on its merits: avskrivning.
void write_withdrawal(ActionContext& context) {
    auto decision = decision_from(context);
    decision.outcome = "closed_without_decision";
    decision.reasons = context.reason;
    const auto id = decide_with_authority(context, decision);
    context.subject.outcome = decision.outcome;
    context.subject.decided_on = decision.decided_on;
    context.facts["outcome"] = decision.outcome;
    order_letter(context, id);
}

void dispatch_letter(ActionContext& context) {
    const auto decision = latest_decision(context.tx, context.subject.id, context.proceeding_id());
    const auto letter = decision ? letter_of(context.tx, *decision) : std::nullopt;
    if (!letter) refuse(ErrorKind::conflict, "decision.no_letter");
    insert_dispatch(context.tx, {decision->id, *letter, context.actor.id, context.today()});
    context.facts["document_id"] = std::to_string(letter->value());
}

}  // namespace

void register_decision_rules(Guards& guards, Effects& effects) {
    guards.add("proposal_grants", proposal_grants);
    guards.add("proposal_rejects", proposal_rejects);
    guards.add("proposal_dismisses", proposal_dismisses);
    guards.add("decider_is_not_preparer", decider_is_not_preparer);
    guards.add("within_delegation", within_delegation);
    guards.add("letter_ready", letter_ready);
    effects.add("write_proposal", write_proposal);
    effects.add("write_dismissal_proposal", write_dismissal_proposal);
    effects.add("reserve_funds", reserve_funds);
    effects.add("release_reservation", release_reservation);
    effects.add("write_decision", write_decision);
    effects.add("commit_funds", commit_funds);
    effects.add("write_withdrawal", write_withdrawal);
    effects.add("dispatch_letter", dispatch_letter);
}

}  // namespace bygd
