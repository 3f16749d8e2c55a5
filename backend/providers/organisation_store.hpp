// All SQL about organisations.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "providers/organisation.hpp"

namespace bygd {

Id<Organisation> insert_organisation(Transaction&, const Organisation&, Instant now);
// Writes name, kind and contact; never the payee. Throws Error conflict organisation.changed when the version moved on.
void save_organisation(Transaction&, const Organisation&);
// Puts a changed account in waiting; payee stays what it is until a second person confirms.
void propose_payee(Transaction&, Id<Organisation>, int version, const PayeeAccount&, Id<User> by);
// Makes the waiting account the payee, unless `by` asked for it. Throws Error conflict organisation.changed.
void confirm_payee(Transaction&, Id<Organisation>, int version, Id<User> by);
// Takes the waiting account away. Throws Error conflict organisation.changed.
void refuse_payee(Transaction&, Id<Organisation>, int version);
std::optional<Organisation> find_organisation(Transaction&, Id<Organisation>);
// Not of those that have been merged into another: their numbers are free.
std::optional<Organisation> organisation_by_number(Transaction&, std::string_view ten_digits);
// One that had this number and has been merged into another.
std::optional<Organisation> merged_by_number(Transaction&, std::string_view ten_digits);
// The guard of whatever hangs a row on it: held against a merge at the same moment. Throws Overtaken when it has been
// merged since it was read.
void attach_to(Transaction&, Id<Organisation>);

// The next organisations by id, for work that goes through all of them.
std::vector<Organisation> organisations_after(Transaction&, Id<Organisation> after, std::size_t most);
// The LIKE pattern for what holds this text as it is written: % and _ stand for themselves.
std::string containing(std::string_view text);

struct Outlet;

struct OrganisationLine {
    Id<Organisation> id;
    std::string number, name, kind, city;
    std::int64_t outlets = 0, cases = 0;
    Money granted, paid;
};
// Lists by name go on after the name and id of the last line, "12:Byns Handel"; anything else begins from the start.
std::string name_cursor(std::int64_t id, std::string_view name);
void add_name_cursor(std::string& where, Values&, const std::string& table, std::string_view after);

std::string cursor_after(const OrganisationLine&);
// By name, at most `most` after the cursor, without those merged; text filters name, city and number.
std::vector<OrganisationLine> list_organisations(Transaction&, std::string_view text, std::string_view after,
                                                 std::size_t most);

// Over every case of the organisation, or of the outlet.
Support support_of(Transaction&, Id<Organisation>);
Support support_of(Transaction&, Id<Outlet>);

}  // namespace bygd
