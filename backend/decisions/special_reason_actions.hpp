// The special reasons (särskilda skäl) by which a rule of the law may be set aside in one case: written by the officer, told
// in the diary, and part of what the decision rests on.
#pragma once

#include <string>

#include "cases/case_action.hpp"

namespace bygd {

struct WriteSpecialReason {
    std::string diary_number;
    int version = 0;                     // of the case when the person read it
    std::string rule;                    // of the form's law, one that may be waived
    std::string text;                    // empty: the reason is taken back
};

// Throws not_found, forbidden (officers only), conflict (changed since it was read; already decided), and Error invalid on
// special_reason_RULE: special_reason.rule (may not be waived), special_reason.none (nothing to take back), text.too_long.
Case write_special_reason(const Services&, const Actor&, const WriteSpecialReason&);

}  // namespace bygd
