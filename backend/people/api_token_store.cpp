#include "people/api_token_store.hpp"

namespace bygd {

Id<ApiToken> insert_token(Transaction& tx, const ApiToken& token, std::string_view token_hash) {
    return tx.insert<ApiToken>(
        "INSERT INTO api_token (user_id, name, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        {token.user, token.name, token_hash, token.created_at, token.expires_at});
}

std::vector<ApiToken> tokens_of(Transaction& tx, Id<User> user, Instant now) {
    return tx.all("SELECT id, user_id, name, created_at, expires_at FROM api_token"
                  " WHERE user_id = ? AND revoked_at IS NULL AND expires_at > ? ORDER BY id DESC",
                  {user, now}, [](const Row& row) {
                      return ApiToken{row.id<ApiToken>("id"), row.id<User>("user_id"), row.text("name"),
                                      row.instant("created_at"), row.instant("expires_at")};
                  });
}

bool revoke_token(Transaction& tx, Id<ApiToken> token, Id<User> owner, Instant now) {
    return tx.execute("UPDATE api_token SET revoked_at = ? WHERE id = ? AND user_id = ? AND revoked_at IS NULL",
                      {now, token, owner}) == 1;
}

void revoke_tokens_of(Transaction& tx, Id<User> user, Instant now) {
    tx.execute("UPDATE api_token SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL", {now, user});
}

}  // namespace bygd
