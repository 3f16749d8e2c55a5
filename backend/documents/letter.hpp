// Turns the HTML of a letter into the file that is sent and kept: a PDF/A-3b made by weasyprint in a child process, with a
// time limit and without network. The maker for demo data keeps the HTML itself, because some hundred PDFs take minutes.
#pragma once

#include <string>
#include <string_view>

namespace bygd {

struct LetterFile {
    std::string bytes, media_type, ending;   // "application/pdf", ".pdf"
};

class LetterMaker {
public:
    virtual ~LetterMaker() = default;
    // `data` is the decision as JSON, attached inside the PDF so that programs read what people read.
    // Throws Error unavailable letter.failed when the PDF could not be made; the log says why.
    virtual LetterFile make(std::string_view html, std::string_view data) const = 0;
};

class PdfLetterMaker : public LetterMaker {
public:
    LetterFile make(std::string_view html, std::string_view data) const override;
};

class HtmlLetterMaker : public LetterMaker {
public:
    LetterFile make(std::string_view html, std::string_view data) const override;
};

}  // namespace bygd
