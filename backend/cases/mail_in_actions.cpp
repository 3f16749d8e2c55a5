#include "cases/mail_in_actions.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/case_mail.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/mail_actions.hpp"
#include "cases/mail_in_store.hpp"
#include "database/pool.hpp"
#include "documents/document_room.hpp"
#include "documents/document_store.hpp"
#include "jobs/mail_reader.hpp"
#include "jobs/outbox_store.hpp"
#include "people/user.hpp"

namespace bygd {

namespace {

std::string cut(std::string_view text, std::size_t most) {
    auto line = trimmed(one_line(text));
    if (line.size() <= most) return line;
    while (most > 0 && (static_cast<unsigned char>(line[most]) & 0xC0) == 0x80) --most;
    return line.substr(0, most);
}

std::string sender_of(const IncomingMail& mail) {
    if (mail.from.name.empty()) return mail.from.address;
    return mail.from.address.empty() ? mail.from.name : mail.from.name + " <" + mail.from.address + ">";
}

Document store_message(Transaction& tx, std::string_view bytes, const std::string& subject, Instant now) {
    const auto named = replaced_all(cut(subject.empty() ? "utan ämne" : subject, 120), "/", "-");  // else a path
    return store_document(tx, "E-post " + named + ".eml", bytes, std::nullopt, now, "message/rfc822");
}

// In the case: the message, what is attached to it and may be kept, the event, and word to the officer.
void file_in(const Services& services, Transaction& tx, const Actor& actor, Case& subject, const MailIn& in,
             const IncomingMail& mail, Instant now) {
    link_document(tx, subject.id, *in.document, "mail", "in", in.sender);
    std::vector<std::string> files, refused;
    for (const auto& file : mail.attachments) {
        const auto name = safe_file_name(file.name);
        Problems problems;
        check_upload(services.documents.uploads, "file", name, file.bytes, problems);
        if (!problems.empty()) {
            refused.push_back(name);
            continue;
        }
        const auto document = store_document(tx, name, file.bytes, std::nullopt, now);
        link_document(tx, subject.id, document.id, "mail", "in", in.sender);
        files.push_back(document.name);
    }
    const ActionInput nothing;
    ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}};
    context.facts = {
        {"mail", in.subject}, {"mail_from", in.sender}, {"document_id", std::to_string(in.document->value())}};
    if (!files.empty()) context.facts["mail_files"] = joined(files, ", ");
    if (!refused.empty()) context.facts["mail_refused"] = joined(refused, ", ");
    append_event(tx, event_of(context, "mail_received"));
    auto writer = actor;
    writer.name = in.sender;
    ActionContext word{services, tx, writer, now, subject, nothing, "", {{"mail_in", std::to_string(in.id.value())}},
                       {}};
    services.effects.follow({"mail_received"}, word);
}

void take_bounce(const Services& services, Transaction& tx, const BounceReport& report, MailIn& in) {
    in.state = "waiting";
    in.why = "bounce_of_none";
    for (const auto& id : report.message_ids) {
        const auto ours = find_mail_by_message_id(tx, id);
        if (!ours) continue;
        in.state = "bounce";
        in.why = report.final ? "bounced" : "delayed";
        in.answers = ours->id;
        in.subject_case = ours->subject_case;
        auto answer = report.answer;
        if (!report.recipient.empty()) answer = report.recipient + ": " + answer;
        if (!report.final) return note_delayed(tx, *ours, in.received_at, answer);
        if (note_bounced(tx, ours->id, in.received_at, answer))
            tell_mail(services, tx, *ours, "bounced", in.received_at);
        return;
    }
}

// Which case it is about. `why` says how that is known, or why it is not.
std::optional<Case> case_of(const Services& services, Transaction& tx, const IncomingMail& mail, MailIn& in) {
    for (const auto& id : mail.references) {
        const auto ours = find_mail_by_message_id(tx, id);
        if (!ours || !ours->subject_case) continue;
        in.answers = ours->id;
        break;
    }
    const auto numbers = diary_numbers_in(mail.subject, services.region.diary_series);
    const auto answered = in.answers ? find_case(tx, *find_mail(tx, *in.answers)->subject_case) : std::nullopt;
    if (mail.automatic) {
        in.why = "automatic";
        return std::nullopt;
    }
    if (numbers.size() > 1) {
        in.why = "several_numbers";
        return std::nullopt;
    }
    if (numbers.empty()) {
        in.why = answered ? "answer" : "no_number";
        return answered;
    }
    auto named = find_case(tx, numbers.front());
    in.why = !named ? "no_case" : answered && answered->id != named->id ? "another_case" : "number";
    return in.why == "number" ? named : std::nullopt;
}

std::string folder_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    if (!stream) throw std::runtime_error("cannot read " + path.filename().string());
    return bytes.str();
}

}  // namespace

ReceivedMail receive_mail(const Services& services, std::string_view bytes) {
    if (trimmed(bytes).empty()) throw Error(ErrorKind::invalid, {{"", "mail_in.empty"}});
    if (bytes.size() > limits::body_bytes) {
        throw Error(ErrorKind::invalid,
                    {{"", "mail_in.too_large", {std::to_string(limits::body_bytes / 1024 / 1024)}}});
    }
    Problems found;
    scan_upload(services.documents.uploads, "", bytes, found);
    require_none(std::move(found));
    const auto read = read_mail(bytes);
    const auto house = system_actor();
    const auto take = [&](Transaction& tx) {
        ReceivedMail received;
        auto& in = received.mail;
        in.received_at = services.clock.now();
        in.once_key =
            sha256_hex(read && !read->message_id.empty() ? "id:" + read->message_id : "all:" + std::string(bytes));
        in.state = "waiting";
        in.why = "unreadable";
        std::optional<Case> subject;
        if (read) {
            in.sender = cut(sender_of(*read), 290);
            in.subject = cut(read->subject, 290);
            if (read->bounce)
                take_bounce(services, tx, *read->bounce, in);
            else
                subject = case_of(services, tx, *read, in);
            if (subject) {
                in.state = "filed";
                in.subject_case = subject->id;
            }
        }
        in.document = store_message(tx, bytes, in.subject, in.received_at).id;
        if (!insert_mail_in(tx, in)) throw AlreadyDone{in.once_key};
        if (subject) file_in(services, tx, house, *subject, in, *read, in.received_at);
        return received;
    };
    try {
        return services.database.transact(take);
    } catch (const AlreadyDone&) {
        return {MailIn(), false};
    }
}

void file_mail(const Services& services, const Actor& actor, Id<MailIn> id, int version,
               const std::string& diary_number) {
    require_case_reader(actor);
    if (!may_handle_mail(actor)) refuse(ErrorKind::forbidden, "case.officers_only");
    services.database.transact(actor, [&](Transaction& tx) {
        auto in = find_mail_in(tx, id);
        if (!in) refuse(ErrorKind::not_found, "not_found");
        if (trimmed(diary_number).empty()) throw Error(ErrorKind::invalid, {{"diary_number", "required"}});
        const auto numbers = diary_numbers_in(diary_number, services.region.diary_series);
        auto subject = numbers.size() == 1 ? find_case(tx, numbers.front()) : std::nullopt;
        if (!subject) throw Error(ErrorKind::invalid, {{"diary_number", "mail_in.no_case"}});
        const auto now = services.clock.now();
        in->version = version;
        in->state = "filed";
        in->why = "person";
        in->subject_case = subject->id;
        if (!settle_mail_in(tx, *in, actor.id, now)) refuse(ErrorKind::conflict, "mail.changed");
        const auto bytes = document_bytes(tx, find_document(tx, *in->document).value());
        file_in(services, tx, actor, *subject, *in, read_mail(bytes).value_or(IncomingMail()), now);
    });
}

void set_mail_aside(const Services& services, const Actor& actor, Id<MailIn> id, int version) {
    require_case_reader(actor);
    if (!may_handle_mail(actor)) refuse(ErrorKind::forbidden, "case.officers_only");
    services.database.transact(actor, [&](Transaction& tx) {
        auto in = find_mail_in(tx, id);
        if (!in) refuse(ErrorKind::not_found, "not_found");
        in->version = version;
        in->state = "set_aside";
        in->why = "person";
        if (!settle_mail_in(tx, *in, actor.id, services.clock.now())) refuse(ErrorKind::conflict, "mail.changed");
    });
}

void read_mail_folder(const Services& services, const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() == ".eml") files.push_back(entry.path());
    }
    for (const auto& file : files) {
        std::string where = "read";
        try {
            receive_mail(services, folder_file(file));
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::unavailable) throw;
            log::warning("mail.refused", {{"file", one_line(file.filename().string())}, {"why", error.what()}});
            where = "refused";
        }
        fs::create_directories(folder / where);
        fs::rename(file, folder / where / file.filename());
    }
}

}  // namespace bygd
