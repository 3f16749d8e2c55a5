// Which handler a path belongs to. Patterns are made of whole segments, "/cases/{number}/actions"; a literal segment
// wins over a {name}. Filled at start, read by every thread after.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"

namespace bygd {

using Handler = std::function<Response(Request&)>;

class Router {
public:
    struct Route {
        std::string method, pattern;
        RouteOptions options;
        Handler handler;
        std::vector<std::string> segments;
    };
    struct Match {
        const Route* route = nullptr;  // null: no such path, or not with this method
        FormPairs params = {};
        std::vector<std::string> allowed = {};  // methods of the path, HEAD and OPTIONS with them; empty: no such path
    };

    // Throws std::logic_error for a pattern that is there already or is badly made.
    void get(std::string pattern, Handler handler, RouteOptions options = {});  // answers HEAD too
    void post(std::string pattern, Handler handler, RouteOptions options = {});
    void put(std::string pattern, Handler handler, RouteOptions options = {});
    void patch(std::string pattern, Handler handler, RouteOptions options = {});
    void remove(std::string pattern, Handler handler, RouteOptions options = {});  // DELETE

    // `path` as sent, percent-encoded: an encoded slash never makes a new segment.
    Match match(std::string_view method, std::string_view path) const;
    const std::vector<Route>& routes() const { return routes_; }

private:
    void add(std::string method, std::string pattern, Handler handler, RouteOptions options);

    std::vector<Route> routes_;
};

}  // namespace bygd
