#include "payouts/claim_calculation.hpp"

#include <nlohmann/json.hpp>

namespace bygd {

namespace {

Money above(Money whole, Money part) { return part < whole ? whole - part : Money(); }

}  // namespace

Money ClaimCalculation::over() const {
    Money total;
    for (const auto& line : lines) total += line.over();
    return total;
}

ClaimCalculation calculate_claim(std::vector<ClaimLine> lines, const ClaimMoney& money) {
    ClaimCalculation done;
    Money counted;
    for (const auto& line : lines) {
        done.lines_aid += line.aid();
        counted += line.counted();
    }
    done.lines = std::move(lines);
    // What was given in kind is a cost and its own financing: support never pays more than what was paid in money.
    done.earned = least(done.lines_aid, above(counted, money.in_kind));
    done.paid = money.paid;
    done.unsettled = least(above(money.paid, done.earned), money.advanced);
    done.left = money.granted - money.paid - money.released;
    done.payable = least(above(done.earned, money.paid), done.left);
    return done;
}

nlohmann::json to_json(const ClaimCalculation& done) {
    nlohmann::json lines = nlohmann::json::array();
    for (const auto& line : done.lines) {
        lines.push_back({{"line", line.line}, {"before", line.before.plain()}, {"now", line.now.plain()},
                         {"approved_in_all", line.in_all().plain()}, {"cap", line.cap ? nlohmann::json(line.cap->plain()) : nlohmann::json()},
                         {"counted", line.counted().plain()}, {"share", line.share.value}, {"aid", line.aid().plain()}});
    }
    return {{"lines", std::move(lines)}, {"earned", done.earned.plain()}, {"paid", done.paid.plain()},
            {"unsettled", done.unsettled.plain()}, {"left", done.left.plain()}, {"payable", done.payable.plain()}};
}

std::optional<ClaimCalculation> claim_calculation_of_json(const nlohmann::json& kept) {
    if (!kept.contains("lines") || !kept.contains("payable")) return std::nullopt;
    const auto money = [](const nlohmann::json& from, const char* name) { return Money::parse(from.at(name).get<std::string>()); };
    ClaimCalculation done;
    for (const auto& line : kept.at("lines")) {
        ClaimLine read{line.at("line").get<std::string>(), std::nullopt, BasisPoints{line.at("share").get<std::int64_t>()},
                       money(line, "before"), money(line, "now")};
        if (!line.at("cap").is_null()) read.cap = money(line, "cap");
        done.lines_aid += read.aid();
        done.lines.push_back(std::move(read));
    }
    done.earned = money(kept, "earned");
    done.paid = money(kept, "paid");
    done.unsettled = money(kept, "unsettled");
    done.left = money(kept, "left");
    done.payable = money(kept, "payable");
    return done;
}

Money most_in_advance(const ClaimMoney& money, BasisPoints share) {
    const auto most = money.granted.share(share, Rounding::down);
    return least(above(most, money.advanced), above(money.granted, money.paid + money.released));
}

}  // namespace bygd
