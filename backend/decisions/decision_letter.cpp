// The decision letter: what it must say (domain §3.4) gathered from the decision and its snapshot, put into
// decision_letter.html, made into a PDF outside any transaction, and filed with the case.
#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "base/error.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/delegation_rules.hpp"
#include "documents/document_store.hpp"
#include "documents/letter.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "web/languages.hpp"
#include "web/templates.hpp"

namespace bygd {

namespace {

struct Content {
    Case subject;
    Decision decision;
    Organisation organisation;
    std::optional<Outlet> outlet;
    std::string municipality, decider, preparer, fund;
};

Content content_of(Transaction& tx, std::string_view diary_number) {
    Content content;
    content.subject = case_by_number(tx, diary_number);
    const auto decision = latest_decision(tx, content.subject.id);
    if (!decision) refuse(ErrorKind::conflict, "decision.none");
    content.decision = *decision;
    content.organisation = find_organisation(tx, content.subject.organisation).value();
    if (content.subject.outlet) content.outlet = find_outlet(tx, *content.subject.outlet);
    content.municipality = municipality_name(tx, content.subject.municipality);
    const auto name = [&](Id<User> id) {
        const auto user = find_user(tx, id);
        return user ? user->display_name + (user->title.empty() ? "" : ", " + user->title) : std::string();
    };
    content.decider = deciding_party(tx, *decision);
    if (decision->prepared_by) content.preparer = name(*decision->prepared_by);
    if (decision->fund) content.fund = find_fund(tx, *decision->fund)->name;
    return content;
}

void put_paragraphs(View& view, std::string_view section, const std::string& text) {
    for (const auto& line : split(text, '\n')) {
        if (!trimmed(line).empty()) view.add(section).set("TEXT", trimmed(line));
    }
}

void put_calculation(View& view, const SupportForm& form, const Content& content) {
    const auto snapshot = nlohmann::json::parse(content.decision.snapshot);
    if (!snapshot.contains("calculation") || !snapshot.at("calculation").contains("lines")) return;
    bool any = false;
    for (const auto& line : snapshot.at("calculation").at("lines")) {
        const auto* cost = form.cost_line(line.at("line").get<std::string>());
        if (!cost) continue;
        any = true;
        auto& row = view.add("COST");
        row.set("LINE", cost->label.sv).set("DESCRIPTION", line.at("description").get<std::string>());
        row.set("AMOUNT", Money::parse(line.at("amount").get<std::string>()).swedish());
        row.set("SHARE", std::to_string(line.at("share").get<int>() / 100) + "\u00a0%");
        row.set("PARAGRAPH", line.at("paragraph").get<std::string>());
    }
    view.show_if(any, "COSTS");
}

std::string letter_html(const Services& services, const Content& content) {
    const auto& form = services.forms.get(content.subject.form, content.subject.form_version);
    const auto& decision = content.decision;
    View view;
    view.set("REGION", services.region.name);
    if (!services.region.department.empty()) view.add("DEPARTMENT").set("NAME", services.region.department);
    view.set("DIARY_NUMBER", content.subject.diary_number).set("DATE", decision.decided_on.iso());
    view.set("RECIPIENT", content.organisation.name);
    view.set("ORGANISATION_NUMBER", content.organisation.organisation_number().formatted());
    view.set("STREET", content.organisation.street).set("POSTAL_CODE", content.organisation.postal_code);
    view.set("CITY", content.organisation.city).set("MUNICIPALITY", content.municipality);
    if (content.outlet) view.add("OUTLET").set("NAME", content.outlet->name).set("PLACE", content.outlet->place);
    view.set("FORM", form.label.sv).set("LEGAL_BASIS", content.subject.legal_basis).set("PARAGRAPHS", form.paragraphs_under(content.subject.legal_basis));
    view.show(content.subject.legal_basis == form.legal_basis ? "LAW_NOW" : "LAW_EARLIER");
    view.set("SOUGHT", content.subject.sought.swedish()).set("AMOUNT", decision.amount.swedish());
    view.set("FUND", content.fund).set("RECEIVED", content.subject.received_on.iso());
    view.set("DECIDER", content.decider).set("PREPARER", content.preparer);
    view.show_if(!content.preparer.empty(), "HAS_PREPARER");
    view.show(decision.outcome == "approved"          ? "APPROVED"
              : decision.outcome == "partly_approved" ? "PARTLY_APPROVED"
              : decision.outcome == "rejected"        ? "REJECTED"
                                                      : "CLOSED_WITHOUT_DECISION");
    view.show_if(decision.grants(), "GRANTS");
    view.show_if(decision.grants() && form.applicant == "company" && form.name != "operating_support", "DE_MINIMIS");
    view.show_if(decision.grants() && form.name == "operating_support", "DE_MINIMIS_SGEI");
    view.show_if(decision.grants() && form.payout == "claims", "PAID_ON_CLAIM");
    view.show_if(decision.grants() && form.payout == "direct", "PAID_DIRECT");
    view.show_if(decision.grants() && form.payout == "yearly", "PAID_YEARLY");
    if (decision.period_from && decision.period_to) {
        view.add("PERIOD").set("FROM", decision.period_from->iso()).set("TO", decision.period_to->iso());
    }
    put_paragraphs(view, "REASON", decision.reasons);
    put_paragraphs(view, "CONDITION", decision.conditions);
    view.show_if(!trimmed(decision.conditions).empty(), "CONDITIONS");
    put_calculation(view, form, content);
    return services.templates.render("decisions/decision_letter", view, "sv");
}

}  // namespace

Id<Document> make_decision_letter(const Services& services, Actor actor, std::string_view diary_number) {
    require_case_reader(actor);
    const auto content = services.database.read([&](Transaction& tx) { return content_of(tx, diary_number); });
    const auto file = services.letters.make(letter_html(services, content), content.decision.snapshot);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto name = "Beslut " + replaced_all(content.subject.diary_number, "/", "-") + file.ending;
        const auto document = store_document(tx, name, file.bytes, std::nullopt, now, file.media_type);
        link_document(tx, content.subject.id, document.id, "decision_letter", "drawn_up");
        DiaryEvent event;
        event.case_id = content.subject.id;
        event.kind = "letter_made";
        event.actor = actor.id.valid() ? std::optional(actor.id) : std::nullopt;
        event.actor_name = actor.name;
        event.occurred_at = now;
        event.data = nlohmann::json{{"document", document.name}, {"document_id", std::to_string(document.id.value())},
                                    {"sha256", document.sha256}}.dump();
        append_event(tx, event);
        return document.id;
    });
}

}  // namespace bygd
