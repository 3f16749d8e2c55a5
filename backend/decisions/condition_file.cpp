#include "decisions/condition_file.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

namespace bygd {

namespace {

using nlohmann::json;

Label label_of(const json& node) { return {node.at("sv").get<std::string>(), node.at("en").get<std::string>()}; }

void refuse_unknown(const json& node, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : node.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) throw std::runtime_error("there is no member " + name);
    }
}

DueRule due_rule_of(const json& node) {
    refuse_unknown(node, {"name", "label", "from", "months"});
    DueRule rule{node.at("name").get<std::string>(), label_of(node.at("label")), node.value("from", ""), node.value("months", 0)};
    if (!rule.from.empty() && rule.from != "period_from" && rule.from != "period_to") {
        throw std::runtime_error("from is neither period_from nor period_to");
    }
    return rule;
}

StandardCondition standard_of(const json& node, const std::string& kind, const ConditionKinds& read) {
    refuse_unknown(node, {"form", "valid_from", "valid_to", "mandatory", "paragraph", "text", "due", "evidence", "owner", "blocks_payment"});
    StandardCondition standard;
    standard.form = node.at("form").get<std::string>();
    standard.valid_from = Date::parse(node.at("valid_from").get<std::string>());
    if (node.contains("valid_to")) standard.valid_to = Date::parse(node.at("valid_to").get<std::string>());
    standard.mandatory = node.value("mandatory", false);
    standard.paragraph = node.value("paragraph", "");
    if (standard.mandatory && standard.paragraph.empty()) throw std::runtime_error("a mandatory condition names its paragraph");
    standard.draft = {kind, node.at("text").get<std::string>(), node.value("due", "none"), std::nullopt, node.value("evidence", ""),
                      node.value("owner", "recipient"), node.value("blocks_payment", false)};
    if (!read.due_rule(standard.draft.due_rule)) throw std::runtime_error("unknown due rule " + standard.draft.due_rule);
    if (standard.draft.owner != "recipient" && standard.draft.owner != "officer") throw std::runtime_error("unknown owner");
    return standard;
}

// One part of the file; what is wrong with it is told with its name, and the rest is read all the same.
template <typename Read>
void each(const json& list, const std::string& file, std::vector<std::string>& faults, Read read) {
    std::set<std::string> seen;
    for (const auto& node : list) {
        const auto name = node.is_object() ? node.value("name", "?") : std::string("?");
        try {
            if (!seen.insert(name).second) throw std::runtime_error("stands twice");
            read(node);
        } catch (const std::exception& error) {
            faults.push_back(file + " " + name + ": " + error.what());
        }
    }
}

}  // namespace

ConditionKinds read_condition_kinds(const std::filesystem::path& path, std::vector<std::string>& faults) {
    ConditionKinds read;
    const auto file = path.filename().string();
    std::ifstream stream(path);
    const auto whole = json::parse(stream, nullptr, false);
    if (!whole.is_object() || !whole.contains("due_rules") || !whole.contains("kinds")) {
        faults.push_back(file + ": holds no due_rules and kinds");
        return read;
    }
    each(whole.at("due_rules"), file, faults, [&](const json& node) { read.due_rules.push_back(due_rule_of(node)); });
    each(whole.at("kinds"), file, faults, [&](const json& node) {
        refuse_unknown(node, {"name", "label", "waivable", "standard"});
        ConditionKind kind{node.at("name").get<std::string>(), label_of(node.at("label")), node.value("waivable", true), {}};
        for (const auto& one : node.value("standard", json::array())) kind.standard.push_back(standard_of(one, kind.name, read));
        read.kinds.push_back(std::move(kind));
    });
    if (!read.kind("other")) faults.push_back(file + ": the kind other is missing");
    return read;
}

}  // namespace bygd
