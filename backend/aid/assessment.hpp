// What the law says of an application: whether support may be given, the largest amount, the calculation line by line, and
// every reason with its paragraph, all told at once. Plain values; assess() (aid/assess.hpp) makes them, the proposal, the
// guard of the decision, the letter and the page all read the same ones.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "aid/form.hpp"
#include "aid/parameters.hpp"

namespace bygd {

// Support already granted that may count against a cap or a number of years.
struct GrantedBefore {
    std::string diary_number;
    std::string form;                          // "service_grant"
    int year = 0;                              // the year the support is for
    Money amount;                              // granted, less what was released
    bool to_recipient = false;                 // the same organisation
    bool to_outlet = false;                    // the same outlet, whoever owned it
};

// What an officer has written to set a rule aside.
struct SpecialReason {
    std::string rule, text, by;
    std::optional<Instant> at;
};

// What is known beside the application. What is not known is left out: a rule then says that it cannot be judged.
struct AssessmentFacts {
    std::string legal_basis;                   // "2024:1243"; empty: by the dates
    Date received, day;                        // the application came in; the day of the assessment
    std::string applicant;                     // kind of the organisation: "limited_company", "municipality"
    std::string seller;                        // "fixed", "mobile", "property_owner"
    std::string region_county, county;         // of the region; of the outlet or the municipality
    std::set<std::string> services;            // of outlet_services
    std::optional<int> next_outlet_metres, hours_per_week, articles;
    std::optional<bool> archipelago;           // without a fixed link to land
    std::optional<bool> open_all_year;
    std::set<std::string> assortment_groups;
    std::optional<Money> turnover;             // of groceries, latest accounts
    std::vector<GrantedBefore> granted_before;
    std::vector<SpecialReason> special_reasons;
};

struct AssessedLine {
    std::string line, description;
    Money amount;                              // the cost
    BasisPoints share;                         // highest share of it
    Money aid;                                 // amount x share, rounded down to the öre
    std::string paragraph;
};

struct Reason {
    std::string rule;
    Problem problem;                           // its last value is the paragraph
    std::string paragraph;
    std::string guideline;                     // "region", "agency"; empty: law
    std::string waived_by;                     // the paragraph by which special reasons may set it aside; empty: nothing may
};

struct Waiver {
    Reason reason;                             // what would have stood in the way
    SpecialReason special;
};

struct UsedParameter {
    std::string name, unit;
    ParameterValue value;
};

struct AppliedLaw {
    std::string basis, paragraphs;
    Date day;                                  // whose law was applied (law_day)
    std::vector<UsedParameter> parameters;     // each value that was looked up, once
    std::vector<std::string> notes;            // doubts about the basis and the rules applied
};

struct Assessment {
    Money calculated;                          // what the calculation gives, whether or not support may be given
    std::vector<AssessedLine> lines;
    std::vector<GrantedBefore> counted;        // what was counted against a cap
    std::vector<Reason> refusals;              // not met, and nothing sets it aside
    std::vector<Reason> missing;               // cannot be judged: something is not known
    std::vector<Reason> warnings, notes;
    std::vector<Waiver> waived;
    AppliedLaw law;

    bool eligible() const { return refusals.empty() && missing.empty(); }
    Money most() const { return eligible() ? calculated : Money(); }   // the largest amount that may be granted
    Problems problems() const;                 // what stands in the way: refusals and what is missing
};

}  // namespace bygd
