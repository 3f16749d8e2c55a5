#include "decisions/letter_sheet.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "providers/undertaking.hpp"

namespace bygd {

namespace {

using nlohmann::json;

std::vector<std::string> paragraphs_of(const std::string& text) {
    std::vector<std::string> paragraphs;
    for (const auto& line : split(text, '\n')) {
        if (auto said = trimmed(line); !said.empty()) paragraphs.push_back(std::move(said));
    }
    return paragraphs;
}

// Where what was written for the case stands.
bool holds_written(const LetterMatter& matter, const std::string& block) {
    return block == (matter.document == "decision" ? "reasons" : "request");
}

bool says_nothing(const SheetBlock& block) {
    if (block.block == "costs") return block.costs.empty();
    if (block.block == "conditions") return block.conditions.empty();
    return block.passages.empty() && block.written.empty();
}

}  // namespace

LetterSheet compose_sheet(const LetterTexts& texts, const LetterMatter& matter, const Region& region) {
    LetterSheet sheet;
    sheet.document = matter.document;
    sheet.region = region.name;
    sheet.department = region.department;
    sheet.diary_number = matter.diary_number;
    sheet.day = matter.key.day;
    sheet.to = matter.to;
    for (auto& composed : texts.compose(matter.document, matter.key, matter.facts)) {
        SheetBlock block{composed.block, composed.heading, std::move(composed.passages), {}, {}, {}};
        if (block.block == "title") sheet.title = block.heading;
        if (holds_written(matter, block.block)) block.written = paragraphs_of(matter.written);
        if (block.block == "costs") block.costs = matter.costs;
        if (block.block == "conditions") block.conditions = matter.conditions;
        if (block.block != "title" && says_nothing(block)) continue;
        sheet.sources.push_back(composed.source);
        if (block.block != "title") sheet.blocks.push_back(std::move(block));
    }
    return sheet;
}

std::vector<LetterCondition> letter_conditions(const json& snapshot, const std::string& text) {
    std::vector<LetterCondition> conditions;
    // A proposal from before there were duties has its conditions as text alone.
    if (const auto duties = snapshot.find("conditions"); duties != snapshot.end() && !duties->empty()) {
        for (const auto& duty : *duties) {
            LetterCondition one{duty.at("text").get<std::string>(), std::nullopt, duty.value("evidence", "")};
            const auto due = duty.find("due_on");
            if (due != duty.end() && due->is_string() && !due->get<std::string>().empty()) {
                one.due_on = Date::parse(due->get<std::string>());
            }
            conditions.push_back(std::move(one));
        }
        return conditions;
    }
    for (auto& line : paragraphs_of(text)) conditions.push_back({std::move(line), std::nullopt, ""});
    return conditions;
}

std::string letter_day(Date day, const Words& words) {
    return words("letter.day", {std::to_string(day.day()), words("letter.month." + std::to_string(day.month())),
                                std::to_string(day.year())});
}

std::string percent_text(BasisPoints share) { return share_text(share) + "\u00a0%"; }

json to_json(const LetterSheet& sheet) {
    auto blocks = json::array();
    for (const auto& block : sheet.blocks) {
        json one{{"block", block.block}, {"heading", block.heading}, {"passages", json::array()}, {"written", block.written}};
        for (const auto& passage : block.passages) {
            one["passages"].push_back({{"label", passage.label}, {"text", passage.text}, {"item", passage.item}});
        }
        for (const auto& cost : block.costs) {
            one["costs"].push_back({{"line", cost.line}, {"description", cost.description}, {"sought", cost.sought.plain()},
                                    {"approved", cost.approved.plain()}, {"share", cost.share.value}, {"reason", cost.reason}});
        }
        for (const auto& condition : block.conditions) {
            one["conditions"].push_back({{"text", condition.text}, {"evidence", condition.evidence},
                                         {"due_on", condition.due_on ? json(condition.due_on->iso()) : json(nullptr)}});
        }
        blocks.push_back(std::move(one));
    }
    const auto& to = sheet.to;
    return {{"document", sheet.document}, {"title", sheet.title}, {"region", sheet.region}, {"department", sheet.department},
            {"diary_number", sheet.diary_number}, {"day", sheet.day.iso()}, {"draft", sheet.draft},
            {"recipient", {{"name", to.name}, {"number", to.number}, {"street", to.street}, {"postal_code", to.postal_code},
                           {"city", to.city}}},
            {"blocks", blocks}, {"texts", sheet.sources}};
}

}  // namespace bygd
