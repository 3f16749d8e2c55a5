#include "decisions/condition_filter.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

const char* view_text(ConditionView view) {
    switch (view) {
        case ConditionView::open: return "open";
        case ConditionView::late: return "late";
        case ConditionView::soon: return "soon";
        case ConditionView::breached: return "breached";
        case ConditionView::settled: return "settled";
    }
    return "";
}

ConditionFilter read_condition_filter(const std::function<std::string(const char*)>& asked, Date today) {
    ConditionFilter filter;
    filter.today = today;
    for (const auto view : condition_views) {
        if (asked("view") == view_text(view)) filter.view = view;
    }
    filter.kind = asked("kind");
    filter.owner = asked("owner");
    filter.form = asked("form");
    filter.municipality = asked("municipality");
    filter.after = asked("after");
    if (const auto id = whole_number(asked("officer"))) filter.officer = Id<User>(*id);
    Problems problems;
    for (auto [name, day] : {std::pair{"due_from", &filter.due_from}, {"due_to", &filter.due_to}}) {
        const auto text = trimmed(asked(name));
        if (text.empty()) continue;
        try {
            *day = Date::parse(text, name);
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    }
    require_none(std::move(problems));
    return filter;
}

}  // namespace bygd
