#include "web/frame.hpp"

#include <array>

namespace bygd {

namespace {

struct Place {
    Nav nav;
    const char* url;
    const char* key;   // of its word: web.nav.<key>
};
constexpr std::array<Place, 11> places{{{Nav::start, "/", "start"},
                                       {Nav::tasks, "/tasks", "tasks"},
                                       {Nav::cases, "/cases", "cases"},
                                       {Nav::decisions, "/decisions", "decisions"},
                                       {Nav::payouts, "/payouts", "payouts"},
                                       {Nav::budget, "/budget", "budget"},
                                       {Nav::projects, "/projects", "projects"},
                                       {Nav::providers, "/providers", "providers"},
                                       {Nav::payment_services, "/payment-services", "payment_services"},
                                       {Nav::reports, "/reports", "reports"},
                                       {Nav::admin, "/administration", "admin"}}};

const char* flash_color(FlashKind kind) {
    switch (kind) {
        case FlashKind::success: return "success";
        case FlashKind::info: return "info";
        case FlashKind::warning: return "warning";
        case FlashKind::danger: return "danger";
    }
    return "info";
}

void put_navigation(View& view, const Frame& frame, const Words& words) {
    auto& navigation = view.add("NAVIGATION");
    for (const auto shown : navigation_of(frame.roles)) {
        for (const auto& place : places) {
            if (place.nav != shown) continue;
            auto& row =
                navigation.add("NAV").set("URL", place.url).set("TEXT", words(std::string("web.nav.") + place.key));
            row.show_if(place.nav == frame.nav, "HERE");
        }
    }
    view.show_if(frame.roles != Roles{Role::administrator}, "SEARCH");
    auto& person = view.add("PERSON").set("USER_NAME", frame.user_name);
    for (const auto role : frame.roles)
        person.add("ROLE").set("TEXT", words("web.role." + std::string(to_string(role))));
}

}  // namespace

std::vector<Nav> navigation_of(const Roles& roles) {
    std::vector<Nav> shown{Nav::start};
    const bool sees_cases = roles != Roles{Role::administrator} && !roles.empty();
    if (sees_cases) {
        shown.insert(shown.end(), {Nav::tasks, Nav::cases, Nav::decisions, Nav::payouts, Nav::budget, Nav::projects,
                                   Nav::providers, Nav::payment_services, Nav::reports});
    }
    if (roles.contains(Role::administrator) || roles.contains(Role::auditor)) shown.push_back(Nav::admin);
    return shown;
}

std::string framed(const Templates& templates, const Languages& languages, const Frame& frame, const Markup& body) {
    const auto& words = languages.of(frame.language);
    View view;
    view.set("TITLE", frame.title)
        .set("LANGUAGE", words.language())
        .set("CSRF", frame.csrf)
        .set("FORM_KEY", frame.form_key);
    view.set("PATH", frame.path).set("VERSION", BYGD_VERSION).set("BODY_MARKUP", body);
    view.set("OTHER_LANGUAGE", words.language() == "en" ? "sv" : "en");
    view.show(words.language() == "en" ? "IN_ENGLISH" : "IN_SWEDISH");
    if (frame.signed_in) put_navigation(view, frame, words);
    if (!frame.crumbs.empty()) {
        auto& trail = view.add("CRUMBS");
        for (const auto& crumb : frame.crumbs) {
            auto& row = trail.add("CRUMB").set("TEXT", crumb.text).set("URL", crumb.url);
            row.show(crumb.url.empty() ? "HERE" : "LINK");
        }
    }
    if (!frame.flash.empty()) view.add("FLASH").set("TEXT", frame.flash).set("COLOR", flash_color(frame.flash_kind));
    return templates.render("web/frame", view, words.language());
}

}  // namespace bygd
