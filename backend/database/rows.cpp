#include "database/rows.hpp"

#include <cppconn/resultset.h>

#include <stdexcept>

#include "database/value.hpp"

namespace bygd {

unsigned Row::index(std::string_view column) const {
    for (unsigned i = 0; i < columns_.size(); ++i) {
        if (columns_[i] == column) return i + 1;
    }
    throw std::logic_error("no column " + std::string(column) + " in the result");
}

namespace {

[[noreturn]] void null_read(std::string_view column) {
    throw std::logic_error("column " + std::string(column) + " is NULL");
}

}  // namespace

bool Row::null(std::string_view column) const { return result_.isNull(index(column)); }

std::string Row::text(std::string_view column) const {
    const auto at = index(column);
    if (result_.isNull(at)) null_read(column);
    return result_.getString(at).asStdString();
}

std::int64_t Row::integer(std::string_view column) const {
    const auto at = index(column);
    if (result_.isNull(at)) null_read(column);
    return result_.getInt64(at);
}

Date Row::date(std::string_view column) const { return Date::parse(text(column).substr(0, 10)); }

// "2026-11-23 13:05:09.000123": the driver leaves trailing zeros, and the fraction, out.
Instant Row::instant(std::string_view column) const {
    auto written = text(column);
    if (written.size() == 19) written += ".";
    written.resize(26, '0');
    written[10] = 'T';
    return parse_utc(written + "Z");
}

std::optional<std::string> Row::maybe_text(std::string_view column) const {
    if (null(column)) return std::nullopt;
    return text(column);
}

std::optional<std::int64_t> Row::maybe_integer(std::string_view column) const {
    if (null(column)) return std::nullopt;
    return integer(column);
}

std::optional<Money> Row::maybe_money(std::string_view column) const {
    if (null(column)) return std::nullopt;
    return money(column);
}

std::optional<Date> Row::maybe_date(std::string_view column) const {
    if (null(column)) return std::nullopt;
    return date(column);
}

std::optional<Instant> Row::maybe_instant(std::string_view column) const {
    if (null(column)) return std::nullopt;
    return instant(column);
}

Value::Value(Instant at) {
    auto written = utc_text(at);
    written[10] = ' ';
    written.pop_back();
    held_ = std::move(written);
}

}  // namespace bygd
