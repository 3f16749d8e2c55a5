#include "http/session.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace bygd {

SessionState state_of(const SessionTimes& times, Instant now) {
    if (times.ended_at) return SessionState::ended;
    if (now - times.created_at >= limits::session_absolute) return SessionState::timed_out;
    if (now - times.last_seen_at >= limits::session_idle) return SessionState::timed_out;
    return SessionState::live;
}

bool worth_touching(const SessionTimes& times, Instant now) {
    return now - times.last_seen_at >= limits::session_touch;
}

bool token_shaped(std::string_view text) {
    const auto base64 = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return text.size() == 43 && std::all_of(text.begin(), text.end(), base64);
}

namespace {

// The characters a path and query of ours are written with. No backslash, which browsers read as a slash; no control
// characters, which they drop; no colon or at-sign before which a host could be imagined.
bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/-_.~?=&%+,").find(c) != std::string_view::npos;
}

bool starts_encoded_slash(std::string_view path) {
    if (path.size() < 3 || path[0] != '%') return false;
    const auto code = path.substr(1, 2);
    return code == "2f" || code == "2F" || code == "5c" || code == "5C";
}

// %00 to %1f, %7f: what would break a header if it were decoded on the way.
bool control_encoded(std::string_view text) {
    for (auto at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
        const auto code = text.substr(at + 1, 2);
        if (code.size() < 2 || code[0] == '0' || code[0] == '1' || code == "7f" || code == "7F") return true;
    }
    return false;
}

bool has_dot_segment(std::string_view path) {
    path = path.substr(0, path.find('?'));
    return (std::string(path) + "/").find("/../") != std::string::npos ||
           (std::string(path) + "/").find("/./") != std::string::npos;
}

}  // namespace

std::string safe_next(std::string_view typed) {
    const bool local = typed.size() <= 500 && typed.starts_with('/') && std::all_of(typed.begin(), typed.end(), plain);
    if (!local) return "/";
    const auto rest = typed.substr(1);
    if (typed.find("//") != typed.npos || starts_encoded_slash(rest) || control_encoded(typed)) return "/";
    if (has_dot_segment(typed)) return "/";
    const auto path = typed.substr(0, typed.find('?'));
    if (path == "/sign-out") return "/";
    return std::string(typed);
}

}  // namespace bygd
