#include "demo/demo_budget.hpp"

#include "budget/fund_actions.hpp"

namespace bygd {

void tell_budget(const Services& services, const Actor& manager, Id<Fund> regional, Id<Fund> national, int year) {
    const auto text = std::to_string(year);
    const auto decided = [&](const char* amount, const std::string& reference, const char* why) {
        return FundFields{{"amount", amount}, {"reference", reference}, {"text", why}};
    };
    auto move = decided("150000", "RUN " + text + "/31 § 12", "Färre söker driftstöd än väntat");
    move["to"] = std::to_string(regional.value());
    move_between_funds(services, manager, national, move);
    auto part = decided("2500000", "RUN " + text + "/31 § 13", "Servicebidragens del av årets medel");
    part["form"] = "service_grant";
    decide_part_budget(services, manager, regional, part);
    auto room = decided("6000000", "Tillväxtverkets beslut om medel " + text, "Anslag 1:1, bemyndiganderam");
    room["source"] = "state_1_1";
    room["year"] = text;
    decide_authorisation(services, manager, room);
}

}  // namespace bygd
