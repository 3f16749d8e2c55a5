#include "http/server_loop.hpp"

#include <Poco/Exception.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <thread>

#include "base/log.hpp"
#include "base/text.hpp"
#include "http/metrics.hpp"

namespace bygd {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds tick{100};  // how late a deadline may be met
constexpr milliseconds drain_deadline{5000}, drain_deadline_stopping{500};
constexpr milliseconds idle_when_stopping{300}, half_read_when_stopping{2000};
constexpr std::size_t drain_bytes = 64 * 1024 * 1024;
constexpr int accepted_at_once = 64;
constexpr std::size_t files_of_others = 256;  // descriptors left to the database, reports, logs

// Descriptors a process may have, raised to what the system allows.
std::size_t descriptors() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    auto raised = limit;
    raised.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

std::size_t connections_within_descriptors(std::size_t wanted) {
    const auto most = descriptors();
    return std::min(wanted, most > 2 * files_of_others ? most - files_of_others : most / 2);
}

int require(int result, const char* what) {
    if (result < 0) throw std::system_error(errno, std::generic_category(), what);
    return result;
}

RequestReader reader_for(const Router& router) {
    return RequestReader([&router](const RequestHead& head) { return body_limit(router, head); });
}

}  // namespace

ServerLoop::ServerLoop(const ServerOptions& options, const Router& router, const ServerHooks& hooks,
                       Poco::Net::ServerSocket listener)
    : options_(options),
      router_(router),
      hooks_(hooks),
      answerer_{options_, router_, hooks_, stopping_},
      listener_(std::move(listener)),
      connections_most_(connections_within_descriptors(options.connections)) {
    epoll_ = require(epoll_create1(EPOLL_CLOEXEC), "epoll");
    wake_ = require(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd");
    for (const int fd : {wake_, static_cast<int>(listener_.impl()->sockfd())}) {
        epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
        require(epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event), "epoll");
    }
}

ServerLoop::~ServerLoop() {
    ::close(epoll_);
    ::close(wake_);
}

void ServerLoop::start(const std::shared_ptr<ServerLoop>& self) {
    const auto begin = [&self](void (ServerLoop::*run)()) {
        {
            std::lock_guard lock(self->mutex_);
            ++self->threads_running_;
        }
        std::thread([self, run] {
            ((*self).*run)();
            std::lock_guard lock(self->mutex_);
            --self->threads_running_;
            self->ended_.notify_all();
        }).detach();
    };
    begin(&ServerLoop::wait_for_connections);
    for (int i = 0; i < self->options_.threads; ++i) begin(&ServerLoop::work);
}

bool ServerLoop::stop(milliseconds deadline) {
    std::unique_lock lock(mutex_);
    stop_deadline_ = steady_clock::now() + deadline;
    stopping_ = true;
    wake();
    return ended_.wait_for(lock, deadline + std::chrono::seconds(1), [&] { return threads_running_ == 0; });
}

// The workers.

void ServerLoop::work() {
    while (auto connection = next_work()) {
        answerer_.answer(*connection);
        give_back(std::move(connection));
    }
}

ServerLoop::Shared ServerLoop::next_work() {
    std::unique_lock lock(mutex_);
    work_there_.wait(lock, [&] { return workers_end_ || !work_.empty(); });
    if (work_.empty()) return nullptr;
    auto connection = std::move(work_.front());
    work_.pop_front();
    return connection;
}

void ServerLoop::give_back(Shared connection) {
    std::lock_guard lock(mutex_);
    done_.push_back(std::move(connection));
    if (done_.size() == 1) wake();
}

void ServerLoop::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);  // full: it wakes anyhow
}

// The waiting thread.

void ServerLoop::wait_for_connections() {
    std::array<epoll_event, 256> events{};
    const int listener = static_cast<int>(listener_.impl()->sockfd());
    while (!stopping_ || (!connections_.empty() && !given_up_)) {
        const int count =
            epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(tick.count()));
        for (int i = 0; i < count; ++i) {
            const int fd = events[static_cast<std::size_t>(i)].data.fd;
            if (fd == listener && !stopping_)
                accept_some();
            else if (const auto found = connections_.find(fd); found != connections_.end())
                guarded(found->second, &ServerLoop::happened);
        }
        take_back();
        if (const auto now = steady_clock::now(); now - swept_ >= tick || stopping_) sweep(now);
    }
    listener_.close();
    std::lock_guard lock(mutex_);
    workers_end_ = true;
    work_there_.notify_all();
}

// No memory for one connection: that one ends, the others go on.
void ServerLoop::guarded(Shared connection, void (ServerLoop::*step)(const Shared&)) {
    try {
        (this->*step)(connection);
    } catch (const std::exception& error) {
        log::error("server.connection_fault", {{"cause", one_line(error.what())}});
        if (connection->turn != ClientConnection::Turn::working) drop(connection, true);
    }
}

void ServerLoop::watch(const ClientConnection& connection, unsigned events, bool anew) const {
    epoll_event event{.events = events, .data = {.fd = connection.fd()}};
    require(epoll_ctl(epoll_, anew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, connection.fd(), &event), "epoll");
}

void ServerLoop::accept_some() {
    const int listener = static_cast<int>(listener_.impl()->sockfd());
    for (int i = 0; i < accepted_at_once && !stopping_; ++i) {
        try {
            if (pollfd waiting{.fd = listener, .events = POLLIN, .revents = 0}; ::poll(&waiting, 1, 0) <= 0) return;
            auto socket = listener_.acceptConnection();
            if (!make_room()) {
                metrics::count_refused("connections");
                continue;  // closed as it goes
            }
            auto connection = std::make_shared<ClientConnection>(socket, reader_for(router_));
            connection->deadline = steady_clock::now() + options_.request_deadline;
            watch(*connection, EPOLLIN, true);
            connections_.emplace(connection->fd(), connection);
        } catch (const std::exception& error) {  // gone before it was accepted, or no descriptors left
            log::warning("server.accept_failed", {{"cause", one_line(error.what())}});
            std::this_thread::sleep_for(milliseconds(10));
            return;
        }
    }
}

// Room for one more connection; the one longest idle between two requests gives way.
bool ServerLoop::make_room() {
    if (connections_.size() < connections_most_) return true;
    Shared idlest;
    for (const auto& [fd, connection] : connections_) {
        const bool idle = connection->turn == ClientConnection::Turn::reading && !connection->reader.begun();
        if (idle && (!idlest || connection->deadline < idlest->deadline)) idlest = connection;
    }
    if (idlest) drop(idlest);
    return idlest != nullptr;
}

void ServerLoop::happened(const Shared& connection) {
    switch (connection->turn) {
        case ClientConnection::Turn::reading:
            return receive(connection);
        case ClientConnection::Turn::writing:
            return write_on(connection);
        case ClientConnection::Turn::draining:
            return drain(connection);
        case ClientConnection::Turn::working:
            return;
    }
}

void ServerLoop::receive(const Shared& connection) {
    if (!connection->receive()) {
        if (connection->reader.begun()) metrics::count_refused("cut_short");
        return drop(connection);
    }
    read_on(connection);
}

void ServerLoop::read_on(const Shared& connection) {
    auto& reader = connection->reader;
    if (!connection->in.empty() && !reader.begun())
        connection->deadline = steady_clock::now() + options_.request_deadline;
    connection->in.erase(0, reader.feed(connection->in));
    account(*connection, reader.body_size());
    switch (reader.state()) {
        case RequestReader::State::complete:
        case RequestReader::State::too_large:
            return hand_to_worker(connection);
        case RequestReader::State::refused:
            return answer_bare(connection, reader.refused_status(), reader.reason());
        case RequestReader::State::reading:
            break;
    }
    if (buffered_ > options_.buffered_bytes) return answer_bare(connection, 503, "bodies half read");
    if (reader.head_read() && reader.head().expects_continue && !connection->continued && reader.body_size() == 0) {
        connection->continued = true;
        try {
            connection->send_waiting("HTTP/1.1 100 Continue\r\n\r\n", steady_clock::now());
        } catch (const ConnectionLost&) {
            drop(connection);
        }
    }
}

void ServerLoop::hand_to_worker(const Shared& connection) {
    bool full = false;
    {
        std::lock_guard lock(mutex_);
        full = work_.size() >= options_.queue;
        if (!full) {
            connection->turn = ClientConnection::Turn::working;
            epoll_ctl(epoll_, EPOLL_CTL_DEL, connection->fd(),
                      nullptr);  // else a client that hangs up wakes us for ever
            work_.push_back(connection);
        }
    }
    if (full) return answer_bare(connection, 503, "queue full");
    work_there_.notify_one();
}

void ServerLoop::answer_bare(const Shared& connection, int status, const std::string& reason) {
    metrics::count_refused(reason);
    log::info("request.refused", {{"status", std::to_string(status)}, {"reason", reason}});
    connection->out = bare_answer(status, options_.secure_cookies);
    connection->close_after = true;
    write_on(connection);
}

void ServerLoop::write_on(const Shared& connection) {
    try {
        if (connection->send_some()) return after_answer(connection);
    } catch (const ConnectionLost&) {
        return drop(connection);
    }
    if (connection->turn == ClientConnection::Turn::writing) return;
    connection->turn = ClientConnection::Turn::writing;
    connection->deadline = write_deadline(steady_clock::now(), options_.write_deadline,
                                          connection->out.size() + connection->out_more.size());
    watch(*connection, EPOLLOUT, false);
}

void ServerLoop::after_answer(const Shared& connection) {
    account(*connection, 0);
    watch(*connection, EPOLLIN, false);
    if (connection->close_after || stopping_) {
        // Closing at once, with bytes of the client unread, would reset the connection and take the answer with it.
        connection->turn = ClientConnection::Turn::draining;
        connection->deadline = steady_clock::now() + (stopping_ ? drain_deadline_stopping : drain_deadline);
        connection->in = {};
        try {
            connection->socket.shutdownSend();
        } catch (const Poco::Exception&) {
            drop(connection);
        }
        return;
    }
    connection->turn = ClientConnection::Turn::reading;
    connection->reader = reader_for(router_);
    connection->continued = false;
    connection->deadline = steady_clock::now() + options_.idle_deadline;
    if (!connection->in.empty()) read_on(connection);  // sent ahead, before the answer
}

void ServerLoop::drain(const Shared& connection) {
    const bool more = connection->receive();
    connection->drained += connection->in.size();
    connection->in.clear();
    if (!more || connection->drained > drain_bytes) drop(connection);
}

void ServerLoop::account(ClientConnection& connection, std::size_t bytes) {
    buffered_ += bytes - connection.accounted;  // unsigned, and right all the same
    connection.accounted = bytes;
}

void ServerLoop::drop(const Shared& connection, bool abruptly) {
    account(*connection, 0);
    connections_.erase(connection->fd());
    connection->close(abruptly);
}

void ServerLoop::take_back() {
    std::vector<Shared> done;
    {
        std::lock_guard lock(mutex_);
        std::uint64_t count = 0;
        [[maybe_unused]] const auto read = ::read(wake_, &count, sizeof count);
        done.swap(done_);
    }
    for (const auto& connection : done) guarded(connection, &ServerLoop::answered);
}

void ServerLoop::answered(const Shared& connection) {
    connection->turn = ClientConnection::Turn::reading;  // ours again
    if (connection->cut) return drop(connection, true);
    watch(*connection, EPOLLIN, true);
    write_on(connection);
}

void ServerLoop::sweep(Moment now) {
    swept_ = now;
    metrics::set_gauge("bygdestod_http_connections", static_cast<double>(connections_.size()));
    std::vector<Shared> late;
    for (const auto& [fd, connection] : connections_) {
        const bool ours = connection->turn != ClientConnection::Turn::working;
        if (ours && connection->deadline <= now) late.push_back(connection);
    }
    for (const auto& connection : late) guarded(connection, &ServerLoop::too_late);
    if (stopping_) end_when_quiet(now);
}

void ServerLoop::too_late(const Shared& connection) {
    const bool reading = connection->turn == ClientConnection::Turn::reading;
    if (reading && connection->reader.begun()) return answer_bare(connection, 408, "deadline");
    drop(connection, connection->turn == ClientConnection::Turn::writing);
}

void ServerLoop::end_when_quiet(Moment now) {
    listener_.close();  // who comes now is refused, and may ask the next server
    if (stopping_since_ == Moment{}) stopping_since_ = now;
    {
        std::lock_guard lock(mutex_);
        given_up_ = now >= stop_deadline_;
    }
    // A request may be on its way just now: it is answered, with "Connection: close".
    std::vector<Shared> over;
    for (const auto& [fd, connection] : connections_) {
        const auto patience = connection->reader.begun() ? half_read_when_stopping : idle_when_stopping;
        const bool idle = connection->turn == ClientConnection::Turn::reading && now - stopping_since_ >= patience;
        if (given_up_ || idle) over.push_back(connection);
    }
    for (const auto& connection : over) {
        // A worker may be using this one: its socket is shut, and closed when the worker lets go of it.
        if (connection->turn == ClientConnection::Turn::working)
            ::shutdown(connection->fd(), SHUT_RDWR);
        else
            drop(connection, given_up_);
    }
}

}  // namespace bygd
