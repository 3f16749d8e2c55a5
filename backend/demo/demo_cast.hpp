// Who and what the demo is about: people, owners and outlets. Invented names; organisation numbers, bankgiro and personal
// numbers are made with right check digits from ranges that nobody has (domain §7.1, §9).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bygd {

struct DemoPerson {
    const char* username;
    const char* name;
    const char* title;
    const char* role;
};

struct DemoMunicipality {
    const char* code;
    const char* name;
    bool plan_expired;                // one of the fifteen has no current service plan
};

struct DemoOutlet {
    const char* municipality;
    const char* place;
    const char* name;
    const char* owner;                // name of its organisation
    const char* owner_kind;
    int metres;                       // to the next outlet
    int hours, articles;
    long long turnover_kronor;
    const char* services;             // of outlet_services, separated by blanks
};

const std::vector<DemoPerson>& demo_people();
const std::vector<DemoMunicipality>& demo_municipalities();
const std::vector<DemoOutlet>& demo_outlets();

std::string demo_password();                                   // of every demo account
std::string organisation_number_of(int index, const std::string& kind);   // ten digits with the right check digit
std::string bankgiro_of(int index);

}  // namespace bygd
