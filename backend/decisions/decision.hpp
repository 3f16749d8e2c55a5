// The proposal in force of a case and the decisions made on it. A decision is never changed: a later one is a new row. It
// keeps a snapshot of every value it rested on (design.md §4 rule 3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aid/assess.hpp"
#include "budget/commitment.hpp"
#include "cases/proceeding.hpp"
#include "decisions/condition.hpp"

namespace bygd {

struct Document;

// What the officer proposes; one a case and one a proceeding, replaced when it is proposed again.
struct Proposal {
    Id<Case> subject;
    std::optional<Id<Proceeding>> proceeding;   // none: of the case itself
    std::string outcome;                  // "approved", "partly_approved", "rejected", "dismissed"
    Money amount;                         // 0 for a rejection
    std::optional<Id<Fund>> fund;
    std::string reasons, conditions;      // conditions: the texts of the duties, a line each
    std::vector<ConditionDraft> duties;
    std::optional<Date> period_from, period_to;
    std::string calculation;              // the assessment as JSON
    std::string costs;                    // JSON (approved_cost); empty: the form has no cost lines
    PaymentPlan plan;                     // empty: as default_plan says when it is decided
    Id<User> prepared_by;
    Instant prepared_at;

    bool grants() const { return outcome == "approved" || outcome == "partly_approved"; }
};

// "grant": on the application; "change": of a decision in force, its amount the whole that is granted from then;
// "non_payment" (33 §) and "recovery" (42 §): the amount not paid, and demanded back; "appeal_review": of an appeal.
inline constexpr std::string_view decision_kinds[] = {"grant", "change", "non_payment", "recovery", "appeal_review"};

struct Decision {
    Id<Decision> id;
    Id<Case> subject;
    int sequence = 1;
    std::string kind = "grant";           // one of decision_kinds
    std::optional<Id<Proceeding>> proceeding;
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
    PaymentPlan plan;                     // of what is granted; read from budget/commitment_store

    bool approves() const { return outcome == "approved" || outcome == "partly_approved"; }
    bool grants() const { return approves() && (kind == "grant" || kind == "change"); }
};

// The newest decision by which something is granted: of the application or of its last change. Null when none is.
const Decision* in_force(const std::vector<Decision>&);

struct Dispatch {
    Id<Decision> decision;
    Id<Document> document;
    Id<User> dispatched_by;
    Date dispatched_on;
};

// What the conditions of a proposal are held to: the kinds there are, and those the law demands for the form on the day.
struct ConditionLaw {
    const ConditionKinds& kinds;
    std::string form;
    Date day;
};

// Reads proposal_outcome, amount, fund, reasons, conditions (rows or lines), period_from, period_to. `most` is what the law
// allows on this application. Throws Error invalid with every problem: proposal.outcome, amount.*, proposal.over_sought
// {sought}, proposal.over_law {most}, proposal.not_whole (bifall is the whole amount), proposal.not_part, required,
// proposal.period_order, and those of conditions (read_conditions, missing_conditions: 2024:1243 31 §).
Proposal read_proposal(const std::map<std::string, std::string, std::less<>>& typed, Money sought, Money most,
                       const ConditionLaw&);

// Avvisning: why the application is not tried on its merits. Reads reasons.
Proposal read_dismissal(const std::map<std::string, std::string, std::less<>>& typed);

// A change of what is granted: reads proposal_outcome (approved, rejected), amount (the new whole), reasons, conditions,
// period_from, period_to. Problems as read_proposal, with change.below_spent {spent} and change.nothing_changes.
struct ChangeGround {
    Money granted, spent;                 // spent: paid and released, which no change takes back
    std::optional<Date> period_from, period_to;
    std::vector<ConditionDraft> duties;
    bool costs_changed = false;           // by what is proposed; or the payment plan
};
Proposal read_change(const std::map<std::string, std::string, std::less<>>& typed, const ChangeGround&, const ConditionLaw&);

// Non-payment (33 §) and recovery (42 §): reads ground (one of non_payment_grounds), amount (0 < amount <= most) and
// reasons.
inline constexpr std::string_view non_payment_grounds[] = {"wrong_information", "should_have_known", "not_used", "condition_breached"};
struct AdverseProposal {
    Proposal proposal;
    std::string ground;
};
AdverseProposal read_adverse(const std::map<std::string, std::string, std::less<>>& typed, Money most);

}  // namespace bygd
