#include "cases/case_move_store.hpp"

#include "base/text.hpp"

namespace bygd {

Id<CaseMoveRun> insert_move_run(Transaction& tx, const CaseMoveRun& run) {
    return tx.insert<CaseMoveRun>(
        "INSERT INTO case_move_run (workflow, to_version, started_by, started_at) VALUES (?, ?, ?, ?)",
        {run.workflow, run.to_version, run.started_by, run.started_at});
}

void finish_move_run(Transaction& tx, Id<CaseMoveRun> run, Instant now) {
    tx.execute("UPDATE case_move_run SET finished_at = ? WHERE id = ?", {now, run});
}

std::optional<CaseMoveRun> find_move_run(Transaction& tx, Id<CaseMoveRun> id) {
    return tx.one("SELECT id, workflow, to_version, started_by, started_at, finished_at FROM case_move_run WHERE id = ?", {id},
                  [](const Row& row) {
        CaseMoveRun run{row.id<CaseMoveRun>("id"), row.text("workflow"), static_cast<int>(row.integer("to_version")),
                        row.text("started_by"), row.instant("started_at"), std::nullopt};
        if (!row.null("finished_at")) run.finished_at = row.instant("finished_at");
        return run;
    });
}

void insert_case_move(Transaction& tx, const CaseMove& m) {
    tx.execute("INSERT INTO case_move (run_id, case_id, moved_proceeding, from_version, from_state, to_version, to_state, case_version,"
               " proceeding_sequence, undo_effects, moved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               {m.run, m.subject, m.moved, m.from_version, m.from_state, m.to_version, m.to_state, m.case_version, m.proceeding,
                joined(m.undo, ","), m.moved_at});
}

bool mark_undone(Transaction& tx, const CaseMove& m, Instant now) {
    return tx.execute("UPDATE case_move SET undone_at = ? WHERE run_id = ? AND case_id = ? AND moved_proceeding = ? AND undone_at IS NULL",
                      {now, m.run, m.subject, m.moved}) == 1;
}

std::vector<CaseMove> moves_of(Transaction& tx, Id<CaseMoveRun> run, MovePlace after, std::size_t most) {
    return tx.all("SELECT run_id, case_id, moved_proceeding, from_version, from_state, to_version, to_state, case_version,"
                  " proceeding_sequence, undo_effects, moved_at FROM case_move WHERE run_id = ? AND undone_at IS NULL"
                  " AND (case_id > ? OR (case_id = ? AND moved_proceeding > ?)) ORDER BY case_id, moved_proceeding LIMIT " +
                  std::to_string(most), {run, after.subject, after.subject, after.proceeding}, [](const Row& row) {
        CaseMove move;
        move.run = row.id<CaseMoveRun>("run_id");
        move.subject = row.id<Case>("case_id");
        move.moved = static_cast<int>(row.integer("moved_proceeding"));
        move.from_version = static_cast<int>(row.integer("from_version"));
        move.to_version = static_cast<int>(row.integer("to_version"));
        move.from_state = row.text("from_state");
        move.to_state = row.text("to_state");
        move.case_version = static_cast<int>(row.integer("case_version"));
        move.proceeding = static_cast<int>(row.integer("proceeding_sequence"));
        if (const auto undo = row.text("undo_effects"); !undo.empty()) move.undo = split(undo, ',');
        move.moved_at = row.instant("moved_at");
        return move;
    });
}

std::vector<OlderCase> older_cases(Transaction& tx, std::string_view workflow, int before, Id<Case> after, std::size_t most) {
    return tx.all("SELECT id, diary_number, state, version, workflow_version FROM aid_case WHERE workflow = ?"
                  " AND workflow_version < ? AND id > ? ORDER BY id LIMIT " + std::to_string(most),
                  {workflow, before, after}, [](const Row& row) {
        return OlderCase{row.id<Case>("id"), row.text("diary_number"), row.text("state"),
                         static_cast<int>(row.integer("version")), static_cast<int>(row.integer("workflow_version"))};
    });
}

std::vector<OlderCase> older_proceedings(Transaction& tx, std::string_view workflow, int before, MovePlace after, std::size_t most) {
    return tx.all("SELECT c.id, c.diary_number, p.state, c.version, p.workflow_version, p.sequence FROM proceeding p"
                  " JOIN aid_case c ON c.id = p.case_id WHERE p.workflow = ? AND p.workflow_version < ? AND p.stage <> 'closed'"
                  " AND (p.case_id > ? OR (p.case_id = ? AND p.sequence > ?)) ORDER BY p.case_id, p.sequence LIMIT " +
                  std::to_string(most), {workflow, before, after.subject, after.subject, after.proceeding}, [](const Row& row) {
        return OlderCase{row.id<Case>("id"), row.text("diary_number"), row.text("state"), static_cast<int>(row.integer("version")),
                         static_cast<int>(row.integer("workflow_version")), static_cast<int>(row.integer("sequence"))};
    });
}

void save_workflow_version(Transaction& tx, const Case& c) {
    tx.execute("UPDATE aid_case SET workflow_version = ? WHERE id = ? AND version = ?", {c.workflow_version, c.id, c.version});
}

}  // namespace bygd
