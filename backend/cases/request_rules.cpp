// Guards and effects about the questions sent out in a case: supplements, opinions and hearings.
#include <algorithm>

#include "aid/form.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_request_store.hpp"
#include "documents/document.hpp"
#include "documents/document_room.hpp"
#include "documents/document_store.hpp"
#include "providers/organisation_store.hpp"

namespace bygd {

namespace {

std::vector<CaseRequest> open_here(const ActionContext& context, std::string_view kind) {
    return open_requests(requests_of(context.tx, context.subject.id), kind, context.proceeding_id());
}

// --- guards ---------------------------------------------------------------------------------------------------------

Problems requests_closed(const ActionContext& context) {
    Problems problems;
    for (const auto& each : requests_of(context.tx, context.subject.id)) {
        if (!each.open() || each.proceeding) continue;
        problems.push_back({"requests", "request.open_" + each.kind, {each.recipient, each.due_on.iso()}});
    }
    return problems;
}

// 2024:1243 28 § 3: the views of the kommun before support is granted, in the forms that say so.
Problems opinions_in(const ActionContext& context) {
    const auto& form = context.services.forms.get(context.subject.form, context.subject.form_version);
    const auto all = requests_of(context.tx, context.subject.id);
    Problems problems;
    for (const auto& wanted : form.required_opinions) {
        const bool there = std::any_of(all.begin(), all.end(), [&](const auto& each) {
            return each.kind == "opinion" && each.recipient_kind == wanted && each.status == "answered" && !each.proceeding;
        });
        if (!there) problems.push_back({"requests", "request.opinion_missing_" + wanted});
    }
    return problems;
}

Problems opinion_is_open(const ActionContext& context) {
    if (!open_here(context, "opinion").empty()) return {};
    return {{"requests", "request.no_open_opinion"}};
}

Problems supplement_overdue(const ActionContext& context) {
    for (const auto& each : open_here(context, "supplement")) {
        if (!each.overdue(context.today())) return {{"requests", "request.not_due", {each.due_on.iso()}}};
    }
    return {};
}

Problems not_reminded(const ActionContext& context) {
    for (const auto& each : open_here(context, "supplement")) {
        if (each.reminded_on) return {{"requests", "request.reminded", {each.reminded_on->iso()}}};
    }
    return {};
}

// FL 25 §: nobody is decided against without having been heard, or having had the time to be.
Problems hearing_held(const ActionContext& context) {
    const auto all = requests_of(context.tx, context.subject.id);
    const bool held = std::any_of(all.begin(), all.end(), [&](const auto& each) {
        return each.kind == "hearing" && each.proceeding == context.proceeding_id() &&
               (each.status == "answered" || each.status == "expired");
    });
    if (held) return {};
    return {{"requests", "request.no_hearing"}};
}

// --- effects --------------------------------------------------------------------------------------------------------

void open_request(ActionContext& context, std::string_view kind) {
    auto request = read_request(context.input.fields, kind, context.today());
    request.subject = context.subject.id;
    request.proceeding = context.proceeding_id();
    request.sent_by = context.actor.id;
    if (kind != "opinion") {
        request.recipient = find_organisation(context.tx, context.subject.organisation).value().name;
    }
    insert_request(context.tx, request);
    context.facts["request"] = std::to_string(request.id.value());
    context.facts["recipient"] = request.recipient;
    context.facts["due_on"] = request.due_on.iso();
    context.reason = request.question;
}

// The answer as it came is filed with the case; the first file is the answer, others beside it.
void store_answer(ActionContext& context, CaseRequest& request) {
    Problems problems;
    for (const auto& file : context.input.files) check_upload(context.services.documents.uploads, "file", file.name, file.bytes, problems);
    require_none(std::move(problems));
    for (const auto& file : context.input.files) {
        const auto document = store_document(context.tx, file.name, file.bytes, context.actor.id, context.now);
        link_document(context.tx, context.subject.id, document.id, request.kind, "in", request.recipient);
        if (!request.document) request.document = document.id;
        context.facts["document"] = document.name;
    }
}

void answer_request(ActionContext& context, std::string_view kind) {
    auto request = read_answer(context.input.fields, open_here(context, kind), context.today()).request;
    store_answer(context, request);
    request.closed_by = context.actor.id;
    save_request(context.tx, request);
    context.facts["request"] = std::to_string(request.id.value());
    context.facts["recipient"] = request.recipient;
    context.facts["request_status"] = request.status;
    context.reason = request.answer;
}

// Of every kind: the case or the proceeding ends.
void cancel_requests(ActionContext& context) {
    for (auto& each : requests_of(context.tx, context.subject.id)) {
        if (!each.open() || each.proceeding != context.proceeding_id()) continue;
        each.status = "cancelled";
        each.closed_on = context.today();
        each.closed_by = context.actor.id;
        save_request(context.tx, each);
    }
}

void expire_requests(ActionContext& context) {
    for (auto& each : open_here(context, "supplement")) {
        each.status = "expired";
        each.closed_on = context.today();
        each.closed_by = context.actor.id;
        save_request(context.tx, each);
        context.facts["request_status"] = each.status;
    }
}

void remind_requests(ActionContext& context) {
    for (auto& each : open_here(context, "supplement")) {
        each.reminded_on = context.today();
        save_request(context.tx, each);
        context.facts["recipient"] = each.recipient;
        context.facts["due_on"] = each.due_on.iso();
    }
}

}  // namespace

void register_request_rules(Guards& guards, Effects& effects) {
    guards.add("requests_closed", requests_closed);
    guards.add("opinions_in", opinions_in);
    guards.add("opinion_is_open", opinion_is_open);
    guards.add("supplement_overdue", supplement_overdue);
    guards.add("not_reminded", not_reminded);
    guards.add("hearing_held", hearing_held);
    for (const auto* kind : {"supplement", "opinion", "hearing"}) {
        effects.add(std::string("open_") + kind, [kind](ActionContext& context) { open_request(context, kind); });
        effects.add(std::string("answer_") + kind, [kind](ActionContext& context) { answer_request(context, kind); });
    }
    effects.add("cancel_requests", cancel_requests);
    effects.add("expire_requests", expire_requests);
    effects.add("remind_requests", remind_requests);
}

}  // namespace bygd
