// One connection of the server: its socket, the request being read, the answer being sent. Belongs to one thread at a
// time: to the thread that waits for all connections, or, between a whole request and its answer, to a worker.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <string_view>

#include "http/server_framing.hpp"

namespace bygd {

using Moment = std::chrono::steady_clock::time_point;

// The client is gone, or takes its answer too slowly.
class ConnectionLost : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct ClientConnection {
    enum class Turn { reading, working, writing, draining };

    ClientConnection(const Poco::Net::StreamSocket& accepted, RequestReader fresh);

    int fd() const { return static_cast<int>(socket.impl()->sockfd()); }
    bool receive();    // into `in`, what is there; false: the other end is gone
    bool send_some();  // of `out`, then `out_more`; true when nothing is left. Throws ConnectionLost
    void send_waiting(std::string_view bytes, Moment deadline);  // all of it. Throws ConnectionLost
    void close(bool abruptly);  // abruptly: so that the client sees that it is not whole

    Poco::Net::StreamSocket socket;
    std::string address;
    RequestReader reader;
    Turn turn = Turn::reading;
    Moment deadline;
    std::string in;             // received, not yet taken by the reader
    std::string out, out_more;  // the answer; a large body stays apart, not to be copied
    std::size_t sent = 0;       // of `out`
    std::size_t drained = 0;    // bytes thrown away after the last answer
    std::size_t accounted = 0;  // bytes of body counted against ServerOptions::buffered_bytes
    bool continued = false;     // 100 Continue is sent
    bool close_after = false;
    bool cut = false;  // the answer broke off: end without ceremony
};

// Sends what is written to it as chunks of 64 KiB, `head` before the first. Until then nothing has left, and
// take_kept() has it. Only the time the client lets us wait counts: a report may think for minutes before its next row.
class ChunkStream : public std::streambuf {
public:
    ChunkStream(ClientConnection& connection, std::string head, bool chunked, std::chrono::milliseconds grace);
    bool started() const { return started_; }
    std::string take_kept() { return std::move(buffer_); }
    void finish();  // sends the rest and the end
    std::size_t bytes() const { return bytes_; }

private:
    int_type overflow(int_type c) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    void send_chunk();
    void send(std::string_view bytes);

    ClientConnection& connection_;
    std::string head_, buffer_;
    bool chunked_;
    bool started_ = false;
    std::size_t bytes_ = 0;
    std::chrono::milliseconds grace_;
    std::chrono::steady_clock::duration waited_{0};
};

// A client must take at least 16 KiB a second, beyond the first `grace`.
Moment write_deadline(Moment from, std::chrono::milliseconds grace, std::size_t bytes);

}  // namespace bygd
