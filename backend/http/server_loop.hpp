// The thread that waits for every connection at once, and the workers that answer. A connection costs a thread only
// from the moment its request is whole until its answer is made, so neither idle nor slow clients can use the threads
// up.
#pragma once

#include <Poco/Net/ServerSocket.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "http/server.hpp"
#include "http/server_answer.hpp"
#include "http/server_connection.hpp"

namespace bygd {

class ServerLoop {
public:
    ServerLoop(const ServerOptions& options, const Router& router, const ServerHooks& hooks,
               Poco::Net::ServerSocket listener);
    ~ServerLoop();
    ServerLoop(const ServerLoop&) = delete;
    ServerLoop& operator=(const ServerLoop&) = delete;

    static void start(const std::shared_ptr<ServerLoop>& self);  // its threads keep it alive
    // False when a handler was still running a second after the deadline: it runs on, and the process had better end.
    bool stop(std::chrono::milliseconds deadline);

private:
    using Shared = std::shared_ptr<ClientConnection>;

    void wait_for_connections();
    void work();
    Shared next_work();
    void give_back(Shared connection);
    void wake() const;
    void watch(const ClientConnection& connection, unsigned events, bool anew) const;

    void accept_some();
    bool make_room();
    void guarded(Shared connection, void (ServerLoop::*step)(const Shared&));
    void happened(const Shared& connection);
    void receive(const Shared& connection);
    void read_on(const Shared& connection);
    void hand_to_worker(const Shared& connection);
    void answer_bare(const Shared& connection, int status, const std::string& reason);
    void write_on(const Shared& connection);
    void after_answer(const Shared& connection);
    void drain(const Shared& connection);
    void account(ClientConnection& connection, std::size_t bytes);
    void drop(const Shared& connection, bool abruptly = false);
    void take_back();
    void answered(const Shared& connection);
    void too_late(const Shared& connection);
    void sweep(Moment now);
    void end_when_quiet(Moment now);

    const ServerOptions options_;
    const Router& router_;
    const ServerHooks hooks_;
    std::atomic<bool> stopping_{false};
    const Answerer answerer_;
    Poco::Net::ServerSocket listener_;
    int epoll_ = -1, wake_ = -1;

    // Of the waiting thread alone.
    std::unordered_map<int, Shared> connections_;
    std::size_t connections_most_;
    std::size_t buffered_ = 0;
    Moment swept_{}, stopping_since_{};
    bool given_up_ = false;

    std::mutex mutex_;  // over what follows
    std::condition_variable work_there_, ended_;
    std::deque<Shared> work_;
    std::vector<Shared> done_;
    bool workers_end_ = false;
    int threads_running_ = 0;
    Moment stop_deadline_ = Moment::max();
};

}  // namespace bygd
