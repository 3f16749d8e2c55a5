#include "decisions/condition.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::size_t text_most = 1000, evidence_most = 200;

std::string typed_text(const Typed& typed, const std::string& name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : trimmed(found->second);
}

void check_length(const std::string& field, const std::string& text, std::size_t most, Problems& problems) {
    if (characters(text) > most) problems.push_back({field, "text.too_long", {std::to_string(most)}});
}

int last_row(const Typed& typed) {
    int last = 0;
    for (const auto& [name, value] : typed) {
        if (name.starts_with("condition_")) last = std::max(last, std::atoi(name.c_str() + 10));
    }
    return std::min(last, condition_rows_most);
}

struct Period {
    std::optional<Date> from, to;
};

void read_due(ConditionDraft& draft, const Typed& typed, const std::string& prefix, const ConditionKinds& kinds,
              const Period& period, Problems& problems) {
    const auto written = typed_text(typed, prefix + "due_on");
    if (const auto rule = typed_text(typed, prefix + "due_rule"); !rule.empty()) draft.due_rule = rule;
    if (!written.empty() && kinds.due_rule(draft.due_rule)) draft.due_rule = "fixed";
    const auto* rule = kinds.due_rule(draft.due_rule);
    if (!rule) return problems.push_back({prefix + "due_rule", "condition.due_rule"});
    if (!rule->from.empty()) {
        const auto& start = rule->from == "period_from" ? period.from : period.to;
        if (start) draft.due_on = start->plus_months(rule->months);
        else problems.push_back({prefix + "due_rule", "condition.period_missing"});
    } else if (rule->name == "fixed") {
        try {
            draft.due_on = Date::parse(written, prefix + "due_on");
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    }
}

}  // namespace

const ConditionKind* ConditionKinds::kind(std::string_view name) const {
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& one) { return one.name == name; });
    return found == kinds.end() ? nullptr : &*found;
}

const DueRule* ConditionKinds::due_rule(std::string_view name) const {
    const auto found = std::find_if(due_rules.begin(), due_rules.end(), [&](const auto& one) { return one.name == name; });
    return found == due_rules.end() ? nullptr : &*found;
}

namespace {

bool holds(const StandardCondition& standard, std::string_view form, Date day) {
    return standard.form == form && standard.valid_from <= day && (!standard.valid_to || day <= *standard.valid_to);
}

}  // namespace

std::vector<ConditionDraft> ConditionKinds::standard_of(std::string_view form, Date day) const {
    std::vector<ConditionDraft> drafts;
    for (const auto& kind : kinds) {
        for (const auto& standard : kind.standard) {
            if (holds(standard, form, day)) drafts.push_back(standard.draft);
        }
    }
    return drafts;
}

std::vector<const ConditionKind*> ConditionKinds::mandatory_for(std::string_view form, Date day) const {
    std::vector<const ConditionKind*> found;
    for (const auto& kind : kinds) {
        const bool demanded = std::any_of(kind.standard.begin(), kind.standard.end(), [&](const auto& standard) {
            return standard.mandatory && holds(standard, form, day);
        });
        if (demanded) found.push_back(&kind);
    }
    return found;
}

std::vector<ConditionDraft> lines_as_conditions(std::string_view text) {
    std::vector<ConditionDraft> drafts;
    for (const auto& line : split(text, '\n')) {
        ConditionDraft draft;
        draft.kind = "other";
        draft.text = trimmed(line);
        if (!draft.text.empty()) drafts.push_back(std::move(draft));
    }
    return drafts;
}

std::vector<ConditionDraft> read_conditions(const Typed& typed, const ConditionKinds& kinds, std::optional<Date> period_from,
                                            std::optional<Date> period_to, Problems& problems) {
    std::vector<ConditionDraft> drafts;
    for (int row = 1; row <= last_row(typed); ++row) {
        const auto prefix = "condition_" + std::to_string(row) + "_";
        ConditionDraft draft;
        draft.text = typed_text(typed, prefix + "text");
        if (draft.text.empty()) continue;
        draft.kind = typed_text(typed, prefix + "kind");
        if (draft.kind.empty()) draft.kind = "other";
        if (!kinds.kind(draft.kind)) problems.push_back({prefix + "kind", "condition.kind"});
        check_length(prefix + "text", draft.text, text_most, problems);
        read_due(draft, typed, prefix, kinds, {period_from, period_to}, problems);
        draft.evidence = typed_text(typed, prefix + "evidence");
        check_length(prefix + "evidence", draft.evidence, evidence_most, problems);
        if (const auto owner = typed_text(typed, prefix + "owner"); !owner.empty()) draft.owner = owner;
        if (draft.owner != "recipient" && draft.owner != "officer") problems.push_back({prefix + "owner", "condition.owner"});
        draft.blocks_payment = !typed_text(typed, prefix + "blocks_payment").empty();
        drafts.push_back(std::move(draft));
    }
    for (auto& draft : lines_as_conditions(typed_text(typed, "conditions"))) {
        check_length("conditions", draft.text, text_most, problems);
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

Problems missing_conditions(const std::vector<ConditionDraft>& drafts, const ConditionKinds& kinds, std::string_view form,
                            Date day) {
    Problems problems;
    for (const auto* kind : kinds.mandatory_for(form, day)) {
        const bool there = std::any_of(drafts.begin(), drafts.end(), [&](const auto& draft) { return draft.kind == kind->name; });
        if (there) continue;
        const auto paragraph = std::find_if(kind->standard.begin(), kind->standard.end(),
                                            [](const auto& standard) { return standard.mandatory; })->paragraph;
        problems.push_back({"conditions", "condition.mandatory", {kind->label.sv, paragraph}});
    }
    return problems;
}

Typed typed_of(const std::vector<ConditionDraft>& drafts) {
    Typed typed;
    int row = 0;
    for (const auto& draft : drafts) {
        const auto prefix = "condition_" + std::to_string(++row) + "_";
        typed[prefix + "kind"] = draft.kind;
        typed[prefix + "text"] = draft.text;
        typed[prefix + "due_rule"] = draft.due_rule;
        typed[prefix + "due_on"] = draft.due_rule == "fixed" && draft.due_on ? draft.due_on->iso() : "";
        typed[prefix + "evidence"] = draft.evidence;
        typed[prefix + "owner"] = draft.owner;
        typed[prefix + "blocks_payment"] = draft.blocks_payment ? "1" : "";
    }
    return typed;
}

std::vector<ConditionDraft> filled(std::vector<ConditionDraft> drafts, const Typed& facts) {
    for (auto& draft : drafts) {
        for (const auto& [name, value] : facts) draft.text = replaced_all(draft.text, "{" + name + "}", value);
        for (auto open = draft.text.find('{'); open != std::string::npos; open = draft.text.find('{')) {
            const auto close = draft.text.find('}', open);
            draft.text.erase(open, close == std::string::npos ? close : close - open + 1);
        }
    }
    return drafts;
}

namespace {

constexpr std::string_view row_fields[] = {"kind", "text", "due_rule", "due_on", "evidence", "owner", "blocks_payment"};

std::string row_field(int row, std::string_view field) { return "condition_" + std::to_string(row) + "_" + std::string(field); }

void move_row(Typed& typed, int from, int to) {
    for (const auto field : row_fields) {
        const auto found = typed.find(row_field(from, field));
        if (found == typed.end()) typed.erase(row_field(to, field));
        else typed[row_field(to, field)] = found->second;
    }
}

}  // namespace

Typed with_rows_changed(Typed typed) {
    const auto change = typed_text(typed, "change_rows");
    int rows = std::max(last_row(typed), std::atoi(typed_text(typed, "condition_rows").c_str()));
    rows = std::clamp(rows, 0, condition_rows_most);
    if (change == "add") rows = std::min(rows + 1, condition_rows_most);
    if (change.starts_with("remove_")) {
        const int gone = std::atoi(change.c_str() + 7);
        if (gone >= 1 && gone <= rows) {
            for (int row = gone; row < rows; ++row) move_row(typed, row + 1, row);
            for (const auto field : row_fields) typed.erase(row_field(rows, field));
            --rows;
        }
    }
    typed["condition_rows"] = std::to_string(rows);
    typed.erase("change_rows");
    return typed;
}

std::vector<Condition> carried_over(const std::vector<ConditionDraft>& now, const std::vector<Condition>& before) {
    std::vector<Condition> made;
    std::vector<const Condition*> taken;
    for (const auto& duty : now) {
        Condition condition;
        condition.sequence = static_cast<int>(made.size()) + 1;
        condition.duty = duty;
        const auto same = std::find_if(before.begin(), before.end(), [&](const auto& earlier) {
            return earlier.status != "replaced" && earlier.duty.kind == duty.kind && earlier.duty.text == duty.text &&
                   std::find(taken.begin(), taken.end(), &earlier) == taken.end();
        });
        if (same != before.end()) {
            taken.push_back(&*same);
            condition.carried_from = same->id;
            const bool later = !duty.due_on || (same->duty.due_on && *same->duty.due_on < *duty.due_on);
            if (same->status != "breached" || !later) {
                condition.status = same->status;
                condition.status_by = same->status_by;
                condition.status_at = same->status_at;
                condition.note = same->note;
                condition.document = same->document;
            }
        }
        made.push_back(std::move(condition));
    }
    return made;
}

bool same_duties(const std::vector<ConditionDraft>& some, const std::vector<ConditionDraft>& others) {
    return std::equal(some.begin(), some.end(), others.begin(), others.end(), [](auto one, const auto& other) {
        one.due_rule = other.due_rule;
        return one == other;
    });
}

std::string conditions_text(const std::vector<ConditionDraft>& drafts) {
    std::vector<std::string> lines;
    for (const auto& draft : drafts) lines.push_back(draft.text);
    return joined(lines, "\n");
}

Problems check_settling(const Condition& condition, const ConditionKinds& kinds, std::string_view status, std::string_view note,
                        bool has_document) {
    Problems problems;
    const bool known = status == "open" || status == "met" || status == "breached" || status == "waived";
    if (!known) problems.push_back({"status", "condition.status"});
    if (condition.status == "replaced") problems.push_back({"status", "condition.replaced"});
    if (known && condition.status == status) problems.push_back({"status", "condition.already"});
    // What is met may be shown by a document alone; everything else is somebody's judgement and is explained.
    const bool shown = status == "met" && has_document;
    if (known && trimmed(note).empty() && !shown) problems.push_back({"note", "condition.note_required"});
    if (characters(note) > limits::long_text) {
        problems.push_back({"note", "text.too_long", {std::to_string(limits::long_text)}});
    }
    const auto* kind = kinds.kind(condition.duty.kind);
    if (status == "waived" && kind && !kind->waivable) problems.push_back({"status", "condition.not_waivable", {kind->label.sv}});
    return problems;
}

}  // namespace bygd
