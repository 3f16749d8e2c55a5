#include "http/router.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"

namespace bygd {

namespace {

bool is_name(std::string_view segment) {
    return segment.starts_with('{');
}

std::vector<std::string> segments_of(std::string_view path) {
    return split(path.substr(1), '/');
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    return std::equal(
        pattern.begin(), pattern.end(), path.begin(), path.end(),
        [](const auto& wanted, const auto& given) { return is_name(wanted) ? !given.empty() : wanted == given; });
}

// The first place where one is literal and the other a name decides.
bool more_literal(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (is_name(a[i]) != is_name(b[i])) return is_name(b[i]);
    }
    return false;
}

bool same_shape(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
        return (is_name(one) && is_name(other)) || one == other;
    });
}

}  // namespace

void Router::get(std::string pattern, Handler handler, RouteOptions options) {
    add("GET", std::move(pattern), std::move(handler), options);
}
void Router::post(std::string pattern, Handler handler, RouteOptions options) {
    add("POST", std::move(pattern), std::move(handler), options);
}
void Router::put(std::string pattern, Handler handler, RouteOptions options) {
    add("PUT", std::move(pattern), std::move(handler), options);
}
void Router::patch(std::string pattern, Handler handler, RouteOptions options) {
    add("PATCH", std::move(pattern), std::move(handler), options);
}
void Router::remove(std::string pattern, Handler handler, RouteOptions options) {
    add("DELETE", std::move(pattern), std::move(handler), options);
}

void Router::add(std::string method, std::string pattern, Handler handler, RouteOptions options) {
    if (!pattern.starts_with('/')) throw std::logic_error("the route '" + pattern + "' does not begin with /");
    auto segments = segments_of(pattern);
    for (const auto& segment : segments) {
        if (is_name(segment) != segment.ends_with('}') || segment == "{}") {
            throw std::logic_error("the route " + pattern + " has a badly made segment " + segment);
        }
    }
    for (const auto& route : routes_) {
        if (route.method == method && same_shape(route.segments, segments)) {
            throw std::logic_error("the route " + method + " " + pattern + " is there already as " + route.pattern);
        }
    }
    routes_.push_back({std::move(method), std::move(pattern), options, std::move(handler), std::move(segments)});
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
    Match match;
    if (!path.starts_with('/')) return match;
    const auto wanted = method == "HEAD" ? std::string_view("GET") : method;
    const auto segments = segments_of(path);
    for (const auto& route : routes_) {
        if (!fits(route.segments, segments)) continue;
        if (std::find(match.allowed.begin(), match.allowed.end(), route.method) == match.allowed.end()) {
            match.allowed.push_back(route.method);
            if (route.method == "GET") match.allowed.emplace_back("HEAD");
        }
        if (route.method != wanted) continue;
        if (!match.route || more_literal(route.segments, match.route->segments)) match.route = &route;
    }
    if (!match.allowed.empty()) match.allowed.emplace_back("OPTIONS");
    if (!match.route) return match;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto& name = match.route->segments[i];
        if (!is_name(name)) continue;
        match.params.emplace_back(name.substr(1, name.size() - 2),
                                  percent_decoded(segments[i], false).value_or(segments[i]));
    }
    return match;
}

}  // namespace bygd
