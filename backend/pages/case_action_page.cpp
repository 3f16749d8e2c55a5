#include "pages/case_action_page.hpp"

#include <algorithm>

#include "cases/case_actions.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_mail.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/proceeding_store.hpp"
#include "cases/request_input.hpp"
#include "database/pool.hpp"
#include "decisions/deciding.hpp"
#include "http/draft_actions.hpp"
#include "http/router.hpp"
#include "pages/case_parts.hpp"
#include "web/draft_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

std::string number_of(const Request& request) { return diary_number_of_path(request.param("number")); }

// The form of an action; of one that no longer leaves from here too, so that what was typed has fields to stand in.
std::string input_of_action(const Workflow& workflow, const Transition* step, std::string_view action) {
    if (step) return step->input;
    const auto& all = workflow.transitions();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.action == action; });
    return found == all.end() ? "" : found->input;
}

// The documents one has to look at while one fills in the form; for a claim its proofs first, the newest of them open.
void put_viewer(const CasePart& part, std::string_view input, View& view) {
    const bool claim = input == "claim_review";
    const bool may_open = may_open_secret(part.tx, part.subject, part.actor);
    std::vector<const CaseDocument*> shown;
    for (const auto& document : part.documents) {
        if (document.newest && (document.secrecy.empty() || may_open)) shown.push_back(&document);
    }
    std::reverse(shown.begin(), shown.end());
    if (claim) std::stable_partition(shown.begin(), shown.end(), [](const auto* each) { return each->kind == "claim_proof"; });
    if (shown.empty()) return;
    auto& panel = view.add("VIEWER");
    for (const auto* document : shown) {
        const auto url = case_url(part.subject) + "/documents/" + std::to_string(document->document.id.value());
        const auto name = std::to_string(document->number) + ". " + document->document.name;
        auto& row = panel.add("FILE");
        if (!shown_in_page(document->document.media_type)) {
            row.add("FETCHED").set("NAME", name).set("FILE_URL", url);
            continue;
        }
        auto& seen = row.add("SHOWN").set("NAME", name).set("PAGES_URL", url + "/pages");
        seen.show_if(claim && document == shown.front() && document->kind == "claim_proof", "FIRST");
    }
    view.show_if(claim, "SIDE_BY_SIDE");
}

// What the step would send, before it is taken.
void put_preview(const MailRoom& mail, const Services& services, Transaction& tx, const Request& request, Case& subject,
                 std::optional<Proceeding> beside, const std::vector<std::string>& effects,
                 const std::map<std::string, std::string, std::less<>>& typed, View& view) {
    const ActionInput input{typed, {}};
    ActionContext context{services, tx, request.actor(), services.clock.now(), subject, input, "", {}, {}};
    context.proceeding = beside ? &*beside : nullptr;
    const auto mails = preview_mails(mail, effects, context);
    if (mails.empty()) return;
    auto& panel = view.add("PREVIEW").show_if(!mail.settings.set_up(), "NOT_SET_UP");
    for (const auto& each : mails) {
        auto& row = panel.add("MAIL").set("SUBJECT", each.subject).set("TEXT", each.text).set("TO_NAME", each.recipient_name);
        row.set("TO", each.recipient).show_if(each.recipient.empty(), "NO_ADDRESS").show_if(!each.attachments.empty(), "ATTACHED");
    }
}

std::string draft_key_of(const std::string& diary_number, const std::string& action, int proceeding) {
    const auto path = case_url(diary_number) + "/actions/" + percent_encoded(action);
    return proceeding > 0 ? path + "?proceeding=" + std::to_string(proceeding) : path;
}

Response show_action(const Services& services, const Request& request, const ActionForms& forms, const MailRoom& mail,
                     const std::string& diary_number, const std::string& action, int proceeding,
                     std::map<std::string, std::string, std::less<>> typed, const Problems& problems, int status) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    std::string title;
    services.database.read([&](Transaction& tx) {
        auto subject = case_by_number(tx, diary_number);
        const auto beside = proceeding > 0 ? find_proceeding(tx, subject.id, proceeding) : std::nullopt;
        if (proceeding > 0 && !beside) refuse(ErrorKind::not_found, "not_found");
        const auto& workflow = beside ? services.workflows.get(beside->workflow, beside->workflow_version)
                                      : services.workflows.get(subject.workflow, subject.workflow_version);
        const auto* step = workflow.find(beside ? beside->state : subject.state, action);
        // Gone on since the form was opened: the form is shown all the same, so that nothing typed is lost.
        if (!step && problems.empty()) refuse(ErrorKind::not_found, "not_found");
        const auto part = part_of(services, tx, request, subject);
        put_head(part, view);
        put_money(part, view);
        put_application(part, view);
        put_decisions(part, view);
        put_viewer(part, input_of_action(workflow, step, action), view);
        title = workflow.action_label(action, request.language());
        view.set("ACTION", action).set("ACTION_LABEL", title).set("PROCEEDING", proceeding);
        put_problems(view, problems, words);
        auto draft = put_draft(view, tx, request, draft_key_of(diary_number, action, proceeding), words);
        if (request.method() == "GET" && !draft.empty()) typed = std::move(draft);
        const auto input = input_of_action(workflow, step, action);
        if (const auto* form = forms.find(input)) {
            form->fill({services, tx, request.actor(), subject, words, typed, problems, beside ? &*beside : nullptr}, view);
            view.show_if(form->files, "WITH_FILES");
            view.set("FIELDS_MARKUP", services.templates.part(form->template_name, view, request.language()));
        }
        if (step) put_preview(mail, services, tx, request, subject, beside, step->effects, typed, view);
        const auto reason = step ? step->reason : "optional";
        const auto said = typed.find("reason");
        put_field(view, "reason", said == typed.end() ? "" : said->second, problems, words);
        if (step && decides(*step)) {
            const auto others = typed.find("others");
            put_field(view, "others", others == typed.end() ? "" : others->second, problems, words);
            view.show("DECIDES");
        }
        view.show_if(reason == "required", "REASON_REQUIRED").show_if(reason == "optional", "REASON_OPTIONAL");
        view.show_if(step && step->style == "danger", "DANGER").show_if(!step || step->style != "danger", "SAFE");
    });
    return page(services, request, "pages/case_action", view,
                {.title = title + " – " + diary_number, .nav = Nav::cases, .status = status,
                 .crumbs = {{words("web.nav.cases"), "/cases"}, {diary_number, case_url(diary_number)}, {title}}});
}

Response post_action(const Services& services, Request& request, const ActionForms& forms, const MailRoom& mail) {
    const auto& form = request.form();
    TakeAction command{number_of(request), static_cast<int>(form.integer("version").value_or(0)), form.text("action"),
                       form.text("reason"), input_of(form), static_cast<int>(form.integer("proceeding").value_or(0))};
    try {
        forms.read_files(services, request.actor(), words_of(services, request), command.diary_number, command.input);
        // A button of the form that only adds, takes away or reads in rows of it: nothing is done yet.
        if (!form.text("change_rows").empty()) {
            return show_action(services, request, forms, mail, command.diary_number, command.action, command.proceeding,
                               command.input.fields, {}, 200);
        }
        // Another step of the same state with what is typed in the same form, by a button of it.
        auto taken = command;
        if (!form.text("instead").empty()) taken.action = form.text("instead");
        const auto moved = take_action(services, request.actor(), taken);
        drop_draft(services.database, request.actor(), draft_key_of(command.diary_number, command.action, command.proceeding));
        return see_other_saying(case_url(moved), "case.saved.step");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return show_action(services, request, forms, mail, command.diary_number, command.action, command.proceeding, command.input.fields,
                           error.problems(), http_status(error.kind()));
    }
}

}  // namespace

void add_case_action_routes(Router& router, const Services& services, const ActionForms& forms, const MailRoom& mail) {
    router.get("/cases/{number}/actions/{action}", [&](Request& request) {
        return show_action(services, request, forms, mail, number_of(request), request.param("action"),
                           static_cast<int>(whole_number(request.query("proceeding")).value_or(0)), {}, {}, 200);
    });
    router.post("/cases/{number}/actions", [&](Request& request) { return post_action(services, request, forms, mail); });
}

}  // namespace bygd
