#include "pages/case_page.hpp"

#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_check_actions.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_mark_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/conflict_actions.hpp"
#include "cases/presence_actions.hpp"
#include "cases/request_input.hpp"
#include "database/pool.hpp"
#include "decisions/letter_actions.hpp"
#include "decisions/special_reason_actions.hpp"
#include "http/draft_actions.hpp"
#include "http/router.hpp"
#include "pages/case_action_page.hpp"
#include "pages/case_documents.hpp"
#include "pages/case_parts.hpp"
#include "web/draft_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

std::string number_of(const Request& request) { return diary_number_of_path(request.param("number")); }

Response show_case(const Services& services, const MailRoom& mail, const Request& request, const std::string& diary_number,
                   const Problems& problems = {}, int status = 200, const std::string& done = {}) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    // What was typed into a form of the page that is refused stands in it still.
    auto typed = problems.empty() ? Typed() : input_of(request.form()).fields;
    View view;
    std::string title;
    services.database.read([&](Transaction& tx) {
        auto subject = case_by_number(tx, diary_number);
        view.set("DRAFT_KEY", case_url(diary_number));   // of the note; the checklist has a draft of its own
        auto draft = put_draft(view.add("NOTE_DRAFT"), tx, request, case_url(diary_number), words);
        if (problems.empty()) typed = std::move(draft);
        const auto part = part_of(services, tx, request, subject);
        put_problems(view, problems, words);
        if (!done.empty()) view.add("DONE").set("TEXT", done);
        put_head(part, view);
        put_offers(part, view, offers_of(services, tx, request.actor(), subject, services.clock.now()));
        put_conflict(part, view);
        put_proceedings(part, view);
        put_requests(part, view);
        put_mail(part, mail, view);
        put_checks(part, view, typed, problems);
        put_money(part, view);
        put_application(part, view, typed, problems);
        put_de_minimis(part, view);
        put_checklist(part, request, view, typed, problems);
        put_documents(part, view, typed, problems);
        put_decisions(part, view);
        put_conditions(part, view);
        put_claims(part, view);
        put_payment_services(part, view);
        put_time(part, view, typed, problems);
        put_diary(part, view, request.query("diary"), typed, problems);
        put_history(part, view);
        put_presence_of(part, view);
        title = subject.diary_number + " " + subject.title;
    });
    return page(services, request, "pages/case", view,
                {.title = title, .nav = Nav::cases, .status = status, .crumbs = {{words("web.nav.cases"), "/cases"}, {diary_number}}});
}

// A form on the case page itself that is refused: the page again, with what is wrong at its top.
template <typename Work>
Response post_on_case(const Services& services, const MailRoom& mail, Request& request, std::string_view done, const char* anchor, Work work) {
    const auto number = number_of(request);
    try {
        work(number);
        return see_other_saying(case_url(number) + anchor, done);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return show_case(services, mail, request, number, error.problems(), http_status(error.kind()));
    }
}

Response post_checklist(const Services& services, const MailRoom& mail, Request& request) {
    return post_on_case(services, mail, request, "case.saved.checklist", "#checklist", [&](const std::string& number) {
        AnswerChecklist command{number, static_cast<int>(request.form().integer("version").value_or(0)), {}, {}};
        for (const auto& [name, value] : input_of(request.form()).fields) {
            if (name.starts_with("check_")) command.answers[name.substr(6)] = value;
            if (name.starts_with("note_")) command.notes[name.substr(5)] = value;
        }
        answer_checklist(services, request.actor(), command);
        drop_draft(services.database, request.actor(), checklist_url(number));
    });
}

Response post_special_reason(const Services& services, const MailRoom& mail, Request& request) {
    return post_on_case(services, mail, request, "law.saved_reason", "#application", [&](const std::string& number) {
        const auto rule = request.form().text("rule");
        write_special_reason(services, request.actor(), {number, static_cast<int>(request.form().integer("version").value_or(0)), rule,
                                                         request.form().text("special_reason_" + rule)});
    });
}

Response post_note(const Services& services, const MailRoom& mail, Request& request) {
    return post_on_case(services, mail, request, "case.saved.note", "#diary", [&](const std::string& number) {
        add_note(services, request.actor(), number, request.form().text("note"));
        drop_draft(services.database, request.actor(), case_url(number));
    });
}

// What is chosen is a kind of mark, or "back:" and the kind of one that holds.
Response post_mark(const Services& services, const MailRoom& mail, Request& request) {
    return post_on_case(services, mail, request, "case.saved.mark", "#clock", [&](const std::string& number) {
        const auto chosen = request.form().text("mark");
        const bool back = chosen.starts_with("back:");
        mark_case(services, request.actor(),
                  {number, static_cast<int>(request.form().integer("version").value_or(0)), back ? chosen.substr(5) : chosen,
                   request.form().text("marked_on"), request.form().text("mark_note"), back});
    });
}

// Those that can be taken in are; the others are told of on the page, by name, with the kind that was chosen standing.
Response post_documents(const Services& services, const MailRoom& mail, Request& request) {
    const auto number = number_of(request);
    const auto& form = request.form();
    try {
        const auto added = add_documents(services, request.actor(),
                                         {number, form.text("kind"), form.text("direction"), form.text("counterpart"),
                                          form.text("dated_on"), form.text("secrecy"), input_of(form).files});
        if (added.problems.empty()) {
            return see_other_saying(case_url(number) + "#documents",
                                    added.kept.size() == 1 ? "case.saved.document" : "case.saved.documents");
        }
        return show_case(services, mail, request, number, added.problems, 422,
                         words_of(services, request)("case.saved.others", {joined(added.names, ", ")}));
    } catch (const Error& error) {
        const bool here = error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::unavailable;
        if (!here || error.problems().front().field.empty()) throw;
        return show_case(services, mail, request, number, error.problems(), http_status(error.kind()));
    }
}

Response post_conflict(const Services& services, const MailRoom& mail, Request& request) {
    return post_on_case(services, mail, request, "case.saved.conflict", "", [&](const std::string& number) {
        const auto said = request.form().text("conflicted");
        if (said != "yes" && said != "no") throw Error(ErrorKind::invalid, {{"conflict_reason", "choice.unknown"}});
        declare_conflict(services, request.actor(), number, said == "yes", request.form().text("conflict_reason"));
    });
}

Response post_check(const Services& services, const MailRoom& mail, Request& request) {
    return post_on_case(services, mail, request, "case.saved.check", "#checks", [&](const std::string& number) {
        record_check(services, request.actor(), number, input_of(request.form()).fields);
    });
}

Response post_letter(const Services& services, const MailRoom& mail, Request& request) {
    return post_on_case(services, mail, request, "case.saved.letter", "#decision", [&](const std::string& number) {
        if (!request.actor().has(Role::officer) && !request.actor().has(Role::decider)) {
            refuse(ErrorKind::forbidden, "case.officers_only");
        }
        const auto request_id = request.form().integer("request"), decision_id = request.form().integer("decision");
        if (request_id) make_request_letter(services, request.actor(), number, Id<CaseRequest>(*request_id));
        else make_decision_letter(services, request.actor(), number, decision_id ? std::optional(Id<Decision>(*decision_id)) : std::nullopt);
    });
}

}  // namespace

namespace {

// PUT {"writing": bool, "version": n of the page}: who else is there, as words, and whether the case has changed since.
Response put_presence(const Services& services, const Request& request) {
    const auto& json = request.json();
    if (!json.is_object()) refuse(ErrorKind::bad_request, "request.not_json");
    const auto writing = json.value("writing", nlohmann::json()), version = json.value("version", nlohmann::json());
    const auto there = be_present(services, request.actor(), number_of(request), writing.is_boolean() && writing.get<bool>());
    const auto& words = words_of(services, request);
    const bool changed = version.is_number_integer() && version.get<std::int64_t>() != there.version;
    return json_response({{"others", onlookers_text(there.others, words)}, {"changed", changed ? words("case.presence.changed") : ""}});
}

}  // namespace

void add_case_page_routes(Router& router, const Services& services, const ActionForms& forms, const MailRoom& mail) {
    router.get("/cases/{number}", [&](Request& request) { return show_case(services, mail, request, number_of(request)); });
    router.get("/cases/{number}/checklist", [](Request& request) { return see_other(case_url(number_of(request)) + "#checklist"); });
    router.post("/cases/{number}/checklist", [&](Request& request) { return post_checklist(services, mail, request); });
    router.post("/cases/{number}/special-reasons", [&](Request& request) { return post_special_reason(services, mail, request); });
    router.post("/cases/{number}/notes", [&](Request& request) { return post_note(services, mail, request); });
    router.post("/cases/{number}/marks", [&](Request& request) { return post_mark(services, mail, request); });
    router.post("/cases/{number}/documents", [&](Request& request) { return post_documents(services, mail, request); },
                {.body_bytes = limits::documents_body_bytes});
    router.post("/cases/{number}/conflict", [&](Request& request) { return post_conflict(services, mail, request); });
    router.post("/cases/{number}/checks", [&](Request& request) { return post_check(services, mail, request); });
    router.put("/cases/{number}/presence", [&](Request& request) { return put_presence(services, request); });
    router.post("/cases/{number}/letter", [&](Request& request) { return post_letter(services, mail, request); });
    add_case_action_routes(router, services, forms, mail);
}

}  // namespace bygd
