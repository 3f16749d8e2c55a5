#include "cases/proceeding_store.hpp"

#include <nlohmann/json.hpp>

namespace bygd {

namespace {

constexpr std::string_view columns =
    "SELECT id, case_id, sequence, kind, workflow, workflow_version, state, stage, opened_on, closed_on, proposed_ore,"
    " reserved_ore, decided_ore, outcome, data FROM proceeding WHERE case_id = ?";

Proceeding to_proceeding(const Row& row) {
    Proceeding found;
    found.id = row.id<Proceeding>("id");
    found.subject = row.id<Case>("case_id");
    found.sequence = static_cast<int>(row.integer("sequence"));
    found.kind = row.text("kind");
    found.workflow = row.text("workflow");
    found.workflow_version = static_cast<int>(row.integer("workflow_version"));
    found.state = row.text("state");
    found.stage = row.text("stage");
    found.opened_on = row.date("opened_on");
    found.closed_on = row.maybe_date("closed_on");
    found.proposed = row.money("proposed_ore");
    found.reserved = row.money("reserved_ore");
    found.decided = row.money("decided_ore");
    found.outcome = row.maybe_text("outcome");
    found.data = nlohmann::json::parse(row.text("data")).get<std::map<std::string, std::string>>();
    return found;
}

}  // namespace

void insert_proceeding(Transaction& tx, Proceeding& p) {
    p.sequence = static_cast<int>(
        1 + tx.number("SELECT COALESCE(MAX(sequence), 0) FROM proceeding WHERE case_id = ?", {p.subject}));
    p.id = tx.insert<Proceeding>(
        "INSERT INTO proceeding (case_id, sequence, kind, workflow, workflow_version, state, stage, opened_on, data)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {p.subject, p.sequence, p.kind, p.workflow, p.workflow_version, p.state, p.stage, p.opened_on,
         nlohmann::json(p.data).dump()});
}

void save_proceeding(Transaction& tx, const Proceeding& p) {
    tx.execute("UPDATE proceeding SET workflow = ?, workflow_version = ?, state = ?, stage = ?, closed_on = ?,"
               " proposed_ore = ?, reserved_ore = ?, decided_ore = ?, outcome = ?, data = ? WHERE id = ?",
               {p.workflow, p.workflow_version, p.state, p.stage, p.closed_on, p.proposed, p.reserved, p.decided, p.outcome,
                nlohmann::json(p.data).dump(), p.id});
}

void delete_proceeding(Transaction& tx, const Proceeding& p) {
    tx.execute("DELETE FROM proceeding WHERE id = ?", {p.id});
}

std::optional<Proceeding> find_proceeding(Transaction& tx, Id<Case> id, int sequence) {
    return tx.one(std::string(columns) + " AND sequence = ?", {id, sequence}, to_proceeding);
}

std::vector<Proceeding> proceedings_of(Transaction& tx, Id<Case> id) {
    return tx.all(std::string(columns) + " ORDER BY sequence", {id}, to_proceeding);
}

std::vector<ProceedingCount> count_open_proceedings(Transaction& tx) {
    return tx.all("SELECT kind, state, COUNT(*) AS proceedings FROM proceeding WHERE stage <> 'closed' GROUP BY kind, state",
                  {}, [](const Row& row) {
        return ProceedingCount{row.text("kind"), row.text("state"), row.integer("proceedings")};
    });
}

}  // namespace bygd
