#include "pages/case_pack_content.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "cases/case_document_view.hpp"
#include "cases/case_request_store.hpp"
#include "cases/case_view.hpp"
#include "cases/checklist_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "decisions/condition_store.hpp"
#include "decisions/decision_store.hpp"
#include "documents/document_room.hpp"
#include "jobs/mail_message.hpp"
#include "payouts/claim_store.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_check_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "web/languages.hpp"

namespace bygd {

using nlohmann::json;

namespace {

constexpr const char* hidden = "[sekretess]";

json day(const std::optional<Date>& value) { return value ? json(value->iso()) : json(nullptr); }
json text_or_null(const std::optional<std::string>& value) { return value ? json(*value) : json(nullptr); }
json parsed(const std::string& text) { return text.empty() ? json(nullptr) : json::parse(text); }

// The people of a case by name: a pack is read where nobody has our table of users.
class Names {
public:
    explicit Names(Transaction& tx) : names_(display_names(tx)) {}
    json operator()(const std::optional<Id<User>>& id) const {
        if (!id || !names_.contains(*id)) return nullptr;
        return names_.at(*id);
    }

private:
    std::map<Id<User>, std::string> names_;
};

json case_json(const Services& services, Transaction& tx, const Case& c, const Names& names) {
    const auto& form = services.forms.get(c.form, c.form_version);
    json one{{"diary_number", c.diary_number}, {"title", c.title}, {"form", c.form}, {"form_version", c.form_version},
             {"form_label", form.label.sv}, {"legal_basis", c.legal_basis}, {"workflow", c.workflow},
             {"workflow_version", c.workflow_version}, {"state", c.state}, {"stage", c.stage},
             {"state_label", state_label(services, c.workflow, c.workflow_version, c.state, "sv")},
             {"municipality", municipality_name(tx, c.municipality)}, {"officer", names(c.officer)},
             {"received_on", c.received_on.iso()}, {"decided_on", day(c.decided_on)}, {"closed_on", day(c.closed_on)},
             {"outcome", text_or_null(c.outcome)}, {"sought", c.sought.plain()}, {"proposed", c.proposed.plain()},
             {"granted", c.granted.plain()}, {"paid", c.paid.plain()}, {"released", c.released.plain()}};
    one["application"] = json::parse(c.application);
    const auto organisation = find_organisation(tx, c.organisation).value();
    one["applicant"] = {{"name", organisation.name}, {"number", organisation.organisation_number().formatted()},
                        {"kind", organisation.kind}, {"street", organisation.street}, {"postal_code", organisation.postal_code},
                        {"city", organisation.city}};
    if (c.outlet) {
        const auto outlet = find_outlet(tx, *c.outlet).value();
        one["outlet"] = {{"name", outlet.name}, {"place", outlet.place}};
    }
    return one;
}

json decisions_json(Transaction& tx, const Case& subject, const Names& names) {
    json list = json::array();
    for (const auto& d : decisions_of(tx, subject.id)) {
        json one{{"sequence", d.sequence}, {"kind", d.kind}, {"outcome", d.outcome}, {"amount", d.amount.plain()},
                 {"reasons", d.reasons}, {"conditions", d.conditions}, {"period_from", day(d.period_from)},
                 {"period_to", day(d.period_to)}, {"prepared_by", names(d.prepared_by)}, {"decided_by", names(d.decided_by)},
                 {"decided_on", d.decided_on.iso()}, {"decided_at", utc_text(d.decided_at)}, {"snapshot", parsed(d.snapshot)}};
        const auto dispatch = dispatch_of(tx, d.id);
        one["dispatched_on"] = dispatch ? json(dispatch->dispatched_on.iso()) : json(nullptr);
        list.push_back(std::move(one));
    }
    return list;
}

json conditions_json_of(Transaction& tx, const Case& subject) {
    json list = json::array();
    for (const auto& c : conditions_of(tx, subject.id)) {
        list.push_back({{"kind", c.duty.kind}, {"text", c.duty.text}, {"due_on", day(c.duty.due_on)},
                        {"evidence", c.duty.evidence}, {"status", c.status}, {"note", c.note}});
    }
    return list;
}

json money_json(Transaction& tx, const Case& subject, const Names& names) {
    json all{{"ledger", json::array()}, {"payments", json::array()}, {"claims", json::array()}};
    for (const auto& e : ledger_of_case(tx, subject.id)) {
        all["ledger"].push_back({{"id", e.id}, {"movement", std::string(to_string(e.movement))}, {"amount", e.amount.plain()},
                                 {"booked_on", e.booked_on.iso()}, {"made_at", utc_text(e.made_at)}, {"by", names(e.actor)},
                                 {"text", e.text}});
    }
    for (const auto& c : claims_of(tx, subject.id)) {
        all["claims"].push_back({{"sequence", c.sequence}, {"kind", c.kind}, {"state", c.state}, {"claimed", c.claimed.plain()},
                                 {"approved", c.approved.plain()}, {"payable", c.payable.plain()},
                                 {"received_on", c.received_on.iso()}});
    }
    for (const auto& p : payments_of(tx, subject.id)) {
        all["payments"].push_back({{"reference", p.end_to_end_id}, {"amount", p.amount.plain()}, {"payee", p.payee.formatted()},
                                   {"state", p.state}, {"prepared_by", names(p.prepared_by)},
                                   {"attested_by", names(p.attested_by)}, {"attested_at", utc_text(p.attested_at)},
                                   {"booked_on", day(p.booked_on)}});
    }
    return all;
}

json review_json(const Services& services, Transaction& tx, const Case& subject, const Names& names) {
    json all{{"checks", json::array()}, {"checklist", json::array()}, {"requests", json::array()}, {"proceedings", json::array()}};
    for (const auto& c : checks_of(tx, subject.organisation)) {
        all["checks"].push_back({{"kind", c.kind}, {"result", c.result}, {"checked_on", c.checked_on.iso()},
                                 {"valid_until", c.valid_until.iso()}, {"source", c.source}, {"note", c.note}, {"by", c.checked_by}});
    }
    const auto answers = checklist_of(tx, subject.id);
    for (const auto& item : services.forms.get(subject.form, subject.form_version).checklist) {
        const auto found = answers.find(item.name);
        if (found == answers.end()) continue;
        all["checklist"].push_back({{"item", item.name}, {"label", item.label.sv}, {"paragraph", item.paragraph},
                                    {"answer", found->second.answer}, {"note", found->second.note},
                                    {"by", found->second.answered_by}, {"at", utc_text(found->second.answered_at)}});
    }
    for (const auto& r : requests_of(tx, subject.id)) {
        all["requests"].push_back({{"kind", r.kind}, {"recipient", r.recipient}, {"question", r.question}, {"answer", r.answer},
                                   {"sent_on", r.sent_on.iso()}, {"due_on", r.due_on.iso()}, {"status", r.status},
                                   {"closed_on", day(r.closed_on)}, {"sent_by", names(r.sent_by)}});
    }
    for (const auto& p : proceedings_of(tx, subject.id)) {
        all["proceedings"].push_back({{"sequence", p.sequence}, {"kind", p.kind}, {"state", p.state},
                                      {"opened_on", p.opened_on.iso()}, {"closed_on", day(p.closed_on)},
                                      {"outcome", text_or_null(p.outcome)}, {"decided", p.decided.plain()}, {"data", p.data}});
    }
    return all;
}

json event_json(const DiaryEvent& event) {
    return {{"case_id", event.case_id.value()}, {"sequence", event.sequence}, {"kind", event.kind},
            {"action", text_or_null(event.action)}, {"from_state", text_or_null(event.from_state)},
            {"to_state", text_or_null(event.to_state)},
            {"actor_id", event.actor ? json(event.actor->value()) : json(nullptr)}, {"actor_name", event.actor_name},
            {"occurred_at", utc_text(event.occurred_at)}, {"text", event.text}, {"data", event.data},
            {"hash_version", event.hash_version}, {"previous_hash", event.previous_hash}, {"hash", event.hash}};
}

// Why something is secret, and who asked for it, may themselves be secret.
bool tells_of_secrecy(const DiaryEvent& event) {
    return event.kind == "secrecy_marked" || event.kind == "secrecy_lifted" || event.kind == "harm_tested";
}

}  // namespace

PackMask PackMask::of_public(const std::vector<CaseDocument>& documents) {
    PackMask mask;
    mask.masks_ = true;
    for (const auto& document : documents) {
        if (!document.secrecy.empty()) mask.names_.push_back(document.document.name);
    }
    return mask;
}

std::string PackMask::text(std::string text) const {
    if (!masks_) return text;
    for (const auto& name : names_) text = replaced_all(std::move(text), name, hidden);
    return without_personal_numbers(text);
}

json PackMask::value(json value) const {
    if (!masks_) return value;
    if (value.is_string()) return text(value.get<std::string>());
    if (value.is_structured()) {
        for (auto& each : value) each = this->value(std::move(each));
    }
    return value;
}

json pack_case_json(const Services& services, Transaction& tx, const Case& subject) {
    const Names names(tx);
    json index{{"case", case_json(services, tx, subject, names)}, {"decisions", decisions_json(tx, subject, names)},
               {"conditions", conditions_json_of(tx, subject)}};
    index.update(money_json(tx, subject, names));
    index.update(review_json(services, tx, subject, names));
    return index;
}

std::string pack_path(const CaseDocument& document) {
    auto number = std::to_string(document.number);
    while (number.size() < 3) number.insert(number.begin(), '0');
    return "documents/" + number + "-v" + std::to_string(document.version) + "-" + plain_file_name(document.document.name);
}

json pack_documents_json(const Services& services, const Case& subject, const std::vector<CaseDocument>& documents,
                         const PackMask& mask) {
    const auto& form = services.forms.get(subject.form, subject.form_version);
    json list = json::array();
    for (const auto& d : documents) {
        const bool away = mask.hides(d);
        list.push_back({{"id", d.document.id.value()}, {"number", d.number}, {"version", d.version}, {"newest", d.newest},
                        {"name", away ? hidden : mask.text(d.document.name)}, {"kind", d.kind},
                        {"kind_label", document_kind_label(form, d.kind, services.languages.sv, "sv")},
                        {"direction", d.direction}, {"counterpart", mask.text(d.counterpart)}, {"dated_on", d.dated_on.iso()},
                        {"media_type", d.document.media_type}, {"size", d.document.size},
                        {"sha256", away ? json(nullptr) : json(d.document.sha256)},
                        {"secrecy", d.secrecy.empty() ? json(nullptr) : json(services.documents.grounds.paragraph(d.secrecy))},
                        {"path", away ? json(nullptr) : json(pack_path(d))}});
    }
    return list;
}

json pack_diary_json(Transaction& tx, const Case& subject, const PackMask& mask) {
    json events = json::array();
    for (const auto& event : events_of(tx, subject.id)) {
        auto one = event_json(event);
        const bool hides = mask.masks() && tells_of_secrecy(event);
        auto text = hides && !event.text.empty() ? std::string(hidden) : mask.text(event.text);
        auto data = hides ? std::string("{}") : mask.text(event.data);
        if (text != event.text || data != event.data) one["masked"] = true;
        one["text"] = std::move(text);
        one["data"] = std::move(data);
        events.push_back(std::move(one));
    }
    const auto head = diary_head(tx, subject.id);
    return {{"head", {{"sequence", head ? head->sequence : 0}, {"hash", head ? head->hash : std::string(first_hash)}}},
            {"events", std::move(events)}};
}

}  // namespace bygd
