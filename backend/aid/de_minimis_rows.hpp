// How a row of de_minimis_grant is read: shared by the stores that select from it as `g`.
#pragma once

#include <string_view>

#include "aid/de_minimis.hpp"
#include "database/transaction.hpp"

namespace bygd {

inline constexpr std::string_view aid_columns =
    "g.id, g.organisation_id, g.ledger, g.regulation, g.source, g.granted_on, g.granter, g.amount_ore, g.eur_cents,"
    " g.rate_millionths, g.rate_day, g.rate_source, g.case_id, g.decision_id, g.corrects_id, g.same_as_id, g.sector, "
    "g.note,"
    " g.register_by, g.made_by_name, g.made_at";

AidGrant to_aid_grant(const Row&);

}  // namespace bygd
