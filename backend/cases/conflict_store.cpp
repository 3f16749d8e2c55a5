#include "cases/conflict_store.hpp"

namespace bygd {

namespace {

ConflictDeclaration to_declaration(const Row& row) {
    return {row.truth("conflicted"), row.text("reason"), row.instant("declared_at")};
}

}  // namespace

std::optional<ConflictDeclaration> declaration_of(Transaction& tx, Id<Case> id, Id<User> user) {
    return tx.one("SELECT conflicted, reason, declared_at FROM conflict_declaration WHERE case_id = ? AND user_id = ?",
                  {id, user}, to_declaration);
}

std::map<Id<User>, ConflictDeclaration> declarations_of(Transaction& tx, Id<Case> id) {
    std::map<Id<User>, ConflictDeclaration> found;
    tx.each("SELECT user_id, conflicted, reason, declared_at FROM conflict_declaration WHERE case_id = ?", {id},
            [&](const Row& row) { found.emplace(row.id<User>("user_id"), to_declaration(row)); });
    return found;
}

void put_declaration(Transaction& tx, Id<Case> id, Id<User> user, const ConflictDeclaration& declared) {
    tx.execute("INSERT INTO conflict_declaration (case_id, user_id, conflicted, reason, declared_at) VALUES (?, ?, ?, ?, ?)"
               " ON DUPLICATE KEY UPDATE conflicted = VALUES(conflicted), reason = VALUES(reason),"
               " declared_at = VALUES(declared_at)",
               {id, user, declared.conflicted, declared.reason, declared.declared_at});
}

}  // namespace bygd
