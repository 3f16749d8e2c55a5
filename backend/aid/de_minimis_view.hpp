// What every page says of a position in aid of minor importance: how much of the ceiling is taken, what one more grant
// would do, and each row behind the figure with why it counts or does not. Drawn by {{>aid/_position}}.
#pragma once

#include "aid/de_minimis_store.hpp"
#include "base/words.hpp"
#include "web/view.hpp"

namespace bygd {

std::string ledger_label(AidLedger, const Words&);
std::string regulation_label(const AidRegulation&);  // "(EU) 2023/2831"

// LEDGER, REGULATION, LIMIT, USED, LEFT, FROM, UNTIL, COUNT, BAR_MARKUP and rows AID; sections OVER, LAST_DAY, HAS_AID,
// NO_AID. With `outlook` also MORE (EURO, AFTER, KRONOR, RATE, RATE_DAY, LARGEST) and rows PROBLEM.
void put_position(View&, const DeMinimisGround&, const AidPosition&, const Words&,
                  const DeMinimisOutlook* outlook = nullptr, Money kronor = {});

// The members of a group: rows MEMBER (NAME, URL, NUMBER, HERE); GROUP shown when there are more than one.
void put_members(View&, const std::vector<UndertakingMember>&, Id<Organisation> here);

}  // namespace bygd
