#include "decisions/condition_form.hpp"

#include <algorithm>

#include "decisions/condition_store.hpp"
#include "decisions/condition_view.hpp"
#include "decisions/letter_text.hpp"

namespace bygd {

namespace {

constexpr int spare_rows = 1;

std::string value_of(const Typed& typed, const std::string& name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

class Rows {
public:
    Rows(const ActionFormContext& context, const Typed& typed)
        : context_(context), typed_(typed), kinds_(context.services.letter_texts.conditions()),
          language_(context.words.language()) {}

    void put(View& view, int number) const {
        const auto prefix = "condition_" + std::to_string(number) + "_";
        auto& row = view.add("CONDITION_ROW");
        row.set("N", number);
        const auto kind = value_of(typed_, prefix + "kind");
        for (const auto& each : kinds_.kinds) choice(row, "KIND", each.name, each.label.in(language_), kind.empty() ? "other" : kind);
        const auto rule = value_of(typed_, prefix + "due_rule");
        for (const auto& each : kinds_.due_rules) {
            choice(row, "RULE", each.name, each.label.in(language_), rule.empty() ? "none" : rule);
        }
        const auto owner = value_of(typed_, prefix + "owner");
        for (const auto* each : {"recipient", "officer"}) {
            choice(row, "OWNER", each, context_.words("conditions.owner." + std::string(each)), owner.empty() ? "recipient" : owner);
        }
        for (const auto* field : {"text", "due_on", "evidence"}) row.set(view_name(field), value_of(typed_, prefix + field));
        row.show_if(!value_of(typed_, prefix + "blocks_payment").empty(), "BLOCKS");
        for (const auto* field : {"kind", "text", "due_rule", "due_on", "evidence", "owner"}) error(row, prefix + field, field);
    }

private:
    void choice(View& row, const std::string& section, const std::string& value, const std::string& label,
                const std::string& chosen) const {
        row.add(section).set("VALUE", value).set("LABEL", label).show_if(value == chosen, "SELECTED");
    }
    void error(View& row, const std::string& field, const std::string& name) const {
        for (const auto& problem : context_.problems) {
            if (problem.field == field) row.add(view_name(name) + "_ERROR").set("MESSAGE", context_.words(problem));
        }
    }

    const ActionFormContext& context_;
    const Typed& typed_;
    const ConditionKinds& kinds_;
    const std::string language_;
};

// A program may have sent plain lines instead of rows; refused, they stand in rows like the others.
Typed rows_typed(const ActionFormContext& context, const std::vector<ConditionDraft>& first) {
    if (context.first_time()) return with_rows_changed(typed_of(first));
    return with_rows_changed(context.typed);
}

void fill_closing(const ActionFormContext& context, View& view) {
    const auto all = conditions_of(context.tx, context.subject.id);
    const bool any = std::any_of(all.begin(), all.end(), [](const auto& one) { return one.status == "open"; });
    if (!any) return;
    auto& open = view.add("OPEN_DUTIES");
    for (const auto& condition : all) {
        if (condition.status != "open") continue;
        put_condition(open.add("DUTY"), context.services, condition, "", context.words, context.words.language(), context.services.clock.today());
    }
}

}  // namespace

void put_condition_rows(const ActionFormContext& context, View& view, const std::vector<ConditionDraft>& first) {
    const auto typed = rows_typed(context, first);
    int rows = std::atoi(value_of(typed, "condition_rows").c_str());
    if (context.first_time()) rows = std::min(rows + spare_rows, condition_rows_most);
    const Rows drawn(context, typed);
    for (int number = 1; number <= std::max(rows, 1); ++number) drawn.put(view, number);
    view.set("CONDITION_ROWS", std::max(rows, 1));
    view.show_if(rows < condition_rows_most, "MAY_ADD_ROW");
    for (const auto& problem : context.problems) {
        if (problem.field == "conditions") view.add("CONDITIONS_ERROR").set("MESSAGE", context.words(problem));
    }
}

void put_breached(const ActionFormContext& context, View& view) {
    for (const auto& condition : conditions_of(context.tx, context.subject.id)) {
        if (condition.status == "breached") {
            view.add("BREACHED").set("TEXT", condition.duty.text).set("NOTE", condition.note).set("URL", condition_url(condition.id));
        }
    }
}

void register_condition_forms(ActionForms& forms) { forms.add("closing", {"decisions/closing_form", fill_closing}); }

}  // namespace bygd
