// How each request learns who sends it: the session cookie for pages, a bearer token for /api. And what meets those who
// must sign in first: pages are sent to /sign-in and back again, with what was typed kept when a session had run out.
#pragma once

#include <functional>

#include "http/server.hpp"

namespace bygd {

class Clock;
class Database;

// Sets `hooks.authenticate`, and puts itself before `hooks.render_error`: an Error unauthenticated becomes 303 to
// /sign-in?next=... for a page (the API answers 401 as before), and one that has a temporary password is sent to
// /account. Call it after render_error is set. Both references outlive the server.
void add_session_hooks(ServerHooks& hooks, Database& database, const Clock& clock);

}  // namespace bygd
