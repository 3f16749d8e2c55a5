// How cells look in Excel: fonts, colours, borders and number formats, each made once a workbook. Part of xlsx_writer.
#pragma once

#include <xlsxwriter.h>

#include <array>
#include <cstddef>

namespace bygd::xlsx {

// Stored the way Excel stores formats, in no country's notation; the language mark makes LibreOffice group thousands
// with a no-break space whatever the reader's own language is, as Excel does in Swedish: 3 443 000 kr.
inline constexpr const char* kronor_format = "[$-41D]#,##0\\ \"kr\"";
inline constexpr const char* integer_format = "[$-41D]#,##0";

inline constexpr lxw_color_t ink = 0x1F3B4D;  // 11:1 on white, and white on it
inline constexpr lxw_color_t hairline = 0xD0D7DC;

// What a cell holds decides its number format; the column decides how exact.
enum class Shape { text, integer, year, kronor, exact, euro, percent, date };
constexpr std::size_t shapes = 8;
enum class Look { body, total, title, heading, note, head };
constexpr std::size_t looks = 6;

// The formats of one workbook, made the first time they are needed.
class Formats {
public:
    explicit Formats(lxw_workbook* workbook) : workbook_(workbook) {}
    // `marked`: in the head, a filter button stands in the cell; below it, the cell names its row.
    lxw_format* get(Look look, Shape shape, bool marked, bool document) {
        const auto place =
            ((static_cast<std::size_t>(look) * shapes + static_cast<std::size_t>(shape)) * 2 + marked) * 2 + document;
        auto*& format = formats_[place];
        if (!format) format = made(look, shape, marked, document);
        return format;
    }

private:
    lxw_format* made(Look look, Shape shape, bool marked, bool document) const;
    static void set_shape(lxw_format*, Shape);

    lxw_workbook* workbook_;
    std::array<lxw_format*, looks * shapes * 4> formats_{};
};

}  // namespace bygd::xlsx
