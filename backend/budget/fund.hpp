// A fund (anslag, pot) of one year, its balance, and the movements of money in it. Pure values. The figures are those a
// programme manager follows (domain §8); every one is the sum of the ledger rows of its kind.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace bygd {

struct Case;

struct Fund {
    Id<Fund> id;
    std::string code;                // "RUS-1:1-2026"
    std::string name;
    int year = 0;
    std::string source;              // "state_1_1", "national_pot", "own"
    bool reuse_released = false;     // released money may be granted again in the same year
};

struct FundBalance {
    Money allocated;                 // tilldelat, net of withdrawals
    Money reserved;                  // intecknat: proposals on their way to a decision
    Money granted;                   // beslutat
    Money paid;                      // utbetalt: booked payments
    Money released;                  // återfört: granted and never to be paid
    Money repaid;                    // återbetalt
    Money reusable;                  // the part of released that may be granted again

    Money left_to_decide() const { return allocated + reusable - granted; }              // kvar att besluta
    Money left_to_reserve() const { return allocated + reusable - granted - reserved; }   // ledigt
    Money outstanding() const { return granted - paid - released; }                      // kvar att betala (skuld)
    bool operator==(const FundBalance&) const = default;
};

enum class Movement { allocation, withdrawal, reservation, reservation_released, grant, payment, release, repayment };
std::string_view to_string(Movement);
std::optional<Movement> movement_of(std::string_view);

// The accounts a movement runs between: from credit to debit.
struct Accounts {
    std::string_view debit, credit;
};
Accounts accounts_of(Movement);

// What a balance becomes when a movement is added to it: how verify recomputes it from nothing.
FundBalance moved(FundBalance, Movement, Money amount, bool reuse_released);

struct LedgerEntry {
    std::int64_t id = 0;
    Id<Fund> fund;
    std::optional<Id<Case>> subject;
    Movement movement = Movement::allocation;
    Money amount;                    // always more than zero
    Date booked_on;
    Instant made_at;
    std::optional<Id<User>> actor;
    std::string text;
};

}  // namespace bygd
