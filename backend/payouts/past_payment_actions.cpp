#include "payouts/past_payment_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "budget/fund_store.hpp"
#include "cases/case_action.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_actions.hpp"
#include "database/pool.hpp"
#include "decisions/decision_making.hpp"
#include "decisions/decision_store.hpp"
#include "payouts/claim_store.hpp"
#include "payouts/past_payment_store.hpp"
#include "providers/organisation_store.hpp"

namespace bygd {

namespace {

// The officer, and who proposed or decided, neither writes down nor books.
void require_outside(Transaction& tx, const Case& subject, Id<User> me) {
    const auto decisions = decisions_of(tx, subject.id);
    const bool took_part = std::any_of(decisions.begin(), decisions.end(), [&](const auto& decision) {
        return decision.decided_by == me || decision.prepared_by == me;
    });
    if (took_part || subject.officer == me) refuse(ErrorKind::conflict, "payment.same_person");
}

void require_nothing_under_way(Transaction& tx, const Case& subject) {
    if (open_claim(tx, subject.id) || open_payment(tx, subject.id)) refuse(ErrorKind::conflict, "claim.open");
}

PastPayment past_to_settle(Transaction& tx, const Case& subject, Id<PastPayment> id) {
    const auto found = find_past_payment(tx, id);
    if (!found || found->subject != subject.id) refuse(ErrorKind::not_found, "not_found");
    if (found->state != "asked") refuse(ErrorKind::conflict, "past_payment.settled");
    return *found;
}

DiaryEvent event_about(ActionContext& context, const PastPayment& past, const char* kind) {
    context.facts["amount"] = past.amount.plain();
    context.facts["booked_on"] = past.paid_on.iso();
    context.facts["reference"] = past.reference;
    return event_of(context, kind);
}

Id<Payment> keep_payment(ActionContext& context, const PastPayment& past) {
    auto& tx = context.tx;
    Claim claim;
    claim.subject = context.subject.id;
    claim.kind = "direct";
    claim.state = "approved";
    claim.calculation = nlohmann::json{{"past_payment", past.reference}}.dump();
    claim.received_on = context.today();
    claim.prepared_by = past.asked_by;
    claim.claimed = claim.approved = claim.payable = past.amount;
    claim.id = insert_claim(tx, claim);
    const auto organisation = find_organisation(tx, context.subject.organisation);
    if (!organisation->payee) throw Error(ErrorKind::invalid, {{"payee", "payment.no_payee"}});
    Payment payment{Id<Payment>(), context.subject.id, claim.id, next_end_to_end_id(tx, context.today().year()), past.amount,
                    *organisation->payee, "attested", past.asked_by, context.actor.id, context.now, std::nullopt, 1};
    payment.id = insert_payment(tx, payment);
    book_payment_row(tx, payment, past.paid_on, context.actor.id);
    claim.state = "paid";
    save_claim(tx, claim);
    context.facts["payment"] = payment.end_to_end_id;
    return payment.id;
}

}  // namespace

bool may_ask_past_payment(const Actor& actor) { return actor.has(Role::manager) || actor.has(Role::finance); }
bool may_book_past_payment(const Actor& actor) { return actor.has(Role::finance); }

PastPayment ask_past_payment(const Services& services, const Actor& actor, const std::string& diary_number, const Typed& typed) {
    require_case_reader(actor);
    if (!may_ask_past_payment(actor)) refuse(ErrorKind::forbidden, "past_payment.not_yours");
    return services.database.transact(actor, [&](Transaction& tx) {
        auto subject = case_by_number(tx, diary_number);
        if (subject.outstanding().zero() || !subject.fund || !subject.decided_on) refuse(ErrorKind::conflict, "past_payment.nothing_granted");
        require_outside(tx, subject, actor.id);
        require_nothing_under_way(tx, subject);
        const auto now = services.clock.now();
        auto past = read_past_payment(typed, subject.outstanding(), *subject.decided_on, stockholm_day(now));
        if (!find_organisation(tx, subject.organisation)->payee) throw Error(ErrorKind::invalid, {{"payee", "payment.no_payee"}});
        past.subject = subject.id;
        past.asked_by = actor.id;
        past.asked_at = now;
        try {
            past.id = insert_past_payment(tx, past);
        } catch (const DuplicateKey&) {
            refuse(ErrorKind::conflict, "past_payment.open");
        }
        const ActionInput nothing;
        ActionContext context{services, tx, actor, now, subject, nothing, past.text, {}, {}};
        append_event(tx, event_about(context, past, "past_payment_asked"));
        return past;
    });
}

void book_past_payment(const Services& services, const Actor& actor, const std::string& diary_number, int version, Id<PastPayment> id) {
    require_case_reader(actor);
    if (!may_book_past_payment(actor)) refuse(ErrorKind::forbidden, "past_payment.not_yours");
    services.database.transact(actor, [&](Transaction& tx) {
        auto subject = lock_case(tx, diary_number, version);
        const auto past = past_to_settle(tx, subject, id);
        if (past.asked_by == actor.id) refuse(ErrorKind::conflict, "past_payment.same_person");
        require_outside(tx, subject, actor.id);
        require_nothing_under_way(tx, subject);
        if (subject.outstanding() < past.amount) {
            throw Error(ErrorKind::invalid, {{"amount", "past_payment.over", {subject.outstanding().swedish()}}});
        }
        const ActionInput nothing;
        const auto now = services.clock.now();
        ActionContext context{services, tx, actor, now, subject, nothing, past.text, {}, {}};
        const auto payment = keep_payment(context, past);
        LedgerEntry entry;
        entry.fund = subject.fund.value();
        entry.subject = subject.id;
        entry.movement = Movement::payment;
        entry.amount = past.amount;
        entry.booked_on = past.paid_on;
        entry.made_at = now;
        entry.actor = actor.id;
        entry.text = past.reference;
        move_money(tx, entry);
        if (!settle_past_payment(tx, id, "booked", actor.id, now, payment)) refuse(ErrorKind::conflict, "past_payment.settled");
        subject.paid += past.amount;
        subject.changed_at = now;
        save_case(tx, subject);
        append_event(tx, event_about(context, past, "past_payment_booked"));
        refresh_tasks(services, tx, subject.id, context.today());
    });
}

void withdraw_past_payment(const Services& services, const Actor& actor, const std::string& diary_number, int version, Id<PastPayment> id) {
    require_case_reader(actor);
    if (!may_ask_past_payment(actor)) refuse(ErrorKind::forbidden, "past_payment.not_yours");
    services.database.transact(actor, [&](Transaction& tx) {
        auto subject = lock_case(tx, diary_number, version);
        const auto past = past_to_settle(tx, subject, id);
        const auto now = services.clock.now();
        if (!settle_past_payment(tx, id, "withdrawn", actor.id, now, std::nullopt)) refuse(ErrorKind::conflict, "past_payment.settled");
        const ActionInput nothing;
        ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}};
        subject.changed_at = now;
        save_case(tx, subject);
        append_event(tx, event_about(context, past, "past_payment_withdrawn"));
    });
}

}  // namespace bygd
