// The parts of the case page about application, proposal, decision and claims.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "base/text.hpp"
#include "decisions/approved_cost.hpp"
#include "decisions/condition_store.hpp"
#include "decisions/condition_view.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/delegation_rules.hpp"
#include "decisions/letter_pages.hpp"
#include "decisions/letter_store.hpp"
#include "pages/assessment_view.hpp"
#include "pages/case_parts.hpp"
#include "payouts/claim_finding_store.hpp"
#include "payouts/claim_row_forms.hpp"
#include "payouts/claim_store.hpp"
#include "payouts/set_off_store.hpp"

namespace bygd {

namespace {

const SupportForm& form_of(const CasePart& part) {
    return part.services.forms.get(part.subject.form, part.subject.form_version);
}

std::string shown(const CasePart& part, const FormField& field, const std::string& value) {
    if (field.kind == FieldKind::money) return Money::parse(value).swedish();
    if (field.kind == FieldKind::yes_no) return part.words("web." + value);
    for (const auto& choice : field.choices) {
        if (choice.value == value) return choice.label.in(part.language);
    }
    return value;
}

std::string line_label(const CasePart& part, const std::string& name) {
    if (const auto* line = form_of(part).cost_line(name)) return line->label.in(part.language);
    return part.words("case.line." + name);
}

// The newest of the decision; null while there is none.
const Letter* letter_of(const std::vector<Letter>& letters, const Decision& decision) {
    const auto found = std::find_if(letters.rbegin(), letters.rend(), [&](const auto& one) { return one.decision == decision.id; });
    return found == letters.rend() ? nullptr : &*found;
}

void put_text(View& row, const std::string& section, const std::string& text) {
    for (const auto& line : split(text, '\n')) {
        if (!trimmed(line).empty()) row.add(section).set("TEXT", trimmed(line));
    }
}

std::ptrdiff_t duties_shown(const std::vector<Condition>& all) {
    return std::count_if(all.begin(), all.end(), [](const auto& one) { return one.status != "replaced"; });
}

// What is approved only in part, with the reason.
void put_cuts(const CasePart& part, View& row, const ApprovedCosts& costs) {
    for (const auto& cost : costs) {
        if (cost.approved >= cost.sought) continue;
        row.add("CUT").set("TEXT", part.words("case.cost_cut", {cost.description, cost.approved.swedish(), cost.sought.swedish(), cost.reason}));
    }
}

// A form for each rule that stands in the way, or is set aside already, and may be set aside for special reasons.
void put_waivable(const CasePart& part, const Assessment& assessment, View& view, const Typed& typed, const Problems& problems) {
    const auto put = [&](const Reason& reason, const std::string& written) {
        const auto name = "special_reason_" + reason.rule;
        const auto found = typed.find(name);
        auto& row = view.add("WAIVABLE").set("RULE", reason.rule).set("NAME", name).set("PARAGRAPH", reason.waived_by);
        row.set("TEXT", part.words(reason.problem)).set("VALUE", found == typed.end() ? written : found->second);
        row.show_if(written.empty(), "NEW").show_if(!written.empty(), "CHANGE").show_if(found != typed.end(), "OPEN");
        for (const auto& problem : problems) {
            if (problem.field == name) row.add("ERROR").set("MESSAGE", part.words(problem));
        }
    };
    for (const auto& reason : assessment.refusals) {
        if (!reason.waived_by.empty()) put(reason, "");
    }
    for (const auto& waiver : assessment.waived) put(waiver.reason, waiver.special.text);
}

// Each row with what was found on it when it was reviewed, and what was said of that.
void put_claim_rows(const CasePart& part, const Claim& claim, View& row) {
    const auto rows = expenditure_of(part.tx, claim.id);
    if (rows.empty()) return;
    row.show("HAS_ROWS");
    const auto found = findings_of_review(part.tx, claim.id);
    for (const auto& expense : rows) {
        const auto kind = part.words("payouts.expenditure_kind." + expense.kind);
        auto& line = row.add("ROW").set("LINE", line_label(part, expense.cost_line));
        line.set("SUPPLIER", expense.supplier.empty() ? kind : expense.supplier);
        line.set("INVOICE", expense.invoice() ? expense.invoice_number : kind).set("INVOICE_ON", expense.invoice_on.iso());
        line.set("AMOUNT", expense.amount.swedish()).set("REASON", expense.reason);
        line.set("ROW_APPROVED", expense.approved ? expense.approved->swedish() : "–");
        const auto of_row = found.find(expense.id.value());
        if (of_row == found.end()) continue;
        for (const auto& finding : of_row->second) {
            auto text = part.words("payouts.finding." + finding.code, finding.values) + " (" + finding.rule + ")";
            if (!finding.acknowledged.empty()) text += " – " + part.words("payouts.acknowledged", {finding.acknowledged});
            line.add("FOUND").set("TEXT", text);
        }
    }
    const auto done = claim_calculation_of_json(nlohmann::json::parse(claim.calculation));
    if (done && claim.state != "in_review") put_calculation(*done, form_of(part), part.words, row);
}

}  // namespace

void put_application(const CasePart& part, View& view, const Typed& typed, const Problems& problems) {
    const auto application = application_of_json(part.subject.application);
    for (const auto& field : form_of(part).fields) {
        const auto value = application.value(field.name);
        if (value.empty()) continue;
        auto& row = view.add("FIELD");
        row.set("LABEL", field.label.in(part.language)).set("VALUE", shown(part, field, value));
    }
    const auto decided = decided_assessment(part.tx, part.subject);
    const auto assessment = decided ? *decided : assess_case(part.services, part.tx, part.subject, part.services.clock.today());
    put_assessment(view, form_of(part), assessment, part.services.parameters, part.words);
    view.set("TRY_URL", "/assess?case=" + case_url(part.subject).substr(7));
    if (part.subject.stage == "open" && part.actor.has(Role::officer)) put_waivable(part, assessment, view, typed, problems);
}

void put_decisions(const CasePart& part, View& view) {
    const auto decisions = decisions_of(part.tx, part.subject.id);
    const auto proposal = decisions.empty() ? proposal_of(part.tx, part.subject.id) : std::nullopt;
    if (proposal) {
        auto& row = view.add("PROPOSAL");
        row.set("OUTCOME", part.words("case.outcome." + proposal->outcome)).set("AMOUNT", proposal->amount.swedish());
        row.set("BY", part.name(proposal->prepared_by)).set("WHEN", stockholm_minute(proposal->prepared_at));
        put_text(row, "REASON", proposal->reasons);
        put_text(row, "CONDITION", proposal->conditions);
        row.show_if(part.subject.state == "in_review", "RETURNED");
        row.set("PREVIEW_URL", preview_url(part.subject.diary_number, 0));
        if (!proposal->costs.empty()) put_cuts(part, row, costs_of_json(nlohmann::json::parse(proposal->costs)));
    }
    const auto letters = letters_of(part.tx, part.subject.id);
    for (const auto& decision : decisions) {
        auto& row = view.add("DECISION").set("DECISION_ID", decision.id.value());
        row.set("OUTCOME", decision.kind == "grant" ? part.words("case.outcome." + decision.outcome)
                                                    : part.words("case.decision_of." + decision.kind + "_" + decision.outcome));
        row.set("AMOUNT", decision.amount.zero() ? "" : decision.amount.swedish());
        row.set("DAY", decision.decided_on.iso()).set("BY", deciding_party(part.tx, decision));
        if (decision.prepared_by) row.add("PREPARED").set("WHO", part.name(*decision.prepared_by));
        put_text(row, "REASON", decision.reasons);
        put_text(row, "CONDITION", decision.conditions);
        if (const auto kept = nlohmann::json::parse(decision.snapshot); kept.contains("costs")) {
            put_cuts(part, row, costs_of_json(kept.at("costs")));
        }
        if (const auto* letter = letter_of(letters, decision)) row.add("LETTER").set("ID", letter->document.value());
        const auto dispatch = dispatch_of(part.tx, decision.id);
        if (dispatch) row.add("DISPATCHED").set("DAY", dispatch->dispatched_on.iso());
        row.show_if(!dispatch && part.actor.has(Role::officer), "MAKE_LETTER");
    }
    view.show_if(!decisions.empty() || proposal.has_value(), "HAS_DECISION");
}

void put_conditions(const CasePart& part, View& view) {
    const auto all = conditions_of(part.tx, part.subject.id);
    if (all.empty()) return;
    auto& panel = view.add("CONDITIONS_PANEL");
    const auto today = part.services.clock.today();
    const Condition* next = nullptr;
    int open = 0;
    for (const auto& condition : all) {
        auto& row = panel.add(condition.status == "replaced" ? "EARLIER_DUTY" : "DUTY");
        const auto by = condition.status_by ? part.name(*condition.status_by) : std::string();
        put_condition(row, part.services, condition, by, part.words, part.language, today);
        if (condition.status != "open") continue;
        ++open;
        const auto& due = condition.duty.due_on;
        if (due && (!next || *due < *next->duty.due_on)) next = &condition;
    }
    const bool earlier = std::any_of(all.begin(), all.end(), [](const auto& one) { return one.status == "replaced"; });
    panel.show_if(earlier, "HAS_EARLIER").set("OPEN", open).set("ALL", static_cast<int>(duties_shown(all)));
    if (!next) return;
    auto& due = panel.add("NEXT_DUE").set("NEXT_DAY", next->duty.due_on->iso());
    due.show_if(next->late(today), "IS_LATE").show_if(!next->late(today), "IN_TIME");
}

void put_claims(const CasePart& part, View& view) {
    const auto claims = claims_of(part.tx, part.subject.id);
    const auto payments = payments_of(part.tx, part.subject.id);
    const auto set_offs = set_offs_by_payment(part.tx, part.subject.id);
    for (const auto& claim : claims) {
        auto& row = view.add("CLAIM");
        row.set("NUMBER", claim.sequence).set("STATE", part.words("payouts.state." + (claim.state == "paid" && claim.payable.zero() ? "settled" : claim.state)));
        row.set("CLAIM_KIND", part.words("payouts.kind." + claim.kind)).set("CLAIMED", claim.claimed.swedish());
        row.set("APPROVED", claim.approved.swedish()).set("PAYABLE", claim.payable.swedish());
        row.show_if(claim.final, "FINAL").show_if(claim.advance, "IS_ADVANCE");
        put_claim_rows(part, claim, row);
        for (const auto& payment : payments) {
            if (payment.claim != claim.id) continue;
            auto& paid = row.add("PAYMENT");
            paid.set("REFERENCE", payment.end_to_end_id).set("AMOUNT", payment.amount.swedish());
            paid.set("PAYEE", part.words("providers.payee." + std::string(to_string(payment.payee.kind()))) + " " + payment.payee.formatted());
            paid.set("ATTESTED_BY", part.name(payment.attested_by));
            const auto off = set_offs.find(payment.id.value());
            if (off != set_offs.end()) {
                for (const auto& each : off->second) {
                    paid.add("SET_OFF").set("TEXT", part.words("payouts.set_off_short", {each.amount.swedish(), each.diary_number}));
                }
                paid.add("TO_RECIPIENT").set("TEXT", part.words("payouts.to_recipient", {(payment.amount - sum_of(off->second)).swedish()}));
            }
            if (payment.booked_on) paid.add("BOOKED").set("DAY", payment.booked_on->iso());
        }
    }
    view.show_if(!claims.empty(), "HAS_CLAIMS");
}

}  // namespace bygd
