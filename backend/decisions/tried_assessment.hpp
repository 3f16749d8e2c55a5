// An amount tried out and never saved: what a person or a program says of a case that may not be there, filled up with
// what the register knows of the organisation, outlet or case it names, and tried by the same law as a real one.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "aid/assess.hpp"
#include "aid/de_minimis_store.hpp"
#include "base/services.hpp"
#include "base/words.hpp"
#include "database/transaction.hpp"

namespace bygd {

// What the most that the law allows would do to the ceiling of aid of minor importance. It stands beside the assessment and
// takes nothing from it: an amount that does not fit is refused, never cut down (domain §2.2).
struct TriedAid {
    std::optional<Id<Organisation>> organisation;   // none: nobody is named, and nothing is known of what they have had
    DeMinimisGround ground;                         // without the own grant of the case that is tried
    std::optional<AidPosition> position;            // none: no regulation holds on the day, as the outlook then says
    DeMinimisOutlook outlook;
};

struct TriedAssessment {
    const SupportForm* form = nullptr;
    Application application;
    Assessment assessment;
    std::optional<TriedAid> de_minimis;             // none: the form gives no such aid
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
// The answer: the assessment with "form", and "de_minimis": null or the outlook with "organisation_known".
nlohmann::json to_json(const TriedAssessment&, const Words&);

}  // namespace bygd
