// Takes multipart/form-data (RFC 7578) apart. The whole body is in memory already; parts are views into it. Strict:
// what is not exactly delimited is refused, for half a file must not pass for a whole one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bygd {

struct Part {
    std::string name;
    std::optional<std::string> file_name;  // there: it is a file
    std::string content_type;
    std::string_view content;
};

// Throws Error bad_request (request.form_broken), and whatever `take` throws.
void for_each_part(std::string_view content_type, std::string_view body, const std::function<void(Part&&)>& take);

}  // namespace bygd
