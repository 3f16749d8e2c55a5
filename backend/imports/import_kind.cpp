#include "imports/import_kind.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "base/text.hpp"

namespace bygd {

namespace {

using nlohmann::json;

Label label_in(const json& node) { return {node.at("sv"), node.at("en")}; }

ImportField field_in(const json& node) {
    ImportField field{node.at("name"), label_in(node.at("label")), node.at("kind"), node.value("required", false), {}};
    for (const auto& alias : node.at("aliases")) field.aliases.push_back(heading_key(alias.get<std::string>()));
    return field;
}

ImportKind kind_in(const json& node) {
    ImportKind kind{node.at("name"), node.at("version"), label_in(node.at("label")), label_in(node.at("about")), {}, {}};
    for (const auto& field : node.at("fields")) kind.fields.push_back(field_in(field));
    for (const auto& [cell, meanings] : node.at("choices").items()) {
        for (const auto& [meaning, texts] : meanings.items()) {
            for (const auto& text : texts) kind.choices[cell][lowered(text.get<std::string>())] = meaning;
        }
    }
    return kind;
}

std::vector<std::string> names_of(const ImportField& field) {
    auto names = field.aliases;
    for (const auto& name : {field.name, field.label.sv, field.label.en}) names.push_back(heading_key(name));
    return names;
}

// Two fields that may be called the same would be told apart by nothing but their order.
std::vector<std::string> faults_of(const ImportKind& kind) {
    std::vector<std::string> faults;
    std::map<std::string, std::string> owner;
    for (const auto& field : kind.fields) {
        if (std::find(std::begin(import_cell_kinds), std::end(import_cell_kinds), field.kind) == std::end(import_cell_kinds)) {
            faults.push_back(kind.name + "." + field.name + ": no kind of cell is called " + field.kind);
        }
        for (const auto& name : names_of(field)) {
            const auto [there, fresh] = owner.emplace(name, field.name);
            if (!fresh && there->second != field.name) {
                faults.push_back(kind.name + ": " + field.name + " and " + there->second + " may both be called " + name);
            }
        }
    }
    return faults;
}

std::string municipality_code(const std::string& text, const std::vector<Municipality>& known, Problems& problems) {
    const auto wanted = heading_key(text);
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& each) {
        return each.code == text || heading_key(each.name) == wanted || heading_key(each.name + "s kommun") == wanted ||
               heading_key(each.name + " kommun") == wanted;
    });
    if (found != known.end()) return found->code;
    problems.push_back({"municipality", "municipality.unknown"});
    return text;
}

// The services of one cell, by the names that a column of each may have.
void put_services(const ImportKind& kind, const std::string& text, Typed& typed, Problems& problems) {
    for (const auto& part : split(replaced_all(replaced_all(text, ";", ","), "/", ","), ',')) {
        const auto said = trimmed(part);
        if (said.empty()) continue;
        const auto key = heading_key(said);
        const auto field = std::find_if(kind.fields.begin(), kind.fields.end(), [&](const auto& each) {
            const auto names = names_of(each);
            return each.name.starts_with("service_") && std::find(names.begin(), names.end(), key) != names.end();
        });
        if (field == kind.fields.end()) problems.push_back({"services", "import.service_unknown", {said}});
        else typed[field->name] = "1";
    }
}

}  // namespace

const ImportField* ImportKind::field(std::string_view wanted) const {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& each) { return each.name == wanted; });
    return found == fields.end() ? nullptr : &*found;
}

ImportKinds ImportKinds::load(const std::filesystem::path& folder) {
    ImportKinds loaded;
    std::vector<std::string> faults;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        try {
            std::ifstream file(entry.path());
            loaded.kinds_.push_back(kind_in(json::parse(file)));
            for (auto& fault : faults_of(loaded.kinds_.back())) faults.push_back(std::move(fault));
        } catch (const json::exception& error) {
            faults.push_back(entry.path().filename().string() + ": " + error.what());
        }
    }
    if (!faults.empty()) throw std::runtime_error("imports: " + joined(faults, "; "));
    std::sort(loaded.kinds_.begin(), loaded.kinds_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return loaded;
}

const ImportKind* ImportKinds::find(std::string_view name) const {
    const auto found = std::find_if(kinds_.begin(), kinds_.end(), [&](const auto& kind) { return kind.name == name; });
    return found == kinds_.end() ? nullptr : &*found;
}

ColumnMapping mapping_by_headings(const ImportKind& kind, const std::vector<std::string>& headings) {
    ColumnMapping mapping(headings.size());
    std::set<std::string> taken;
    // What a column is called outright goes before what it may be called.
    for (const bool outright : {true, false}) {
        for (std::size_t column = 0; column < headings.size(); ++column) {
            const auto key = heading_key(headings[column]);
            if (key.empty() || !mapping[column].empty()) continue;
            for (const auto& field : kind.fields) {
                const bool named = outright ? key == heading_key(field.name) || key == heading_key(field.label.sv) || key == heading_key(field.label.en)
                                            : std::find(field.aliases.begin(), field.aliases.end(), key) != field.aliases.end();
                if (!named || !taken.insert(field.name).second) continue;
                mapping[column] = field.name;
                break;
            }
        }
    }
    return mapping;
}

Problems mapping_faults(const ImportKind& kind, const ColumnMapping& mapping, std::string_view language) {
    Problems problems;
    std::set<std::string> taken;
    for (std::size_t column = 0; column < mapping.size(); ++column) {
        if (mapping[column].empty()) continue;
        const auto place = "column_" + std::to_string(column + 1);
        const auto* field = kind.field(mapping[column]);
        if (!field) problems.push_back({place, "choice.unknown"});
        else if (!taken.insert(field->name).second) problems.push_back({place, "import.field_twice", {field->label.in(language)}});
    }
    for (const auto& field : kind.fields) {
        if (field.required && !taken.contains(field.name)) problems.push_back({"", "import.column_missing", {field.label.in(language)}});
    }
    return problems;
}

Typed typed_of_row(const ImportKind& kind, const ColumnMapping& mapping, const TableRow& row,
                   const std::vector<Municipality>& municipalities, Problems& problems) {
    Typed typed;
    for (std::size_t column = 0; column < mapping.size(); ++column) {
        const auto& text = row.cell(column);
        const auto* field = kind.field(mapping[column]);
        if (!field || text.empty()) continue;
        if (field->kind == "municipality") {
            typed[field->name] = municipality_code(text, municipalities, problems);
        } else if (field->kind == "services") {
            put_services(kind, text, typed, problems);
        } else if (const auto choices = kind.choices.find(field->kind); choices != kind.choices.end()) {
            const auto found = choices->second.find(lowered(text));
            if (found == choices->second.end()) problems.push_back({field->name, "choice.unknown_text", {text}});
            else typed[field->name] = found->second;
        } else {
            typed[field->name] = text;
        }
    }
    return typed;
}

}  // namespace bygd
