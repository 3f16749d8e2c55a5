// The HTTP server. It answers every request with something, reads each one whole and strictly (on any doubt about where
// a request ends: 400 and the connection closed) and within a deadline, and holds no thread for a client that is slow
// or silent. The only place, with server_*.cpp, that knows Poco::Net.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "http/router.hpp"

namespace bygd {

struct ServerOptions {
    std::string host = "127.0.0.1";
    int port = 8080;                                 // 0: any free one, see Server::port()
    int threads = 64;                                // requests answered at once
    std::size_t queue = 512;                         // requests waiting for a thread; more are answered 503
    std::size_t connections = 2000;                  // open at once; beyond, the longest idle one is closed
    std::size_t buffered_bytes = 256 * 1024 * 1024;  // bodies half read, all together; beyond: 503
    std::chrono::milliseconds request_deadline = limits::request_deadline;
    std::chrono::milliseconds idle_deadline = std::chrono::seconds(15);   // a connection between two requests
    std::chrono::milliseconds write_deadline = std::chrono::seconds(30);  // plus a second for each 16 KiB sent
    std::vector<std::string> proxies = {};  // addresses whose X-Forwarded-For and -Proto are believed; nobody else's are
    bool secure_cookies = false;  // the site is https: Secure, __Host-, HSTS
};

// Called in this order, each within the same catch; all are optional.
struct ServerHooks {
    // Puts actor, csrf and session into the request, when there are any. Does not refuse who has none.
    std::function<void(Request&)> authenticate = {};
    // After it is known that the route exists, is open to this person and the csrf token is right: an answer ends the
    // matter.
    std::function<std::optional<Response>(Request&)> before = {};
    // Runs the handler: for what must catch around it.
    std::function<Response(Request&, const Handler&)> around = {};
    // Every refusal and every fault (kind internal, whose cause is in the log already). Without it: problem+json, no
    // words.
    std::function<Response(Request&, const Error&)> render_error = {};
    // Every answer, error pages with it.
    std::function<void(Request&, Response&)> after = {};
};

class Server {
public:
    // `router` must outlive it.
    Server(ServerOptions options, const Router& router, ServerHooks hooks);
    ~Server();  // stops

    void start();  // throws std::runtime_error, one sentence, when the address cannot be had or a proxy has none
    int port() const;
    // Takes no more requests, lets those under way end, cuts what is left at the deadline. Cannot be started again.
    void stop(std::chrono::milliseconds deadline = std::chrono::seconds(15));

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace bygd
