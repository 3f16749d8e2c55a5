// How a condition is shown: in the list, on its page and on the page of its case.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "base/words.hpp"
#include "decisions/condition_store.hpp"
#include "web/view.hpp"

namespace bygd {

std::string condition_url(Id<Condition>);
// "open", "late", "met" ...: the status as the words conditions.status name it, late told apart.
std::string status_word(const Condition&, Date today);
// KIND_LABEL, TEXT, DUE or NO_DUE, STATUS, STATUS_KIND, OWNER, URL, EVIDENCE, BLOCKS, SETTLED (DAY, WHO, NOTE), LATE.
void put_condition(View& row, const Services&, const Condition&, const std::string& settled_by, const Words&,
                   const std::string& language, Date today);

}  // namespace bygd
