#include "cases/mail_in_store.hpp"

namespace bygd {

namespace {

MailIn to_mail_in(const Row& row) {
    MailIn mail;
    mail.id = row.id<MailIn>("id");
    mail.once_key = row.text("once_key");
    mail.received_at = row.instant("received_at");
    mail.sender = row.text("sender");
    mail.subject = row.text("subject");
    mail.state = row.text("state");
    mail.why = row.text("why");
    mail.subject_case = row.maybe_id<Case>("case_id");
    mail.answers = row.maybe_id<OutboxMail>("outbox_id");
    mail.document = row.maybe_id<Document>("document_id");
    mail.version = static_cast<int>(row.integer("version"));
    return mail;
}

}  // namespace

bool insert_mail_in(Transaction& tx, MailIn& mail) {
    try {
        mail.id = tx.insert<MailIn>(
            "INSERT INTO mail_in (once_key, received_at, sender, subject, state, why, case_id, outbox_id,"
            " document_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {mail.once_key, mail.received_at, mail.sender, mail.subject, mail.state, mail.why, mail.subject_case,
             mail.answers, mail.document});
        return true;
    } catch (const DuplicateKey&) {
        return false;
    }
}

bool settle_mail_in(Transaction& tx, const MailIn& mail, Id<User> by, Instant now) {
    return tx.execute(
               "UPDATE mail_in SET state = ?, why = ?, case_id = ?, settled_by = ?, settled_at = ?, version = version "
               "+ 1"
               " WHERE id = ? AND version = ? AND state = 'waiting'",
               {mail.state, mail.why, mail.subject_case, by, now, mail.id, mail.version}) == 1;
}

std::optional<MailIn> find_mail_in(Transaction& tx, Id<MailIn> id) {
    return tx.one(
        "SELECT id, once_key, received_at, sender, subject, state, why, case_id, outbox_id, document_id, version FROM "
        "mail_in"
        " WHERE id = ?",
        {id}, to_mail_in);
}

std::vector<MailIn> waiting_mail_in(Transaction& tx, std::size_t most) {
    return tx.all(
        "SELECT id, once_key, received_at, sender, subject, state, why, case_id, outbox_id, document_id, version FROM "
        "mail_in"
        " WHERE state = 'waiting' ORDER BY id LIMIT ?",
        {most}, to_mail_in);
}

}  // namespace bygd
