// All SQL about what was found on the rows of claims when they were reviewed. Rows are appended; the newest review of a claim is
// what holds.
#pragma once

#include <map>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/claim_finding.hpp"

namespace bygd {

// As one more review of the claim. `findings` stand in the order of `rows`.
void insert_findings(Transaction&, Id<Claim>, const std::vector<Expenditure>& rows, const std::vector<RowFindings>& findings, Id<User> by,
                     Instant now);
// Of the newest review, by expenditure. None of a claim that was never reviewed, or from before findings were kept.
std::map<std::int64_t, RowFindings> findings_of_review(Transaction&, Id<Claim>);

// Rows that were approved over a serious finding nobody has answered for, as "DIARY NUMBER claim 1 row 2": none, ever.
std::vector<std::string> unanswered_findings(Transaction&);
// Rows whose amount is neither their net nor their net and VAT together, written likewise.
std::vector<std::string> rows_that_do_not_add_up(Transaction&);

}  // namespace bygd
