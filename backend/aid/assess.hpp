// Tries an application by the law: the rules that its form lists under the legal basis of the case, in order, each with
// all it finds. Pure; the same calculation stands behind the proposal form, the guard, the letter, the page where an amount
// is tried out, the API and the command. 2024:1243 and 2000:284.
#pragma once

#include "aid/assessment.hpp"

namespace bygd {

// Codes: aid.* and aid.unknown.*, parameter.none_on_day, each with its paragraph as last value; law.not_given when the form
// is not given under the basis. Throws Error invalid law.unknown_basis.
Assessment assess(const SupportForm&, const Application&, const Parameters&, const AssessmentFacts&);

// What may be paid now when `approved_total` of costs are approved in all and `paid_before` is paid: the share of the
// accumulated costs, never more than granted, less what is paid (domain §2.4 G7, G8).
Money payable_now(BasisPoints share, Money approved_total, Money granted, Money paid_before);

}  // namespace bygd
