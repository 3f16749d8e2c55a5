// A stored file: its name, its type as told by its content (never by its name or sender), and what is accepted.
#pragma once

#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/id.hpp"

namespace bygd {

struct Document {
    Id<Document> id;
    std::string name;            // safe to show and to save under: one line, no path
    std::string media_type;      // sniffed
    std::int64_t size = 0;       // bytes
    std::string sha256;
    std::optional<Id<User>> created_by;
    Instant created_at;
};

// The type the first bytes tell, of those an office handles: PDF, PNG, JPEG, TIFF, OOXML and ODF documents, plain text,
// CSV, e-mail. Empty when it is none of them: programs, archives, HTML, SVG and macros are refused.
std::string sniff_media_type(std::string_view bytes, std::string_view name);

// The last part of a path, without control characters and characters that file systems refuse, at most 200 bytes of
// whole characters. "..\\..\\x.pdf" -> "x.pdf"; nothing left: "namnlös".
std::string safe_file_name(std::string_view name);
// For a place where only plain letters are safe: "Årsbokslut 2025.pdf" -> "arsbokslut-2025.pdf".
std::string plain_file_name(std::string_view name);

// Checks an upload. Adds problems on `field`: document.empty, document.too_large {MiB}, document.type_unknown,
// document.type_mismatch {what it is} when the name's ending says another type than the content.
struct UploadRules;
void check_upload(const UploadRules&, std::string_view field, std::string_view name, std::string_view bytes, Problems& problems);

bool shown_in_page(std::string_view media_type);   // PDF and pictures; everything else is only downloaded

}  // namespace bygd
