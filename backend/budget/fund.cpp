#include "budget/fund.hpp"

#include <array>
#include <utility>

namespace bygd {

namespace {

struct Kind {
    Movement movement;
    std::string_view name;
    Accounts accounts;
};

constexpr std::array<Kind, 8> kinds{{
    {Movement::allocation, "allocation", {"free", "allotment"}},
    {Movement::withdrawal, "withdrawal", {"allotment", "free"}},
    {Movement::reservation, "reservation", {"reserved", "free"}},
    {Movement::reservation_released, "reservation_released", {"free", "reserved"}},
    {Movement::grant, "grant", {"granted", "reserved"}},
    {Movement::payment, "payment", {"paid", "granted"}},
    {Movement::release, "release", {"released", "granted"}},
    {Movement::repayment, "repayment", {"repaid", "paid"}},
}};

const Kind& kind_of(Movement movement) { return kinds.at(static_cast<std::size_t>(movement)); }

}  // namespace

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
    }
    return balance;
}

}  // namespace bygd
