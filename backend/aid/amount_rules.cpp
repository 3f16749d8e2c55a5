#include "aid/amount_rules.hpp"

#include <algorithm>

#include "aid/rule_table.hpp"
#include "aid/trial.hpp"

namespace bygd::rules {

namespace {

constexpr BasisPoints whole{10'000};

std::optional<Money> net_cost_of(Trial& trial) { return trial.application.money("net_cost"); }

std::optional<Money> sought_of(const Trial& trial) { return trial.application.money("amount_sought"); }

Money eligible_cost(const Trial& trial, const CostRow& row) { return trial.with_vat ? row.amount + row.vat : row.amount; }

}  // namespace

void net_cost_at_least_base_share(Trial& trial) {
    const auto base = trial.amount_on("base", Date(trial.grant_year(), 12, 31));
    const auto part = trial.share("share");
    if (!base || !part) return;
    const auto net = net_cost_of(trial);
    if (!net) return trial.unknown("net_cost");
    // To the öre, upwards: a cost one öre under the part is under it.
    const auto least_cost = base->share(*part, Rounding::half_up);
    if (*net < least_cost) trial.fail("net_cost", "aid.cost_below_half_base", {least_cost.swedish()});
}

void share_of_net_cost(Trial& trial) {
    const auto share = trial.share();
    const auto net = net_cost_of(trial);
    if (!share || !net) return;
    const auto aid = net->share(*share, Rounding::down);
    trial.add_line({"net_cost", "", *net, *share, aid, trial.line().paragraph});
    trial.give(aid);
}

void most_per_household_and_occasion(Trial& trial) {
    const auto each = trial.amount();
    if (!each) return;
    const auto occasions = trial.application.number("occasions");
    if (!occasions) return trial.unknown("occasions");
    const auto cap = Money::of_minor(each->minor() * *occasions);
    trial.add_line({"household_cap", std::to_string(*occasions), *each, whole, cap, trial.line().paragraph});
    trial.limit(cap);
}

void no_cost_before_application(Trial& trial) {
    const auto& costs = trial.application.costs;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const auto& ordered_on = costs[i].ordered_on;
        if (!ordered_on || *ordered_on >= trial.facts.received) continue;
        trial.excluded.insert(i);
        trial.warn("cost_" + std::to_string(i + 1) + "_ordered_on", "aid.cost_before_application",
                   {costs[i].description, ordered_on->iso(), trial.facts.received.iso()});
    }
    if (!costs.empty() && trial.excluded.size() == costs.size()) trial.fail("costs", "aid.every_cost_before_application");
}

void mobile_equipment_for_mobile_seller(Trial& trial) {
    for (std::size_t i = 0; i < trial.application.costs.size(); ++i) {
        if (trial.application.costs[i].line == trial.line().line && trial.facts.seller != "mobile") {
            trial.fail("cost_" + std::to_string(i + 1) + "_line", "aid.equipment_of_fixed_outlet",
                       {trial.application.costs[i].description});
        }
    }
}

void line_with_special_reasons(Trial& trial) {
    const auto& costs = trial.application.costs;
    const auto found = std::find_if(costs.begin(), costs.end(), [&](const auto& row) { return row.line == trial.line().line; });
    if (found == costs.end()) return;
    trial.fail("cost_" + std::to_string(found - costs.begin() + 1) + "_line", "aid.line_needs_reasons", {found->description});
}

void value_added_tax(Trial& trial) {
    const auto& costs = trial.application.costs;
    const bool any = std::any_of(costs.begin(), costs.end(), [](const auto& row) { return !row.vat.zero(); });
    if (!any) return;
    const auto deductible = trial.application.value("vat_deductible");
    if (deductible.empty()) return trial.warn("vat_deductible", "aid.vat_unknown");
    trial.with_vat = deductible == "no";
}

void cost_shares(Trial& trial) {
    const auto& costs = trial.application.costs;
    if (costs.empty()) return trial.unknown("costs");
    trial.give(Money());
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const auto& row = costs[i];
        const auto* cost = trial.form.cost_line(row.line);
        if (!cost) {
            trial.fail("cost_" + std::to_string(i + 1) + "_line", "aid.unknown_cost_line", {row.description});
            continue;
        }
        const auto share = trial.share_of(*cost);
        if (!share) return;
        const auto amount = trial.excluded.contains(i) ? Money() : eligible_cost(trial, row);
        const auto aid = amount.share(*share, Rounding::down);
        trial.add_line({row.line, row.description, amount, *share, aid, cost->paragraph_under(trial.basis())});
        trial.give(aid);
    }
}

void yearly_cap(Trial& trial) {
    const auto cap = trial.amount();
    if (!cap) return;
    const auto kinds = counted_kinds(trial.line());
    Money used;
    for (const auto& one : trial.facts.granted_before) {
        if (one.year != trial.grant_year()) continue;
        if (std::none_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.holds(one); })) continue;
        used += one.amount;
        trial.count(one);
    }
    const auto left = used < *cap ? *cap - used : Money();
    trial.add_line({trial.line().line, "", *cap, whole, left, trial.line().paragraph});
    trial.limit(left);
    if (left.zero()) trial.fail("amount_sought", "aid.nothing_left", {cap->swedish(), used.swedish()});
}

void amount_at_least(Trial& trial) {
    const auto least_amount = trial.amount();
    const auto sought = sought_of(trial);
    if (least_amount && sought && *sought < *least_amount) {
        trial.fail("amount_sought", "aid.below_least", {sought->swedish(), least_amount->swedish()});
    }
}

void amount_at_most(Trial& trial) {
    const auto most = trial.amount();
    const auto sought = sought_of(trial);
    if (most && sought && *sought > *most) trial.fail("amount_sought", "aid.above_most", {sought->swedish(), most->swedish()});
}

void quotes_for_large_costs(Trial& trial) {
    const auto limit = trial.amount();
    const auto needed = trial.number("least");
    if (!limit || !needed) return;
    const auto quotes = trial.application.number("quote_count").value_or(0);
    for (std::size_t i = 0; i < trial.application.costs.size(); ++i) {
        const auto& row = trial.application.costs[i];
        if (row.amount <= *limit || quotes >= *needed) continue;
        trial.fail("cost_" + std::to_string(i + 1) + "_amount", "aid.quotes_missing",
                   {row.description, limit->swedish(), std::to_string(*needed)});
    }
}

}  // namespace bygd::rules
