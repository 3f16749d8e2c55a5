#include "documents/document_store.hpp"

#include <stdexcept>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/limits.hpp"

namespace bygd {

namespace {

Document to_document(const Row& row) {
    return {row.id<Document>("id"), row.text("name"), row.text("media_type"), row.integer("size_bytes"), row.text("sha256"),
            row.maybe_id<User>("created_by"), row.instant("created_at")};
}

CaseDocument to_case_document(const Row& row) {
    CaseDocument found{to_document(row), row.text("kind"), row.text("direction")};
    found.number = static_cast<int>(row.integer("number"));
    found.version = static_cast<int>(row.integer("version"));
    found.newest = row.truth("newest");
    found.counterpart = row.text("counterpart");
    const auto dated = row.maybe_date("dated_on");
    found.dated_on = dated ? *dated : stockholm_day(found.document.created_at);
    found.secrecy = row.text("secrecy");
    return found;
}

constexpr std::string_view case_document_sql =
    "SELECT d.id, d.name, d.media_type, d.size_bytes, d.sha256, d.created_by, d.created_at, l.kind, l.direction, l.number,"
    " l.version, l.newest, l.dated_on, l.secrecy,"
    " IF(l.counterpart <> '' OR l.direction = 'drawn_up', l.counterpart, o.name) AS counterpart"
    " FROM case_document l JOIN document d ON d.id = l.document_id JOIN aid_case c ON c.id = l.case_id"
    " JOIN organisation o ON o.id = c.organisation_id WHERE l.case_id = ?";

}  // namespace

Document store_document(Transaction& tx, std::string_view name, std::string_view bytes, std::optional<Id<User>> by,
                        Instant now, std::string_view media_type) {
    Document document;
    document.name = safe_file_name(name);
    document.media_type = media_type.empty() ? sniff_media_type(bytes, name) : std::string(media_type);
    document.size = static_cast<std::int64_t>(bytes.size());
    document.sha256 = sha256_hex(bytes);
    document.created_by = by;
    document.created_at = now;
    document.id = tx.insert<Document>(
        "INSERT INTO document (name, media_type, size_bytes, sha256, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        {document.name, document.media_type, document.size, document.sha256, by, now});
    int sequence = 0;
    for (std::size_t at = 0; at < bytes.size(); at += limits::document_chunk_bytes) {
        tx.execute("INSERT INTO document_chunk (document_id, sequence, bytes) VALUES (?, ?, ?)",
                   {document.id, ++sequence, Blob{std::string(bytes.substr(at, limits::document_chunk_bytes))}});
    }
    return document;
}

std::optional<Document> find_document(Transaction& tx, Id<Document> id) {
    return tx.one("SELECT id, name, media_type, size_bytes, sha256, created_by, created_at FROM document WHERE id = ?", {id},
                  to_document);
}

std::string document_bytes(Transaction& tx, const Document& document) {
    std::string bytes;
    tx.each("SELECT bytes FROM document_chunk WHERE document_id = ? ORDER BY sequence", {document.id},
            [&](const Row& row) { bytes += row.text("bytes"); });
    if (sha256_hex(bytes) != document.sha256) {
        throw std::runtime_error("document " + std::to_string(document.id.value()) + " does not match its hash");
    }
    return bytes;
}

std::string document_piece(Transaction& tx, Id<Document> id, int sequence) {
    return tx.one("SELECT bytes FROM document_chunk WHERE document_id = ? AND sequence = ?", {id, sequence},
                  [](const Row& row) { return row.text("bytes"); }).value_or("");
}

void link_document(Transaction& tx, Id<Case> subject, Id<Document> document, std::string_view kind,
                   std::string_view direction, std::string_view counterpart, std::optional<Date> dated_on) {
    if (!dated_on) dated_on = stockholm_day(find_document(tx, document).value().created_at);
    // The insert takes the row's lock also when it is there already, so the number read below is ours.
    tx.execute("INSERT INTO case_document_counter (case_id, last_number) VALUES (?, 1)"
               " ON DUPLICATE KEY UPDATE last_number = last_number + 1", {subject});
    const auto number = tx.number("SELECT last_number FROM case_document_counter WHERE case_id = ?", {subject});
    tx.execute("INSERT INTO case_document (case_id, document_id, kind, direction, number, counterpart, dated_on)"
               " VALUES (?, ?, ?, ?, ?, ?, ?)", {subject, document, kind, direction, number, counterpart, dated_on});
}

void link_version(Transaction& tx, Id<Case> subject, const CaseDocument& old, Id<Document> fresh, std::optional<Date> dated_on) {
    const auto moved = tx.execute("UPDATE case_document SET newest = FALSE WHERE case_id = ? AND document_id = ? AND newest",
                                  {subject, old.document.id});
    if (moved != 1) refuse(ErrorKind::conflict, "document.changed");
    tx.execute("INSERT INTO case_document (case_id, document_id, kind, direction, number, version, counterpart, dated_on, secrecy)"
               " SELECT case_id, ?, kind, direction, number, version + 1, counterpart, ?, secrecy FROM case_document"
               " WHERE case_id = ? AND document_id = ?", {fresh, dated_on, subject, old.document.id});
}

void put_secrecy(Transaction& tx, Id<Case> subject, const CaseDocument& marked, std::string_view ground) {
    const auto moved = tx.execute("UPDATE case_document SET secrecy = ? WHERE case_id = ? AND number = ? AND secrecy = ?",
                                  {ground, subject, marked.number, marked.secrecy});
    if (moved < 1) refuse(ErrorKind::conflict, "document.changed");
}

std::vector<CaseDocument> documents_of(Transaction& tx, Id<Case> subject) {
    return tx.all(std::string(case_document_sql) + " ORDER BY l.number, l.version", {subject}, to_case_document);
}

std::optional<CaseDocument> find_case_document(Transaction& tx, Id<Case> subject, Id<Document> document) {
    return tx.one(std::string(case_document_sql) + " AND d.id = ?", {subject, document}, to_case_document);
}

void insert_harm_test(Transaction& tx, Id<Case> subject, const HarmTest& test, Id<User> decided_by) {
    tx.execute("INSERT INTO harm_test (case_id, document_id, asked_on, asked_by, decision, ground, reason, decided_by, decided_at)"
               " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
               {subject, test.document, test.asked_on, test.asked_by, test.decision, test.ground, test.reason, decided_by,
                test.decided_at});
}

std::vector<HarmTest> harm_tests_of(Transaction& tx, Id<Case> subject) {
    return tx.all("SELECT h.id, h.document_id, h.asked_on, h.asked_by, h.decision, h.ground, h.reason, h.decided_at,"
                  " u.display_name FROM harm_test h JOIN user_account u ON u.id = h.decided_by WHERE h.case_id = ?"
                  " ORDER BY h.id DESC", {subject}, [](const Row& row) {
        return HarmTest{row.integer("id"), row.id<Document>("document_id"), row.date("asked_on"), row.text("asked_by"),
                        row.text("decision"), row.text("ground"), row.text("reason"), row.text("display_name"),
                        row.instant("decided_at")};
    });
}

void insert_opening(Transaction& tx, Id<Case> subject, Id<Document> document, const Actor& actor, std::string_view way,
                    Instant now) {
    tx.execute("INSERT INTO document_opening (document_id, case_id, opened_by, actor_name, way, opened_at)"
               " VALUES (?, ?, ?, ?, ?, ?)",
               {document, subject, actor.id.valid() ? std::optional(actor.id) : std::nullopt, actor.name, way, now});
}

bool opened_since(Transaction& tx, Id<Document> document, const Actor& actor, std::string_view way, Instant since) {
    return tx.one("SELECT id FROM document_opening WHERE document_id = ? AND opened_by = ? AND way = ? AND opened_at > ? LIMIT 1",
                  {document, actor.id, way, since}, [](const Row& row) { return row.integer("id"); }).has_value();
}

std::vector<DocumentOpening> openings_of(Transaction& tx, Id<Document> document, std::size_t most) {
    return tx.all("SELECT actor_name, way, opened_at FROM document_opening WHERE document_id = ? ORDER BY id DESC LIMIT ?",
                  {document, most}, [](const Row& row) {
        return DocumentOpening{row.text("actor_name"), row.text("way"), row.instant("opened_at")};
    });
}

}  // namespace bygd
