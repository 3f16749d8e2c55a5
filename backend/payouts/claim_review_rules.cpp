#include "payouts/claim_review_rules.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/assess.hpp"
#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "cases/proceeding_store.hpp"
#include "decisions/decision_actions.hpp"
#include "documents/document_store.hpp"
#include "payouts/claim_finding_store.hpp"
#include "payouts/claim_ground.hpp"
#include "payouts/claim_store.hpp"

namespace bygd {

namespace {

using nlohmann::json;

// --- guards ---------------------------------------------------------------------------------------------------------

// The last claim is examined together with the report of what was done (2024:1243 32 § 2; domain §3.2).
Problems final_report_in(const ActionContext& context) {
    const auto claim = open_claim(context.tx, context.subject.id);
    if (!claim || !claim->final || claim->kind != "expenditure") return {};
    const auto documents = documents_of(context.tx, context.subject.id);
    const bool there = std::any_of(documents.begin(), documents.end(), [](const auto& one) { return one.kind == "final_report"; });
    if (there) return {};
    return {{"documents", "claim.final_report_missing"}};
}

// --- claims that come in --------------------------------------------------------------------------------------------

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

// Support before anything is shown: no rows, no more than the share of the grant that may be paid so.
void register_advance(ActionContext& context) {
    Problems problems;
    Money asked;
    try {
        asked = Money::parse(context.input.text("advance_amount"), "advance_amount");
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    const auto most = advance_room(context.services, context.tx, context.subject);
    if (problems.empty() && most.zero()) problems.push_back({"advance_amount", "claim.no_advance"});
    else if (problems.empty() && asked > most) problems.push_back({"advance_amount", "claim.over_advance", {most.swedish()}});
    else if (problems.empty() && asked.zero()) problems.push_back({"advance_amount", "claim.zero"});
    if (!context.input.text("final").empty()) problems.push_back({"final", "claim.advance_final"});
    require_none(std::move(problems));
    auto claim = new_claim(context, "expenditure", "in_review");
    claim.advance = true;
    claim.claimed = asked;
    claim.proceeding = open_proceeding(context, "claim", "claim").id;
    insert_claim(context.tx, claim);
    context.facts["advance_claimed"] = asked.plain();
}

void register_claim(ActionContext& context) {
    if (!trimmed(context.input.text("advance_amount")).empty()) return register_advance(context);
    const auto rows = read_expenditure(context.input.fields, claim_reading(context.services, context.tx, context.subject, context.today()));
    Problems problems;
    auto claim = new_claim(context, "expenditure", "in_review");
    claim.in_kind = read_in_kind(context.input.fields, rows, problems);
    require_none(std::move(problems));
    claim.final = !context.input.text("final").empty();
    claim.claimed = sum_of_claimed(rows);
    claim.proceeding = open_proceeding(context, "claim", "claim").id;
    claim.id = insert_claim(context.tx, claim);
    insert_expenditure(context.tx, claim.id, rows);
    context.facts["claimed"] = claim.claimed.plain();
    context.facts["rows"] = std::to_string(rows.size());
    const auto left_out = whole_number(context.input.text("rows_left_out"));
    if (left_out && *left_out > 0 && *left_out <= claim_rows_most) context.facts["rows_left_out"] = std::to_string(*left_out);
    if (!claim.in_kind.zero()) context.facts["in_kind"] = claim.in_kind.plain();
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

// --- review ---------------------------------------------------------------------------------------------------------

Money payable_on_outcome(ActionContext& context, const Claim& claim, json& calculation) {
    const auto day = context.subject.decided_on.value_or(context.today());
    auto application = application_of_json(context.subject.application);
    const auto outcome = json::parse(claim.calculation);
    application.values["net_cost"] = outcome.at("net_cost").get<std::string>();
    application.values["occasions"] = outcome.at("occasions").get<std::string>();
    const auto facts = facts_of_case(context.services, context.tx, context.subject, day);
    const auto assessed = assess(form_of(context), application, context.services.parameters, facts);
    require_none(assessed.problems());
    calculation = outcome;
    calculation["most"] = assessed.most().plain();
    // Of what the case has earned in all, the part not yet paid; never more than is left of the grant, of which a stop may have
    // taken some.
    const auto earned = assessed.most();
    const auto& subject = context.subject;
    return least(earned > subject.paid ? earned - subject.paid : Money(), subject.outstanding());
}

ClaimReview read_rows(ActionContext& context, const Claim& claim, ReviewExtent extent) {
    const auto rows = expenditure_of(context.tx, claim.id);
    // What a row takes of its line follows what is approved of it: read once to know that, where it can be, and then held against it.
    auto answered = rows;
    try {
        answered = read_review(context.input.fields, rows, std::vector<RowFindings>(rows.size()), ReviewExtent::partial).rows;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
    }
    const auto ground = claim_ground(context.services, context.tx, context.subject, claim.id, answered);
    return read_review(context.input.fields, rows, findings_of(answered, ground), extent);
}

void keep_review(ActionContext& context, const Claim& claim, const ClaimReview& review) {
    save_review(context.tx, claim.id, review.rows);
    insert_findings(context.tx, claim.id, review.rows, review.findings, context.actor.id, context.now);
    int serious = 0;
    for (const auto& findings : review.findings) {
        for (const auto& finding : findings) serious += finding.weight == FindingWeight::serious ? 1 : 0;
    }
    if (serious > 0) context.facts["serious_findings"] = std::to_string(serious);
}

// A review that takes more than one sitting, or waits for what the recipient is asked.
void save_claim_review(ActionContext& context) {
    const auto claim = require_open_claim(context, "in_review");
    if (claim.kind != "expenditure" || claim.advance) throw Error(ErrorKind::invalid, {{"", "claim.no_rows_to_keep"}});
    const auto review = read_rows(context, claim, ReviewExtent::partial);
    keep_review(context, claim, review);
    const auto asked = std::count_if(review.rows.begin(), review.rows.end(), [](const auto& row) { return !row.question.empty(); });
    const auto answered = std::count_if(review.rows.begin(), review.rows.end(), [](const auto& row) { return row.approved.has_value(); });
    context.facts["rows_reviewed"] = std::to_string(answered);
    if (asked > 0) context.facts["rows_asked"] = std::to_string(asked);
}

Money payable_advance(ActionContext& context, const Claim& claim) {
    const auto field = std::string("advance_approved");
    const auto typed = trimmed(context.input.text(field));
    const auto amount = typed.empty() ? claim.claimed : Money::parse(typed, field);
    const auto room = advance_room(context.services, context.tx, context.subject);
    if (amount > claim.claimed) throw Error(ErrorKind::invalid, {{field, "claim.over_row", {claim.claimed.swedish()}}});
    if (amount > room) throw Error(ErrorKind::invalid, {{field, "claim.over_advance", {room.swedish()}}});
    context.facts["advance"] = amount.plain();
    return amount;
}

// What the claim comes to, with its review kept.
void examine(ActionContext& context, Claim& claim) {
    json calculation = json::object();
    if (claim.advance) {
        claim.payable = payable_advance(context, claim);
        claim.approved = Money();
    } else if (claim.kind == "expenditure") {
        const auto review = read_rows(context, claim, ReviewExtent::whole);
        const auto done = calculation_of(context.services, context.tx, context.subject, review.rows);
        claim.payable = done.payable;
        claim.approved = sum_of_approved(review.rows);
        calculation = to_json(done);
        if (!done.over().zero()) context.facts["cost_over"] = done.over().plain();
        if (!done.unsettled.zero()) context.facts["unsettled"] = done.unsettled.plain();
        keep_review(context, claim, review);
    } else {
        claim.payable = payable_on_outcome(context, claim, calculation);
        claim.approved = claim.claimed;
    }
    claim.prepared_by = context.actor.id;
    claim.calculation = calculation.dump();
    context.facts["approved"] = claim.approved.plain();
    context.facts["payable"] = claim.payable.plain();
}

void approve_claim(ActionContext& context) {
    auto claim = require_open_claim(context, "in_review");
    examine(context, claim);
    if (claim.payable.zero()) throw Error(ErrorKind::invalid, {{"", "claim.nothing_payable"}});
    claim.state = "approved";
    save_claim(context.tx, claim);
}

// Nothing is left to pay on it: it settles an advance, or what was shown before had earned the whole grant. A claim of which
// nothing at all is approved ends the same way.
void settle_claim(ActionContext& context) {
    auto claim = require_open_claim(context, "in_review");
    examine(context, claim);
    if (!claim.payable.zero()) throw Error(ErrorKind::invalid, {{"", "claim.something_payable", {claim.payable.swedish()}}});
    claim.state = "paid";
    save_claim(context.tx, claim);
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

}  // namespace

Claim require_open_claim(const ActionContext& context, std::string_view state) {
    const auto claim = open_claim(context.tx, context.subject.id);
    if (!claim || claim->state != state) refuse(ErrorKind::conflict, "claim.none");
    return *claim;
}

void register_claim_review_rules(Guards& guards, Effects& effects) {
    guards.add("final_report_in", final_report_in);
    effects.add("register_claim", register_claim);
    effects.add("register_home_delivery_outcome", register_home_delivery_outcome);
    effects.add("create_direct_payment", create_direct_payment);
    effects.add("save_claim_review", save_claim_review);
    effects.add("approve_claim", approve_claim);
    effects.add("settle_claim", settle_claim);
    effects.add("reopen_claim", reopen_claim);
    effects.add("cancel_claim", cancel_claim);
}

}  // namespace bygd
