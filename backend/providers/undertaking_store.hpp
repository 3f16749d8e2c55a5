// All SQL about ownership links, takeovers and the version of a company's place in its undertaking. The version is the
// guard of every decision on aid of minor importance: what was read and reckoned with must still hold when it is
// written (design.md §4 rule 5).
#pragma once

#include <optional>
#include <vector>

#include "database/transaction.hpp"
#include "providers/undertaking.hpp"

namespace bygd {

Id<OrganisationLink> insert_organisation_link(Transaction&, const OrganisationLink&, Id<User> by);
// Ends a link, or one that was a mistake before it began. Throws Error conflict link.changed.
void end_organisation_link(Transaction&, Id<OrganisationLink>, int version, Date last_day, const std::string& note);
std::optional<OrganisationLink> find_organisation_link(Transaction&, Id<OrganisationLink>);
// All of those that touch any of the companies, by their first day.
std::vector<OrganisationLink> links_touching(Transaction&, const std::vector<Id<Organisation>>&);

Id<Takeover> insert_takeover(Transaction&, const Takeover&, Id<User> by);
void revoke_takeover(Transaction&, Id<Takeover>, Instant now, const std::string& why);  // conflict takeover.revoked
std::optional<Takeover> find_takeover(Transaction&, Id<Takeover>);
// Of the companies and of those whose aid has come to them, however many steps back; revoked ones too.
std::vector<Takeover> takeovers_into(Transaction&, const std::vector<Id<Organisation>>&);
// Straight from or to this one company.
std::vector<Takeover> takeovers_of(Transaction&, Id<Organisation>);

std::vector<UndertakingMember> members_of(Transaction&, const std::vector<Id<Organisation>>&);  // by id

// The company and all that are one with it on the day, and every link among them.
struct Undertaking {
    std::vector<UndertakingMember> members;  // by id
    std::vector<OrganisationLink> links;     // that touch a member, whether they bind or not
    std::set<Id<Organisation>> ids() const;
};
Undertaking undertaking_of(Transaction&, Id<Organisation>, Date day);

// Moves on the version of each, in order of id, where it still is what was read. Throws Overtaken when one is not: the
// whole transaction is then done again on what holds now.
void hold_undertaking(Transaction&, const std::vector<UndertakingMember>& as_read);
// Moves on the version of each, so that whoever reckons with them now must do it again.
void disturb_undertaking(Transaction&, std::vector<Id<Organisation>>);

}  // namespace bygd
