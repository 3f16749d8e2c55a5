#include "pages/report_catalogue.hpp"

#include "base/region.hpp"
#include "base/services.hpp"
#include "database/pool.hpp"
#include "projects/project_store.hpp"
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

}  // namespace

Catalogue report_catalogue() {
    Catalogue catalogue;
    catalogue.add(expenditure_summary_report(make_expenditure_summary));
    return catalogue;
}

}  // namespace bygd
