// Recording, on a case, what was looked up about its applicant in another register. The check belongs to the organisation
// and holds in its other cases too, as long as it may be relied on.
#pragma once

#include "cases/case_action.hpp"
#include "providers/organisation_check.hpp"

namespace bygd {

// The fields of read_check; the kinds are those of the case's form. Throws not_found, forbidden, invalid.
Case record_check(const Services&, const Actor&, std::string_view diary_number, const Typed& fields);

}  // namespace bygd
