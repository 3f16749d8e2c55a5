#include "demo/demo_cast.hpp"

#include <algorithm>

#include "base/swedish_numbers.hpp"

namespace bygd {

const std::vector<DemoPerson>& demo_people() {
    static const std::vector<DemoPerson> people{
        {"anna.handlaggare", "Anna Åström", "handläggare", "officer"},
        {"bo.handlaggare", "Bo Lindgren", "handläggare", "officer"},
        {"cecilia.chef", "Cecilia Öberg", "enhetschef", "decider"},
        {"david.direktor", "David Ekström", "förvaltningschef", "decider"},
        {"eva.ekonom", "Eva Norén", "ekonom", "finance"},
        {"fredrik.ekonom", "Fredrik Wiklund", "ekonom", "finance"},
        {"maria.programansvarig", "Maria Sjödin", "programansvarig", "manager"},
        {"rolf.revisor", "Rolf Hedlund", "revisor", "auditor"},
        {"admin", "Agneta Dahl", "systemförvaltare", "administrator"},
        {"adam.admin", "Adam Berglund", "verksamhetsutvecklare", "administrator"}};
    return people;
}

// Fourteen of the fifteen have a current service plan, as in the final report.
const std::vector<DemoMunicipality>& demo_municipalities() {
    static const std::vector<DemoMunicipality> municipalities{
        {"2021", "Vansbro", false}, {"2023", "Malung-Sälen", false}, {"2026", "Gagnef", false}, {"2029", "Leksand", false},
        {"2031", "Rättvik", false}, {"2034", "Orsa", false}, {"2039", "Älvdalen", false}, {"2061", "Smedjebacken", false},
        {"2062", "Mora", false}, {"2080", "Falun", false}, {"2081", "Borlänge", true}, {"2082", "Säter", false},
        {"2083", "Hedemora", false}, {"2084", "Avesta", false}, {"2085", "Ludvika", false}};
    return municipalities;
}

const std::vector<DemoOutlet>& demo_outlets() {
    static const std::vector<DemoOutlet> outlets{
        {"2021", "Äppelbo", "Granens Livs i Äppelbo",
         "Granens Handel i Äppelbo AB", "limited_company", 11000, 20, 400, 450000, "groceries parcels cash_withdrawal bill_payment daily_takings"},
        {"2021", "Dala-Järna", "Dala-Järna Lanthandel",
         "Älvens Handel i Dala-Järna AB", "limited_company", 12370, 27, 453, 1183000, "groceries parcels pharmacy cafe"},
        {"2021", "Nås", "Nås Lanthandel",
         "Tallbackens Handel i Nås AB", "limited_company", 13740, 34, 506, 1916000, "groceries parcels"},
        {"2021", "Äppelbo", "Äppelbo Tapp & Tank",
         "Kvarnens Handel i Äppelbo Enskild firma", "sole_trader", 15110, 41, 1259, 2649000, "fuel charging groceries"},
        {"2023", "Lima", "Lima Lanthandel",
         "Siljansbygdens Butiker AB", "limited_company", 16480, 48, 1312, 3382000, "groceries parcels"},
        {"2023", "Transtrand", "Transtrand Lanthandel",
         "Bergets Handel i Transtrand ek. för.", "cooperative", 17850, 55, 1365, 4115000, "groceries parcels pharmacy cash_withdrawal bill_payment daily_takings cafe"},
        {"2023", "Sälen", "Ängens Livs i Sälen",
         "Ängens Handel i Sälen Enskild firma", "sole_trader", 10000, 20, 1418, 4848000, "groceries parcels"},
        {"2023", "Rörbäcksnäs", "Rörbäcksnäs Lanthandel",
         "Siljansbygdens Butiker AB", "limited_company", 20590, 27, 1471, 5581000, "groceries parcels pharmacy"},
        {"2023", "Öje", "Öje Tapp & Tank",
         "Sjövikens Handel i Öje AB", "limited_company", 21960, 34, 1524, 6314000, "fuel charging"},
        {"2023", "Lima", "Lima Tapp & Tank",
         "Björkens Handel i Lima AB", "limited_company", 23330, 41, 1577, 11000000, "fuel charging groceries"},
        {"2026", "Björbo", "Björbo Lanthandel",
         "Kyrkbyns Handel i Björbo AB", "limited_company", 24700, 48, 1630, 7780000, "groceries parcels cash_withdrawal bill_payment daily_takings"},
        {"2026", "Dala-Floda", "Café & Handel \"Röda Räven\" i Dala-Floda",
         "André Åkerlöf \"Röda Räven\" Enskild firma", "sole_trader", 26070, 55, 1683, 8513000, "groceries parcels pharmacy"},
        {"2026", "Mockfjärd", "Torgets Livs i Mockfjärd",
         "Torgets Handel i Mockfjärd Enskild firma", "sole_trader", 27440, 20, 1736, 9246000, "groceries parcels"},
        {"2029", "Siljansnäs", "Siljansnäs Lanthandel",
         "Lövets Handel i Siljansnäs AB", "limited_company", 9800, 27, 1789, 9979000, "groceries parcels pharmacy cafe"},
        {"2029", "Insjön", "Insjön Lanthandel",
         "Myrens Handel i Insjön AB", "limited_company", 30180, 34, 1842, 10712000, "groceries parcels"},
        {"2029", "Djura", "Butiksbussen Djura",
         "Skogens Handel i Djura Enskild firma", "sole_trader", 31550, 41, 1195, 1145000, "groceries"},
        {"2031", "Furudal", "Furudal Lanthandel",
         "Dalens Handel i Furudal ek. för.", "cooperative", 32920, 48, 1948, 14200000, "groceries parcels"},
        {"2031", "Boda", "Boda Lanthandel",
         "Rönnens Handel i Boda AB", "limited_company", 34290, 55, 2001, 2611000, "groceries parcels pharmacy cafe"},
        {"2031", "Bingsjö", "Stugans Livs i Bingsjö",
         "Stugans Handel i Bingsjö AB", "limited_company", 35660, 20, 2054, 3344000, "groceries parcels"},
        {"2031", "Vikarbyn", "Vikarbyn Tapp & Tank",
         "Västerdalarnas Lanthandel AB", "limited_company", 37030, 27, 2107, 4077000, "fuel charging groceries"},
        {"2034", "Skattungbyn", "Skattungbyn Lanthandel",
         "Granens Handel i Skattungbyn Handelsbolag", "partnership", 38400, 34, 2160, 4810000, "groceries parcels cash_withdrawal bill_payment daily_takings"},
        {"2034", "Kallmora", "Servicepunkten Kallmora",
         "Älvens Handel i Kallmora Enskild firma", "sole_trader", 39770, 41, 2213, 5543000, "parcels cash_withdrawal"},
        {"2039", "Idre", "Idre Lanthandel",
         "Tallbackens Handel i Idre AB", "limited_company", 41140, 48, 2266, 6276000, "groceries parcels"},
        {"2039", "Särna", "Särna Lanthandel",
         "Kvarnens Handel i Särna AB", "limited_company", 11510, 55, 2319, 7009000, "groceries parcels pharmacy"},
        {"2039", "Åsen", "Åsens Livs i Åsen",
         "Åsens Handel i Åsen Enskild firma", "sole_trader", 12880, 20, 2372, 7742000, "groceries parcels"},
        {"2039", "Evertsberg", "Evertsberg Lanthandel",
         "Bergets Handel i Evertsberg AB", "limited_company", 14250, 27, 2425, 8475000, "groceries parcels pharmacy cash_withdrawal bill_payment daily_takings cafe"},
        {"2039", "Idre", "Idre Tapp & Tank",
         "Västerdalarnas Lanthandel AB", "limited_company", 15620, 34, 2478, 9208000, "fuel charging"},
        {"2061", "Söderbärke", "Hammarens Livs i Söderbärke",
         "Hammarens Handel i Söderbärke ek. för.", "cooperative", 16990, 41, 2531, 9941000, "groceries parcels pharmacy"},
        {"2061", "Vad", "Vad Lanthandel",
         "Föreningen Bygdens Bästa ek. för.", "cooperative", 18360, 48, 2584, 10674000, "groceries parcels"},
        {"2062", "Venjan", "Venjan Lanthandel",
         "Björkens Handel i Venjan AB", "limited_company", 19730, 55, 1937, 1107000, "groceries parcels pharmacy cafe"},
        {"2062", "Sollerön", "Kyrkbyns Livs i Sollerön",
         "Kyrkbyns Handel i Sollerön Enskild firma", "sole_trader", 21100, 20, 1990, 1840000, "groceries parcels cash_withdrawal bill_payment daily_takings"},
        {"2062", "Våmhus", "Våmhus Lanthandel",
         "Stationens Handel i Våmhus AB", "limited_company", 22470, 27, 2743, 2573000, "groceries parcels pharmacy"},
        {"2080", "Svärdsjö", "Svärdsjö Lanthandel",
         "Torgets Handel i Svärdsjö AB", "limited_company", 23840, 34, 2796, 3306000, "groceries parcels"},
        {"2080", "Enviken", "Lövets Livs i Enviken",
         "Västerdalarnas Lanthandel AB", "limited_company", 25210, 41, 2849, 4039000, "groceries parcels pharmacy cafe"},
        {"2080", "Linghed", "Linghed Lanthandel",
         "Myrens Handel i Linghed AB", "limited_company", 26580, 48, 2902, 4772000, "groceries parcels"},
        {"2080", "Bjursås", "Bjursås Lanthandel",
         "Skogens Handel i Bjursås AB", "limited_company", 27950, 55, 2955, 5505000, "groceries parcels pharmacy cash_withdrawal bill_payment daily_takings"},
        {"2081", "Torsång", "Dalens Livs i Torsång",
         "Dalens Handel i Torsång AB", "limited_company", 29320, 20, 1108, 6238000, "groceries parcels"},
        {"2082", "Stora Skedvi", "Stora Skedvi Lanthandel",
         "Rönnens Handel i Stora Skedvi AB", "limited_company", 30690, 27, 1161, 6971000, "groceries parcels pharmacy cafe"},
        {"2082", "Gustafs", "Gustafs Lanthandel",
         "Föreningen Bygdens Bästa ek. för.", "cooperative", 32060, 34, 1214, 7704000, "groceries parcels"},
        {"2083", "Långshyttan", "Nyängets Livs i Långshyttan",
         "Nyängets Handel i Långshyttan Enskild firma", "sole_trader", 33430, 41, 1267, 8437000, "groceries parcels pharmacy"},
        {"2083", "Garpenberg", "Garpenberg Lanthandel",
         "Hammarens Handel i Söderbärke ek. för.", "cooperative", 34800, 48, 1320, 9170000, "groceries parcels cash_withdrawal bill_payment daily_takings"},
        {"2083", "Långshyttan", "Långshyttan Tapp & Tank",
         "Föreningen Bygdens Bästa ek. för.", "cooperative", 36170, 55, 1373, 9903000, "fuel charging groceries"},
        {"2084", "Horndal", "Tallbackens Livs i Horndal",
         "Björkens Handel i Venjan AB", "limited_company", 37540, 20, 1426, 10636000, "groceries parcels"},
        {"2084", "By kyrkby", "By kyrkby Lanthandel",
         "Kyrkbyns Handel i Sollerön Enskild firma", "sole_trader", 38910, 27, 779, 1069000, "groceries parcels pharmacy"},
        {"2085", "Fredriksberg", "Fredriksberg Lanthandel",
         "Stationens Handel i Våmhus AB", "limited_company", 40280, 34, 832, 1802000, "groceries parcels"},
        {"2085", "Grangärde", "Bergets Livs i Grangärde",
         "Torgets Handel i Svärdsjö AB", "limited_company", 41650, 41, 1585, 2535000, "groceries parcels pharmacy cash_withdrawal bill_payment daily_takings cafe"},
        {"2085", "Nyhammar", "Nyhammar Lanthandel",
         "Västerdalarnas Lanthandel AB", "limited_company", 12020, 48, 1638, 3268000, "groceries parcels"},
        {"2085", "Saxdalen", "Saxdalen Tapp & Tank",
         "Myrens Handel i Linghed AB", "limited_company", 13390, 55, 1691, 4001000, "fuel charging groceries"},
    };
    return outlets;
}

std::string demo_password() { return "lanthandel-i-dalarna"; }

namespace {

// The nine digits given and the check digit that makes the Luhn sum right.
std::string with_check_digit(const std::string& digits) {
    for (char check = '0'; check <= '9'; ++check) {
        if (luhn_valid(digits + check)) return digits + check;
    }
    return digits + "0";
}

std::string three(int number) {
    const auto text = std::to_string(number);
    return std::string(3 - std::min<std::size_t>(3, text.size()), '0') + text;
}

}  // namespace

// Sole traders get birth days in 1912, as the fictive "Tolvan".
std::string organisation_number_of(int index, const std::string& kind) {
    if (kind == "sole_trader") return with_check_digit("12" + std::string(index % 2 ? "03" : "10") + three(index % 28 + 101).substr(1) + three(900 + index % 90));
    if (kind == "cooperative") return with_check_digit("769600" + three(100 + index));
    if (kind == "partnership") return with_check_digit("969600" + three(100 + index));
    if (kind == "municipality") return with_check_digit("212000" + three(900 + index));
    return with_check_digit("559900" + three(100 + index));
}

std::string bankgiro_of(int index) { return with_check_digit("5555" + three(100 + index)); }

}  // namespace bygd
