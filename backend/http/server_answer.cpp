#include "http/server_answer.hpp"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <ostream>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "http/dispatch.hpp"
#include "http/metrics.hpp"

namespace bygd {

namespace {

constexpr std::size_t plain_body_bytes = 1024 * 1024;
constexpr std::size_t copied_bytes = 64 * 1024;

std::string last_of_list(std::string_view list) {
    const auto comma = list.rfind(',');
    return trimmed(comma == list.npos ? list : list.substr(comma + 1));
}

// The request; when its target cannot be understood, one for "/" and why.
Request request_of(ClientConnection& connection, const ServerOptions& options, std::optional<Error>& refused) {
    const auto& head = connection.reader.head();
    Request::Parts parts{.method = head.method,
                         .target = head.target,
                         .headers = head.headers,
                         .client_address = connection.address,
                         .request_id = random_token(12),
                         .secure = options.secure_cookies};
    if (std::find(options.proxies.begin(), options.proxies.end(), connection.address) != options.proxies.end()) {
        const Request asked({.headers = head.headers});
        const auto forwarded = last_of_list(asked.header("X-Forwarded-For"));
        if (!forwarded.empty()) parts.client_address = one_line(forwarded.substr(0, 64));
        parts.secure = parts.secure || last_of_list(asked.header("X-Forwarded-Proto")) == "https";
    }
    try {
        auto with_body = parts;
        with_body.body = connection.reader.take_body();
        return Request(std::move(with_body));
    } catch (const Error& error) {
        refused = error;
        parts.target = "/";
        return Request(std::move(parts));
    }
}

void put_cookies(Response& response, bool secure) {
    for (const auto& cookie : response.cookies) {
        auto text = (secure && !cookie.name.starts_with("__Host-") ? "__Host-" : "") + cookie.name + "=" +
                    cookie.value + "; Path=/; HttpOnly; SameSite=Lax";
        if (cookie.max_age) text += "; Max-Age=" + std::to_string(cookie.max_age->count());
        if (secure) text += "; Secure";
        response.headers.emplace_back("Set-Cookie", std::move(text));
    }
}

bool without_body(int status) {
    return status == 204 || status == 304;
}

constexpr auto no_length = static_cast<std::size_t>(-1);  // the answer ends in another way

std::string head_of(const Response& response, std::size_t length, bool close) {
    std::string head =
        "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(reason_of(response.status)) + "\r\n";
    head += "Date: " + Poco::DateTimeFormatter::format(Poco::Timestamp(), Poco::DateTimeFormat::HTTP_FORMAT) + "\r\n";
    if (!response.content_type.empty()) head += "Content-Type: " + one_line(response.content_type) + "\r\n";
    if (length != no_length && !without_body(response.status))
        head += "Content-Length: " + std::to_string(length) + "\r\n";
    for (const auto& [name, value] : response.headers) head += name + ": " + one_line(value) + "\r\n";
    if (close) head += "Connection: close\r\n";
    return head + "\r\n";
}

std::string milliseconds(std::chrono::duration<double> took) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", took.count() * 1000);
    return text;
}

// One answer on its way out.
class Answer {
public:
    Answer(const Answerer& answerer, ClientConnection& connection, Request& request)
        : answerer_(answerer), connection_(connection), request_(request) {}

    void send(Response response) {
        connection_.close_after = connection_.close_after || answerer_.stopping;
        if (response.stream && request_.method() != "HEAD" && !without_body(response.status))
            send_stream(response);
        else
            send_whole(response);
    }
    int status() const { return status_; }
    std::size_t bytes() const { return bytes_; }

private:
    void finish_headers(Response& response) {
        put_cookies(response, request_.secure());
        put_security_headers(response, request_.secure());
        response.set_header("X-Request-Id", request_.request_id());
        status_ = response.status;
    }

    void send_whole(Response& response) {
        finish_headers(response);
        const bool silent = request_.method() == "HEAD" || without_body(response.status);
        connection_.out =
            head_of(response, response.stream ? no_length : response.body.size(), connection_.close_after);
        if (silent) return;
        bytes_ = response.body.size();
        if (bytes_ < copied_bytes)
            connection_.out += response.body;  // one packet
        else
            connection_.out_more = std::move(response.body);
    }

    void send_stream(Response& response) {
        auto headed = response;
        finish_headers(headed);
        const bool chunked = connection_.reader.head().version_1_1;
        if (chunked) headed.headers.emplace_back("Transfer-Encoding", "chunked");
        const auto head = head_of(headed, no_length, connection_.close_after || !chunked);
        ChunkStream chunks(connection_, head, chunked, answerer_.options.write_deadline);
        try {
            std::ostream out(&chunks);
            out.exceptions(std::ios::badbit | std::ios::failbit);  // whoever writes is told when the client is gone
            response.stream(out);
            if (chunks.started())
                chunks.finish();
            else
                response.body = chunks.take_kept();
        } catch (const std::exception& error) {
            if (chunks.started()) return cut(chunks, error);
            response = render_fault(error);
        }
        bytes_ = chunks.bytes();
        connection_.close_after = connection_.close_after || !chunked;
        response.stream = {};
        if (!chunks.started()) send_whole(response);
    }

    Response render_fault(const std::exception& error) {
        const auto* refusal = dynamic_cast<const Error*>(&error);
        return render(answerer_.hooks, request_, refusal ? *refusal : fault(request_, error.what()));
    }

    // Half of it is out: the client must see that it is not the whole.
    void cut(const ChunkStream& chunks, const std::exception& error) {
        log::warning("request.answer_cut", {{"id", request_.request_id()},
                                            {"route", request_.pattern()},
                                            {"cause", one_line(std::string_view(error.what()).substr(0, 500))}});
        bytes_ = chunks.bytes();
        connection_.cut = true;
    }

    const Answerer& answerer_;
    ClientConnection& connection_;
    Request& request_;
    int status_ = 0;
    std::size_t bytes_ = 0;
};

void write_log(const Request& request, const Answer& answer, std::chrono::duration<double> took) {
    log::info("request", {{"id", request.request_id()},
                          {"actor", request.signed_in() ? std::to_string(request.actor().id.value()) : ""},
                          {"method", request.method()},
                          {"route", request.pattern()},
                          {"status", std::to_string(answer.status())},
                          {"ms", milliseconds(took)},
                          {"bytes", std::to_string(answer.bytes())}});
    metrics::count_request(request.pattern(), request.method(), answer.status(), took);
}

}  // namespace

void Answerer::answer(ClientConnection& connection) const {
    const auto begun = std::chrono::steady_clock::now();
    const auto& head = connection.reader.head();
    std::optional<Error> refused;
    if (connection.reader.state() == RequestReader::State::too_large) {
        const auto most = body_limit(router, head) / 1024 / 1024;
        refused = Error(ErrorKind::too_large, {{"", "request.body_too_large", {std::to_string(most)}}});
        connection.close_after = true;
    }
    connection.close_after = connection.close_after || !head.keep_alive;
    try {
        auto request = request_of(connection, options, refused);
        Answer answer(*this, connection, request);
        answer.send(dispatch(router, hooks, request, refused));
        write_log(request, answer, std::chrono::steady_clock::now() - begun);
    } catch (const std::exception& error) {  // no memory, for one
        log::error("request.fault", {{"cause", one_line(error.what())}});
        connection.out = bare_answer(500, options.secure_cookies);
        connection.out_more = {};
        connection.close_after = true;
    }
}

std::size_t body_limit(const Router& router, const RequestHead& head) {
    const auto match = router.match(head.method, std::string_view(head.target).substr(0, head.target.find('?')));
    if (match.route && match.route->options.body_bytes > 0) return match.route->options.body_bytes;
    for (const auto& [name, value] : head.headers) {
        const bool multipart = lowered(name) == "content-type" && lowered(value).starts_with("multipart/form-data");
        if (multipart && match.route) return limits::body_bytes;
    }
    return plain_body_bytes;
}

std::string bare_answer(int status, bool https) {
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body = "{\"type\":\"about:blank\",\"title\":\"" + std::string(reason_of(status)) +
                    "\",\"status\":" + std::to_string(status) + "}";
    if (status == 405) response.set_header("Allow", "GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE");
    if (status == 503) response.set_header("Retry-After", "5");
    put_security_headers(response, https);
    return head_of(response, response.body.size(), true) + response.body;
}

}  // namespace bygd
