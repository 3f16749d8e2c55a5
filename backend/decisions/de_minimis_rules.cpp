#include "decisions/de_minimis_rules.hpp"

#include "aid/de_minimis_store.hpp"
#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/region.hpp"
#include "base/working_days.hpp"
#include "budget/fund_store.hpp"
#include "decisions/decision_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

// The part of a change that is new aid: none when it grants no more than before.
std::optional<Money> more_than(Money before, Money after) {
    if (after <= before) return std::nullopt;
    return after - before;
}

// What is about to be granted: what is typed in a proposal now, else the proposal that stands. None when nothing is
// granted, or when what is typed is no amount: the proposal itself says so.
std::optional<Money> amount_at_stake(const ActionContext& context) {
    if (context.input.has("proposal_outcome")) {
        if (context.input.text("proposal_outcome") == "rejected") return std::nullopt;
        try {
            const auto typed = Money::parse(context.input.text("amount"));
            return context.proceeding ? more_than(context.subject.granted, typed) : typed;
        } catch (const Error&) {
            return std::nullopt;
        }
    }
    if (context.proceeding) return more_than(context.subject.granted, context.proceeding->proposed);
    const auto proposal = proposal_of(context.tx, context.subject.id);
    if (!proposal || !proposal->grants() || context.subject.proposed.zero()) return std::nullopt;
    return proposal->amount;
}

Problems de_minimis_fits(const ActionContext& context) {
    const auto amount = amount_at_stake(context);
    if (!amount) return {};
    try {
        auto problems = de_minimis_outlook(context.tx, context.services, context.subject.organisation,
                                           context.subject.form, context.today(), *amount)
                            .problems;
        if (context.input.has("amount")) {
            for (auto& problem : problems) problem.field = "amount";
        }
        return problems;
    } catch (const Error& error) {
        return error.problems();
    }
}

std::string sector_of(const ActionContext& context) {
    if (!context.subject.outlet) return context.services.de_minimis.sector_of({});
    return context.services.de_minimis.sector_of(find_outlet(context.tx, *context.subject.outlet)->services);
}

void tell(ActionContext& context, const AidGrant& grant, const DeMinimisOutlook& outlook) {
    context.facts["de_minimis_euro"] = grant.euro.plain();
    context.facts["de_minimis_rate"] = outlook.rate->swedish();
    context.facts["de_minimis_rate_day"] = outlook.rate->day.iso();
    context.facts["de_minimis_regulation"] = grant.regulation;
    context.facts["de_minimis_after"] = outlook.after.plain();
}

// Of a change, what it grants beyond the decision before it; less is a correction of what stands.
std::optional<Money> new_aid(ActionContext& context, const Decision& decision) {
    if (decision.kind == "grant") return decision.amount;
    const auto before = context.facts.find("granted_before");
    if (before == context.facts.end()) return std::nullopt;
    const auto more = more_than(Money::parse(before->second), decision.amount);
    if (!more) correct_de_minimis(context);
    return more;
}

void record_de_minimis(ActionContext& context) {
    const auto& law = context.services.de_minimis;
    const auto ledger = law.ledger_of(context.subject.form);
    const auto decision = latest_decision(context.tx, context.subject.id);
    if (!ledger || !decision || !decision->grants()) return;
    const auto amount = new_aid(context, *decision);
    if (!amount) return;
    const auto day = decision->decided_on;
    const auto& regulation = law.on(*ledger, day);
    const auto ground = de_minimis_ground(context.tx, context.subject.organisation, ledger, day);
    const auto outlook = outlook_of(position_on(ground, regulation, day), day, *amount, ground.rate,
                                    context.services.parameters.number("exchange_rate_days", day));
    require_none(outlook.problems);
    hold_undertaking(context.tx, ground.held());
    AidGrant grant;
    grant.organisation = context.subject.organisation;
    grant.ledger = *ledger;
    grant.regulation = regulation.number;
    grant.source = AidSource::own;
    grant.day = day;
    grant.granter = context.services.region.name;
    grant.kronor = *amount;
    grant.euro = outlook.amount;
    grant.rate = outlook.rate->millionths;
    grant.rate_day = outlook.rate->day;
    grant.rate_source = outlook.rate->source;
    grant.subject = context.subject.id;
    grant.decision = decision->id;
    grant.sector = sector_of(context);
    grant.register_by = register_by(context.services, day);
    grant.made_by = context.actor.name;
    grant.made_at = context.now;
    insert_aid_grant(context.tx, grant, context.actor.id);
    tell(context, grant, outlook);
}

}  // namespace

std::optional<Date> register_by(const Services& services, Date day) {
    const auto& days = services.parameters.known("de_minimis_register_days")->values;
    if (days.empty() || day < days.front().valid_from) return std::nullopt;
    return add_working_days(day, static_cast<int>(services.parameters.number("de_minimis_register_days", day)));
}

void correct_de_minimis(ActionContext& context) {
    auto left = context.subject.granted - context.subject.released;
    for (const auto& entry : ledger_of_case(context.tx, context.subject.id)) {
        if (entry.movement == Movement::repayment) left -= entry.amount;
    }
    for (const auto& grant : own_aid_of_case(context.tx, context.subject.id)) {
        auto now = grant.kronor.value();
        const auto before = corrections_of(context.tx, grant.id);
        for (const auto& each : before) now += each.kronor.value();
        // With several decisions the later ones give way first only when the earlier are filled.
        const auto share = least(left, now);
        left -= share;
        auto row = correction_of(grant, before, share);
        if (!row) continue;
        disturb_undertaking(context.tx, {grant.organisation});
        if (grant.register_by) row->register_by = register_by(context.services, context.today());
        row->note = context.subject.diary_number;
        row->made_by = context.actor.name;
        row->made_at = context.now;
        insert_aid_grant(context.tx, *row, context.actor.id);
        context.facts["de_minimis_kept"] = in_euro(share, grant.rate.value()).plain();
    }
}

void register_de_minimis_rules(Guards& guards, Effects& effects) {
    guards.add("de_minimis_fits", de_minimis_fits);
    effects.add("record_de_minimis", record_de_minimis);
}

}  // namespace bygd
