// The texts of mail as dated data (schemas/mail): which mail follows from what, to whom, and its words. A text in use
// is never edited; a new row with a later valid_from takes over. Pure once read.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"
#include "base/label.hpp"

namespace bygd {

using MailFacts = std::map<std::string, std::string, std::less<>>;

struct MailText {
    // Said only when every fact of `when`, and every fact named in it, is known.
    struct Paragraph {
        std::vector<std::string> when;
        Label text;
    };
    std::string name;
    Label label;                     // what kind of mail it is, for lists
    std::vector<std::string> after;  // effects of steps, and happenings of cases/case_mail
    std::string to;                  // "applicant", "asked", "officer", "user"
    std::string once;                // the fact that tells one from the next; empty: the version of the case
    bool letter = false;             // goes with the letter of the step, where letters may be sent
    Date valid_from;
    std::optional<Date> valid_to;  // last day, included
    Label subject;
    std::vector<Paragraph> paragraphs;

    bool holds(Date day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
};

struct ComposedMail {
    std::string subject, text;  // text in paragraphs, with \n\n between
};

class MailTexts {
public:
    MailTexts() = default;
    // Throws std::runtime_error with every fault of every file.
    static MailTexts load(const std::filesystem::path& folder);
    // `where` names the file in what is thrown.
    static MailTexts parse(std::string_view json, const std::string& where);

    const MailText* find(std::string_view name, Date day) const;  // null: none that holds
    std::vector<const MailText*> after(std::string_view what, Date day) const;
    const std::vector<MailText>& all() const { return texts_; }
    // Names in `after` that nobody knows.
    std::vector<std::string> faults(const std::vector<std::string>& happenings) const;

private:
    std::vector<MailText> texts_;
};

// Filled in, on one line where it must be, and without personal numbers.
ComposedMail compose(const MailText&, const MailFacts&, std::string_view language);

// What is always known when a mail about a case is written, and what may be.
const std::vector<std::string>& certain_mail_facts();
const std::vector<std::string>& possible_mail_facts();

}  // namespace bygd
