#include "projects/project_actions.hpp"

#include "projects/project_store.hpp"

namespace bygd {

Id<Project> add_project(Database& database, const Actor& actor, const ProjectEconomy& economy) {
    if (!actor.has(Role::manager)) refuse(ErrorKind::forbidden, "project.managers_only");
    require_none(problems_of(economy));
    try {
        return database.transact(actor, [&](Transaction& tx) { return insert_project(tx, economy); });
    } catch (const DuplicateKey&) {
        throw Error(ErrorKind::invalid, {{"slug", "project.slug_taken"}});
    }
}

}  // namespace bygd
