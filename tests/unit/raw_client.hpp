// A TCP client that sends exactly the bytes it is told to, and shows exactly what comes back.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace bygd {

class RawClient {
public:
    explicit RawClient(int port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(static_cast<std::uint16_t>(port));
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0;
    }
    ~RawClient() { ::close(fd_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool connected() const { return connected_; }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto size = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (size <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(size));
        }
        return true;
    }
    void end_sending() { ::shutdown(fd_, SHUT_WR); }
    // Everything until the server closes, or until `longest` has passed (then closed() is false).
    std::string read_all(std::chrono::milliseconds longest = std::chrono::seconds(3)) {
        return read_until([](const std::string&) { return false; }, longest);
    }
    // One whole answer with Content-Length.
    std::string read_answer(std::chrono::milliseconds longest = std::chrono::seconds(3)) {
        std::size_t wanted = 0;
        return read_until(
            [&wanted](const std::string& got) {
                if (wanted == 0) {
                    const auto end = got.find("\r\n\r\n");
                    if (end == got.npos) return false;
                    const auto length = got.find("Content-Length: ");
                    wanted = end + 4 + (length > end ? 0 : std::stoul(got.substr(length + 16, 20)));
                }
                return got.size() >= wanted;
            },
            longest);
    }
    bool closed() const { return closed_; }

private:
    std::string read_until(const std::function<bool(const std::string&)>& enough, std::chrono::milliseconds longest) {
        std::string got;
        const auto until = std::chrono::steady_clock::now() + longest;
        while (!enough(got)) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
            pollfd wait{fd_, POLLIN, 0};
            if (left <= 0 || ::poll(&wait, 1, static_cast<int>(left)) <= 0) return got;
            char buffer[65536];
            const auto size = ::recv(fd_, buffer, sizeof buffer, 0);
            if (size <= 0) {
                closed_ = true;
                return got;
            }
            got.append(buffer, static_cast<std::size_t>(size));
        }
        return got;
    }

    int fd_;
    bool connected_ = false, closed_ = false;
};

}  // namespace bygd
