// Mail that comes in: a report that one of ours did not arrive marks it and stands in the diary of its case; an answer
// is filed in its case with what is attached; all else waits for a person. The same message counts once.
#pragma once

#include <filesystem>
#include <string_view>

#include "cases/case_action.hpp"
#include "cases/mail_in.hpp"

namespace bygd {

struct ReceivedMail {
    MailIn mail;
    bool fresh = true;  // false: it had come before; nothing was done, and `mail` is empty
};

// Throws Error invalid (mail_in.empty, mail_in.too_large {MiB}) for what is not even kept.
ReceivedMail receive_mail(const Services&, std::string_view bytes);
// A person says which case one that waits belongs to. Throws not_found, forbidden, conflict (mail.changed), invalid
// (diary_number: required, mail_in.no_case).
void file_mail(const Services&, const Actor&, Id<MailIn>, int version, const std::string& diary_number);
// Or that it is about none.
void set_mail_aside(const Services&, const Actor&, Id<MailIn>, int version);

// Reads each *.eml of a folder and moves it to `read` or, when it cannot be taken, to `refused` below it.
void read_mail_folder(const Services&, const std::filesystem::path& folder);

}  // namespace bygd
