#include "people/sign_in_store.hpp"

#include "base/limits.hpp"

namespace bygd {

// One statement that locks the row for good: an update and then an insert would let two who find no row deadlock.
std::optional<Instant> take_attempt(Transaction& tx, std::string_view bucket, Instant now) {
    struct Count {
        std::int64_t failures;
        Instant last_at;
    };
    const int too_many = limits::sign_in_failures + 1;
    tx.execute("INSERT INTO sign_in_failure (bucket, failures, last_at) VALUES (?, 1, ?)"
               " ON DUPLICATE KEY UPDATE failures = IF(last_at <= ?, 1, LEAST(failures + 1, ?)),"
               " last_at = IF(failures < ?, ?, last_at)",
               {bucket, now, now - limits::sign_in_wait, too_many, too_many, now});
    const auto count = tx.one("SELECT failures, last_at FROM sign_in_failure WHERE bucket = ?", {bucket},
                              [](const Row& row) { return Count{row.integer("failures"), row.instant("last_at")}; });
    if (!count || count->failures < too_many) return std::nullopt;
    return count->last_at;
}

void clear_attempts(Transaction& tx, std::string_view bucket) {
    tx.execute("DELETE FROM sign_in_failure WHERE bucket = ?", {bucket});
}

std::int64_t sweep_attempts(Transaction& tx, Instant now) {
    return tx.execute("DELETE FROM sign_in_failure WHERE last_at <= ?", {now - limits::sign_in_wait});
}

}  // namespace bygd
