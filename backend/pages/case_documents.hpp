// The panel of documents on the case page, in files of its own.
#pragma once

#include "pages/case_parts.hpp"

namespace bygd {

// The newest version of each, what is missing, the form that adds several, and the packs that may be made.
void put_documents(const CasePart&, View&, const Typed& typed, const Problems&);

}  // namespace bygd
