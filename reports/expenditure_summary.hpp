// Budget against outcome per cost category and year for one of the region's own projects, with its financing: report R9
// of domain §4.1. First arithmetic without words, then words and columns. Every figure in the workbook is a formula
// over the voucher rows with the value worked out here beside it, so the two can be held against each other. Never adds
// support that has been granted to anybody: that is another ledger (design.md §2).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "projects/project.hpp"
#include "reports/catalogue.hpp"
#include "reports/report_frame.hpp"
#include "reports/sheet.hpp"

namespace bygd {

class Words;

// `part` of `whole` in hundredths of a per cent, halves away from zero as ROUND does; none of nothing.
std::optional<BasisPoints> share_of(Money part, Money whole);

struct ExpenditureLine {
    std::string category;                // its label; empty for the total
    std::vector<Money> outcome_by_year;  // in the order of ExpenditureSummary::years
    std::vector<Money> budget_by_year;
    Money outcome;
    Money budget;

    Money deviation() const { return outcome - budget; }  // below budget: negative
    std::optional<BasisPoints> deviation_share() const { return share_of(deviation(), budget); }
};

struct ExpenditureSummary {
    Project project;
    std::vector<int> years;
    std::vector<ExpenditureLine> lines;  // one a cost category, in the project's order
    ExpenditureLine total;
    std::vector<FinancingRow> financing;
    Money financed;
    std::vector<ExpenditureRow> vouchers;  // by day, then number

    Money unfinanced() const { return total.outcome - financed; }  // the control: zero when everything is in order
};

// Throws Error invalid for rows that the project cannot hold (problems_of): nothing is left out of a sum in silence.
ExpenditureSummary summarise_expenditure(ProjectEconomy);

// Sheets Sammanfattning, Utgifter, Finansiering, Verifikationer and Läs mig in the language of the words.
Workbook to_workbook(const ExpenditureSummary&, const Words&, const ReportOrigin&);

// The entry of the catalogue, parameter "project" (its slug). `make` loads the rows and ends in
// to_workbook(summarise_expenditure(rows), words, origin): this file knows no database.
Report expenditure_summary_report(decltype(Report::make) make);

}  // namespace bygd
