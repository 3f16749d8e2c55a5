#include "documents/document.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "documents/upload.hpp"

namespace bygd {

namespace {

constexpr std::string_view docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view odt = "application/vnd.oasis.opendocument.text";
constexpr std::string_view ods = "application/vnd.oasis.opendocument.spreadsheet";

// The endings a type may have. What is not here is not accepted.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> endings{{
    {".pdf", "application/pdf"}, {".png", "image/png"}, {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"},
    {".tif", "image/tiff"}, {".tiff", "image/tiff"}, {".docx", docx}, {".xlsx", xlsx}, {".odt", odt}, {".ods", ods},
    {".txt", "text/plain"}, {".csv", "text/csv"}, {".eml", "message/rfc822"}, {".html", "text/html"}}};

std::string_view type_by_ending(std::string_view name) {
    const auto low = lowered(name);
    for (const auto& [ending, type] : endings) {
        if (low.ends_with(ending) && type != "text/html") return type;
    }
    return "";
}

// An OOXML or ODF file is a zip that names its parts near the beginning; one with macros is refused.
std::string_view type_of_zip(std::string_view bytes) {
    if (bytes.find("vbaProject.bin") != bytes.npos) return "";
    const auto head = bytes.substr(0, 200);
    if (head.find(odt) != head.npos) return odt;
    if (head.find(ods) != head.npos) return ods;
    if (bytes.find("[Content_Types].xml") == bytes.npos) return "";
    if (bytes.find("word/document.xml") != bytes.npos) return docx;
    if (bytes.find("xl/workbook.xml") != bytes.npos) return xlsx;
    return "";
}

bool looks_like_markup(std::string_view bytes) {
    const auto head = lowered(trimmed(bytes.substr(0, 512)));
    return head.starts_with("<") || head.find("<script") != head.npos || head.find("<html") != head.npos;
}

}  // namespace

std::string sniff_media_type(std::string_view bytes, std::string_view name) {
    using namespace std::literals;
    // A file that is a PDF and something else at once begins with the something else.
    if (bytes.starts_with("%PDF-")) return "application/pdf";
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return "image/png";
    if (bytes.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
    if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return "image/tiff";
    if (bytes.starts_with("PK\x03\x04"sv)) return std::string(type_of_zip(bytes));
    const bool text = valid_utf8(bytes) && bytes.find('\0') == bytes.npos && !looks_like_markup(bytes);
    if (!text || bytes.starts_with("#!")) return "";
    const auto wanted = type_by_ending(name);
    if (wanted == "text/csv" || wanted == "message/rfc822") return std::string(wanted);
    return "text/plain";
}

std::string safe_file_name(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    if (slash != name.npos) name = name.substr(slash + 1);
    std::string safe;
    for (const char c : one_line(name)) {
        if (std::string_view("<>:\"|?*").find(c) == std::string_view::npos) safe += c;
    }
    // Marks that turn the reading direction can make "gpj.exe" look like "exe.jpg".
    for (const auto* mark : {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"}) {
        safe = replaced_all(safe, mark, "");
    }
    safe = trimmed(safe);
    while (safe.starts_with(".")) safe.erase(0, 1);
    while (safe.size() > limits::file_name_bytes || !valid_utf8(safe)) safe.pop_back();
    return safe.empty() ? "namnlös" : safe;
}

std::string plain_file_name(std::string_view name) {
    auto low = lowered(safe_file_name(name));
    for (const auto& [from, to] : {std::pair("å", "a"), std::pair("ä", "a"), std::pair("ö", "o"), std::pair("é", "e")}) {
        low = replaced_all(low, from, to);
    }
    std::string plain;
    for (const char c : low) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
        if (kept) plain += c;
        else if (!plain.empty() && plain.back() != '-') plain += '-';
    }
    while (plain.ends_with("-")) plain.pop_back();
    return plain.empty() ? "file" : plain;
}

void check_upload(const UploadRules& rules, std::string_view field, std::string_view name, std::string_view bytes, Problems& problems) {
    const std::string on(field);
    if (bytes.empty()) {
        problems.push_back({on, "document.empty"});
        return;
    }
    if (bytes.size() > rules.file_bytes) {
        problems.push_back({on, "document.too_large", {std::to_string(rules.file_bytes / 1024 / 1024)}});
        return;
    }
    const auto type = sniff_media_type(bytes, name);
    if (type.empty()) {
        problems.push_back({on, "document.type_unknown"});
    } else if (type_by_ending(name) != type) {
        problems.push_back({on, "document.type_mismatch", {type}});
    }
}

bool shown_in_page(std::string_view media_type) {
    return media_type == "application/pdf" || media_type == "image/png" || media_type == "image/jpeg";
}

}  // namespace bygd
