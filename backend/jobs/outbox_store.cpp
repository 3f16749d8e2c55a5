#include "jobs/outbox_store.hpp"

#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::string_view columns =
    "o.id, o.message_key, o.message_id, o.mail, o.case_id, o.user_id, o.recipient, o.recipient_name, o.subject, "
    "o.body, o.state,"
    " o.attempts, o.queued_at, o.next_try_at, o.sent_at, o.answer, o.version";

OutboxMail to_mail(const Row& row) {
    OutboxMail mail;
    mail.id = row.id<OutboxMail>("id");
    mail.key = row.text("message_key");
    mail.message_id = row.text("message_id");
    mail.mail = row.text("mail");
    mail.subject_case = row.maybe_id<Case>("case_id");
    mail.user = row.maybe_id<User>("user_id");
    mail.recipient = row.text("recipient");
    mail.recipient_name = row.text("recipient_name");
    mail.subject = row.text("subject");
    mail.text = row.text("body");
    mail.state = outbox_state_of(row.text("state")).value();
    mail.attempts = static_cast<int>(row.integer("attempts"));
    mail.queued_at = row.instant("queued_at");
    mail.next_try_at = row.instant("next_try_at");
    mail.sent_at = row.maybe_instant("sent_at");
    mail.answer = row.text("answer");
    mail.version = static_cast<int>(row.integer("version"));
    return mail;
}

// As much as its column holds, cut between two characters.
std::string short_text(std::string_view text, std::size_t most = 480) { return shortened(trimmed(one_line(text)), most); }

void append(Transaction& tx, Id<OutboxMail> id, std::string_view kind, Instant at, std::string_view actor_name,
            std::string_view answer) {
    tx.execute(
        "INSERT INTO outbox_event (outbox_id, kind, occurred_at, actor_name, recipient, answer)"
        " SELECT o.id, ?, ?, ?, o.recipient, ? FROM outbox o WHERE o.id = ?",
        {kind, at, short_text(actor_name, 190), short_text(answer), id});
}

bool note(Transaction& tx, Id<OutboxMail> id, std::string_view holder, std::string_view state, std::string_view from,
          Instant now, std::optional<Instant> next_try_at, std::string_view answer) {
    const bool sent = state == "sent";
    const auto changed = tx.execute(
        "UPDATE outbox SET state = ?, next_try_at = COALESCE(?, next_try_at), sent_at = ?, answer = ?, holder = IF(? = "
        "'unknown', holder, ''),"
        " lease_until = NULL, version = version + 1 WHERE id = ? AND holder = ? AND holder <> '' AND "
        "FIND_IN_SET(state, ?) > 0",
        {state, next_try_at, sent ? std::optional(now) : std::nullopt, short_text(answer), state, id, holder, from});
    if (changed == 1) append(tx, id, state == "queued" ? "deferred" : state, now, "", answer);
    return changed == 1;
}

std::optional<OutboxMail> with_attachments(Transaction& tx, std::optional<OutboxMail> mail) {
    if (!mail) return mail;
    mail->attachments = tx.all("SELECT document_id FROM outbox_attachment WHERE outbox_id = ? ORDER BY document_id",
                               {mail->id}, [](const Row& row) { return row.id<Document>("document_id"); });
    return mail;
}

}  // namespace

bool queue_mail(Transaction& tx, OutboxMail& mail, std::string_view actor_name) {
    if (mail.recipient.empty()) mail.state = OutboxState::no_address;
    try {
        mail.id = tx.insert<OutboxMail>(
            "INSERT INTO outbox (message_key, message_id, mail, case_id, user_id, recipient, recipient_name, subject, "
            "body, state,"
            " queued_at, next_try_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {mail.key, mail.message_id, mail.mail, mail.subject_case, mail.user, mail.recipient,
             short_text(mail.recipient_name, 190), short_text(mail.subject, 290), mail.text, to_string(mail.state),
             mail.queued_at, mail.next_try_at});
    } catch (const DuplicateKey&) {
        return false;
    }
    for (const auto document : mail.attachments) {
        tx.execute("INSERT INTO outbox_attachment (outbox_id, document_id) VALUES (?, ?)", {mail.id, document});
    }
    append(tx, mail.id, "queued", mail.queued_at, actor_name, "");
    return true;
}

std::vector<Id<OutboxMail>> mails_due(Transaction& tx, Instant now, std::size_t most) {
    auto due =
        tx.all("SELECT id FROM outbox WHERE state = 'queued' AND next_try_at <= ? ORDER BY next_try_at, id LIMIT ?",
               {now, most}, [](const Row& row) { return row.id<OutboxMail>("id"); });
    for (const auto id : tx.all("SELECT id FROM outbox WHERE state = 'taken' AND lease_until <= ? ORDER BY id LIMIT ?",
                                {now, most}, [](const Row& row) { return row.id<OutboxMail>("id"); })) {
        due.push_back(id);
    }
    return due;
}

bool take_mail(Transaction& tx, Id<OutboxMail> id, std::string_view holder, Instant now) {
    return tx.execute(
               "UPDATE outbox SET state = 'taken', holder = ?, lease_until = ?, attempts = attempts + 1, version = "
               "version + 1"
               " WHERE id = ? AND ((state = 'queued' AND next_try_at <= ?) OR (state = 'taken' AND lease_until <= ?))",
               {holder, now + outbox_lease, id, now, now}) == 1;
}

bool begin_sending(Transaction& tx, Id<OutboxMail> id, std::string_view holder, Instant now) {
    return tx.execute(
               "UPDATE outbox SET state = 'sending', lease_until = ?, version = version + 1"
               " WHERE id = ? AND state = 'taken' AND holder = ?",
               {now + outbox_lease, id, holder}) == 1;
}

bool note_sent(Transaction& tx, Id<OutboxMail> id, std::string_view holder, Instant now, std::string_view answer) {
    return note(tx, id, holder, "sent", "sending,unknown", now, std::nullopt, answer);
}
bool note_failed(Transaction& tx, Id<OutboxMail> id, std::string_view holder, Instant now, std::string_view answer) {
    return note(tx, id, holder, "failed", "taken,sending,unknown", now, std::nullopt, answer);
}
bool note_deferred(Transaction& tx, Id<OutboxMail> id, std::string_view holder, Instant now, Instant next_try_at,
                   std::string_view answer) {
    return note(tx, id, holder, "queued", "taken,sending", now, next_try_at, answer);
}
bool note_unknown(Transaction& tx, Id<OutboxMail> id, std::string_view holder, Instant now, std::string_view answer) {
    return note(tx, id, holder, "unknown", "sending", now, std::nullopt, answer);
}

std::vector<OutboxMail> abandon_sending(Transaction& tx, Instant now) {
    const auto left = tx.all("SELECT id FROM outbox WHERE state = 'sending' AND lease_until <= ? ORDER BY id", {now},
                             [](const Row& row) { return row.id<OutboxMail>("id"); });
    std::vector<OutboxMail> abandoned;
    for (const auto id : left) {
        // The holder stays: should it live after all, its note still counts.
        const auto changed = tx.execute(
            "UPDATE outbox SET state = 'unknown', lease_until = NULL, version = version + 1"
            " WHERE id = ? AND state = 'sending' AND lease_until <= ?",
            {id, now});
        if (changed != 1) continue;
        append(tx, id, "unknown", now, "", "");
        abandoned.push_back(find_mail(tx, id).value());
    }
    return abandoned;
}

bool cancel_mail(Transaction& tx, const OutboxMail& mail, std::string_view actor_name, Instant now) {
    const auto changed = tx.execute(
        "UPDATE outbox SET state = 'cancelled', holder = '', version = version + 1 WHERE id = ? AND version = ?"
        " AND state IN ('queued', 'failed', 'no_address')",
        {mail.id, mail.version});
    if (changed == 1) append(tx, mail.id, "cancelled", now, actor_name, "");
    return changed == 1;
}

bool send_again(Transaction& tx, const OutboxMail& mail, std::string_view recipient, std::string_view actor_name,
                Instant now) {
    const auto changed = tx.execute(
        "UPDATE outbox SET state = 'queued', recipient = ?, holder = '', lease_until = NULL, attempts = 0, next_try_at "
        "= ?, sent_at = NULL,"
        " answer = '', version = version + 1 WHERE id = ? AND version = ?"
        " AND state IN ('failed', 'unknown', 'bounced', 'cancelled', 'no_address')",
        {recipient, now, mail.id, mail.version});
    if (changed == 1) append(tx, mail.id, "again", now, actor_name, "");
    return changed == 1;
}

bool note_bounced(Transaction& tx, Id<OutboxMail> id, Instant now, std::string_view answer) {
    // A bounce may come before our note that it was sent, and tells that it was.
    const auto changed = tx.execute(
        "UPDATE outbox SET state = 'bounced', answer = ?, holder = '', lease_until = NULL, version = version + 1"
        " WHERE id = ? AND state IN ('sent', 'sending', 'unknown')",
        {short_text(answer), id});
    if (changed == 1) append(tx, id, "bounced", now, "", answer);
    return changed == 1;
}

void note_delayed(Transaction& tx, const OutboxMail& mail, Instant now, std::string_view answer) {
    append(tx, mail.id, "delayed", now, "", answer);
}

std::optional<OutboxMail> find_mail(Transaction& tx, Id<OutboxMail> id) {
    return with_attachments(tx,
                            tx.one("SELECT " + std::string(columns) + " FROM outbox o WHERE o.id = ?", {id}, to_mail));
}

std::optional<OutboxMail> find_mail_by_message_id(Transaction& tx, std::string_view message_id) {
    return with_attachments(
        tx, tx.one("SELECT " + std::string(columns) + " FROM outbox o WHERE o.message_id = ?", {message_id}, to_mail));
}

std::optional<OutboxMail> find_mail_by_key(Transaction& tx, std::string_view key) {
    return with_attachments(
        tx, tx.one("SELECT " + std::string(columns) + " FROM outbox o WHERE o.message_key = ?", {key}, to_mail));
}

std::vector<OutboxMail> mails_of_case(Transaction& tx, Id<Case> id) {
    return tx.all("SELECT " + std::string(columns) + " FROM outbox o WHERE o.case_id = ? ORDER BY o.id DESC", {id},
                  to_mail);
}

std::vector<OutboxLine> list_mails(Transaction& tx, const OutboxFilter& filter, std::size_t most) {
    std::string where = " WHERE TRUE";
    Values values;
    if (!filter.states.empty()) {
        std::vector<std::string> places;
        for (const auto state : filter.states) {
            places.emplace_back("?");
            values.emplace_back(to_string(state));
        }
        where += " AND o.state IN (" + joined(places, ", ") + ")";
    }
    if (!filter.text.empty()) {
        where += " AND (INSTR(o.recipient, ?) > 0 OR INSTR(o.recipient_name, ?) > 0 OR INSTR(o.subject, ?) > 0)";
        for (int i = 0; i < 3; ++i) values.emplace_back(filter.text);
    }
    if (filter.before > 0) {
        where += " AND o.id < ?";
        values.emplace_back(filter.before);
    }
    values.emplace_back(most);
    return tx.all("SELECT " + std::string(columns) +
                      ", c.diary_number FROM outbox o LEFT JOIN aid_case c ON c.id = o.case_id" + where +
                      " ORDER BY o.id DESC LIMIT ?",
                  values, [](const Row& row) {
                      return OutboxLine{to_mail(row), row.text_or_empty("diary_number")};
                  });
}

std::map<OutboxState, std::int64_t> count_mails(Transaction& tx) {
    std::map<OutboxState, std::int64_t> counts;
    tx.each("SELECT state, COUNT(*) AS mails FROM outbox GROUP BY state", {},
            [&](const Row& row) { counts[outbox_state_of(row.text("state")).value()] = row.integer("mails"); });
    return counts;
}

std::vector<OutboxEvent> events_of_mail(Transaction& tx, Id<OutboxMail> id) {
    return tx.all(
        "SELECT kind, occurred_at, actor_name, recipient, answer FROM outbox_event WHERE outbox_id = ? ORDER BY id",
        {id}, [](const Row& row) {
            return OutboxEvent{row.text("kind"), row.instant("occurred_at"), row.text("actor_name"),
                               row.text("recipient"), row.text("answer")};
        });
}

}  // namespace bygd
