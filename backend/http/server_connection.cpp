#include "http/server_connection.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Timespan.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdio>

namespace bygd {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t slowest_bytes_a_second = 16 * 1024;

// Bytes sent; 0 when the system takes none just now.
std::size_t send_now(Poco::Net::StreamSocket& socket, std::string_view bytes) {
    try {
        const int size = static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20));
        return static_cast<std::size_t>(std::max(0, socket.sendBytes(bytes.data(), size, MSG_NOSIGNAL)));
    } catch (const Poco::Exception& error) {
        throw ConnectionLost(error.displayText());
    }
}

}  // namespace

Moment write_deadline(Moment from, std::chrono::milliseconds grace, std::size_t bytes) {
    return from + grace + std::chrono::seconds(bytes / slowest_bytes_a_second);
}

Connection::Connection(const Poco::Net::StreamSocket& accepted, RequestReader fresh)
    : socket(accepted), address(socket.peerAddress().host().toString()), reader(std::move(fresh)) {
    socket.setBlocking(false);
    socket.setNoDelay(true);
}

bool Connection::receive() {
    char buffer[piece_bytes];
    try {
        const int size = socket.receiveBytes(buffer, static_cast<int>(sizeof buffer));
        if (size > 0) in.append(buffer, static_cast<std::size_t>(size));
        return size != 0;   // negative: nothing there after all
    } catch (const Poco::Exception&) {
        return false;
    }
}

bool Connection::send_some() {
    while (sent < out.size()) {
        const auto size = send_now(socket, std::string_view(out).substr(sent));
        if (size == 0) return false;
        sent += size;
    }
    out = {};
    sent = 0;
    return true;
}

void Connection::send_waiting(std::string_view bytes, Moment until) {
    while (!bytes.empty()) {
        const auto size = send_now(socket, bytes);
        bytes.remove_prefix(size);
        if (size > 0) continue;
        const auto left = std::chrono::duration_cast<std::chrono::microseconds>(until - std::chrono::steady_clock::now());
        try {
            if (left.count() > 0 && socket.poll(Poco::Timespan(left.count()), Poco::Net::Socket::SELECT_WRITE)) continue;
        } catch (const Poco::Exception& error) {
            throw ConnectionLost(error.displayText());
        }
        throw ConnectionLost("the client takes its answer too slowly");
    }
}

void Connection::close(bool abruptly) {
    try {
        if (abruptly) socket.setLinger(true, 0);
        socket.close();
    } catch (const Poco::Exception&) {   // gone already
    }
}

ChunkStream::ChunkStream(Connection& connection, std::string head, bool chunked, std::chrono::milliseconds grace)
    : connection_(connection), head_(std::move(head)), chunked_(chunked), grace_(grace) {}

ChunkStream::int_type ChunkStream::overflow(int_type c) {
    if (c != traits_type::eof()) {
        const char sign = static_cast<char>(c);
        xsputn(&sign, 1);
    }
    return 0;
}

std::streamsize ChunkStream::xsputn(const char* text, std::streamsize size) {
    buffer_.append(text, static_cast<std::size_t>(size));
    bytes_ += static_cast<std::size_t>(size);
    if (buffer_.size() >= piece_bytes) send_chunk();
    return size;
}

void ChunkStream::send(std::string_view bytes) {
    const auto begun = std::chrono::steady_clock::now();
    connection_.send_waiting(bytes, write_deadline(begun, grace_, bytes_) - waited_);
    waited_ += std::chrono::steady_clock::now() - begun;
}

void ChunkStream::send_chunk() {
    if (!started_) send(head_);
    started_ = true;
    if (buffer_.empty()) return;   // a chunk of no bytes would be the end
    if (chunked_) {
        char size[24];
        std::snprintf(size, sizeof size, "%zx\r\n", buffer_.size());
        buffer_.insert(0, size);
        buffer_ += "\r\n";
    }
    send(buffer_);
    buffer_.clear();
}

void ChunkStream::finish() {
    send_chunk();
    if (chunked_) send("0\r\n\r\n");
}

}  // namespace bygd
