#include "aid/parameters.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

using nlohmann::json;

ParameterValue value_of(const json& node, const std::string& unit) {
    ParameterValue value;
    value.valid_from = Date::parse(node.at("valid_from").get<std::string>());
    if (node.contains("valid_to")) value.valid_to = Date::parse(node.at("valid_to").get<std::string>());
    // Money is written as text in kronor, so that no reader makes a fraction of it.
    value.value = unit == "ore" ? Money::parse(node.at("value").get<std::string>()).minor() : node.at("value").get<std::int64_t>();
    value.source = node.at("source").get<std::string>();
    value.paragraph = node.at("paragraph").get<std::string>();
    value.note = node.value("note", "");
    return value;
}

Parameter parameter_of(const json& node) {
    Parameter parameter;
    parameter.name = node.at("name").get<std::string>();
    parameter.unit = node.at("unit").get<std::string>();
    parameter.label = {node.at("label").at("sv").get<std::string>(), node.at("label").at("en").get<std::string>()};
    for (const auto& value : node.at("values")) parameter.values.push_back(value_of(value, parameter.unit));
    std::sort(parameter.values.begin(), parameter.values.end(),
              [](const auto& a, const auto& b) { return a.valid_from < b.valid_from; });
    for (std::size_t i = 1; i < parameter.values.size(); ++i) {
        const auto& before = parameter.values[i - 1];
        if (!before.valid_to || *before.valid_to >= parameter.values[i].valid_from) {
            throw std::runtime_error(parameter.name + " has two values on " + parameter.values[i].valid_from.iso());
        }
    }
    return parameter;
}

}  // namespace

Parameters Parameters::load(const std::filesystem::path& folder) {
    Parameters read;
    std::vector<std::string> faults;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        try {
            std::ifstream stream(entry.path());
            const auto file = json::parse(stream);
            if (file.contains("legal_bases")) {
                read.bases_ = LegalBases::of_json(file);
                continue;
            }
            for (const auto& node : file.at("parameters")) read.add(node, entry.path().filename().string(), faults);
        } catch (const std::exception& error) {
            faults.push_back(entry.path().filename().string() + ": " + error.what());
        }
    }
    if (read.bases_.all().empty()) faults.push_back("legal_bases.json is missing");
    if (!faults.empty()) throw std::runtime_error("parameters: " + joined(faults, "; "));
    return read;
}

// One that cannot be read hides nothing of those after it in the file.
void Parameters::add(const nlohmann::json& node, const std::string& file, std::vector<std::string>& faults) {
    try {
        auto parameter = parameter_of(node);
        const auto name = parameter.name;
        if (!parameters_.emplace(name, std::move(parameter)).second) faults.push_back(file + ": " + name + " stands twice");
    } catch (const std::exception& error) {
        const bool named = node.is_object() && node.contains("name") && node.at("name").is_string();
        faults.push_back(file + ": " + (named ? node.at("name").get<std::string>() : "a parameter") + ": " + error.what());
    }
}

const ParameterValue* Parameters::find(std::string_view name, Date day) const {
    const auto found = parameters_.find(name);
    if (found == parameters_.end()) throw std::logic_error("no parameter " + std::string(name));
    for (const auto& value : found->second.values) {
        if (value.valid_from <= day && (!value.valid_to || day <= *value.valid_to)) return &value;
    }
    return nullptr;
}

const ParameterValue& Parameters::at(std::string_view name, Date day) const {
    if (const auto* value = find(name, day)) return *value;
    const auto found = parameters_.find(name);
    throw Error(ErrorKind::invalid, {{"", "parameter.none_on_day", {found->second.label.sv, day.iso()}}});
}

std::int64_t Parameters::value(std::string_view name, std::string_view unit, Date day) const {
    const auto& value = at(name, day);
    if (parameters_.find(name)->second.unit != unit) throw std::logic_error(std::string(name) + " is not in " + std::string(unit));
    return value.value;
}

Money Parameters::amount(std::string_view name, Date day) const { return Money::of_minor(value(name, "ore", day)); }
BasisPoints Parameters::share(std::string_view name, Date day) const { return {value(name, "basis_points", day)}; }

std::int64_t Parameters::number(std::string_view name, Date day) const {
    const auto found = at(name, day).value;
    const auto& unit = parameters_.find(name)->second.unit;
    if (unit != "number" && unit != "metres") throw std::logic_error(std::string(name) + " is no plain number");
    return found;
}

}  // namespace bygd
