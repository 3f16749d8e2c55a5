#include "aid/de_minimis.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace bygd {

namespace {

constexpr std::array<std::string_view, 2> ledger_texts{"general", "sgei"};
constexpr std::array<std::string_view, 3> source_texts{"own", "declared", "looked_up"};
constexpr std::array<std::string_view, 8> count_texts{"counted",   "last_day",     "carried",    "before_window",
                                                      "after_day", "same_as_ours", "taken_back", "other_company"};

template <typename Enum, typename Texts>
std::optional<Enum> enum_of(const Texts& texts, std::string_view text) {
    const auto found = std::find(texts.begin(), texts.end(), text);
    if (found == texts.end()) return std::nullopt;
    return static_cast<Enum>(found - texts.begin());
}

Money no_euro() {
    return Money::of_minor(0, Currency::eur);
}

}  // namespace

std::string_view to_string(AidLedger ledger) {
    return ledger_texts[static_cast<std::size_t>(ledger)];
}
std::optional<AidLedger> aid_ledger_of(std::string_view text) {
    return enum_of<AidLedger>(ledger_texts, text);
}
std::string_view to_string(AidSource source) {
    return source_texts[static_cast<std::size_t>(source)];
}
std::optional<AidSource> aid_source_of(std::string_view text) {
    return enum_of<AidSource>(source_texts, text);
}
std::string_view to_string(AidCount why) {
    return count_texts[static_cast<std::size_t>(why)];
}

AidWindow AidRegulation::window_on(Date day, unsigned first_fiscal_month) const {
    if (fiscal_years) {
        const int begun = day.month() >= first_fiscal_month ? day.year() : day.year() - 1;
        return {Date(begun - (years - 1), first_fiscal_month, 1), day, false};
    }
    const auto first = day.plus_years(-years);
    if (!lower_bound_inclusive) return {first.plus_days(1), day, false};
    return {first, day, true};
}

Money AidPosition::left() const {
    return used < limit() ? limit() - used : no_euro();
}
Money AidPosition::over() const {
    return used > limit() ? used - limit() : no_euro();
}

bool AidPosition::leaves_tomorrow() const {
    return std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.why == AidCount::last_day; });
}

namespace {

using Shares = std::map<Id<Organisation>, Money>;

// Who a grant counts for after every merger and split up to the day: the parts always sum to the whole.
Shares carried_along(const AidGrant& grant, Money whole, const std::vector<AidSuccession>& by_day, Date day) {
    Shares shares{{grant.organisation, whole}};
    for (const auto& each : by_day) {
        if (each.day < grant.day || each.day > day) continue;
        const auto giver = shares.find(each.from);
        if (giver == shares.end() || each.from == each.to) continue;
        const auto moved = giver->second.share(each.share, Rounding::half_up);
        giver->second -= moved;
        const auto [taker, added] = shares.emplace(each.to, moved);
        if (!added) taker->second += moved;
    }
    return shares;
}

Money share_of(const Shares& shares, const std::set<Id<Organisation>>& group) {
    auto part = no_euro();
    for (const auto& [organisation, amount] : shares) {
        if (group.contains(organisation)) part += amount;
    }
    return part;
}

AidCount reason(const AidGrant& grant, const AidWindow& window, Money whole, Money part,
                const std::set<Id<Organisation>>& group) {
    if (grant.same_as) return AidCount::same_as_ours;
    if (grant.day < window.from) return AidCount::before_window;
    if (grant.day > window.to) return AidCount::after_day;
    if (whole.zero()) return AidCount::taken_back;
    if (part.zero()) return AidCount::other_company;
    if (window.on_the_limit && grant.day == window.from) return AidCount::last_day;
    return group.contains(grant.organisation) && part == whole ? AidCount::counted : AidCount::carried;
}

}  // namespace

AidPosition position_of(const AidRegulation& regulation, Date day, const std::set<Id<Organisation>>& group,
                        const std::vector<AidGrant>& grants, const std::vector<AidSuccession>& successions,
                        unsigned first_fiscal_month) {
    AidPosition position{regulation, regulation.window_on(day, first_fiscal_month), no_euro(), {}};
    std::map<Id<AidGrant>, Money> corrected;
    for (const auto& grant : grants) {
        if (!grant.corrects) continue;
        const auto [known, first] = corrected.emplace(*grant.corrects, grant.euro);
        if (!first) known->second += grant.euro;
    }
    auto by_day = successions;
    std::stable_sort(by_day.begin(), by_day.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
    for (const auto& grant : grants) {
        if (grant.corrects || grant.ledger != regulation.ledger) continue;
        CountedAid row{grant, grant.euro, no_euro(), AidCount::counted};
        if (const auto found = corrected.find(grant.id); found != corrected.end()) row.whole += found->second;
        const auto part = share_of(carried_along(grant, row.whole, by_day, day), group);
        row.why = reason(grant, position.window, row.whole, part, group);
        if (counts(row.why)) row.counted = part;
        position.used += row.counted;
        position.rows.push_back(std::move(row));
    }
    std::stable_sort(position.rows.begin(), position.rows.end(),
                     [](const auto& a, const auto& b) { return a.grant.day > b.grant.day; });
    return position;
}

DeMinimisOutlook outlook_of(const AidPosition& position, Date day, Money kronor,
                            const std::optional<ExchangeRate>& rate, std::int64_t days_old) {
    DeMinimisOutlook outlook;
    outlook.applies = true;
    outlook.ledger = position.regulation.ledger;
    outlook.regulation = position.regulation.number;
    outlook.before = outlook.after = position.used;
    outlook.limit = position.limit();
    if (position.leaves_tomorrow()) {
        outlook.warnings.push_back({"de_minimis", "de_minimis.last_day", {position.window.from.iso()}});
    }
    if (!rate || day - rate->day > days_old) {
        outlook.fits = false;
        outlook.problems.push_back({"de_minimis", "de_minimis.no_rate", {day.iso(), std::to_string(days_old)}});
        return outlook;
    }
    outlook.rate = rate;
    outlook.amount = in_euro(kronor, rate->millionths);
    outlook.after = outlook.before + outlook.amount;
    outlook.largest = position.over().zero() ? most_kronor_within(position.left(), rate->millionths) : Money();
    outlook.fits = outlook.after <= outlook.limit;
    if (outlook.fits) return outlook;
    if (!position.over().zero()) {
        outlook.problems.push_back({"de_minimis",
                                    "de_minimis.over_already",
                                    {outlook.limit.swedish(), outlook.before.swedish(), position.over().swedish()}});
    } else {
        const auto over = outlook.after - outlook.limit;
        outlook.problems.push_back(
            {"de_minimis", "de_minimis.over", {outlook.limit.swedish(), over.swedish(), outlook.largest.swedish()}});
    }
    return outlook;
}

namespace {

AidGrant difference_to(const AidGrant& grant) {
    AidGrant row = grant;
    row.id = {};
    row.corrects = grant.id;
    row.same_as.reset();
    row.register_by.reset();
    row.note.clear();
    return row;
}

}  // namespace

std::optional<AidGrant> correction_of(const AidGrant& grant, const std::vector<AidGrant>& before, Money kronor) {
    if (!grant.kronor || !grant.rate) throw Error(ErrorKind::invalid, {{"amount", "de_minimis.in_euro"}});
    auto now = *grant.kronor;
    auto euro = grant.euro;
    for (const auto& each : before) {
        now += each.kronor.value_or(Money());
        euro += each.euro;
    }
    if (kronor > now) throw Error(ErrorKind::invalid, {{"amount", "de_minimis.correction_higher", {now.swedish()}}});
    if (kronor == now) return std::nullopt;
    auto row = difference_to(grant);
    row.kronor = kronor - now;
    row.euro = in_euro(kronor, *grant.rate) - euro;  // the row and its corrections sum to what is kept, rounded once
    return row;
}

std::optional<AidGrant> taken_back(const AidGrant& grant, const std::vector<AidGrant>& before) {
    auto row = difference_to(grant);
    row.euro = -grant.euro;
    if (grant.kronor) row.kronor = -*grant.kronor;
    for (const auto& each : before) {
        row.euro = row.euro - each.euro;
        if (each.kronor) row.kronor = row.kronor.value_or(Money()) - *each.kronor;
    }
    if (row.euro.zero()) return std::nullopt;
    return row;
}

}  // namespace bygd
