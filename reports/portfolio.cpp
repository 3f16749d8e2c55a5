#include "reports/portfolio.hpp"

#include <algorithm>
#include <map>

namespace bygd {

namespace {

__extension__ using Wide = __int128;   // öre times öre

constexpr int quarters_shown = 8;

struct Quarter {
    int year, number;
    auto operator<=>(const Quarter&) const = default;
};

Quarter quarter_of(Date day) { return {day.year(), static_cast<int>((day.month() + 2) / 3)}; }

std::size_t rank_of(std::string_view step) {
    return static_cast<std::size_t>(std::find(std::begin(portfolio_steps), std::end(portfolio_steps), step) - std::begin(portfolio_steps));
}

// The smallest length that at least `percent` of the cases did not exceed; `rows` by days.
int nearest_rank(std::span<const DayCount> rows, std::int64_t cases, int percent) {
    std::int64_t seen = 0;
    for (const auto& row : rows) {
        seen += row.cases;
        if (seen * 100 >= cases * percent) return row.days;
    }
    return 0;
}

Money part_of(Money whole, std::int64_t numerator, std::int64_t denominator) {
    return Money::of_minor(static_cast<std::int64_t>(Wide{whole.minor()} * numerator / denominator));
}

}  // namespace

PlaceFigures& PlaceFigures::operator+=(const PlaceFigures& more) {
    received += more.received;
    granted += more.granted;
    granted_amount += more.granted_amount;
    paid += more.paid;
    outstanding += more.outstanding;
    outlets += more.outlets;
    supported += more.supported;
    return *this;
}

std::vector<StepTime> step_times(std::vector<DayCount> rows) {
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.form, rank_of(a.step), a.days) < std::tuple(b.form, rank_of(b.step), b.days);
    });
    std::vector<StepTime> times;
    for (auto from = rows.begin(); from != rows.end();) {
        const auto to = std::find_if(from, rows.end(), [&](const auto& row) { return row.form != from->form || row.step != from->step; });
        StepTime time{from->form, from->step};
        for (auto at = from; at != to; ++at) time.cases += at->cases;
        time.median = nearest_rank({from, to}, time.cases, 50);
        time.ninetieth = nearest_rank({from, to}, time.cases, 90);
        times.push_back(std::move(time));
        from = to;
    }
    return times;
}

Forecast forecast_of(const std::vector<AgedAmount>& outstanding, const PaymentHistory& history, Date today) {
    std::map<int, std::int64_t> paid;   // öre by months since the decision
    for (const auto& row : history.paid) paid[std::max(row.months, 0)] += row.amount.minor();
    std::map<Quarter, Money> expected;
    const auto first = quarter_of(today), last = quarter_of(today.plus_months(3 * (quarters_shown - 1)));
    Money rest;
    Forecast forecast;
    forecast.by_history = !paid.empty() && history.granted > Money();
    for (const auto& group : outstanding) {
        const auto ahead = forecast.by_history ? paid.lower_bound(group.months) : paid.end();
        std::int64_t weight = 0;
        for (auto at = ahead; at != paid.end(); ++at) weight += at->second;
        const auto never = forecast.by_history ? part_of(group.amount, history.released.minor(), history.granted.minor()) : Money();
        forecast.never_paid += never;
        const auto whole = group.amount - never;
        // Older than any case that is closed: nobody can say when.
        if (weight == 0) {
            rest += whole;
            continue;
        }
        // Each month gets its share of the sum so far less what went before it, so that no öre is lost.
        std::int64_t so_far = 0;
        Money given;
        for (auto at = ahead; at != paid.end(); ++at) {
            so_far += at->second;
            const auto share = part_of(whole, so_far, weight) - given;
            given += share;
            const auto quarter = quarter_of(today.plus_months(at->first - group.months));
            (quarter <= last ? expected[quarter] : rest) += share;
        }
    }
    for (auto quarter = first; quarter <= last;) {
        forecast.parts.push_back({quarter.year, quarter.number, expected[quarter]});
        quarter = quarter.number == 4 ? Quarter{quarter.year + 1, 1} : Quarter{quarter.year, quarter.number + 1};
    }
    forecast.parts.push_back({0, 0, rest});
    return forecast;
}

PlaceFigures Portfolio::total() const {
    PlaceFigures sum;
    for (const auto& place : places) sum += place;
    return sum;
}

Money Portfolio::outstanding_after(int last) const {
    Money sum;
    for (const auto& one : maturities) {
        if (one.year > last) sum += one.outstanding;
    }
    return sum;
}

}  // namespace bygd
