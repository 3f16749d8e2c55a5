#include "cases/mail_actions.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case_mail.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "jobs/outbox_store.hpp"

namespace bygd {

namespace {

OutboxMail read_for(Transaction& tx, const Actor& actor, Id<OutboxMail> id, int version) {
    const auto found = find_mail(tx, id);
    if (!found) refuse(ErrorKind::not_found, "not_found");
    if (!may_handle_mail(actor)) refuse(ErrorKind::forbidden, "case.officers_only");
    if (found->version != version) refuse(ErrorKind::conflict, "mail.changed");
    return *found;
}

void tell_diary(Transaction& tx, const Actor& actor, const OutboxMail& mail, const std::string& kind,
                const std::string& to, Instant now) {
    if (!mail.subject_case || mail.user) return;
    DiaryEvent event;
    event.case_id = *mail.subject_case;
    event.kind = kind;
    event.actor = actor.id;
    event.actor_name = actor.name;
    event.occurred_at = now;
    event.data = nlohmann::json{{"mail", mail.subject}, {"mail_to", to}, {"message_id", mail.message_id}}.dump();
    append_event(tx, event);
}

}  // namespace

bool may_handle_mail(const Actor& actor) {
    return actor.has(Role::officer) || actor.has(Role::manager);
}

OutboxMail resend_mail(const Services& services, const Actor& actor, Id<OutboxMail> id, int version,
                       const std::string& recipient) {
    require_case_reader(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto mail = read_for(tx, actor, id, version);
        if (!mail.may_send_again()) refuse(ErrorKind::conflict, "mail.not_again");
        const auto to = trimmed(recipient);
        if (to.empty()) throw Error(ErrorKind::invalid, {{"recipient", "required"}});
        if (to.find('<') != to.npos || !mail_address_of(to))
            throw Error(ErrorKind::invalid, {{"recipient", "email.format"}});
        const auto now = services.clock.now();
        if (!send_again(tx, mail, to, actor.name, now)) refuse(ErrorKind::conflict, "mail.changed");
        tell_diary(tx, actor, mail, "mail_again", to, now);
        return find_mail(tx, id).value();
    });
}

OutboxMail stop_mail(const Services& services, const Actor& actor, Id<OutboxMail> id, int version) {
    require_case_reader(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto mail = read_for(tx, actor, id, version);
        if (!mail.may_cancel()) refuse(ErrorKind::conflict, "mail.not_waiting");
        const auto now = services.clock.now();
        if (!cancel_mail(tx, mail, actor.name, now)) refuse(ErrorKind::conflict, "mail.changed");
        tell_diary(tx, actor, mail, "mail_cancelled", mail.recipient, now);
        return find_mail(tx, id).value();
    });
}

}  // namespace bygd
