// What a worker does with one request read whole: makes the Request, has it answered, puts the answer into the
// connection, writes the log line. Never throws.
#pragma once

#include <atomic>

#include "http/server.hpp"
#include "http/server_connection.hpp"

namespace bygd {

struct Answerer {
    const ServerOptions& options;
    const Router& router;
    const ServerHooks& hooks;
    const std::atomic<bool>& stopping;

    void answer(ClientConnection& connection) const;
};

// Most bytes the body of this request may have: of its route, else by its kind.
std::size_t body_limit(const Router& router, const RequestHead& head);

// The whole answer to what never became a request. Of the protocol only: status and its English name.
std::string bare_answer(int status, bool https);

}  // namespace bygd
