// An amount tried out and never saved: what a person or a program says of a case that may not be there, filled up with
// what the register knows of the organisation, outlet or case it names, and tried by the same law as a real one.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "aid/assess.hpp"
#include "base/services.hpp"
#include "database/transaction.hpp"

namespace bygd {

struct TriedAssessment {
    const SupportForm* form = nullptr;
    Application application;
    Assessment assessment;
};

// Reads form; case, organisation_number, organisation_id, outlet_id (the register then says what is not typed); received_on,
// day (today when left out), legal_basis; applicant, seller, county; next_outlet_km, archipelago, open_all_year,
// hours_per_week, articles, groceries_turnover, service_NAME, group_NAME; every field and cost of the form;
// granted_N_form, _year, _amount, _to ("recipient", "outlet", "both"), which then stand for all there is; reason_RULE.
// Who is not named is taken for a company (or kommun) of this county with a fixed outlet. Throws Error invalid with every
// problem, each on its field, and not_found for a form that is not there.
TriedAssessment try_assessment(const Services&, Transaction&, const Typed&);

// The same from JSON: {"form", "case", ..., "application": {field: value}, "costs": [...], "outlet": {...},
// "granted_before": [...], "special_reasons": {rule: text}}. Throws Error invalid field.unknown for a member that is none of
// these, bad_request for one of the wrong kind.
Typed typed_of_assessment(const nlohmann::json&);

}  // namespace bygd
