// A fund (anslag, pot) of one year, its balance, and the movements of money in it. Pure values. The figures are those a
// programme manager follows (domain §8); every one is the sum of the ledger rows of its kind.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace bygd {

struct Case;
struct FundDecision;

struct Fund {
    Id<Fund> id;
    std::string code;                // "RUS-2026": begins with a letter, so that it is never taken for an id
    std::string name;
    int year = 0;
    std::string source;              // one of fund_sources
    bool reuse_released = false;     // released money may be granted again in the same year
};

inline constexpr std::string_view fund_sources[] = {"state_1_1", "national_pot", "own"};
inline constexpr int fund_year_least = 2000, fund_year_most = 2099;

// What is wrong with a fund as typed: required, text.too_long, text.one_line, fund.code (letters A-Z, digits, hyphens,
// a letter first), number.range, choice.unknown.
Problems check_fund(const Fund&);
std::string canonical_fund_code(std::string_view typed);             // "rus-2026 " -> "RUS-2026"

// Everyone who works with cases reads the budget; a programme manager writes it (design.md §1).
bool may_read_funds(const Roles&);
void require_fund_reader(const Actor&);                               // throws Error not_found
void require_fund_manager(const Actor&);                              // not_found, or forbidden fund.managers_only

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
    // Released and not to be granted again: with paid, outstanding, reserved and left_to_reserve it makes up allocated.
    Money forfeited() const { return released - reusable; }
    FundBalance& operator+=(const FundBalance&);
    bool operator==(const FundBalance&) const = default;
};

// `correction`: granted is lowered by a later decision on the same case, and may be granted to others.
enum class Movement { allocation, withdrawal, reservation, reservation_released, grant, payment, release, repayment, correction };
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
    std::optional<Id<FundDecision>> decision;   // it rests on; none for what happens to a case
    std::optional<Id<Fund>> other_fund;         // of a move between funds: the one at the other end
    std::optional<std::int64_t> corrects;       // the entry that was wrong
};

// Booked in one calendar year on some funds, with the debt before and after it (domain §8: state money is settled on the
// payments of the year, commitments on the debt; they are two different budgets).
struct YearFlow {
    Money opening;                   // debt when the year began
    Money granted, paid, released;   // booked in the year
    Money closing() const { return opening + granted - paid - released; }
    YearFlow& operator+=(const YearFlow&);
    bool operator==(const YearFlow&) const = default;
};

// The sum of one kind of movement on the funds, in the year asked for or after it.
struct BookedSum {
    Movement movement = Movement::grant;
    bool later = false;              // booked after the year
    Money amount;
};

// Reckoned back from the debt of today, so that only what was booked since the year began has to be read.
YearFlow flow_of_year(Money outstanding_now, std::span<const BookedSum>);

}  // namespace bygd
