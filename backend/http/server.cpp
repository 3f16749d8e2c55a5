#include "http/server.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/IPAddress.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <stdexcept>

#include "base/log.hpp"
#include "http/server_loop.hpp"

namespace bygd {

namespace {

constexpr int waiting_to_be_accepted = 512;

Poco::Net::ServerSocket listening_at(const std::string& host, int port) {
    const auto place = host + ":" + std::to_string(port);
    try {
        Poco::Net::ServerSocket socket;
        // Not the constructor that binds: it sets SO_REUSEPORT, and two servers would share a port without a word.
        socket.bind(Poco::Net::SocketAddress(host, static_cast<Poco::UInt16>(port)), true, false);
        socket.listen(waiting_to_be_accepted);
        return socket;
    } catch (const Poco::Net::HostNotFoundException&) {
        throw std::runtime_error("Cannot serve on " + place + ": there is no such host.");
    } catch (const Poco::Exception& error) {
        const bool taken = error.code() == POCO_EADDRINUSE || error.displayText().find("in use") != std::string::npos;
        if (taken)
            throw std::runtime_error("Cannot serve on " + place + ": another program uses that port. Choose another.");
        throw std::runtime_error("Cannot serve on " + place + ": " + error.displayText() + ".");
    }
}

// Each as the address of a connection is written: ::0001 is ::1.
std::vector<std::string> written_alike(const std::vector<std::string>& addresses) {
    std::vector<std::string> alike;
    for (const auto& text : addresses) {
        Poco::Net::IPAddress address;
        if (!Poco::Net::IPAddress::tryParse(text, address)) {
            throw std::runtime_error("'" + text + "' is no address of a proxy: write it as 127.0.0.1 or ::1.");
        }
        alike.push_back(address.toString());
    }
    return alike;
}

}  // namespace

class Server::Inside {
public:
    Inside(ServerOptions options, const Router& router, ServerHooks hooks)
        : options_(std::move(options)), router_(router), hooks_(std::move(hooks)) {}

    void start() {
        if (loop_) throw std::logic_error("a server starts once");
        options_.proxies = written_alike(options_.proxies);
        auto socket = listening_at(options_.host, options_.port);
        port_ = socket.address().port();
        loop_ = std::make_shared<ServerLoop>(options_, router_, hooks_, std::move(socket));
        ServerLoop::start(loop_);
    }
    int port() const { return port_; }
    void stop(std::chrono::milliseconds deadline) {
        if (!loop_ || stopped_) return;
        stopped_ = true;
        if (!loop_->stop(deadline)) log::warning("server.stopped_late", {});
    }

private:
    ServerOptions options_;
    const Router& router_;
    ServerHooks hooks_;
    int port_ = 0;
    bool stopped_ = false;
    std::shared_ptr<ServerLoop> loop_;
};

Server::Server(ServerOptions options, const Router& router, ServerHooks hooks)
    : inside_(std::make_unique<Inside>(std::move(options), router, std::move(hooks))) {}

Server::~Server() {
    stop();
}

void Server::start() {
    inside_->start();
}
int Server::port() const {
    return inside_->port();
}
void Server::stop(std::chrono::milliseconds deadline) {
    inside_->stop(deadline);
}

}  // namespace bygd
