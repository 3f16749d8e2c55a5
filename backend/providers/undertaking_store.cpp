#include "providers/undertaking_store.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace bygd {

namespace {

constexpr std::string_view link_columns =
    "SELECT id, owner_id, owner_person, owned_id, ground, share_bp, valid_from, valid_to, source, note, made_by_name, "
    "made_at,"
    " version FROM organisation_link";
constexpr std::string_view takeover_columns =
    "SELECT id, kind, from_id, to_id, taken_on, share_bp, source, note, made_by_name, made_at, revoked_at, revoked_why"
    " FROM takeover";

OrganisationLink to_link(const Row& row) {
    OrganisationLink link;
    link.id = row.id<OrganisationLink>("id");
    link.owner = row.maybe_id<Organisation>("owner_id");
    link.owner_person = row.text("owner_person");
    link.owned = row.id<Organisation>("owned_id");
    link.ground = link_ground_of(row.text("ground")).value();
    if (const auto share = row.maybe_integer("share_bp")) link.share = BasisPoints{*share};
    link.valid_from = row.date("valid_from");
    link.valid_to = row.maybe_date("valid_to");
    link.source = row.text("source");
    link.note = row.text("note");
    link.made_by = row.text("made_by_name");
    link.made_at = row.instant("made_at");
    link.version = static_cast<int>(row.integer("version"));
    return link;
}

Takeover to_takeover(const Row& row) {
    Takeover takeover;
    takeover.id = row.id<Takeover>("id");
    takeover.kind = row.text("kind") == "merger" ? TakeoverKind::merger : TakeoverKind::split;
    takeover.from = row.id<Organisation>("from_id");
    takeover.to = row.id<Organisation>("to_id");
    takeover.day = row.date("taken_on");
    takeover.share = BasisPoints{row.integer("share_bp")};
    takeover.source = row.text("source");
    takeover.note = row.text("note");
    takeover.made_by = row.text("made_by_name");
    takeover.made_at = row.instant("made_at");
    takeover.revoked = !row.null("revoked_at");
    takeover.revoked_why = row.text("revoked_why");
    return takeover;
}

std::optional<Id<User>> person(Id<User> id) {
    return id.valid() ? std::optional(id) : std::nullopt;
}

// "?, ?, ?" and the ids to bind.
std::string marks(const std::vector<Id<Organisation>>& ids, Values& values) {
    std::string text;
    for (const auto id : ids) {
        text += text.empty() ? "?" : ", ?";
        values.push_back(id);
    }
    return text;
}

}  // namespace

Id<OrganisationLink> insert_organisation_link(Transaction& tx, const OrganisationLink& l, Id<User> by) {
    const auto share = l.share ? Value(l.share->value) : Value(std::nullopt);
    return tx.insert<OrganisationLink>(
        "INSERT INTO organisation_link (owner_id, owner_person, owned_id, ground, share_bp, valid_from, valid_to, "
        "source, note,"
        " made_by, made_by_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {l.owner, l.owner_person, l.owned, to_string(l.ground), share, l.valid_from, l.valid_to, l.source, l.note,
         person(by), l.made_by, l.made_at});
}

void end_organisation_link(Transaction& tx, Id<OrganisationLink> id, int version, Date last_day,
                           const std::string& note) {
    const auto changed = tx.execute(
        "UPDATE organisation_link SET valid_to = ?, note = ?, version = version + 1"
        " WHERE id = ? AND version = ?",
        {last_day, note, id, version});
    if (changed != 1) refuse(ErrorKind::conflict, "link.changed");
}

std::optional<OrganisationLink> find_organisation_link(Transaction& tx, Id<OrganisationLink> id) {
    return tx.one(std::string(link_columns) + " WHERE id = ?", {id}, to_link);
}

std::vector<OrganisationLink> links_touching(Transaction& tx, const std::vector<Id<Organisation>>& ids) {
    if (ids.empty()) return {};
    Values values;
    const auto owners = marks(ids, values);
    const auto owned = marks(ids, values);
    return tx.all(std::string(link_columns) + " WHERE owner_id IN (" + owners + ") OR owned_id IN (" + owned +
                      ") ORDER BY valid_from, id",
                  values, to_link);
}

Id<Takeover> insert_takeover(Transaction& tx, const Takeover& t, Id<User> by) {
    return tx.insert<Takeover>(
        "INSERT INTO takeover (kind, from_id, to_id, taken_on, share_bp, source, note, made_by,"
        " made_by_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {to_string(t.kind), t.from, t.to, t.day, t.share.value, t.source, t.note, person(by), t.made_by, t.made_at});
}

void revoke_takeover(Transaction& tx, Id<Takeover> id, Instant now, const std::string& why) {
    const auto changed = tx.execute(
        "UPDATE takeover SET revoked_at = ?, revoked_why = ? WHERE id = ? AND revoked_at IS NULL", {now, why, id});
    if (changed != 1) refuse(ErrorKind::conflict, "takeover.revoked");
}

std::optional<Takeover> find_takeover(Transaction& tx, Id<Takeover> id) {
    return tx.one(std::string(takeover_columns) + " WHERE id = ?", {id}, to_takeover);
}

std::vector<Takeover> takeovers_into(Transaction& tx, const std::vector<Id<Organisation>>& ids) {
    std::vector<Takeover> found;
    std::set<Id<Organisation>> seen(ids.begin(), ids.end());
    std::set<Id<Takeover>> taken;
    for (auto waiting = ids; !waiting.empty();) {
        Values values;
        const auto into = marks(waiting, values), out_of = marks(waiting, values);
        waiting.clear();
        for (const auto& each : tx.all(std::string(takeover_columns) + " WHERE to_id IN (" + into +
                                           ") OR from_id IN (" + out_of + ") ORDER BY taken_on, id",
                                       values, to_takeover)) {
            if (!taken.insert(each.id).second) continue;
            if (seen.insert(each.from).second) waiting.push_back(each.from);
            found.push_back(each);
        }
    }
    return found;
}

std::vector<Takeover> takeovers_of(Transaction& tx, Id<Organisation> id) {
    return tx.all(std::string(takeover_columns) + " WHERE from_id = ? OR to_id = ? ORDER BY taken_on, id", {id, id},
                  to_takeover);
}

std::vector<UndertakingMember> members_of(Transaction& tx, const std::vector<Id<Organisation>>& ids) {
    if (ids.empty()) return {};
    Values values;
    const auto some = marks(ids, values);
    return tx.all(
        "SELECT id, number, name, kind, undertaking_version FROM organisation WHERE id IN (" + some + ") ORDER BY id",
        values, [](const Row& row) {
            return UndertakingMember{row.id<Organisation>("id"), row.text("number"), row.text("name"), row.text("kind"),
                                     row.integer("undertaking_version")};
        });
}

std::set<Id<Organisation>> Undertaking::ids() const {
    std::set<Id<Organisation>> found;
    for (const auto& member : members) found.insert(member.id);
    return found;
}

Undertaking undertaking_of(Transaction& tx, Id<Organisation> first, Date day) {
    Undertaking found;
    std::map<Id<OrganisationLink>, OrganisationLink> links;
    std::map<Id<Organisation>, UndertakingMember> known;
    std::map<Id<Organisation>, std::string> kinds;
    std::set<Id<Organisation>> group{first}, walked;
    for (std::vector<Id<Organisation>> waiting{first}; !waiting.empty();) {
        std::vector<Id<Organisation>> met = waiting;
        for (auto& link : links_touching(tx, waiting)) {
            if (link.owner) met.push_back(*link.owner);
            met.push_back(link.owned);
            links.emplace(link.id, std::move(link));
        }
        std::erase_if(met, [&](const auto id) { return known.contains(id); });
        for (auto& member : members_of(tx, met)) {
            kinds[member.id] = member.kind;
            known.emplace(member.id, std::move(member));
        }
        walked.insert(waiting.begin(), waiting.end());
        std::vector<OrganisationLink> all;
        for (const auto& [id, link] : links) all.push_back(link);
        group = single_undertaking(first, all, kinds, day);
        waiting.clear();
        for (const auto id : group) {
            if (!walked.contains(id)) waiting.push_back(id);
        }
    }
    for (const auto id : group) {
        if (const auto member = known.find(id); member != known.end()) found.members.push_back(member->second);
    }
    for (auto& [id, link] : links) found.links.push_back(std::move(link));
    return found;
}

void hold_undertaking(Transaction& tx, const std::vector<UndertakingMember>& as_read) {
    auto members = as_read;
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    for (const auto& member : members) {
        const auto changed = tx.execute(
            "UPDATE organisation SET undertaking_version = undertaking_version + 1"
            " WHERE id = ? AND undertaking_version = ?",
            {member.id, member.version});
        if (changed != 1) throw Overtaken("de_minimis.overtaken");
    }
}

void disturb_undertaking(Transaction& tx, std::vector<Id<Organisation>> ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const auto id : ids) {
        const auto changed = tx.execute(
            "UPDATE organisation SET undertaking_version = undertaking_version + 1 WHERE id = ? AND merged_into IS NULL", {id});
        if (changed != 1) throw Overtaken("organisation.merged");
    }
}

}  // namespace bygd
