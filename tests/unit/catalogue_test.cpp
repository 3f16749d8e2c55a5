#include "reports/catalogue.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/error.hpp"
#include "reports/expenditure_summary.hpp"

namespace bygd {
namespace {

Report report() {
    return expenditure_summary_report([](const auto&, const auto&, const auto&) { return Workbook(); });
}

Actor person(Role role) {
    return {Id<User>(1), "Test", {role}, {}};
}

TEST(Catalogue, ShowsAReportToThoseWhoMayTakeItOut) {
    Catalogue catalogue;
    catalogue.add(report());
    EXPECT_EQ(catalogue.open_to(person(Role::auditor)).size(), 1u);
    EXPECT_TRUE(catalogue.open_to(person(Role::administrator)).empty());
    EXPECT_THROW(catalogue.add(report()), std::logic_error);
}

TEST(Catalogue, ChecksEveryParameterAtOnce) {
    const Report dated{"r",
                       "t",
                       {{"project", ParameterKind::text, true},
                        {"until", ParameterKind::date},
                        {"year", ParameterKind::integer, false, "2026"}},
                       {},
                       {}};
    EXPECT_EQ(checked_parameters(dated, {{"project", "x"}}), (ReportParameters{{"project", "x"}, {"year", "2026"}}));
    try {
        checked_parameters(dated, {{"until", "2026-02-30"}, {"year", "soon"}, {"colour", "red"}});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.problems(), (Problems{{"project", "required"},
                                              {"until", "date.no_such_day"},
                                              {"year", "number.range", {"0", "9999"}},
                                              {"colour", "report.parameter_unknown", {"colour"}}}));
    }
}

TEST(Catalogue, KnowsItsFormatsBySuffix) {
    EXPECT_EQ(report_format_of("xlsx"), ReportFormat::xlsx);
    EXPECT_EQ(report_format_of(".json"), ReportFormat::json);
    EXPECT_EQ(report_format_of("pdf"), std::nullopt);
}

TEST(Catalogue, RefusesASheetThatIsNotThere) {
    std::ostringstream out;
    EXPECT_THROW(render(Workbook(), ReportFormat::csv, out, "nothing"), Error);
}

}  // namespace
}  // namespace bygd
