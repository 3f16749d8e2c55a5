#include "budget/fund_actions.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "budget/fund_store.hpp"
#include "database/pool.hpp"

namespace bygd {

namespace {

std::string typed(const FundFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

Fund read_fund(const FundFields& fields) {
    Fund fund;
    fund.code = canonical_fund_code(typed(fields, "code"));
    fund.name = typed(fields, "name");
    fund.year = static_cast<int>(std::clamp<std::int64_t>(whole_number(typed(fields, "year")).value_or(0), 0, 9999));
    fund.source = typed(fields, "source");
    fund.reuse_released = typed(fields, "reuse_released") == "1";
    return fund;
}

// Amount, day and reason: what every movement made by hand is told. Money for a year is decided the year before at the
// earliest.
void read_movement(const FundFields& fields, int fund_year, Date today, LedgerEntry& entry, Problems& problems) {
    const auto gather = [&](auto read) {
        try {
            read();
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    };
    gather([&] {
        entry.amount = Money::parse(typed(fields, "amount"));
        if (entry.amount.zero()) problems.push_back({"amount", "amount.zero"});
    });
    gather([&] {
        const auto day = typed(fields, "booked_on");
        entry.booked_on = day.empty() ? today : Date::parse(day, "booked_on");
        const Date earliest(std::clamp(fund_year, fund_year_least, fund_year_most) - 1, 1, 1);
        if (entry.booked_on > today)
            problems.push_back({"booked_on", "fund.later_than_today"});
        else if (entry.booked_on < earliest)
            problems.push_back({"booked_on", "fund.before_year", {earliest.iso()}});
    });
    entry.text = typed(fields, "text");
    if (entry.text.empty()) problems.push_back({"text", "required"});
    if (characters(entry.text) > limits::ledger_text) {
        problems.push_back({"text", "text.too_long", {std::to_string(limits::ledger_text)}});
    }
}

LedgerEntry entry_by(const Actor& actor, Instant now) {
    LedgerEntry entry;
    entry.made_at = now;
    entry.actor = actor.id.valid() ? std::optional(actor.id) : std::nullopt;
    return entry;
}

void record(std::string_view what, const Actor& actor, const Fund& fund, Money amount) {
    log::info(what, {{"fund", fund.code}, {"amount", amount.plain()}, {"by", std::to_string(actor.id.value())}});
}

}  // namespace

Fund add_fund(const Services& services, const Actor& actor, const FundFields& fields) {
    require_fund_manager(actor);
    const auto now = services.clock.now();
    auto fund = read_fund(fields);
    auto entry = entry_by(actor, now);
    auto problems = check_fund(fund);
    read_movement(fields, fund.year, stockholm_day(now), entry, problems);
    require_none(std::move(problems));
    fund.id = services.database.transact(actor, [&](Transaction& tx) {
        auto first = entry;
        try {
            first.fund = insert_fund(tx, fund);
        } catch (const DuplicateKey&) {
            require_none({{"code", "fund.code_taken"}});
        }
        move_money(tx, first);
        return first.fund;
    });
    record("fund_added", actor, fund, entry.amount);
    return fund;
}

FundBalance move_funds(const Services& services, const Actor& actor, Id<Fund> id, const FundFields& fields) {
    require_fund_manager(actor);
    const auto fund = services.database.look_up([&](Transaction& tx) { return find_fund(tx, id); });
    if (!fund) refuse(ErrorKind::not_found, "not_found");
    const auto now = services.clock.now();
    auto entry = entry_by(actor, now);
    entry.fund = id;
    Problems problems;
    const auto movement = movement_of(typed(fields, "movement"));
    if (movement != Movement::allocation && movement != Movement::withdrawal) {
        problems.push_back({"movement", "choice.unknown"});
    }
    read_movement(fields, fund->year, stockholm_day(now), entry, problems);
    require_none(std::move(problems));
    entry.movement = *movement;
    const auto balance = services.database.transact(actor, [&](Transaction& tx) {
        move_money(tx, entry);
        return balance_of(tx, id).value();
    });
    record(entry.movement == Movement::allocation ? "fund_allocated" : "fund_withdrawn", actor, *fund, entry.amount);
    return balance;
}

}  // namespace bygd
