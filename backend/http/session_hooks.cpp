#include "http/session_hooks.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "http/parked_form_store.hpp"
#include "http/session_actions.hpp"

namespace bygd {

namespace {

constexpr std::string_view must_change_password = "password.must_change";

bool needs_nobody(const Request& request) {   // asked for often, and the same for all
    return request.path().starts_with("/assets/") || request.path().starts_with("/health/") ||
           request.path() == "/metrics";
}

// What is open to somebody with a temporary password: changing it, and leaving.
bool open_with_temporary_password(std::string_view path) {
    constexpr std::array<std::string_view, 5> open{"/account", "/account/password", "/sign-out", "/sign-in",
                                                   "/language"};
    return std::find(open.begin(), open.end(), path) != open.end();
}

void authenticate(Database& database, const Clock& clock, Request& request) {
    if (needs_nobody(request)) return;
    std::optional<SignedIn> found;
    if (request.is_api()) {
        if (const auto token = request.bearer()) found = bearer_of(database, clock, *token);
    } else {
        found = session_of(database, clock, request.cookie(session_cookie));
        if (found && found->state != SessionState::live) found.reset();
    }
    if (!found) return;
    request.set_csrf(found->csrf);
    request.set_session(found->token_hash);
    const bool temporary = found->must_change_password;
    request.set_actor(std::make_shared<const Actor>(std::move(found->actor)));
    if (temporary && !open_with_temporary_password(request.path())) {
        refuse(ErrorKind::forbidden, std::string(must_change_password));
    }
}

// Keeps the form of a session that has run out. The csrf token of that session must be right, or another site could
// fill somebody's drawer. Empty when there is nothing to keep.
std::string park(Database& database, const Clock& clock, Request& request) {
    const auto session = session_of(database, clock, request.cookie(session_cookie));
    if (!session || session->state != SessionState::timed_out) return {};
    const auto& form = request.form();
    if (!equal_in_constant_time(form.raw("csrf"), session->csrf)) return {};
    const auto fields = worth_parking(form.fields());
    if (fields.empty()) return {};
    const auto token = random_token();
    database.transact([&](Transaction& tx) {
        insert_parked_form(tx, sha256_hex(token), session->actor.id,
                           {safe_next(request.target()), fields, clock.now()});
    });
    return "/resume/" + token;
}

Response to_sign_in(Database& database, const Clock& clock, Request& request) {
    std::string next = request.safe() ? safe_next(request.target()) : "/";
    if (request.method() == "POST") {
        try {
            if (auto parked = park(database, clock, request); !parked.empty()) next = std::move(parked);
        } catch (const std::exception& error) {   // a form that cannot be kept must not keep anybody from signing in
            log::warning("form_not_parked", {{"why", one_line(error.what())}});
        }
    }
    return see_other(next == "/" ? "/sign-in" : "/sign-in?next=" + percent_encoded(next));
}

bool holds(const Error& error, std::string_view code) {
    return std::any_of(error.problems().begin(), error.problems().end(),
                       [&](const Problem& problem) { return problem.code == code; });
}

}  // namespace

void add_session_hooks(ServerHooks& hooks, Database& database, const Clock& clock) {
    hooks.authenticate = [&](Request& request) { authenticate(database, clock, request); };
    hooks.render_error = [&, render = hooks.render_error](Request& request, const Error& error) {
        if (!request.is_api()) {
            if (error.kind() == ErrorKind::unauthenticated) return to_sign_in(database, clock, request);
            if (holds(error, must_change_password)) return see_other("/account");
        }
        auto response = render(request, error);
        if (error.kind() == ErrorKind::unauthenticated) response.set_header("WWW-Authenticate", "Bearer");
        return response;
    };
}

}  // namespace bygd
