#include "aid/trial.hpp"

#include <algorithm>
#include <stdexcept>

namespace bygd {

namespace {

// Metres and plain numbers are read alike.
bool fits(std::string_view unit, std::string_view wanted) {
    return unit == wanted || (wanted == "number" && unit == "metres");
}

const LegalBasis& basis_of(const Parameters& parameters, const AssessmentFacts& facts) {
    if (facts.legal_basis.empty()) return parameters.bases().of_case(facts.received, facts.day);
    return parameters.bases().get(facts.legal_basis);
}

}  // namespace

Trial::Trial(const SupportForm& the_form, const Application& the_application, const Parameters& parameters,
             const AssessmentFacts& the_facts, Assessment& found)
    : form(the_form), application(the_application), facts(the_facts), parameters_(parameters), found_(found) {
    const auto& basis = basis_of(parameters, facts);
    found_.law.basis = basis.number;
    found_.law.paragraphs = form.paragraphs_under(basis.number);
    found_.law.day = bygd::law_day(basis, facts.day);
    if (!basis.note.empty()) found_.law.notes.push_back(basis.note);
}

int Trial::grant_year() const {
    return static_cast<int>(application.number("grant_year").value_or(facts.received.year()));
}

std::optional<std::int64_t> Trial::look_up(const std::string& name, std::string_view unit, Date day) {
    const auto* parameter = parameters_.known(name);
    if (!parameter || !fits(parameter->unit, unit)) {
        throw std::logic_error("no parameter " + name + " in " + std::string(unit));
    }
    const auto* value = parameters_.find(name, day);
    if (!value) {
        if (line_->guideline.empty()) {
            put(Severity::refusal, reason("", "parameter.none_on_day", {parameter->label.sv, day.iso()}));
            found_.missing.push_back(std::move(found_.refusals.back()));
            found_.refusals.pop_back();
        }
        return std::nullopt;
    }
    const bool known = std::any_of(found_.law.parameters.begin(), found_.law.parameters.end(), [&](const auto& one) {
        return one.name == name && one.value.valid_from == value->valid_from;
    });
    if (!known) found_.law.parameters.push_back({name, parameter->unit, *value});
    return value->value;
}

std::optional<std::int64_t> Trial::of_role(std::string_view role, std::string_view unit, Date day) {
    const auto named = line_->parameters.find(role);
    if (named == line_->parameters.end()) throw std::logic_error(line_->rule + " lacks its parameter " + std::string(role));
    return look_up(named->second, unit, day);
}

std::optional<Money> Trial::amount_on(std::string_view role, Date day) {
    const auto found = of_role(role, "ore", day);
    return found ? std::optional(Money::of_minor(*found)) : std::nullopt;
}

std::optional<Money> Trial::amount(std::string_view role) { return amount_on(role, law_day()); }
std::optional<std::int64_t> Trial::number(std::string_view role) { return of_role(role, "number", law_day()); }

std::optional<BasisPoints> Trial::share(std::string_view role) {
    const auto found = of_role(role, "basis_points", law_day());
    return found ? std::optional(BasisPoints{*found}) : std::nullopt;
}

std::optional<BasisPoints> Trial::share_of(const CostLine& cost) {
    const auto found = look_up(cost.share_parameter, "basis_points", law_day());
    return found ? std::optional(BasisPoints{*found}) : std::nullopt;
}

Reason Trial::reason(std::string field, std::string code, std::vector<std::string> values) const {
    values.push_back(line_->paragraph);
    return {line_->rule, {std::move(field), std::move(code), std::move(values)}, line_->paragraph, line_->guideline,
            line_->waived_by};
}

void Trial::put(Severity severity, Reason told) {
    auto& where = severity == Severity::refusal ? found_.refusals : severity == Severity::warning ? found_.warnings : found_.notes;
    where.push_back(std::move(told));
}

bool Trial::has_special_reason() const {
    return !line_->waived_by.empty() &&
           std::any_of(facts.special_reasons.begin(), facts.special_reasons.end(),
                       [&](const auto& one) { return one.rule == line_->rule && !one.text.empty(); });
}

void Trial::fail(std::string field, std::string code, std::vector<std::string> values) {
    if (!line_->note.empty()) found_.law.notes.push_back(line_->note);
    auto told = reason(std::move(field), std::move(code), std::move(values));
    if (line_->kind == Severity::refusal && has_special_reason()) {
        const auto special = std::find_if(facts.special_reasons.begin(), facts.special_reasons.end(),
                                          [&](const auto& one) { return one.rule == line_->rule; });
        found_.waived.push_back({std::move(told), *special});
        return;
    }
    put(line_->kind, std::move(told));
}

void Trial::unknown(std::string field) {
    auto told = reason(std::move(field), "aid.unknown." + line_->rule, {});
    const auto severity = line_->kind == Severity::refusal ? line_->if_unknown : std::max(line_->kind, line_->if_unknown);
    if (severity == Severity::refusal) {
        found_.missing.push_back(std::move(told));
    } else {
        put(severity, std::move(told));
    }
}

void Trial::warn(std::string field, std::string code, std::vector<std::string> values) {
    put(line_->kind == Severity::note ? Severity::note : Severity::warning,
        reason(std::move(field), std::move(code), std::move(values)));
}

void Trial::count(const GrantedBefore& one) {
    if (counted_.insert(&one).second) found_.counted.push_back(one);
}

void Trial::give(Money aid) { calculated_ = calculated_.value_or(Money()) + aid; }
void Trial::limit(Money most) { calculated_ = calculated_ ? least(*calculated_, most) : most; }

}  // namespace bygd
