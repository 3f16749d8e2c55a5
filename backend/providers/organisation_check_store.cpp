#include "providers/organisation_check_store.hpp"

namespace bygd {

Id<OrganisationCheck> insert_check(Transaction& tx, const OrganisationCheck& c, Id<User> by, Instant now) {
    return tx.insert<OrganisationCheck>(
        "INSERT INTO organisation_check (organisation_id, kind, result, checked_on, valid_until, source, note, checked_by,"
        " made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {c.organisation, c.kind, c.result, c.checked_on, c.valid_until, c.source, c.note, by, now});
}

std::vector<OrganisationCheck> checks_of(Transaction& tx, Id<Organisation> id) {
    return tx.all("SELECT c.id, c.organisation_id, c.kind, c.result, c.checked_on, c.valid_until, c.source, c.note,"
                  " u.display_name FROM organisation_check c JOIN user_account u ON u.id = c.checked_by"
                  " WHERE c.organisation_id = ? ORDER BY c.id DESC", {id}, [](const Row& row) {
        return OrganisationCheck{row.id<OrganisationCheck>("id"), row.id<Organisation>("organisation_id"), row.text("kind"),
                                 row.text("result"), row.date("checked_on"), row.date("valid_until"), row.text("source"),
                                 row.text("note"), row.text("display_name")};
    });
}

std::map<std::string, OrganisationCheck> latest_checks(Transaction& tx, Id<Organisation> id) {
    std::map<std::string, OrganisationCheck> latest;
    for (auto& each : checks_of(tx, id)) latest.emplace(each.kind, std::move(each));   // newest first: the first stays
    return latest;
}

}  // namespace bygd
