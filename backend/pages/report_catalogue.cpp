#include "pages/report_catalogue.hpp"

#include "aid/de_minimis_register_store.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/services.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "projects/project_store.hpp"
#include "reports/de_minimis_register.hpp"
#include "reports/expenditure_summary.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

constexpr const char* version = BYGD_VERSION;

Workbook make_expenditure_summary(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    const auto& slug = parameters.at("project");
    auto economy = services.database.read([&](Transaction& tx) { return find_economy(tx, slug); });
    if (!economy) throw Error(ErrorKind::invalid, {{"project", "report.project_unknown", {slug}}});
    return to_workbook(summarise_expenditure(std::move(*economy)), services.languages.sv,
                       {actor.name, services.clock.now(), version, services.region.name, parameters});
}

RegisterView register_view(const std::string& state) {
    constexpr std::pair<const char*, RegisterView> states[] = {{"all", RegisterView::all}, {"due", RegisterView::due},
                                                               {"late", RegisterView::late},
                                                               {"to_correct", RegisterView::to_correct},
                                                               {"registered", RegisterView::registered}};
    for (const auto& [name, view] : states) {
        if (state == name) return view;
    }
    throw Error(ErrorKind::invalid, {{"state", "choice.unknown"}});
}

// Page by page by key: a register of many years never stands whole in memory.
Workbook make_de_minimis_register(const Services& services, const Actor& actor, const ReportParameters& parameters) {
    RegisterFilter filter;
    filter.view = register_view(parameters.at("state"));
    filter.today = services.clock.today();
    if (const auto year = parameters.find("year"); year != parameters.end()) {
        const auto number = whole_number(year->second).value_or(0);
        if (number < 1900 || number > 2199) throw Error(ErrorKind::invalid, {{"year", "number.range", {"1900", "2199"}}});
        filter.year = static_cast<int>(number);
    }
    auto rows = [&services, filter]() mutable {
        auto page = services.database.look_up([&](Transaction& tx) { return list_register(tx, filter, limits::page_rows_most); });
        if (!page.empty()) filter.after = cursor_after(page.back());
        return page;
    };
    const auto asked = parameters.find("personal-numbers");
    return de_minimis_register(rows, asked != parameters.end() && asked->second == "yes", filter.today, services.languages.sv,
                               {actor.name, services.clock.now(), version, services.region.name, parameters});
}

}  // namespace

Catalogue report_catalogue() {
    Catalogue catalogue;
    catalogue.add(expenditure_summary_report(make_expenditure_summary));
    catalogue.add(de_minimis_register_report(make_de_minimis_register));
    return catalogue;
}

}  // namespace bygd
