// The frame of every page: skip link, head with the ways through the house, the person, breadcrumbs, message and foot.
// Pure: what a page of HTTP knows comes in as a Frame (web/page makes it), the whole document goes out.
#pragma once

#include <string>
#include <vector>

#include "base/actor.hpp"
#include "web/templates.hpp"

namespace bygd {

enum class Nav {
    none, start, tasks, cases, decisions, payouts, budget, projects, providers, payment_services, reports, admin
};

struct Crumb {
    std::string text;
    std::string url = {};                  // empty: where one is
};

enum class FlashKind { success, info, warning, danger };

struct Frame {
    std::string title;                     // in the language of the page, without the product's name
    Nav nav = Nav::none;
    std::vector<Crumb> crumbs = {};
    bool signed_in = false;
    std::string user_name = {};
    Roles roles = {};
    std::string csrf = {};
    std::string form_key = {};
    std::string path = "/";                // the language switch comes back here
    std::string language = "sv";
    std::string flash = {};                // a sentence of the language; empty: none
    FlashKind flash_kind = FlashKind::success;
};

std::string framed(const Templates& templates, const Languages& languages, const Frame& frame, const Markup& body);

// The parts of the house a person of these roles is shown; what they may do there is decided in actions.
std::vector<Nav> navigation_of(const Roles& roles);

}  // namespace bygd
