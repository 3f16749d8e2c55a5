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

// Piece `sequence` (from 1) of a file; empty after the last. For files that are passed on and never held whole.
std::string document_piece(Transaction&, Id<Document>, int sequence);

// A document in the diary of a case. Its versions share its number; the newest is what holds, the others stay readable.
struct CaseDocument {
    Document document;
    std::string kind;        // of the form ("annual_accounts"), or "decision_letter", "claim_proof", "other"
    std::string direction;   // "in", "out", "drawn_up"
    int number = 0;          // in the case: 1, 2, 3 ...
    int version = 1;
    bool newest = true;
    std::string counterpart; // from whom or to whom; empty when drawn up here
    Date dated_on;           // the day it came in, was sent or was drawn up
    std::string secrecy;     // name of a SecrecyGround; empty: not marked
};
// `counterpart` empty: the applicant. `dated_on` none: the day the file was stored.
void link_document(Transaction&, Id<Case>, Id<Document>, std::string_view kind, std::string_view direction,
                   std::string_view counterpart = "", std::optional<Date> dated_on = std::nullopt);
// `fresh` becomes the newest version of `old`. Throws Error conflict document.changed when `old` is not the newest any more.
void link_version(Transaction&, Id<Case>, const CaseDocument& old, Id<Document> fresh, std::optional<Date> dated_on);
// Of all versions of `marked`; empty takes the mark away. Throws as link_version when it is another than in `marked`.
void put_secrecy(Transaction&, Id<Case>, const CaseDocument& marked, std::string_view ground);
std::vector<CaseDocument> documents_of(Transaction&, Id<Case>);   // every version, by number and version
std::optional<CaseDocument> find_case_document(Transaction&, Id<Case>, Id<Document>);

// Somebody asked for a document out, and what was answered (TF 2:15, OSL 6).
struct HarmTest {
    std::int64_t id = 0;
    Id<Document> document;
    Date asked_on;
    std::string asked_by;    // may be empty: nobody has to say who they are (TF 2:18)
    std::string decision;    // "given", "in_part", "refused"
    std::string ground;      // name of a SecrecyGround; may be empty when all is given
    std::string reason, decided_by;
    Instant decided_at;
};
void insert_harm_test(Transaction&, Id<Case>, const HarmTest&, Id<User> decided_by);
std::vector<HarmTest> harm_tests_of(Transaction&, Id<Case>);      // newest first

struct DocumentOpening {
    std::string opened_by, way;   // "page", "download", "api", "pack"
    Instant opened_at;
};
void insert_opening(Transaction&, Id<Case>, Id<Document>, const Actor&, std::string_view way, Instant);
bool opened_since(Transaction&, Id<Document>, const Actor&, std::string_view way, Instant since);
std::vector<DocumentOpening> openings_of(Transaction&, Id<Document>, std::size_t most);   // newest first

}  // namespace bygd
