#include "providers/provider_view.hpp"

#include "base/text.hpp"
#include "providers/opening_text.hpp"
#include "providers/opening_view.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"

namespace bygd {

std::string outlet_url(Id<Outlet> id) { return "/providers/outlets/" + std::to_string(id.value()); }
std::string organisation_url(Id<Organisation> id) { return "/providers/organisations/" + std::to_string(id.value()); }

std::string payee_label(const PayeeAccount& payee, const Words& words) {
    return words("providers.payee." + std::string(to_string(payee.kind()))) + " " + payee.formatted();
}

std::string service_list(const std::set<std::string>& services, const Words& words) {
    std::vector<std::string> names;
    for (const auto service : outlet_services) {
        if (services.count(std::string(service)) > 0) names.push_back(words("providers.service." + std::string(service)));
    }
    return joined(names, ", ");
}

std::string group_list(const std::set<std::string>& groups, const Words& words) {
    std::vector<std::string> names;
    for (const auto group : outlet_groups) {
        if (groups.contains(std::string(group))) names.push_back(words("providers.group." + std::string(group)));
    }
    return joined(names, ", ");
}

std::vector<Option> owner_sex_options(const Words& words) {
    std::vector<Option> options;
    for (const auto sex : owner_sexes) options.push_back({std::string(sex), words("providers.owner_sex." + std::string(sex))});
    return options;
}

std::vector<Option> service_options(const Words& words) {
    std::vector<Option> options;
    for (const auto service : outlet_services) {
        options.push_back({std::string(service), words("providers.service." + std::string(service))});
    }
    return options;
}

void put_outlet_questions(View& view, const Typed& typed, const Problems& problems, const Words& words) {
    const auto value = [&](const std::string& name) {
        const auto found = typed.find(name);
        return found == typed.end() ? std::string() : found->second;
    };
    const std::vector<Option> answers{{"yes", words("web.yes")}, {"no", words("web.no")}};
    for (const auto* name : {"archipelago", "open_all_year"}) put_options(view, name, answers, value(name), problems, words);
    for (const auto group : outlet_groups) {
        const auto name = "group_" + std::string(group);
        view.add("GROUP").set("NAME", name).set("LABEL", words("providers.group." + std::string(group)))
            .show_if(!value(name).empty(), "CHECKED");
    }
}

std::vector<Option> municipality_options(Transaction& tx, std::string_view county, std::string_view chosen) {
    std::vector<Option> options;
    bool there = chosen.empty();
    for (const auto& municipality : municipalities(tx, county)) {
        options.push_back({municipality.code, municipality.name});
        there = there || municipality.code == chosen;
    }
    if (!there) options.push_back({std::string(chosen), municipality_name(tx, chosen)});
    return options;
}

Outlet outlet_of_path(Transaction& tx, const Request& request) {
    auto found = find_outlet(tx, id_of_path<Outlet>(request));
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *std::move(found);
}

Organisation organisation_of_path(Transaction& tx, const Request& request) {
    auto found = find_organisation(tx, id_of_path<Organisation>(request));
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *std::move(found);
}

void put_provider_views(View& view, const Words& words, std::string_view here) {
    const std::pair<const char*, const char*> views[] = {
        {"/providers", "providers.outlets"}, {"/providers/organisations", "providers.organisations"},
        {"/providers/service-plans", "providers.plans"}, {"/providers/doubles", "providers.doubles"}, {"/de-minimis", "de_minimis.panel"}};
    for (const auto& [url, name] : views) {
        view.add("VIEW").set("URL", url).set("TEXT", words(name)).show_if(url == here, "HERE");
    }
}

namespace {

void fact(View& view, const std::string& label, const std::string& value) {
    if (!value.empty()) view.add("FACT").set("LABEL", label).set("VALUE", value);
}

std::string address(const std::string& street, const std::string& postal_code, const std::string& city) {
    const auto code = postal_code.size() == 5 ? postal_code.substr(0, 3) + " " + postal_code.substr(3) : postal_code;
    std::vector<std::string> parts;
    if (!street.empty()) parts.push_back(street);
    if (const auto place = trimmed(code + " " + city); !place.empty()) parts.push_back(place);
    return joined(parts, ", ");
}

}  // namespace

void put_outlet_facts(View& view, Transaction& tx, const Outlet& outlet, const Words& words) {
    const auto label = [&](const char* key) { return words(std::string("providers.field.") + key); };
    view.set("NAME", outlet.name).set("PLACE", outlet.place).set("MUNICIPALITY", municipality_name(tx, outlet.municipality));
    if (outlet.closed_on) view.add("CLOSED").set("DAY", outlet.closed_on->iso());
    fact(view, words("cases.col.municipality"), municipality_name(tx, outlet.municipality));
    fact(view, label("address"), address(outlet.street, outlet.postal_code, outlet.place));
    fact(view, label("outlet_email"), outlet.email);
    fact(view, label("mobile"), outlet.mobile ? words("web.yes") : "");
    fact(view, label("next_outlet"), outlet.next_outlet_metres ? kilometres(*outlet.next_outlet_metres) : "");
    const auto yes_no = [&](const std::optional<bool>& known) { return !known ? "" : words(*known ? "web.yes" : "web.no"); };
    fact(view, label("archipelago"), yes_no(outlet.archipelago));
    fact(view, label("open_all_year"), yes_no(outlet.open_all_year));
    fact(view, label("groups"), group_list(outlet.assortment_groups, words));
    fact(view, label("hours"), outlet.hours_per_week ? std::to_string(*outlet.hours_per_week) : "");
    fact(view, label("position"), outlet.position ? "N " + std::to_string(outlet.position->north) + ", E " + std::to_string(outlet.position->east) : "");
    fact(view, label("articles"), outlet.articles ? std::to_string(*outlet.articles) : "");
    fact(view, label("turnover"), outlet.groceries_turnover ? outlet.groceries_turnover->swedish() : "");
    fact(view, label("cfar"), outlet.cfar.value_or(""));
    fact(view, label("open_from"), outlet.open_from ? outlet.open_from->iso() : "");
    fact(view, label("closed_on"), outlet.closed_on ? outlet.closed_on->iso() : "");
    for (const auto service : outlet_services) {
        if (outlet.services.count(std::string(service)) > 0) view.add("SERVICE").set("TEXT", words("providers.service." + std::string(service)));
    }
    view.show_if(outlet.services.empty(), "NO_SERVICES");
}

void put_organisation_facts(View& view, const Organisation& organisation, const Words& words) {
    const auto label = [&](const char* key) { return words(std::string("providers.field.") + key); };
    view.set("NAME", organisation.name).set("KIND", words("providers.kind." + organisation.kind));
    view.set("NUMBER", organisation.organisation_number().formatted());
    fact(view, label("number"), organisation.organisation_number().formatted());
    fact(view, label("kind"), words("providers.kind." + organisation.kind));
    if (!organisation.owner_sex.empty()) fact(view, label("owner_sex"), words("providers.owner_sex." + organisation.owner_sex));
    fact(view, label("contact"), organisation.contact_name);
    fact(view, label("email"), organisation.email);
    fact(view, label("phone"), organisation.phone);
    fact(view, label("address"), address(organisation.street, organisation.postal_code, organisation.city));
}

std::string changed_value(const ProviderChange& change, const std::string& value, Transaction& tx, const Words& words) {
    if (value.empty()) return words("providers.none");
    if (change.field == "undertaking_ground") return words("de_minimis.ground." + value);
    if (change.field == "payee") return payee_label(payee_of_text(value).value(), words);
    if (change.field == "organisation_kind") return words("providers.kind." + value);
    if (change.field == "owner_sex") return words("providers.owner_sex." + value);
    if (change.field == "organisation_number") return OrganisationNumber::parse(value).formatted();
    if (change.field == "municipality") return municipality_name(tx, value);
    if (change.field == "assortment_groups") {
        const auto names = split(value, ',');
        return group_list({names.begin(), names.end()}, words);
    }
    if (change.field == "opening_hours") return opening_summary(opening_of_kept(value), words);
    if (change.field == "mobile" || change.field == "archipelago" || change.field == "open_all_year") return words(value == "yes" ? "web.yes" : "web.no");
    if (change.field == "groceries_turnover") return Money::parse(value).swedish();
    if (change.field == "next_outlet_metres") return kilometres(static_cast<int>(whole_number(value).value_or(0))) + " km";
    if (change.field == "services") {
        const auto names = split(value, ',');
        return service_list({names.begin(), names.end()}, words);
    }
    return value;
}

namespace {

// Words about what happened, and not a field that had a value before.
bool only_told(const std::string& field) {
    return field.starts_with("undertaking") || field.starts_with("takeover") || field.starts_with("merge") || field == "unmerged";
}

}  // namespace

void put_provider_events(View& view, Transaction& tx, const std::vector<ProviderEvent>& events, const Words& words) {
    if (events.empty()) return;
    auto& history = view.add("HISTORY");
    for (const auto& event : events) {
        auto& row = history.add("EVENT").set("WHAT", words("providers.event." + event.kind));
        row.set("WHEN", stockholm_minute(event.at)).set("WHO", event.actor_name);
        row.set("KIND", event.kind.starts_with("payee") ? "money" : "note");
        const bool added = event.kind.ends_with("_added");
        for (const auto& change : event.changes) {
            if (added && change.field != "payee") continue;      // all of it stands in the facts
            const auto to = changed_value(change, change.to, tx, words);
            const bool told_anew = change.from.empty() && only_told(change.field);
            row.add("CHANGE").set("FIELD", words("providers.changed." + change.field))
                .set("TEXT", added || told_anew ? to : changed_value(change, change.from, tx, words) + " → " + to);
        }
    }
}

}  // namespace bygd
