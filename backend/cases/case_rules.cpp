// The guards and effects that cases/ itself knows: who handles the case, whether it is ready for a proposal, its closing.
#include <algorithm>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/checklist_store.hpp"
#include "cases/conflict_store.hpp"
#include "cases/proceeding_store.hpp"
#include "documents/document_store.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_check_store.hpp"

namespace bygd {

namespace {

Problems has_officer(const ActionContext& context) {
    if (context.subject.officer) return {};
    return {{"officer", "case.no_officer"}};
}

Problems checklist_complete(const ActionContext& context) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    const auto answers = checklist_of(context.tx, context.subject.id);
    const auto missing = std::count_if(form.checklist.begin(), form.checklist.end(),
                                       [&](const auto& item) { return !answers.contains(item.name); });
    if (missing == 0) return {};
    return {{"checklist", "case.checklist_open", {std::to_string(missing)}}};
}

// One problem a document, so that the page can say which and where to add it.
Problems required_documents(const ActionContext& context) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    const auto present = documents_of(context.tx, context.subject.id);
    Problems missing;
    for (const auto& kind : form.documents) {
        const bool there = std::any_of(present.begin(), present.end(), [&](const auto& d) { return d.kind == kind.name; });
        if (kind.required && !there) missing.push_back({"documents", "case.document_missing", {kind.label.sv}});
    }
    return missing;
}

// Each person's own word, for each case: without it nobody prepares, decides or attests (FL 16-18 §§).
Problems conflict_declared(const ActionContext& context) {
    const auto declared = declaration_of(context.tx, context.subject.id, context.actor.id);
    if (!declared) return {{"conflict", "conflict.undeclared"}};
    if (declared->conflicted) return {{"conflict", "conflict.yours"}};
    return {};
}

// What the form asks to have looked up about the applicant, not older than it may be relied on (domain §3.3).
Problems checks_valid(const ActionContext& context) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    Problems problems;
    const auto latest = latest_checks(context.tx, context.subject.organisation);
    for (const auto& wanted : form.checks) {
        const auto found = latest.find(wanted.name);
        if (found == latest.end()) {
            problems.push_back({"checks", "check.missing", {wanted.label.sv}});
        } else if (found->second.valid_until < context.today()) {
            problems.push_back({"checks", "check.expired", {wanted.label.sv, found->second.valid_until.iso()}});
        } else if (found->second.result == "hinder") {
            problems.push_back({"checks", "check.hinder", {wanted.label.sv}});
        }
    }
    return problems;
}

Problems nothing_open(const ActionContext& context, std::string_view kind, std::string code) {
    if (!open_of_kind(proceedings_of(context.tx, context.subject.id), kind)) return {};
    return {{"proceeding", std::move(code)}};
}

Problems no_open_proceedings(const ActionContext& context) {
    Problems problems;
    for (const auto& each : proceedings_of(context.tx, context.subject.id)) {
        if (!each.open()) continue;
        problems.push_back({"proceeding", "proceeding.open_" + each.kind, {std::to_string(each.sequence)}});
    }
    return problems;
}

// Nothing is archived before the years of follow-up are over (2024:1243 35-37 §§).
Problems may_be_archived(const ActionContext& context) {
    const auto years = context.services.parameters.number("follow_up_years", context.today());
    const auto closed = context.subject.closed_on.value_or(context.today());
    const auto first = context.subject.paid.zero() ? closed : closed.plus_years(static_cast<int>(years));
    if (first <= context.today()) return {};
    return {{"", "case.follow_up_runs", {first.iso()}}};
}

// The officer named in the input; none named: the one who assigns takes the case.
void assign_officer(ActionContext& context) {
    auto officer = context.actor.id;
    if (const auto typed = context.input.text("officer"); !typed.empty()) {
        officer = Id<User>(whole_number(typed).value_or(0));
    } else if (!context.actor.has(Role::officer)) {
        throw Error(ErrorKind::invalid, {{"officer", "required"}});
    }
    const auto user = find_user(context.tx, officer);
    if (!user || !user->active || !user->roles.contains(Role::officer)) {
        throw Error(ErrorKind::invalid, {{"officer", "case.officer_unknown"}});
    }
    const auto declared = declaration_of(context.tx, context.subject.id, officer);
    if (declared && declared->conflicted) {
        throw Error(ErrorKind::invalid, {{"officer", "conflict.of_officer", {user->display_name}}});
    }
    context.subject.officer = officer;
    context.facts["officer"] = user->display_name;
}

void close_case(ActionContext& context) {
    context.subject.closed_on = context.today();
}

// The state says it; the day is that of the event.
void archive_case(ActionContext& context) { context.facts["closed_on"] = context.subject.closed_on->iso(); }

}  // namespace

void register_case_rules(Guards& guards, Effects& effects) {
    guards.add("has_officer", has_officer);
    guards.add("checklist_complete", checklist_complete);
    guards.add("required_documents", required_documents);
    guards.add("conflict_declared", conflict_declared);
    guards.add("checks_valid", checks_valid);
    guards.add("no_open_proceedings", no_open_proceedings);
    guards.add("no_open_change", [](const auto& c) { return nothing_open(c, "change", "proceeding.change_open"); });
    guards.add("no_open_stop", [](const auto& c) { return nothing_open(c, "non_payment", "proceeding.stop_open"); });
    guards.add("no_open_recovery", [](const auto& c) { return nothing_open(c, "recovery", "proceeding.recovery_open"); });
    guards.add("no_open_appeal", [](const auto& c) { return nothing_open(c, "appeal", "proceeding.appeal_open"); });
    guards.add("may_be_archived", may_be_archived);
    effects.add("assign_officer", assign_officer);
    effects.add("close_case", close_case);
    effects.add("archive_case", archive_case);
}

}  // namespace bygd
