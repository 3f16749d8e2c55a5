// What the query of a request asks of the list of conditions: view, kind, owner, form, municipality, officer, due_from, due_to, after. Read
// the same for the page, the API and the report.
#pragma once

#include <functional>
#include <string>

#include "decisions/condition_store.hpp"

namespace bygd {

// `asked` gives the value of a field, "" when it is not there. Throws Error invalid at a field that cannot be read.
ConditionFilter read_condition_filter(const std::function<std::string(const char*)>& asked, Date today);
const char* view_text(ConditionView);
inline constexpr ConditionView condition_views[] = {ConditionView::open, ConditionView::late, ConditionView::soon,
                                                    ConditionView::breached, ConditionView::settled};

}  // namespace bygd
