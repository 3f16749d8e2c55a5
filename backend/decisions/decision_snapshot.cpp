#include "decisions/decision_snapshot.hpp"

#include <nlohmann/json.hpp>

#include "budget/fund_store.hpp"
#include "decisions/condition_json.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

using nlohmann::json;

std::string name_and_title(Transaction& tx, Id<User> id) {
    const auto user = find_user(tx, id);
    return user ? user->display_name + (user->title.empty() ? "" : ", " + user->title) : std::string();
}

json recipient_of(Transaction& tx, const Case& subject) {
    const auto organisation = find_organisation(tx, subject.organisation).value();
    return {{"name", organisation.name}, {"number", organisation.organisation_number().formatted()},
            {"street", organisation.street}, {"postal_code", organisation.postal_code}, {"city", organisation.city}};
}

}  // namespace

json snapshot_of(const Services&, Transaction& tx, const Actor& decider, const Case& subject, const Proposal& proposal) {
    json snapshot{{"form", subject.form}, {"form_version", subject.form_version}, {"legal_basis", subject.legal_basis},
                  {"workflow", subject.workflow}, {"workflow_version", subject.workflow_version},
                  {"received_on", subject.received_on.iso()}, {"sought", subject.sought.plain()},
                  {"application", json::parse(subject.application)},
                  {"calculation", json::parse(proposal.calculation)}, {"decided_by", decider.name}};
    if (!proposal.costs.empty()) snapshot["costs"] = json::parse(proposal.costs);
    if (const auto preparer = find_user(tx, proposal.prepared_by)) snapshot["prepared_by"] = preparer->display_name;
    snapshot["preparer"] = name_and_title(tx, proposal.prepared_by);
    snapshot["conditions"] = conditions_json(proposal.duties);
    if (subject.outlet) {
        const auto outlet = find_outlet(tx, *subject.outlet);
        snapshot["outlet"] = {{"name", outlet->name}, {"place", outlet->place}, {"municipality", outlet->municipality}};
        if (outlet->cfar) snapshot["outlet"]["cfar"] = *outlet->cfar;
        if (outlet->next_outlet_metres) snapshot["outlet"]["next_outlet_metres"] = *outlet->next_outlet_metres;
        if (outlet->groceries_turnover) snapshot["outlet"]["groceries_turnover"] = outlet->groceries_turnover->plain();
    }
    complete_for_letter(tx, subject, proposal.fund, snapshot);
    return snapshot;
}

void complete_for_letter(Transaction& tx, const Case& subject, const std::optional<Id<Fund>>& fund, json& snapshot) {
    if (!snapshot.contains("recipient")) snapshot["recipient"] = recipient_of(tx, subject);
    if (!snapshot.contains("municipality")) snapshot["municipality"] = municipality_name(tx, subject.municipality);
    if (!snapshot.contains("received_on")) snapshot["received_on"] = subject.received_on.iso();
    if (!snapshot.contains("sought")) snapshot["sought"] = subject.sought.plain();
    if (!snapshot.contains("outlet") && subject.outlet) {
        const auto outlet = find_outlet(tx, *subject.outlet);
        snapshot["outlet"] = {{"name", outlet->name}, {"place", outlet->place}, {"municipality", outlet->municipality}};
    }
    if (!snapshot.contains("fund") && fund) {
        const auto found = find_fund(tx, *fund);
        snapshot["fund"] = found ? found->name : "";
    }
}

}  // namespace bygd
