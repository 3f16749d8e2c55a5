#include "cases/provider_merge_pages.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/case_view.hpp"
#include "cases/provider_merge_actions.hpp"
#include "cases/provider_merge_view.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_event.hpp"
#include "providers/provider_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr std::string_view doubles_url = "/providers/doubles", merges_url = "/providers/merges";

Typed typed_in(const Form& form) {
    Typed typed;
    for (const auto& [name, value] : form.fields()) {
        if (name != "csrf" && name != "form_key") typed.emplace(name, clean_text(value));
    }
    return typed;
}

std::string value(const Typed& typed, const std::string& name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

std::string joined_words(const std::vector<std::string>& names, const std::string& prefix, const Words& words) {
    std::vector<std::string> texts;
    for (const auto& name : names) texts.push_back(words(prefix + name));
    return joined(texts, ", ");
}

ProviderKind kind_of(const std::string& text) { return text == "organisation" ? ProviderKind::organisation : ProviderKind::outlet; }

std::string compare_url(ProviderKind kind, std::int64_t one, std::int64_t other) {
    return std::string(merges_url) + "/new?kind=" + std::string(to_string(kind)) + "&one=" + std::to_string(one) +
           "&other=" + std::to_string(other);
}

std::vector<Crumb> crumbs_to(const Words& words, const std::string& here) {
    return {{words("web.nav.providers"), "/providers"}, {words("providers.doubles"), std::string(doubles_url)}, {here}};
}

// --- those that look alike

void put_pair(View& row, ProviderKind kind, const LikelyDouble& pair, const Words& words) {
    row.set("ONE", pair.one.name).set("ONE_URL", provider_url(kind, pair.one.id)).set("ONE_ABOUT", pair.one.about);
    row.set("OTHER", pair.other.name).set("OTHER_URL", provider_url(kind, pair.other.id)).set("OTHER_ABOUT", pair.other.about);
    row.set("ONE_CASES", pair.one.cases).set("OTHER_CASES", pair.other.cases);
    row.set("WHY", joined_words(pair.why, "providers.alike.", words)).set("COMPARE_URL", compare_url(kind, pair.one.id, pair.other.id));
}

Response get_doubles(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto kind = kind_of(request.query("kind"));
    View view;
    put_provider_views(view, words, doubles_url);
    for (const auto each : {ProviderKind::outlet, ProviderKind::organisation}) {
        const std::string name(to_string(each));
        view.add("KIND_CHOICE").set("URL", std::string(doubles_url) + "?kind=" + name).set("TEXT", words("providers." + name + "s"))
            .show_if(each == kind, "HERE");
    }
    const auto after = whole_number(request.query("after")).value_or(0);
    const auto found = services.database.read([&](Transaction& tx) { return likely_doubles(tx, kind, after, limits::page_rows); });
    for (const auto& pair : found.pairs) put_pair(view.add("PAIR"), kind, pair, words);
    view.show_if(found.pairs.empty(), "EMPTY").show_if(!found.pairs.empty(), "ANY");
    if (found.next > 0) {
        view.add("NEXT").set("URL", std::string(doubles_url) + "?kind=" + std::string(to_string(kind)) + "&after=" + std::to_string(found.next));
    }
    return page(services, request, "cases/provider_double_list", view,
                {.title = words("providers.doubles"), .nav = Nav::providers,
                 .crumbs = {{words("web.nav.providers"), "/providers"}, {words("providers.doubles")}}});
}

// --- two side by side

struct Two {
    std::string one_name, other_name;
    Typed one, other;
    int one_version = 0, other_version = 0;
    std::optional<PayeeAccount> one_payee, other_payee;
    Support one_support, other_support;
    MergePreview seen;
};

// Throws not_found, and conflict merge.already for one that has been merged.
Two read_two(Transaction& tx, ProviderKind kind, std::int64_t one, std::int64_t other) {
    const auto require_both = [](const auto& first, const auto& second) {
        if (!first || !second || first->id == second->id) refuse(ErrorKind::not_found, "not_found");
        for (const auto* each : {&*first, &*second}) {
            if (each->merged_into) refuse(ErrorKind::conflict, "merge.already", {each->name});
        }
    };
    if (kind == ProviderKind::outlet) {
        const auto first = find_outlet(tx, Id<Outlet>(one)), second = find_outlet(tx, Id<Outlet>(other));
        require_both(first, second);
        return {first->name, second->name, typed_of(*first), typed_of(*second), first->version, second->version, {}, {},
                support_of(tx, first->id), support_of(tx, second->id), preview_merge(tx, *first, *second)};
    }
    const auto first = find_organisation(tx, Id<Organisation>(one)), second = find_organisation(tx, Id<Organisation>(other));
    require_both(first, second);
    return {first->name, second->name, typed_of(*first), typed_of(*second), first->version, second->version, first->payee,
            second->payee, support_of(tx, first->id), support_of(tx, second->id), preview_merge(tx, *first, *second)};
}

// The one that can stay and has most behind it; of two alike the older.
bool one_is_first_choice(const Two& two) {
    if (two.seen.when_one_stays.empty() != two.seen.when_other_stays.empty()) return two.seen.when_one_stays.empty();
    return two.seen.of_one.movable() >= two.seen.of_other.movable();
}

void put_choice(View& row, const std::string& name, const std::string& chosen, bool ticked) {
    row.set("TAKE", name).show_if(ticked, "TICKED");
    row.show_if(chosen == "one", "ONE_CHOSEN").show_if(chosen == "other", "OTHER_CHOSEN").show_if(chosen == "both", "BOTH_CHOSEN");
}

void put_values(View& view, Transaction& tx, ProviderKind kind, const Two& two, const Typed& typed, const Words& words) {
    const auto first = value(typed, "stays");
    for (const auto& field : merge_fields(kind)) {
        const auto one = shown_part(tx, field, two.one, words), other = shown_part(tx, field, two.other, words);
        const bool same = part_of(two.one, field) == part_of(two.other, field);
        if (same && part_of(two.one, field).empty()) continue;
        auto& row = view.add("FIELD").set("LABEL", words(field.word)).set("ONE_TEXT", one).set("OTHER_TEXT", other);
        row.show_if(same, "SAME");
        if (same) continue;
        const auto name = "take_" + std::string(field.name);
        auto chosen = value(typed, name);
        // A value is rather kept than lost.
        if (chosen.empty()) chosen = part_of(two.one, field).empty() ? "other" : part_of(two.other, field).empty() ? "one" : first;
        put_choice(row.add("DIFFER"), name, chosen, field.ticked());
    }
    if (kind == ProviderKind::outlet) return;
    const auto account = [&](const auto& payee) { return payee ? payee_label(*payee, words) : words("providers.none"); };
    auto& row = view.add("FIELD").set("LABEL", words("providers.payee_title"));
    row.set("ONE_TEXT", account(two.one_payee)).set("OTHER_TEXT", account(two.other_payee));
    const bool choice = two.one_payee != two.other_payee && two.one_payee && two.other_payee;
    row.show_if(!choice, "SAME");
    if (!choice) return;
    const auto chosen = value(typed, "take_payee");
    put_choice(row.add("DIFFER"), "take_payee", chosen.empty() ? first : chosen, false);
}

void put_hanging(View& view, const Two& two, const Words& words) {
    const auto add = [&](const char* word, const std::string& one, const std::string& other) {
        view.add("MOVES").set("LABEL", words(std::string("providers.merge.moves.") + word)).set("ONE_TEXT", one).set("OTHER_TEXT", other);
    };
    const auto count = [&](const char* word, std::int64_t one, std::int64_t other) {
        if (one + other > 0) add(word, std::to_string(one), std::to_string(other));
    };
    count("cases", two.seen.of_one.cases, two.seen.of_other.cases);
    count("decided", two.seen.of_one.decided_cases, two.seen.of_other.decided_cases);
    if (!two.one_support.granted.zero() || !two.other_support.granted.zero()) {
        add("granted", two.one_support.granted.swedish(), two.other_support.granted.swedish());
        add("paid", two.one_support.paid.swedish(), two.other_support.paid.swedish());
    }
    count("outlets", two.seen.of_one.outlets, two.seen.of_other.outlets);
    count("links", two.seen.of_one.payment_links, two.seen.of_other.payment_links);
    count("events", two.seen.of_one.events, two.seen.of_other.events);
    count("checks", two.seen.of_one.checks, two.seen.of_other.checks);
    count("de_minimis", two.seen.of_one.de_minimis, two.seen.of_other.de_minimis);
}

void put_obstacles(View& view, const Two& two, const Words& words) {
    const auto add = [&](const std::string& name, const Problems& problems) {
        if (problems.empty()) return;
        auto& side = view.add("BLOCKED").set("IF", words("providers.merge.if_stays", {name}));
        for (const auto& problem : problems) side.add("REASON").set("TEXT", words(problem));
    };
    add(two.one_name, two.seen.when_one_stays);
    add(two.other_name, two.seen.when_other_stays);
}

Response compare_page(const Services& services, const Request& request, const Typed& given, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    const auto kind = kind_of(value(given, "kind"));
    const auto one = whole_number(value(given, "one")).value_or(0), other = whole_number(value(given, "other")).value_or(0);
    auto typed = given;
    View view;
    std::string title;
    services.database.read([&](Transaction& tx) {
        const auto two = read_two(tx, kind, one, other);
        const bool first = one_is_first_choice(two);
        if (value(typed, "stays").empty()) typed["stays"] = first ? "one" : "other";
        title = words("providers.merge.title", {two.one_name, two.other_name});
        view.set("ONE_NAME", two.one_name).set("OTHER_NAME", two.other_name).set("ONE_VERSION", two.one_version).set("OTHER_VERSION", two.other_version);
        put_values(view, tx, kind, two, typed, words);
        put_hanging(view, two, words);
        put_obstacles(view, two, words);
        const bool open = two.seen.when_one_stays.empty() || two.seen.when_other_stays.empty();
        if (open && may_write_providers(request.actor())) {
            auto& may = view.add("MAY_MERGE");
            put_field(may, "why", value(typed, "why"), problems, words);
        }
        view.show_if(may_write_providers(request.actor()), "MAY_TELL_APART");
    });
    put_problems(view, problems, words);
    view.set("KIND", to_string(kind)).set("ONE_ID", one).set("OTHER_ID", other).set("TITLE", title);
    view.set("ONE_URL", provider_url(kind, one)).set("OTHER_URL", provider_url(kind, other));
    view.show_if(value(typed, "stays") == "one", "ONE_STAYS").show_if(value(typed, "stays") == "other", "OTHER_STAYS");
    view.show_if(kind == ProviderKind::organisation, "ORGANISATIONS").show_if(kind == ProviderKind::outlet, "OUTLETS");
    return page(services, request, "cases/provider_merge", view,
                {.title = title, .nav = Nav::providers, .status = status, .crumbs = crumbs_to(words, words("providers.merge.compare"))});
}

// With whom: those that look like it, and a search among all.
Response find_page(const Services& services, const Request& request, ProviderKind kind, std::int64_t one) {
    const auto& words = words_of(services, request);
    const auto text = request.query("q");
    View view;
    put_field(view, "q", text, {}, words);
    std::string name;
    services.database.read([&](Transaction& tx) {
        const auto put = [&](const DoubleSide& other, const std::string& why) {
            if (other.id == one) return;
            view.add("FOUND").set("NAME", other.name).set("ABOUT", other.about).set("WHY", why)
                .set("URL", provider_url(kind, other.id)).set("COMPARE_URL", compare_url(kind, one, other.id));
        };
        if (kind == ProviderKind::outlet) {
            const auto known = find_outlet(tx, Id<Outlet>(one));
            if (!known) refuse(ErrorKind::not_found, "not_found");
            name = known->name;
            if (!text.empty()) {
                for (const auto& line : list_outlets(tx, {text, "", "", ""}, limits::page_rows)) {
                    put({line.outlet.id.value(), 0, line.outlet.name, line.outlet.place + ", " + line.municipality, 0}, line.organisation);
                }
            }
        } else {
            const auto known = find_organisation(tx, Id<Organisation>(one));
            if (!known) refuse(ErrorKind::not_found, "not_found");
            name = known->name;
            if (!text.empty()) {
                for (const auto& line : list_organisations(tx, text, "", limits::page_rows)) {
                    put({line.id.value(), 0, line.name, OrganisationNumber::parse(line.number).masked() + " " + line.city, 0}, "");
                }
            }
        }
        if (text.empty()) {
            for (const auto& pair : likely_doubles_of(tx, kind, one)) {
                put(pair.other, joined_words(pair.why, "providers.alike.", words));
            }
        }
    });
    view.set("KIND", to_string(kind)).set("ONE_ID", one).set("NAME", name).set("URL", provider_url(kind, one));
    view.show_if(text.empty(), "SUGGESTED");
    const auto title = words("providers.merge.find", {name});
    view.set("TITLE", title);
    return page(services, request, "cases/provider_merge_find", view,
                {.title = title, .nav = Nav::providers, .crumbs = crumbs_to(words, words("providers.merge.compare"))});
}

Response get_new_merge(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    if (!may_write_providers(request.actor())) refuse(ErrorKind::forbidden, "provider.officers_only");
    if (request.query("other").empty()) {
        return find_page(services, request, kind_of(request.query("kind")), whole_number(request.query("one")).value_or(0));
    }
    return compare_page(services, request, {{"kind", request.query("kind")}, {"one", request.query("one")}, {"other", request.query("other")}}, {}, 200);
}

// What a person can mend where they stand; of a version that has moved on the page shows the new values.
bool shown_in_form(const Error& error) { return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict; }

Response post_merges(const Services& services, const Request& request) {
    const auto typed = typed_in(request.form());
    try {
        const auto merge = merge_providers(services, request.actor(), typed);
        return see_other_saying(provider_url(merge.kind, merge.stays), "providers.merge.done");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return compare_page(services, request, typed, error.problems(), http_status(error.kind()));
    }
}

Response post_apart(const Services& services, const Request& request) {
    const auto typed = typed_in(request.form());
    tell_apart(services, request.actor(), typed);
    return see_other_saying(std::string(doubles_url) + "?kind=" + std::string(to_string(kind_of(value(typed, "kind")))), "providers.merge.told_apart");
}

// --- a merge, and its way back

void put_rows(View& view, Transaction& tx, const ProviderMerge& merge) {
    for (const auto& row : merged_rows(tx, merge.id)) {
        if (row.kind == "case") {
            const auto subject = find_case(tx, Id<Case>(row.id)).value();
            view.add("ROW").set("URL", case_url(subject)).set("TEXT", subject.diary_number + " " + subject.title);
        } else if (row.kind == "outlet") {
            view.add("ROW").set("URL", outlet_url(Id<Outlet>(row.id))).set("TEXT", find_outlet(tx, Id<Outlet>(row.id))->name);
        } else {
            const auto number = std::to_string(row.id);
            view.add("ROW").set("URL", "/payment-services/" + number).set("TEXT", number).show("LINK");
        }
    }
}

// The page has no field for what was chosen then: its name is said instead.
Problems named(Problems problems, const Words& words) {
    for (auto& problem : problems) {
        if (problem.code != "merge.field_changed") continue;
        for (const auto kind : {ProviderKind::organisation, ProviderKind::outlet}) {
            for (const auto& field : merge_fields(kind)) {
                if (!part_of({{problem.field, "1"}}, field).empty()) problem.values = {words(field.word)};
            }
        }
        problem.field.clear();
    }
    return problems;
}

Response merge_page(const Services& services, const Request& request, const Typed& typed, const Problems& told, int status) {
    const auto& words = words_of(services, request);
    const auto problems = named(told, words);
    View view;
    std::string title;
    services.database.read([&](Transaction& tx) {
        const auto line = find_merge(tx, id_of_path<ProviderMerge>(request));
        if (!line) refuse(ErrorKind::not_found, "not_found");
        const auto& merge = line->merge;
        title = words("providers.merge.of", {line->goes_name, line->stays_name});
        view.set("TITLE", title).set("STAYS", line->stays_name).set("STAYS_URL", provider_url(merge.kind, merge.stays)).set("GOES", line->goes_name);
        view.set("WHO", merge.made_by).set("WHEN", stockholm_minute(merge.made_at)).set("WHY_TEXT", merge.why);
        view.set("URL", merge_url(merge.id));
        for (const auto& field : merge_fields(merge.kind)) {
            Typed was, is;
            for (const auto& [name, values] : merge.fields) {
                was.emplace(name, values.first);
                is.emplace(name, values.second);
            }
            if (part_of(was, field).empty() && part_of(is, field).empty()) continue;
            view.add("FIELD").set("LABEL", words(field.word)).set("FROM", shown_part(tx, field, was, words)).set("TO", shown_part(tx, field, is, words));
        }
        if (!merge.payee.empty()) view.add("PAYEE").set("TEXT", payee_label(payee_of_text(merge.payee).value(), words));
        put_rows(view, tx, merge);
        view.show_if(merged_rows(tx, merge.id).empty(), "NO_ROWS");
        if (merge.undone) {
            view.add("UNDONE").set("UNDONE_BY", merge.undone->made_by).set("UNDONE_AT", stockholm_minute(merge.undone->made_at)).set("UNDONE_WHY", merge.undone->why);
        } else if (may_write_providers(request.actor())) {
            put_field(view.add("MAY_UNDO"), "why", value(typed, "why"), problems, words);
        }
    });
    put_problems(view, problems, words);
    return page(services, request, "cases/provider_merge_done", view,
                {.title = title, .nav = Nav::providers, .status = status,
                 .crumbs = {{words("web.nav.providers"), "/providers"}, {words("providers.merge.list"), std::string(merges_url)}, {title}}});
}

Response post_undo(const Services& services, const Request& request) {
    const auto typed = typed_in(request.form());
    try {
        const auto merge = undo_merge(services, request.actor(), id_of_path<ProviderMerge>(request), typed);
        return see_other_saying(provider_url(merge.kind, merge.goes), "providers.merge.was_undone");
    } catch (const Error& error) {
        if (!shown_in_form(error)) throw;
        return merge_page(services, request, typed, error.problems(), http_status(error.kind()));
    }
}

Response get_merges(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    put_provider_views(view, words, doubles_url);
    const auto before = whole_number(request.query("before")).value_or(0);
    auto lines = services.database.look_up([&](Transaction& tx) { return list_merges(tx, before, limits::page_rows + 1); });
    const bool more = lines.size() > limits::page_rows;
    if (more) lines.pop_back();
    for (const auto& [merge, stays, goes] : lines) {
        auto& row = view.add("MERGE").set("URL", merge_url(merge.id)).set("GOES", goes).set("STAYS", stays).set("STAYS_URL", provider_url(merge.kind, merge.stays));
        row.set("KIND", words(merge.kind == ProviderKind::outlet ? "providers.merge.an_outlet" : "providers.merge.an_organisation"));
        row.set("WHEN", stockholm_minute(merge.made_at)).set("WHO", merge.made_by).show_if(merge.undone.has_value(), "UNDONE");
    }
    if (more) view.add("NEXT").set("URL", std::string(merges_url) + "?before=" + std::to_string(lines.back().merge.id.value()));
    view.show_if(lines.empty(), "EMPTY").show_if(!lines.empty(), "ANY");
    return page(services, request, "cases/provider_merge_list", view,
                {.title = words("providers.merge.list"), .nav = Nav::providers, .crumbs = crumbs_to(words, words("providers.merge.list"))});
}

}  // namespace

void add_provider_merge_routes(Router& router, const Services& services) {
    router.get("/providers/doubles", [&](Request& request) { return get_doubles(services, request); });
    router.get("/providers/merges", [&](Request& request) { return get_merges(services, request); });
    router.post("/providers/merges", [&](Request& request) { return post_merges(services, request); });
    router.get("/providers/merges/new", [&](Request& request) { return get_new_merge(services, request); });
    router.post("/providers/doubles/apart", [&](Request& request) { return post_apart(services, request); });
    router.get("/providers/merges/{id}", [&](Request& request) {
        require_provider_reader(request.actor());
        return merge_page(services, request, {}, {}, 200);
    });
    router.post("/providers/merges/{id}/undo", [&](Request& request) {
        require_provider_reader(request.actor());
        return post_undo(services, request);
    });
}

}  // namespace bygd
