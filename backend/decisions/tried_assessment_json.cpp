// What a program says of an amount to try, flattened into the fields of the page where a person does the same.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/assessment_json.hpp"
#include "aid/undertaking_api.hpp"
#include "decisions/tried_assessment.hpp"
#include "http/json_input.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr std::string_view plain_members[] = {"form", "case", "organisation_number", "organisation_id", "outlet_id",
                                              "received_on", "day", "legal_basis", "applicant", "seller"};
constexpr std::string_view outlet_members[] = {"county", "next_outlet_km", "archipelago", "open_all_year", "hours_per_week",
                                               "articles", "groceries_turnover"};
constexpr std::string_view cost_members[] = {"line", "description", "amount", "vat", "ordered_on"};
constexpr std::string_view grant_members[] = {"diary_number", "form", "year", "amount", "to"};

template <typename Names>
bool among(const Names& names, const std::string& name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

std::string value_text(const json& value) {
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    return json_text(value);
}

void put_object(const json& object, const std::string& prefix, Typed& typed) {
    if (!object.is_object()) refuse(ErrorKind::bad_request, "request.not_json");
    for (const auto& [name, value] : object.items()) typed[prefix + name] = value_text(value);
}

template <typename Names>
void put_rows(const json& rows, const std::string& member, const std::string& prefix, const Names& names, Typed& typed,
              Problems& problems) {
    if (!rows.is_array()) refuse(ErrorKind::bad_request, "request.not_json");
    int number = 0;
    for (const auto& row : rows) {
        ++number;
        if (!row.is_object()) refuse(ErrorKind::bad_request, "request.not_json");
        for (const auto& [name, value] : row.items()) {
            if (!among(names, name)) problems.push_back({member + "." + name, "field.unknown"});
            typed[prefix + std::to_string(number) + "_" + name] = value_text(value);
        }
    }
}

void put_ticks(const json& list, const std::string& prefix, Typed& typed) {
    if (!list.is_array()) refuse(ErrorKind::bad_request, "request.not_json");
    for (const auto& one : list) typed[prefix + json_text(one)] = "1";
}

void put_outlet(const json& outlet, Typed& typed, Problems& problems) {
    if (!outlet.is_object()) refuse(ErrorKind::bad_request, "request.not_json");
    for (const auto& [name, value] : outlet.items()) {
        if (name == "services") {
            put_ticks(value, "service_", typed);
        } else if (name == "assortment_groups") {
            put_ticks(value, "group_", typed);
        } else if (among(outlet_members, name)) {
            typed[name] = value_text(value);
        } else {
            problems.push_back({"outlet." + name, "field.unknown"});
        }
    }
}

}  // namespace

Typed typed_of_assessment(const json& body) {
    if (!body.is_object()) refuse(ErrorKind::bad_request, "request.not_json");
    Typed typed;
    Problems problems;
    for (const auto& [name, value] : body.items()) {
        if (among(plain_members, name)) typed[name] = value_text(value);
        else if (name == "application") put_object(value, "", typed);
        else if (name == "special_reasons") put_object(value, "reason_", typed);
        else if (name == "outlet") put_outlet(value, typed, problems);
        else if (name == "costs") put_rows(value, name, "cost_", cost_members, typed, problems);
        else if (name == "granted_before") put_rows(value, name, "granted_", grant_members, typed, problems);
        else problems.push_back({name, "field.unknown"});
    }
    require_none(std::move(problems));
    return typed;
}

json to_json(const TriedAssessment& tried, const Words& words) {
    auto answer = to_json(tried.assessment, &words);
    answer["form"] = tried.form->name;
    answer["de_minimis"] = nullptr;
    if (tried.de_minimis) {
        answer["de_minimis"] = to_json(tried.de_minimis->outlook, &words);
        answer["de_minimis"]["organisation_known"] = tried.de_minimis->organisation.has_value();
    }
    return answer;
}

}  // namespace bygd
