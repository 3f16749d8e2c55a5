#include "pages/claim_template_pages.hpp"

#include <sstream>

#include "aid/form.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "database/pool.hpp"
#include "http/response.hpp"
#include "http/router.hpp"
#include "payouts/claim_table.hpp"
#include "reports/csv_writer.hpp"
#include "reports/xlsx_writer.hpp"
#include "web/languages.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

CellKind kind_of_column(std::string_view field) {
    if (field.ends_with("_on")) return CellKind::date;
    return field == "net" || field == "vat" ? CellKind::money_exact : CellKind::text;
}

// What may be chosen stands on a sheet of its own, so that the first holds nothing but what is filled in.
Workbook template_of(const Services& services, const SupportForm& form, const Words& words) {
    const auto& other = words.language() == "sv" ? services.languages.en : services.languages.sv;
    Sheet rows{"rows", words("payouts.rows"), {}, {}};
    for (const auto& column : claim_columns(form, {}, words, other)) {
        rows.columns.push_back({column.heading, kind_of_column(column.field), 22});
    }
    Sheet choices{"choices", words("payouts.template_lines"), {{words("payouts.line"), CellKind::text, 50}, {words("payouts.row_kind"), CellKind::text, 20}}, {}};
    for (std::size_t i = 0; i < std::max(form.cost_lines.size(), std::size(expenditure_kinds)); ++i) {
        SheetRow row;
        row.cells.push_back(i < form.cost_lines.size() ? Cell(form.cost_lines[i].label.in(words.language())) : Cell());
        row.cells.push_back(i < std::size(expenditure_kinds) ? Cell(words("payouts.expenditure_kind." + std::string(expenditure_kinds[i]))) : Cell());
        choices.rows.push_back(std::move(row));
    }
    Workbook book;
    book.title = words("payouts.rows");
    book.language = words.language();
    book.created = services.clock.now();
    book.main = "rows";
    book.sheets = {std::move(rows), std::move(choices)};
    return book;
}

Response get_template(const Services& services, const Request& request, bool workbook) {
    require_case_reader(request.actor());
    const auto subject = services.database.read([&](Transaction& tx) { return case_by_number(tx, diary_number_of_path(request.param("number"))); });
    const auto& form = services.forms.get(subject.form, subject.form_version);
    if (form.cost_lines.empty()) refuse(ErrorKind::not_found, "not_found");
    const auto& words = words_of(services, request);
    const auto book = template_of(services, form, words);
    std::ostringstream bytes;
    if (workbook) write_xlsx(book, bytes);
    else write_csv(*book.find("rows"), bytes);
    const auto name = words("payouts.template_name") + (workbook ? ".xlsx" : ".csv");
    return file_response(bytes.str(), name, workbook ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8");
}

}  // namespace

void add_claim_template_routes(Router& router, const Services& services) {
    router.get("/cases/{number}/claim-rows.xlsx", [&](Request& request) { return get_template(services, request, true); });
    router.get("/cases/{number}/claim-rows.csv", [&](Request& request) { return get_template(services, request, false); });
}

}  // namespace bygd
