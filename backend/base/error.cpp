#include "base/error.hpp"

#include <iterator>

namespace bygd {

void add(Problems& problems, Problems more) {
    problems.insert(problems.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string_view to_string(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid: return "invalid";
        case ErrorKind::bad_request: return "bad_request";
        case ErrorKind::unauthenticated: return "unauthenticated";
        case ErrorKind::forbidden: return "forbidden";
        case ErrorKind::not_found: return "not_found";
        case ErrorKind::conflict: return "conflict";
        case ErrorKind::too_large: return "too_large";
        case ErrorKind::too_many: return "too_many";
        case ErrorKind::unavailable: return "unavailable";
        case ErrorKind::method_not_allowed: return "method_not_allowed";
        case ErrorKind::internal: return "internal";
    }
    return "unknown";
}

namespace {

std::string summary(ErrorKind kind, const Problems& problems) {
    std::string text{to_string(kind)};
    for (const auto& problem : problems) {
        text += problem.field.empty() ? " " : " " + problem.field + "=";
        text += problem.code;
    }
    return text;
}

}  // namespace

Error::Error(ErrorKind kind, Problems problems)
    : std::runtime_error(summary(kind, problems)), kind_(kind), problems_(std::move(problems)) {}

void refuse(ErrorKind kind, std::string code, std::vector<std::string> values) {
    throw Error(kind, {Problem{"", std::move(code), std::move(values)}});
}

void require_none(Problems problems) {
    if (!problems.empty()) throw Error(ErrorKind::invalid, std::move(problems));
}

}  // namespace bygd
