#include "decisions/letter_store.hpp"

#include <nlohmann/json.hpp>

namespace bygd {

namespace {

Letter to_letter(const Row& row) {
    Letter found;
    found.document = row.id<Document>("document_id");
    found.subject = row.id<Case>("case_id");
    found.decision = row.maybe_id<Decision>("decision_id");
    found.request = row.maybe_id<CaseRequest>("request_id");
    found.texts = nlohmann::json::parse(row.text("texts")).get<std::vector<std::string>>();
    return found;
}

}  // namespace

void insert_letter(Transaction& tx, const Letter& letter) {
    tx.execute("INSERT INTO letter (document_id, case_id, decision_id, request_id, texts) VALUES (?, ?, ?, ?, ?)",
               {letter.document, letter.subject, letter.decision, letter.request, nlohmann::json(letter.texts).dump()});
}

std::vector<Letter> letters_of(Transaction& tx, Id<Case> id) {
    return tx.all("SELECT document_id, case_id, decision_id, request_id, texts FROM letter WHERE case_id = ? ORDER BY document_id",
                  {id}, to_letter);
}

std::optional<Id<Document>> letter_of(Transaction& tx, const Decision& decision) {
    return tx.one("SELECT document_id FROM letter WHERE decision_id = ? ORDER BY document_id DESC LIMIT 1", {decision.id},
                  [](const Row& row) { return row.id<Document>("document_id"); });
}

}  // namespace bygd
