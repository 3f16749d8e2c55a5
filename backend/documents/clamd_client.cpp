#include "documents/clamd_client.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace bygd {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t answer_bytes = 4096;
const Poco::Timespan connect_time(3, 0);
const Poco::Timespan answer_time(60, 0);      // a large archive takes its time

void send_all(Poco::Net::StreamSocket& socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = socket.sendBytes(bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20)));
        if (sent <= 0) throw std::runtime_error("it took no more bytes");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void send_piece(Poco::Net::StreamSocket& socket, std::string_view bytes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    const std::array<char, 4> head{static_cast<char>(size >> 24), static_cast<char>(size >> 16), static_cast<char>(size >> 8),
                                   static_cast<char>(size)};
    send_all(socket, {head.data(), head.size()});
    send_all(socket, bytes);
}

// Up to the zero that ends it.
std::string answer_of(Poco::Net::StreamSocket& socket) {
    std::string answer;
    char piece[512];
    while (answer.size() < answer_bytes) {
        const auto got = socket.receiveBytes(piece, sizeof piece);
        if (got <= 0) break;
        answer.append(piece, static_cast<std::size_t>(got));
        if (const auto end = answer.find('\0'); end != answer.npos) return answer.substr(0, end);
    }
    return answer;
}

ScanResult read_answer(const std::string& answer) {
    constexpr std::string_view head = "stream: ", found = " FOUND";
    if (answer == "stream: OK") return {ScanVerdict::clean, ""};
    if (answer.starts_with(head) && answer.ends_with(found)) {
        return {ScanVerdict::infected, answer.substr(head.size(), answer.size() - head.size() - found.size())};
    }
    return {ScanVerdict::unreachable, answer.empty() ? "it closed without an answer" : answer};
}

// It may close its end as soon as it has seen enough: its answer is there to be read all the same.
void send_file(Poco::Net::StreamSocket& socket, std::string_view bytes) {
    try {
        send_all(socket, std::string_view("zINSTREAM\0", 10));
        for (std::size_t at = 0; at < bytes.size(); at += piece_bytes) send_piece(socket, bytes.substr(at, piece_bytes));
        send_piece(socket, "");
    } catch (const Poco::Net::NetException&) {
        if (!socket.poll(Poco::Timespan(1, 0), Poco::Net::Socket::SELECT_READ)) throw;
    }
}

}  // namespace

ScanResult scan_with_clamd(const std::string& address, std::string_view bytes) {
    try {
        Poco::Net::StreamSocket socket;
        socket.connect(Poco::Net::SocketAddress(address), connect_time);
        socket.setSendTimeout(answer_time);
        socket.setReceiveTimeout(answer_time);
        send_file(socket, bytes);
        return read_answer(answer_of(socket));
    } catch (const Poco::Exception& error) {
        return {ScanVerdict::unreachable, error.displayText()};
    } catch (const std::exception& error) {
        return {ScanVerdict::unreachable, error.what()};
    }
}

}  // namespace bygd
