#include "aid/exchange_rate.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "base/text.hpp"

namespace bygd {

__extension__ using Wide = __int128;  // an amount times a million

namespace {

constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t least_rate = million, most_rate = 1'000 * million;

std::string with_decimals(std::int64_t millionths, char mark, std::size_t least) {
    auto decimals = std::to_string(millionths % million);
    decimals.insert(0, 6 - decimals.size(), '0');
    while (decimals.size() > least && decimals.back() == '0') decimals.pop_back();
    return std::to_string(millionths / million) + mark + decimals;
}

[[noreturn]] void bad(std::string_view field, const char* code) {
    throw Error(ErrorKind::invalid, {{std::string(field), code}});
}

}  // namespace

std::string ExchangeRate::swedish() const {
    return with_decimals(millionths, ',', 4);
}
std::string ExchangeRate::plain() const {
    return with_decimals(millionths, '.', 6);
}

std::int64_t parse_rate(std::string_view text, std::string_view field) {
    const auto typed = trimmed(text);
    if (typed.empty()) bad(field, "rate.empty");
    const auto mark = typed.find_first_of(",.");
    const auto whole = typed.substr(0, mark);
    auto decimals = mark == typed.npos ? std::string() : typed.substr(mark + 1);
    if (!all_digits(whole) || whole.size() > 6 || (mark != typed.npos && !all_digits(decimals)))
        bad(field, "rate.format");
    if (decimals.size() > 6) bad(field, "rate.decimals");
    decimals.resize(6, '0');
    const auto millionths = *whole_number(whole) * million + *whole_number(decimals);
    if (millionths <= least_rate || millionths >= most_rate) bad(field, "rate.range");
    return millionths;
}

Money in_euro(Money kronor, std::int64_t rate_millionths) {
    if (kronor.currency() != Currency::sek || rate_millionths <= 0)
        throw std::logic_error("no amount in kronor, or no rate");
    const bool below_zero = kronor.negative();
    const Wide product =
        (below_zero ? -static_cast<Wide>(kronor.minor()) : static_cast<Wide>(kronor.minor())) * million;
    const Wide cents = (2 * product + rate_millionths) / (2 * static_cast<Wide>(rate_millionths));
    if (cents > INT64_MAX) throw std::overflow_error("amount");
    const auto size = static_cast<std::int64_t>(cents);
    return Money::of_minor(below_zero ? -size : size, Currency::eur);
}

Money most_kronor_within(Money euro, std::int64_t rate_millionths) {
    if (euro.currency() != Currency::eur || rate_millionths <= 0)
        throw std::logic_error("no amount in euro, or no rate");
    if (euro.negative()) return {};
    // Half a cent more would round up to the next cent, so anything below that still fits.
    const Wide ore =
        ((2 * static_cast<Wide>(euro.minor()) + 1) * rate_millionths - 1) / (2 * static_cast<Wide>(million));
    return Money::kronor(static_cast<std::int64_t>(ore / 100));
}

namespace {

// Whichever the line holds; a plain comma only where it parts a day from a number with a point.
std::vector<std::string> cells_of(const std::string& line) {
    const char separator = line.find(';') != line.npos ? ';' : line.find('\t') != line.npos ? '\t' : ',';
    auto cells = split(line, separator);
    for (auto& cell : cells) {
        cell = trimmed(cell);
        if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
            cell = trimmed(cell.substr(1, cell.size() - 2));
    }
    while (!cells.empty() && cells.back().empty()) cells.pop_back();
    return cells;
}

std::optional<Date> day_of(const std::string& cell) {
    try {
        return Date::parse(cell);
    } catch (const Error&) {
        return std::nullopt;
    }
}

// "1 EUR", "EUR", "SEKEURPMI"; false for another currency.
bool of_the_euro(const std::string& series) {
    return series.find("EUR") != series.npos;
}

// The number before the currency: rates of some currencies are for a hundred.
bool for_one(const std::string& series) {
    const auto number = series.substr(0, series.find(' '));
    return !all_digits(number) || number == "1";
}

class Reader {
public:
    RateFile read(std::string_view bytes) {
        if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
        int number = 0;
        for (auto& line : split(bytes, '\n')) {
            ++number;
            if (!line.empty() && line.back() == '\r') line.pop_back();
            const auto cells = cells_of(line);
            if (!cells.empty()) take(number, cells);
        }
        if (file_.lines.empty() && file_.faults.empty()) file_.faults.push_back({0, {"file", "rate_file.empty"}});
        return std::move(file_);
    }

private:
    void fault(int line, const char* code, std::vector<std::string> values = {}) {
        file_.faults.push_back({line, {"file", code, std::move(values)}});
    }

    void take(int number, const std::vector<std::string>& cells) {
        const auto day = day_of(cells.front());
        if (!day) {
            if (begun_) fault(number, "rate_file.period");
            return;
        }
        begun_ = true;
        if (cells.size() < 2) return fault(number, "rate_file.columns");
        const auto& series = cells.size() >= 3 ? cells[cells.size() - 2] : std::string();
        if (!series.empty() && !of_the_euro(series)) {
            ++file_.other_series;
            return;
        }
        if (!series.empty() && !for_one(series)) return fault(number, "rate_file.unit");
        const auto value = lowered(cells.back());
        if (value == "n/a" || value == "-") {
            ++file_.without_quotation;
            return;
        }
        const auto [known, first] = lines_of_.emplace(*day, number);
        if (!first) return fault(number, "rate_file.twice", {day->iso(), std::to_string(known->second)});
        try {
            file_.lines.push_back({number, *day, parse_rate(value, "file")});
        } catch (const Error& error) {
            file_.faults.push_back({number, error.problems().front()});
        }
    }

    RateFile file_;
    std::map<Date, int> lines_of_;
    bool begun_ = false;
};

}  // namespace

RateFile read_rate_file(std::string_view bytes) {
    return Reader().read(bytes);
}

}  // namespace bygd
