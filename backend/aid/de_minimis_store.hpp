// All SQL about the ledger of aid of minor importance and the look-ups. Rows are appended and corrected by later rows,
// never changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aid/de_minimis.hpp"
#include "base/actor.hpp"
#include "base/services.hpp"
#include "database/transaction.hpp"
#include "providers/undertaking_store.hpp"

namespace bygd {

Id<AidGrant> insert_aid_grant(Transaction&, const AidGrant&, Id<User> by);
std::optional<AidGrant> find_aid_grant(Transaction&, Id<AidGrant>);
std::vector<AidGrant> corrections_of(Transaction&, Id<AidGrant>);  // oldest first
std::vector<AidGrant> aid_of(Transaction&, const std::vector<Id<Organisation>>&,
                             std::optional<AidLedger> = std::nullopt);
std::vector<AidGrant> own_aid_of_case(Transaction&, Id<Case>);  // not corrections
std::vector<AidGrant> told_in_case(Transaction&, Id<Case>);     // declared and looked up

// Everything a position stands on, read in the transaction of whoever reckons with it.
struct DeMinimisGround {
    std::vector<UndertakingMember> members;  // the group on the day, by id
    std::vector<UndertakingMember> givers;   // companies whose aid has come to a member, or gone from one
    std::vector<OrganisationLink> links;     // that touch a member
    std::vector<Takeover> takeovers;
    std::vector<AidGrant> grants;
    std::optional<ExchangeRate> rate;  // the newest on or before the day

    std::vector<UndertakingMember> held() const;  // for hold_undertaking
};
// Two statements for a company that nobody owns with others and that has taken over nobody.
DeMinimisGround de_minimis_ground(Transaction&, Id<Organisation>, std::optional<AidLedger>, Date day);
AidPosition position_on(const DeMinimisGround&, const AidRegulation&, Date day);

// What `kronor` more to the organisation under a form would do; applies is false for a form without such aid.
DeMinimisOutlook de_minimis_outlook(Transaction&, const Services&, Id<Organisation>, const std::string& form, Date day,
                                    Money kronor);

struct AidLookup {
    Id<Organisation> organisation;
    std::optional<Id<Case>> subject;
    std::string register_name;
    Date day;
    Money found = Money::of_minor(0, Currency::eur);
    std::string note, made_by;
    Instant made_at;
};
void insert_aid_lookup(Transaction&, const AidLookup&, Id<User> by);
std::vector<AidLookup> lookups_of(Transaction&, const std::vector<Id<Organisation>>&,
                                  std::size_t most);  // newest first

}  // namespace bygd
