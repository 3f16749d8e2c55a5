// What a programme manager follows besides the funds: where the support goes, how long the work takes, when what is
// promised falls due and when it is likely to be paid (domain §8). Values and arithmetic; portfolio_store reads the rows,
// the page and the report show the same value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date_time.hpp"
#include "base/money.hpp"
#include "reports/catalogue.hpp"
#include "reports/report_frame.hpp"
#include "reports/sheet.hpp"

namespace bygd {

class Words;

// One kommun, in the year the portfolio is of; outstanding is of today.
struct PlaceFigures {
    std::string code, name;
    std::int64_t received = 0;          // applications that came in
    std::int64_t granted = 0;           // cases granted something
    Money granted_amount;               // net of later corrections
    Money paid;                         // booked
    Money outstanding;                  // granted, not paid and not released
    std::int64_t outlets = 0;           // open today
    std::int64_t supported = 0;         // of them: granted something in the year
    PlaceFigures& operator+=(const PlaceFigures&);
};

// How many cases of a form took so many days over a step.
struct DayCount {
    std::string form, step;
    int days = 0;
    std::int64_t cases = 0;
};
// "decision": received to decided; "payment": decided to the first payment booked; "claim": claimed to paid.
inline constexpr std::string_view portfolio_steps[] = {"decision", "payment", "claim"};

struct StepTime {
    std::string form, step;
    std::int64_t cases = 0;
    int median = 0, ninetieth = 0;      // days, by nearest rank: a length some case really had
};
// In the order of the rows' forms and of portfolio_steps.
std::vector<StepTime> step_times(std::vector<DayCount>);

// What is outstanding by the year it falls due: that of the last day of the decision in force, else of the decision.
struct MaturityYear {
    int year = 0;
    std::int64_t cases = 0;
    Money outstanding;
};

// What the forecast stands on: of cases that are closed, how much was paid in each month since the decision; and of those
// that run, how much is outstanding by months since theirs.
struct AgedAmount {
    int months = 0;                     // whole months since the decision
    Money amount;
};
struct PaymentHistory {
    std::vector<AgedAmount> paid;       // of closed cases
    Money granted, released;            // of the same cases
};

struct ForecastPart {
    int year = 0, quarter = 0;          // 0, 0: after the last quarter shown, or when nobody can say
    Money expected;
};
struct Forecast {
    std::vector<ForecastPart> parts;    // of the quarter of `today` and seven more, then the rest
    Money never_paid;                   // likely to be released
    bool by_history = false;            // false: no case is closed yet, and all is in the rest
};
// The sum of the parts and never_paid is exactly the sum of what is outstanding.
Forecast forecast_of(const std::vector<AgedAmount>& outstanding, const PaymentHistory&, Date today);

struct Deadlines {
    int demand_months = 0;              // FL 12 §
    std::int64_t open_too_long = 0;     // open cases in the house that long or longer
    std::int64_t decided_too_late = 0;  // decided in the year, later than that
    std::int64_t tasks_late = 0;
    std::int64_t requests_late = 0;     // supplements, opinions and hearings unanswered after their last day
};

struct Portfolio {
    int year = 0;
    Date today;
    std::vector<PlaceFigures> places;
    std::vector<StepTime> times;
    std::vector<MaturityYear> maturities;
    std::optional<Money> authorisation; // bemyndigande: the most that may be outstanding at the end of the year
    Forecast forecast;
    Deadlines deadlines;

    PlaceFigures total() const;
    Money outstanding_after(int year) const;   // falls due after it
};

Workbook to_workbook(const Portfolio&, const Words&, const ReportOrigin&,
                     const std::function<std::string(const std::string&)>& form_label);
// "portfolio", with the parameter year (this year when left out).
Report portfolio_report(decltype(Report::make) make);

}  // namespace bygd
