#include "budget/fund_actions.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "budget/commitment_store.hpp"
#include "budget/fund_decision_store.hpp"
#include "budget/fund_store.hpp"
#include "budget/part_budget_store.hpp"
#include "database/pool.hpp"

namespace bygd {

namespace {

std::string typed(const FundFields& fields, std::string_view name) { return fund_field(fields, name); }

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

// An allocation or a withdrawal with the decision it rests on.
void move_by_decision(Transaction& tx, LedgerEntry entry, const std::string& reference) {
    FundDecision decision;
    decision.matter = entry.movement == Movement::allocation ? FundMatter::allocation : FundMatter::withdrawal;
    decision.fund = entry.fund;
    decision.amount = entry.amount;
    decision.decided_on = entry.booked_on;
    decision.reference = reference;
    decision.text = entry.text;
    decision.actor = entry.actor;
    decision.made_at = entry.made_at;
    entry.decision = insert_fund_decision(tx, decision);
    move_money(tx, entry);
}

void read_reference(const FundFields& fields, std::string& reference, Problems& problems) {
    reference = typed(fields, "reference");
    if (characters(reference) > limits::short_text) {
        problems.push_back({"reference", "text.too_long", {std::to_string(limits::short_text)}});
    } else if (reference != one_line(reference)) problems.push_back({"reference", "text.one_line"});
}

FundDecision decision_by(const Actor& actor, Instant now, FundMatter matter) {
    FundDecision decision;
    decision.matter = matter;
    decision.made_at = now;
    decision.actor = actor.id.valid() ? std::optional(actor.id) : std::nullopt;
    return decision;
}

Fund fund_of(const Services& services, Id<Fund> id) {
    const auto fund = services.database.look_up([&](Transaction& tx) { return find_fund(tx, id); });
    if (!fund) refuse(ErrorKind::not_found, "not_found");
    return *fund;
}

LedgerEntry entry_of(const FundDecision& decision, Id<Fund> fund, Movement movement, Money amount) {
    LedgerEntry entry;
    entry.fund = fund;
    entry.movement = movement;
    entry.amount = amount;
    entry.booked_on = decision.decided_on;
    entry.made_at = decision.made_at;
    entry.actor = decision.actor;
    entry.text = decision.text.empty() ? decision.reference : decision.text;
    entry.decision = decision.id;
    return entry;
}

// `amount` to the fund, or from it when it is below zero.
LedgerEntry signed_entry(const FundDecision& decision, Id<Fund> fund, Money amount) {
    return entry_of(decision, fund, amount.negative() ? Movement::withdrawal : Movement::allocation,
                    amount.negative() ? -amount : amount);
}

// What a decision means for its fund, and of a move for the other: more, or less. Always in the order of the funds, so that
// two moves in opposite directions wait for each other rather than meet.
std::vector<LedgerEntry> entries_of(const FundDecision& decision, Money more) {
    const auto fund = decision.fund.value();
    if (decision.matter == FundMatter::allocation) return {signed_entry(decision, fund, more)};
    if (decision.matter == FundMatter::withdrawal) return {signed_entry(decision, fund, -more)};
    const auto to = decision.to_fund.value();
    std::vector<LedgerEntry> both{signed_entry(decision, fund, -more), signed_entry(decision, to, more)};
    both[0].other_fund = to;
    both[1].other_fund = fund;
    if (to < fund) std::swap(both[0], both[1]);
    return both;
}

std::optional<Fund> fund_named(Transaction& tx, const std::string& name) {
    return all_digits(name) ? find_fund(tx, Id<Fund>(whole_number(name).value_or(0))) : find_fund(tx, canonical_fund_code(name));
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
    std::string reference;
    read_reference(fields, reference, problems);
    read_movement(fields, fund.year, stockholm_day(now), entry, problems);
    require_none(std::move(problems));
    fund.id = services.database.transact(actor, [&](Transaction& tx) {
        auto first = entry;
        try {
            first.fund = insert_fund(tx, fund);
        } catch (const DuplicateKey&) {
            require_none({{"code", "fund.code_taken"}});
        }
        move_by_decision(tx, first, reference);
        return first.fund;
    });
    record("fund_added", actor, fund, entry.amount);
    return fund;
}

FundBalance move_funds(const Services& services, const Actor& actor, Id<Fund> id, const FundFields& fields) {
    require_fund_manager(actor);
    const auto fund = fund_of(services, id);
    const auto now = services.clock.now();
    auto entry = entry_by(actor, now);
    entry.fund = id;
    Problems problems;
    const auto movement = movement_of(typed(fields, "movement"));
    if (movement != Movement::allocation && movement != Movement::withdrawal) {
        problems.push_back({"movement", "choice.unknown"});
    }
    std::string reference;
    read_reference(fields, reference, problems);
    read_movement(fields, fund.year, stockholm_day(now), entry, problems);
    require_none(std::move(problems));
    entry.movement = *movement;
    const auto balance = services.database.transact(actor, [&](Transaction& tx) {
        move_by_decision(tx, entry, reference);
        return balance_of(tx, id).value();
    });
    record(entry.movement == Movement::allocation ? "fund_allocated" : "fund_withdrawn", actor, fund, entry.amount);
    return balance;
}

FundDecision move_between_funds(const Services& services, const Actor& actor, Id<Fund> from, const FundFields& fields) {
    require_fund_manager(actor);
    const auto fund = fund_of(services, from);
    const auto now = services.clock.now();
    auto decision = decision_by(actor, now, FundMatter::move);
    decision.fund = from;
    Problems problems;
    const auto to = typed(fields, "to");
    const auto other = to.empty() ? std::nullopt : services.database.look_up([&](Transaction& tx) { return fund_named(tx, to); });
    if (to.empty()) problems.push_back({"to", "required"});
    else if (!other) problems.push_back({"to", "fund.unknown"});
    else if (other->id == from) problems.push_back({"to", "fund.same_fund"});
    read_fund_decision(fields, std::max(fund.year, other ? other->year : 0), stockholm_day(now), FundAmount::above_zero, decision, problems);
    require_none(std::move(problems));
    decision.to_fund = other->id;
    services.database.transact(actor, [&](Transaction& tx) {
        decision.id = insert_fund_decision(tx, decision);
        for (const auto& entry : entries_of(decision, decision.amount)) move_money(tx, entry);
    });
    record("fund_moved", actor, fund, decision.amount);
    return decision;
}

FundDecision correct_fund_decision(const Services& services, const Actor& actor, Id<FundDecision> id, const FundFields& fields) {
    require_fund_manager(actor);
    const auto wrong = services.database.look_up([&](Transaction& tx) { return find_fund_decision(tx, id); });
    if (!wrong) refuse(ErrorKind::not_found, "not_found");
    const bool moves = wrong->matter != FundMatter::part_budget && wrong->matter != FundMatter::authorisation;
    if (!moves) refuse(ErrorKind::conflict, "fund_decision.decide_again");
    const auto fund = fund_of(services, wrong->fund.value());
    const auto now = services.clock.now();
    auto decision = *wrong;
    decision.made_at = now;
    decision.actor = decision_by(actor, now, wrong->matter).actor;
    decision.corrects = id;
    Problems problems;
    read_fund_decision(fields, fund.year, stockholm_day(now), FundAmount::zero_too, decision, problems);
    if (decision.text.empty()) problems.push_back({"text", "required"});
    if (problems.empty() && decision.amount == wrong->amount) problems.push_back({"amount", "fund_decision.same_amount"});
    require_none(std::move(problems));
    services.database.transact(actor, [&](Transaction& tx) {
        try {
            decision.id = insert_fund_decision(tx, decision);
        } catch (const DuplicateKey&) {
            refuse(ErrorKind::conflict, "fund_decision.corrected");
        }
        for (auto& entry : entries_of(decision, decision.amount - wrong->amount)) {
            entry.corrects = entry_of_decision(tx, id, entry.fund);
            move_money(tx, entry);
        }
    });
    record("fund_decision_corrected", actor, fund, decision.amount);
    return decision;
}

PartBudget decide_part_budget(const Services& services, const Actor& actor, Id<Fund> id, const FundFields& fields) {
    require_fund_manager(actor);
    const auto fund = fund_of(services, id);
    const auto now = services.clock.now();
    auto decision = decision_by(actor, now, FundMatter::part_budget);
    decision.fund = id;
    const auto form = typed(fields, "form"), municipality = typed(fields, "municipality");
    Problems problems;
    const auto forms = services.forms.all();
    if (form.empty() && municipality.empty()) problems.push_back({"form", "part.of_nothing"});
    if (!form.empty() && std::none_of(forms.begin(), forms.end(), [&](const auto* one) { return one->name == form; })) {
        problems.push_back({"form", "choice.unknown"});
    }
    if (!municipality.empty() && !services.database.look_up([&](Transaction& tx) { return municipality_named(tx, municipality); })) {
        problems.push_back({"municipality", "choice.unknown"});
    }
    read_fund_decision(fields, fund.year, stockholm_day(now), FundAmount::zero_too, decision, problems);
    require_none(std::move(problems));
    const auto part = services.database.transact(actor, [&](Transaction& tx) {
        auto made = put_part_budget(tx, id, form, municipality, decision.amount);
        require_fund_open(tx, fund);
        const auto allocated = balance_of(tx, id).value().allocated;
        if (allocated < decision.amount) throw Error(ErrorKind::invalid, {{"amount", "part.over_fund", {allocated.swedish()}}});
        auto kept = decision;
        kept.part = made.id;
        insert_fund_decision(tx, kept);
        return made;
    });
    record("part_budget_decided", actor, fund, decision.amount);
    return part;
}

Authorisation decide_authorisation(const Services& services, const Actor& actor, const FundFields& fields) {
    require_fund_manager(actor);
    const auto now = services.clock.now();
    auto decision = decision_by(actor, now, FundMatter::authorisation);
    Problems problems;
    const auto source = typed(fields, "source");
    if (std::find(std::begin(fund_sources), std::end(fund_sources), source) == std::end(fund_sources)) {
        problems.push_back({"source", "choice.unknown"});
    }
    const auto year = static_cast<int>(std::clamp<std::int64_t>(whole_number(typed(fields, "year")).value_or(0), 0, 9999));
    if (year < fund_year_least || year > fund_year_most) {
        problems.push_back({"year", "number.range", {std::to_string(fund_year_least), std::to_string(fund_year_most)}});
    }
    read_fund_decision(fields, year, stockholm_day(now), FundAmount::zero_too, decision, problems);
    require_none(std::move(problems));
    const auto made = services.database.transact(actor, [&](Transaction& tx) {
        auto row = put_authorisation(tx, source, year, decision.amount);
        const auto last = authorisation_decided_on(tx, row.id);
        if (last && decision.decided_on < *last) {
            throw Error(ErrorKind::invalid, {{"decided_on", "authorisation.older", {last->iso()}}});
        }
        auto kept = decision;
        kept.authorisation = row.id;
        insert_fund_decision(tx, kept);
        return row;
    });
    log::info("authorisation_decided", {{"source", source}, {"year", std::to_string(year)}, {"amount", decision.amount.plain()},
                                        {"by", std::to_string(actor.id.value())}});
    return made;
}

}  // namespace bygd
