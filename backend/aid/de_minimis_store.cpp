#include "aid/de_minimis_store.hpp"

#include <algorithm>

#include "aid/de_minimis_rows.hpp"
#include "aid/parameters.hpp"
#include "base/error.hpp"

namespace bygd {

namespace {

std::optional<Id<User>> person(Id<User> id) {
    return id.valid() ? std::optional(id) : std::nullopt;
}

std::string marks(const std::vector<Id<Organisation>>& ids, Values& values) {
    std::string text;
    for (const auto id : ids) {
        text += text.empty() ? "?" : ", ?";
        values.push_back(id);
    }
    return text;
}

std::string selected() {
    return "SELECT " + std::string(aid_columns) + " FROM de_minimis_grant g";
}

}  // namespace

AidGrant to_aid_grant(const Row& row) {
    AidGrant grant;
    grant.id = row.id<AidGrant>("id");
    grant.organisation = row.id<Organisation>("organisation_id");
    grant.ledger = aid_ledger_of(row.text("ledger")).value();
    grant.regulation = row.text("regulation");
    grant.source = aid_source_of(row.text("source")).value();
    grant.day = row.date("granted_on");
    grant.granter = row.text("granter");
    grant.kronor = row.maybe_money("amount_ore");
    grant.euro = Money::of_minor(row.integer("eur_cents"), Currency::eur);
    grant.rate = row.maybe_integer("rate_millionths");
    grant.rate_day = row.maybe_date("rate_day");
    grant.rate_source = row.text("rate_source");
    grant.subject = row.maybe_id<Case>("case_id");
    grant.decision = row.maybe_id<Decision>("decision_id");
    grant.corrects = row.maybe_id<AidGrant>("corrects_id");
    grant.same_as = row.maybe_id<AidGrant>("same_as_id");
    grant.sector = row.text("sector");
    grant.note = row.text("note");
    grant.register_by = row.maybe_date("register_by");
    grant.made_by = row.text("made_by_name");
    grant.made_at = row.instant("made_at");
    return grant;
}

Id<AidGrant> insert_aid_grant(Transaction& tx, const AidGrant& g, Id<User> by) {
    return tx.insert<AidGrant>(
        "INSERT INTO de_minimis_grant (organisation_id, ledger, regulation, source, granted_on, granter, amount_ore, "
        "eur_cents,"
        " rate_millionths, rate_day, rate_source, case_id, decision_id, corrects_id, same_as_id, sector, note, "
        "register_by,"
        " made_by, made_by_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {g.organisation, to_string(g.ledger), g.regulation,  to_string(g.source),
         g.day,          g.granter,           g.kronor,      g.euro,
         g.rate,         g.rate_day,          g.rate_source, g.subject,
         g.decision,     g.corrects,          g.same_as,     g.sector,
         g.note,         g.register_by,       person(by),    g.made_by,
         g.made_at});
}

std::optional<AidGrant> find_aid_grant(Transaction& tx, Id<AidGrant> id) {
    return tx.one(selected() + " WHERE g.id = ?", {id}, to_aid_grant);
}

std::vector<AidGrant> corrections_of(Transaction& tx, Id<AidGrant> id) {
    return tx.all(selected() + " WHERE g.corrects_id = ? ORDER BY g.id", {id}, to_aid_grant);
}

std::vector<AidGrant> aid_of(Transaction& tx, const std::vector<Id<Organisation>>& ids,
                             std::optional<AidLedger> ledger) {
    if (ids.empty()) return {};
    Values values;
    auto where = " WHERE g.organisation_id IN (" + marks(ids, values) + ")";
    if (ledger) {
        where += " AND g.ledger = ?";
        values.push_back(to_string(*ledger));
    }
    return tx.all(selected() + where + " ORDER BY g.granted_on, g.id", values, to_aid_grant);
}

std::vector<AidGrant> own_aid_of_case(Transaction& tx, Id<Case> id) {
    return tx.all(selected() + " WHERE g.case_id = ? AND g.source = 'own' AND g.corrects_id IS NULL ORDER BY g.id",
                  {id}, to_aid_grant);
}

std::vector<AidGrant> told_in_case(Transaction& tx, Id<Case> id) {
    return tx.all(selected() + " WHERE g.case_id = ? AND g.source <> 'own' ORDER BY g.id", {id}, to_aid_grant);
}

namespace {

// The company, the rate of the day, and whether anything more must be asked.
struct FirstLook {
    UndertakingMember member;
    bool linked = false, taken = false;
    std::optional<ExchangeRate> rate;
};

std::optional<FirstLook> first_look(Transaction& tx, Id<Organisation> id, Date day) {
    return tx.one(
        "SELECT o.id, o.number, o.name, o.kind, o.undertaking_version,"
        " EXISTS(SELECT 1 FROM organisation_link l WHERE l.owner_id = o.id)"
        " OR EXISTS(SELECT 1 FROM organisation_link m WHERE m.owned_id = o.id) AS linked,"
        " EXISTS(SELECT 1 FROM takeover t WHERE t.from_id = o.id)"
        " OR EXISTS(SELECT 1 FROM takeover u WHERE u.to_id = o.id) AS taken,"
        " r.id AS rate_id, r.rate_day, r.sequence, r.rate_millionths, r.source FROM organisation o"
        " LEFT JOIN exchange_rate r ON r.id = (SELECT x.id FROM exchange_rate x WHERE x.rate_day <= ?"
        " ORDER BY x.rate_day DESC, x.sequence DESC LIMIT 1) WHERE o.id = ?",
        {day, id}, [](const Row& row) {
            FirstLook look{{row.id<Organisation>("id"), row.text("number"), row.text("name"), row.text("kind"),
                            row.integer("undertaking_version")},
                           row.truth("linked"),
                           row.truth("taken"),
                           std::nullopt};
            if (row.null("rate_id")) return look;
            look.rate = ExchangeRate();
            look.rate->id = row.id<ExchangeRate>("rate_id");
            look.rate->day = row.date("rate_day");
            look.rate->sequence = static_cast<int>(row.integer("sequence"));
            look.rate->millionths = row.integer("rate_millionths");
            look.rate->source = row.text("source");
            return look;
        });
}

}  // namespace

std::vector<UndertakingMember> DeMinimisGround::held() const {
    auto all = members;
    all.insert(all.end(), givers.begin(), givers.end());
    return all;
}

DeMinimisGround de_minimis_ground(Transaction& tx, Id<Organisation> id, std::optional<AidLedger> ledger, Date day) {
    auto look = first_look(tx, id, day);
    if (!look) refuse(ErrorKind::not_found, "not_found");
    DeMinimisGround ground;
    ground.rate = look->rate;
    ground.members = {look->member};
    if (look->linked) {
        auto undertaking = undertaking_of(tx, id, day);
        ground.members = std::move(undertaking.members);
        ground.links = std::move(undertaking.links);
    }
    std::vector<Id<Organisation>> asked;
    for (const auto& member : ground.members) asked.push_back(member.id);
    if (look->taken || look->linked) {
        ground.takeovers = takeovers_into(tx, asked);
        std::set<Id<Organisation>> others;
        for (const auto& takeover : ground.takeovers) others.insert({takeover.from, takeover.to});
        for (const auto member : asked) others.erase(member);
        ground.givers = members_of(tx, {others.begin(), others.end()});
        asked.insert(asked.end(), others.begin(), others.end());
    }
    ground.grants = aid_of(tx, asked, ledger);
    return ground;
}

AidPosition position_on(const DeMinimisGround& ground, const AidRegulation& regulation, Date day) {
    std::set<Id<Organisation>> group;
    for (const auto& member : ground.members) group.insert(member.id);
    std::vector<AidSuccession> successions;
    for (const auto& takeover : ground.takeovers) {
        if (!takeover.revoked) successions.push_back({takeover.from, takeover.to, takeover.day, takeover.share});
    }
    return position_of(regulation, day, group, ground.grants, successions);
}

DeMinimisOutlook de_minimis_outlook(Transaction& tx, const Services& services, Id<Organisation> organisation,
                                    const std::string& form, Date day, Money kronor) {
    const auto ledger = services.de_minimis.ledger_of(form);
    if (!ledger) return {};
    const auto& regulation = services.de_minimis.on(*ledger, day);
    const auto ground = de_minimis_ground(tx, organisation, ledger, day);
    return outlook_of(position_on(ground, regulation, day), day, kronor, ground.rate,
                      services.parameters.number("exchange_rate_days", day));
}

void insert_aid_lookup(Transaction& tx, const AidLookup& l, Id<User> by) {
    tx.execute(
        "INSERT INTO de_minimis_lookup (organisation_id, case_id, register, looked_up_on, found_eur_cents, note, "
        "made_by,"
        " made_by_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {l.organisation, l.subject, l.register_name, l.day, l.found, l.note, person(by), l.made_by, l.made_at});
}

std::vector<AidLookup> lookups_of(Transaction& tx, const std::vector<Id<Organisation>>& ids, std::size_t most) {
    if (ids.empty()) return {};
    Values values;
    const auto some = marks(ids, values);
    values.push_back(most);
    return tx.all(
        "SELECT organisation_id, case_id, register, looked_up_on, found_eur_cents, note, made_by_name, made_at"
        " FROM de_minimis_lookup WHERE organisation_id IN (" +
            some + ") ORDER BY looked_up_on DESC, id DESC LIMIT ?",
        values, [](const Row& row) {
            return AidLookup{row.id<Organisation>("organisation_id"),
                             row.maybe_id<Case>("case_id"),
                             row.text("register"),
                             row.date("looked_up_on"),
                             Money::of_minor(row.integer("found_eur_cents"), Currency::eur),
                             row.text("note"),
                             row.text("made_by_name"),
                             row.instant("made_at")};
        });
}

}  // namespace bygd
