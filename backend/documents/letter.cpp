#include "documents/letter.hpp"

#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "documents/child_process.hpp"

namespace bygd {

namespace {

constexpr std::chrono::seconds time_limit{60};

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::ofstream stream(file, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream.flush()) refuse(ErrorKind::unavailable, "letter.failed");
}

}  // namespace

LetterFile PdfLetterMaker::make(std::string_view html, const LetterData& data) const {
    const TemporaryFolder folder;
    write_file(folder.path() / "letter.html", html);
    write_file(folder.path() / data.name, data.json);
    const auto result = run_child({"weasyprint", "--encoding", "utf-8", "--pdf-variant", "pdf/a-3b", "--attachment", data.name,
                                   "letter.html", "letter.pdf"}, folder.path(), time_limit);
    std::ifstream stream(folder.path() / "letter.pdf", std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    auto pdf = bytes.str();
    if (result.exit_code != 0 || !pdf.starts_with("%PDF-")) {
        log::error("letter_failed", {{"exit", std::to_string(result.exit_code)},
                                     {"timed_out", result.timed_out ? "yes" : "no"}, {"why", one_line(result.errors)}});
        refuse(ErrorKind::unavailable, "letter.failed");
    }
    return {std::move(pdf), "application/pdf", ".pdf"};
}

LetterFile HtmlLetterMaker::make(std::string_view html, const LetterData&) const {
    return {std::string(html), "text/html", ".html"};
}

}  // namespace bygd
