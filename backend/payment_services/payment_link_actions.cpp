#include "payment_services/payment_link_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "payment_services/payment_link_store.hpp"
#include "people/user_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

void require_officer(const Actor& actor) {
    require_case_reader(actor);
    if (!may_change_links(actor)) refuse(ErrorKind::forbidden, "case.officers_only");
}

// The case keeps in its diary what was done with the link and how it stands after.
void tell_case(Transaction& tx, const Actor& actor, const PaymentLink& link, const char* what, const std::string& text,
               Instant now) {
    if (!link.case_id) return;
    DiaryEvent event;
    event.case_id = *link.case_id;
    event.kind = "payment_service_link";
    event.actor = actor.id.valid() ? std::optional(actor.id) : std::nullopt;
    event.actor_name = actor.name;
    event.occurred_at = now;
    event.text = text;
    event.data = nlohmann::json{{"link_change", what},
                                {"link_id", std::to_string(link.id.value())},
                                {"link_kind", to_string(link.kind)},
                                {"link_direction", to_string(link.direction)},
                                {"link_status", to_string(link.status)},
                                {"their_diary_number", link.their_diary_number},
                                {"next_follow_up", link.next_follow_up ? link.next_follow_up->iso() : ""}}
                     .dump();
    append_event(tx, event);
}

void put_contact(Transaction& tx, const std::optional<Id<User>>& chosen, PaymentLink& link, Problems& problems) {
    if (!chosen || *chosen == link.our_contact) return;
    const auto officers = users_with_role(tx, Role::officer);
    const bool known = std::any_of(officers.begin(), officers.end(),
                                   [&](const User& user) { return user.id == *chosen; });
    if (known) link.our_contact = *chosen;
    else problems.push_back({"our_contact", "payment_link.contact_unknown"});
}

void put_case(Transaction& tx, const std::string& number, PaymentLink& link, Problems& problems) {
    if (number.empty()) return;
    const auto subject = find_case(tx, number);
    if (!subject) return problems.push_back({"case", "payment_link.case_unknown"});
    if (subject->outlet != link.outlet) return problems.push_back({"case", "payment_link.case_other_outlet"});
    link.case_id = subject->id;
}

PaymentLink link_to_change(Transaction& tx, Id<PaymentLink> id, int version) {
    const auto found = find_link(tx, id);
    if (!found) refuse(ErrorKind::not_found, "not_found");
    if (found->version != version) refuse(ErrorKind::conflict, "payment_link.changed");
    if (found->status == LinkStatus::closed) refuse(ErrorKind::conflict, "payment_link.closed");
    return *found;
}

}  // namespace

bool may_change_links(const Actor& actor) { return actor.has(Role::officer); }

PaymentLink open_link(const Services& services, const Actor& actor, const OpenLink& command) {
    require_officer(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto today = stockholm_day(now);
        Problems problems;
        PaymentLink blank;
        blank.outlet = command.outlet;
        blank.our_contact = actor.id;
        blank.opened_on = today;
        const auto outlet = find_outlet(tx, command.outlet);
        if (!outlet) problems.push_back({"outlet", "outlet.unknown"});
        else if (outlet->merged_into) problems.push_back({"outlet", "outlet.merged"});
        else put_case(tx, command.case_number, blank, problems);
        put_contact(tx, command.our_contact, blank, problems);
        auto typed = command.typed;
        for (const auto& [name, first] : {std::pair{"project", to_string(blank.project)},
                                          std::pair{"status", to_string(blank.status)},
                                          std::pair{"agent_status", to_string(blank.agent_status)}}) {
            typed.emplace(name, std::string(first));
        }
        auto link = read_link(typed, blank, today, problems);
        if (!link.under_way()) problems.push_back({"status", "payment_link.opened_ended"});
        require_none(std::move(problems));
        attach_to(tx, link.outlet);
        link.id = insert_link(tx, link);
        tell_case(tx, actor, link, "opened", link.note, now);
        return link;
    });
}

PaymentLink change_link(const Services& services, const Actor& actor, const ChangeLink& command) {
    require_officer(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto before = link_to_change(tx, command.id, command.version);
        Problems problems;
        auto link = read_link(command.typed, before, stockholm_day(now), problems);
        put_contact(tx, command.our_contact, link, problems);
        require_none(std::move(problems));
        if (link == before) return link;
        save_link(tx, link);
        ++link.version;
        const bool closed = link.status == LinkStatus::closed;
        const auto text = link.outcome_note != before.outcome_note ? link.outcome_note
                          : link.note != before.note               ? link.note
                                                                   : std::string();
        tell_case(tx, actor, link, closed ? "closed" : "changed", text, now);
        return link;
    });
}

PaymentLink close_link(const Services& services, const Actor& actor, const CloseLink& command) {
    require_officer(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto link = link_to_change(tx, command.id, command.version);
        link.status = LinkStatus::closed;
        link.next_follow_up.reset();
        link.outcome_note = trimmed(command.outcome_note);
        if (link.outcome_note.empty()) {
            throw Error(ErrorKind::invalid, {{"outcome_note", "payment_link.outcome_required"}});
        }
        if (characters(link.outcome_note) > limits::long_text) {
            throw Error(ErrorKind::invalid, {{"outcome_note", "text.too_long", {std::to_string(limits::long_text)}}});
        }
        save_link(tx, link);
        ++link.version;
        tell_case(tx, actor, link, "closed", link.outcome_note, now);
        return link;
    });
}

}  // namespace bygd
