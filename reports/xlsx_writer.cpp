#include "reports/xlsx_writer.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "reports/xlsx_writer_formats.hpp"

namespace bygd {

namespace {

using namespace xlsx;

constexpr std::uint32_t rows_most = LXW_ROW_MAX;
constexpr std::size_t columns_most = LXW_COL_MAX;
constexpr std::size_t text_units_most = 32'767;  // UTF-16 units of a cell, as Excel counts
constexpr std::size_t line_feeds_most = 253;
constexpr std::int64_t digits_most = 999'999'999'999'999;  // what a double and Excel keep of an integer: 15 digits
constexpr std::size_t header_most = 255;

struct Place {  // for error messages
    const Sheet* sheet = nullptr;
    std::uint32_t row = 0;
};

[[noreturn]] void refuse_at(const Place& place, std::string code, std::vector<std::string> values = {}) {
    const auto name = place.sheet ? place.sheet->key + "." + std::to_string(place.row + 1) : std::string();
    throw Error(ErrorKind::invalid, {{name, std::move(code), std::move(values)}});
}

void check(lxw_error error) {
    if (error == LXW_NO_ERROR) return;
    throw Error(ErrorKind::unavailable, {{"", "report.not_written", {lxw_strerror(error)}}});
}

// Excel's own limits, and what the library would write into an unreadable file or cut without a word.
void check_text(const std::string& text, const Place& place) {
    const bool carries = valid_utf8(text) && text.find('\0') == text.npos && text.find("\xEF\xBF\xBE") == text.npos &&
                         text.find("\xEF\xBF\xBF") == text.npos;
    if (!carries) refuse_at(place, "report.not_text");
    if (text.size() <= line_feeds_most) return;
    const auto beyond_plane = std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xF8') == '\xF0'; });
    if (characters(text) + static_cast<std::size_t>(beyond_plane) > text_units_most) {
        refuse_at(place, "report.text_too_long", {std::to_string(text_units_most)});
    }
    if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) > line_feeds_most) {
        refuse_at(place, "report.line_feeds", {std::to_string(line_feeds_most)});
    }
}

void check_digits(std::int64_t number, const Place& place) {
    if (number > digits_most || number < -digits_most) refuse_at(place, "report.too_many_digits", {"15"});
}

double kronor_of(Money amount, const Place& place) {
    check_digits(amount.minor(), place);
    return static_cast<double>(amount.minor()) / 100.0;
}

double share_of_one(BasisPoints share) {
    return static_cast<double>(share.value) / 10'000.0;
}

double serial_day(Date day, const Place& place) {
    constexpr std::int32_t to_1900 = 25'569;
    if (day < Date(1900, 3, 1))
        refuse_at(place, "report.date_too_early", {day.iso()});  // Excel believes in 29 February 1900
    return day.days() + to_1900;
}

Look look_of(RowStyle style) {
    switch (style) {
        case RowStyle::body:
            return Look::body;
        case RowStyle::total:
            return Look::total;
        case RowStyle::title:
            return Look::title;
        case RowStyle::heading:
            return Look::heading;
        case RowStyle::note:
            return Look::note;
    }
    return Look::body;
}

Shape shape_of(CellKind kind) {
    switch (kind) {
        case CellKind::text:
            return Shape::text;
        case CellKind::integer:
            return Shape::integer;
        case CellKind::year:
            return Shape::year;
        case CellKind::money:
            return Shape::kronor;
        case CellKind::money_exact:
            return Shape::exact;
        case CellKind::percent:
            return Shape::percent;
        case CellKind::date:
            return Shape::date;
    }
    return Shape::text;
}

Shape shape_of(const std::monostate&, CellKind) {
    return Shape::text;
}
Shape shape_of(const std::string&, CellKind) {
    return Shape::text;
}
Shape shape_of(std::int64_t, CellKind kind) {
    return kind == CellKind::year ? Shape::year : Shape::integer;
}
Shape shape_of(BasisPoints, CellKind) {
    return Shape::percent;
}
Shape shape_of(Date, CellKind) {
    return Shape::date;
}
Shape shape_of(const Money& amount, CellKind kind) {
    if (amount.currency() == Currency::eur) return Shape::euro;
    return kind == CellKind::money_exact ? Shape::exact : Shape::kronor;
}
Shape shape_of(const Formula& formula, CellKind kind) {
    return std::visit([kind](const auto& value) { return shape_of(value, kind); }, formula.value);
}

// One sheet on its way to the file: rows in order, each once.
class SheetWriter {
public:
    SheetWriter(const Workbook& workbook, const Sheet& sheet, lxw_workbook* file, Formats& formats);
    void write();
    // Throws when the rows did not reach the temporary file; returns how many bytes they are.
    std::uintmax_t written_bytes() const;
    void insert_chart(lxw_workbook* file) const;

private:
    void set_up(const Workbook&);
    void write_head();
    void filter_rows_so_far();
    void write_row(const SheetRow&);
    void set_height(const SheetRow&, Look);
    void write_cell(lxw_col_t column, const Cell&, Look);
    void write_formula(lxw_col_t column, const Formula&, lxw_format*);

    const Sheet& sheet_;
    Formats& formats_;
    lxw_worksheet* page_ = nullptr;
    bool document_;
    std::uint32_t row_ = 0;  // the next to write
    bool filtered_ = false;
};

SheetWriter::SheetWriter(const Workbook& workbook, const Sheet& sheet, lxw_workbook* file, Formats& formats)
    : sheet_(sheet), formats_(formats), document_(!sheet.headed()) {
    const Place place{&sheet, 0};
    check_text(sheet.name, place);
    const bool control = std::any_of(sheet.name.begin(), sheet.name.end(), [](unsigned char c) { return c < 0x20; });
    if (control || sheet.name.empty() || lowered(sheet.name) == "history" ||
        workbook_validate_sheet_name(file, sheet.name.c_str()) != LXW_NO_ERROR) {
        refuse_at(place, "report.sheet_name", {sheet.name});
    }
    if (sheet.columns.size() > columns_most)
        refuse_at(place, "report.too_many_columns", {std::to_string(columns_most)});
    page_ = workbook_add_worksheet(file, sheet.name.c_str());
    if (!page_) check(LXW_ERROR_CREATING_TMPFILE);
    set_up(workbook);
}

// A page of text in a header: & begins a command there.
std::string header_text(std::string_view text) {
    return replaced_all(one_line(text), "&", "&&");
}

void SheetWriter::set_up(const Workbook& workbook) {
    for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        check(worksheet_set_column(page_, column, column, sheet_.columns[i].width, nullptr));
    }
    worksheet_set_landscape(page_);
    worksheet_set_paper(page_, 9);  // A4
    worksheet_fit_to_pages(page_, 1, 0);
    worksheet_set_margins(page_, 0.5, 0.5, 0.65, 0.6);
    worksheet_gridlines(page_, LXW_HIDE_ALL_GRIDLINES);
    auto header = "&L&8" + header_text(workbook.title) + "&R&8&A";
    if (characters(header) > header_most) header = "&R&8&A";
    check(worksheet_set_header(page_, header.c_str()));
    const auto footer =
        "&L&8" + header_text(workbook.company) + "&R&8" + with_values(header_text(workbook.footer), {"&P", "&N"});
    if (characters(footer) <= header_most) check(worksheet_set_footer(page_, footer.c_str()));
    if (document_) return;
    check(worksheet_repeat_rows(page_, 0, 0));
    worksheet_freeze_panes(page_, 1, !sheet_.columns.empty() && sheet_.columns[0].names_row ? 1 : 0);
}

void SheetWriter::write() {
    if (!document_) write_head();
    for_each_row(sheet_, [this](const SheetRow& row) { write_row(row); });
    if (!filtered_) filter_rows_so_far();
}

// In constant memory the library takes a filter only while its last row is the one being written.
void SheetWriter::filter_rows_so_far() {
    if (!sheet_.filter || document_ || row_ < 2) return;
    check(worksheet_autofilter(page_, 0, 0, row_ - 1, static_cast<lxw_col_t>(sheet_.columns.size() - 1)));
    filtered_ = true;
}

void SheetWriter::write_head() {
    SheetRow headings;
    for (const auto& column : sheet_.columns) headings.cells.push_back(column.heading);
    set_height(headings, Look::head);
    for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
        const auto& column = sheet_.columns[i];
        check_text(column.heading, {&sheet_, 0});
        auto* format = formats_.get(Look::head, column.kind == CellKind::date ? Shape::text : shape_of(column.kind),
                                    sheet_.filter, false);
        check(worksheet_write_string(page_, 0, static_cast<lxw_col_t>(i), column.heading.c_str(), format));
    }
    row_ = 1;
}

void SheetWriter::write_row(const SheetRow& row) {
    const Place place{&sheet_, row_};
    if (row_ >= rows_most) refuse_at(place, "report.too_many_rows", {std::to_string(rows_most)});
    if (row.cells.size() > sheet_.columns.size())
        refuse_at(place, "report.too_many_columns", {std::to_string(sheet_.columns.size())});
    const auto look = look_of(row.style);
    if (look != Look::body && !filtered_) filter_rows_so_far();
    set_height(row, look);
    const bool edged = look == Look::total || look == Look::heading;
    const auto width = edged || look == Look::body ? sheet_.columns.size() : row.cells.size();
    static const Cell none;
    for (std::size_t i = 0; i < width; ++i) {
        write_cell(static_cast<lxw_col_t>(i), i < row.cells.size() ? row.cells[i] : none, look);
    }
    ++row_;
}

// Lines that a text takes in a column: in Arial 10 about 1.24 characters to each of the column's width, words kept
// whole.
std::size_t lines_of(const std::string& text, int width) {
    const auto fit = static_cast<std::size_t>(width) * 124 / 100;
    if (text.size() <= fit && text.find('\n') == text.npos) return 1;
    std::size_t lines = 0;
    for (const auto& paragraph : split(text, '\n')) {
        std::size_t used = 0;
        ++lines;
        for (const auto& word : split(paragraph, ' ')) {
            const auto size = characters(word);
            if (used > 0 && used + 1 + size > fit) {
                ++lines;
                used = 0;
            }
            used += size + (used > 0 ? 1 : 0);
            lines += used > fit ? used / fit : 0;
            used = used > fit ? used % fit : used;
        }
    }
    return lines;
}

// Rows of more than one line are given their height: not every program works it out when it opens the file.
void SheetWriter::set_height(const SheetRow& row, Look look) {
    constexpr double line_points = 13.2, most_points = 409;
    if (look == Look::title || look == Look::heading) return check(worksheet_set_row(page_, row_, 24, nullptr));
    if (look == Look::note) return;
    std::size_t lines = 1;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto* text = std::get_if<std::string>(&row.cells[i]);
        if (text) lines = std::max(lines, lines_of(*text, sheet_.columns[i].width));
    }
    const auto points = std::min(most_points, static_cast<double>(lines) * line_points + 2);
    if (lines > 1) check(worksheet_set_row(page_, row_, points, nullptr));
}

void SheetWriter::write_cell(lxw_col_t column, const Cell& value, Look look) {
    const auto& about = sheet_.columns[column];
    const Place place{&sheet_, row_};
    const auto shape = std::visit([&](const auto& one) { return shape_of(one, about.kind); }, value);
    auto* format = formats_.get(look, shape, about.names_row, document_);
    if (const auto* text = std::get_if<std::string>(&value)) {
        check_text(*text, place);
        check(worksheet_write_string(page_, row_, column, text->c_str(), format));
    } else if (const auto* amount = std::get_if<Money>(&value)) {
        check(worksheet_write_number(page_, row_, column, kronor_of(*amount, place), format));
    } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
        check_digits(*number, place);
        check(worksheet_write_number(page_, row_, column, static_cast<double>(*number), format));
    } else if (const auto* day = std::get_if<Date>(&value)) {
        check(worksheet_write_number(page_, row_, column, serial_day(*day, place), format));
    } else if (const auto* share = std::get_if<BasisPoints>(&value)) {
        check(worksheet_write_number(page_, row_, column, share_of_one(*share), format));
    } else if (const auto* formula = std::get_if<Formula>(&value)) {
        write_formula(column, *formula, format);
    } else {
        check(worksheet_write_blank(page_, row_, column, format));
    }
}

void SheetWriter::write_formula(lxw_col_t column, const Formula& formula, lxw_format* format) {
    const Place place{&sheet_, row_};
    check_text(formula.text, place);
    const auto* text = formula.text.c_str();
    if (const auto* words = std::get_if<std::string>(&formula.value)) {
        check_text(*words, place);
        return check(worksheet_write_formula_str(page_, row_, column, text, format, words->c_str()));
    }
    double value = 0;
    if (const auto* amount = std::get_if<Money>(&formula.value)) value = kronor_of(*amount, place);
    if (const auto* share = std::get_if<BasisPoints>(&formula.value)) value = share_of_one(*share);
    if (const auto* number = std::get_if<std::int64_t>(&formula.value)) {
        check_digits(*number, place);
        value = static_cast<double>(*number);
    }
    check(worksheet_write_formula_num(page_, row_, column, text, format, value));
}

// The library prints the rows to a temporary file and never asks whether that went well.
std::uintmax_t SheetWriter::written_bytes() const {
    if (std::fflush(page_->optimize_tmpfile) != 0 || std::ferror(page_->optimize_tmpfile) != 0) {
        check(LXW_ERROR_CREATING_TMPFILE);
    }
    return static_cast<std::uintmax_t>(std::max<off_t>(0, ftello(page_->optimize_tmpfile)));
}

void SheetWriter::insert_chart(lxw_workbook* file) const {
    if (!sheet_.chart) return;
    const auto& drawn = *sheet_.chart;
    for (const auto* text : {&drawn.title, &drawn.alternative}) check_text(*text, {&sheet_, drawn.row});
    auto* chart = workbook_add_chart(file, LXW_CHART_COLUMN);
    auto* series = chart ? chart_add_series(chart, nullptr, nullptr) : nullptr;
    if (!series) throw std::bad_alloc();
    const auto column_of = [](std::uint32_t column) { return static_cast<lxw_col_t>(column); };
    const auto &x = drawn.categories, &y = drawn.values;
    chart_series_set_categories(series, x.sheet.c_str(), x.row, column_of(x.column), x.last_row,
                                column_of(x.last_column));
    chart_series_set_values(series, y.sheet.c_str(), y.row, column_of(y.column), y.last_row, column_of(y.last_column));
    chart_series_set_name(series, drawn.title.c_str());
    lxw_chart_fill fill = {};
    fill.color = ink;
    chart_series_set_fill(series, &fill);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, kronor_format);
    lxw_chart_font title_font = {};
    title_font.size = 12;
    title_font.bold = LXW_TRUE;
    chart_title_set_name(chart, drawn.title.c_str());
    chart_title_set_name_font(chart, &title_font);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    lxw_chart_line faint = {};
    faint.color = hairline;
    faint.width = 0.75;
    chart_axis_major_gridlines_set_line(chart->y_axis, &faint);
    chart_axis_set_num_format(chart->y_axis, integer_format);
    chart_axis_set_min(chart->y_axis, 0);
    lxw_chart_options options = {};
    options.x_scale = 2.3;
    options.y_scale = 1.3;
    options.x_offset = 4;
    options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
    options.description = const_cast<char*>(drawn.alternative.c_str());
    check(worksheet_insert_chart_opt(page_, drawn.row, column_of(drawn.column), chart, &options));
}

void set_properties(const Workbook& workbook, lxw_workbook* file) {
    std::vector<std::string> texts;
    texts.reserve(5);  // the pointers below stay where they are
    const auto text = [&](const std::string& raw) {
        check_text(raw, {});
        return texts.emplace_back(one_line(raw)).data();
    };
    lxw_doc_properties properties = {};
    properties.title = text(workbook.title);
    properties.subject = text(workbook.subject);
    properties.author = text(workbook.author);
    properties.company = text(workbook.company);
    properties.comments = text(workbook.comments);
    properties.created =
        std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::seconds>(workbook.created));
    for (const auto& one : texts) {
        if (characters(one) > header_most) refuse_at({}, "report.text_too_long", {std::to_string(header_most)});
    }
    check(workbook_set_properties(file, &properties));
    check(workbook_set_custom_property_string(file, "Language", workbook.language.c_str()));
}

struct Discard {
    void operator()(lxw_workbook* file) const { lxw_workbook_free(file); }
};

// Removes a file that was not moved away.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string pattern) : name_(std::move(pattern)) {
        const int handle = mkstemp(name_.data());
        if (handle < 0) check(LXW_ERROR_CREATING_XLSX_FILE);
        close(handle);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(name_, ignored);
    }
    const std::string& name() const { return name_; }

private:
    std::string name_;
};

void write_file(const Workbook& workbook, const std::string& name) {
    auto temporary = std::filesystem::temp_directory_path().string();
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = temporary.data();
    std::unique_ptr<lxw_workbook, Discard> file(workbook_new_opt(name.c_str(), &options));
    if (!file) check(LXW_ERROR_MEMORY_MALLOC_FAILED);
    set_properties(workbook, file.get());
    Formats formats(file.get());
    std::vector<SheetWriter> pages;
    pages.reserve(workbook.sheets.size());
    for (const auto& sheet : workbook.sheets) pages.emplace_back(workbook, sheet, file.get(), formats);
    std::uintmax_t bytes = 0;
    for (auto& page : pages) {
        page.write();
        bytes += page.written_bytes();
        page.insert_chart(file.get());
    }
    for (const auto& sheet : workbook.sheets) {
        for (const auto& [defined, range] : sheet.names) {
            check(workbook_define_name(file.get(), defined.c_str(), ("=" + address(range)).c_str()));
        }
    }
    // Closing copies the rows once more, again without asking whether they arrived.
    if (std::filesystem::space(temporary).available < bytes)
        check(LXW_ERROR_CREATING_TMPFILE);
    check(workbook_close(file.release()));
}

}  // namespace

void write_xlsx(const Workbook& workbook, const std::filesystem::path& path) {
    const TemporaryFile temporary(path.string() + ".XXXXXX");
    write_file(workbook, temporary.name());
    std::error_code failed;
    std::filesystem::permissions(temporary.name(), std::filesystem::perms(0644), failed);
    if (!failed) std::filesystem::rename(temporary.name(), path, failed);
    if (failed) check(LXW_ERROR_CREATING_XLSX_FILE);
}

void write_xlsx(const Workbook& workbook, std::ostream& out) {
    const TemporaryFile temporary((std::filesystem::temp_directory_path() / "report.XXXXXX").string());
    write_file(workbook, temporary.name());
    std::ifstream file(temporary.name(), std::ios::binary);
    out << file.rdbuf();
    if (!file || !out) check(LXW_ERROR_CREATING_XLSX_FILE);
}

}  // namespace bygd
