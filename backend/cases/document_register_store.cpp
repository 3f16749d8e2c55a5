#include "cases/document_register_store.hpp"

#include "jobs/mail_message.hpp"

namespace bygd {

std::vector<RegisteredDocument> registered_documents(Transaction& tx, const RegisterSpan& span, std::size_t most) {
    return tx.all(
        "SELECT c.id, c.diary_number, c.title, c.form, l.number, l.direction, l.kind, l.secrecy, d.name,"
        " COALESCE(l.dated_on, DATE(d.created_at)) AS dated_on,"
        " IF(l.counterpart <> '' OR l.direction = 'drawn_up', l.counterpart, o.name) AS counterpart"
        " FROM case_document l JOIN document d ON d.id = l.document_id JOIN aid_case c ON c.id = l.case_id"
        " JOIN organisation o ON o.id = c.organisation_id"
        " WHERE l.newest AND COALESCE(l.dated_on, DATE(d.created_at)) BETWEEN ? AND ? AND (? = '' OR l.direction = ?)"
        " AND (l.case_id > ? OR (l.case_id = ? AND l.number > ?)) ORDER BY l.case_id, l.number LIMIT ?",
        {span.from, span.to, span.direction, span.direction, span.after_case, span.after_case, span.after_number, most},
        [](const Row& row) {
            RegisteredDocument found{row.id<Case>("id"), row.text("diary_number"), without_personal_numbers(row.text("title")),
                                     row.text("form"), static_cast<int>(row.integer("number")), row.date("dated_on"),
                                     row.text("direction"), row.text("kind"), "", "", row.text("secrecy")};
            if (!found.secrecy.empty()) return found;
            found.counterpart = without_personal_numbers(row.text("counterpart"));
            found.name = without_personal_numbers(row.text("name"));
            return found;
        });
}

}  // namespace bygd
