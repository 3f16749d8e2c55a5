// The draft of a form on its page: the part web/_draft.html says that there is one and how to go on with it, and "?draft=1"
// fills the form with it. A form that is drafted has data-draft="{{DRAFT_KEY}}" and the part web/_draft_state.html.
#pragma once

#include <map>
#include <string>

#include "base/words.hpp"
#include "database/transaction.hpp"
#include "http/request.hpp"
#include "web/view.hpp"

namespace bygd {

// What to fill the form with: nothing unless the address asks for the draft and there is one. Sets DRAFT_KEY and, when there
// is a draft, DRAFT.
std::map<std::string, std::string, std::less<>> put_draft(View&, Transaction&, const Request&, const std::string& key, const Words&);

}  // namespace bygd
