// How a definition of this room is read: members by name, and everything that is missing, unknown or of the wrong kind
// remembered as a sentence. Nothing unknown is passed over: a misspelt "guards" would be a step without its guard. Only for
// the readers of this room.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/label.hpp"

namespace bygd {

// Reads members and remembers everything that is wrong; what cannot be read is left empty.
class DefinitionReader {
public:
    nlohmann::json parse(std::string_view text) {
        std::vector<std::set<std::string>> open;   // the members seen so far of each object around this place
        const auto seen = [&](int, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
            if (event == nlohmann::json::parse_event_t::object_start) open.emplace_back();
            if (event == nlohmann::json::parse_event_t::object_end) open.pop_back();
            if (event == nlohmann::json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second) {
                faults.push_back("has the member \"" + parsed.get<std::string>() + "\" twice in one place");
            }
            return true;
        };
        try {
            return nlohmann::json::parse(text, seen);
        } catch (const nlohmann::json::exception& error) {
            faults.push_back(std::string("is not JSON: ") + error.what());
            return nlohmann::json::object();
        }
    }

    void only(const nlohmann::json& node, std::initializer_list<std::string_view> known, const std::string& where) {
        if (!node.is_object()) return faults.push_back(where + "is not an object");
        for (const auto& [key, value] : node.items()) {
            if (std::find(known.begin(), known.end(), key) == known.end()) {
                faults.push_back(where + "has the unknown member \"" + key + "\"");
            }
        }
    }

    std::string text(const nlohmann::json& node, const char* key, const std::string& where) {
        if (!node.is_object() || !node.contains(key)) {
            faults.push_back(where + "lacks \"" + key + "\"");
            return {};
        }
        return text_or(node, key, "", where);
    }

    std::string text_or(const nlohmann::json& node, const char* key, const char* fallback, const std::string& where) {
        if (!node.is_object() || !node.contains(key)) return fallback;
        if (node.at(key).is_string()) return node.at(key).get<std::string>();
        faults.push_back(where + "has a \"" + key + "\" that is not text");
        return fallback;
    }

    int number(const nlohmann::json& node, const char* key) {
        if (node.is_object() && node.contains(key) && node.at(key).is_number_unsigned()) return node.at(key).get<int>();
        faults.push_back(std::string("lacks \"") + key + "\" as a whole number");
        return 0;
    }

    // An empty list where there is none.
    nlohmann::json list(const nlohmann::json& node, const char* key, const std::string& where) {
        if (node.is_object() && node.contains(key) && node.at(key).is_array()) return node.at(key);
        faults.push_back(where + "lacks the list \"" + key + "\"");
        return nlohmann::json::array();
    }

    std::vector<std::string> names(const nlohmann::json& node, const char* key, const std::string& where) {
        std::vector<std::string> names;
        for (const auto& each : list(node, key, where)) {
            if (each.is_string()) names.push_back(each.get<std::string>());
            else faults.push_back(where + "has something that is not text in \"" + key + "\"");
        }
        return names;
    }

    Label label(const nlohmann::json& node, const std::string& where) {
        const auto found = node.is_object() && node.contains("label") ? node.at("label") : nlohmann::json::object();
        only(found, {"sv", "en"}, where + "label: ");
        return {text(found, "sv", where + "label: "), text(found, "en", where + "label: ")};
    }

    Roles roles(const nlohmann::json& node, const std::string& where) {
        Roles roles;
        for (const auto& name : names(node, "roles", where)) {
            if (const auto role = role_of(name)) roles.insert(*role);
            else faults.push_back(where + "is for the unknown role " + name);
        }
        return roles;
    }

    std::vector<std::string> faults;
};

}  // namespace bygd
