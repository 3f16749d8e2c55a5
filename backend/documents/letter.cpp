#include "documents/letter.hpp"

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "documents/child_process.hpp"

namespace bygd {

namespace {

constexpr std::chrono::seconds time_limit{60};

}  // namespace

LetterFile PdfLetterMaker::make(std::string_view html, const LetterData& data) const {
    const TemporaryFolder folder;
    if (!folder.write("letter.html", html) || !folder.write(data.name, data.json)) refuse(ErrorKind::unavailable, "letter.failed");
    const auto result = run_child({"weasyprint", "--encoding", "utf-8", "--pdf-variant", "pdf/a-3b", "--attachment", data.name,
                                   "letter.html", "letter.pdf"}, folder.path(), time_limit);
    auto pdf = folder.read("letter.pdf");
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
