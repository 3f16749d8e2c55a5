#include "cases/case_request_store.hpp"

#include "base/error.hpp"

namespace bygd {

namespace {

CaseRequest to_request(const Row& row) {
    CaseRequest found;
    found.id = row.id<CaseRequest>("id");
    found.subject = row.id<Case>("case_id");
    found.proceeding = row.maybe_id<Proceeding>("proceeding_id");
    found.kind = row.text("kind");
    found.recipient = row.text("recipient");
    found.recipient_kind = row.text("recipient_kind");
    found.recipient_email = row.text("recipient_email");
    found.question = row.text("question");
    found.consequence = row.text("consequence");
    found.sent_on = row.date("sent_on");
    found.due_on = row.date("due_on");
    found.reminded_on = row.maybe_date("reminded_on");
    found.status = row.text("status");
    found.closed_on = row.maybe_date("closed_on");
    found.answer = row.text("answer");
    found.sent_by = row.id<User>("sent_by");
    found.closed_by = row.maybe_id<User>("closed_by");
    found.document = row.maybe_id<Document>("document_id");
    return found;
}

}  // namespace

void insert_request(Transaction& tx, CaseRequest& r) {
    r.id = tx.insert<CaseRequest>(
        "INSERT INTO case_request (case_id, proceeding_id, kind, recipient, recipient_kind, recipient_email, question, consequence,"
        " sent_on, due_on, answer, sent_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
        {r.subject, r.proceeding, r.kind, r.recipient, r.recipient_kind, r.recipient_email, r.question, r.consequence, r.sent_on, r.due_on,
         r.sent_by});
}

void save_request(Transaction& tx, const CaseRequest& r) {
    const auto saved = tx.execute(
        "UPDATE case_request SET status = ?, closed_on = ?, answer = ?, closed_by = ?, document_id = ?, reminded_on = ?"
        " WHERE id = ? AND status = 'open'",
        {r.status, r.closed_on, r.answer, r.closed_by, r.document, r.reminded_on, r.id});
    if (saved != 1) refuse(ErrorKind::conflict, "case.changed");
}

std::vector<CaseRequest> requests_of(Transaction& tx, Id<Case> id) {
    return tx.all("SELECT id, case_id, proceeding_id, kind, recipient, recipient_kind, recipient_email, question, consequence,"
                  " sent_on, due_on, reminded_on, status, closed_on, answer, sent_by, closed_by, document_id FROM case_request"
                  " WHERE case_id = ? ORDER BY id", {id}, to_request);
}

}  // namespace bygd
