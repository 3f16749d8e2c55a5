// Reads one HTTP/1.1 request out of bytes as they come, and refuses whatever leaves a doubt about where it ends
// (RFC 9112; the table in trust.md §6.3). Pure: no socket, no clock. Stricter than most, since two programs that read
// the same bytes differently are how requests are smuggled.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bygd {

struct RequestHead {
    std::string method, target;
    bool version_1_1 = true;
    std::vector<std::pair<std::string, std::string>> headers = {};
    bool keep_alive = true;
    bool chunked = false;
    bool expects_continue = false;
    std::size_t content_length = 0;
};

class RequestReader {
public:
    // Given once the head is read: the most bytes its body may have.
    using BodyLimit = std::function<std::size_t(const RequestHead&)>;
    explicit RequestReader(BodyLimit limit) : limit_(std::move(limit)) {}

    enum class State {
        reading,
        complete,   // head() and take_body()
        too_large,  // head() is good, its body is not wanted: answer 413 and close
        refused     // refused_status() and reason(): answer that and close
    };

    // Takes what it can from the front of `bytes` and says how much; what is left must be given again, with more behind
    // it.
    std::size_t feed(std::string_view bytes);

    State state() const { return state_; }
    bool begun() const { return begun_; }  // some of a request is there
    bool head_read() const { return part_ != Part::head; }
    const RequestHead& head() const { return head_; }
    std::size_t body_size() const { return body_.size(); }
    std::string take_body() { return std::move(body_); }
    int refused_status() const { return refused_status_; }
    const std::string& reason() const { return reason_; }  // for the log: "two Content-Length"

private:
    enum class Part { head, body, chunk_size, chunk, chunk_end, trailer, done };

    bool feed_head(std::string_view bytes, std::size_t& taken);
    bool feed_body(std::string_view bytes, std::size_t& taken);
    bool feed_chunk_size(std::string_view bytes, std::size_t& taken);
    bool feed_chunk_end(std::string_view bytes, std::size_t& taken);
    bool feed_trailer(std::string_view bytes, std::size_t& taken);
    void head_complete();
    bool refuse_with(int status, std::string reason);  // always false
    bool parse_head(std::string_view text);
    bool parse_request_line(std::string_view line);
    bool parse_field(std::string_view line);
    bool check_framing();
    bool too_much(std::size_t more);

    BodyLimit limit_;
    State state_ = State::reading;
    Part part_ = Part::head;
    bool begun_ = false;
    std::size_t scanned_ = 0, line_start_ = 0;  // within a head that is not whole yet
    int empty_lines_ = 0;
    RequestHead head_;
    std::string body_;
    std::size_t body_limit_ = 0, left_ = 0, trailer_bytes_ = 0;
    int refused_status_ = 0;
    std::string reason_;
};

}  // namespace bygd
