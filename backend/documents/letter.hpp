// Turns the HTML of a letter into the file that is sent and kept: a PDF/A-3b made by weasyprint in a child process, with a
// time limit and without network. The maker for demo data keeps the HTML itself, because some hundred PDFs take minutes.
#pragma once

#include <string>
#include <string_view>

namespace bygd {

struct LetterFile {
    std::string bytes, media_type, ending;   // "application/pdf", ".pdf"
};

// What the letter says, as JSON, attached inside the PDF so that programs read what people read.
struct LetterData {
    std::string name, json;                  // "beslut.json"
};

class LetterMaker {
public:
    virtual ~LetterMaker() = default;
    // Throws Error unavailable letter.failed when the PDF could not be made; the log says why.
    virtual LetterFile make(std::string_view html, const LetterData& data) const = 0;
};

class PdfLetterMaker : public LetterMaker {
public:
    LetterFile make(std::string_view html, const LetterData& data) const override;
};

class HtmlLetterMaker : public LetterMaker {
public:
    LetterFile make(std::string_view html, const LetterData& data) const override;
};

}  // namespace bygd
