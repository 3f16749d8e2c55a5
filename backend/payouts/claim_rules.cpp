#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/assess.hpp"
#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "decisions/approved_cost.hpp"
#include "decisions/de_minimis_rules.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_store.hpp"
#include "cases/proceeding_store.hpp"
#include "decisions/decision_making.hpp"
#include "payouts/claim_actions.hpp"
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

// --- claims ---------------------------------------------------------------------------------------------------------

Claim new_claim(const ActionContext& context, std::string kind, std::string state) {
    if (open_claim(context.tx, context.subject.id)) refuse(ErrorKind::conflict, "claim.open");
    Claim claim;
    claim.subject = context.subject.id;
    claim.kind = std::move(kind);
    claim.state = std::move(state);
    claim.calculation = "{}";
    claim.received_on = context.today();
    claim.prepared_by = context.actor.id;
    return claim;
}

const SupportForm& form_of(const ActionContext& context) {
    return context.services.forms.get(context.subject.form, context.subject.form_version);
}

void refuse_known_invoices(const ActionContext& context, const std::vector<Expenditure>& rows) {
    Problems problems;
    for (const auto& row : rows) {
        if (const auto elsewhere = invoice_elsewhere(context.tx, Id<Claim>(), row.supplier, row.invoice_number)) {
            problems.push_back({"row_" + std::to_string(row.sequence) + "_invoice_number", "claim.duplicate_invoice", {*elsewhere}});
        }
    }
    require_none(std::move(problems));
}

void register_claim(ActionContext& context) {
    std::vector<std::string> lines;
    for (const auto& line : form_of(context).cost_lines) lines.push_back(line.name);
    const auto rows = read_expenditure(context.input.fields, lines, context.subject.received_on, context.today());
    refuse_known_invoices(context, rows);
    auto claim = new_claim(context, "expenditure", "in_review");
    claim.final = !context.input.text("final").empty();
    claim.claimed = sum_of_claimed(rows);
    claim.proceeding = open_proceeding(context, "claim", "claim").id;
    claim.id = insert_claim(context.tx, claim);
    insert_expenditure(context.tx, claim.id, rows);
    context.facts["claimed"] = claim.claimed.plain();
    context.facts["rows"] = std::to_string(rows.size());
}

// 13 §: the year's real net cost, households and occasions replace the estimate of the application.
void register_home_delivery_outcome(ActionContext& context) {
    Typed typed = context.input.fields;
    Problems problems;
    Money net;
    try {
        net = Money::parse(context.input.text("net_cost"), "net_cost");
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    for (const auto* field : {"households", "occasions"}) {
        const auto number = whole_number(trimmed(context.input.text(field)));
        if (!number || *number < 1 || *number > 1'000'000) problems.push_back({field, "number.range", {"1", "1000000"}});
    }
    require_none(std::move(problems));
    auto claim = new_claim(context, "yearly", "in_review");
    claim.final = true;
    claim.claimed = net;
    claim.calculation = json{{"net_cost", net.plain()}, {"households", trimmed(typed["households"])},
                             {"occasions", trimmed(typed["occasions"])}}.dump();
    claim.proceeding = open_proceeding(context, "claim", "claim").id;
    insert_claim(context.tx, claim);
    context.facts["claimed"] = net.plain();
}

void create_direct_payment(ActionContext& context) {
    auto claim = new_claim(context, "direct", "approved");
    const auto amount = context.subject.outstanding();
    if (amount.zero()) throw Error(ErrorKind::invalid, {{"", "claim.nothing_payable"}});
    claim.final = true;
    claim.claimed = claim.approved = claim.payable = amount;
    claim.proceeding = open_proceeding(context, "claim", "direct_payment").id;
    insert_claim(context.tx, claim);
    context.facts["payable"] = amount.plain();
}

// What is paid follows the law the decision rested on, whenever it is asked for.
Date decided_on(const ActionContext& context) { return context.subject.decided_on.value_or(context.today()); }

Date law_day_of(const ActionContext& context) {
    return law_day(context.services.parameters.bases().get(context.subject.legal_basis), decided_on(context));
}

// Of what the case has earned in all, the part not yet paid; never more than is left of the grant, of which a stop may have
// taken some.
Money payable_of(const Case& subject, Money earned) {
    const auto unpaid = earned > subject.paid ? earned - subject.paid : Money();
    return least(unpaid, subject.outstanding());
}

// The share the decision rests on: granted over the aid the calculation allowed, never above the law's share per line.
Money payable_on_expenditure(ActionContext& context, const std::vector<Expenditure>& rows, json& calculation) {
    const auto& form = form_of(context);
    auto totals = approved_by_line(context.tx, context.subject.id);
    for (const auto& row : rows) {
        const auto found = std::find_if(totals.begin(), totals.end(), [&](const auto& t) { return t.cost_line == row.cost_line; });
        if (found == totals.end()) totals.push_back({row.cost_line, row.approved.value_or(Money())});
        else found->approved += row.approved.value_or(Money());
    }
    // A line never earns on more than the decision approves of it; older decisions say nothing of lines.
    const auto costs = costs_in_force(decisions_of(context.tx, context.subject.id));
    Money earned, over;
    calculation["lines"] = json::array();
    for (const auto& total : totals) {
        const auto share = context.services.parameters.share(form.cost_line(total.cost_line)->share_parameter, law_day_of(context));
        const auto counted = costs.empty() ? total.approved : least(total.approved, approved_on(costs, total.cost_line));
        const auto aid = counted.share(share, Rounding::down);
        earned += aid;
        over += total.approved - counted;
        calculation["lines"].push_back({{"line", total.cost_line}, {"approved_in_all", total.approved.plain()},
                                        {"counted", counted.plain()}, {"share", share.value}, {"aid", aid.plain()}});
    }
    if (!over.zero()) context.facts["cost_over"] = over.plain();
    calculation["earned"] = earned.plain();
    return payable_of(context.subject, earned);
}

Money payable_on_outcome(ActionContext& context, const Claim& claim, json& calculation) {
    auto application = application_of_json(context.subject.application);
    const auto outcome = json::parse(claim.calculation);
    application.values["net_cost"] = outcome.at("net_cost").get<std::string>();
    application.values["occasions"] = outcome.at("occasions").get<std::string>();
    const auto facts = facts_of_case(context.services, context.tx, context.subject, decided_on(context));
    const auto assessed = assess(form_of(context), application, context.services.parameters, facts);
    require_none(assessed.problems());
    calculation = outcome;
    calculation["most"] = assessed.most().plain();
    return payable_of(context.subject, assessed.most());
}

Claim require_open_claim(const ActionContext& context, std::string_view state) {
    const auto claim = open_claim(context.tx, context.subject.id);
    if (!claim || claim->state != state) refuse(ErrorKind::conflict, "claim.none");
    return *claim;
}

void approve_claim(ActionContext& context) {
    auto claim = require_open_claim(context, "in_review");
    json calculation = json::object();
    if (claim.kind == "expenditure") {
        const auto rows = read_review(context.input.fields, expenditure_of(context.tx, claim.id));
        claim.payable = payable_on_expenditure(context, rows, calculation);
        claim.approved = sum_of_approved(rows);
        save_review(context.tx, claim.id, rows);
    } else {
        claim.payable = payable_on_outcome(context, claim, calculation);
        claim.approved = claim.claimed;
    }
    if (claim.payable.zero()) throw Error(ErrorKind::invalid, {{"", "claim.nothing_payable"}});
    claim.state = "approved";
    claim.prepared_by = context.actor.id;
    claim.calculation = calculation.dump();
    save_claim(context.tx, claim);
    context.facts["approved"] = claim.approved.plain();
    context.facts["payable"] = claim.payable.plain();
}

void reopen_claim(ActionContext& context) {
    auto claim = require_open_claim(context, "approved");
    claim.state = "in_review";
    claim.payable = Money();
    save_claim(context.tx, claim);
}

void cancel_claim(ActionContext& context) {
    auto claim = open_claim(context.tx, context.subject.id);
    if (!claim) refuse(ErrorKind::conflict, "claim.none");
    claim->state = "cancelled";
    claim->payable = Money();
    save_claim(context.tx, *claim);
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

void release_unspent(ActionContext& context) {
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
    effects.add("adopt_claim", adopt_claim);
    effects.add("let_go_of_claim", let_go_of_claim);
    effects.add("register_claim", register_claim);
    effects.add("register_home_delivery_outcome", register_home_delivery_outcome);
    effects.add("create_direct_payment", create_direct_payment);
    effects.add("approve_claim", approve_claim);
    effects.add("reopen_claim", reopen_claim);
    effects.add("cancel_claim", cancel_claim);
    effects.add("attest_payment", attest_payment);
    effects.add("book_payment", book_payment);
    effects.add("reject_payment", reject_payment);
    effects.add("rebase_claim", rebase_claim);
    effects.add("register_final_report", register_final_report);
    effects.add("release_unspent", release_unspent);
}

}  // namespace bygd
