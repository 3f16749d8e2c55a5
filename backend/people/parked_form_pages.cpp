#include "people/parked_form_pages.hpp"

#include <array>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/parked_form_store.hpp"
#include "http/router.hpp"
#include "http/session.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

// What the page put into the form for itself tells a person nothing.
bool typed(std::string_view name, std::string_view value) {
    constexpr std::array<std::string_view, 5> own{"version", "action", "next", "language", "id"};
    return !trimmed(value).empty() && std::find(own.begin(), own.end(), name) == own.end() && !name.ends_with("_id");
}

Response get_resume(const Services& services, const Request& request) {
    const auto& token = request.param("token");
    std::optional<ParkedForm> parked;
    if (token_shaped(token)) {
        parked = services.database.look_up([&](Transaction& tx) {
            return find_parked_form(tx, sha256_hex(token), request.actor().id, services.clock.now());
        });
    }
    if (!parked) refuse(ErrorKind::not_found, "not_found");
    const auto& words = words_of(services, request);
    View view;
    view.set("PATH", parked->path);
    for (const auto& [name, value] : parked->fields) {
        view.add("FIELD").set("NAME", name).set("VALUE", value);
        if (typed(name, value)) view.add("SHOWN").set("VALUE", clean_text(value));
    }
    return page(services, request, "people/parked_form", view, {.title = words("people.resume.title")});
}

}  // namespace

void add_parked_form_routes(Router& router, const Services& services) {
    router.get("/resume/{token}", [&](Request& request) { return get_resume(services, request); });
}

}  // namespace bygd
