#include "decisions/condition_rules.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "decisions/condition_store.hpp"
#include "decisions/decision.hpp"
#include "decisions/letter_text.hpp"

namespace bygd {

namespace {

constexpr std::size_t named_most = 80;   // characters of a condition's text in a sentence about it

std::string named(const Condition& condition) {
    const auto line = one_line(condition.duty.text);
    std::size_t end = 0;
    for (std::size_t seen = 0; end < line.size() && seen < named_most; ++seen) {
        do ++end;
        while (end < line.size() && (line[end] & 0xC0) == 0x80);
    }
    return end == line.size() ? line : line.substr(0, end) + "…";
}

std::string day_of(const Condition& condition) { return condition.duty.due_on ? condition.duty.due_on->iso() : ""; }

template <typename Which>
Problems problems_of(const ActionContext& context, Which which) {
    Problems problems;
    for (const auto& condition : conditions_of(context.tx, context.subject.id)) {
        const std::string code = which(condition);
        if (!code.empty()) problems.push_back({"conditions", code, {named(condition), day_of(condition)}});
    }
    return problems;
}

// 30 § second paragraph: support may be joined with conditions, and those that say so are met before it is paid.
Problems conditions_allow_payment(const ActionContext& context) {
    const auto today = context.today();
    return problems_of(context, [&](const Condition& condition) -> std::string {
        if (!condition.blocks(today)) return "";
        if (condition.status == "breached") return "condition.blocks_payment_breached";
        return condition.duty.due_on ? "condition.blocks_payment_due" : "condition.blocks_payment";
    });
}

// What should have been shown by now is looked at before the case is closed; what is due later lives on after it.
Problems due_conditions_settled(const ActionContext& context) {
    const auto today = context.today();
    return problems_of(context, [&](const Condition& condition) { return condition.late(today) ? "condition.due" : ""; });
}

Problems no_open_conditions(const ActionContext& context) {
    return problems_of(context, [](const Condition& condition) { return condition.status == "open" ? "condition.open" : ""; });
}

// A case that is closed while something is still owed says so in its diary.
void tell_open_conditions(ActionContext& context) {
    const auto all = conditions_of(context.tx, context.subject.id);
    std::optional<Date> last;
    int open = 0;
    for (const auto& condition : all) {
        if (condition.status != "open") continue;
        ++open;
        if (condition.duty.due_on && (!last || *last < *condition.duty.due_on)) last = condition.duty.due_on;
    }
    if (open == 0) return;
    context.facts["open_conditions"] = std::to_string(open);
    if (last) context.facts["open_conditions_until"] = last->iso();
}

// What the applicant says of the outlet, but no more than the guideline asks for: who cannot reach it is held to what the
// support was given for, and who has more is not held to more.
std::string least_of(const std::string& said, std::int64_t guideline) {
    const auto number = whole_number(said);
    return Money::kronor(number && *number > 0 ? std::min(*number, guideline) : guideline).swedish_number();
}

}  // namespace

std::vector<ConditionDraft> standard_conditions(const Services& services, const Case& subject, Date day) {
    const auto application = application_of_json(subject.application);
    const auto turnover = application.money("turnover");
    const auto& law = services.parameters;
    const bool small = turnover && *turnover < law.amount("assortment_small_turnover", day);
    const auto hours = law.number(small ? "opening_hours_small" : "opening_hours", day);
    const Typed facts{{"assortment", least_of(application.value("assortment"), law.number("assortment_articles", day))},
                      {"opening_hours", least_of(application.value("opening_hours"), hours)}};
    return filled(services.letter_texts.conditions().standard_of(subject.form, day), facts);
}

std::vector<ConditionDraft> duties_of(Transaction& tx, const Decision& decision) {
    std::vector<ConditionDraft> duties;
    for (const auto& condition : conditions_of(tx, decision.subject)) {
        if (condition.decision == decision.id) duties.push_back(condition.duty);
    }
    return duties.empty() ? lines_as_conditions(decision.conditions) : duties;
}

void keep_conditions(ActionContext& context, Id<Decision> decision, const std::vector<ConditionDraft>& drafts) {
    auto before = conditions_of(context.tx, context.subject.id);
    auto made = carried_over(drafts, before);
    int carried = 0;
    for (auto& earlier : before) {
        const bool goes_on = std::any_of(made.begin(), made.end(), [&](const auto& one) { return one.carried_from == earlier.id; });
        carried += goes_on ? 1 : 0;
        if (!goes_on && !earlier.unmet()) continue;
        earlier.status = "replaced";
        if (!save_condition(context.tx, earlier)) refuse(ErrorKind::conflict, "case.changed");
    }
    for (auto& condition : made) {
        condition.subject = context.subject.id;
        condition.decision = decision;
        insert_condition(context.tx, condition);
    }
    if (!made.empty()) context.facts["conditions"] = std::to_string(made.size());
    if (carried > 0) context.facts["conditions_carried"] = std::to_string(carried);
}

std::vector<std::string> breached_conditions(const ActionContext& context) {
    std::vector<std::string> texts;
    for (const auto& condition : conditions_of(context.tx, context.subject.id)) {
        if (condition.status == "breached") texts.push_back(condition.duty.text);
    }
    if (texts.empty()) throw Error(ErrorKind::invalid, {{"ground", "condition.none_breached"}});
    return texts;
}

void register_condition_rules(Guards& guards, Effects& effects) {
    guards.add("conditions_allow_payment", conditions_allow_payment);
    guards.add("due_conditions_settled", due_conditions_settled);
    guards.add("no_open_conditions", no_open_conditions);
    effects.add("tell_open_conditions", tell_open_conditions);
}

}  // namespace bygd
