// What a form sent: fields in their order and files, read from urlencoded or multipart text. Promises valid UTF-8
// without NUL and everything within limits.hpp; never touches a disk, and never believes a file's claimed type or name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bygd {

struct UploadedFile {
    std::string field;               // name of the form field
    std::string name;                // last part of what the browser called it, one line, no path; may be empty
    std::string media_type_claimed;  // for the log at most
    std::string content;             // bytes as sent
};

using FormPairs = std::vector<std::pair<std::string, std::string>>;  // in the order sent; names may repeat

class Form {
public:
    Form() = default;
    // Throws Error bad_request (request.media_type, request.form_broken, request.not_utf8, request.nul) or too_large
    // (request.too_many_fields, request.value_too_large, request.too_many_files). A file over limits::upload_bytes is
    // here all the same, to be refused at its field. A content type that is absent is an empty form when the body is.
    static Form parse(std::string_view content_type, std::string_view body);

    // The first of that name, trimmed, lines ended by \n, without other control characters. Missing: "".
    std::string text(std::string_view name) const;
    std::string raw(std::string_view name) const;                      // as sent: passwords
    std::vector<std::string> all(std::string_view name) const;         // each as text()
    std::optional<std::int64_t> integer(std::string_view name) const;  // none when missing or not a whole number
    bool has(std::string_view name) const;
    const FormPairs& fields() const { return fields_; }  // all of them, raw, without files

    // Files chosen in that field; one left empty by the person (no name and no content) is not among them.
    std::vector<const UploadedFile*> files(std::string_view name) const;
    const std::vector<UploadedFile>& files() const { return files_; }

private:
    FormPairs fields_;
    std::vector<UploadedFile> files_;
};

// "a=1&b=%C3%A5" into pairs. Throws as Form::parse.
FormPairs parse_urlencoded(std::string_view text);

// text() of one value: trimmed, \r\n as \n, no other control characters than tab and line feed.
std::string clean_text(std::string_view raw);

}  // namespace bygd
