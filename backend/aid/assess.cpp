#include "aid/assess.hpp"

#include <algorithm>

#include "aid/rule_table.hpp"
#include "aid/trial.hpp"

namespace bygd {

namespace {

bool applies(const RuleLine& line, Date day) {
    return (!line.from || *line.from <= day) && (!line.to || day <= *line.to);
}

void drop_repeated(std::vector<std::string>& notes) {
    std::vector<std::string> once;
    for (auto& note : notes) {
        if (std::find(once.begin(), once.end(), note) == once.end()) once.push_back(std::move(note));
    }
    notes = std::move(once);
}

}  // namespace

Problems Assessment::problems() const {
    Problems problems;
    for (const auto& reason : refusals) problems.push_back(reason.problem);
    for (const auto& reason : missing) problems.push_back(reason.problem);
    return problems;
}

Assessment assess(const SupportForm& form, const Application& application, const Parameters& parameters,
                  const AssessmentFacts& facts) {
    Assessment found;
    Trial trial(form, application, parameters, facts, found);
    const auto* law = form.law_under(found.law.basis);
    if (!law) {
        found.refusals.push_back({"", {"", "law.not_given", {found.law.basis}}, found.law.basis, "", ""});
        return found;
    }
    for (const auto& line : law->rules) {
        if (!applies(line, trial.law_day())) continue;
        trial.begin(line);
        rule_table().find(line.rule)->second.apply(trial);
    }
    trial.finish();
    drop_repeated(found.law.notes);
    return found;
}

Money payable_now(BasisPoints share, Money approved_total, Money granted, Money paid_before) {
    const auto earned = least(approved_total.share(share, Rounding::down), granted);
    return earned > paid_before ? earned - paid_before : Money();
}

}  // namespace bygd
