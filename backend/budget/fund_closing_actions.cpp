#include "budget/fund_closing_actions.hpp"

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "budget/fund_closing_store.hpp"
#include "budget/fund_store.hpp"
#include "database/pool.hpp"

namespace bygd {

namespace {

bool asks(ClosingStep step) { return step == ClosingStep::asked || step == ClosingStep::reopen_asked; }

// Why the balance row did not take the step.
[[noreturn]] void refuse_step(Transaction& tx, const Fund& fund, ClosingStep step, const Actor& actor) {
    const auto state = closing_state_of(tx, fund);
    const bool confirms = step == ClosingStep::closed || step == ClosingStep::reopened;
    if (confirms && state.waits && state.asked_by == actor.id) refuse(ErrorKind::conflict, "closing.same_person");
    const auto reserved = balance_of(tx, fund.id).value().reserved;
    const bool needs_none = step == ClosingStep::asked || step == ClosingStep::closed;
    if (needs_none && !reserved.zero()) throw Error(ErrorKind::invalid, {{"step", "closing.reserved", {reserved.swedish()}}});
    refuse(ErrorKind::conflict, "closing.changed");
}

}  // namespace

bool may_take(const Actor& actor, ClosingStep step) {
    return actor.has(Role::manager) || (!asks(step) && actor.has(Role::finance));
}

FundClosing take_closing(const Services& services, const Actor& actor, Id<Fund> id, const FundFields& fields) {
    require_fund_reader(actor);
    const auto fund = services.database.look_up([&](Transaction& tx) { return find_fund(tx, id); });
    if (!fund) refuse(ErrorKind::not_found, "not_found");
    const auto step = closing_step_of(fund_field(fields, "step"));
    if (!step) throw Error(ErrorKind::invalid, {{"step", "choice.unknown"}});
    if (!may_take(actor, *step)) refuse(ErrorKind::forbidden, asks(*step) ? "fund.managers_only" : "closing.not_yours");
    FundClosing closing;
    closing.fund = id;
    closing.step = *step;
    closing.year = static_cast<int>(whole_number(fund_field(fields, "year")).value_or(0) % 10'000);
    closing.text = fund_field(fields, "text");
    closing.actor = actor.id;
    closing.actor_name = actor.name;
    closing.made_at = services.clock.now();
    Problems problems;
    if (asks(*step) && closing.text.empty()) problems.push_back({"text", "required"});
    if (characters(closing.text) > limits::ledger_text) {
        problems.push_back({"text", "text.too_long", {std::to_string(limits::ledger_text)}});
    }
    if (*step == ClosingStep::asked && closing.year >= services.clock.today().year()) {
        problems.push_back({"step", "closing.year_not_over", {std::to_string(closing.year)}});
    }
    require_none(std::move(problems));
    if (closing.year < fund->year) refuse(ErrorKind::conflict, "closing.changed");
    services.database.transact(actor, [&](Transaction& tx) {
        if (!take_closing_step(tx, *fund, *step, closing.year, actor.id)) refuse_step(tx, *fund, *step, actor);
        auto kept = closing;
        kept.figures = booked_until(tx, id, Date(closing.year, 12, 31));
        insert_closing(tx, kept);
    });
    log::info("fund_closing", {{"fund", fund->code}, {"step", std::string(to_string(*step))}, {"year", std::to_string(closing.year)},
                               {"by", std::to_string(actor.id.value())}});
    return closing;
}

}  // namespace bygd
