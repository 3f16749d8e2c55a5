#include "payouts/claim_review.hpp"

#include "base/text.hpp"
#include "providers/organisation.hpp"

namespace bygd {

namespace {

constexpr std::size_t reason_most = 500, question_most = 1000;

std::string typed_text(const Typed& typed, const std::string& name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : trimmed(found->second);
}

void read_amount(const Typed& typed, Expenditure& row, ReviewExtent extent, Problems& problems) {
    const auto field = "approved_" + std::to_string(row.sequence);
    const auto text = typed_text(typed, field);
    row.approved.reset();
    if (text.empty() && extent == ReviewExtent::partial) return;
    try {
        row.approved = Money::parse(text, field);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        add(problems, error.problems());
    }
}

void check_row(const Expenditure& row, ReviewExtent extent, Problems& problems) {
    const auto number = std::to_string(row.sequence);
    if (extent == ReviewExtent::whole && !row.question.empty()) problems.push_back({"question_" + number, "claim.question_open"});
    if (!row.approved) return;
    if (*row.approved > row.amount) {
        problems.push_back({"approved_" + number, "claim.over_row", {row.amount.swedish()}});
    } else if (*row.approved < row.amount && row.reason.empty() && extent == ReviewExtent::whole) {
        problems.push_back({"reason_" + number, "claim.reason_required"});
    }
}

void read_answers(const Typed& typed, const Expenditure& row, RowFindings& findings, ReviewExtent extent, Problems& problems) {
    for (auto& finding : findings) {
        if (finding.weight != FindingWeight::serious) continue;
        const auto field = finding_field(row, finding);
        finding.acknowledged = read_line(typed, field, false, problems, reason_most);
        const bool approves = row.approved && !row.approved->zero();
        if (extent == ReviewExtent::whole && approves && finding.acknowledged.empty()) {
            problems.push_back({field, "claim.finding_reason"});
        }
    }
}

}  // namespace

std::string finding_field(const Expenditure& row, const ClaimFinding& finding) {
    return "known_" + std::to_string(row.sequence) + "_" + finding.code;
}

ClaimReview read_review(const Typed& typed, std::vector<Expenditure> rows, std::vector<RowFindings> findings, ReviewExtent extent) {
    Problems problems;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& row = rows[i];
        const auto number = std::to_string(row.sequence);
        read_amount(typed, row, extent, problems);
        row.reason = read_line(typed, "reason_" + number, false, problems, reason_most);
        row.question = read_line(typed, "question_" + number, false, problems, question_most);
        check_row(row, extent, problems);
        read_answers(typed, row, findings[i], extent, problems);
    }
    require_none(std::move(problems));
    return {std::move(rows), std::move(findings)};
}

}  // namespace bygd
