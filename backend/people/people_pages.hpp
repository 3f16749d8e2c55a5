// The pages and API of this room, and the hooks by which every request learns who sends it and counts once.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"

namespace bygd {

class Router;
struct ServerHooks;

// Shown on the sign-in page, and only when the server runs with --demo.
struct DemoAccount {
    std::string username, password;
    std::string role;                       // "officer": its word is web.role.officer
};

struct PeopleOptions {
    std::vector<DemoAccount> demo_accounts = {};
};

// GET and POST /sign-in, POST /sign-out, /account and below, /resume/{token}, /admin/users and below, GET /api/v1/me.
// `services` outlives the router.
void add_people_routes(Router& router, const Services& services, PeopleOptions options = {});

// Sign-in, sessions, temporary passwords and once-keys: authenticate, before, around, after, and around render_error,
// so call it when render_error is set. `services` outlives the server.
void add_people_hooks(ServerHooks& hooks, const Services& services);

}  // namespace bygd
