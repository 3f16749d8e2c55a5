#include "people/user_store.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "people/admin_event_store.hpp"

namespace bygd {

namespace {

#define USER_COLUMNS                                                                                                  \
    "user_account.id, user_account.username, user_account.display_name, user_account.title, user_account.email,"      \
    " user_account.weak_reason,"                                                                                      \
    " user_account.active, user_account.must_change_password, user_account.version,"                                  \
    " (SELECT MAX(delegation.highest_ore) FROM delegation WHERE delegation.person_id = user_account.id"               \
    " AND delegation.from_account AND delegation.valid_to IS NULL) AS delegation_ore,"                                \
    " (SELECT GROUP_CONCAT(user_role.role) FROM user_role WHERE user_role.user_id = user_account.id) AS roles"

User user_of(const Row& row) {
    User user{.id = row.id<User>("id"),
              .username = row.text("username"),
              .display_name = row.text("display_name"),
              .title = row.text("title"),
              .email = row.text("email"),
              .roles = {},
              .delegation = row.maybe_money("delegation_ore"),
              .weak_reason = row.text("weak_reason"),
              .active = row.truth("active"),
              .must_change_password = row.truth("must_change_password"),
              .version = static_cast<int>(row.integer("version"))};
    for (const auto& name : split(row.text_or_empty("roles"), ',')) {
        if (const auto role = role_of(name)) user.roles.insert(*role);
    }
    return user;
}

UserAndHash user_and_hash_of(const Row& row) { return {user_of(row), row.text("password_hash")}; }

void insert_roles(Transaction& tx, Id<User> id, const Roles& roles) {
    for (const auto role : roles) {
        tx.execute("INSERT INTO user_role (user_id, role) VALUES (?, ?)", {id, to_string(role)});
    }
}

}  // namespace

std::optional<User> find_user(Transaction& tx, Id<User> id) {
    return tx.one("SELECT " USER_COLUMNS " FROM user_account WHERE id = ?", {id}, user_of);
}

std::optional<Actor> active_actor(Transaction& tx, Id<User> id) {
    const auto user = find_user(tx, id);
    return user && user->active ? std::optional(actor_of(*user)) : std::nullopt;
}

std::optional<UserAndHash> find_user_and_hash(Transaction& tx, std::string_view username) {
    return tx.one("SELECT " USER_COLUMNS ", password_hash FROM user_account WHERE username = ?", {username},
                  user_and_hash_of);
}

std::optional<UserAndHash> find_user_and_hash(Transaction& tx, Id<User> id) {
    return tx.one("SELECT " USER_COLUMNS ", password_hash FROM user_account WHERE id = ?", {id}, user_and_hash_of);
}

std::vector<User> list_users(Transaction& tx) {
    return tx.all("SELECT " USER_COLUMNS " FROM user_account ORDER BY active DESC, display_name, id", {}, user_of);
}

std::map<Id<User>, std::string> display_names(Transaction& tx) {
    std::map<Id<User>, std::string> names;
    tx.each("SELECT id, display_name FROM user_account", {},
            [&](const Row& row) { names.emplace(row.id<User>("id"), row.text("display_name")); });
    return names;
}

std::vector<User> users_with_role(Transaction& tx, Role role) {
    return tx.all("SELECT " USER_COLUMNS
                  " FROM user_account"
                  " JOIN user_role AS wanted ON wanted.user_id = user_account.id WHERE wanted.role = ? AND "
                  "user_account.active ORDER BY user_account.display_name, user_account.id",
                  {to_string(role)}, user_of);
}

Id<User> insert_user(Transaction& tx, const User& user, std::string_view password_hash, Instant at) {
    const auto id = tx.insert<User>(
        "INSERT INTO user_account (username, display_name, title, email, weak_reason, password_hash, active,"
        " must_change_password, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {user.username, user.display_name, user.title, user.email, user.weak_reason, password_hash, user.active,
         user.must_change_password, at});
    insert_roles(tx, id, user.roles);
    return id;
}

bool update_user(Transaction& tx, const User& user) {
    const auto changed = tx.execute(
        "UPDATE user_account SET display_name = ?, title = ?, email = ?, weak_reason = ?, active = ?,"
        " version = version + 1 WHERE id = ? AND version = ?",
        {user.display_name, user.title, user.email, user.weak_reason, user.active, user.id, user.version});
    if (changed != 1) return false;
    tx.execute("DELETE FROM user_role WHERE user_id = ?", {user.id});
    insert_roles(tx, user.id, user.roles);
    return true;
}

void set_password(Transaction& tx, Id<User> id, std::string_view hash, bool must_change) {
    tx.execute("UPDATE user_account SET password_hash = ?, must_change_password = ?, version = version + 1"
               " WHERE id = ?",
               {hash, must_change, id});
}

void replace_hash(Transaction& tx, Id<User> id, std::string_view from, std::string_view to) {
    tx.execute("UPDATE user_account SET password_hash = ? WHERE id = ? AND password_hash = ?", {to, id, from});
}

bool count_administrator(Transaction& tx, int change) {
    return tx.execute("UPDATE administrator_count SET active = active + ? WHERE id = 1 AND active + ? >= 1",
                      {change, change}) == 1;
}

void append_user_event(Transaction& tx, const UserEvent& event, Id<User> actor) {
    auto changes = nlohmann::json::array();
    for (const auto& change : event.changes) changes.push_back({change.field, change.from, change.to});
    const nlohmann::json detail{{"changes", std::move(changes)}, {"about", event.about}};
    tx.execute("INSERT INTO user_event (user_id, kind, actor_id, actor_name, occurred_at, detail)"
               " VALUES (?, ?, ?, ?, ?, ?)",
               {event.user, event.kind, actor.valid() ? std::optional(actor) : std::nullopt, event.actor_name, event.at,
                detail.dump()});
    AdminEvent change;
    change.area = "person";
    change.kind = event.kind;
    change.subject_id = event.user.value();
    change.subject = find_user(tx, event.user).value().display_name;
    if (actor.valid()) change.actor = actor;
    change.actor_name = event.actor_name;
    change.occurred_at = event.at;
    auto told = event.changes;
    if (!event.about.empty()) told.push_back({"about", "", event.about});
    change.changes = changes_text(told);
    append_admin_event(tx, std::move(change));
}

std::vector<UserEvent> user_events(Transaction& tx, Id<User> user, std::size_t most) {
    return tx.all("SELECT user_id, kind, actor_name, occurred_at, detail FROM user_event WHERE user_id = ?"
                  " ORDER BY id DESC LIMIT ?",
                  {user, most}, [](const Row& row) {
                      UserEvent event{row.id<User>("user_id"), row.text("kind"), row.text("actor_name"),
                                      row.instant("occurred_at")};
                      const auto detail = nlohmann::json::parse(row.text("detail"));
                      for (const auto& change : detail.at("changes")) {
                          event.changes.push_back({change.at(0), change.at(1), change.at(2)});
                      }
                      event.about = detail.at("about");
                      return event;
                  });
}

}  // namespace bygd
