#include "budget/fund_decision.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::array<std::string_view, 5> matters{"allocation", "withdrawal", "move", "part_budget", "authorisation"};

}  // namespace

std::string_view to_string(FundMatter matter) { return matters.at(static_cast<std::size_t>(matter)); }

std::optional<FundMatter> fund_matter_of(std::string_view name) {
    const auto found = std::find(matters.begin(), matters.end(), name);
    if (found == matters.end()) return std::nullopt;
    return static_cast<FundMatter>(found - matters.begin());
}

std::string fund_field(const FundFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

void read_fund_decision(const FundFields& fields, int year, Date today, FundAmount kind, FundDecision& decision, Problems& problems) {
    const auto gather = [&](auto read) {
        try {
            read();
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    };
    gather([&] {
        decision.amount = Money::parse(fund_field(fields, "amount"));
        if (kind == FundAmount::above_zero && decision.amount.zero()) problems.push_back({"amount", "amount.zero"});
    });
    gather([&] {
        const auto day = fund_field(fields, "decided_on");
        decision.decided_on = day.empty() ? today : Date::parse(day, "decided_on");
        const Date earliest(std::clamp(year, fund_year_least, fund_year_most) - 1, 1, 1);
        if (decision.decided_on > today) problems.push_back({"decided_on", "fund.later_than_today"});
        else if (decision.decided_on < earliest) problems.push_back({"decided_on", "fund.before_year", {earliest.iso()}});
    });
    decision.reference = fund_field(fields, "reference");
    if (decision.reference.empty()) problems.push_back({"reference", "required"});
    if (characters(decision.reference) > limits::short_text) {
        problems.push_back({"reference", "text.too_long", {std::to_string(limits::short_text)}});
    } else if (decision.reference != one_line(decision.reference)) problems.push_back({"reference", "text.one_line"});
    decision.text = fund_field(fields, "text");
    if (characters(decision.text) > limits::ledger_text) {
        problems.push_back({"text", "text.too_long", {std::to_string(limits::ledger_text)}});
    }
}

}  // namespace bygd
