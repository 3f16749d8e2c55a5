#include "providers/merge.hpp"

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

std::string typed(const Typed& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

bool belongs(std::string_view name, const MergeField& field) {
    return field.many() ? name.starts_with(field.field) : name == field.field;
}

int version_of(const Typed& fields, std::string_view name) {
    return static_cast<int>(whole_number(typed(fields, name)).value_or(0));
}

}  // namespace

const std::vector<MergeField>& merge_fields(ProviderKind kind) {
    static const std::vector<MergeField> of_organisation{
        {"organisation_number", "organisation_number", "providers.field.number"},
        {"organisation_name", "organisation_name", "providers.field.name"},
        {"organisation_kind", "organisation_kind", "providers.field.kind"},
        {"owner_sex", "owner_sex", "providers.field.owner_sex"},
        {"contact_name", "contact_name", "providers.field.contact"},
        {"email", "email", "providers.field.email"},
        {"phone", "phone", "providers.field.phone"},
        {"street", "street", "providers.field.street"},
        {"postal_code", "postal_code", "providers.field.postal_code"},
        {"city", "city", "providers.field.city"}};
    static const std::vector<MergeField> of_outlet{
        {"outlet_name", "outlet_name", "providers.field.name"},
        {"municipality", "municipality", "cases.col.municipality"},
        {"place", "place", "providers.field.place"},
        {"outlet_street", "outlet_street", "providers.field.street"},
        {"outlet_postal_code", "outlet_postal_code", "providers.field.postal_code"},
        {"outlet_email", "outlet_email", "providers.field.email"},
        {"cfar", "cfar", "providers.field.cfar"},
        {"mobile", "mobile", "providers.field.mobile"},
        {"next_outlet_km", "next_outlet_km", "providers.field.next_outlet"},
        {"archipelago", "archipelago", "providers.field.archipelago"},
        {"hours_per_week", "hours_per_week", "providers.field.hours"},
        {"opening_hours", "opening_", "providers.field.opening"},
        {"open_all_year", "open_all_year", "providers.field.open_all_year"},
        {"articles", "articles", "providers.field.articles"},
        {"assortment_groups", "group_", "providers.field.groups"},
        {"groceries_turnover", "groceries_turnover", "providers.field.turnover"},
        {"open_from", "open_from", "providers.field.open_from"},
        {"closed_on", "closed_on", "providers.field.closed_on"},
        {"position", "position_", "providers.field.position"},
        {"services", "service_", "providers.field.services"}};
    return kind == ProviderKind::outlet ? of_outlet : of_organisation;
}

Typed part_of(const Typed& fields, const MergeField& field) {
    Typed part;
    for (const auto& [name, value] : fields) {
        if (belongs(name, field) && !value.empty()) part.emplace(name, value);
    }
    return part;
}

MergeChoice read_merge(const Typed& fields, Problems& problems) {
    MergeChoice read;
    const auto kind = typed(fields, "kind");
    read.kind = kind == "organisation" ? ProviderKind::organisation : ProviderKind::outlet;
    if (kind != "organisation" && kind != "outlet") problems.push_back({"kind", "choice.unknown"});
    read.one = whole_number(typed(fields, "one")).value_or(0);
    read.other = whole_number(typed(fields, "other")).value_or(0);
    if (read.one == read.other) problems.push_back({"other", "merge.itself"});
    read.one_version = version_of(fields, "one_version");
    read.other_version = version_of(fields, "other_version");
    const auto stays = typed(fields, "stays");
    read.one_stays = stays == "one";
    if (stays != "one" && stays != "other") problems.push_back({"stays", stays.empty() ? "required" : "choice.unknown"});
    for (const auto& field : merge_fields(read.kind)) {
        const auto name = "take_" + std::string(field.name);
        const auto whose = typed(fields, name);
        if (whose.empty()) continue;
        if (whose != "one" && whose != "other" && !(whose == "both" && field.ticked())) {
            problems.push_back({name, "choice.unknown"});
        }
        read.takes.emplace(field.name, whose);
    }
    for (const auto& [name, whose] : fields) {
        if (!name.starts_with("take_") || name == "take_payee") continue;
        const auto& known = merge_fields(read.kind);
        const bool found = std::any_of(known.begin(), known.end(), [&](const auto& field) { return name.substr(5) == field.name; });
        if (!found) problems.push_back({name, "choice.unknown"});
    }
    const auto payee = typed(fields, "take_payee");
    if (!payee.empty() && payee != "one" && payee != "other") problems.push_back({"take_payee", "choice.unknown"});
    read.takes_payee = !payee.empty() && payee != stays;
    read.why = read_line(fields, "why", true, problems, limits::ledger_text);
    return read;
}

Typed chosen_fields(const MergeChoice& choice, const Typed& one, const Typed& other) {
    auto chosen = choice.one_stays ? one : other;
    for (const auto& field : merge_fields(choice.kind)) {
        const auto told = choice.takes.find(field.name);
        if (told == choice.takes.end()) continue;
        std::erase_if(chosen, [&](const auto& each) { return belongs(each.first, field); });
        if (told->second != "other") chosen.merge(part_of(one, field));
        if (told->second != "one") chosen.merge(part_of(other, field));
    }
    return chosen;
}

ProviderMerge::Changed changed_fields(const Typed& before, const Typed& after) {
    ProviderMerge::Changed changed;
    std::set<std::string> names;
    for (const auto& [name, value] : before) names.insert(name);
    for (const auto& [name, value] : after) names.insert(name);
    for (const auto& name : names) {
        const auto was = typed(before, name), is = typed(after, name);
        if (was != is) changed.emplace(name, std::pair(was, is));
    }
    return changed;
}

Typed fields_before(const ProviderMerge::Changed& changed, Typed now, Problems& problems) {
    for (const auto& [name, values] : changed) {
        if (typed(now, name) != values.second) problems.push_back({name, "merge.field_changed", {name}});
        now.insert_or_assign(name, values.first);
    }
    return now;
}

Problems obstacles(const Organisation& stays, const Organisation& goes, const Hanging& of_stays, const Hanging& of_goes,
                   bool number) {
    Problems problems;
    const auto say = [&](const char* code, std::vector<std::string> values) { problems.push_back({"", code, std::move(values)}); };
    if ((stays.kind == "municipality") != (goes.kind == "municipality")) say("merge.municipality", {});
    // Rows of the register of aid are never moved: they stand at the one they were granted to.
    if (of_goes.de_minimis > 0 && of_stays.de_minimis > 0) say("merge.both_de_minimis", {});
    else if (of_goes.de_minimis > 0) say("merge.de_minimis", {goes.name});
    if (of_goes.links + of_goes.takeovers > 0) say("merge.undertaking", {goes.name});
    if (goes.payee_pending) say("merge.payee_waiting", {goes.name});
    if (of_goes.movable() > merge_rows_most) say("merge.too_many", {std::to_string(merge_rows_most)});
    if (number && of_stays.registered > 0) say("merge.number_registered", {stays.name});
    return problems;
}

}  // namespace bygd
