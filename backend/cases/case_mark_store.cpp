#include "cases/case_mark_store.hpp"

namespace bygd {

void insert_mark(Transaction& tx, Id<Case> id, const CaseMark& mark, Id<User> by, Instant now) {
    tx.execute("INSERT INTO case_mark (case_id, kind, instance, marked_on, note, made_by, made_at)"
               " VALUES (?, ?, ?, ?, ?, ?, ?)",
               {id, mark.kind, mark.instance, mark.on, mark.note, by, now});
}

std::vector<CaseMark> marks_of(Transaction& tx, Id<Case> id) {
    return tx.all(
        "SELECT m.kind, m.instance, m.marked_on, m.note, u.display_name FROM case_mark m"
        " JOIN user_account u ON u.id = m.made_by WHERE m.case_id = ? AND m.marked_on IS NOT NULL"
        " AND m.id = (SELECT MAX(n.id) FROM case_mark n WHERE n.case_id = m.case_id AND n.kind = m.kind"
        " AND n.instance = m.instance) ORDER BY m.id",
        {id}, [](const Row& row) {
            return CaseMark{row.text("kind"), row.integer("instance"), row.date("marked_on"), row.text("note"),
                            row.text("display_name")};
        });
}

}  // namespace bygd
