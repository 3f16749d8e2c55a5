#include "aid/assessment_json.hpp"

#include <nlohmann/json.hpp>

#include "providers/outlet.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const Reason& reason, const Words* words) {
    json shown{{"rule", reason.rule}, {"field", reason.problem.field}, {"code", reason.problem.code},
               {"values", reason.problem.values}, {"paragraph", reason.paragraph}};
    if (!reason.guideline.empty()) shown["guideline"] = reason.guideline;
    if (!reason.waived_by.empty()) shown["waived_by"] = reason.waived_by;
    if (words) shown["message"] = (*words)(reason.problem);
    return shown;
}

json to_json(const std::vector<Reason>& reasons, const Words* words) {
    auto list = json::array();
    for (const auto& reason : reasons) list.push_back(to_json(reason, words));
    return list;
}

json to_json(const Waiver& waiver, const Words* words) {
    auto shown = to_json(waiver.reason, words);
    shown["special_reasons"] = waiver.special.text;
    shown["written_by"] = waiver.special.by;
    if (waiver.special.at) shown["written_at"] = utc_text(*waiver.special.at);
    return shown;
}

// Money is text in kronor, so that no reader makes a fraction of it.
json value_of(const UsedParameter& used) {
    if (used.unit == "ore") return Money::of_minor(used.value.value).plain();
    return used.value.value;
}

json to_json(const AppliedLaw& law) {
    auto parameters = json::array();
    for (const auto& used : law.parameters) {
        json shown{{"name", used.name}, {"unit", used.unit}, {"value", value_of(used)},
                   {"valid_from", used.value.valid_from.iso()}, {"source", used.value.source},
                   {"paragraph", used.value.paragraph}};
        if (used.value.valid_to) shown["valid_to"] = used.value.valid_to->iso();
        if (!used.value.note.empty()) shown["note"] = used.value.note;
        parameters.push_back(std::move(shown));
    }
    return {{"basis", law.basis}, {"paragraphs", law.paragraphs}, {"day", law.day.iso()}, {"parameters", parameters},
            {"notes", law.notes}};
}

Reason reason_of(const json& node) {
    return {node.at("rule").get<std::string>(),
            {node.at("field").get<std::string>(), node.at("code").get<std::string>(),
             node.at("values").get<std::vector<std::string>>()},
            node.at("paragraph").get<std::string>(), node.value("guideline", ""), node.value("waived_by", "")};
}

std::vector<Reason> reasons_of(const json& node, const char* name) {
    std::vector<Reason> reasons;
    if (!node.contains(name)) return reasons;
    for (const auto& one : node.at(name)) reasons.push_back(reason_of(one));
    return reasons;
}

AppliedLaw law_of(const json& node) {
    AppliedLaw law;
    law.basis = node.at("basis").get<std::string>();
    law.paragraphs = node.at("paragraphs").get<std::string>();
    law.day = Date::parse(node.at("day").get<std::string>());
    law.notes = node.at("notes").get<std::vector<std::string>>();
    for (const auto& one : node.at("parameters")) {
        UsedParameter used{one.at("name").get<std::string>(), one.at("unit").get<std::string>(), {}};
        const auto& value = one.at("value");
        used.value.value = used.unit == "ore" ? Money::parse(value.get<std::string>()).minor() : value.get<std::int64_t>();
        used.value.valid_from = Date::parse(one.at("valid_from").get<std::string>());
        if (one.contains("valid_to")) used.value.valid_to = Date::parse(one.at("valid_to").get<std::string>());
        used.value.source = one.at("source").get<std::string>();
        used.value.paragraph = one.at("paragraph").get<std::string>();
        used.value.note = one.value("note", "");
        law.parameters.push_back(std::move(used));
    }
    return law;
}

}  // namespace

json to_json(const Assessment& assessment, const Words* words) {
    auto lines = json::array(), counted = json::array(), waived = json::array();
    for (const auto& line : assessment.lines) {
        lines.push_back({{"line", line.line}, {"description", line.description}, {"amount", line.amount.plain()},
                         {"share", line.share.value}, {"aid", line.aid.plain()}, {"paragraph", line.paragraph}});
    }
    for (const auto& one : assessment.counted) {
        counted.push_back({{"diary_number", one.diary_number}, {"form", one.form}, {"year", one.year},
                           {"amount", one.amount.plain()}});
    }
    for (const auto& waiver : assessment.waived) waived.push_back(to_json(waiver, words));
    return {{"eligible", assessment.eligible()}, {"most", assessment.most().plain()},
            {"calculated", assessment.calculated.plain()}, {"lines", lines}, {"counted", counted},
            {"refusals", to_json(assessment.refusals, words)}, {"missing", to_json(assessment.missing, words)},
            {"warnings", to_json(assessment.warnings, words)}, {"notes", to_json(assessment.notes, words)},
            {"waived", waived}, {"law", to_json(assessment.law)}};
}

Assessment assessment_of_json(const json& node) {
    Assessment read;
    read.calculated = Money::parse(node.contains("calculated") ? node.at("calculated").get<std::string>()
                                                               : node.at("most").get<std::string>());
    for (const auto& line : node.at("lines")) {
        read.lines.push_back({line.at("line").get<std::string>(), line.at("description").get<std::string>(),
                              Money::parse(line.at("amount").get<std::string>()),
                              BasisPoints{line.at("share").get<std::int64_t>()},
                              Money::parse(line.at("aid").get<std::string>()), line.at("paragraph").get<std::string>()});
    }
    if (!node.contains("law")) return read;
    for (const auto& one : node.at("counted")) {
        read.counted.push_back({one.at("diary_number").get<std::string>(), one.at("form").get<std::string>(),
                                one.at("year").get<int>(), Money::parse(one.at("amount").get<std::string>())});
    }
    read.refusals = reasons_of(node, "refusals");
    read.missing = reasons_of(node, "missing");
    read.warnings = reasons_of(node, "warnings");
    read.notes = reasons_of(node, "notes");
    for (const auto& one : node.at("waived")) {
        SpecialReason special{one.at("rule").get<std::string>(), one.at("special_reasons").get<std::string>(),
                              one.at("written_by").get<std::string>(), std::nullopt};
        if (one.contains("written_at")) special.at = parse_utc(one.at("written_at").get<std::string>());
        read.waived.push_back({reason_of(one), std::move(special)});
    }
    read.law = law_of(node.at("law"));
    return read;
}

std::string parameter_text(const UsedParameter& used) {
    const auto value = used.value.value;
    if (used.unit == "ore") return Money::of_minor(value).swedish();
    if (used.unit == "metres") return kilometres(static_cast<int>(value)) + "\u00a0km";
    if (used.unit == "number") return std::to_string(value);
    auto text = std::to_string(value / 100);
    if (value % 100 != 0) {
        const auto decimals = std::to_string(100 + value % 100).substr(1);
        text += "," + (decimals.back() == '0' ? decimals.substr(0, 1) : decimals);
    }
    return text + "\u00a0%";
}

}  // namespace bygd
