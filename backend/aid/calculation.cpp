#include "aid/calculation.hpp"

#include <cstdio>

namespace bygd {

namespace {

std::string kilometres(std::int64_t metres) {
    char text[32];
    std::snprintf(text, sizeof text, "%lld,%lld", static_cast<long long>(metres / 1000),
                  static_cast<long long>(metres % 1000 / 100));
    return text;
}

// 10-13 §§: half of the net cost, at most 100 kr a household and occasion, from half a base amount upwards.
void assess_home_delivery(const Application& application, const Parameters& law, Date day, Assessment& found) {
    const auto year = static_cast<int>(application.number("grant_year").value_or(day.year()));
    const Date in_year(year, 12, 31);
    const auto net = application.money("net_cost").value_or(Money());
    const auto half = law.amount("base_amount", in_year).share(BasisPoints{5'000}, Rounding::down);
    if (net < half) found.problems.push_back({"net_cost", "aid.cost_below_half_base", {half.swedish(), "12 § 2"}});
    const auto share = law.share("home_delivery_share", day);
    const auto aid = net.share(share, Rounding::down);
    found.lines.push_back({"net_cost", "", net, share, aid, "13 §"});
    const auto occasions = application.number("occasions").value_or(0);
    const auto cap = Money::of_minor(law.amount("home_delivery_per_occasion", day).minor() * occasions);
    found.most = least(aid, cap);
}

// 15-17, 25 §§: each cost at its own share; a measure begun before the application gives nothing.
void assess_investment(const SupportForm& form, const Application& application, const Parameters& law,
                       const AssessmentFacts& facts, Date day, Assessment& found) {
    for (const auto& row : application.costs) {
        const auto* line = form.cost_line(row.line);
        const auto share = law.share(line->share_parameter, day);
        const auto aid = row.amount.share(share, Rounding::down);
        found.lines.push_back({row.line, row.description, row.amount, share, aid, line->paragraph});
        found.most += aid;
    }
    const auto start = application.value("start_on");
    if (!start.empty() && Date::parse(start) < facts.received) {
        found.problems.push_back({"start_on", "aid.started_before", {facts.received.iso(), "25 §"}});
    }
}

// 20, 22 §§: servicebidrag and driftstöd of the same year share one ceiling.
void cap_together(const Application& application, const Parameters& law, const AssessmentFacts& facts, Date day,
                  std::string_view paragraph, Assessment& found) {
    const auto cap = law.amount("yearly_cap", day);
    const auto left = facts.other_aid_this_year < cap ? cap - facts.other_aid_this_year : Money();
    if (left.zero()) found.problems.push_back({"amount_sought", "aid.nothing_left", {cap.swedish(), std::string(paragraph)}});
    found.lines.push_back({"yearly_cap", "", cap, BasisPoints{10'000}, left, std::string(paragraph)});
    found.most = least(left, application.money("amount_sought").value_or(Money()));
}

void assess_operating(const Application& application, const Parameters& law, const AssessmentFacts& facts, Date day,
                      Assessment& found) {
    const auto distance = law.number("operating_distance", day);
    if (!facts.special_reasons && facts.next_outlet_metres && *facts.next_outlet_metres <= distance) {
        found.problems.push_back({"next_outlet_km", "aid.too_near",
                                  {kilometres(*facts.next_outlet_metres), kilometres(distance), "21 § 2"}});
    }
    const auto most_turnover = law.amount("operating_turnover", day);
    if (!facts.special_reasons && facts.turnover && *facts.turnover > most_turnover) {
        found.problems.push_back({"turnover", "aid.turnover_too_high", {most_turnover.swedish(), "21 § 4"}});
    }
    if (application.value("open_all_year") == "no") found.problems.push_back({"open_all_year", "aid.not_all_year", {"21 § 3"}});
    cap_together(application, law, facts, day, "22 §", found);
}

}  // namespace

Assessment assess(const SupportForm& form, const Application& application, const Parameters& law, const AssessmentFacts& facts,
                  Date day) {
    Assessment found;
    if (form.name == "home_delivery_grant") assess_home_delivery(application, law, day, found);
    if (form.name == "investment_support") assess_investment(form, application, law, facts, day, found);
    if (form.name == "operating_support") assess_operating(application, law, facts, day, found);
    if (form.name == "service_grant") {
        if (facts.service_grant_years_before >= law.number("service_grant_years", day)) {
            found.problems.push_back({"grant_year", "aid.three_years", {"20 §"}});
        }
        cap_together(application, law, facts, day, "20 §", found);
    }
    return found;
}

Money payable_now(BasisPoints share, Money approved_total, Money granted, Money paid_before) {
    const auto earned = least(approved_total.share(share, Rounding::down), granted);
    return earned > paid_before ? earned - paid_before : Money();
}

}  // namespace bygd
