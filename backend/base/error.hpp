// How a request is refused. A Problem names a field and a message of the catalogue; an Error ends the request with all
// its problems at once. Neither holds words of any language: those live in web/words.*.json under the problem's code.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bygd {

// One thing that is wrong. `field` is the form field or JSON member it concerns, empty for the whole request; `code` is
// the key of its words without the leading "problem."; `values` replace {0}, {1} ... in them.
struct Problem {
    std::string field;
    std::string code;
    std::vector<std::string> values = {};
    bool operator==(const Problem&) const = default;
};
using Problems = std::vector<Problem>;

// Appends all of `more` to `problems`.
void add(Problems& problems, Problems more);

// What the caller may do about a refusal; the HTTP status follows from it in http/.
enum class ErrorKind {
    invalid,          // 422: mend the fields named
    bad_request,      // 400: not even readable
    unauthenticated,  // 401: sign in
    forbidden,        // 403: not yours to do
    not_found,        // 404: is not, or may not be seen
    conflict,         // 409: has changed since it was read, or is already done
    too_large,        // 413
    too_many,         // 429: wait and come back
    unavailable,      // 503: nothing was done; try again
    method_not_allowed,  // 405: the address is right, not what is done to it
    internal          // 500: a fault of ours, in the log under the request's id
};

std::string_view to_string(ErrorKind);  // "invalid", "not_found", ...: the code other programs see

// Ends a request. what() is for the log: kind, codes and fields, never what a person typed.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, Problems problems);
    ErrorKind kind() const { return kind_; }
    const Problems& problems() const { return problems_; }

private:
    ErrorKind kind_;
    Problems problems_;
};

[[noreturn]] void refuse(ErrorKind kind, std::string code, std::vector<std::string> values = {});

// Throws Error invalid when there is anything in `problems`; otherwise does nothing.
void require_none(Problems problems);

}  // namespace bygd
