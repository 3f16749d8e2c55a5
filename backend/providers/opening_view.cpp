#include "providers/opening_view.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "providers/opening_text.hpp"

namespace bygd {

namespace {

constexpr int spare_days = 3;

std::string value(const Typed& typed, const std::string& name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

void put_input(View& row, const std::string& name, const std::string& label, const Typed& typed, const Problems& problems, const Words& words) {
    row.set("FIELD_NAME", name).set("LABEL", label).set("VALUE", value(typed, name));
    for (const auto& problem : problems) {
        if (problem.field != name) continue;
        row.add("WRONG").set("TEXT", words(problem));
        row.show("INVALID");
        return;
    }
}

std::string day_name(std::size_t day, const Words& words) { return words("providers.weekday." + std::string(weekdays[day])); }

void put_week_fields(View& view, const std::string& prefix, const Typed& typed, const Problems& problems, const Words& words) {
    for (std::size_t day = 0; day < 7; ++day) {
        put_input(view.add("WEEKDAY"), prefix + std::string(weekdays[day]), day_name(day, words), typed, problems, words);
    }
}

// How many numbered rows hold anything.
int rows_typed(const Typed& typed, const std::string& prefix, int most) {
    for (int number = most; number > 0; --number) {
        const auto begins = prefix + std::to_string(number) + "_";
        const auto any = std::any_of(typed.begin(), typed.end(), [&](const auto& field) { return field.first.starts_with(begins) && !field.second.empty(); });
        if (any) return number;
    }
    return 0;
}

// Days that follow each other with the same hours are told together.
std::string week_summary(const WeekHours& week, const Words& words) {
    const auto brief = [&](std::size_t day) { return words("providers.weekday_short." + std::string(weekdays[day])); };
    std::vector<std::string> parts;
    for (std::size_t from = 0; from < 7;) {
        auto to = from;
        while (to + 1 < 7 && week[to + 1] == week[from]) ++to;
        parts.push_back((to > from ? brief(from) + "–" + brief(to) : brief(from)) + " " + day_text(week[from], words("providers.opening.closed")));
        from = to + 1;
    }
    return joined(parts, ", ");
}

void put_week_table(View& view, const std::string& caption, const WeekHours& week, const Words& words) {
    auto& table = view.add("WEEK").set("CAPTION", caption);
    for (std::size_t day = 0; day < 7; ++day) {
        table.add("DAY").set("NAME", day_name(day, words)).set("HOURS", day_text(week[day], words("providers.opening.closed")));
    }
}

}  // namespace

void put_opening_fields(View& view, const Typed& typed, const Problems& problems, const Words& words) {
    put_week_fields(view, "opening_", typed, problems, words);
    const auto wrong = [&](const char* prefix) {
        return std::any_of(problems.begin(), problems.end(), [&](const auto& problem) { return problem.field.starts_with(prefix); });
    };
    const int told_seasons = rows_typed(typed, "opening_season_", opening_seasons_most), told_days = rows_typed(typed, "opening_special_", opening_days_most);
    view.show_if(told_seasons > 0 || wrong("opening_season_"), "SEASONS_OPEN").show_if(told_days > 0 || wrong("opening_special_"), "DAYS_OPEN");
    const int seasons = std::min(opening_seasons_most, told_seasons + 1);
    for (int number = 1; number <= seasons; ++number) {
        const auto prefix = "opening_season_" + std::to_string(number) + "_";
        auto& row = view.add("SEASON").set("N", number);
        put_input(row.add("SEASON_NAME"), prefix + "name", words("providers.opening.season_name"), typed, problems, words);
        for (const auto* part : {"from", "to"}) {
            put_input(row.add("SEASON_DAY"), prefix + part, words("providers.opening.season_" + std::string(part)), typed, problems, words);
        }
        put_week_fields(row, prefix, typed, problems, words);
    }
    const int days = std::min(opening_days_most, told_days + spare_days);
    for (int number = 1; number <= days; ++number) {
        const auto prefix = "opening_special_" + std::to_string(number) + "_";
        auto& row = view.add("SPECIAL").set("N", number);
        put_input(row.add("SPECIAL_DAY"), prefix + "on", words("providers.opening.day"), typed, problems, words);
        for (const auto* part : {"hours", "note"}) {
            put_input(row.add("SPECIAL_TEXT"), prefix + part, words("providers.opening.day_" + std::string(part)), typed, problems, words);
        }
    }
}

void put_opening_tables(View& view, const OpeningHours& opening, Date today, const Words& words) {
    if (!opening.known()) return;
    auto& shown = view.add("OPENING").set("TODAY", day_text(hours_on(opening, today).value(), words("providers.opening.closed")));
    shown.set("HOURS", hours_of_week(*opening.usual));
    put_week_table(shown, words("providers.opening.usual"), *opening.usual, words);
    for (const auto& season : opening.seasons) {
        if (season.to >= today) put_week_table(shown, season.name + ", " + season.from.iso() + " – " + season.to.iso(), season.week, words);
    }
    const bool any = std::any_of(opening.days.begin(), opening.days.end(), [&](const auto& each) { return each.day >= today; });
    if (!any) return;
    auto& table = shown.add("SPECIAL_DAYS");
    for (const auto& each : opening.days) {
        if (each.day < today) continue;
        table.add("DAY").set("NAME", each.note.empty() ? each.day.iso() : each.day.iso() + " " + each.note)
            .set("HOURS", day_text(each.hours, words("providers.opening.closed")));
    }
}

std::string opening_summary(const OpeningHours& opening, const Words& words) {
    if (!opening.known()) return words("providers.none");
    std::vector<std::string> parts{week_summary(*opening.usual, words)};
    for (const auto& season : opening.seasons) {
        parts.push_back(season.name + " " + season.from.iso() + " – " + season.to.iso() + ": " + week_summary(season.week, words));
    }
    for (const auto& each : opening.days) {
        parts.push_back((each.note.empty() ? "" : each.note + " ") + each.day.iso() + ": " + day_text(each.hours, words("providers.opening.closed")));
    }
    return joined(parts, "; ");
}

}  // namespace bygd
