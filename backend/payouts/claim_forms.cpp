#include "payouts/claim_forms.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "cases/case_view.hpp"
#include "decisions/approved_cost.hpp"
#include "decisions/decision_store.hpp"
#include "payouts/claim_store.hpp"
#include "payouts/set_off_store.hpp"
#include "providers/organisation_store.hpp"

namespace bygd {

namespace {

constexpr int rows_least = 5;

std::string error_of(const ActionFormContext& context, const std::string& field) {
    for (const auto& problem : context.problems) {
        if (problem.field == field) return context.words(problem);
    }
    return "";
}

int last_row_typed(const ActionFormContext& context) {
    int last = 0;
    for (const auto& [name, value] : context.typed) {
        if (!name.starts_with("row_") || value.empty() || name.ends_with("_cost_line")) continue;
        last = std::max(last, std::atoi(name.c_str() + 4));
    }
    return std::min(last, 499);
}

void fill_claim(const ActionFormContext& context, View& view) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    const int rows = std::max(rows_least, last_row_typed(context) + 2);
    for (int number = 1; number <= rows; ++number) {
        const auto prefix = "row_" + std::to_string(number) + "_";
        auto& row = view.add("EXPENSE");
        row.set("N", number);
        for (const auto* field : {"supplier", "invoice_number", "invoice_on", "paid_on", "amount"}) {
            row.set(view_name(field), context.value(prefix + field));
        }
        for (const auto& line : form.cost_lines) {
            row.add("COST_LINE").set("VALUE", line.name).set("LABEL", line.label.in(context.words.language()))
                .show_if(context.value(prefix + "cost_line") == line.name, "SELECTED");
        }
        for (const auto* field : {"cost_line", "supplier", "invoice_number", "invoice_on", "paid_on", "amount"}) {
            const auto text = error_of(context, prefix + field);
            if (!text.empty()) row.add("ERROR").set("TEXT", text);
        }
    }
    put_check(view, "final", !context.value("final").empty(), context.problems, context.words);
}

// Of what the decision approves of the line, what earlier claims have not used.
Money left_on(const ApprovedCosts& costs, const std::vector<LineTotal>& before, const std::string& line) {
    const auto whole = approved_on(costs, line);
    const auto used = std::find_if(before.begin(), before.end(), [&](const auto& total) { return total.cost_line == line; });
    if (used == before.end()) return whole;
    return used->approved < whole ? whole - used->approved : Money();
}

void fill_claim_review(const ActionFormContext& context, View& view) {
    const auto claim = open_claim(context.tx, context.subject.id);
    if (!claim) return;
    const auto costs = costs_in_force(decisions_of(context.tx, context.subject.id));
    const auto before = approved_by_line(context.tx, context.subject.id);
    view.set("CLAIMED", claim->claimed.swedish());
    view.show_if(claim->kind == "yearly", "YEARLY");
    for (const auto& expense : expenditure_of(context.tx, claim->id)) {
        const auto number = std::to_string(expense.sequence);
        auto& row = view.add("EXPENSE");
        row.set("N", number).set("SUPPLIER", expense.supplier).set("INVOICE", expense.invoice_number);
        row.set("INVOICE_ON", expense.invoice_on.iso()).set("PAID_ON", expense.paid_on.iso());
        row.set("AMOUNT", expense.amount.swedish());
        if (!costs.empty()) row.add("LEFT").set("TEXT", left_on(costs, before, expense.cost_line).swedish());
        row.set("APPROVED", context.value("approved_" + number, expense.approved.value_or(expense.amount).swedish_number()));
        row.set("REASON", context.value("reason_" + number, expense.reason));
        for (const auto& field : {"approved_" + number, "reason_" + number}) {
            const auto text = error_of(context, field);
            if (!text.empty()) row.add("ERROR").set("TEXT", text);
        }
        if (const auto elsewhere = invoice_elsewhere(context.tx, claim->id, expense.supplier, expense.invoice_number)) {
            row.add("FINDING").set("TEXT", context.words("problem.claim.duplicate_invoice", {*elsewhere}));
        }
    }
}

void fill_outcome(const ActionFormContext& context, View& view) {
    const auto application = application_of_json(context.subject.application);
    for (const auto* field : {"households", "occasions"}) {
        put_field(view, field, context.value(field, application.value(field)), context.problems, context.words);
    }
    const auto net = application.money("net_cost").value_or(Money());
    put_field(view, "net_cost", context.value("net_cost", net.swedish_number()), context.problems, context.words);
}

// A debt may be set off against the payment: one field each, empty as long as nobody asks for it.
void fill_attestation(const ActionFormContext& context, View& view) {
    const auto claim = open_claim(context.tx, context.subject.id);
    if (!claim) return;
    const auto organisation = find_organisation(context.tx, context.subject.organisation);
    view.set("PAYABLE", claim->payable.swedish()).set("ORGANISATION", organisation->name);
    if (const auto& payee = organisation->payee) {
        view.set("PAYEE", context.words("payouts.payee." + std::string(to_string(payee->kind())), {payee->formatted()}));
    }
    for (const auto& debt : debts_to_set_off(context.services, context.tx, context.subject, context.services.clock.today())) {
        auto& row = view.add("DEBT");
        const auto text = error_of(context, debt.field());
        row.set("FIELD", debt.field()).set("DIARY_NUMBER", debt.diary_number).set("URL", case_url(debt.diary_number));
        row.set("LEFT", debt.left.swedish()).set("VALUE", context.value(debt.field()));
        if (!text.empty()) row.add("INVALID").set("ERROR", text);
    }
}

void fill_paid(const ActionFormContext& context, View& view) {
    if (const auto payment = open_payment(context.tx, context.subject.id)) {
        const auto set_offs = set_offs_of(context.tx, payment->id);
        view.set("REFERENCE", payment->end_to_end_id).set("AMOUNT", (payment->amount - sum_of(set_offs)).swedish());
        view.set("PAYEE", payment->payee.formatted());
        for (const auto& each : set_offs) {
            view.add("SET_OFF").set("SUM", each.amount.swedish()).set("DIARY_NUMBER", each.diary_number);
        }
    }
    put_field(view, "booked_on", context.value("booked_on", context.services.clock.today().iso()), context.problems,
              context.words);
    put_field(view, "reason", context.value("reason"), context.problems, context.words);
}

void fill_final_report(const ActionFormContext& context, View& view) {
    put_field(view, "reported_on", context.value("reported_on", context.services.clock.today().iso()), context.problems,
              context.words);
    put_field(view, "request_text", context.value("request_text"), context.problems, context.words);
}

}  // namespace

void register_payout_forms(ActionForms& forms) {
    forms.add("claim", {"payouts/claim_form", fill_claim});
    forms.add("claim_review", {"payouts/claim_review_form", fill_claim_review});
    forms.add("home_delivery_outcome", {"payouts/home_delivery_outcome_form", fill_outcome});
    forms.add("attestation", {"payouts/attestation_form", fill_attestation});
    forms.add("paid", {"payouts/paid_form", fill_paid});
    forms.add("final_report", {"payouts/final_report_form", fill_final_report});
}

}  // namespace bygd
