#include "cases/checklist_store.hpp"

namespace bygd {

std::map<std::string, ChecklistAnswer> checklist_of(Transaction& tx, Id<Case> id) {
    std::map<std::string, ChecklistAnswer> answers;
    tx.each("SELECT a.item, a.answer, a.note, a.answered_at, u.display_name FROM checklist_answer a"
            " JOIN user_account u ON u.id = a.answered_by WHERE a.case_id = ?",
            {id}, [&](const Row& row) {
                answers.emplace(row.text("item"), ChecklistAnswer{row.text("answer"), row.text("note"),
                                                                  row.text("display_name"), row.instant("answered_at")});
            });
    return answers;
}

void put_answers(Transaction& tx, Id<Case> id, const std::map<std::string, ChecklistAnswer>& answers, Id<User> by) {
    if (answers.empty()) return;
    Values values;
    for (const auto& [item, told] : answers) {
        values.insert(values.end(), {id, item, told.answer, told.note, by, told.answered_at});
    }
    tx.execute("INSERT INTO checklist_answer (case_id, item, answer, note, answered_by, answered_at) VALUES " +
                   repeated(answers.size(), "(?, ?, ?, ?, ?, ?)") +
                   " ON DUPLICATE KEY UPDATE answer = VALUES(answer), note = VALUES(note),"
                   " answered_by = VALUES(answered_by), answered_at = VALUES(answered_at)",
               values);
}

}  // namespace bygd
