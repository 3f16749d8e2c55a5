#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "decisions/de_minimis_rules.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_store.hpp"
#include "cases/proceeding_store.hpp"
#include "decisions/decision_making.hpp"
#include "payouts/claim_actions.hpp"
#include "payouts/claim_ground.hpp"
#include "payouts/claim_review_rules.hpp"
#include "payouts/claim_store.hpp"
#include "payouts/payment_run_store.hpp"
#include "payouts/set_off.hpp"
#include "providers/organisation_store.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

using nlohmann::json;

// --- guards ---------------------------------------------------------------------------------------------------------

// Who prepared the claim, wrote the proposal, handles the case or decided on it does not attest its payment.
Problems attester_is_another_person(const ActionContext& context) {
    const auto& tx_case = context.subject;
    const auto claim = open_claim(context.tx, tx_case.id);
    const auto decisions = decisions_of(context.tx, tx_case.id);
    const auto me = context.actor.id;
    const bool took_part = std::any_of(decisions.begin(), decisions.end(), [&](const auto& decision) {
        return decision.decided_by == me || decision.prepared_by == me;
    });
    const bool same = tx_case.officer == me || (claim && claim->prepared_by == me) || took_part;
    if (!same) return {};
    return {{"attester", "payment.same_person"}};
}

Problems payee_confirmed(const ActionContext& context) {
    const auto organisation = find_organisation(context.tx, context.subject.organisation);
    if (organisation->payee_pending) return {{"payee", "payment.payee_waiting"}};
    if (!organisation->payee) return {{"payee", "payment.no_payee"}};
    return {};
}

Problems no_open_claim(const ActionContext& context) {
    if (!open_claim(context.tx, context.subject.id) && !open_payment(context.tx, context.subject.id)) return {};
    return {{"claim", "claim.open"}};
}

Problems something_paid(const ActionContext& context) {
    if (!context.subject.paid.zero()) return {};
    return {{"", "case.nothing_paid"}};
}

Problems final_claim_paid(const ActionContext& context) {
    const auto claims = claims_of(context.tx, context.subject.id);
    const bool there = std::any_of(claims.begin(), claims.end(), [](const auto& c) { return c.final && c.state == "paid"; });
    if (there) return {};
    return {{"claim", "claim.no_final"}};
}

// What finance has attested is on its way to the bank: neither a change nor a stop takes it back, nor what is paid and
// released. Asked when it is decided too, because that may have grown since the proposal.
Problems payments_fit(const ActionContext& context) {
    if (!context.proceeding) return {};
    const auto& subject = context.subject;
    const auto& proposed = context.proceeding->proposed;
    const bool stop = context.proceeding->kind == "non_payment";
    const auto left = stop ? subject.outstanding() - proposed : proposed - subject.paid - subject.released;
    const auto payment = open_payment(context.tx, subject.id);
    if (left >= (payment ? payment->amount : Money())) return {};
    if (payment) return {{"claim", "change.payment_under_way", {payment->amount.swedish()}}};
    if (stop) return {{"amount", "adverse.over_most", {subject.outstanding().swedish()}}};
    return {{"amount", "change.below_spent", {(subject.paid + subject.released).swedish()}}};
}

// --- payments -------------------------------------------------------------------------------------------------------

void attest_payment(ActionContext& context) {
    const auto claim = require_open_claim(context, "approved");
    const auto organisation = find_organisation(context.tx, context.subject.organisation);
    Payment payment{Id<Payment>(), context.subject.id, claim.id,
                    next_end_to_end_id(context.tx, context.today().year()), claim.payable, organisation->payee.value(),
                    "attested", claim.prepared_by, context.actor.id, context.now, std::nullopt, 1};
    payment.id = insert_payment(context.tx, payment);
    hold_set_offs(context, payment);
    context.facts["payment"] = payment.end_to_end_id;
    context.facts["amount"] = payment.amount.plain();
}

void move(ActionContext& context, Movement movement, Money amount, Date booked_on, std::string text) {
    LedgerEntry entry;
    entry.fund = context.subject.fund.value();
    entry.subject = context.subject.id;
    entry.movement = movement;
    entry.amount = amount;
    entry.booked_on = booked_on;
    entry.made_at = context.now;
    entry.actor = context.actor.id;
    entry.text = std::move(text);
    move_money(context.tx, entry);
}

// The step rests on what the bank has answered (payouts/bank_answer_actions), not on a person's word.
bool by_bank(const ActionContext& context) { return context.facts.contains("bank_answer"); }

// What is in a run is answered for by the bank, or the run is taken back by two persons: nobody's word moves it.
void require_said_by_bank(const ActionContext& context, const Payment& payment) {
    if (by_bank(context)) return;
    if (const auto held = run_hold_of(context.tx, payment.id)) refuse(ErrorKind::conflict, "payment.in_run", {held->number});
}

void settle_in_run(ActionContext& context, const Payment& payment, std::string_view outcome) {
    const auto held = run_hold_of(context.tx, payment.id);
    if (!held) return;
    settle_run_line(context.tx, payment.id, outcome);
    context.facts["payment_run"] = held->number;
}

void book_payment(ActionContext& context) {
    const auto payment = open_payment(context.tx, context.subject.id);
    if (!payment) refuse(ErrorKind::conflict, "claim.none");
    require_said_by_bank(context, *payment);
    const auto typed = trimmed(context.input.text("booked_on"));
    const auto booked_on = typed.empty() ? context.today() : Date::parse(typed, "booked_on");
    Problems problems;
    if (!by_bank(context) && context.reason.empty()) problems.push_back({"reason", "payment.reason_required"});
    if (booked_on > context.today()) problems.push_back({"booked_on", "claim.later_than_today"});
    if (booked_on < stockholm_day(payment->attested_at)) problems.push_back({"booked_on", "payment.booked_before_attest"});
    require_none(std::move(problems));
    book_payment_row(context.tx, *payment, booked_on, context.actor.id);
    settle_in_run(context, *payment, "paid");
    auto claim = find_claim(context.tx, payment->claim).value();
    claim.state = "paid";
    save_claim(context.tx, claim);
    move(context, Movement::payment, payment->amount, booked_on, payment->end_to_end_id);
    context.subject.paid += payment->amount;
    book_set_offs(context, *payment, booked_on);
    context.facts["payment"] = payment->end_to_end_id;
    context.facts["amount"] = payment->amount.plain();
    context.facts["booked_on"] = booked_on.iso();
}

void reject_payment(ActionContext& context) {
    const auto payment = open_payment(context.tx, context.subject.id);
    if (!payment) refuse(ErrorKind::conflict, "claim.none");
    require_said_by_bank(context, *payment);
    reject_payment_row(context.tx, *payment);
    settle_in_run(context, *payment, "rejected");
    context.facts["payment"] = payment->end_to_end_id;
    context.facts["amount"] = payment->amount.plain();
}

// An open claim is kept when the decision it rests on is changed: it says what differs, and what was approved on the old
// one is examined again. What is attested already goes on; the change has been held to it.
void rebase_claim(ActionContext& context) {
    auto claim = open_claim(context.tx, context.subject.id);
    if (!claim || !claim->proceeding || open_payment(context.tx, context.subject.id)) return;
    auto all = proceedings_of(context.tx, context.subject.id);
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == claim->proceeding; });
    if (found == all.end()) return;
    const auto before = context.facts.contains("granted_before") ? context.facts.at("granted_before") : std::string();
    found->data["rebased_on"] = context.today().iso();
    found->data["rebased_granted"] = context.subject.granted.plain();
    found->data["rebased_outstanding"] = context.subject.outstanding().plain();
    found->data["rebased_payable"] = claim->payable.plain();
    if (!before.empty()) found->data["rebased_before"] = before;
    if (claim->kind == "direct") {
        claim->approved = claim->payable = context.subject.outstanding();
        if (claim->payable.zero()) {
            claim->state = "cancelled";
            found->state = "cancelled";
            found->stage = "closed";
            found->closed_on = context.today();
        }
    } else if (claim->state == "approved") {
        claim->state = "in_review";
        claim->payable = Money();
        const auto& road = context.services.workflows.get(found->workflow, found->workflow_version);
        found->state = road.initial();
        found->stage = road.stage(found->state);
    }
    save_claim(context.tx, *claim);
    save_proceeding(context.tx, *found);
    context.facts["rebased"] = std::to_string(found->sequence);
    context.facts["rebased_to"] = found->state;
}

// A case that is moved to a version in which claims run beside it takes its open claim along, and back when it is undone.
void adopt_claim(ActionContext& context) {
    const auto claim = open_claim(context.tx, context.subject.id);
    if (!claim || claim->proceeding) refuse(ErrorKind::conflict, "claim.none");
    save_claim_proceeding(context.tx, claim->id, context.proceeding->id);
}

void let_go_of_claim(ActionContext& context) {
    const auto claim = open_claim(context.tx, context.subject.id);
    if (!claim || claim->proceeding != context.proceeding->id) refuse(ErrorKind::conflict, "claim.none");
    save_claim_proceeding(context.tx, claim->id, std::nullopt);
}

void register_final_report(ActionContext& context) {
    const auto reported = read_day_before(context, "reported_on");
    context.reason = required_text(context, "request_text");
    context.facts["reported_on"] = reported.iso();
}

// What was paid in advance and is never shown is demanded back before anything is released and the case closed.
void require_advance_accounted_for(const ActionContext& context) {
    auto unsettled = calculation_of(context.services, context.tx, context.subject, {}).unsettled;
    for (const auto& beside : proceedings_of(context.tx, context.subject.id)) {
        if (beside.kind == "recovery") unsettled -= least(unsettled, beside.decided);
    }
    if (!unsettled.zero()) throw Error(ErrorKind::invalid, {{"", "claim.advance_unsettled", {unsettled.swedish()}}});
}

void release_unspent(ActionContext& context) {
    require_advance_accounted_for(context);
    const auto unspent = context.subject.outstanding();
    if (unspent.zero()) return;
    move(context, Movement::release, unspent, context.today(), context.subject.diary_number);
    context.subject.released += unspent;
    correct_de_minimis(context);
    context.facts["released"] = unspent.plain();
}

}  // namespace

void register_payout_rules(Guards& guards, Effects& effects) {
    guards.add("attester_is_another_person", attester_is_another_person);
    guards.add("payee_confirmed", payee_confirmed);
    guards.add("no_open_claim", no_open_claim);
    guards.add("something_paid", something_paid);
    guards.add("final_claim_paid", final_claim_paid);
    guards.add("payments_fit", payments_fit);
    register_claim_review_rules(guards, effects);
    effects.add("adopt_claim", adopt_claim);
    effects.add("let_go_of_claim", let_go_of_claim);
    effects.add("attest_payment", attest_payment);
    effects.add("book_payment", book_payment);
    effects.add("reject_payment", reject_payment);
    effects.add("rebase_claim", rebase_claim);
    effects.add("register_final_report", register_final_report);
    effects.add("release_unspent", release_unspent);
}

}  // namespace bygd
