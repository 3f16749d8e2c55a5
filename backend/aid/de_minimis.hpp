// Aid of minor importance (stöd av mindre betydelse): the regulations as dated data, what a group of companies has had
// in the window of a day, and whether one more grant fits. Pure values and arithmetic in euro cents; no clock, no rate
// of today on an old grant, and never a grant cut down to fit: it is refused with the largest amount that would.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "aid/exchange_rate.hpp"
#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/label.hpp"
#include "base/money.hpp"

namespace bygd {

struct Case;
struct Decision;
struct Organisation;

// Two ceilings that are never added together: "general" (2023/2831) and "sgei" (2023/2832).
enum class AidLedger { general, sgei };
std::string_view to_string(AidLedger);
std::optional<AidLedger> aid_ledger_of(std::string_view);

struct AidWindow {
    Date from, to;              // both days included
    bool on_the_limit = false;  // the first day is counted only because the lower bound is inclusive
};

struct AidRegulation {
    std::string number;  // "2023/2831"
    AidLedger ledger = AidLedger::general;
    Date valid_from;
    std::optional<Date> valid_to;  // last day, included
    std::optional<Date> wind_down_to;
    Money ceiling;              // EUR
    bool fiscal_years = false;  // whole fiscal years; else rolling by date
    int years = 3;
    bool lower_bound_inclusive = true;
    Label title;  // whole, as a letter names it
    std::string source, paragraph, note;

    bool holds_on(Date day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
    AidWindow window_on(Date day, unsigned first_fiscal_month = 1) const;
};

// schemas/parameters/de_minimis.json.
class DeMinimisLaw {
public:
    static DeMinimisLaw load(const std::filesystem::path& file);  // throws std::runtime_error with all faults

    // Throws Error invalid de_minimis.no_regulation {day}.
    const AidRegulation& on(AidLedger, Date day) const;
    const AidRegulation& named(std::string_view number) const;  // throws Error invalid de_minimis.regulation_unknown
    // Which ledger a form of support charges; none: no aid of minor importance. Throws std::logic_error for a form that
    // is not named: a new form must say.
    std::optional<AidLedger> ledger_of(std::string_view form) const;
    // The NACE sector by the services of an outlet, the first that fits.
    std::string sector_of(const std::set<std::string>& outlet_services) const;
    const std::vector<AidRegulation>& regulations() const { return regulations_; }

private:
    struct Charge {
        std::string form;
        std::optional<AidLedger> ledger;
    };
    struct Sector {
        std::string service, nace;
    };
    std::vector<AidRegulation> regulations_;
    std::vector<Charge> charges_;
    std::vector<Sector> sectors_;
};

enum class AidSource { own, declared, looked_up };  // ours, told by the applicant (27 §), found in a register
std::string_view to_string(AidSource);
std::optional<AidSource> aid_source_of(std::string_view);

// One row of the ledger. A correction names the row it corrects and holds the difference, at the rate of that row.
struct AidGrant {
    Id<AidGrant> id;
    Id<Organisation> organisation;
    AidLedger ledger = AidLedger::general;
    std::string regulation;
    AidSource source = AidSource::own;
    Date day;  // the right was conferred: the day of the decision (art. 3.3)
    std::string granter;
    std::optional<Money> kronor;  // none: told in euro
    Money euro;
    std::optional<std::int64_t> rate;  // millionths; with kronor always
    std::optional<Date> rate_day;
    std::string rate_source;
    std::optional<Id<Case>> subject;
    std::optional<Id<Decision>> decision;
    std::optional<Id<AidGrant>> corrects;
    std::optional<Id<AidGrant>> same_as;  // declared, and one of ours already: not counted again
    std::string sector;                   // NACE
    std::string note;
    std::optional<Date> register_by;  // must be in the register by then; none: not to be registered
    std::string made_by;
    Instant made_at;
};

// Aid goes along when one company takes over another whole, or a named share of it.
struct AidSuccession {
    Id<Organisation> from, to;
    Date day;
    BasisPoints share{10'000};
};

enum class AidCount { counted, last_day, carried, before_window, after_day, same_as_ours, taken_back, other_company };
std::string_view to_string(AidCount);
inline bool counts(AidCount why) {
    return why == AidCount::counted || why == AidCount::last_day || why == AidCount::carried;
}

struct CountedAid {
    AidGrant grant;
    Money whole;    // after its corrections
    Money counted;  // of that, for this group; 0 when it does not count
    AidCount why = AidCount::counted;
};

struct AidPosition {
    AidRegulation regulation;
    AidWindow window;
    Money used;
    std::vector<CountedAid> rows;  // by day, the newest first

    Money limit() const { return regulation.ceiling; }
    Money left() const;            // never below 0
    Money over() const;            // 0 unless the ceiling is passed already
    bool leaves_tomorrow() const;  // some row counts for the last day
};

// `grants` and `successions` may be of other companies and ledgers too: those rows say why they do not count.
AidPosition position_of(const AidRegulation&, Date day, const std::set<Id<Organisation>>& group,
                        const std::vector<AidGrant>& grants, const std::vector<AidSuccession>& successions = {},
                        unsigned first_fiscal_month = 1);

// What one more grant would do: what an assessment shows and the guard stands on.
struct DeMinimisOutlook {
    bool applies = false;  // the form charges a ledger
    AidLedger ledger = AidLedger::general;
    std::string regulation;
    Money before = Money::of_minor(0, Currency::eur), amount = before, after = before, limit = before;
    bool fits = true;
    Money largest;  // kronor: the most that fits
    std::optional<ExchangeRate> rate;
    Problems problems;  // de_minimis.over {over, largest}, .over_already {over}, .no_rate {day, days}
    Problems warnings;  // de_minimis.last_day {day}
};

// `rate` is the newest on or before the day; one older than `days_old` is as good as none.
DeMinimisOutlook outlook_of(const AidPosition&, Date day, Money kronor, const std::optional<ExchangeRate>& rate,
                            std::int64_t days_old);

// The row that brings a grant down to `kronor` in all at its own rate; `before` are the corrections made already. None
// when that is what it stands at. Throws Error invalid: de_minimis.correction_higher {now}, de_minimis.in_euro.
std::optional<AidGrant> correction_of(const AidGrant& grant, const std::vector<AidGrant>& before, Money kronor);

// The row that brings a grant to nothing, in kronor and in euro; none when it stands at nothing already.
std::optional<AidGrant> taken_back(const AidGrant& grant, const std::vector<AidGrant>& before);

}  // namespace bygd
