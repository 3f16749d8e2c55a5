// A person's review of a claim, row by row: approved whole, cut with a reason, or asked about; and why a serious finding did not
// stop a row. Pure: the reading of what was typed.
#pragma once

#include <string>
#include <vector>

#include "payouts/claim_finding.hpp"

namespace bygd {

struct ClaimReview {
    std::vector<Expenditure> rows;                // with approved, reason and question
    std::vector<RowFindings> findings;            // with what was said of them
};

// Whole: every row has its answer, nothing is still asked and every serious finding of an approved row is answered for. Partial:
// what is typed must be right, the rest may wait.
enum class ReviewExtent { whole, partial };

// Reads approved_1, reason_1, question_1 and known_1_CODE (of each serious finding), approved_2 ... Problems: amount.*,
// text.too_long, claim.over_row {amount}, claim.reason_required, claim.question_open, claim.finding_reason.
ClaimReview read_review(const Typed&, std::vector<Expenditure> rows, std::vector<RowFindings> findings, ReviewExtent);

// The name of the field in which a serious finding is answered for.
std::string finding_field(const Expenditure&, const ClaimFinding&);

}  // namespace bygd
