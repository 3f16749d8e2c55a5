#include "http/idempotency_actions.hpp"

#include <thread>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::size_t body_kept = 1024 * 1024;   // an answer to a POST is small; a larger one is not kept

std::optional<OnceAnswer> look(Database& database, Id<User> actor, const Once& once) {
    auto answer = database.look_up([&](Transaction& tx) { return find_answer(tx, actor, once.key); });
    if (answer && answer->fingerprint != once.fingerprint) refuse(ErrorKind::invalid, "idempotency_key.other_request");
    return answer;
}

}  // namespace

std::optional<OnceAnswer> answer_kept(Database& database, Id<User> actor, const Once& once) {
    auto answer = look(database, actor, once);
    if (!answer || !answer->status) return std::nullopt;
    return answer;
}

void keep_answer_of(Database& database, Id<User> actor, const Once& once, int status, std::string location,
                    std::string body) {
    if (body.size() > body_kept || location.size() > 500) return;
    const OnceAnswer answer{once.fingerprint, status, std::move(location), std::move(body)};
    try {
        database.look_up([&](Transaction& tx) { keep_answer(tx, actor, once.key, answer); });
    } catch (const std::exception& error) {
        log::warning("answer_not_kept", {{"why", one_line(error.what())}});
    }
}

namespace {

// The command has had its effect: a database that is gone now must not be told as if nothing were saved.
std::optional<OnceAnswer> kept_or_unknown(Database& database, Id<User> actor, const Once& once) {
    try {
        return answer_kept(database, actor, once);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) throw;
        refuse(ErrorKind::unavailable, "database.outcome_unknown");
    }
}

}  // namespace

OnceAnswer wait_for_answer(Database& database, Id<User> actor, const Once& once, std::chrono::milliseconds longest) {
    const auto end = std::chrono::steady_clock::now() + longest;
    for (auto pause = std::chrono::milliseconds(5);; pause = std::min(pause * 2, std::chrono::milliseconds(100))) {
        if (auto answer = kept_or_unknown(database, actor, once)) return *std::move(answer);
        if (std::chrono::steady_clock::now() + pause > end) refuse(ErrorKind::conflict, "idempotency_key.done");
        std::this_thread::sleep_for(pause);
    }
}

}  // namespace bygd
