#include "decisions/condition_json.hpp"

#include <nlohmann/json.hpp>

namespace bygd {

namespace {

using nlohmann::json;

json one(const ConditionDraft& draft) {
    return {{"kind", draft.kind}, {"text", draft.text}, {"due_on", draft.due_on ? json(draft.due_on->iso()) : json()},
            {"evidence", draft.evidence}, {"owner", draft.owner}, {"blocks_payment", draft.blocks_payment}};
}

}  // namespace

json conditions_json(const std::vector<ConditionDraft>& drafts) {
    auto list = json::array();
    for (const auto& draft : drafts) list.push_back(one(draft));
    return list;
}

std::string drafts_text(const std::vector<ConditionDraft>& drafts) {
    auto list = json::array();
    for (const auto& draft : drafts) {
        list.push_back(one(draft));
        list.back()["due_rule"] = draft.due_rule;
    }
    return list.dump();
}

std::vector<ConditionDraft> drafts_of_text(const std::string& text) {
    std::vector<ConditionDraft> drafts;
    for (const auto& node : json::parse(text)) {
        ConditionDraft draft{node.at("kind").get<std::string>(), node.at("text").get<std::string>(),
                             node.at("due_rule").get<std::string>(), std::nullopt, node.at("evidence").get<std::string>(),
                             node.at("owner").get<std::string>(), node.at("blocks_payment").get<bool>()};
        if (node.at("due_on").is_string()) draft.due_on = Date::parse(node.at("due_on").get<std::string>());
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

}  // namespace bygd
