// All SQL about stored files. A file is cut into pieces of limits::document_chunk_bytes and never changed afterwards.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "database/transaction.hpp"
#include "documents/document.hpp"

namespace bygd {

struct Case;

// Stores the bytes; fills in type (sniffed unless given), size and hash.
Document store_document(Transaction&, std::string_view name, std::string_view bytes, std::optional<Id<User>> by, Instant now,
                        std::string_view media_type = "");
std::optional<Document> find_document(Transaction&, Id<Document>);
// The whole file, verified against its hash. Throws std::runtime_error when a byte has changed.
std::string document_bytes(Transaction&, const Document&);

// A document in the diary of a case.
struct CaseDocument {
    Document document;
    std::string kind;        // of the form ("annual_accounts"), or "decision_letter", "claim_proof", "other"
    std::string direction;   // "in", "out", "drawn_up"
};
void link_document(Transaction&, Id<Case>, Id<Document>, std::string_view kind, std::string_view direction);
std::vector<CaseDocument> documents_of(Transaction&, Id<Case>);   // oldest first
std::optional<CaseDocument> find_case_document(Transaction&, Id<Case>, Id<Document>);

}  // namespace bygd
