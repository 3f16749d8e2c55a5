#include "providers/outlet.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "providers/map_position.hpp"
#include "providers/opening_text.hpp"

namespace bygd {

namespace {

std::string typed(const Typed& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

std::optional<int> read_number(const Typed& fields, std::string_view name, int most, Problems& problems) {
    const auto text = typed(fields, name);
    if (text.empty()) return std::nullopt;
    const auto number = whole_number(text);
    if (!number || *number < 0 || *number > most) {
        problems.push_back({std::string(name), "number.range", {"0", std::to_string(most)}});
        return std::nullopt;
    }
    return static_cast<int>(*number);
}

std::optional<bool> read_yes_no(const Typed& fields, std::string_view name, Problems& problems) {
    const auto text = typed(fields, name);
    if (text.empty()) return std::nullopt;
    if (text != "yes" && text != "no") problems.push_back({std::string(name), "choice.unknown"});
    return text == "yes";
}

void read_municipality(Outlet& read, const std::vector<Municipality>& known, std::string_view county,
                       Problems& problems) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& m) { return m.code == read.municipality; });
    if (read.municipality.empty()) {
        problems.push_back({"municipality", "required"});
    } else if (found == known.end()) {
        problems.push_back({"municipality", "municipality.unknown"});
    } else if (found->county != county) {
        problems.push_back({"municipality", "municipality.other_county", {found->name}});
    }
}

}  // namespace

std::optional<int> read_kilometres(const Typed& fields, std::string_view name, Problems& problems) {
    auto text = replaced_all(typed(fields, name), ",", ".");
    if (text.empty()) return std::nullopt;
    const auto point = text.find('.');
    auto decimals = point == text.npos ? std::string() : text.substr(point + 1);
    const auto whole = whole_number(text.substr(0, point));
    const bool good = whole && *whole >= 0 && *whole <= 1000 && decimals.size() <= 3 &&
                      (point == text.npos || all_digits(decimals));
    if (!good) {
        problems.push_back({std::string(name), "kilometres.format"});
        return std::nullopt;
    }
    decimals.resize(3, '0');
    return static_cast<int>(*whole * 1000 + whole_number(decimals).value_or(0));
}

Outlet read_outlet(const Typed& fields, const std::vector<Municipality>& municipalities, std::string_view county,
                   Problems& problems) {
    Outlet read;
    read.name = read_line(fields, "outlet_name", true, problems);
    read.place = read_line(fields, "place", true, problems, 100);
    read.street = read_line(fields, "outlet_street", false, problems);
    read.email = read_email(fields, "outlet_email", problems);
    read.municipality = typed(fields, "municipality");
    read_municipality(read, municipalities, county, problems);
    read.mobile = !typed(fields, "mobile").empty();
    read.next_outlet_metres = read_kilometres(fields, "next_outlet_km", problems);
    read.archipelago = read_yes_no(fields, "archipelago", problems);
    read.open_all_year = read_yes_no(fields, "open_all_year", problems);
    read.hours_per_week = read_number(fields, "hours_per_week", 168, problems);
    read.opening = read_opening(fields, problems);
    if (read.opening.known()) read.hours_per_week = hours_of_week(*read.opening.usual);
    read.position = read_position(fields, problems);
    read.articles = read_number(fields, "articles", 1'000'000, problems);
    const auto attempt = [&](auto parse) {
        try {
            parse();
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    };
    if (const auto text = typed(fields, "groceries_turnover"); !text.empty()) {
        attempt([&] { read.groceries_turnover = Money::parse(text, "groceries_turnover"); });
    }
    if (const auto text = typed(fields, "cfar"); !text.empty()) attempt([&] { read.cfar = parse_cfar(text, "cfar"); });
    if (const auto text = typed(fields, "outlet_postal_code"); !text.empty()) {
        attempt([&] { read.postal_code = parse_postal_code(text, "outlet_postal_code"); });
    }
    for (const auto group : outlet_groups) {
        if (!typed(fields, "group_" + std::string(group)).empty()) read.assortment_groups.emplace(group);
    }
    for (const auto service : outlet_services) {
        if (!typed(fields, "service_" + std::string(service)).empty()) read.services.emplace(service);
    }
    return read;
}

std::string kilometres(int metres) {
    auto decimals = std::to_string(1000 + metres % 1000).substr(1);
    while (decimals.size() > 1 && decimals.back() == '0') decimals.pop_back();
    return std::to_string(metres / 1000) + "," + decimals;
}

Typed typed_of(const Outlet& o) {
    const auto number = [](const std::optional<int>& n) { return n ? std::to_string(*n) : std::string(); };
    Typed typed{{"outlet_name", o.name}, {"place", o.place}, {"municipality", o.municipality}, {"outlet_street", o.street}, {"outlet_email", o.email},
                {"outlet_postal_code", o.postal_code}, {"cfar", o.cfar.value_or("")}, {"mobile", o.mobile ? "1" : ""},
                {"hours_per_week", number(o.hours_per_week)}, {"articles", number(o.articles)}};
    if (o.archipelago) typed["archipelago"] = *o.archipelago ? "yes" : "no";
    if (o.open_all_year) typed["open_all_year"] = *o.open_all_year ? "yes" : "no";
    for (const auto& group : o.assortment_groups) typed["group_" + group] = "1";
    if (o.next_outlet_metres) typed["next_outlet_km"] = kilometres(*o.next_outlet_metres);
    if (o.groceries_turnover) typed["groceries_turnover"] = o.groceries_turnover->swedish_number();
    if (o.open_from) typed["open_from"] = o.open_from->iso();
    if (o.closed_on) typed["closed_on"] = o.closed_on->iso();
    for (const auto& service : o.services) typed["service_" + service] = "1";
    typed.merge(typed_of(o.opening));
    if (o.position) {
        typed["position_north"] = std::to_string(o.position->north);
        typed["position_east"] = std::to_string(o.position->east);
    }
    return typed;
}

}  // namespace bygd
