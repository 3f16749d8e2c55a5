// A case tried by the law: the facts gathered from the case and the register, and the guard of the decision.
#include <nlohmann/json.hpp>

#include "aid/assessment_json.hpp"
#include "base/region.hpp"
#include "decisions/assessment_store.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_store.hpp"

namespace bygd {

namespace {

AssessedSubject subject_of(const Case& subject) {
    return {subject.organisation, subject.outlet, subject.municipality, subject.id};
}

// The facts but for what was granted before.
AssessmentFacts own_facts(const Services& services, Transaction& tx, const Case& subject, Date day) {
    AssessmentFacts facts;
    facts.legal_basis = subject.legal_basis;
    facts.received = subject.received_on;
    facts.day = day;
    facts.region_county = services.region.county;
    read_register_facts(tx, subject_of(subject), facts);
    const auto seller = application_of_json(subject.application).value("seller");
    if (!seller.empty()) facts.seller = seller;
    return facts;
}

int grant_year_of(const Case& subject) {
    const auto typed = application_of_json(subject.application).number("grant_year");
    return static_cast<int>(typed.value_or(subject.received_on.year()));
}

Assessment assess_with(const Services& services, const Case& subject, const AssessmentFacts& facts) {
    const auto& form = services.forms.get(subject.form, subject.form_version);
    return assess(form, application_of_json(subject.application), services.parameters, facts);
}

}  // namespace

AssessmentFacts facts_of_case(const Services& services, Transaction& tx, const Case& subject, Date day) {
    auto facts = own_facts(services, tx, subject, day);
    facts.granted_before = granted_before(tx, subject_of(subject));
    return facts;
}

Assessment assess_case(const Services& services, Transaction& tx, const Case& subject, Date day) {
    return assess_with(services, subject, facts_of_case(services, tx, subject, day));
}

std::optional<Assessment> decided_assessment(Transaction& tx, const Case& subject) {
    if (subject.stage == "open") return std::nullopt;
    const auto decision = latest_decision(tx, subject.id);
    if (!decision) return std::nullopt;
    const auto snapshot = nlohmann::json::parse(decision->snapshot);
    // A proposal without an amount, such as a rejection, has frozen an empty calculation: nothing to show of it.
    if (!snapshot.contains("calculation") || !snapshot.at("calculation").contains("lines")) return std::nullopt;
    return assessment_of_json(snapshot.at("calculation"));
}

Assessment require_law_allows(ActionContext& context, Money amount) {
    const auto& subject = context.subject;
    auto facts = own_facts(context.services, context.tx, subject, context.today());
    facts.granted_before = take_granted_before(context.tx, subject_of(subject), grant_year_of(subject));
    auto assessment = assess_with(context.services, subject, facts);
    auto problems = assessment.problems();
    if (problems.empty() && amount > assessment.calculated) {
        problems.push_back({"amount", "decision.over_law", {amount.swedish(), assessment.calculated.swedish()}});
    }
    require_none(std::move(problems));
    return assessment;
}

}  // namespace bygd
