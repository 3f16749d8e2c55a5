#include "http/server_connection.hpp"

#include <Poco/Exception.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace bygd {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t slowest_bytes_a_second = 16 * 1024;

std::string words_of(int error) {
    return std::generic_category().message(error);
}

// Bytes sent; 0 when the system takes none just now. Poco's sendBytes tells that by an exception, as it does a lost
// connection, which is why the two calls below are the system's own.
std::size_t send_now(int socket, std::string_view bytes) {
    const auto size = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return 0;
    throw ConnectionLost(words_of(errno));
}

}  // namespace

Moment write_deadline(Moment from, std::chrono::milliseconds grace, std::size_t bytes) {
    return from + grace + std::chrono::seconds(bytes / slowest_bytes_a_second);
}

ClientConnection::ClientConnection(const Poco::Net::StreamSocket& accepted, RequestReader fresh)
    : socket(accepted), address(socket.peerAddress().host().toString()), reader(std::move(fresh)) {
    socket.setBlocking(false);
    socket.setNoDelay(true);
}

bool ClientConnection::receive() {
    char buffer[piece_bytes];
    const auto size = ::recv(fd(), buffer, sizeof buffer, 0);
    if (size > 0) in.append(buffer, static_cast<std::size_t>(size));
    return size > 0 || (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR));
}

bool ClientConnection::send_some() {
    while (!out.empty()) {
        const auto size = send_now(fd(), std::string_view(out).substr(sent));
        if (size == 0) return false;
        sent += size;
        if (sent < out.size()) continue;
        out = std::exchange(out_more, {});
        sent = 0;
    }
    return true;
}

void ClientConnection::send_waiting(std::string_view bytes, Moment until) {
    while (!bytes.empty()) {
        const auto size = send_now(fd(), bytes);
        bytes.remove_prefix(size);
        if (size > 0) continue;
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd writable{.fd = fd(), .events = POLLOUT, .revents = 0};
        if (left.count() > 0 && ::poll(&writable, 1, static_cast<int>(left.count())) != 0) continue;
        throw ConnectionLost("the client takes its answer too slowly");
    }
}

void ClientConnection::close(bool abruptly) {
    try {
        if (abruptly) socket.setLinger(true, 0);
        socket.close();
    } catch (const Poco::Exception&) {  // gone already
    }
}

ChunkStream::ChunkStream(ClientConnection& connection, std::string head, bool chunked, std::chrono::milliseconds grace)
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
    if (buffer_.empty()) return;  // a chunk of no bytes would be the end
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
