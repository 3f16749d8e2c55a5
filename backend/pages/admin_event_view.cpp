#include "pages/admin_event_view.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "base/text.hpp"
#include "people/user_view.hpp"

namespace bygd {

namespace {

std::string chosen(const Request& request, const char* name, const std::vector<std::string_view>& known, Problems& problems) {
    const auto typed = request.query(name);
    if (typed.empty() || std::find(known.begin(), known.end(), typed) != known.end()) return typed;
    problems.push_back({name, "choice.unknown"});
    return {};
}

std::optional<Date> day(const Request& request, const char* name, Problems& problems) {
    if (request.query(name).empty()) return std::nullopt;
    try {
        return Date::parse(request.query(name), name);
    } catch (const Error& error) {
        add(problems, error.problems());
        return std::nullopt;
    }
}

// Of a parameter or a letter text: prepared with what it is to be, in words already.
bool is_prepared_change(const AdminEvent& event) { return event.area == "parameter" || event.area == "letter"; }

std::string of_order(const Services& services, const std::string& field, const std::string& value, const Words& words) {
    if (value.empty()) return words("people.user.none");
    if (field == "highest") return Money::parse(value).swedish();
    if (field == "kind") return words("delegation.kind." + value);
    if (field != "form") return value;
    for (const auto* form : services.forms.all()) {
        if (form->name == value) return form->label.in(words.language());
    }
    return value;
}

}  // namespace

AdminEventFilter admin_event_filter(const Request& request, Problems& problems) {
    AdminEventFilter filter;
    filter.area = chosen(request, "area", admin_areas(), problems);
    std::vector<std::string_view> kinds;
    for (const auto area : admin_areas()) {
        for (const auto kind : admin_kinds(area)) kinds.push_back(kind);
    }
    filter.kind = chosen(request, "kind", kinds, problems);
    if (const auto who = request.query("who"); !who.empty()) {
        if (const auto id = whole_number(who)) filter.actor = Id<User>(*id);
        else problems.push_back({"who", "choice.unknown"});
    }
    const auto from = day(request, "from", problems);
    const auto to = day(request, "to", problems);
    if (from && to && *to < *from) problems.push_back({"to", "document.span"});
    if (from) filter.from = start_of_stockholm_day(*from);
    if (to) filter.until = start_of_stockholm_day(to->plus_days(1));
    filter.before = whole_number(request.query("before")).value_or(0);
    return filter;
}

std::vector<std::string> told_changes(const Services& services, const AdminEvent& event, const Words& words) {
    std::vector<std::string> lines;
    for (const auto& [field, from, to] : changes_in(event.changes)) {
        if (field == "about") {
            lines.push_back(to);
            continue;
        }
        const bool person = event.area == "person";
        const auto side = [&](const std::string& value) {
            if (is_prepared_change(event)) return value.empty() ? words("people.user.none") : value;
            return person ? shown_value(field, value, words) : of_order(services, field, value, words);
        };
        const auto label = words((person ? "people.changes." : "administration.field.") + field);
        const bool is_new = (is_prepared_change(event) && from.empty()) || event.kind == "added" || event.kind == "row_added" || event.kind == "absence_added";
        lines.push_back(label + ": " + (is_new ? "" : side(from) + " \u2192 ") + side(to));
    }
    return lines;
}

std::string admin_kind_label(const AdminEvent& event, const Words& words) {
    if (event.area == "parameter") return words("parameter_change.event." + event.kind);
    if (event.area == "letter") return words("letter_text.event." + event.kind);
    return words((event.area == "person" ? "people.events." : "delegation.event.") + event.kind);
}

}  // namespace bygd
