#include "people/api_token_actions.hpp"

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "people/api_token_store.hpp"
#include "people/user_store.hpp"

namespace bygd {

ApiToken make_api_token(Database& database, const Clock& clock, const Actor& actor, const MakeApiToken& command) {
    require_none(check_api_token(command));
    const auto owner = command.owner.valid() ? command.owner : actor.id;
    if (actor.id.valid() && owner != actor.id) refuse(ErrorKind::not_found, "user.not_found");
    const auto now = clock.now();
    return database.transact(actor, [&](Transaction& tx) {
        if (tokens_of(tx, owner, now).size() >= limits::api_tokens) {
            require_none({{"name", "api_token.too_many", {std::to_string(limits::api_tokens)}}});
        }
        ApiToken token{{}, owner, trimmed(command.name), now, now + std::chrono::hours(24 * command.days)};
        try {
            token.id = insert_token(tx, token, sha256_hex(command.token));
        } catch (const DuplicateKey&) {
            require_none({{"token", "api_token.format"}});   // a page that was sent twice under two keys
        }
        append_user_event(tx, {owner, "token_made", actor.name, now, {}, token.name}, actor.id);
        return token;
    });
}

void revoke_api_token(Database& database, const Clock& clock, const Actor& actor, Id<ApiToken> token) {
    const auto now = clock.now();
    database.transact(actor, [&](Transaction& tx) {
        if (!revoke_token(tx, token, actor.id, now)) refuse(ErrorKind::not_found, "api_token.not_found");
        append_user_event(tx, {actor.id, "token_revoked", actor.name, now}, actor.id);
    });
}

}  // namespace bygd
