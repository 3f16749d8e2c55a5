#include "people/user_actions.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "http/session_store.hpp"
#include "people/api_token_store.hpp"
#include "people/delegation_actions.hpp"
#include "people/password.hpp"
#include "people/sign_in_actions.hpp"
#include "people/user_store.hpp"

namespace bygd {

namespace {

// To everyone else the accounts do not exist (design.md §4 rule 9).
void require_administrator(const Actor& actor) {
    if (!actor.has(Role::administrator)) refuse(ErrorKind::not_found, "user.not_found");
}

// Again within the transaction: the role may have been taken away while the request was under way.
void require_still_administrator(Transaction& tx, const Actor& actor) {
    if (!actor.id.valid()) return;
    const auto now = find_user(tx, actor.id);
    if (!now || !now->active || !now->roles.contains(Role::administrator))
        refuse(ErrorKind::not_found, "user.not_found");
}

void require_reader(const Actor& actor) {
    if (!actor.has(Role::auditor)) require_administrator(actor);
}

User require_user(Transaction& tx, Id<User> id) {
    auto user = find_user(tx, id);
    if (!user) refuse(ErrorKind::not_found, "user.not_found");
    return *std::move(user);
}

void record(Transaction& tx, const Actor& actor, const UserEvent& event) {
    log::info("account_" + event.kind,
              {{"account", std::to_string(event.user.value())}, {"by", std::to_string(actor.id.value())}});
    append_user_event(tx, event, actor.id);
}

bool active_administrator(const User& user) { return user.active && user.roles.contains(Role::administrator); }

// A reason without a weak combination is none.
std::string kept_reason(const User& user) { return weak_combinations(user.roles).empty() ? "" : trimmed(user.weak_reason); }

void count_administrators(Transaction& tx, bool before, bool after) {
    if (before == after) return;
    if (!count_administrator(tx, after ? 1 : -1)) refuse(ErrorKind::conflict, "user.last_administrator");
}

void end_everything(Transaction& tx, Id<User> user, Instant now) {
    end_sessions_of(tx, user, "", now);
    revoke_tokens_of(tx, user, now);
}

}  // namespace

User add_user(Database& database, const Clock& clock, const Actor& actor, const AddUser& command) {
    require_administrator(actor);
    auto user = command.user;
    user.username = canonical_username(user.username);
    user.must_change_password = !command.password_is_theirs;
    user.version = 1;
    user.weak_reason = kept_reason(user);
    auto problems = check_user(user);
    add(problems, check_weak_reason({}, user));
    add(problems, check_new_password(command.password, user.username, "password"));
    add(problems, command.unread);
    require_none(std::move(problems));
    const auto hash = hash_password(command.password);   // outside the transaction, which may be repeated

    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        require_still_administrator(tx, actor);
        auto added = user;
        try {
            added.id = insert_user(tx, user, hash, now);
        } catch (const DuplicateKey&) {
            require_none({{"username", "user.username_taken"}});
        }
        follow_account(tx, actor, added.id, added.delegation, now);
        count_administrators(tx, false, active_administrator(added));
        User nobody;
        nobody.active = false;
        record(tx, actor, {added.id, "added", actor.name, now, changes_between(nobody, added)});
        return added;
    });
}

User change_user(Database& database, const Clock& clock, const Actor& actor, const User& user,
                 const WithChange& with_it) {
    require_administrator(actor);
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        require_still_administrator(tx, actor);
        const auto before = require_user(tx, user.id);
        if (before.version != user.version) refuse(ErrorKind::conflict, "user.changed");
        auto after = user;
        after.username = before.username;
        after.must_change_password = before.must_change_password;
        after.weak_reason = kept_reason(after);
        auto problems = check_user(after);
        add(problems, check_weak_reason(before, after));
        require_none(std::move(problems));
        if (actor.id == before.id) {
            if (auto problems = check_own_change(before, after); !problems.empty()) {
                throw Error(ErrorKind::forbidden, std::move(problems));
            }
        }
        count_administrators(tx, active_administrator(before), active_administrator(after));
        if (!update_user(tx, after)) refuse(ErrorKind::conflict, "user.changed");
        follow_account(tx, actor, after.id, after.delegation, now);
        if (!after.active) end_everything(tx, after.id, now);
        auto changes = changes_between(before, after);
        if (with_it) {
            const auto more = with_it(tx);
            changes.insert(changes.end(), more.begin(), more.end());
        }
        record(tx, actor, {after.id, "changed", actor.name, now, std::move(changes)});
        ++after.version;
        return after;
    });
}

void reset_password(Database& database, const Clock& clock, const Actor& actor, Id<User> id,
                    const std::string& password) {
    require_administrator(actor);
    if (actor.id == id) refuse(ErrorKind::forbidden, "user.own_password");
    const auto user = database.look_up([&](Transaction& tx) { return require_user(tx, id); });
    require_none(check_new_password(password, user.username, "password"));
    const auto hash = hash_password(password);
    const auto now = clock.now();
    database.transact(actor, [&](Transaction& tx) {
        require_still_administrator(tx, actor);
        set_password(tx, id, hash, true);
        end_everything(tx, id, now);
        record(tx, actor, {id, "password_reset", actor.name, now});
    });
}

void change_own_password(Database& database, const Clock& clock, const Actor& actor, const ChangeOwnPassword& command) {
    const auto mine = database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, actor.id); });
    if (!mine || !mine->user.active) refuse(ErrorKind::unauthenticated, "session.none");
    const auto now = clock.now();
    const auto account = "own password of " + mine->user.username;
    require_attempt(database, now, account, "");
    if (!password_matches(mine->password_hash, command.current)) require_none({{"current_password", "password.wrong"}});
    forget_attempts(database, account, "");

    auto problems = check_new_password(command.wanted, mine->user.username, "new_password");
    if (problems.empty() && command.wanted == command.current) problems.push_back({"new_password", "password.same"});
    if (command.repeated != command.wanted) problems.push_back({"repeated_password", "password.not_repeated"});
    require_none(std::move(problems));
    const auto hash = hash_password(command.wanted);
    database.transact(actor, [&](Transaction& tx) {
        set_password(tx, actor.id, hash, false);
        end_sessions_of(tx, actor.id, command.token_hash, now);
        record(tx, actor, {actor.id, "password_changed", actor.name, now});
    });
}

void sign_out_everywhere(Database& database, const Clock& clock, const Actor& actor) {
    const auto now = clock.now();
    database.transact(actor, [&](Transaction& tx) {
        end_sessions_of(tx, actor.id, "", now);
        record(tx, actor, {actor.id, "sessions_ended", actor.name, now});
    });
}

void sign_out_user(Database& database, const Clock& clock, const Actor& actor, Id<User> id) {
    require_administrator(actor);
    if (actor.id == id) refuse(ErrorKind::forbidden, "user.own_sessions");
    const auto now = clock.now();
    database.transact(actor, [&](Transaction& tx) {
        require_still_administrator(tx, actor);
        require_user(tx, id);
        end_sessions_of(tx, id, "", now);
        record(tx, actor, {id, "sessions_ended", actor.name, now});
    });
}

void revoke_token_of(Database& database, const Clock& clock, const Actor& actor, Id<User> id, Id<ApiToken> token) {
    require_administrator(actor);
    const auto now = clock.now();
    database.transact(actor, [&](Transaction& tx) {
        require_still_administrator(tx, actor);
        std::string name;
        for (const auto& each : tokens_of(tx, id, now)) {
            if (each.id == token) name = each.name;
        }
        if (!revoke_token(tx, token, id, now)) refuse(ErrorKind::not_found, "api_token.not_found");
        record(tx, actor, {id, "token_revoked", actor.name, now, {}, name});
    });
}

std::vector<User> all_users(Database& database, const Actor& actor) {
    require_reader(actor);
    return database.read([](Transaction& tx) { return list_users(tx); });
}

UserFile user_file(Database& database, const Clock& clock, const Actor& actor, Id<User> user) {
    require_reader(actor);
    const auto now = clock.now();
    return database.read([&](Transaction& tx) {
        return UserFile{require_user(tx, user), user_events(tx, user, 100), open_sessions(tx, user, now).size(),
                        tokens_of(tx, user, now)};
    });
}

}  // namespace bygd
