// The documents of a case under /api/v1: their register, versions, marks, demands and bytes.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/services.hpp"
#include "documents/document_store.hpp"

namespace bygd {

class Router;

// One in the list of a case. Who may not open a marked one sees that it is there, and neither its name nor its hash.
nlohmann::json document_json(const CaseDocument&, bool may_open);

// /api/v1/cases/{number}/documents/{id} and below it: /versions, /secrecy, /demands.
void add_case_document_api(Router& router, const Services& services);

}  // namespace bygd
