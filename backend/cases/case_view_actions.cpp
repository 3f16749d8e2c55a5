#include "cases/case_view_actions.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cases/case.hpp"
#include "cases/case_filter.hpp"
#include "database/pool.hpp"

namespace bygd {

namespace {

constexpr std::size_t name_most = 60, query_most = 1000;
constexpr std::int64_t views_most = 50;

void require_sharer(const Actor& actor, bool shared) {
    require_case_reader(actor);
    if (shared && !may_share_views(actor)) refuse(ErrorKind::forbidden, "view.who_shares");
}

void check_name(const std::string& name, Problems& problems) {
    if (name.empty()) problems.push_back({"view_name", "required"});
    if (characters(name) > name_most) problems.push_back({"view_name", "text.too_long", {std::to_string(name_most)}});
}

}  // namespace

bool may_share_views(const Actor& actor) { return actor.has(Role::officer) || actor.has(Role::manager); }

void save_view(const Services& services, const Actor& actor, const SaveView& command) {
    require_sharer(actor, command.shared);
    const auto name = trimmed(command.name);
    const auto query = kept_query(command.query);
    Problems problems;
    check_name(name, problems);
    if (query.size() > query_most) problems.push_back({"view_name", "view.too_much"});
    require_none(std::move(problems));
    services.database.transact(actor, [&](Transaction& tx) {
        if (count_views(tx, actor.id) >= views_most) {
            throw Error(ErrorKind::invalid, {{"view_name", "view.too_many", {std::to_string(views_most)}}});
        }
        put_view(tx, {{}, actor.id, actor.name, name, query, command.shared}, services.clock.now());
    });
}

void change_view(const Services& services, const Actor& actor, const ChangeView& command) {
    require_sharer(actor, command.shared);
    const auto name = trimmed(command.name);
    Problems problems;
    check_name(name, problems);
    require_none(std::move(problems));
    services.database.transact(actor, [&](Transaction& tx) {
        const SavedView view{command.id, actor.id, "", name, "", command.shared, command.opens_list};
        if (!save_view(tx, view)) refuse(ErrorKind::not_found, "not_found");
    });
}

void remove_view(const Services& services, const Actor& actor, Id<SavedView> id) {
    require_case_reader(actor);
    services.database.transact(actor, [&](Transaction& tx) {
        if (!delete_view(tx, id, actor.id)) refuse(ErrorKind::not_found, "not_found");
    });
}

}  // namespace bygd
