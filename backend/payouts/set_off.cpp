#include "payouts/set_off.hpp"

#include <algorithm>

#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "cases/task_actions.hpp"
#include "decisions/de_minimis_rules.hpp"
#include "decisions/decision_making.hpp"
#include "payouts/recovery_actions.hpp"
#include "payouts/recovery_store.hpp"
#include "payouts/set_off_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view field_start = "set_off_";

// The one the step is about is taken already; of another the row is taken here.
Case take_debtor(ActionContext& context, Id<Case> id) {
    if (id == context.subject.id) return context.subject;
    const auto found = find_case(context.tx, id).value();
    return lock_case(context.tx, id, found.version);
}

RecoveryEntry entry_of(ActionContext& context, const SetOff& each, const Proceeding& recovery, Date booked_on) {
    const auto debt = debt_of(context.tx, recovery);
    const auto day = debt.entries.empty() ? booked_on : std::max(booked_on, debt.entries.back().booked_on);
    const auto to = std::max(day, debt.interest_from());
    auto entry = repayment_of(debt, each.amount, day, recovery_rates(context.services.parameters, debt.interest_from(), to));
    entry.payment = each.payment;
    return entry;
}

void book(ActionContext& context, const SetOff& each, const Payment& payment, Date booked_on) {
    const bool same_case = each.subject == context.subject.id;
    auto debtor = take_debtor(context, each.subject);
    auto recovery = find_proceeding(context.tx, each.subject, each.sequence).value();
    const ActionInput nothing;
    ActionContext beside{context.services, context.tx, context.actor, context.now, debtor, nothing, "", {}, {}};
    beside.proceeding = &recovery;
    const auto entry = entry_of(beside, each, recovery, booked_on);
    insert_recovery_entry(context.tx, recovery.id, entry, context.actor.id, context.now);
    beside.facts = {{"amount", each.amount.plain()}, {"interest", entry.interest.plain()}, {"booked_on", entry.booked_on.iso()},
                    {"payment", payment.end_to_end_id}, {"paying_case", context.subject.diary_number},
                    {"proceeding", std::to_string(each.sequence)}, {"proceeding_kind", recovery.kind}};
    if (!entry.debt.zero()) {
        move_on_case(beside, Movement::repayment, entry.debt);
        correct_de_minimis(beside);
    }
    append_event(context.tx, event_of(beside, "set_off"));
    if (same_case) return;
    debtor.changed_at = context.now;
    save_case(context.tx, debtor);
    refresh_tasks(context.services, context.tx, debtor.id, context.today());
}

}  // namespace

std::string OpenDebt::field() const {
    auto name = diary_number;
    std::replace_if(name.begin(), name.end(), [](char c) { return c == ' ' || c == '/'; }, '-');
    return std::string(field_start) + name + "-" + std::to_string(sequence);
}

Money sum_of(const std::vector<SetOff>& all) {
    Money sum;
    for (const auto& each : all) sum += each.amount;
    return sum;
}

std::vector<OpenDebt> debts_to_set_off(const Services& services, Transaction& tx, const Case& paying, Date day) {
    std::vector<OpenDebt> found;
    const auto& basis = services.parameters.bases().get(paying.legal_basis);
    for (const auto& place : debts_of_organisation(tx, paying.organisation, paying.legal_basis, basis.set_off_forms)) {
        const auto recovery = find_proceeding(tx, place.subject, place.sequence).value();
        const auto debt = debt_of(tx, recovery);
        const auto to = std::max(day, debt.interest_from());
        const auto balance = balance_on(debt, day, recovery_rates(services.parameters, debt.interest_from(), to));
        const auto whole = balance.debt + balance.interest, held = held_by_payments(tx, recovery.id);
        if (whole <= held) continue;
        found.push_back({place.subject, recovery.id, find_case(tx, place.subject)->diary_number, place.sequence, whole - held});
    }
    return found;
}

std::vector<TypedSetOff> read_set_offs(const ActionInput& input, const std::vector<OpenDebt>& debts, Money payable) {
    std::vector<TypedSetOff> read;
    Problems problems;
    Money sum;
    for (const auto& [name, value] : input.fields) {
        if (!name.starts_with(field_start) || trimmed(value).empty()) continue;
        const auto debt = std::find_if(debts.begin(), debts.end(), [&](const auto& each) { return each.field() == name; });
        if (debt == debts.end()) {
            problems.push_back({name, "set_off.no_debt"});
            continue;
        }
        try {
            const auto amount = Money::parse(value, name);
            if (amount.zero()) continue;
            if (amount > debt->left) problems.push_back({name, "set_off.too_much", {debt->left.swedish()}});
            sum += amount;
            read.push_back({*debt, amount});
        } catch (const Error& error) {
            problems.insert(problems.end(), error.problems().begin(), error.problems().end());
        }
    }
    if (sum > payable) problems.push_back({read.back().debt.field(), "set_off.over_payment", {payable.swedish()}});
    require_none(std::move(problems));
    return read;
}

void hold_set_offs(ActionContext& context, const Payment& payment) {
    const auto debts = debts_to_set_off(context.services, context.tx, context.subject, context.today());
    const auto typed = read_set_offs(context.input, debts, payment.amount);
    Money sum;
    std::string against;
    for (const auto& each : typed) {
        auto debtor = take_debtor(context, each.debt.subject);
        insert_set_off(context.tx, {payment.id, each.debt.subject, each.debt.recovery, each.debt.diary_number, each.debt.sequence,
                                    each.amount});
        if (debtor.id != context.subject.id) save_case(context.tx, debtor);
        sum += each.amount;
        against += (against.empty() ? "" : ", ") + each.debt.diary_number;
    }
    if (sum.zero()) return;
    context.facts["set_off"] = sum.plain();
    context.facts["set_off_against"] = against;
    context.facts["to_recipient"] = (payment.amount - sum).plain();
}

void book_set_offs(ActionContext& context, const Payment& payment, Date booked_on) {
    const auto all = set_offs_of(context.tx, payment.id);
    if (all.empty()) return;
    for (const auto& each : all) book(context, each, payment, booked_on);
    context.facts["set_off"] = sum_of(all).plain();
    context.facts["to_recipient"] = (payment.amount - sum_of(all)).plain();
}

}  // namespace bygd
