#include "reports/de_minimis_register.hpp"

#include "base/swedish_numbers.hpp"
#include "base/text.hpp"
#include "base/words.hpp"

namespace bygd {

namespace {

std::string word(const Words& words, const std::string& key) {
    return words("report.de_minimis." + key);
}

std::string state_of(const RegisterLine& line, Date today) {
    if (line.registered) return "registered";
    if (line.grant.corrects) return "to_correct";
    return *line.grant.register_by < today ? "late" : "due";
}

Cell maybe(const std::optional<Date>& day) {
    return day ? Cell(*day) : Cell();
}

// The sheets know kronor alone: euro and rates are written as in Swedish, under a heading that names them.
std::string decimal_comma(const std::string& plain) { return replaced_all(plain, ".", ","); }

SheetRow row_of(const RegisterLine& line, bool personal_numbers, Date today, const Words& words) {
    const auto& grant = line.grant;
    const auto number = OrganisationNumber::parse(line.organisation_number);
    ExchangeRate rate;
    rate.millionths = grant.rate.value_or(0);
    std::optional<Date> registered;
    std::string external;
    Cell days;
    if (line.registered) {
        registered = line.registered->day;
        external = line.registered->external_id;
        days = std::int64_t{line.registered->day - (grant.corrects ? stockholm_day(grant.made_at) : grant.day)};
    }
    return {{std::int64_t{grant.id.value()},
             word(words, grant.corrects ? "correction" : "first"),
             personal_numbers ? number.formatted() : number.masked(),
             line.organisation_name,
             grant.day,
             grant.kronor ? Cell(*grant.kronor) : Cell(),
             decimal_comma(grant.euro.plain()),
             decimal_comma(rate.plain()),
             maybe(grant.rate_day),
             word(words, "grant"),
             grant.granter,
             "(EU) " + grant.regulation,
             grant.sector,
             line.case_number,
             maybe(grant.register_by),
             word(words, "state." + state_of(line, today)),
             maybe(registered),
             external,
             days,
             line.first_external_id}};
}

Sheet table_of(RegisterRows rows, bool personal_numbers, Date today, const Words& words) {
    Sheet sheet;
    sheet.key = "register";
    sheet.name = word(words, "sheet");
    const auto column = [&](const char* key, CellKind kind, int width, bool names_row = false) {
        sheet.columns.push_back({word(words, std::string("col.") + key), kind, width, names_row});
    };
    column("id", CellKind::integer, 8);
    column("kind", CellKind::text, 12);
    column("beneficiary", CellKind::text, 14);
    column("name", CellKind::text, 34, true);
    column("granted_on", CellKind::date, 12);
    column("kronor", CellKind::money_exact, 14);
    column("euro", CellKind::text, 14);
    column("rate", CellKind::text, 12);
    column("rate_day", CellKind::date, 12);
    column("instrument", CellKind::text, 12);
    column("granter", CellKind::text, 20);
    column("regulation", CellKind::text, 16);
    column("sector", CellKind::text, 10);
    column("case", CellKind::text, 16);
    column("by", CellKind::date, 12);
    column("state", CellKind::text, 14);
    column("registered_on", CellKind::date, 12);
    column("external_id", CellKind::text, 18);
    column("days", CellKind::integer, 8);
    column("corrects", CellKind::text, 18);
    sheet.filter = true;
    sheet.more = [rows = std::move(rows), personal_numbers, today, &words] {
        std::vector<SheetRow> page;
        for (const auto& line : rows()) page.push_back(row_of(line, personal_numbers, today, words));
        return page;
    };
    return sheet;
}

Sheet readme(const Words& words, const ReportOrigin& origin) {
    ReadmeLines lines{{words("report.expenditure.readme.what"), word(words, "what")}};
    lines.emplace_back(word(words, "numbers"), word(words, "numbers_text"));
    for (auto& line : selection_of(origin, words)) lines.push_back(std::move(line));
    return readme_sheet(word(words, "title"), lines, words, origin);
}

}  // namespace

Workbook de_minimis_register(RegisterRows rows, bool personal_numbers, Date today, const Words& words,
                             const ReportOrigin& origin) {
    auto workbook = workbook_frame(word(words, "title"), word(words, "what"), "register", words, origin);
    workbook.sheets = {table_of(std::move(rows), personal_numbers, today, words), readme(words, origin)};
    return workbook;
}

Report de_minimis_register_report(decltype(Report::make) make) {
    return {"de-minimis-register",
            "report.de_minimis.title",
            {{"year", ParameterKind::integer},
             {"state", ParameterKind::text, false, "all"},
             {"personal-numbers", ParameterKind::text}},
            {Role::officer, Role::manager, Role::auditor, Role::finance},
            std::move(make)};
}

}  // namespace bygd
