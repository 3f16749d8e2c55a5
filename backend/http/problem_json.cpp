#include "http/problem_json.hpp"

#include <nlohmann/json.hpp>

namespace bygd {

nlohmann::json problems_json(const Problems& problems, const Words& words) {
    auto list = nlohmann::json::array();
    for (const auto& problem : problems) {
        list.push_back({{"field", problem.field}, {"code", problem.code}, {"message", words(problem)}});
    }
    return list;
}

Response problem_json(const Error& error, const Words& words, std::string_view request_id) {
    const std::string kind(to_string(error.kind()));
    const int status = http_status(error.kind());
    const auto title = "web.error." + kind + ".heading";
    const auto message = [&](const Problem& problem) {
        return words.has("problem." + problem.code) ? words(problem) : problem.code;
    };
    nlohmann::ordered_json body{{"type", "urn:bygdestod:problem:" + kind},
                                {"title", words.has(title) ? words(title) : std::string(reason_of(status))},
                                {"status", status}};
    if (!error.problems().empty()) {
        body["detail"] = message(error.problems().front());
        body["code"] = error.problems().front().code;
    }
    body["request_id"] = request_id;
    auto problems = nlohmann::ordered_json::array();
    for (const auto& problem : error.problems()) {
        problems.push_back({{"field", problem.field}, {"code", problem.code}, {"message", message(problem)}});
    }
    body["problems"] = std::move(problems);

    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (status == 401) response.set_header("WWW-Authenticate", "Bearer");
    if (status == 429 || status == 503) response.set_header("Retry-After", "5");
    return response;
}

}  // namespace bygd
