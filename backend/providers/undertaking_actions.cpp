#include "providers/undertaking_actions.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "providers/organisation_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_event_store.hpp"
#include "providers/undertaking_store.hpp"

namespace bygd {

namespace {

void require_writer(const Actor& actor) {
    require_provider_reader(actor);
    if (!may_write_providers(actor)) refuse(ErrorKind::forbidden, "provider.officers_only");
}

std::string field(const Typed& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

Organisation known(Transaction& tx, Id<Organisation> id) {
    auto found = find_organisation(tx, id);
    if (!found) refuse(ErrorKind::not_found, "not_found");
    if (found->merged_into) refuse(ErrorKind::conflict, "organisation.merged");
    return *std::move(found);
}

// The organisation typed by its number. A number that could not be read has its own problem already.
std::optional<Organisation> other_one(Transaction& tx, const std::string& digits, Id<Organisation> here,
                                      Problems& problems) {
    if (digits.empty()) return std::nullopt;
    auto found = organisation_by_number(tx, digits);
    if (!found)
        problems.push_back({"other_number", "link.organisation_unknown"});
    else if (found->id == here)
        problems.push_back({"other_number", "link.itself"});
    return found;
}

void tell(Transaction& tx, const Actor& actor, Instant now, const std::vector<Id<Organisation>>& about,
          const std::vector<ProviderChange>& changes) {
    for (const auto id : about) {
        ProviderEvent event;
        event.kind = "organisation_changed";
        event.organisation = id;
        if (actor.id.valid()) event.actor = actor.id;
        event.actor_name = actor.name;
        event.at = now;
        event.changes = changes;
        append_provider_event(tx, event);
    }
}

std::string days(const OrganisationLink& link) {
    return link.valid_from.iso() + " –" + (link.valid_to ? " " + link.valid_to->iso() : "");
}

std::string owner_name(Transaction& tx, const OrganisationLink& link) {
    return link.owner ? known(tx, *link.owner).name : link.owner_person;
}

std::string between(const std::string& from, const std::string& to) {
    return from + " → " + to;
}

std::vector<Id<Organisation>> ends(const OrganisationLink& link) {
    std::vector<Id<Organisation>> found{link.owned};
    if (link.owner) found.push_back(*link.owner);
    return found;
}

}  // namespace

OrganisationLink add_organisation_link(Database& database, const Clock& clock, const Actor& actor,
                                       Id<Organisation> here, const Typed& fields) {
    require_writer(actor);
    return database.transact(actor, [&](Transaction& tx) {
        const auto now = clock.now();
        known(tx, here);
        Problems problems;
        auto read = read_organisation_link(fields, problems);
        const auto other = other_one(tx, read.other_number, here, problems);
        require_none(std::move(problems));
        auto& link = read.link;
        link.owned = read.role == "owned" ? other->id : here;
        if (read.role == "owner") link.owner = other->id;
        if (read.role == "owned") link.owner = here;
        link.made_by = actor.name;
        link.made_at = now;
        disturb_undertaking(tx, ends(link));
        link.id = insert_organisation_link(tx, link, actor.id);
        std::vector<ProviderChange> changes{
            {"undertaking_link", "", between(owner_name(tx, link), known(tx, link.owned).name)},
            {"undertaking_ground", "", std::string(to_string(link.ground))},
            {"undertaking_days", "", days(link)}};
        if (link.share) changes.push_back({"undertaking_share", "", share_text(*link.share) + " %"});
        tell(tx, actor, now, ends(link), changes);
        return link;
    });
}

OrganisationLink end_organisation_link(Database& database, const Clock& clock, const Actor& actor,
                                       Id<OrganisationLink> id, int version, const Typed& fields) {
    require_writer(actor);
    return database.transact(actor, [&](Transaction& tx) {
        const auto now = clock.now();
        auto link = find_organisation_link(tx, id);
        if (!link) refuse(ErrorKind::not_found, "not_found");
        const auto before = days(*link);
        Problems problems;
        link->note = read_line(fields, "note", true, problems, limits::ledger_text);
        if (!field(fields, "mistaken").empty()) {
            link->valid_to = link->valid_from.plus_days(-1);
        } else {
            try {
                link->valid_to = Date::parse(field(fields, "last_day"), "last_day");
                if (*link->valid_to < link->valid_from)
                    problems.push_back({"last_day", "link.ends_before", {link->valid_from.iso()}});
            } catch (const Error& error) {
                add(problems, error.problems());
            }
        }
        require_none(std::move(problems));
        disturb_undertaking(tx, ends(*link));
        end_organisation_link(tx, id, version, *link->valid_to, link->note);
        ++link->version;
        tell(tx, actor, now, ends(*link),
             {{"undertaking_link", "", between(owner_name(tx, *link), known(tx, link->owned).name)},
              {"undertaking_days", before, days(*link)},
              {"undertaking_note", "", link->note}});
        return *link;
    });
}

Takeover add_takeover(Database& database, const Clock& clock, const Actor& actor, Id<Organisation> here,
                      const Typed& fields) {
    require_writer(actor);
    return database.transact(actor, [&](Transaction& tx) {
        const auto now = clock.now();
        known(tx, here);
        Problems problems;
        auto read = read_takeover(fields, stockholm_day(now), problems);
        const auto other = other_one(tx, read.other_number, here, problems);
        require_none(std::move(problems));
        auto& takeover = read.takeover;
        takeover.from = read.role == "to" ? here : other->id;
        takeover.to = read.role == "to" ? other->id : here;
        takeover.made_by = actor.name;
        takeover.made_at = now;
        disturb_undertaking(tx, {takeover.from, takeover.to});
        takeover.id = insert_takeover(tx, takeover, actor.id);
        tell(tx, actor, now, {takeover.from, takeover.to},
             {{"takeover", "", between(known(tx, takeover.from).name, known(tx, takeover.to).name)},
              {"undertaking_share", "", share_text(takeover.share) + " %"},
              {"undertaking_days", "", takeover.day.iso()}});
        return takeover;
    });
}

Takeover revoke_takeover(Database& database, const Clock& clock, const Actor& actor, Id<Takeover> id,
                         const Typed& fields) {
    require_writer(actor);
    return database.transact(actor, [&](Transaction& tx) {
        const auto now = clock.now();
        auto takeover = find_takeover(tx, id);
        if (!takeover) refuse(ErrorKind::not_found, "not_found");
        Problems problems;
        takeover->revoked_why = read_line(fields, "why", true, problems, limits::ledger_text);
        require_none(std::move(problems));
        disturb_undertaking(tx, {takeover->from, takeover->to});
        revoke_takeover(tx, id, now, takeover->revoked_why);
        takeover->revoked = true;
        tell(tx, actor, now, {takeover->from, takeover->to},
             {{"takeover_revoked", "", between(known(tx, takeover->from).name, known(tx, takeover->to).name)},
              {"undertaking_note", "", takeover->revoked_why}});
        return *takeover;
    });
}

}  // namespace bygd
