#include "people/password_link_actions.hpp"

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "http/session.hpp"
#include "http/session_store.hpp"
#include "people/api_token_store.hpp"
#include "people/password.hpp"
#include "people/password_link_store.hpp"
#include "people/sign_in_actions.hpp"
#include "people/user_store.hpp"

namespace bygd {

namespace {

constexpr const char* bucket = "password links";

User account_behind(Transaction& tx, std::string_view token, Instant now) {
    const auto id = token_shaped(token) ? password_link_of(tx, sha256_hex(std::string(token)), now) : std::nullopt;
    auto user = id ? find_user(tx, *id) : std::nullopt;
    if (!user || !user->active) refuse(ErrorKind::not_found, "password_link.gone");
    return *user;
}

}  // namespace

void make_password_link(Database& database, const Clock& clock, const Actor& actor, Id<User> id, const std::string& token) {
    if (!actor.has(Role::administrator)) refuse(ErrorKind::not_found, "user.not_found");
    if (actor.id == id) refuse(ErrorKind::forbidden, "user.own_password");
    if (!token_shaped(token)) throw Error(ErrorKind::invalid, {{"token", "api_token.format"}});
    const auto now = clock.now();
    database.transact(actor, [&](Transaction& tx) {
        const auto user = find_user(tx, id);
        if (!user || !user->active) refuse(ErrorKind::not_found, "user.not_found");
        end_password_links_of(tx, id, now);
        try {
            insert_password_link(tx, sha256_hex(token), id, actor.id, now, now + limits::password_link);
        } catch (const DuplicateKey&) {
            throw Error(ErrorKind::invalid, {{"token", "api_token.format"}});
        }
        append_user_event(tx, {id, "password_reset", actor.name, now, {}, "Engångslänk"}, actor.id);
    });
    log::info("password_link_made", {{"account", std::to_string(id.value())}, {"by", std::to_string(actor.id.value())}});
}

std::string account_of_link(Database& database, const Clock& clock, std::string_view token) {
    return database.look_up([&](Transaction& tx) { return account_behind(tx, token, clock.now()).username; });
}

void choose_password(Database& database, const Clock& clock, const ChooseByLink& command) {
    const auto now = clock.now();
    require_attempt(database, now, bucket, command.address);
    const auto user = database.look_up([&](Transaction& tx) { return account_behind(tx, command.token, now); });
    auto problems = check_new_password(command.wanted, user.username, "new_password");
    if (command.repeated != command.wanted) problems.push_back({"repeated_password", "password.not_repeated"});
    forget_attempts(database, bucket, command.address);   // whoever has a link that holds is no guesser
    require_none(std::move(problems));
    const auto hash = hash_password(command.wanted);
    database.transact([&](Transaction& tx) {
        if (!use_password_link(tx, sha256_hex(command.token), now)) refuse(ErrorKind::not_found, "password_link.gone");
        set_password(tx, user.id, hash, false);
        end_sessions_of(tx, user.id, "", now);
        revoke_tokens_of(tx, user.id, now);
        append_user_event(tx, {user.id, "password_changed", user.display_name, now, {}, "Engångslänk"}, user.id);
    });
    log::info("password_chosen_by_link", {{"account", std::to_string(user.id.value())}});
}

}  // namespace bygd
