// Keeps the answer to each command and gives it again when the command is sent again: a double click, a client that
// lost its connection, a form sent from the browser's history. Never runs a command itself.
#pragma once

#include <chrono>
#include <optional>

#include "base/actor.hpp"
#include "database/pool.hpp"
#include "http/idempotency_store.hpp"

namespace bygd {

// The answer to give without doing anything, when this command is done and its answer kept. None: go on. Throws Error
// invalid (idempotency_key.other_request) when the key was used for another command.
std::optional<OnceAnswer> answer_kept(Database& database, Id<User> actor, const Once& once);

// Keeps an answer, if the command had an effect at all. A failure to keep it is logged, never thrown: the effect is
// there.
void keep_answer_of(Database& database, Id<User> actor, const Once& once, int status, std::string location,
                    std::string body);

// After AlreadyDone: waits for the other request's answer. Throws Error invalid (idempotency_key.other_request),
// conflict (idempotency_key.done) when it happened but its answer never came.
OnceAnswer wait_for_answer(Database& database, Id<User> actor, const Once& once,
                           std::chrono::milliseconds longest = std::chrono::seconds(2));

}  // namespace bygd
