#include "decisions/decision_store.hpp"

#include "budget/commitment_store.hpp"
#include "decisions/condition_json.hpp"

namespace bygd {

namespace {

constexpr std::string_view decision_columns =
    "SELECT id, case_id, sequence, kind, proceeding_id, outcome, amount_ore, fund_id, reasons, conditions, period_from, period_to, prepared_by,"
    " decided_by, decided_on, decided_at, snapshot FROM decision WHERE case_id = ?";

Decision to_decision(const Row& row) {
    Decision found;
    found.id = row.id<Decision>("id");
    found.subject = row.id<Case>("case_id");
    found.sequence = static_cast<int>(row.integer("sequence"));
    found.kind = row.text("kind");
    found.proceeding = row.maybe_id<Proceeding>("proceeding_id");
    found.outcome = row.text("outcome");
    found.amount = row.money("amount_ore");
    found.fund = row.maybe_id<Fund>("fund_id");
    found.reasons = row.text("reasons");
    found.conditions = row.text("conditions");
    found.period_from = row.maybe_date("period_from");
    found.period_to = row.maybe_date("period_to");
    found.prepared_by = row.maybe_id<User>("prepared_by");
    found.decided_by = row.id<User>("decided_by");
    found.decided_on = row.date("decided_on");
    found.decided_at = row.instant("decided_at");
    found.snapshot = row.text("snapshot");
    return found;
}

}  // namespace

void put_proposal(Transaction& tx, const Proposal& p) {
    tx.execute("INSERT INTO proposal (case_id, proceeding_id, outcome, amount_ore, fund_id, reasons, conditions, duties, period_from,"
               " period_to, calculation, costs, payment_plan, prepared_by, prepared_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
               " ON DUPLICATE KEY UPDATE outcome = VALUES(outcome), amount_ore = VALUES(amount_ore),"
               " fund_id = VALUES(fund_id), reasons = VALUES(reasons), conditions = VALUES(conditions), duties = VALUES(duties),"
               " period_from = VALUES(period_from), period_to = VALUES(period_to), calculation = VALUES(calculation),"
               " costs = VALUES(costs), payment_plan = VALUES(payment_plan), prepared_by = VALUES(prepared_by), prepared_at = VALUES(prepared_at)",
               {p.subject, p.proceeding.value_or(Id<Proceeding>()), p.outcome, p.amount, p.fund, p.reasons, p.conditions,
                drafts_text(p.duties), p.period_from, p.period_to, p.calculation,
                p.costs, plan_text(p.plan), p.prepared_by, p.prepared_at});
}

std::optional<Proposal> proposal_of(Transaction& tx, Id<Case> id, std::optional<Id<Proceeding>> proceeding) {
    return tx.one("SELECT case_id, outcome, amount_ore, fund_id, reasons, conditions, duties, period_from, period_to, calculation, costs,"
                  " payment_plan, prepared_by, prepared_at FROM proposal WHERE case_id = ? AND proceeding_id = ?",
                  {id, proceeding.value_or(Id<Proceeding>())}, [&](const Row& row) {
        Proposal found;
        found.subject = row.id<Case>("case_id");
        found.proceeding = proceeding;
        found.outcome = row.text("outcome");
        found.amount = row.money("amount_ore");
        found.fund = row.maybe_id<Fund>("fund_id");
        found.reasons = row.text("reasons");
        found.conditions = row.text("conditions");
        found.duties = row.null("duties") ? lines_as_conditions(found.conditions) : drafts_of_text(row.text("duties"));
        found.period_from = row.maybe_date("period_from");
        found.period_to = row.maybe_date("period_to");
        found.calculation = row.text("calculation");
        found.costs = row.text_or_empty("costs");
        found.plan = plan_of_text(row.text("payment_plan"));
        found.prepared_by = row.id<User>("prepared_by");
        found.prepared_at = row.instant("prepared_at");
        return found;
    });
}

Id<Decision> insert_decision(Transaction& tx, const Decision& d) {
    const auto sequence = 1 + tx.number("SELECT COALESCE(MAX(sequence), 0) FROM decision WHERE case_id = ?", {d.subject});
    const auto id = tx.insert<Decision>(
        "INSERT INTO decision (case_id, sequence, kind, proceeding_id, outcome, amount_ore, fund_id, reasons, conditions, period_from, period_to,"
        " prepared_by, decided_by, decided_on, decided_at, snapshot)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {d.subject, sequence, d.kind, d.proceeding, d.outcome, d.amount, d.fund, d.reasons, d.conditions, d.period_from, d.period_to,
         d.prepared_by, d.decided_by, d.decided_on, d.decided_at, d.snapshot});
    const auto last = d.period_to && d.period_to->year() > d.decided_on.year() ? d.period_to->year() : d.decided_on.year();
    if (d.grants()) insert_plan(tx, d.subject, id, d.decided_on, fitted(d.plan, d.amount, last));
    return id;
}

std::vector<Decision> decisions_of(Transaction& tx, Id<Case> id) {
    return tx.all(std::string(decision_columns) + " ORDER BY sequence", {id}, to_decision);
}

std::optional<Decision> latest_decision(Transaction& tx, Id<Case> id) {
    return tx.one(std::string(decision_columns) + " ORDER BY sequence DESC LIMIT 1", {id}, to_decision);
}

std::optional<Decision> latest_decision(Transaction& tx, Id<Case> id, std::optional<Id<Proceeding>> proceeding) {
    const auto narrowed = std::string(decision_columns) + (proceeding ? " AND proceeding_id = ?" : " AND proceeding_id IS NULL");
    return tx.one(narrowed + " ORDER BY sequence DESC LIMIT 1", proceeding ? Values{id, *proceeding} : Values{id}, to_decision);
}

void insert_dispatch(Transaction& tx, const Dispatch& d) {
    tx.execute("INSERT INTO dispatch (decision_id, document_id, dispatched_by, dispatched_on) VALUES (?, ?, ?, ?)",
               {d.decision, d.document, d.dispatched_by, d.dispatched_on});
}

std::optional<Dispatch> dispatch_of(Transaction& tx, Id<Decision> id) {
    return tx.one("SELECT decision_id, document_id, dispatched_by, dispatched_on FROM dispatch WHERE decision_id = ?", {id},
                  [](const Row& row) {
        return Dispatch{row.id<Decision>("decision_id"), row.id<Document>("document_id"), row.id<User>("dispatched_by"),
                        row.date("dispatched_on")};
    });
}

}  // namespace bygd
