#include "reports/xlsx_writer_formats.hpp"

#include <new>

namespace bygd::xlsx {

namespace {

constexpr const char* exact_format = "[$-41D]#,##0.00\\ \"kr\"";
constexpr const char* euro_format = "[$-41D]#,##0.00\\ \"EUR\"";
constexpr const char* percent_format = "[$-41D]0.0\\ %";
constexpr lxw_color_t grey_text = 0x595959;  // 7:1 on white
constexpr lxw_color_t total_fill = 0xEAF0F3;

}  // namespace

void Formats::set_shape(lxw_format* format, Shape shape) {
    switch (shape) {
        case Shape::text:
            break;
        case Shape::integer:
            return format_set_num_format(format, integer_format);
        case Shape::year:
            return format_set_num_format(format, "0");
        case Shape::kronor:
            return format_set_num_format(format, kronor_format);
        case Shape::exact:
            return format_set_num_format(format, exact_format);
        case Shape::euro:
            return format_set_num_format(format, euro_format);
        case Shape::percent:
            return format_set_num_format(format, percent_format);
        case Shape::date:
            return format_set_num_format(format, "yyyy\\-mm\\-dd");
    }
}

lxw_format* Formats::made(Look look, Shape shape, bool marked, bool document) const {
    auto* format = workbook_add_format(workbook_);
    if (!format) throw std::bad_alloc();
    format_set_font_name(format, "Arial");
    format_set_font_size(format, 10);
    set_shape(format, shape);
    const bool number = shape != Shape::text && shape != Shape::date && !document;
    format_set_align(format, number ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    format_set_align(format, look == Look::head ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    const bool one_line = look == Look::title || look == Look::heading || look == Look::note;
    if (shape == Shape::text && !one_line) format_set_text_wrap(format);
    if (marked && document && look == Look::body) format_set_bold(format);
    if (marked && look == Look::head && number) format_set_indent(format, 2);
    switch (look) {
        case Look::body:
            format_set_bottom(format, LXW_BORDER_THIN);
            format_set_bottom_color(format, hairline);
            break;
        case Look::total:
            format_set_bold(format);
            format_set_bg_color(format, total_fill);
            format_set_top(format, LXW_BORDER_THIN);
            format_set_top_color(format, ink);
            break;
        case Look::title:
            format_set_bold(format);
            format_set_font_size(format, 16);
            format_set_font_color(format, ink);
            break;
        case Look::heading:
            format_set_bold(format);
            format_set_font_size(format, 12);
            format_set_font_color(format, ink);
            format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
            format_set_bottom(format, LXW_BORDER_THIN);
            format_set_bottom_color(format, ink);
            break;
        case Look::note:
            format_set_italic(format);
            format_set_font_color(format, grey_text);
            break;
        case Look::head:
            format_set_bold(format);
            format_set_font_color(format, 0xFFFFFF);
            format_set_bg_color(format, ink);
            break;
    }
    return format;
}

}  // namespace bygd::xlsx
