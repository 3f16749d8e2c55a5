// What people do with the documents of a case: take in, replace, mark as secret, answer who asks for one, open. Each change is
// one transaction with its diary event; none bumps the version of the case, for a document disturbs nobody's typing.
#pragma once

#include <string>
#include <vector>

#include "cases/case_action.hpp"
#include "documents/document_store.hpp"

namespace bygd {

// Files added at one go: those that can be taken in are, and the others are told with why. All share kind and direction.
struct AddDocuments {
    std::string diary_number;
    std::string kind, direction;                  // direction "in", "out", "drawn_up"
    std::string counterpart, dated_on;            // as typed; empty: the applicant, today
    std::string secrecy;                          // name of a ground; empty: no mark
    std::vector<ActionInput::File> files;
};
struct AddedDocuments {
    std::vector<Id<Document>> kept;
    std::vector<std::string> names;               // of those kept
    Problems problems;                            // on "file", of each that was not, its name first (document.of_file)
};
// Throws Error invalid when nothing could be kept or another field is wrong, unavailable when files cannot be scanned.
AddedDocuments add_documents(const Services&, const Actor&, const AddDocuments&);

// The file becomes the newest version; the old one stays readable. Throws as above, and conflict document.changed when the
// document has a newer version than the one seen.
Id<Document> add_version(const Services&, const Actor&, std::string_view diary_number, Id<Document> of,
                         const ActionInput::File&);

// Marks a document (every version of it) with a ground of schemas/parameters/secrecy_grounds.json, or takes the mark away
// with an empty one. A reason is asked for either way (OSL 5:5).
void mark_secret(const Services&, const Actor&, std::string_view diary_number, Id<Document>, std::string_view ground,
                 std::string_view reason);

struct AnswerDemand {
    std::string diary_number;
    Id<Document> document;
    std::string asked_on, asked_by, decision, ground, reason;   // as typed: see HarmTest
};
// Somebody asked for the document out: the harm test and its answer (OSL 6:3, 6:7), for ever in the diary.
void answer_demand(const Services&, const Actor&, const AnswerDemand&);

// Who may open what is marked: the case's officer, whoever has said to have no conflict of interest in it and so takes part,
// and the auditor. Never who has a conflict.
bool may_open_secret(Transaction&, const Case&, const Actor&);
// The document for reading. The opening of a marked one is noted, in a transaction of its own, before a byte is given.
// Throws not_found, forbidden document.secret. `way`: see DocumentOpening.
CaseDocument open_document(const Services&, const Actor&, std::string_view diary_number, Id<Document>, std::string_view way);

}  // namespace bygd
