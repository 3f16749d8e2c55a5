#include "budget/fund.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

struct Kind {
    Movement movement;
    std::string_view name;
    Accounts accounts;
};

constexpr std::array<Kind, 9> kinds{{
    {Movement::allocation, "allocation", {"free", "allotment"}},
    {Movement::withdrawal, "withdrawal", {"allotment", "free"}},
    {Movement::reservation, "reservation", {"reserved", "free"}},
    {Movement::reservation_released, "reservation_released", {"free", "reserved"}},
    {Movement::grant, "grant", {"granted", "reserved"}},
    {Movement::payment, "payment", {"paid", "granted"}},
    {Movement::release, "release", {"released", "granted"}},
    {Movement::repayment, "repayment", {"repaid", "paid"}},
    {Movement::correction, "correction", {"free", "granted"}},
}};

const Kind& kind_of(Movement movement) { return kinds.at(static_cast<std::size_t>(movement)); }

bool good_code(std::string_view code) {
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    return letter(code.front()) && code.size() <= 40 && std::all_of(code.begin(), code.end(), [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '-';
    });
}

}  // namespace

std::string canonical_fund_code(std::string_view typed) {
    auto code = trimmed(typed);
    std::transform(code.begin(), code.end(), code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    return code;
}

Problems check_fund(const Fund& fund) {
    Problems problems;
    if (fund.code.empty()) problems.push_back({"code", "required"});
    else if (!good_code(fund.code)) problems.push_back({"code", "fund.code"});
    if (fund.name.empty()) problems.push_back({"name", "required"});
    else if (characters(fund.name) > limits::short_text) {
        problems.push_back({"name", "text.too_long", {std::to_string(limits::short_text)}});
    } else if (fund.name != one_line(fund.name)) problems.push_back({"name", "text.one_line"});
    if (fund.year < fund_year_least || fund.year > fund_year_most) {
        problems.push_back({"year", "number.range", {std::to_string(fund_year_least), std::to_string(fund_year_most)}});
    }
    if (std::find(std::begin(fund_sources), std::end(fund_sources), fund.source) == std::end(fund_sources)) {
        problems.push_back({"source", "choice.unknown"});
    }
    return problems;
}

bool may_read_funds(const Roles& roles) {
    return std::any_of(roles.begin(), roles.end(), [](Role role) { return role != Role::administrator; });
}

void require_fund_reader(const Actor& actor) {
    if (!may_read_funds(actor.roles)) refuse(ErrorKind::not_found, "not_found");
}

void require_fund_manager(const Actor& actor) {
    require_fund_reader(actor);
    if (!actor.has(Role::manager)) refuse(ErrorKind::forbidden, "fund.managers_only");
}

std::string_view to_string(Movement movement) { return kind_of(movement).name; }

std::optional<Movement> movement_of(std::string_view name) {
    for (const auto& kind : kinds) {
        if (kind.name == name) return kind.movement;
    }
    return std::nullopt;
}

Accounts accounts_of(Movement movement) { return kind_of(movement).accounts; }

FundBalance moved(FundBalance balance, Movement movement, Money amount, bool reuse_released) {
    switch (movement) {
        case Movement::allocation: balance.allocated += amount; break;
        case Movement::withdrawal: balance.allocated -= amount; break;
        case Movement::reservation: balance.reserved += amount; break;
        case Movement::reservation_released: balance.reserved -= amount; break;
        case Movement::grant:
            balance.reserved -= amount;
            balance.granted += amount;
            break;
        case Movement::payment: balance.paid += amount; break;
        case Movement::release:
            balance.released += amount;
            if (reuse_released) balance.reusable += amount;
            break;
        case Movement::repayment: balance.repaid += amount; break;
        case Movement::correction: balance.granted -= amount; break;
    }
    return balance;
}

FundBalance& FundBalance::operator+=(const FundBalance& more) {
    allocated += more.allocated;
    reserved += more.reserved;
    granted += more.granted;
    paid += more.paid;
    released += more.released;
    repaid += more.repaid;
    reusable += more.reusable;
    return *this;
}

YearFlow& YearFlow::operator+=(const YearFlow& more) {
    opening += more.opening;
    granted += more.granted;
    paid += more.paid;
    released += more.released;
    return *this;
}

YearFlow flow_of_year(Money outstanding_now, std::span<const BookedSum> sums) {
    YearFlow in_year, since;
    for (const auto& sum : sums) {
        YearFlow one;
        if (sum.movement == Movement::grant) one.granted = sum.amount;
        if (sum.movement == Movement::correction) one.granted = -sum.amount;
        if (sum.movement == Movement::payment) one.paid = sum.amount;
        if (sum.movement == Movement::release) one.released = sum.amount;
        since += one;
        if (!sum.later) in_year += one;
    }
    in_year.opening = outstanding_now - since.granted + since.paid + since.released;
    return in_year;
}

}  // namespace bygd
