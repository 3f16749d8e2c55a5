// Conditions of a decision as duties: what they may be (kinds, standard texts and due days are data in schemas/letters),
// how a form of rows is read into them, and how their status may change. Pure; 2024:1243 30-31 §§.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/label.hpp"
#include "cases/case.hpp"

namespace bygd {

struct Decision;
struct Document;

// When a condition falls due: never, on a day written out, or so many months after the period begins or ends.
struct DueRule {
    std::string name;
    Label label;
    std::string from;                        // "period_from", "period_to"; empty: no period is needed
    int months = 0;
};

// A condition as a proposal holds it.
struct ConditionDraft {
    std::string kind, text, due_rule = "none";
    std::optional<Date> due_on;              // worked out from the rule when it is read
    std::string evidence;
    std::string owner = "recipient";         // or "officer": who sees to it
    bool blocks_payment = false;
    bool operator==(const ConditionDraft&) const = default;
};

// What the proposal of a form begins with.
struct StandardCondition {
    std::string form;
    Date valid_from;
    std::optional<Date> valid_to;
    bool mandatory = false;                  // the law wants it: 31 §
    std::string paragraph;
    ConditionDraft draft;
};

struct ConditionKind {
    std::string name;
    Label label;
    bool waivable = true;                    // 31 § leaves no room for waiving assortment and opening hours
    std::vector<StandardCondition> standard;
};

struct ConditionKinds {
    std::vector<DueRule> due_rules;
    std::vector<ConditionKind> kinds;

    const ConditionKind* kind(std::string_view name) const;
    const DueRule* due_rule(std::string_view name) const;
    std::vector<ConditionDraft> standard_of(std::string_view form, Date day) const;
    std::vector<const ConditionKind*> mandatory_for(std::string_view form, Date day) const;
};

// A condition of a decision that was made.
struct Condition {
    Id<Condition> id;
    Id<Case> subject;
    Id<Decision> decision;
    int sequence = 1;
    ConditionDraft duty;                     // its due_rule is not kept
    std::string status = "open";             // "met", "breached", "waived"; "replaced" by a later decision
    std::optional<Id<User>> status_by;
    std::optional<Instant> status_at;
    std::string note;
    std::optional<Id<Document>> document;
    std::optional<Id<Condition>> carried_from;
    int version = 1;

    bool unmet() const { return status == "open" || status == "breached"; }
    // Nothing is paid before it is met: it is breached, or has no later day than this one.
    bool blocks(Date day) const {
        return duty.blocks_payment && (status == "breached" || (status == "open" && (!duty.due_on || *duty.due_on <= day)));
    }
    bool late(Date today) const { return status == "open" && duty.due_on && *duty.due_on < today; }
};

using Typed = std::map<std::string, std::string, std::less<>>;

inline constexpr int condition_rows_most = 60;

// Reads condition_1_kind, _text, _due_rule, _due_on, _evidence, _owner, _blocks_payment, condition_2_kind ... A row without
// text is no condition; a day that is written goes before a rule. Problems: condition.kind, text.too_long, condition.due_rule, date.*, condition.period_missing,
// condition.owner. Each line of the plain text `conditions` is one more of kind "other".
std::vector<ConditionDraft> lines_as_conditions(std::string_view text);
std::vector<ConditionDraft> read_conditions(const Typed&, const ConditionKinds&, std::optional<Date> period_from,
                                            std::optional<Date> period_to, Problems& problems);
// The kinds the law demands for the form and the drafts lack: condition.mandatory {kind, paragraph} each.
Problems missing_conditions(const std::vector<ConditionDraft>&, const ConditionKinds&, std::string_view form, Date day);
// The reverse of reading: what a form shows of them.
Typed typed_of(const std::vector<ConditionDraft>&);
// One line each, as the case page and the API say them in short.
std::string conditions_text(const std::vector<ConditionDraft>&);

// The drafts with {assortment} and the like filled in; a name that is not known is left out with its braces.
std::vector<ConditionDraft> filled(std::vector<ConditionDraft>, const Typed& facts);

// What a form of rows becomes when a button that adds or removes one is pressed: `condition_rows` is how many it shows,
// `change_rows` "add" or "remove_3". Nothing typed in the other rows is lost.
Typed with_rows_changed(Typed typed);

// What a later decision makes of the conditions before it: one row for each of its own, with the status of the same duty
// (kind and text) where there was one. Breach of a day that has since been moved on is none: it is open again.
std::vector<Condition> carried_over(const std::vector<ConditionDraft>& now, const std::vector<Condition>& before);
// Whether two lists of drafts ask for the same, however their due days were written.
bool same_duties(const std::vector<ConditionDraft>&, const std::vector<ConditionDraft>&);

// What is wrong with giving the condition a new status. Problems: condition.status, condition.already, condition.replaced,
// condition.note_required, condition.not_waivable.
Problems check_settling(const Condition&, const ConditionKinds&, std::string_view status, std::string_view note, bool has_document);

}  // namespace bygd
