#include "reports/json_writer.hpp"

#include <nlohmann/json.hpp>
#include <ostream>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

std::string json(const std::monostate&) {
    return "null";
}
std::string json(std::int64_t number) {
    return std::to_string(number);
}
std::string json(const Date& day) {
    return "\"" + day.iso() + "\"";
}
std::string json(const Money& amount) {
    return "\"" + amount.plain() + "\"";
}
std::string json(BasisPoints share) {
    return Money::of_minor(share.value).plain();
}  // 163 is 1.63 per cent
std::string json(const std::string& text) {
    if (!valid_utf8(text)) throw Error(ErrorKind::invalid, {{"", "report.not_text"}});
    return nlohmann::json(text).dump();
}
std::string json(std::string_view text) {
    return json(std::string(text));
}
std::string json(const Formula& formula) {
    return std::visit([](const auto& value) { return json(value); }, formula.value);
}

void write_sheet(const Sheet& sheet, std::ostream& out) {
    out << "{\"key\": " << json(sheet.key) << ", \"name\": " << json(sheet.name) << ", \"columns\": [";
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        const auto& column = sheet.columns[i];
        out << (i == 0 ? "" : ", ") << "{\"heading\": " << json(column.heading)
            << ", \"kind\": " << json(to_string(column.kind)) << "}";
    }
    out << "], \"rows\": [";
    bool first = true;
    for_each_row(sheet, [&](const SheetRow& row) {
        out << (std::exchange(first, false) ? "\n" : ",\n") << "  {\"style\": " << json(to_string(row.style))
            << ", \"cells\": [";
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            out << (i == 0 ? "" : ", ") << std::visit([](const auto& value) { return json(value); }, row.cells[i]);
        }
        out << "]}";
    });
    out << "]}";
}

}  // namespace

void write_json(const Workbook& workbook, std::ostream& out) {
    out << "{\"title\": " << json(workbook.title) << ",\n\"subject\": " << json(workbook.subject)
        << ",\n\"author\": " << json(workbook.author) << ",\n\"comments\": " << json(workbook.comments)
        << ",\n\"language\": " << json(workbook.language) << ",\n\"created\": " << json(utc_text(workbook.created))
        << ",\n\"sheets\": [";
    for (std::size_t i = 0; i < workbook.sheets.size(); ++i) {
        out << (i == 0 ? "\n" : ",\n");
        write_sheet(workbook.sheets[i], out);
    }
    out << "]}\n";
}

}  // namespace bygd
