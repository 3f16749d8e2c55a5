#include "demo/demo_register.hpp"

#include <stdexcept>

#include "base/region.hpp"
#include "database/pool.hpp"
#include "demo/demo_cast.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"

namespace bygd {

namespace {

constexpr int number_of_the_double = 95;                   // an index no other organisation of the demo has

struct Place {
    const char *outlet, *north, *east;
};

Outlet outlet_named(Transaction& tx, const std::string& name) {
    for (const auto& line : list_outlets(tx, {name, "", "", ""}, 10)) {
        if (line.outlet.name == name) return line.outlet;
    }
    throw std::logic_error("the demo has no outlet " + name);
}

void change(const Services& services, const Actor& actor, const std::string& name, const Typed& more) {
    const auto outlet = services.database.read([&](Transaction& tx) { return outlet_named(tx, name); });
    auto fields = typed_of(outlet);
    for (const auto& [field, value] : more) fields.insert_or_assign(field, value);
    change_outlet(services.database, services.clock, services.region, actor, outlet.id, outlet.version, fields);
}

}  // namespace

void tell_register(const Services& services, const std::map<std::string, Actor>& people) {
    const auto& anna = people.at("anna.handlaggare");
    const Place places[] = {{"Lima Lanthandel", "60,9343", "13,3522"}, {"Transtrand Lanthandel", "61,0860", "13,3134"},
                            {"Ängens Livs i Sälen", "61,1578", "13,2640"}, {"Rörbäcksnäs Lanthandel", "61,1325", "12,8227"},
                            {"Öje Tapp & Tank", "60,8097", "13,8565"}, {"Lima Tapp & Tank", "60,9312", "13,3641"}};
    for (const auto& [outlet, north, east] : places) change(services, anna, outlet, {{"position_north", north}, {"position_east", east}});
    const auto year = services.clock.today().year();
    Typed hours{{"opening_sat", "10-13"}, {"opening_season_1_name", "Sommar"}, {"opening_season_1_from", Date(year + 1, 6, 15).iso()},
                {"opening_season_1_to", Date(year + 1, 8, 15).iso()}, {"opening_season_1_sat", "9-18"}, {"opening_season_1_sun", "10-16"},
                {"opening_special_1_on", Date(year, 12, 24).iso()}, {"opening_special_1_hours", "stängt"}, {"opening_special_1_note", "Julafton"}};
    for (const auto* day : {"mon", "tue", "wed", "thu", "fri"}) {
        hours[std::string("opening_") + day] = "9-18";
        hours[std::string("opening_season_1_") + day] = "8-20";
    }
    change(services, anna, "Lima Lanthandel", hours);
    change(services, anna, "Lima Tapp & Tank", {{"opening_fri", "6-22"}, {"opening_sat", "8-02"}, {"opening_sun", "10-22"}, {"opening_mon", "6-22"}});

    // The same shop once more, under its company and under the company with another number.
    const auto shop = services.database.read([](Transaction& tx) { return outlet_named(tx, "Lima Lanthandel"); });
    add_outlet(services.database, services.clock, services.region, anna, shop.organisation,
               {{"outlet_name", "Lima Lanthandeln"}, {"place", "Lima"}, {"municipality", shop.municipality}, {"outlet_street", "Bygatan 12"},
                {"service_groceries", "1"}, {"service_pharmacy", "1"}});
    const auto owner = services.database.read([&](Transaction& tx) { return find_organisation(tx, shop.organisation).value(); });
    add_organisation(services.database, services.clock, anna,
                     {{"organisation_number", organisation_number_of(number_of_the_double, "limited_company")},
                      {"organisation_name", "Siljansbygdens Butik AB"}, {"organisation_kind", "limited_company"},
                      {"email", owner.email}, {"city", "Lima"}});
}

}  // namespace bygd
