// The proposal in force of a case and the decisions made on it. A decision is never changed: a later one is a new row. It
// keeps a snapshot of every value it rested on (design.md §4 rule 3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aid/assess.hpp"
#include "cases/case.hpp"

namespace bygd {

struct Document;

// What the officer proposes; one a case, replaced when it is proposed again.
struct Proposal {
    Id<Case> subject;
    std::string outcome;                  // "approved", "partly_approved", "rejected"
    Money amount;                         // 0 for a rejection
    std::optional<Id<Fund>> fund;
    std::string reasons, conditions;
    std::optional<Date> period_from, period_to;
    std::string calculation;              // the assessment as JSON
    Id<User> prepared_by;
    Instant prepared_at;

    bool grants() const { return outcome == "approved" || outcome == "partly_approved"; }
};

struct Decision {
    Id<Decision> id;
    Id<Case> subject;
    int sequence = 1;
    std::string outcome;                  // also "dismissed", "closed_without_decision"
    Money amount;
    std::optional<Id<Fund>> fund;
    std::string reasons, conditions;
    std::optional<Date> period_from, period_to;
    std::optional<Id<User>> prepared_by;
    Id<User> decided_by;
    Date decided_on;
    Instant decided_at;
    std::string snapshot;                 // JSON

    bool grants() const { return outcome == "approved" || outcome == "partly_approved"; }
};

struct Dispatch {
    Id<Decision> decision;
    Id<Document> document;
    Id<User> dispatched_by;
    Date dispatched_on;
};

// Reads proposal_outcome, amount, fund, reasons, conditions, period_from, period_to. `most` is what the law allows on this
// application. Throws Error invalid with every problem: proposal.outcome, amount.*, proposal.over_sought {sought},
// proposal.over_law {most}, proposal.not_whole (bifall is the whole amount), proposal.not_part, required,
// proposal.period_order, proposal.conditions_required (2024:1243 31 §).
Proposal read_proposal(const std::map<std::string, std::string, std::less<>>& typed, Money sought, Money most,
                       bool conditions_required);

}  // namespace bygd
