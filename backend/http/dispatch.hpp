// From a request read whole to its answer: who asks, which route, whether it may be asked from there, the handler, and
// whatever goes wrong on the way. Always returns an answer. Knows no socket.
#pragma once

#include <optional>

#include "http/router.hpp"
#include "http/server.hpp"

namespace bygd {

// `refused` ends the matter as soon as it is known who asks: the body was too large to be read.
Response dispatch(const Router& router, const ServerHooks& hooks, Request& request,
                  const std::optional<Error>& refused);

// The page or problem+json for an error, with the last net under it: problem+json without words.
Response render(const ServerHooks& hooks, Request& request, const Error& error);

// A fault of ours: its cause goes to the log under the request's id, never to the client.
Error fault(const Request& request, std::string_view cause);

// Puts in whichever of the security headers and Cache-Control the answer has not set itself.
void put_security_headers(Response& response, bool https);

}  // namespace bygd
