// Applications to try by the real forms and parameters, each right in every respect until a test says otherwise, and the
// verdict as one line: "350 000 kr", or "no: rule (paragraph)" with everything that stands in the way.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "aid/assess.hpp"
#include "base/text.hpp"

namespace bygd::testing_law {

inline const Parameters& parameters() {
    static const auto read = Parameters::load(std::string(BYGD_SOURCE_DIR) + "/schemas/parameters");
    return read;
}

inline const FormSet& forms() {
    static const auto read = FormSet::load(std::string(BYGD_SOURCE_DIR) + "/schemas/forms");
    return read;
}

inline Money kr(const std::string& text) { return Money::parse(text); }
inline Date day(const std::string& iso) { return Date::parse(iso); }

class Try {
public:
    explicit Try(std::string form) : form_(std::move(form)) {
        facts_.received = day("2026-03-02");
        facts_.day = day("2026-04-01");
        facts_.applicant = "limited_company";
        facts_.seller = "fixed";
        facts_.region_county = facts_.county = "20";
        facts_.services = {"groceries"};
        application_.values["grant_year"] = "2026";
    }
    // Came in on the day, is tried on the other (or the same), and is for the year it came in.
    Try on(const std::string& received, const std::string& tried = "") const {
        return but([&](Try& t) {
            t.facts_.received = day(received);
            t.facts_.day = day(tried.empty() ? received : tried);
            t.application_.values["grant_year"] = std::to_string(t.facts_.received.year());
            if (t.application_.values.contains("start_on")) t.application_.values["start_on"] = t.facts_.received.plus_days(30).iso();
        });
    }
    Try year(int year) const { return with("grant_year", std::to_string(year)); }
    Try with(const std::string& field, const std::string& value) const {
        return but([&](Try& t) { t.application_.values[field] = value; });
    }
    Try without(const std::string& field) const {
        return but([&](Try& t) { t.application_.values.erase(field); });
    }
    Try metres(int metres) const {
        return but([&](Try& t) { t.facts_.next_outlet_metres = metres; });
    }
    Try turnover(const std::string& text) const { return with("turnover", kr(text).plain()); }
    Try seller(const std::string& seller) const {
        return but([&](Try& t) { t.facts_.seller = seller; });
    }
    Try applicant(const std::string& kind) const {
        return but([&](Try& t) { t.facts_.applicant = kind; });
    }
    Try county(const std::string& county) const {
        return but([&](Try& t) { t.facts_.county = county; });
    }
    Try services(std::set<std::string> services) const {
        return but([&](Try& t) { t.facts_.services = std::move(services); });
    }
    Try cost(const std::string& line, const std::string& amount, const std::string& ordered_on = "",
             const std::string& vat = "") const {
        return but([&](Try& t) {
            CostRow row;
            row.line = line;
            row.description = line;
            row.amount = kr(amount);
            if (!vat.empty()) row.vat = kr(vat);
            if (!ordered_on.empty()) row.ordered_on = day(ordered_on);
            t.application_.costs.push_back(row);
        });
    }
    // Granted in another case, for a year: to the same recipient and outlet unless said otherwise.
    Try granted(const std::string& form, int year, const std::string& amount, bool to_recipient = true,
                bool to_outlet = true) const {
        return but([&](Try& t) {
            t.facts_.granted_before.push_back({"RUN 2026/0001", form, year, kr(amount), to_recipient, to_outlet});
        });
    }
    Try special_reason(const std::string& rule, const std::string& text = "Stället är ensamt på ön.") const {
        return but([&](Try& t) { t.facts_.special_reasons.push_back({rule, text, "Anna", std::nullopt}); });
    }
    template <typename Change>
    Try but(Change change) const {
        auto changed = *this;
        change(changed);
        return changed;
    }

    AssessmentFacts& facts() { return facts_; }
    Assessment assessed() const {
        return assess(forms().latest(form_), application_, parameters(), facts_);
    }

private:
    std::string form_;
    Application application_;
    AssessmentFacts facts_;
};

// Särskilt driftstöd to a shop that fulfils 21 §.
inline Try operating() {
    return Try("operating_support").metres(24'000).turnover("6 000 000").with("assortment", "2500").with("opening_hours", "50")
        .with("open_all_year", "yes");
}
// Servicebidrag to a shop that fulfils 19 §.
inline Try service() {
    return Try("service_grant").with("temporary_problems", "yes").with("measures_insufficient", "yes");
}
// Investeringsstöd without any cost yet.
inline Try investment() { return Try("investment_support").with("start_on", "2026-05-01").metres(24'000); }
inline Try home_delivery(const std::string& net_cost, int occasions) {
    return Try("home_delivery_grant").applicant("municipality").seller("").with("net_cost", kr(net_cost).plain())
        .with("occasions", std::to_string(occasions));
}

inline std::string listed(const std::vector<Reason>& reasons) {
    std::vector<std::string> told;
    for (const auto& reason : reasons) told.push_back(reason.rule + " (" + reason.paragraph + ")");
    return joined(told, ", ");
}

inline std::string verdict(const Assessment& assessment) {
    std::vector<std::string> parts;
    if (!assessment.refusals.empty()) parts.push_back("no: " + listed(assessment.refusals));
    if (!assessment.missing.empty()) parts.push_back("not known: " + listed(assessment.missing));
    if (!parts.empty()) return joined(parts, "; ");
    return replaced_all(assessment.most().swedish(), "\u00a0", " ");
}

struct Row {
    const char* what;
    Try tried;
    const char* expected;
};
inline void PrintTo(const Row& row, std::ostream* out) { *out << row.what; }

struct Law : testing::TestWithParam<Row> {};
inline std::string numbered(const testing::TestParamInfo<Row>& info) { return std::to_string(info.index + 1); }

}  // namespace bygd::testing_law
