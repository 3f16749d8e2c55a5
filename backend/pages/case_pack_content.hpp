// What a pack tells of a case, as JSON: read in one snapshot, and masked where the pack is for anybody.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/services.hpp"
#include "cases/case.hpp"
#include "database/transaction.hpp"
#include "documents/document_store.hpp"

namespace bygd {

// Takes out of texts what a pack for anybody may not hold; of a whole pack everything stands.
class PackMask {
public:
    PackMask() = default;
    static PackMask of_public(const std::vector<CaseDocument>&);
    bool masks() const { return masks_; }
    bool hides(const CaseDocument& document) const { return masks_ && !document.secrecy.empty(); }
    std::string text(std::string text) const;
    nlohmann::json value(nlohmann::json value) const;   // every text in it

private:
    bool masks_ = false;
    std::vector<std::string> names_;                    // of marked documents
};

// Everything but the documents and the diary.
nlohmann::json pack_case_json(const Services&, Transaction&, const Case&);
// Each with the path it has in the pack; null when it is withheld.
nlohmann::json pack_documents_json(const Services&, const Case&, const std::vector<CaseDocument>&, const PackMask&);
std::string pack_path(const CaseDocument&);             // "documents/003-v1-arsredovisning.pdf"
// {head, events}: the fields the hash is made of, as they stand; an event that is masked says so.
nlohmann::json pack_diary_json(Transaction&, const Case&, const PackMask&);
// The page to read, made of the same values.
std::string pack_html(const Services&, const Case&, const nlohmann::json& index, const nlohmann::json& diary);

}  // namespace bygd
