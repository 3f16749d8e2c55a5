#include "providers/outlet_store.hpp"

#include <map>

#include "base/text.hpp"
#include "database/word_store.hpp"
#include "providers/double_store.hpp"
#include "providers/likeness.hpp"
#include "providers/opening_text.hpp"
#include "providers/organisation_store.hpp"

namespace bygd {

namespace {

constexpr std::string_view outlet_columns =
    "t.id, t.organisation_id, t.name, t.municipality_code, t.place, t.street, t.postal_code, t.email, t.cfar, t.mobile,"
    " t.next_outlet_metres, t.archipelago, t.hours_per_week, t.opening_hours, t.north_m, t.east_m, t.open_all_year, t.articles, t.assortment_groups,"
    " t.groceries_turnover_ore, t.open_from, t.closed_on, t.merged_into, t.version,"
    " (SELECT GROUP_CONCAT(s.service ORDER BY s.service) FROM outlet_service s WHERE s.outlet_id = t.id) AS services";

std::optional<int> maybe_int(const Row& row, std::string_view column) {
    const auto number = row.maybe_integer(column);
    if (!number) return std::nullopt;
    return static_cast<int>(*number);
}

std::optional<bool> maybe_truth(const Row& row, std::string_view column) {
    const auto number = row.maybe_integer(column);
    if (!number) return std::nullopt;
    return *number != 0;
}

Value opening_value(const Outlet& o) { return o.opening.known() ? Value(kept_text(o.opening)) : Value(std::nullopt); }
Value north(const Outlet& o) { return o.position ? Value(o.position->north) : Value(std::nullopt); }
Value east(const Outlet& o) { return o.position ? Value(o.position->east) : Value(std::nullopt); }

Value truth(const std::optional<bool>& known) { return known ? Value(*known) : Value(std::nullopt); }

std::string list(const std::set<std::string>& names) { return joined({names.begin(), names.end()}, ","); }

Outlet to_outlet(const Row& row) {
    Outlet found;
    found.id = row.id<Outlet>("id");
    found.organisation = row.id<Organisation>("organisation_id");
    found.name = row.text("name");
    found.municipality = row.text("municipality_code");
    found.place = row.text("place");
    found.street = row.text("street");
    found.email = row.text("email");
    found.postal_code = row.text("postal_code");
    found.cfar = row.maybe_text("cfar");
    found.mobile = row.truth("mobile");
    found.next_outlet_metres = maybe_int(row, "next_outlet_metres");
    found.archipelago = maybe_truth(row, "archipelago");
    found.hours_per_week = maybe_int(row, "hours_per_week");
    found.opening = opening_of_kept(row.text_or_empty("opening_hours"));
    if (!row.null("north_m")) found.position = GridPoint{static_cast<int>(row.integer("north_m")), static_cast<int>(row.integer("east_m"))};
    found.open_all_year = maybe_truth(row, "open_all_year");
    for (auto& group : split(row.text("assortment_groups"), ',')) {
        if (!group.empty()) found.assortment_groups.insert(std::move(group));
    }
    found.articles = maybe_int(row, "articles");
    found.groceries_turnover = row.maybe_money("groceries_turnover_ore");
    found.open_from = row.maybe_date("open_from");
    found.closed_on = row.maybe_date("closed_on");
    found.merged_into = row.maybe_id<Outlet>("merged_into");
    found.version = static_cast<int>(row.integer("version"));
    if (const auto services = row.maybe_text("services")) {
        for (auto& service : split(*services, ',')) found.services.insert(std::move(service));
    }
    return found;
}

void put_services(Transaction& tx, Id<Outlet> id, const std::set<std::string>& services) {
    tx.execute("DELETE FROM outlet_service WHERE outlet_id = ?", {id});
    for (const auto& service : services) {
        tx.execute("INSERT INTO outlet_service (outlet_id, service) VALUES (?, ?)", {id, service});
    }
}

// What it is found by: typed words, and those that look like it.
void index_outlet(Transaction& tx, const Outlet& o) {
    replace_words(tx, Indexed::outlet, o.id.value(), o.name + " " + o.place);
    replace_keys(tx, ProviderKind::outlet, o.id.value(), likeness_keys(o));
}

}  // namespace

Id<Outlet> insert_outlet(Transaction& tx, const Outlet& o) {
    const auto id = tx.insert<Outlet>(
        "INSERT INTO outlet (organisation_id, name, municipality_code, place, street, postal_code, email, cfar, mobile,"
        " next_outlet_metres, archipelago, hours_per_week, opening_hours, north_m, east_m, open_all_year, articles,"
        " assortment_groups, groceries_turnover_ore, open_from, closed_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {o.organisation, o.name, o.municipality, o.place, o.street, o.postal_code, o.email, o.cfar, o.mobile, o.next_outlet_metres,
         truth(o.archipelago), o.hours_per_week, opening_value(o), north(o), east(o), truth(o.open_all_year), o.articles, list(o.assortment_groups),
         o.groceries_turnover, o.open_from, o.closed_on});
    put_services(tx, id, o.services);
    auto added = o;
    added.id = id;
    index_outlet(tx, added);
    return id;
}

void save_outlet(Transaction& tx, const Outlet& o) {
    const auto changed = tx.execute(
        "UPDATE outlet SET name = ?, municipality_code = ?, place = ?, street = ?, postal_code = ?, email = ?, cfar = ?, mobile = ?,"
        " next_outlet_metres = ?, archipelago = ?, hours_per_week = ?, opening_hours = ?, north_m = ?, east_m = ?, open_all_year = ?, articles = ?,"
        " assortment_groups = ?, groceries_turnover_ore = ?, open_from = ?, closed_on = ?, version = version + 1 WHERE id = ? AND version = ?",
        {o.name, o.municipality, o.place, o.street, o.postal_code, o.email, o.cfar, o.mobile, o.next_outlet_metres,
         truth(o.archipelago), o.hours_per_week, opening_value(o), north(o), east(o), truth(o.open_all_year), o.articles, list(o.assortment_groups),
         o.groceries_turnover, o.open_from, o.closed_on, o.id, o.version});
    if (changed != 1) refuse(ErrorKind::conflict, "outlet.changed");
    put_services(tx, o.id, o.services);
    index_outlet(tx, o);
}

void attach_to(Transaction& tx, Id<Outlet> id) {
    if (tx.execute("UPDATE outlet SET attached = attached + 1 WHERE id = ? AND merged_into IS NULL", {id}) != 1) {
        throw Overtaken("outlet.merged");
    }
}

std::optional<Outlet> find_outlet(Transaction& tx, Id<Outlet> id) {
    return tx.one("SELECT " + std::string(outlet_columns) + " FROM outlet t WHERE t.id = ?", {id}, to_outlet);
}

std::vector<Outlet> outlets_of(Transaction& tx, Id<Organisation> id) {
    return tx.all("SELECT " + std::string(outlet_columns) + " FROM outlet t WHERE t.organisation_id = ? AND t.merged_into IS NULL ORDER BY t.name, t.id",
                  {id}, to_outlet);
}

std::string cursor_after(const OutletLine& line) {
    return name_cursor(line.outlet.id.value(), line.outlet.name);
}

std::vector<OutletLine> list_outlets(Transaction& tx, const OutletFilter& filter, std::size_t most) {
    std::string where = "t.merged_into IS NULL";
    Values values;
    if (!filter.text.empty()) {
        const auto like = containing(filter.text);
        where += " AND (t.name LIKE ? OR t.place LIKE ? OR o.name LIKE ? OR o.number LIKE ?)";
        values.insert(values.end(), {Value(like), Value(like), Value(like), Value(replaced_all(like, "-", ""))});
    }
    if (!filter.municipality.empty()) {
        where += " AND t.municipality_code = ?";
        values.emplace_back(filter.municipality);
    }
    if (!filter.service.empty()) {
        where += " AND EXISTS (SELECT 1 FROM outlet_service s WHERE s.outlet_id = t.id AND s.service = ?)";
        values.emplace_back(filter.service);
    }
    add_name_cursor(where, values, "t", filter.after);
    return tx.all("SELECT " + std::string(outlet_columns) + ", o.name AS organisation_name, m.name AS municipality_name,"
                  " (SELECT COUNT(*) FROM aid_case c WHERE c.outlet_id = t.id AND c.stage = 'open') AS open_cases"
                  " FROM outlet t JOIN organisation o ON o.id = t.organisation_id"
                  " JOIN municipality m ON m.code = t.municipality_code WHERE " + where +
                  " ORDER BY t.name, t.id LIMIT " + std::to_string(most), values, [](const Row& row) {
        return OutletLine{to_outlet(row), row.text("organisation_name"), row.text("municipality_name"), row.integer("open_cases")};
    });
}

namespace {

Municipality to_municipality(const Row& row) {
    return {row.text("code"), row.text("name"), row.text("county_code"), row.maybe_text("organisation_number")};
}

}  // namespace

std::vector<Municipality> municipalities(Transaction& tx) {
    return tx.all("SELECT code, name, county_code, organisation_number FROM municipality ORDER BY name", {},
                  to_municipality);
}

std::vector<Municipality> municipalities(Transaction& tx, std::string_view county) {
    return tx.all("SELECT code, name, county_code, organisation_number FROM municipality WHERE county_code = ?"
                  " ORDER BY name", {county}, to_municipality);
}

std::string municipality_name(Transaction& tx, std::string_view code) {
    const auto name = tx.one("SELECT name FROM municipality WHERE code = ?", {code},
                             [](const Row& row) { return row.text("name"); });
    return name.value_or(std::string(code));
}

std::vector<PlanLine> service_plans(Transaction& tx, std::string_view county) {
    return tx.all(
        "SELECT m.code, m.name, m.county_code, m.organisation_number, p.id, p.title, p.valid_from, p.valid_to, p.version"
        " FROM municipality m LEFT JOIN service_plan p ON p.id = (SELECT q.id FROM service_plan q"
        " WHERE q.municipality_code = m.code ORDER BY q.valid_to DESC, q.id DESC LIMIT 1)"
        " WHERE m.county_code = ? ORDER BY m.name", {county}, [](const Row& row) {
            PlanLine line{to_municipality(row), std::nullopt};
            if (!row.null("id")) {
                line.plan = ServicePlan{row.id<ServicePlan>("id"), line.municipality.code, row.text("title"),
                                        row.date("valid_from"), row.date("valid_to"),
                                        static_cast<int>(row.integer("version"))};
            }
            return line;
        });
}

Id<ServicePlan> insert_service_plan(Transaction& tx, const ServicePlan& plan) {
    return tx.insert<ServicePlan>(
        "INSERT INTO service_plan (municipality_code, title, valid_from, valid_to) VALUES (?, ?, ?, ?)",
        {plan.municipality, plan.title, plan.valid_from, plan.valid_to});
}

}  // namespace bygd
