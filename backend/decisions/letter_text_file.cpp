// Reads schemas/letters: strictly, with every fault of every file at once, because a letter is sent in the name of the
// region and is never seen by a programmer again.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "base/error.hpp"
#include "base/text.hpp"
#include "decisions/condition_file.hpp"
#include "decisions/letter_text.hpp"
#include "decisions/letter_text_editions.hpp"

namespace bygd {

using nlohmann::json;

// Everything about reading that the texts themselves need not know.
struct LetterReader {
    LetterTexts texts;
    std::vector<std::string> faults;
    std::string file, place;

    void fault(const std::string& what) { faults.push_back(file + (place.empty() ? "" : " " + place) + ": " + what); }

    std::string text(const json& node, const char* name) {
        const auto found = node.find(name);
        if (found != node.end() && found->is_string()) return found->get<std::string>();
        fault(std::string(name) + " is missing or no text");
        return "";
    }
    std::string maybe_text(const json& node, const char* name) { return node.contains(name) ? text(node, name) : ""; }

    std::vector<std::string> list(const json& node, const char* name) {
        std::vector<std::string> read;
        if (!node.contains(name)) return read;
        const auto& value = node.at(name);
        const bool texts_only = value.is_array() && !value.empty() &&
                                std::all_of(value.begin(), value.end(), [](const json& one) { return one.is_string(); });
        if (!texts_only) {
            fault(std::string(name) + " is no list of texts");
            return read;
        }
        for (const auto& one : value) read.push_back(one.get<std::string>());
        return read;
    }

    std::optional<Date> day(const json& node, const char* name) {
        const auto written = text(node, name);
        if (written.empty()) return std::nullopt;
        try {
            return Date::parse(written);
        } catch (const Error&) {
            fault(std::string(name) + " is no day: " + written);
            return std::nullopt;
        }
    }

    void members(const json& node, std::initializer_list<std::string_view> known) {
        for (const auto& [name, value] : node.items()) {
            if (std::find(known.begin(), known.end(), name) == known.end()) fault("there is no member " + name);
        }
    }

    void check_words(const TextBlock& block, const std::string& words, const std::vector<std::string>& when) {
        const auto has = [](const std::vector<std::string>& all, const std::string& one) {
            return std::find(all.begin(), all.end(), one) != all.end();
        };
        for (const auto& name : placeholders_of(words)) {
            if (has(certain_facts(block.document), name)) continue;
            if (!has(possible_facts(block.document), name)) fault("unknown placeholder {" + name + "}");
            else if (!has(when, name)) fault("{" + name + "} may be empty, and nothing says \"when\"");
        }
    }

    void passage(TextBlock& block, const json& node) {
        if (node.is_string()) return add(block, {{}, "", node.get<std::string>(), false});
        if (!node.is_object()) return fault("a passage is neither text nor object");
        members(node, {"when", "label", "text", "list"});
        const auto when = list(node, "when");
        for (const auto& fact : when) {
            const auto& possible = possible_facts(block.document);
            if (std::find(possible.begin(), possible.end(), fact) == possible.end()) fault("\"when\" names the unknown " + fact);
        }
        if (node.contains("list")) {
            for (const auto& item : list(node, "list")) add(block, {when, "", item, true});
        } else {
            add(block, {when, maybe_text(node, "label"), text(node, "text"), false});
        }
    }

    void add(TextBlock& block, Passage passage) {
        if (trimmed(passage.text).empty()) fault("an empty passage");
        check_words(block, passage.text, passage.when);
        block.passages.push_back(std::move(passage));
    }

    void block(const json& node, const std::string& document, int version) {
        TextBlock block;
        block.document = node.contains("document") ? text(node, "document") : document;
        block.block = text(node, "block");
        block.file = file;
        place = block.document + "/" + block.block;
        members(node, {"document", "block", "basis", "form", "kind", "outcome", "valid_from", "valid_to", "version", "heading",
                       "text", "appealable", "note", "source"});
        block.bases = list(node, "basis");
        block.forms = list(node, "form");
        block.kinds = list(node, "kind");
        block.outcomes = list(node, "outcome");
        block.version = node.contains("version") && node.at("version").is_number_integer() ? node.at("version").get<int>() : version;
        block.valid_from = day(node, "valid_from").value_or(Date());
        if (node.contains("valid_to")) block.valid_to = day(node, "valid_to");
        if (block.valid_to && *block.valid_to < block.valid_from) fault("valid_to is before valid_from");
        block.heading = text(node, "heading");
        check_words(block, block.heading, {});
        block.note = maybe_text(node, "note");
        if (node.contains("appealable")) {
            if (node.at("appealable").is_boolean()) block.appealable = node.at("appealable").get<bool>();
            else fault("appealable is neither true nor false");
        } else if (block.block == "appeal") {
            fault("an appeal block says whether the decision may be appealed against");
        }
        if (node.contains("text") && node.at("text").is_array()) {
            for (const auto& one : node.at("text")) passage(block, one);
        } else {
            fault("text is missing or no list");
        }
        texts.editions_->files.push_back(std::move(block));
        place.clear();
    }

    void document(const json& node) {
        LetterTexts::LetterDocument read;
        read.name = text(node, "name");
        place = read.name;
        members(node, {"name", "valid_from", "order", "required"});
        read.valid_from = day(node, "valid_from").value_or(Date());
        read.order = list(node, "order");
        for (const auto& one : node.value("required", json::array())) {
            members(one, {"block", "why", "form", "kind", "outcome", "facts"});
            read.required.push_back({text(one, "block"), text(one, "why"), list(one, "form"), list(one, "kind"), list(one, "outcome"), list(one, "facts")});
            if (std::find(read.order.begin(), read.order.end(), read.required.back().block) == read.order.end()) {
                fault("requires " + read.required.back().block + ", which has no place in the order");
            }
            for (const auto& fact : read.required.back().facts) {
                const auto& certain = certain_facts(read.name);
                if (std::find(certain.begin(), certain.end(), fact) == certain.end()) fault("requires {" + fact + "}, which may be empty");
            }
        }
        texts.documents_.push_back(std::move(read));
        place.clear();
    }

    void read(const std::filesystem::path& path) {
        file = path.filename().string();
        std::ifstream stream(path);
        const auto whole = json::parse(stream, nullptr, false);
        if (!whole.is_object()) return fault("cannot be read as JSON");
        members(whole, {"version", "source", "document", "documents", "blocks"});
        text(whole, "source");
        const int version = whole.contains("version") && whole.at("version").is_number_integer() ? whole.at("version").get<int>() : 0;
        if (version < 1) fault("version is no number from 1");
        for (const auto& node : whole.value("documents", json::array())) document(node);
        for (const auto& node : whole.value("blocks", json::array())) block(node, whole.value("document", ""), version);
    }

    // Blocks nobody would ever see: of an unknown letter, or without a place in its order.
    void check_places() {
        for (const auto& block : texts.editions_->files) {
            const auto found = std::find_if(texts.documents_.begin(), texts.documents_.end(),
                                            [&](const auto& one) { return one.name == block.document; });
            const bool placed = found != texts.documents_.end() &&
                                std::find(found->order.begin(), found->order.end(), block.block) != found->order.end();
            if (!placed) faults.push_back(block.file + ": " + block.document + "/" + block.block + " has no place in any letter");
        }
    }
};

LetterTexts LetterTexts::load(const std::filesystem::path& folder) {
    LetterReader reader;
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.insert(entry.path());
    }
    std::filesystem::path conditions;            // the newest version, which is the last by name
    for (const auto& path : files) {
        if (path.filename().string().starts_with("conditions.")) conditions = path;
        else reader.read(path);
    }
    if (conditions.empty()) reader.faults.push_back("conditions: there is no file of them");
    else reader.texts.conditions_ = read_condition_kinds(conditions, reader.faults);
    reader.check_places();
    if (!reader.faults.empty()) throw std::runtime_error("letters: " + joined(reader.faults, "; "));
    return std::move(reader.texts);
}

}  // namespace bygd
