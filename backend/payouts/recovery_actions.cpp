#include "payouts/recovery_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "cases/proceeding_store.hpp"
#include "decisions/condition_rules.hpp"
#include "decisions/de_minimis_rules.hpp"
#include "decisions/decision_forms.hpp"
#include "decisions/decision_making.hpp"
#include "decisions/decision_store.hpp"
#include "payouts/recovery_store.hpp"
#include "payouts/set_off.hpp"

namespace bygd {

namespace {

std::vector<InterestRate> rates_of(const ActionContext& context, const RecoveryDebt& debt, Date to) {
    return recovery_rates(context.services.parameters, debt.interest_from(), std::max(to, debt.interest_from()));
}

Problems debt_settled(const ActionContext& context) {
    if (!context.proceeding) return {{"", "recovery.not_settled", {""}}};
    const auto balance = balance_of_debt(context.services.parameters, debt_of(context.tx, *context.proceeding), context.today());
    if (balance.settled()) return {};
    return {{"", "recovery.not_settled", {(balance.debt + balance.interest).swedish()}}};
}

void open_recovery(ActionContext& context) {
    const auto found = read_day_before(context, "found_on");
    const auto what = required_text(context, "request_text");
    open_proceeding(context, "recovery", "recovery", {{"found_on", found.iso()}, {"text", what}});
    context.reason = what;
}

void write_recovery_proposal(ActionContext& context) {
    const auto most = recoverable(context.tx, context.subject);
    const auto read = read_adverse(context.input.fields, most);
    context.proceeding->data["ground"] = read.ground;
    context.facts["ground"] = read.ground;
    nlohmann::json calculation{{"ground", read.ground}, {"paid", context.subject.paid.plain()}};
    if (read.ground == "condition_breached") calculation["breached"] = breached_conditions(context);
    keep_proposal(context, read.proposal, calculation.dump());
}

void write_recovery_decision(ActionContext& context) {
    const auto decision = decide_as_proposed(context, "recovery");
    context.proceeding->data["decided_on"] = decision.decided_on.iso();
    context.proceeding->data["interest_from"] = decision.decided_on.plus_months(1).iso();
}

Date booked_day(const ActionContext& context) {
    const auto day = Date::parse(context.input.text("booked_on"), "booked_on");
    if (day > context.today()) throw Error(ErrorKind::invalid, {{"booked_on", "claim.later_than_today"}});
    return day;
}

// What a payment on its way to the bank is set off against is neither paid in nor given up meanwhile.
void require_not_held(const ActionContext& context, const RecoveryDebt& debt, const RecoveryEntry& entry) {
    const auto held = held_by_payments(context.tx, context.proceeding->id);
    if (held.zero()) return;
    const auto balance = balance_on(debt, entry.booked_on, rates_of(context, debt, entry.booked_on));
    if (balance.debt + balance.interest - entry.debt - entry.interest < held) {
        throw Error(ErrorKind::invalid, {{"amount", "set_off.held", {held.swedish()}}});
    }
}

void keep_entry(ActionContext& context, const RecoveryEntry& entry) {
    insert_recovery_entry(context.tx, context.proceeding->id, entry, context.actor.id, context.now);
    context.facts["amount"] = (entry.debt + entry.interest).plain();
    context.facts["interest"] = entry.interest.plain();
    context.facts["booked_on"] = entry.booked_on.iso();
}

void book_repayment(ActionContext& context) {
    const auto day = booked_day(context);
    const auto amount = Money::parse(context.input.text("amount"), "amount");
    const auto debt = debt_of(context.tx, *context.proceeding);
    const auto entry = repayment_of(debt, amount, day, rates_of(context, debt, day));
    require_not_held(context, debt, entry);
    keep_entry(context, entry);
    if (entry.debt.zero()) return;
    move_on_case(context, Movement::repayment, entry.debt);
    correct_de_minimis(context);
}

void reduce_debt(ActionContext& context) {
    const auto amount = Money::parse(context.input.text("amount"), "amount");
    const bool of_interest = context.input.text("reduce_what") == "interest";
    const auto debt = debt_of(context.tx, *context.proceeding);
    auto entry = reduction_of(debt, amount, of_interest, context.today(), rates_of(context, debt, context.today()));
    if (characters(context.reason) > 500) throw Error(ErrorKind::invalid, {{"reason", "text.too_long", {"500"}}});
    require_not_held(context, debt, entry);
    entry.note = context.reason;
    keep_entry(context, entry);
}

// By the newest plan: what is left today, interest with it, in equal parts. What runs up later is demanded at the end.
void agree_instalments(ActionContext& context) {
    const auto debt = debt_of(context.tx, *context.proceeding);
    const auto left = balance_of_debt(context.services.parameters, debt, context.today());
    const auto plan = read_instalments(context.input.fields, left.debt + left.interest, context.today());
    if (left.settled()) throw Error(ErrorKind::invalid, {{"", "recovery.nothing_left"}});
    insert_instalments(context.tx, context.proceeding->id, plan, context.actor.id, context.now);
    context.facts["instalments"] = std::to_string(plan.size());
    if (plan.empty()) return;
    context.facts["first_due_on"] = plan.front().due_on.iso();
    context.facts["amount"] = plan.front().amount.plain();
}

void write_off_debt(ActionContext& context) {
    const auto debt = debt_of(context.tx, *context.proceeding);
    auto entry = write_off_of(debt, context.today(), rates_of(context, debt, context.today()));
    if (characters(context.reason) > 500) throw Error(ErrorKind::invalid, {{"reason", "text.too_long", {"500"}}});
    require_not_held(context, debt, entry);
    entry.note = context.reason;
    keep_entry(context, entry);
}

// --- forms ----------------------------------------------------------------------------------------------------------

void put(const ActionFormContext& context, View& view, std::string_view name, const std::string& fallback = "") {
    put_field(view, name, context.value(name, fallback), context.problems, context.words);
}

void fill_opening(const ActionFormContext& context, View& view) {
    put(context, view, "found_on", context.services.clock.today().iso());
    put(context, view, "request_text");
}

void fill_proposal(const ActionFormContext& context, View& view) {
    put_grounds(context, view);
    const auto before = proposal_of(context.tx, context.subject.id, context.proceeding_id());
    const auto most = recoverable(context.tx, context.subject);
    put(context, view, "amount", (before ? before->amount : most).swedish_number());
    put(context, view, "reasons", before ? before->reasons : "");
    view.set("MOST", most.swedish());
}

void fill_balance(const ActionFormContext& context, View& view) {
    if (!context.proceeding) return;
    const auto today = context.services.clock.today();
    const auto balance = balance_of_debt(context.services.parameters, debt_of(context.tx, *context.proceeding), today);
    view.set("DEBT", balance.debt.swedish()).set("INTEREST", balance.interest.swedish());
    view.set("LEFT", (balance.debt + balance.interest).swedish()).set("DAY", today.iso());
    put(context, view, "amount", (balance.debt + balance.interest).swedish_number());
    put(context, view, "booked_on", today.iso());
    const std::vector<Option> parts{{"debt", context.words("payouts.reduce_debt")}, {"interest", context.words("payouts.reduce_interest")}};
    put_options(view, "reduce_what", parts, context.value("reduce_what", "debt"), context.problems, context.words);
}

void fill_instalments(const ActionFormContext& context, View& view) {
    fill_balance(context, view);
    if (!context.proceeding) return;
    const auto plan = instalment_plan_of(context.tx, context.proceeding->id);
    put(context, view, "instalments", plan ? std::to_string(plan->instalments.size()) : "6");
    const auto today = context.services.clock.today();
    put(context, view, "first_due_on", Date(today.year(), today.month(), 1).plus_months(2).plus_days(-1).iso());
    if (plan) view.add("PLAN").set("COUNT", static_cast<std::int64_t>(plan->instalments.size())).set("BEHIND", plan->behind(today).swedish());
}

}  // namespace

std::vector<InterestRate> recovery_rates(const Parameters& law, Date from, Date to) {
    std::set<Date> days{from};
    for (const auto* name : {"state_lending_rate", "recovery_interest_addition"}) {
        for (const auto& value : law.all().at(name).values) {
            if (value.valid_from > from && value.valid_from <= to) days.insert(value.valid_from);
        }
    }
    std::vector<InterestRate> rates;
    for (const auto day : days) {
        const auto lending = law.share("state_lending_rate", day).value, addition = law.share("recovery_interest_addition", day).value;
        rates.push_back({day, BasisPoints{lending + addition}});
    }
    return rates;
}

RecoveryBalance balance_of_debt(const Parameters& law, const RecoveryDebt& debt, Date day) {
    return balance_on(debt, day, recovery_rates(law, debt.interest_from(), std::max(day, debt.interest_from())));
}

RecoveryDebt debt_of(Transaction& tx, const Proceeding& recovery) {
    const auto decided = recovery.value("decided_on");
    if (decided.empty()) refuse(ErrorKind::conflict, "decision.none");
    return {recovery.decided, Date::parse(decided), recovery_entries(tx, recovery.id)};
}

Money recovered(Transaction& tx, Id<Case> id) {
    Money total;
    for (const auto& each : proceedings_of(tx, id)) {
        if (each.kind != "recovery") continue;
        for (const auto& entry : recovery_entries(tx, each.id)) {
            if (entry.kind == "repayment") total += entry.debt;
        }
    }
    return total;
}

Money recoverable(Transaction& tx, const Case& subject) {
    auto left = subject.paid;
    for (const auto& each : proceedings_of(tx, subject.id)) {
        if (each.kind != "recovery" || each.value("decided_on").empty()) continue;
        left -= each.decided;
        for (const auto& entry : recovery_entries(tx, each.id)) {
            if (entry.kind == "reduction") left += entry.debt;
        }
    }
    return left;
}

void register_recovery_rules(Guards& guards, Effects& effects) {
    guards.add("debt_settled", debt_settled);
    effects.add("open_recovery", open_recovery);
    effects.add("write_recovery_proposal", write_recovery_proposal);
    effects.add("write_recovery_decision", write_recovery_decision);
    effects.add("book_repayment", book_repayment);
    effects.add("reduce_debt", reduce_debt);
    effects.add("agree_instalments", agree_instalments);
    effects.add("write_off_debt", write_off_debt);
}

void register_recovery_forms(ActionForms& forms) {
    forms.add("recovery_opening", {"decisions/adverse_opening_form", fill_opening});
    forms.add("recovery_proposal", {"decisions/adverse_proposal_form", fill_proposal});
    forms.add("repayment", {"payouts/repayment_form", fill_balance});
    forms.add("reduction", {"payouts/reduction_form", fill_balance});
    forms.add("instalments", {"payouts/instalment_form", fill_instalments});
    forms.add("write_off", {"payouts/write_off_form", fill_balance});
}

}  // namespace bygd
