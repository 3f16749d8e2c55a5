#include "cases/case_mail.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "aid/form.hpp"
#include "base/hash.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_request_store.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_actions.hpp"
#include "documents/document_store.hpp"
#include "jobs/outbox_store.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view no_step[] = {"registered", "reminder_to_applicant", "reminder_to_user", "opinion_late",
                                        "mentioned",  "mail_received"};

std::string fact_in(const ActionContext& context, std::string_view name) {
    const auto found = context.facts.find(std::string(name));
    return found == context.facts.end() ? std::string() : found->second;
}

std::optional<CaseRequest> request_in(const ActionContext& context) {
    const auto wanted = fact_in(context, "request");
    for (auto& each : requests_of(context.tx, context.subject.id)) {
        if (std::to_string(each.id.value()) == wanted) return each;
    }
    return std::nullopt;
}

// Nobody: no such person, or one of us without an address.
std::optional<MailAddress> address_of_user(Transaction& tx, std::optional<Id<User>> id) {
    if (!id) return std::nullopt;
    const auto user = find_user(tx, *id);
    if (!user || !user->active || !mail_address_of(user->email)) return std::nullopt;
    return MailAddress{user->display_name, user->email};
}

MailAddress address_of_applicant(Transaction& tx, const Case& subject) {
    const auto organisation = find_organisation(tx, subject.organisation).value();
    MailAddress to{organisation.contact_name.empty() ? organisation.name : organisation.contact_name,
                   organisation.email};
    if (to.address.empty() && subject.outlet) {
        const auto outlet = find_outlet(tx, *subject.outlet).value();
        to = {outlet.name, outlet.email};
    }
    // What was saved before addresses were checked as they are now.
    if (!mail_address_of(to.address)) to.address.clear();
    return to;
}

// Nobody (none) is not the same as somebody whose address is missing (empty).
std::optional<MailAddress> reader_of(const MailText& text, const ActionContext& context) {
    if (text.to == "applicant") return address_of_applicant(context.tx, context.subject);
    if (text.to == "asked") {
        const auto request = request_in(context);
        MailAddress to{request ? request->recipient : fact_in(context, "recipient"),
                       request ? request->recipient_email : fact_in(context, "recipient_email")};
        // Left empty by the officer, who asks by post.
        return to.address.empty() ? std::nullopt : std::optional(to);
    }
    if (text.to == "officer") {
        if (context.subject.officer == context.actor.id) return std::nullopt;
        return address_of_user(context.tx, context.subject.officer);
    }
    return address_of_user(context.tx, Id<User>(whole_number(fact_in(context, "user_id")).value_or(0)));
}

void put_typed(const MailRoom& room, const ActionContext& context, const MailText& text, MailFacts& facts) {
    for (const auto* name : {"due_on", "recipient", "booked_on"}) facts[name] = fact_in(context, name);
    for (const std::string name : {"says", "task"}) facts[name] = fact_in(context, name + "." + room.settings.language);
    for (const auto* part : {"set_off", "to_recipient"}) {
        if (const auto sum = fact_in(context, part); !sum.empty()) facts[part] = Money::parse(sum).swedish();
    }
    if (const auto amount = fact_in(context, "amount"); !amount.empty()) {
        facts["amount"] = amount == "…" ? amount : Money::parse(amount).swedish();
    }
    if (!text.letter) return;
    const bool attached = room.settings.letters && !fact_in(context, "document_id").empty();
    if (attached)
        facts["letter"] = "1";
    else if (room.settings.letters && !fact_in(context, "request").empty())
        facts["question"] = context.reason;
    if (!attached && facts["question"].empty()) facts["no_letter"] = "1";
}

MailFacts facts_of(const MailRoom& room, const ActionContext& context, const MailText& text) {
    const auto& services = context.services;
    const auto& subject = context.subject;
    MailFacts facts{{"diary_number", subject.diary_number},     {"title", subject.title},
                    {"received", subject.received_on.iso()},    {"region", services.region.name},
                    {"department", services.region.department}, {"sender", context.actor.name}};
    facts["form_name"] =
        lowered(services.forms.get(subject.form, subject.form_version).label.in(room.settings.language));
    facts["organisation"] = find_organisation(context.tx, subject.organisation).value().name;
    if (subject.officer) {
        const auto officer = find_user(context.tx, *subject.officer);
        if (officer) facts["officer"] = officer->display_name;
    }
    if (!room.settings.site.empty()) facts["url"] = room.settings.site + case_url(subject);
    put_typed(room, context, text, facts);
    return facts;
}

std::string key_of(const MailText& text, const ActionContext& context) {
    auto once = text.once == "case" ? std::string("1") : fact_in(context, text.once);
    if (once.empty()) once = "v" + std::to_string(context.subject.version);
    return outbox_key(text.name, std::to_string(context.subject.id.value()), once);
}

}  // namespace

std::vector<std::string> mail_happenings(const Effects& effects) {
    auto names = effects.names();
    for (const auto name : no_step) names.emplace_back(name);
    return names;
}

std::vector<OutboxMail> mails_after(const MailRoom& room, const std::vector<std::string>& happened,
                                    ActionContext& context) {
    std::vector<OutboxMail> mails;
    for (const auto& what : happened) {
        for (const auto* text : room.texts.after(what, context.today())) {
            const auto reader = reader_of(*text, context);
            if (!reader) continue;
            auto composed = compose(*text, facts_of(room, context, *text), room.settings.language);
            OutboxMail mail;
            mail.key = key_of(*text, context);
            mail.mail = text->name;
            mail.subject_case = context.subject.id;
            if (text->to == "user") mail.user = Id<User>(whole_number(fact_in(context, "user_id")).value_or(0));
            if (text->to == "officer") mail.user = context.subject.officer;
            mail.recipient = reader->address;
            mail.recipient_name = one_line(reader->name);
            mail.subject = std::move(composed.subject);
            mail.text = std::move(composed.text);
            mail.queued_at = mail.next_try_at = context.now;
            const auto document = whole_number(fact_in(context, "document_id"));
            if (text->letter && room.settings.letters && document) mail.attachments = {Id<Document>(*document)};
            mails.push_back(std::move(mail));
        }
    }
    return mails;
}

void queue_mails_after(const MailRoom& room, const std::vector<std::string>& happened, ActionContext& context) {
    for (auto& mail : mails_after(room, happened, context)) {
        const auto from = mail_address_of(room.settings.from);
        mail.message_id = new_message_id(from ? from->address : "");
        queue_mail(context.tx, mail, context.actor.name);
    }
}

std::vector<OutboxMail> preview_mails(const MailRoom& room, const std::vector<std::string>& effects,
                                      ActionContext& context) {
    for (const auto* name : {"due_on", "recipient", "recipient_email", "amount", "booked_on"}) {
        const auto typed = trimmed(context.input.text(name));
        context.facts[name] = typed.empty() || std::string_view(name) == "amount" ? "…" : typed;
    }
    context.facts["request"] = "0";
    const bool dispatched = std::find(effects.begin(), effects.end(), "dispatch_letter") != effects.end();
    if (dispatched) context.facts["document_id"] = "0";
    const auto question = trimmed(context.input.text("question"));
    context.reason = question.empty() ? "…" : question;
    return mails_after(room, effects, context);
}

void follow_reminder(const Services& services, Transaction& tx, Case& subject, const DueReminder& due, Instant now) {
    const ActionInput nothing;
    const auto house = system_actor();
    ActionContext context{services, tx, house, now, subject, nothing, "", {}, {}};
    context.facts = {{"reminder", due.key},    {"task.sv", due.task.sv}, {"task.en", due.task.en},
                     {"says.sv", due.says.sv}, {"says.en", due.says.en}, {"due_on", due.due_on.iso()}};
    if (due.request) {
        context.facts["request"] = std::to_string(*due.request);
        if (const auto request = request_in(context)) context.facts["due_on"] = request->due_on.iso();
    }
    if (due.to == "applicant") {
        return services.effects.follow({due.request ? "remind_requests" : "reminder_to_applicant"}, context);
    }
    if (due.to == "asked") return services.effects.follow({"opinion_late"}, context);
    std::vector<Id<User>> users;
    if (due.user) users.push_back(*due.user);
    if (const auto role = role_of(due.to)) {
        for (const auto& user : users_with_role(tx, *role)) users.push_back(user.id);
    }
    for (const auto id : users) {
        context.facts["user_id"] = std::to_string(id.value());
        context.facts["reminder"] = due.key + "." + std::to_string(id.value());
        services.effects.follow({"reminder_to_user"}, context);
    }
}

void follow_mentions(ActionContext& context) {
    static const std::regex mention(R"((^|[^\w.@])@([a-z0-9][a-z0-9._-]*[a-z0-9]))");
    const auto note = lowered(context.reason);
    const auto once = sha256_hex(note + utc_text(context.now)).substr(0, 16);
    for (std::sregex_iterator hit(note.begin(), note.end(), mention), end; hit != end; ++hit) {
        const auto found = find_user_and_hash(context.tx, (*hit)[2].str());
        // A name that is mistyped would call nobody, and nobody would know.
        if (!found || !may_see_cases(found->user.roles)) {
            throw Error(ErrorKind::invalid, {{"note", "note.unknown_person", {(*hit)[2].str()}}});
        }
        if (found->user.id == context.actor.id) continue;
        context.facts["user_id"] = std::to_string(found->user.id.value());
        context.facts["note_key"] = once + "." + context.facts["user_id"];
        context.services.effects.follow({"mentioned"}, context);
    }
}

void tell_mail(const Services& services, Transaction& tx, const OutboxMail& mail, std::string_view what, Instant now) {
    if (!mail.subject_case || mail.user) return;
    DiaryEvent event;
    event.case_id = *mail.subject_case;
    event.kind = "mail_" + std::string(what);
    event.actor_name = system_actor().name;
    event.occurred_at = now;
    event.data =
        nlohmann::json{{"mail", mail.subject}, {"mail_to", mail.recipient}, {"message_id", mail.message_id}}.dump();
    append_event(tx, event);
    if (mail.mail != "supplement_reminder" || what != "sent") return;
    const auto wanted = mail.key.substr(mail.key.rfind(':') + 1);
    for (auto& request : requests_of(tx, *mail.subject_case)) {
        if (std::to_string(request.id.value()) != wanted || !request.open() || request.reminded_on) continue;
        request.reminded_on = stockholm_day(now);
        save_request(tx, request);
        refresh_tasks(services, tx, *mail.subject_case, stockholm_day(now));
    }
}

std::vector<MailAttachment> attachments_of_mail(Transaction& tx, const OutboxMail& mail) {
    std::vector<MailAttachment> files;
    for (const auto id : mail.attachments) {
        const auto document = find_document(tx, id).value();
        files.push_back({document.name, document.media_type, document_bytes(tx, document)});
    }
    return files;
}

}  // namespace bygd
