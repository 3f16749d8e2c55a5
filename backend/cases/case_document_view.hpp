// How a document of a case is shown in a list, wherever it stands.
#pragma once

#include <string>
#include <vector>

#include "aid/form.hpp"
#include "base/words.hpp"
#include "documents/document_store.hpp"
#include "documents/secrecy.hpp"
#include "web/form_view.hpp"
#include "web/view.hpp"

namespace bygd {

std::string document_kind_label(const SupportForm&, const std::string& kind, const Words&, const std::string& language);
std::string size_text(std::int64_t bytes);                        // "120 kB"
// NUMBER, NAME (or, hidden, that it is secret), KIND, DIRECTION, DAY, SIZE, COUNTERPART (section), SECRET (section with GROUND),
// VERSIONED (section with VERSION), PAGE_URL.
void put_document_line(View& row, const std::string& case_url, const CaseDocument&, bool may_open, const SupportForm&,
                       const SecrecyGrounds&, const Words&, const std::string& language);
// What a text of the diary may not show to who may not open it: the names of marked documents, each taken out.
std::string without_secret_names(std::string text, const std::vector<CaseDocument>&, bool may_open, const Words&);
// The grounds that hold on a day, first none.
std::vector<Option> ground_options(const SecrecyGrounds&, Date day, const std::string& none, const std::string& language);

}  // namespace bygd
