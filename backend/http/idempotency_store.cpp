#include "http/idempotency_store.hpp"

namespace bygd {

std::optional<OnceAnswer> find_answer(Transaction& tx, Id<User> actor, std::string_view key) {
    return tx.one("SELECT fingerprint, status, location, body FROM once_key WHERE actor_id = ? AND once_key = ?",
                  {actor, key}, [](const Row& row) {
                      OnceAnswer answer{row.text("fingerprint"), std::nullopt, row.text_or_empty("location"),
                                        row.text_or_empty("body")};
                      if (const auto status = row.maybe_integer("status")) answer.status = static_cast<int>(*status);
                      return answer;
                  });
}

void keep_answer(Transaction& tx, Id<User> actor, std::string_view key, const OnceAnswer& answer) {
    tx.execute("UPDATE once_key SET status = ?, location = ?, body = ?"
               " WHERE actor_id = ? AND once_key = ? AND fingerprint = ? AND status IS NULL",
               {answer.status.value_or(0), answer.location, answer.body, actor, key, answer.fingerprint});
}

}  // namespace bygd
