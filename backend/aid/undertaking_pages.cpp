#include "aid/undertaking_pages.hpp"

#include "aid/de_minimis_view.hpp"
#include "aid/undertaking_api.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "providers/organisation_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_view.hpp"
#include "providers/undertaking_actions.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr std::size_t lookups_shown = 20;

struct Filled {
    Typed typed = {};
    Problems problems = {};
    int status = 200;
};

std::string value(const Typed& typed, const std::string& name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

Typed typed_in(const Request& request) {
    Typed typed;
    for (const auto& [name, text] : request.form().fields()) typed.emplace(name, clean_text(text));
    return typed;
}

std::string page_url(const Request& request) {
    return organisation_url(id_of_path<Organisation>(request)) + "/undertaking";
}

std::vector<Option> options_of(std::initializer_list<const char*> values, const std::string& group,
                               const Words& words) {
    std::vector<Option> options;
    for (const auto* one : values) options.push_back({one, words("de_minimis." + group + "." + one)});
    return options;
}

void put_forms(View& view, const Filled& filled, const Words& words) {
    auto& form = view.add("MAY_WRITE");
    put_problems(form, filled.problems, words);
    for (const auto* name : {"other_number", "owner_person", "share", "valid_from", "valid_to", "source", "note", "day",
                             "takeover_number", "takeover_share", "takeover_source", "takeover_note"}) {
        put_field(form, name, value(filled.typed, name), filled.problems, words);
    }
    put_options(form, "role", options_of({"owner", "owned", "person"}, "role", words), value(filled.typed, "role"),
                filled.problems, words);
    put_options(form, "ground", options_of({"votes", "board", "contract", "agreement"}, "ground", words),
                value(filled.typed, "ground"), filled.problems, words);
    put_options(form, "takeover_role", options_of({"to", "from"}, "takeover_role", words),
                value(filled.typed, "takeover_role"), filled.problems, words);
    put_options(form, "kind", options_of({"merger", "split"}, "takeover", words), value(filled.typed, "kind"),
                filled.problems, words);
}

using Names = std::map<Id<Organisation>, UndertakingMember>;

Names names_of(Transaction& tx, const std::vector<OrganisationLink>& links, const std::vector<Takeover>& takeovers) {
    std::set<Id<Organisation>> ids;
    for (const auto& link : links) {
        ids.insert(link.owned);
        if (link.owner) ids.insert(*link.owner);
    }
    for (const auto& takeover : takeovers) ids.insert({takeover.from, takeover.to});
    Names names;
    for (auto& member : members_of(tx, {ids.begin(), ids.end()})) names.emplace(member.id, member);
    return names;
}

// Why a link does not make two one, in the words of the page; empty when it does.
std::string loose(const OrganisationLink& link, const Names& names, Date today) {
    if (link.valid_to && *link.valid_to < link.valid_from) return "mistaken";
    if (!link.holds_on(today)) return "not_now";
    if (!link.owner) return "person";
    if (!owner_binds(names.at(*link.owner).kind)) return "public";
    return link.controls() ? "" : "half";
}

void put_links(View& view, const std::vector<OrganisationLink>& links, const Names& names, Date today, bool may_write,
               const Words& words) {
    for (const auto& link : links) {
        auto& row = view.add("LINK").set("ID", link.id.value()).set("VERSION", link.version);
        row.set("OWNER", link.owner ? names.at(*link.owner).name : link.owner_person)
            .set("OWNED", names.at(link.owned).name);
        if (link.owner) row.add("OWNER_PAGE").set("URL", organisation_url(*link.owner) + "/undertaking");
        row.show_if(!link.owner, "PERSON").set("OWNED_URL", organisation_url(link.owned) + "/undertaking");
        row.set("GROUND", words("de_minimis.ground." + std::string(to_string(link.ground))))
            .set("FROM", link.valid_from.iso());
        row.set("UNTIL", link.valid_to ? link.valid_to->iso() : "").set("SOURCE", link.source).set("NOTE", link.note);
        row.set("WHO", link.made_by).set("WHEN", stockholm_minute(link.made_at).substr(0, 10));
        if (link.share) row.add("SHARE").set("PER_CENT", share_text(*link.share));
        const auto why = loose(link, names, today);
        if (why.empty())
            row.show("BINDS");
        else
            row.add("LOOSE").set("WHY", words("de_minimis.loose." + why));
        row.show_if(may_write && link.holds_on(today), "MAY_END");
    }
    view.show_if(links.empty(), "NO_LINKS").show_if(!links.empty(), "HAS_LINKS");
}

void put_takeovers(View& view, const std::vector<Takeover>& takeovers, const Names& names, bool may_write,
                   const Words& words) {
    for (const auto& takeover : takeovers) {
        auto& row = view.add("TAKEOVER").set("ID", takeover.id.value()).set("DAY", takeover.day.iso());
        row.set("GIVER", names.at(takeover.from).name).set("TAKER", names.at(takeover.to).name);
        row.set("KIND", words("de_minimis.takeover." + std::string(to_string(takeover.kind))))
            .set("SOURCE", takeover.source);
        row.set("PER_CENT", share_text(takeover.share)).show_if(may_write && !takeover.revoked, "MAY_REVOKE");
        if (takeover.revoked) row.add("REVOKED").set("WHY", takeover.revoked_why);
    }
    view.show_if(!takeovers.empty(), "HAS_TAKEOVERS");
}

void put_positions(View& view, const Services& services, const DeMinimisGround& ground, Date today,
                   const Words& words) {
    for (const auto ledger : {AidLedger::general, AidLedger::sgei}) {
        try {
            auto own = ground;
            std::erase_if(own.grants, [&](const auto& grant) { return grant.ledger != ledger; });
            put_position(view.add("POSITION"), own, position_on(own, services.de_minimis.on(ledger, today), today),
                         words);
        } catch (const Error& error) {
            view.add("NO_LAW").set("TEXT", words(error.problems().front()));
        }
    }
}

Response show(const Services& services, const Request& request, const Filled& filled) {
    require_provider_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto today = services.clock.today();
    const bool may_write = may_write_providers(request.actor());
    View view;
    std::string name;
    services.database.read([&](Transaction& tx) {
        const auto organisation = organisation_of_path(tx, request);
        name = organisation.name;
        view.set("NAME", name).set("URL", page_url(request)).set("ORGANISATION_URL", organisation_url(organisation.id));
        view.set("CASES_URL", "/cases?group=" + std::to_string(organisation.id.value()));
        const auto ground = de_minimis_ground(tx, organisation.id, std::nullopt, today);
        put_members(view, ground.members, organisation.id);
        const auto names = names_of(tx, ground.links, ground.takeovers);
        put_links(view, ground.links, names, today, may_write, words);
        put_takeovers(view, ground.takeovers, names, may_write, words);
        put_positions(view, services, ground, today, words);
        std::vector<Id<Organisation>> ids;
        for (const auto& member : ground.members) ids.push_back(member.id);
        const auto lookups = lookups_of(tx, ids, lookups_shown);
        for (const auto& lookup : lookups) {
            view.add("LOOKUP")
                .set("REGISTER", lookup.register_name)
                .set("DAY", lookup.day.iso())
                .set("NOTE", lookup.note)
                .set("FOUND", lookup.found.swedish())
                .set("WHO", lookup.made_by);
        }
        view.show_if(lookups.empty(), "NO_LOOKUPS").show_if(!lookups.empty(), "HAS_LOOKUPS");
    });
    if (may_write) put_forms(view, filled, words);
    return page(services, request, "aid/undertaking", view,
                {.title = words("de_minimis.undertaking"),
                 .nav = Nav::providers,
                 .status = filled.status,
                 .crumbs = {{words("web.nav.providers"), "/providers"},
                            {name, organisation_url(id_of_path<Organisation>(request))},
                            {words("de_minimis.undertaking")}}});
}

// A refusal the person can mend: the page again, with what was typed.
template <typename Work>
Response post(const Services& services, const Request& request, const char* done, Work work) {
    const auto typed = typed_in(request);
    try {
        work(typed);
        return see_other_saying(page_url(request), done);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return show(services, request, {typed, error.problems(), http_status(error.kind())});
    }
}

// The form of a takeover stands beside that of a link and calls its fields by names of their own.
Typed takeover_of(const Typed& typed) {
    return {{"role", value(typed, "takeover_role")},
            {"other_number", value(typed, "takeover_number")},
            {"kind", value(typed, "kind")},
            {"day", value(typed, "day")},
            {"share", value(typed, "takeover_share")},
            {"source", value(typed, "takeover_source")},
            {"note", value(typed, "takeover_note")}};
}

void post_takeover(const Services& services, const Request& request, const Typed& typed) {
    try {
        add_takeover(services.database, services.clock, request.actor(), id_of_path<Organisation>(request),
                     takeover_of(typed));
    } catch (const Error& error) {
        auto problems = error.problems();
        for (auto& problem : problems) {
            if (problem.field == "other_number") problem.field = "takeover_number";
            for (const auto* name : {"role", "share", "source", "note"}) {
                if (problem.field == name) problem.field = std::string("takeover_") + name;
            }
        }
        throw Error(error.kind(), std::move(problems));
    }
}

}  // namespace

void add_undertaking_routes(Router& router, const Services& services) {
    const std::string here = "/providers/organisations/{id}/undertaking";
    router.get(here, [&](Request& request) { return show(services, request, {}); });
    router.post(here + "/links", [&](Request& request) {
        return post(services, request, "de_minimis.link_added", [&](const Typed& typed) {
            add_organisation_link(services.database, services.clock, request.actor(), id_of_path<Organisation>(request),
                                  typed);
        });
    });
    router.post(here + "/links/{link}", [&](Request& request) {
        return post(services, request, "de_minimis.link_ended", [&](const Typed& typed) {
            const Id<OrganisationLink> link(whole_number(request.param("link")).value_or(0));
            const auto version = static_cast<int>(request.form().integer("version").value_or(0));
            end_organisation_link(services.database, services.clock, request.actor(), link, version, typed);
        });
    });
    router.post(here + "/takeovers", [&](Request& request) {
        return post(services, request, "de_minimis.takeover_added",
                    [&](const Typed& typed) { post_takeover(services, request, typed); });
    });
    router.post(here + "/takeovers/{takeover}", [&](Request& request) {
        return post(services, request, "de_minimis.takeover_revoked", [&](const Typed& typed) {
            const Id<Takeover> takeover(whole_number(request.param("takeover")).value_or(0));
            revoke_takeover(services.database, services.clock, request.actor(), takeover, typed);
        });
    });
    add_undertaking_api(router, services);
}

}  // namespace bygd
