#include "cases/calendar_pages.hpp"

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "cases/calendar.hpp"
#include "cases/calendar_store.hpp"
#include "cases/case_store.hpp"
#include "cases/task_store.hpp"
#include "cases/task_view.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "people/user_store.hpp"
#include "web/languages.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr std::size_t entries_most = 1000;

CalendarEntry entry_of(const Services& services, const MailRoom& room, const TaskLine& line,
                       const std::string& language) {
    const auto said = words_of_task(services, line, language);
    const auto about = line.diary_number.empty() ? line.municipality : line.diary_number;
    CalendarEntry entry;
    entry.uid =
        "task-" + std::to_string(line.task.id.value()) + "@" + lowered(services.region.diary_series) + ".bygdestod";
    entry.day = line.task.due_on;
    entry.summary = said.label + (about.empty() ? "" : " – " + about);
    entry.description = said.says + (line.title.empty() ? "" : "\n" + line.title);
    if (!room.settings.site.empty()) entry.url = room.settings.site + task_url(line.task.id);
    entry.sequence = line.task.version;
    return entry;
}

// Who has the address is not signed in; what is read is what the person would see, and no more is said of a wrong
// address than that there is none.
Response get_calendar(const Services& services, const MailRoom& room, const Request& request) {
    auto token = request.param("token");
    if (!token.ends_with(".ics")) refuse(ErrorKind::not_found, "not_found");
    token.resize(token.size() - 4);
    const auto now = services.clock.now();
    const auto& language = room.settings.language;
    return services.database.read([&](Transaction& tx) {
        const auto owner = calendar_owner(tx, sha256_hex(token));
        const auto user = owner ? find_user(tx, *owner) : std::nullopt;
        if (!user || !user->active || !may_see_cases(user->roles)) refuse(ErrorKind::not_found, "not_found");
        TaskFilter filter;
        filter.today = stockholm_day(now);
        filter.user = user->id;
        filter.roles = user->roles;
        std::vector<CalendarEntry> entries;
        for (const auto& line : list_tasks(tx, filter, entries_most))
            entries.push_back(entry_of(services, room, line, language));
        auto response =
            file_response(calendar_text(services.languages.of(language)("calendar.feed_name"), entries, now),
                          "bygdestod.ics", "text/calendar; charset=utf-8", Disposition::attachment);
        response.set_header("Cache-Control", "no-store");
        return response;
    });
}

std::string site_of(const MailRoom& room, const Request& request) {
    if (!room.settings.site.empty()) return room.settings.site;
    return (request.secure() ? "https://" : "http://") + request.header("Host");
}

Response show_feed(const Services& services, const MailRoom& room, const Request& request, const std::string& token) {
    require_case_reader(request.actor());
    const auto& words = words_of(services, request);
    const auto made =
        services.database.look_up([&](Transaction& tx) { return calendar_feed_made(tx, request.actor().id); });
    View view;
    if (made)
        view.add("HAS_FEED").set("MADE", words("calendar.made", {stockholm_minute(*made)}));
    else
        view.show("NO_FEED");
    view.set("TOKEN", token).set("ADDRESS", site_of(room, request) + "/calendar/" + token + ".ics");
    return page(services, request, "cases/calendar", view,
                {.title = words("calendar.title"),
                 .crumbs = {{words("people.account.title"), "/account"}, {words("calendar.title")}}});
}

// The page has made the token and shown it; the form brings it back, so that the secret is never stored nor in an
// address.
Response post_feed(const Services& services, const Request& request) {
    require_case_reader(request.actor());
    const auto token = request.form().text("token");
    if (token.size() < 40) refuse(ErrorKind::bad_request, "request.path");
    services.database.transact(request.actor(), [&](Transaction& tx) {
        put_calendar_feed(tx, request.actor().id, sha256_hex(token), services.clock.now());
    });
    return see_other_saying("/account/calendar", "calendar.saved.made");
}

}  // namespace

void add_calendar_routes(Router& router, const Services& services, const MailRoom& room) {
    router.get("/calendar/{token}", [&](Request& request) { return get_calendar(services, room, request); },
               {.open = true});
    router.get("/account/calendar",
               [&](Request& request) { return show_feed(services, room, request, random_token()); });
    router.post("/account/calendar", [&](Request& request) { return post_feed(services, request); });
    router.post("/account/calendar/end", [&](Request& request) {
        require_case_reader(request.actor());
        services.database.transact(request.actor(),
                                   [&](Transaction& tx) { drop_calendar_feed(tx, request.actor().id); });
        return see_other_saying("/account/calendar", "calendar.saved.ended");
    });
}

}  // namespace bygd
