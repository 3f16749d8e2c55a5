#include "payouts/claim_forms.hpp"

#include "aid/form.hpp"
#include "cases/case_view.hpp"
#include "payouts/claim_row_forms.hpp"
#include "payouts/claim_store.hpp"
#include "payouts/set_off_store.hpp"
#include "providers/organisation_store.hpp"

namespace bygd {

namespace {

std::string error_of(const ActionFormContext& context, const std::string& field) {
    for (const auto& problem : context.problems) {
        if (problem.field == field) return context.words(problem);
    }
    return "";
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
    register_claim_row_forms(forms);
    forms.add("home_delivery_outcome", {"payouts/home_delivery_outcome_form", fill_outcome});
    forms.add("attestation", {"payouts/attestation_form", fill_attestation});
    forms.add("paid", {"payouts/paid_form", fill_paid});
    forms.add("final_report", {"payouts/final_report_form", fill_final_report});
}

}  // namespace bygd
