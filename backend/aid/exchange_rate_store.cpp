#include "aid/exchange_rate_store.hpp"

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

}  // namespace

Id<ExchangeRate> insert_rate(Transaction& tx, const ExchangeRate& rate, Id<User> by) {
    const auto before = rate_of_day(tx, rate.day);
    const auto corrects = before ? std::optional(before->id) : std::nullopt;
    const auto entered_by = by.valid() ? std::optional(by) : std::nullopt;
    try {
        return tx.insert<ExchangeRate>(
            "INSERT INTO exchange_rate (rate_day, sequence, rate_millionths, source, note, corrects_id, entered_by,"
            " entered_by_name, entered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {rate.day, before ? before->sequence + 1 : 1, rate.millionths, rate.source, rate.note, corrects, entered_by,
             rate.entered_by, rate.entered_at});
    } catch (const DuplicateKey&) {
        refuse(ErrorKind::conflict, "rate.taken");
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
