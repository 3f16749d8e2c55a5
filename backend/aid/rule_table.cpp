#include "aid/rule_table.hpp"

#include <stdexcept>

#include "aid/amount_rules.hpp"
#include "aid/eligibility_rules.hpp"
#include "base/text.hpp"

namespace bygd {

const std::map<std::string, Rule, std::less<>>& rule_table() {
    static const std::map<std::string, Rule, std::less<>> table{
        // who may apply
        {"applicant_is_municipality", {rules::applicant_is_municipality, {}}},
        {"applicant_is_company", {rules::applicant_is_company, {}}},
        {"outlet_in_county", {rules::outlet_in_county, {}}},
        {"sells_groceries_or_fuel", {rules::sells_groceries_or_fuel, {}}},
        {"sells_groceries", {rules::sells_groceries, {}}},
        {"not_mobile_seller", {rules::not_mobile_seller, {}}},
        {"not_property_owner", {rules::not_property_owner, {}}},
        // the outlet
        {"farther_than", {rules::farther_than, {{"limit", "metres"}}}},
        {"open_all_year", {rules::open_all_year, {}}},
        {"turnover_at_most", {rules::turnover_at_most, {{"limit", "ore"}}}},
        {"articles_at_least", {rules::articles_at_least, {{"limit", "number"}, {"small", "ore"}}}},
        {"assortment_groups", {rules::assortment_groups, {{"small", "ore"}}}},
        {"hours_at_least", {rules::hours_at_least, {{"limit", "number"}, {"small_limit", "number"}, {"small", "ore"}}}},
        // the measure and the need
        {"applied_before_start", {rules::applied_before_start, {}}},
        {"temporary_problems", {rules::temporary_problems, {}}},
        {"other_measures_insufficient", {rules::other_measures_insufficient, {}}},
        {"years_in_all", {rules::years_in_all, {{"limit", "number"}}}},
        {"priority_to_developed_offer", {rules::priority_to_developed_offer, {}}},
        {"priority_to_other_services", {rules::priority_to_other_services, {}}},
        // the amount
        {"net_cost_at_least_base_share", {rules::net_cost_at_least_base_share, {{"base", "ore"}, {"share", "basis_points"}}}},
        {"share_of_net_cost", {rules::share_of_net_cost, {{"limit", "basis_points"}}}},
        {"most_per_household_and_occasion", {rules::most_per_household_and_occasion, {{"limit", "ore"}}}},
        {"no_cost_before_application", {rules::no_cost_before_application, {}}},
        {"mobile_equipment_for_mobile_seller", {rules::mobile_equipment_for_mobile_seller, {}}},
        {"line_with_special_reasons", {rules::line_with_special_reasons, {}}},
        {"value_added_tax", {rules::value_added_tax, {}}},
        {"cost_shares", {rules::cost_shares, {}}},
        {"yearly_cap", {rules::yearly_cap, {{"limit", "ore"}}}},
        {"amount_at_least", {rules::amount_at_least, {{"limit", "ore"}}}},
        {"amount_at_most", {rules::amount_at_most, {{"limit", "ore"}}}},
        {"quotes_for_large_costs", {rules::quotes_for_large_costs, {{"limit", "ore"}, {"least", "number"}}}},
    };
    return table;
}

std::vector<std::string> faults_of_rule(const RuleLine& line) {
    std::vector<std::string> faults;
    const auto found = rule_table().find(line.rule);
    if (found == rule_table().end()) return {"there is no rule of that name"};
    for (const auto& [role, unit] : found->second.roles) {
        if (!line.parameters.contains(role)) faults.push_back("lacks the parameter \"" + role + "\"");
    }
    for (const auto& [role, name] : line.parameters) {
        if (!found->second.roles.contains(role)) faults.push_back("has no parameter \"" + role + "\"");
    }
    if (line.paragraph.empty()) faults.push_back("has no paragraph");
    if (!line.guideline.empty() && line.guideline != "region" && line.guideline != "agency") {
        faults.push_back("guideline is neither region nor agency");
    }
    if (!line.waived_by.empty() && line.kind != Severity::refusal) faults.push_back("only a refusal can be waived");
    try {
        counted_kinds(line);
    } catch (const std::runtime_error& error) {
        faults.push_back(error.what());
    }
    if (line.rule == "yearly_cap" && (line.counts.empty() || line.line.empty())) faults.push_back("lacks counts or line");
    if (line.rule == "assortment_groups" && line.groups.empty()) faults.push_back("lacks groups");
    return faults;
}

std::vector<std::string> parameter_faults_of_rule(const RuleLine& line, const Parameters& parameters) {
    std::vector<std::string> faults;
    const auto rule = rule_table().find(line.rule);
    if (rule == rule_table().end()) return faults;           // faults_of_rule says so
    for (const auto& [role, name] : line.parameters) {
        const auto* known = parameters.known(name);
        const auto unit = rule->second.roles.find(role);
        if (!known) {
            faults.push_back("there is no parameter " + name);
        } else if (unit != rule->second.roles.end() && known->unit != unit->second) {
            faults.push_back(name + " is not in " + unit->second);
        }
    }
    return faults;
}

bool CountedKind::holds(const GrantedBefore& one) const {
    if (one.form != form) return false;
    return (to != "outlet" && one.to_recipient) || (to != "recipient" && one.to_outlet);
}

std::vector<CountedKind> counted_kinds(const RuleLine& line) {
    std::vector<CountedKind> kinds;
    for (const auto& text : line.counts) {
        const auto parts = split(text, ' ');
        const bool good = parts.size() == 3 && parts[1] == "to" &&
                          (parts[2] == "recipient" || parts[2] == "outlet" || parts[2] == "either");
        if (!good) throw std::runtime_error("counts holds \"" + text + "\"");
        kinds.push_back({parts[0], parts[2]});
    }
    return kinds;
}

}  // namespace bygd
