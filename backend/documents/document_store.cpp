#include "documents/document_store.hpp"

#include <stdexcept>

#include "base/hash.hpp"
#include "base/limits.hpp"

namespace bygd {

namespace {

Document to_document(const Row& row) {
    return {row.id<Document>("id"), row.text("name"), row.text("media_type"), row.integer("size_bytes"), row.text("sha256"),
            row.maybe_id<User>("created_by"), row.instant("created_at")};
}

CaseDocument to_case_document(const Row& row) { return {to_document(row), row.text("kind"), row.text("direction")}; }

constexpr std::string_view case_document_sql =
    "SELECT d.id, d.name, d.media_type, d.size_bytes, d.sha256, d.created_by, d.created_at, l.kind, l.direction"
    " FROM case_document l JOIN document d ON d.id = l.document_id WHERE l.case_id = ?";

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

void link_document(Transaction& tx, Id<Case> subject, Id<Document> document, std::string_view kind,
                   std::string_view direction) {
    tx.execute("INSERT INTO case_document (case_id, document_id, kind, direction) VALUES (?, ?, ?, ?)",
               {subject, document, kind, direction});
}

std::vector<CaseDocument> documents_of(Transaction& tx, Id<Case> subject) {
    return tx.all(std::string(case_document_sql) + " ORDER BY d.id", {subject}, to_case_document);
}

std::optional<CaseDocument> find_case_document(Transaction& tx, Id<Case> subject, Id<Document> document) {
    return tx.one(std::string(case_document_sql) + " AND d.id = ?", {subject, document}, to_case_document);
}

}  // namespace bygd
