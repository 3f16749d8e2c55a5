// xlsx_bench [ROWS] [ROUNDS]: rows a second of the workbook writer beside a bare libxlsxwriter loop that writes the
// same cells in the same mode (12 columns: 6 texts, 4 amounts, 2 days), and the peak memory of both. Each run is a
// process of its own, the two in turn, so that neither the machine's mood nor the other's memory is measured. Goals:
// design.md §7.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <vector>

#include "reports/xlsx_writer.hpp"

namespace {

constexpr std::int64_t page_rows = 1'000;
const std::vector<std::string> texts{
    "2026-0042", "Lima Lanthandel", "Investeringsstöd", "Malung-Sälen", "Kyl- och frysdiskar med dörrar", "Beviljad"};

void write_bare(std::int64_t rows, const std::string& path) {
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    auto* book = workbook_new_opt(path.c_str(), &options);
    auto* sheet = workbook_add_worksheet(book, "Ärenden");
    auto* text = workbook_add_format(book);
    format_set_text_wrap(text);
    auto* amount = workbook_add_format(book);
    format_set_num_format(amount, "#,##0.00");
    auto* day = workbook_add_format(book);
    format_set_num_format(day, "yyyy-mm-dd");
    for (lxw_row_t row = 0; row < rows; ++row) {
        lxw_col_t column = 0;
        for (const auto& one : texts) worksheet_write_string(sheet, row, column++, one.c_str(), text);
        for (int i = 0; i < 4; ++i) worksheet_write_number(sheet, row, column++, (row * 10 + i) / 100.0, amount);
        for (int i = 0; i < 2; ++i) worksheet_write_number(sheet, row, column++, 45'000 + row % 1'000 + i, day);
    }
    if (workbook_close(book) != LXW_NO_ERROR) std::_Exit(1);
}

void write_ours(std::int64_t rows, const std::string& path) {
    using namespace bygd;
    Sheet sheet;
    sheet.key = "cases";
    sheet.name = "Ärenden";
    for (std::size_t i = 0; i < texts.size(); ++i)
        sheet.columns.push_back({"Text " + std::to_string(i), CellKind::text, 40});
    for (int i = 0; i < 4; ++i) sheet.columns.push_back({"Belopp " + std::to_string(i), CellKind::money_exact, 14});
    for (int i = 0; i < 2; ++i) sheet.columns.push_back({"Dag " + std::to_string(i), CellKind::date, 12});
    std::int64_t next = 0;
    sheet.more = [&] {
        std::vector<SheetRow> page;
        page.reserve(page_rows);
        for (const auto end = std::min(rows - 1, next + page_rows); next < end; ++next) {
            std::vector<Cell> cells(texts.begin(), texts.end());
            cells.reserve(12);
            for (int i = 0; i < 4; ++i) cells.emplace_back(Money::of_minor(next * 10 + i));
            for (int i = 0; i < 2; ++i)
                cells.emplace_back(Date::of_days(static_cast<std::int32_t>(19'431 + next % 1'000 + i)));
            page.push_back({std::move(cells)});
        }
        return page;
    };
    Workbook workbook;
    workbook.title = "Provmätning";
    workbook.sheets = {sheet};
    write_xlsx(workbook, path);
}

struct Run {
    double seconds = 0;
    long peak_kib = 0;
};

Run measured(const std::function<void()>& work) {
    const auto begun = std::chrono::steady_clock::now();
    const auto child = fork();
    if (child == 0) {
        work();
        std::_Exit(0);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
        std::fprintf(stderr, "xlsx_bench: a run failed\n");
        std::exit(1);
    }
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(), usage.ru_maxrss};
}

Run median(std::vector<Run> runs) {
    std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.seconds < b.seconds; });
    auto middle = runs[runs.size() / 2];
    for (const auto& run : runs) middle.peak_kib = std::max(middle.peak_kib, run.peak_kib);
    return middle;
}

}  // namespace

int main(int count, char** arguments) {
    const std::int64_t rows = count > 1 ? std::atoll(arguments[1]) : 100'000;
    const int rounds = count > 2 ? std::atoi(arguments[2]) : 5;
    const auto path =
        (std::filesystem::temp_directory_path() / ("xlsx_bench." + std::to_string(getpid()) + ".xlsx")).string();
    std::vector<Run> bare, ours;
    for (int i = 0; i < rounds; ++i) {
        bare.push_back(measured([&] { write_bare(rows, path); }));
        ours.push_back(measured([&] { write_ours(rows, path); }));
    }
    std::filesystem::remove(path);
    const auto theirs = median(bare), mine = median(ours);
    std::printf("xlsx %lld rows: bare %.0f rows/s %.1f MB, ours %.0f rows/s %.1f MB, ratio %.2f (goal 0.80, 64 MB)\n",
                static_cast<long long>(rows), static_cast<double>(rows) / theirs.seconds,
                static_cast<double>(theirs.peak_kib) / 1024, static_cast<double>(rows) / mine.seconds,
                static_cast<double>(mine.peak_kib) / 1024, theirs.seconds / mine.seconds);
}
