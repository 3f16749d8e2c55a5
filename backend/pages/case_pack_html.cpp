#include "aid/form.hpp"
#include "base/text.hpp"
#include "pages/case_pack_content.hpp"
#include "web/languages.hpp"
#include "web/templates.hpp"
#include "web/view.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

using nlohmann::json;

namespace {

std::string text_in(const json& node, const char* name) {
    const auto found = node.find(name);
    if (found == node.end() || found->is_null()) return "";
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string kronor(const json& node, const char* name) { return Money::parse(text_in(node, name)).swedish(); }

// The words of a value when the catalogue has some, else the value.
std::string said(const Words& words, const std::string& key, const std::string& value) {
    return words.has(key + value) ? words(key + value) : value;
}

void put_case(View& view, const json& index, const Words& words) {
    const auto& c = index.at("case");
    for (const auto* name : {"diary_number", "title", "form_label", "legal_basis", "state_label", "municipality", "officer",
                             "received_on", "decided_on", "closed_on"}) {
        auto upper = std::string(name);
        for (auto& sign : upper) sign = static_cast<char>(std::toupper(static_cast<unsigned char>(sign)));
        view.set(upper, text_in(c, name));
    }
    view.set("APPLICANT", text_in(c.at("applicant"), "name")).set("APPLICANT_NUMBER", text_in(c.at("applicant"), "number"));
    for (const auto& [name, key] : {std::pair("SOUGHT", "sought"), std::pair("GRANTED", "granted"), std::pair("PAID", "paid"),
                                    std::pair("RELEASED", "released")}) view.set(name, kronor(c, key));
    view.set("REGION", text_in(index, "region")).set("MADE_BY", text_in(index, "made_by"));
    view.set("MADE_AT", stockholm_minute(parse_utc(text_in(index, "made_at"))));
    view.set("SCOPE", words("pack.scope." + text_in(index, "scope"))).show_if(text_in(index, "scope") == "public", "PUBLIC");
}

void put_documents(View& view, const json& index, const Words& words) {
    for (const auto& d : index.at("documents")) {
        auto& row = view.add("DOCUMENT").set("NUMBER", text_in(d, "number")).set("VERSION", text_in(d, "version"));
        row.set("DAY", text_in(d, "dated_on")).set("KIND", text_in(d, "kind_label")).set("COUNTERPART", text_in(d, "counterpart"));
        row.set("DIRECTION", words("case.direction." + text_in(d, "direction"))).set("SHA256", text_in(d, "sha256"));
        if (d.at("path").is_null()) row.add("WITHHELD").set("NAME", text_in(d, "name")).set("GROUND", text_in(d, "secrecy"));
        else row.add("FILE").set("PATH", text_in(d, "path")).set("NAME", text_in(d, "name"));
        if (!d.at("path").is_null() && !d.at("secrecy").is_null()) row.add("SECRET").set("GROUND", text_in(d, "secrecy"));
        row.show_if(!d.at("newest").get<bool>(), "REPLACED");
    }
}

void put_decisions(View& view, const json& index, const Words& words) {
    for (const auto& d : index.at("decisions")) {
        view.add("DECISION").set("OUTCOME", said(words, "case.outcome.", text_in(d, "outcome"))).set("AMOUNT", kronor(d, "amount"))
            .set("DAY", text_in(d, "decided_on")).set("BY", text_in(d, "decided_by")).set("PREPARED", text_in(d, "prepared_by"))
            .set("REASONS", text_in(d, "reasons")).set("CONDITIONS", text_in(d, "conditions"));
    }
    for (const auto& r : index.at("requests")) {
        view.add("REQUEST").set("KIND", said(words, "case.requests.kind_", text_in(r, "kind"))).set("RECIPIENT", text_in(r, "recipient"))
            .set("SENT", text_in(r, "sent_on")).set("QUESTION", text_in(r, "question")).set("ANSWER", text_in(r, "answer"));
    }
}

void put_money(View& view, const json& index, const Words& words) {
    for (const auto& e : index.at("ledger")) {
        view.add("LEDGER").set("DAY", text_in(e, "booked_on")).set("KIND", said(words, "budget.movement.", text_in(e, "movement")))
            .set("AMOUNT", kronor(e, "amount")).set("TEXT", text_in(e, "text"));
    }
    for (const auto& p : index.at("payments")) {
        view.add("PAYMENT").set("REFERENCE", text_in(p, "reference")).set("AMOUNT", kronor(p, "amount"))
            .set("PAYEE", text_in(p, "payee")).set("ATTESTED", text_in(p, "attested_by")).set("DAY", text_in(p, "booked_on"));
    }
    for (const auto& c : index.at("checks")) {
        view.add("CHECK").set("KIND", text_in(c, "kind")).set("RESULT", said(words, "case.checks.result_", text_in(c, "result")))
            .set("DAY", text_in(c, "checked_on")).set("SOURCE", text_in(c, "source")).set("BY", text_in(c, "by"));
    }
    for (const auto& c : index.at("checklist")) {
        view.add("ANSWER").set("LABEL", text_in(c, "label")).set("PARAGRAPH", text_in(c, "paragraph"))
            .set("ANSWER", said(words, "case.check.", text_in(c, "answer"))).set("NOTE", text_in(c, "note")).set("BY", text_in(c, "by"));
    }
}

void put_diary(View& view, const Services& services, const Case& subject, const json& diary, const Words& words) {
    const auto& road = services.workflows.get(subject.workflow, subject.workflow_version);
    for (const auto& event : diary.at("events")) {
        const auto action = text_in(event, "action"), kind = text_in(event, "kind");
        auto& row = view.add("EVENT").set("SEQUENCE", text_in(event, "sequence"));
        row.set("WHEN", stockholm_minute(parse_utc(text_in(event, "occurred_at")))).set("WHO", text_in(event, "actor_name"));
        row.set("WHAT", action.empty() ? said(words, "diary.kind.", kind) : kind == "moved" ? road.action_label(action, "sv") : action);
        row.set("TEXT", text_in(event, "text")).set("HASH", text_in(event, "hash").substr(0, 16));
        row.set("DATA", text_in(event, "data") == "{}" ? "" : text_in(event, "data"));
    }
}

}  // namespace

std::string pack_html(const Services& services, const Case& subject, const json& index, const json& diary) {
    const auto& words = services.languages.sv;
    View view;
    put_case(view, index, words);
    put_documents(view, index, words);
    put_decisions(view, index, words);
    put_money(view, index, words);
    put_diary(view, services, subject, diary, words);
    return services.templates.render("pages/case_pack", view, "sv");
}

}  // namespace bygd
