#include "providers/opening_text.hpp"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr int hour = 60, noon = 12 * hour, midnight = 24 * hour;

std::string typed(const Typed& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

// "9", "9.30", "09:30", "24": minutes from midnight; none: it is no time.
std::optional<int> time_of(std::string_view text) {
    const auto mark = text.find_first_of(":.");
    const auto hours = text.substr(0, mark);
    const auto minutes = mark == text.npos ? std::string_view("00") : text.substr(mark + 1);
    if (!all_digits(hours) || hours.size() > 2 || !all_digits(minutes) || minutes.size() != 2) return std::nullopt;
    const auto whole = *whole_number(hours) * hour + *whole_number(minutes);
    if (*whole_number(minutes) >= hour || whole > midnight) return std::nullopt;
    return static_cast<int>(whole);
}

std::string time_text(int minutes) {
    char text[24];
    const int of_day = minutes > midnight ? minutes - midnight : minutes;
    std::snprintf(text, sizeof text, "%02d:%02d", of_day / hour, of_day % hour);
    return text;
}

// None, with the code of what is wrong.
std::optional<OpenInterval> interval_of(const std::string& text, std::string& wrong) {
    const auto mark = text.find('-');
    const auto opens = time_of(trimmed(text.substr(0, mark)));
    const auto closes = mark == text.npos ? std::nullopt : time_of(trimmed(text.substr(mark + 1)));
    if (!opens || !closes || *opens == midnight || *opens == *closes) {
        wrong = "opening.format";
        return std::nullopt;
    }
    if (*closes > *opens) return OpenInterval{*opens, *closes};
    if (*closes > noon) {
        wrong = "opening.past_noon";
        return std::nullopt;
    }
    return OpenInterval{*opens, *closes + midnight};
}

DayHours read_day(const Typed& fields, const std::string& name, Problems& problems) {
    auto text = lowered(typed(fields, name));
    for (const auto* dash : {"–", "—", "−"}) text = replaced_all(text, dash, "-");
    text = replaced_all(text, "kl", "");
    if (text.empty() || text == "stängt" || text == "stängd" || text == "closed") return {};
    if (text == "dygnet runt") return {{0, midnight}};
    DayHours hours;
    for (const auto& part : split(text, ',')) {
        std::string wrong;
        const auto interval = interval_of(trimmed(part), wrong);
        if (!interval) {
            problems.push_back({name, wrong});
            return {};
        }
        hours.push_back(*interval);
    }
    std::sort(hours.begin(), hours.end(), [](const auto& a, const auto& b) { return a.opens < b.opens; });
    for (std::size_t i = 1; i < hours.size(); ++i) {
        if (hours[i].opens >= hours[i - 1].closes) continue;
        problems.push_back({name, "opening.overlap"});
        return {};
    }
    return hours;
}

// Open past midnight into hours that the next day says too.
bool runs_into(const DayHours& day, const DayHours& next) {
    return !day.empty() && !next.empty() && day.back().closes - midnight > next.front().opens;
}

WeekHours read_week(const Typed& fields, const std::string& prefix, Problems& problems) {
    WeekHours week;
    for (std::size_t i = 0; i < week.size(); ++i) week[i] = read_day(fields, prefix + std::string(weekdays[i]), problems);
    for (std::size_t i = 0; i < week.size(); ++i) {
        if (runs_into(week[i], week[(i + 1) % week.size()])) problems.push_back({prefix + std::string(weekdays[i]), "opening.next_day"});
    }
    return week;
}

bool any_typed(const Typed& fields, const std::string& prefix) {
    return std::any_of(std::begin(weekdays), std::end(weekdays), [&](const auto day) { return !typed(fields, prefix + std::string(day)).empty(); });
}

std::optional<Date> read_date(const Typed& fields, const std::string& name, Problems& problems) {
    const auto text = typed(fields, name);
    if (text.empty()) {
        problems.push_back({name, "required"});
        return std::nullopt;
    }
    try {
        return Date::parse(text, name);
    } catch (const Error& error) {
        add(problems, error.problems());
        return std::nullopt;
    }
}

void read_season(const Typed& fields, const std::string& prefix, OpeningHours& read, Problems& problems) {
    const bool told = any_typed(fields, prefix) || !typed(fields, prefix + "name").empty() || !typed(fields, prefix + "from").empty() ||
                      !typed(fields, prefix + "to").empty();
    if (!told) return;
    SeasonHours season;
    season.name = read_line(fields, prefix + "name", true, problems, 60);
    const auto from = read_date(fields, prefix + "from", problems), to = read_date(fields, prefix + "to", problems);
    season.week = read_week(fields, prefix, problems);
    if (!from || !to) return;
    if (*to < *from) return problems.push_back({prefix + "to", "date.order"});
    season.from = *from;
    season.to = *to;
    const bool meets = std::any_of(read.seasons.begin(), read.seasons.end(),
                                   [&](const auto& other) { return season.from <= other.to && other.from <= season.to; });
    if (meets) problems.push_back({prefix + "from", "opening.season_overlap"});
    read.seasons.push_back(std::move(season));
}

void read_special(const Typed& fields, const std::string& prefix, OpeningHours& read, Problems& problems) {
    if (typed(fields, prefix + "on").empty() && typed(fields, prefix + "hours").empty() && typed(fields, prefix + "note").empty()) return;
    DeviatingDay special;
    const auto day = read_date(fields, prefix + "on", problems);
    special.hours = read_day(fields, prefix + "hours", problems);
    special.note = read_line(fields, prefix + "note", false, problems, 100);
    if (!day) return;
    special.day = *day;
    if (std::any_of(read.days.begin(), read.days.end(), [&](const auto& other) { return other.day == *day; })) {
        problems.push_back({prefix + "on", "opening.day_twice"});
    }
    read.days.push_back(std::move(special));
}

std::string season_prefix(int number) { return "opening_season_" + std::to_string(number) + "_"; }
std::string special_prefix(int number) { return "opening_special_" + std::to_string(number) + "_"; }

void put_week(Typed& fields, const std::string& prefix, const WeekHours& week) {
    for (std::size_t i = 0; i < week.size(); ++i) fields.emplace(prefix + std::string(weekdays[i]), day_text(week[i], "stängt"));
}

json day_json(const DayHours& hours) {
    auto list = json::array();
    for (const auto& each : hours) list.push_back({time_text(each.opens), time_text(each.closes)});
    return list;
}

json week_json(const WeekHours& week) {
    auto list = json::array();
    for (const auto& day : week) list.push_back(day_json(day));
    return list;
}

[[noreturn]] void refuse_shape() { throw Error(ErrorKind::invalid, {{"opening_hours", "opening.json"}}); }

std::string text_in(const json& object, const char* name) {
    if (!object.is_object()) refuse_shape();
    const auto found = object.find(name);
    if (found == object.end() || found->is_null()) return "";
    if (!found->is_string()) refuse_shape();
    return found->get<std::string>();
}

std::string day_of_json(const json& list) {
    if (!list.is_array()) refuse_shape();
    std::vector<std::string> parts;
    for (const auto& pair : list) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) refuse_shape();
        parts.push_back(pair[0].get<std::string>() + "-" + pair[1].get<std::string>());
    }
    return parts.empty() ? "stängt" : joined(parts, ", ");
}

void put_week_of(const json& object, const char* name, const std::string& prefix, Typed& fields) {
    if (!object.is_object() || !object.contains(name) || !object.at(name).is_array() || object.at(name).size() != 7) refuse_shape();
    for (std::size_t i = 0; i < 7; ++i) fields.emplace(prefix + std::string(weekdays[i]), day_of_json(object.at(name)[i]));
}

const json& list_in(const json& object, const char* name, std::size_t most) {
    static const json none = json::array();
    if (!object.contains(name) || object.at(name).is_null()) return none;
    if (!object.at(name).is_array() || object.at(name).size() > most) refuse_shape();
    return object.at(name);
}

}  // namespace

OpeningHours read_opening(const Typed& fields, Problems& problems) {
    OpeningHours read;
    if (any_typed(fields, "opening_")) read.usual = read_week(fields, "opening_", problems);
    for (int n = 1; n <= opening_seasons_most; ++n) read_season(fields, season_prefix(n), read, problems);
    for (int n = 1; n <= opening_days_most; ++n) read_special(fields, special_prefix(n), read, problems);
    if (!read.usual && !(read.seasons.empty() && read.days.empty())) problems.push_back({"opening_mon", "opening.usual_missing"});
    std::sort(read.seasons.begin(), read.seasons.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    std::sort(read.days.begin(), read.days.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
    return read;
}

Typed typed_of(const OpeningHours& opening) {
    Typed fields;
    if (!opening.usual) return fields;
    put_week(fields, "opening_", *opening.usual);
    int number = 0;
    for (const auto& season : opening.seasons) {
        const auto prefix = season_prefix(++number);
        fields.insert({{prefix + "name", season.name}, {prefix + "from", season.from.iso()}, {prefix + "to", season.to.iso()}});
        put_week(fields, prefix, season.week);
    }
    number = 0;
    for (const auto& special : opening.days) {
        const auto prefix = special_prefix(++number);
        fields.insert({{prefix + "on", special.day.iso()}, {prefix + "hours", day_text(special.hours, "stängt")}, {prefix + "note", special.note}});
    }
    return fields;
}

std::string day_text(const DayHours& hours, std::string_view closed) {
    std::vector<std::string> parts;
    for (const auto& each : hours) parts.push_back(time_text(each.opens) + "–" + time_text(each.closes));
    return parts.empty() ? std::string(closed) : joined(parts, ", ");
}

int hours_of_week(const WeekHours& week) {
    int minutes = 0;
    for (const auto& day : week) {
        for (const auto& each : day) minutes += each.closes - each.opens;
    }
    return minutes / hour;
}

std::optional<DayHours> hours_on(const OpeningHours& opening, Date day) {
    if (!opening.usual) return std::nullopt;
    for (const auto& special : opening.days) {
        if (special.day == day) return special.hours;
    }
    const auto weekday = static_cast<std::size_t>((day.days() % 7 + 10) % 7);    // 1970-01-01 was a Thursday
    for (const auto& season : opening.seasons) {
        if (season.from <= day && day <= season.to) return season.week[weekday];
    }
    return (*opening.usual)[weekday];
}

json to_json(const OpeningHours& opening) {
    if (!opening.usual) return nullptr;
    auto seasons = json::array(), days = json::array();
    for (const auto& season : opening.seasons) {
        seasons.push_back({{"name", season.name}, {"from", season.from.iso()}, {"to", season.to.iso()}, {"week", week_json(season.week)}});
    }
    for (const auto& special : opening.days) {
        days.push_back({{"day", special.day.iso()}, {"hours", day_json(special.hours)}, {"note", special.note}});
    }
    return {{"usual", week_json(*opening.usual)}, {"seasons", seasons}, {"days", days}};
}

Typed typed_of_opening(const json& told) {
    Typed fields;
    if (told.is_null()) return fields;
    put_week_of(told, "usual", "opening_", fields);
    int number = 0;
    for (const auto& season : list_in(told, "seasons", opening_seasons_most)) {
        const auto prefix = season_prefix(++number);
        fields.insert({{prefix + "name", text_in(season, "name")}, {prefix + "from", text_in(season, "from")}, {prefix + "to", text_in(season, "to")}});
        put_week_of(season, "week", prefix, fields);
    }
    number = 0;
    for (const auto& special : list_in(told, "days", opening_days_most)) {
        const auto prefix = special_prefix(++number);
        fields.insert({{prefix + "on", text_in(special, "day")}, {prefix + "note", text_in(special, "note")}});
        if (!special.contains("hours")) refuse_shape();
        fields.emplace(prefix + "hours", day_of_json(special.at("hours")));
    }
    return fields;
}

std::string kept_text(const OpeningHours& opening) { return opening.known() ? to_json(opening).dump() : std::string(); }

OpeningHours opening_of_kept(std::string_view text) {
    if (text.empty()) return {};
    Problems problems;
    auto read = read_opening(typed_of_opening(json::parse(text)), problems);
    if (!problems.empty()) throw std::runtime_error("opening hours that cannot be read: " + problems.front().field);
    return read;
}

}  // namespace bygd
