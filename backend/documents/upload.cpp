#include "documents/upload.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "documents/child_process.hpp"
#include "documents/clamd_client.hpp"
#include "documents/document.hpp"

namespace bygd {

namespace {

constexpr std::chrono::seconds pdf_time{10};
// Fewer bytes cannot hold more pages than anybody allows, and most scanned letters are not asked about in vain.
constexpr std::size_t pdf_worth_counting = 8 * 1024;

bool refused_already(const UploadRules& rules, const NewFile& file) {
    Problems problems;
    check_upload(rules, file.field, file.name, file.bytes, problems);
    return !problems.empty();
}

}  // namespace

void screen_uploads(const UploadRules& rules, const std::vector<NewFile>& files, Problems& problems) {
    for (const auto& file : files) {
        if (refused_already(rules, file)) continue;
        const std::string field(file.field);
        if (file.bytes.starts_with("%PDF-") && file.bytes.size() >= pdf_worth_counting) {
            const auto pages = pdf_pages(file.bytes);
            if (pages && *pages > rules.pdf_pages) {
                problems.push_back({field, "document.too_many_pages", {std::to_string(rules.pdf_pages), std::to_string(*pages)}});
                continue;
            }
        }
        scan_upload(rules, field, file.bytes, problems);
    }
}

void scan_upload(const UploadRules& rules, std::string_view field, std::string_view bytes, Problems& problems) {
    if (rules.clamd.empty()) return;
    const auto scanned = scan_with_clamd(rules.clamd, bytes);
    if (scanned.verdict == ScanVerdict::unreachable) {
        log::error("clamd.unreachable", {{"why", one_line(scanned.text)}});
        throw Error(ErrorKind::unavailable, {{std::string(field), "document.scan_unreachable"}});
    }
    if (scanned.verdict == ScanVerdict::clean) return;
    log::warning("upload.infected", {{"what", one_line(scanned.text)}});
    problems.push_back({std::string(field), "document.infected", {one_line(scanned.text)}});
}

std::optional<int> pdf_pages(std::string_view bytes) {
    const TemporaryFolder folder;
    if (!folder.write("upload.pdf", bytes)) return std::nullopt;
    const auto result = run_child({"pdfinfo", "upload.pdf"}, folder.path(), pdf_time);
    for (const auto& line : split(result.output, '\n')) {
        if (!line.starts_with("Pages:")) continue;
        const auto pages = whole_number(trimmed(line.substr(6)));
        if (pages && *pages >= 0 && *pages < 10'000'000) return static_cast<int>(*pages);
    }
    return std::nullopt;
}

}  // namespace bygd
