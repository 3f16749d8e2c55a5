// What is asked of a file before it is taken in. check_upload (document.hpp) is pure and asks of type and size; what is here
// asks other programs, and so belongs before a transaction, never inside one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/limits.hpp"

namespace bygd {

struct UploadRules {
    std::size_t file_bytes = limits::upload_bytes;     // documents.file.mb
    int pdf_pages = 500;                         // documents.pdf.pages
    // documents.clamd: HOST:PORT or the path of a unix socket; empty: files are not scanned.
    std::string clamd;
};

struct NewFile {
    std::string_view field, name, bytes;
};

// Adds problems on each file's own field: document.too_many_pages {most, pages},
// document.infected {what was found}. Files that check_upload refuses are left to it. A PDF whose pages cannot be counted
// (broken or locked) is let through: the limit guards against what nobody can read through, not against attacks.
// Throws Error unavailable document.scan_unreachable, on the field of the first file, when clamd is set and gives no answer.
void screen_uploads(const UploadRules&, const std::vector<NewFile>& files, Problems& problems);
// Of one file, or a whole message: document.infected, and throws as above.
void scan_upload(const UploadRules&, std::string_view field, std::string_view bytes, Problems& problems);

// The pages of a PDF by pdfinfo (poppler) in a child process with a time limit; none: it could not tell.
std::optional<int> pdf_pages(std::string_view bytes);

}  // namespace bygd
