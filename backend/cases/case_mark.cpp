#include "cases/case_mark.hpp"

#include <algorithm>

namespace bygd {

namespace {

bool fits(const CaseMarkKind& kind, const Case& subject) {
    if (!kind.form.empty() && kind.form != subject.form) return false;
    if (kind.while_open) return subject.stage == "open";
    return subject.stage != "open" && !subject.granted.zero();
}

}  // namespace

const CaseMarkKind* case_mark_kind(std::string_view name) {
    const auto found = std::find_if(std::begin(case_mark_kinds), std::end(case_mark_kinds),
                                    [&](const auto& kind) { return kind.name == name; });
    return found == std::end(case_mark_kinds) ? nullptr : found;
}

std::vector<std::string_view> marks_open(const Case& subject) {
    std::vector<std::string_view> names;
    for (const auto& kind : case_mark_kinds) {
        if (fits(kind, subject)) names.push_back(kind.name);
    }
    return names;
}

const CaseMark* mark_in(const std::vector<CaseMark>& holding, std::string_view kind) {
    for (const auto& mark : holding) {
        if (mark.kind == kind) return &mark;
    }
    return nullptr;
}

Problems check_mark(const CaseMark& mark, const Case& subject, const std::vector<CaseMark>& holding, const MarkRules& rules,
                    Date today) {
    const auto* kind = case_mark_kind(mark.kind);
    if (!kind) return {{"mark", "choice.unknown"}};
    if (!fits(*kind, subject)) return {{"mark", "case.mark.not_now"}};
    if (!mark.on) return {};
    Problems problems;
    if (*mark.on > today) problems.push_back({"marked_on", "case.mark.later"});
    if (*mark.on < subject.received_on) {
        problems.push_back({"marked_on", "case.mark.before_received", {subject.received_on.iso()}});
    }
    const auto* demand = mark_in(holding, "decision_demanded");
    if (mark.kind == "decision_demanded") {
        const auto first = subject.received_on.plus_months(rules.demand_months);
        if (demand) problems.push_back({"mark", "case.mark.demand_once", {demand->on->iso()}});
        if (*mark.on < first) problems.push_back({"marked_on", "case.mark.demand_early", {first.iso()}});
    }
    if (mark.kind == "demand_answered") {
        if (!demand) problems.push_back({"mark", "case.mark.no_demand"});
        if (demand && *mark.on < *demand->on) {
            problems.push_back({"marked_on", "case.mark.before_demand", {demand->on->iso()}});
        }
    }
    return problems;
}

}  // namespace bygd
