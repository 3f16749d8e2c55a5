#include "aid/exchange_rate_store.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace bygd {

namespace {

constexpr std::string_view columns =
    "SELECT id, rate_day, sequence, rate_millionths, source, note, corrects_id, entered_by_name, entered_at"
    " FROM exchange_rate";

ExchangeRate to_rate(const Row& row) {
    ExchangeRate rate;
    rate.id = row.id<ExchangeRate>("id");
    rate.day = row.date("rate_day");
    rate.sequence = static_cast<int>(row.integer("sequence"));
    rate.millionths = row.integer("rate_millionths");
    rate.source = row.text("source");
    rate.note = row.text("note");
    rate.corrects = row.maybe_id<ExchangeRate>("corrects_id");
    rate.entered_by = row.text("entered_by_name");
    rate.entered_at = row.instant("entered_at");
    return rate;
}

constexpr std::string_view insertion =
    "INSERT INTO exchange_rate (rate_day, sequence, rate_millionths, source, note, corrects_id, entered_by,"
    " entered_by_name, entered_at) VALUES ";
constexpr std::string_view places = "(?, ?, ?, ?, ?, ?, ?, ?, ?)";

void put(Values& values, const ExchangeRate& rate, int sequence, std::optional<Id<ExchangeRate>> corrects, Id<User> by) {
    const auto entered_by = by.valid() ? std::optional(by) : std::nullopt;
    values.insert(values.end(), {rate.day, sequence, rate.millionths, rate.source, rate.note, corrects, entered_by,
                                 rate.entered_by, rate.entered_at});
}

}  // namespace

Id<ExchangeRate> insert_rate(Transaction& tx, const ExchangeRate& rate, Id<User> by) {
    const auto before = rate_of_day(tx, rate.day);
    const auto corrects = before ? std::optional(before->id) : std::nullopt;
    Values values;
    put(values, rate, before ? before->sequence + 1 : 1, corrects, by);
    try {
        return tx.insert<ExchangeRate>(std::string(insertion) + std::string(places), values);
    } catch (const DuplicateKey&) {
        refuse(ErrorKind::conflict, "rate.taken");
    }
}

void insert_first_rates(Transaction& tx, const std::vector<ExchangeRate>& rates, Id<User> by) {
    constexpr std::size_t at_once = 500;
    for (std::size_t from = 0; from < rates.size(); from += at_once) {
        const auto to = std::min(rates.size(), from + at_once);
        Values values;
        for (auto i = from; i < to; ++i) put(values, rates[i], 1, std::nullopt, by);
        try {
            tx.execute(std::string(insertion) + repeated(to - from, places), values);
        } catch (const DuplicateKey&) {
            refuse(ErrorKind::conflict, "rate.taken");
        }
    }
}

std::optional<ExchangeRate> rate_on(Transaction& tx, Date day) {
    return tx.one(std::string(columns) + " WHERE rate_day <= ? ORDER BY rate_day DESC, sequence DESC LIMIT 1", {day},
                  to_rate);
}

std::optional<ExchangeRate> rate_of_day(Transaction& tx, Date day) {
    return tx.one(std::string(columns) + " WHERE rate_day = ? ORDER BY sequence DESC LIMIT 1", {day}, to_rate);
}

std::map<Date, std::int64_t> rates_between(Transaction& tx, Date from, Date to) {
    std::map<Date, std::int64_t> rates;
    tx.each(
        "SELECT rate_day, rate_millionths FROM exchange_rate WHERE rate_day BETWEEN ? AND ? ORDER BY rate_day, "
        "sequence",
        {from, to}, [&](const Row& row) { rates[row.date("rate_day")] = row.integer("rate_millionths"); });
    return rates;
}

std::vector<ExchangeRate> rates_before(Transaction& tx, Date day, std::size_t most) {
    return tx.all(std::string(columns) + " WHERE rate_day < ? ORDER BY rate_day DESC, sequence DESC LIMIT ?",
                  {day, most}, to_rate);
}

}  // namespace bygd
