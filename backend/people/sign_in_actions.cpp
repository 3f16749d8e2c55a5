#include "people/sign_in_actions.hpp"

#include <algorithm>
#include <atomic>

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "http/draft_store.hpp"
#include "http/parked_form_store.hpp"
#include "http/session_actions.hpp"
#include "http/session_store.hpp"
#include "people/password.hpp"
#include "people/password_link_store.hpp"
#include "people/sign_in_store.hpp"
#include "people/user_store.hpp"

namespace bygd {

namespace {

// Hashed, for what is typed as a name is now and then a password.
std::string bucket_of(std::string_view account, std::string_view address) {
    return sha256_hex(std::string(account) + "|" + std::string(address));
}

void require_filled_in(const SignIn& command) {
    Problems problems;
    if (trimmed(command.username).empty()) problems.push_back({"username", "sign_in.username_empty"});
    if (command.password.empty()) problems.push_back({"password", "sign_in.password_empty"});
    require_none(std::move(problems));
}

// Whoever signs in tidies up, at most once an hour in a process: parked texts are not to lie about until a timer runs.
void sweep_now_and_then(Database& database, const Clock& clock) {
    static std::atomic<std::int64_t> last_hour{-1};
    const auto hour = std::chrono::floor<std::chrono::hours>(clock.now()).time_since_epoch().count();
    if (last_hour.exchange(hour) == hour) return;
    try {
        sweep_people(database, clock);
    } catch (const std::exception& error) {
        log::warning("not_swept", {{"why", one_line(error.what())}});
    }
}

}  // namespace

BegunSession sign_in(Database& database, const Clock& clock, const SignIn& command) {
    require_filled_in(command);
    const auto username = canonical_username(command.username);
    require_attempt(database, clock.now(), username, command.address);

    const auto found = database.look_up([&](Transaction& tx) { return find_user_and_hash(tx, username); });
    const bool known = found && found->user.active;
    const bool right = password_matches(known ? std::optional(found->password_hash) : std::nullopt, command.password);
    if (!right) {
        log::warning("sign_in_refused", {{"account", known ? std::to_string(found->user.id.value()) : "none"},
                                         {"address", one_line(command.address)}});
        refuse(ErrorKind::invalid, "sign_in.wrong");
    }
    const auto& user = found->user;
    std::optional<std::string> rehashed;
    if (needs_rehash(found->password_hash)) rehashed = hash_password(command.password);

    const auto now = clock.now();
    auto token = database.transact([&](Transaction& tx) {
        if (token_shaped(command.earlier_token)) end_session(tx, sha256_hex(command.earlier_token), now);
        if (rehashed) replace_hash(tx, user.id, found->password_hash, *rehashed);
        clear_attempts(tx, bucket_of(username, command.address));
        return begin_session(tx, user.id, now);
    });
    log::info("signed_in", {{"account", std::to_string(user.id.value())}});
    sweep_now_and_then(database, clock);
    return {std::move(token), user};
}

void sign_out(Database& database, const Clock& clock, std::string_view token) {
    if (!token_shaped(token)) return;
    database.transact([&](Transaction& tx) { end_session(tx, sha256_hex(token), clock.now()); });
}

void require_attempt(Database& database, Instant now, std::string_view account, std::string_view address) {
    const auto last =
        database.transact([&](Transaction& tx) { return take_attempt(tx, bucket_of(account, address), now); });
    if (!last) return;
    const auto left = std::chrono::ceil<std::chrono::minutes>(*last + limits::sign_in_wait - now);
    log::warning("sign_in_held_back", {{"address", one_line(address)}});
    refuse(ErrorKind::too_many, "sign_in.wait", {std::to_string(std::max<std::int64_t>(1, left.count()))});
}

void forget_attempts(Database& database, std::string_view account, std::string_view address) {
    database.transact([&](Transaction& tx) { clear_attempts(tx, bucket_of(account, address)); });
}

void sweep_people(Database& database, const Clock& clock) {
    const auto now = clock.now();
    database.transact([&](Transaction& tx) { sweep_sessions(tx, now); });
    database.transact([&](Transaction& tx) { sweep_attempts(tx, now); });
    database.transact([&](Transaction& tx) { sweep_parked_forms(tx, now); });
    database.transact([&](Transaction& tx) { sweep_drafts(tx, now); });
    database.transact([&](Transaction& tx) { sweep_password_links(tx, now); });
}

}  // namespace bygd
