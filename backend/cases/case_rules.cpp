// The guards and effects that cases/ itself knows: who handles the case, whether it is ready for a proposal, its closing.
#include <algorithm>

#include "aid/form.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/checklist_store.hpp"
#include "documents/document_store.hpp"
#include "people/user_store.hpp"

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

// The officer named in the input; none named: the one who assigns takes the case.
void assign_officer(ActionContext& context) {
    auto officer = context.actor.id;
    if (const auto typed = context.input.text("officer"); !typed.empty()) {
        officer = Id<User>(whole_number(typed).value_or(0));
    }
    const auto user = find_user(context.tx, officer);
    if (!user || !user->active || !user->roles.contains(Role::officer)) {
        throw Error(ErrorKind::invalid, {{"officer", "case.officer_unknown"}});
    }
    context.subject.officer = officer;
    context.facts["officer"] = user->display_name;
}

void close_case(ActionContext& context) {
    context.subject.closed_on = context.today();
}

}  // namespace

void register_case_rules(Guards& guards, Effects& effects) {
    guards.add("has_officer", has_officer);
    guards.add("checklist_complete", checklist_complete);
    guards.add("required_documents", required_documents);
    effects.add("assign_officer", assign_officer);
    effects.add("close_case", close_case);
}

}  // namespace bygd
