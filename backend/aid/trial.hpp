// One application on trial: what the rules of aid/rule_table see and say. Looks up the values of law on the right day and
// remembers each, sets aside what special reasons may set aside, and gathers every reason. Pure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "aid/assessment.hpp"

namespace bygd {

class Trial {
public:
    Trial(const SupportForm& form, const Application& application, const Parameters& parameters,
          const AssessmentFacts& facts, Assessment& found);

    const SupportForm& form;
    const Application& application;
    const AssessmentFacts& facts;

    void begin(const RuleLine& line) { line_ = &line; }
    const RuleLine& line() const { return *line_; }
    const std::string& basis() const { return found_.law.basis; }
    Date law_day() const { return found_.law.day; }
    int grant_year() const;                    // the year the support is for

    // The parameter in this role of the rule on the law day, or another. None: the reason has been told already, for a
    // guideline that does not hold on the day there is nothing to tell.
    std::optional<Money> amount(std::string_view role = "limit");
    std::optional<std::int64_t> number(std::string_view role = "limit");
    std::optional<BasisPoints> share(std::string_view role = "limit");
    std::optional<Money> amount_on(std::string_view role, Date day);
    std::optional<BasisPoints> share_of(const CostLine&);

    // The rule is not met. The paragraph is added to the values.
    void fail(std::string field, std::string code, std::vector<std::string> values = {});
    void unknown(std::string field);           // it cannot be judged
    void warn(std::string field, std::string code, std::vector<std::string> values = {});
    bool has_special_reason() const;           // one is written for this rule, which may be set aside

    void add_line(AssessedLine line) { found_.lines.push_back(std::move(line)); }
    void count(const GrantedBefore& one);
    void give(Money aid);                      // more aid by the calculation
    void limit(Money most);                    // never more than this
    bool calculated() const { return calculated_.has_value(); }
    void finish() { found_.calculated = calculated_.value_or(Money()); }

    std::set<std::size_t> excluded;            // cost rows that are not eligible
    bool with_vat = false;                     // VAT is a cost of the recipient

private:
    std::optional<std::int64_t> look_up(const std::string& name, std::string_view unit, Date day);
    std::optional<std::int64_t> of_role(std::string_view role, std::string_view unit, Date day);
    Reason reason(std::string field, std::string code, std::vector<std::string> values) const;
    void put(Severity, Reason);

    const Parameters& parameters_;
    Assessment& found_;
    const RuleLine* line_ = nullptr;
    std::optional<Money> calculated_;
    std::set<const GrantedBefore*> counted_;
};

}  // namespace bygd
