#include "aid/parameters.hpp"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <mutex>
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

Parameters::Table laid_over(Parameters::Table table, const std::vector<ParameterOverride>& overrides) {
    for (const auto& one : overrides) {
        if (const auto found = table.find(one.name); found != table.end()) lay_over(found->second.values, one.value);
    }
    return table;
}

// "37,5" with two places is 3750.
std::optional<std::int64_t> scaled(std::string text, std::size_t places) {
    text = replaced_all(replaced_all(std::move(text), " ", ""), "\u00a0", "");
    const auto point = text.find_first_of(",.");
    auto decimals = point == std::string::npos ? std::string() : text.substr(point + 1);
    if (decimals.size() > places || (point != std::string::npos && decimals.empty())) return std::nullopt;
    decimals.resize(places, '0');
    const auto digits = text.substr(0, point) + decimals;
    const bool all_digits = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return all_digits && !text.substr(0, point).empty() ? whole_number(digits) : std::nullopt;
}

}  // namespace

struct Parameters::Editions {
    Table files;
    std::mutex laying;
    std::vector<std::unique_ptr<const Table>> kept;   // never let go: values are handed out by address
    std::atomic<const Table*> current{&files};
};

const Parameters::Table& Parameters::all() const { return *editions_->current.load(std::memory_order_acquire); }

const Parameter* Parameters::known(std::string_view name) const {
    const auto& table = all();   // one edition: to look in one and compare with the end of the next would be a mistake
    const auto found = table.find(name);
    return found == table.end() ? nullptr : &found->second;
}

void Parameters::put_over(const std::vector<ParameterOverride>& overrides) {
    const std::lock_guard lock(editions_->laying);
    editions_->kept.push_back(std::make_unique<const Table>(laid_over(editions_->files, overrides)));
    editions_->current.store(editions_->kept.back().get(), std::memory_order_release);
}

Parameters Parameters::with(const std::vector<ParameterOverride>& overrides) const {
    Parameters tried;
    tried.bases_ = bases_;
    tried.editions_ = std::make_shared<Editions>();
    tried.editions_->files = laid_over(all(), overrides);
    return tried;
}

bool lay_over(std::vector<ParameterValue>& values, ParameterValue added) {
    const auto next = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.valid_from >= added.valid_from; });
    if (next != values.end() && next->valid_from == added.valid_from) return false;
    if (next != values.begin()) {
        auto& before = *std::prev(next);
        if (!before.valid_to || *before.valid_to >= added.valid_from) {
            if (!added.valid_to) added.valid_to = before.valid_to;
            before.valid_to = added.valid_from.plus_days(-1);
        }
    }
    if (next != values.end()) {
        const auto last = next->valid_from.plus_days(-1);
        if (!added.valid_to || *added.valid_to > last) added.valid_to = last;
    }
    values.insert(next, std::move(added));
    return true;
}

std::optional<std::int64_t> parse_parameter_value(std::string_view unit, const std::string& typed) {
    const auto text = trimmed(typed);
    if (unit == "ore") return Money::parse(text, "value").minor();
    if (unit == "basis_points") return scaled(trimmed(replaced_all(text, "%", "")), 2);
    if (unit == "metres") return scaled(trimmed(replaced_all(text, "km", "")), 3);
    return scaled(text, 0);
}

Parameters Parameters::load(const std::filesystem::path& folder) {
    Parameters read;
    read.editions_ = std::make_shared<Editions>();
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
        if (!editions_->files.emplace(name, std::move(parameter)).second) faults.push_back(file + ": " + name + " stands twice");
    } catch (const std::exception& error) {
        const bool named = node.is_object() && node.contains("name") && node.at("name").is_string();
        faults.push_back(file + ": " + (named ? node.at("name").get<std::string>() : "a parameter") + ": " + error.what());
    }
}

const ParameterValue* Parameters::find(std::string_view name, Date day) const {
    const auto* parameter = known(name);
    if (!parameter) throw std::logic_error("no parameter " + std::string(name));
    for (const auto& value : parameter->values) {
        if (value.valid_from <= day && (!value.valid_to || day <= *value.valid_to)) return &value;
    }
    return nullptr;
}

const ParameterValue& Parameters::at(std::string_view name, Date day) const {
    if (const auto* value = find(name, day)) return *value;
    throw Error(ErrorKind::invalid, {{"", "parameter.none_on_day", {known(name)->label.sv, day.iso()}}});
}

std::int64_t Parameters::value(std::string_view name, std::string_view unit, Date day) const {
    const auto& value = at(name, day);
    if (known(name)->unit != unit) throw std::logic_error(std::string(name) + " is not in " + std::string(unit));
    return value.value;
}

Money Parameters::amount(std::string_view name, Date day) const { return Money::of_minor(value(name, "ore", day)); }
BasisPoints Parameters::share(std::string_view name, Date day) const { return {value(name, "basis_points", day)}; }

std::int64_t Parameters::number(std::string_view name, Date day) const {
    const auto found = at(name, day).value;
    const auto& unit = known(name)->unit;
    if (unit != "number" && unit != "metres") throw std::logic_error(std::string(name) + " is no plain number");
    return found;
}

}  // namespace bygd
