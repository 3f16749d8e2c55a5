#include "reports/csv_writer.hpp"

#include <algorithm>
#include <array>
#include <ostream>

#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

// What a spreadsheet takes for the start of a formula, full-width forms too (= + - @ as Excel in Asian settings reads
// them).
bool looks_like_formula(std::string_view text) {
    constexpr std::array<std::string_view, 10> starts{"=",  "+",      "-",      "@",      "\t",
                                                      "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

std::string field(const std::monostate&) {
    return "";
}
std::string field(std::int64_t number) {
    return std::to_string(number);
}
std::string field(const Date& day) {
    return day.iso();
}
std::string field(const Money& amount) {
    return replaced_all(amount.plain(), ".", ",");
}
std::string field(BasisPoints share) {
    return field(Money::of_minor(share.value));
}  // 163 is 1,63 per cent
std::string field(const std::string& raw) {
    if (!valid_utf8(raw)) throw Error(ErrorKind::invalid, {{"", "report.not_text"}});
    const auto text = looks_like_formula(raw) ? "'" + raw : raw;
    if (text.find_first_of(";\"\r\n") == text.npos) return text;
    return "\"" + replaced_all(text, "\"", "\"\"") + "\"";
}
std::string field(const Formula& formula) {
    return std::visit([](const auto& value) { return field(value); }, formula.value);
}

}  // namespace

void write_csv(const Sheet& sheet, std::ostream& out) {
    out << "\xEF\xBB\xBF";
    const auto end_field = [&](std::size_t i) { out << (i + 1 < sheet.columns.size() ? ";" : "\r\n"); };
    if (sheet.headed()) {
        for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
            out << field(sheet.columns[i].heading);
            end_field(i);
        }
    }
    for_each_row(sheet, [&](const SheetRow& row) {
        for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
            if (i < row.cells.size()) out << std::visit([](const auto& value) { return field(value); }, row.cells[i]);
            end_field(i);
        }
    });
}

}  // namespace bygd
