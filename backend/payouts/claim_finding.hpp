// What the automatic control finds on the rows of a claim before a person reviews them (domain §3.5): each with how grave it is
// and the rule it rests on. Pure: what the rows are held against is given. A finding decides nothing; a serious one asks for a
// reason before its row is approved.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/money.hpp"
#include "payouts/claim.hpp"

namespace bygd {

enum class FindingWeight { serious, warning };
std::string_view to_string(FindingWeight);            // "serious", "warning"

struct ClaimFinding {
    std::string code;                                 // words: payouts.finding.CODE
    FindingWeight weight = FindingWeight::warning;
    std::vector<std::string> values;                  // {0} {1} of its words
    std::string rule;                                 // "2024:1243 25 §", or what in the decision or the guidelines it rests on
    std::string acknowledged;                         // why it did not stop the row; empty: nothing said
};
using RowFindings = std::vector<ClaimFinding>;

// An invoice of another claim that was not cancelled.
struct KnownInvoice {
    std::string supplier, supplier_number, invoice_number;
    std::string diary_number;
    int claim = 0;                                    // its number in that case
    bool own = false;                                 // of the same case
};

// A company of the applicant's undertaking, itself among them.
struct RelatedParty {
    std::string number, name;
};

// Of what the decision approves of a cost line, what earlier claims have not used.
struct LineRoom {
    std::string line;
    Money left;
};

struct ClaimGround {
    std::string legal_basis;                          // "2024:1243"
    Date application_received;
    std::optional<Date> period_from, period_to;       // of the decision in force
    std::vector<LineRoom> lines;                      // empty: the decision says nothing of lines
    std::vector<KnownInvoice> known;
    std::vector<RelatedParty> related;
    std::optional<Money> quotes_over;                 // none: the region has no such limit on the day
    std::int64_t quotes_needed = 0, quotes = 0;
};

// For each row, in their order. What a row takes of its cost line is counted row by row, with what is approved of a row that has
// been looked at and with what is claimed of one that has not.
std::vector<RowFindings> findings_of(const std::vector<Expenditure>&, const ClaimGround&);

// "17", "0017" and "17 " are one number of an invoice; "Dala Kyl AB" and "DALA KYL" one name of a company.
std::string invoice_key(std::string_view number);
std::string company_key(std::string_view name);

}  // namespace bygd
