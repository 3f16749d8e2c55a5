#include "people/account_pages.hpp"

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/router.hpp"
#include "http/session.hpp"
#include "http/session_store.hpp"
#include "people/api_token_actions.hpp"
#include "people/api_token_store.hpp"
#include "people/user_actions.hpp"
#include "people/user_store.hpp"
#include "people/user_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

struct Account {
    User user;
    std::vector<OpenSession> sessions;
    std::vector<ApiToken> tokens;
};

Account read_account(const Services& services, const Request& request) {
    const auto now = services.clock.now();
    const auto id = request.actor().id;
    return services.database.read([&](Transaction& tx) {
        auto user = find_user(tx, id);
        if (!user) refuse(ErrorKind::unauthenticated, "session.none");
        return Account{*user, open_sessions(tx, id, now), tokens_of(tx, id, now)};
    });
}

void put_sessions(View& view, const Account& account, const std::string& this_one) {
    for (const auto& session : account.sessions) {
        view.add("SESSION")
            .set("BEGUN", stockholm_minute(session.created_at))
            .set("SEEN", stockholm_minute(session.last_seen_at))
            .show(session.token_hash == this_one ? "THIS" : "OTHER");
    }
}

void put_tokens(View& view, const Account& account, const Words& words) {
    view.show_if(account.tokens.empty(), "NO_TOKENS");
    if (account.tokens.empty()) return;
    auto& list = view.add("HAS_TOKENS");
    for (const auto& token : account.tokens) {
        list.add("TOKEN")
            .set("TOKEN_ID", token.id.value())
            .set("TOKEN_NAME", token.name)
            .set("MADE", stockholm_minute(token.created_at))
            .set("EXPIRES", stockholm_minute(token.expires_at))
            .set("REVOKE_LABEL", words("people.account.revoke_named", {token.name}));
    }
}

Response account_page(const Services& services, const Request& request, const Problems& problems, int status = 200) {
    const auto& words = words_of(services, request);
    const auto account = read_account(services, request);
    View view;
    view.set("USERNAME", account.user.username);
    view.set("PASSWORD_HINT", words("people.account.password_hint", {std::to_string(limits::password_least)}));
    for (const auto* field : {"current_password", "new_password", "repeated_password"}) {
        put_field(view, field, "", problems, words);
    }
    put_problems(view, problems, words);
    if (account.user.must_change_password) {
        view.show("MUST_CHANGE");
    } else {
        put_user(view.add("DATA"), account.user, words);
        auto& rest = view.add("REST");
        put_sessions(rest, account, request.session());
        put_tokens(rest, account, words);
    }
    return page(services, request, "people/account", view, {.title = words("people.account.title"), .status = status});
}

Response post_password(const Services& services, const Request& request) {
    const auto& form = request.form();
    try {
        change_own_password(services.database, services.clock, request.actor(),
                            {form.raw("current_password"), form.raw("new_password"), form.raw("repeated_password"),
                             request.session()});
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::too_many) throw;
        return account_page(services, request, error.problems(), http_status(error.kind()));
    }
    return see_other_saying("/account", "people.account.password_changed");
}

Response post_sessions_end(const Services& services, const Request& request) {
    sign_out_everywhere(services.database, services.clock, request.actor());
    auto response = see_other_saying("/sign-in", "people.sign_in.signed_out", FlashKind::info);
    response.drop_cookie(std::string(session_cookie));
    return response;
}

// The page makes the token and the form brings it back, so that the secret is neither stored nor in an address, and a
// double click does not lose it.
Response token_page(const Services& services, const Request& request, const std::string& token, const std::string& name,
                    const std::string& days, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    View view;
    view.set("TOKEN", token);
    put_field(view, "name", name, problems, words);
    put_field(view, "days", days, problems, words);
    put_problems(view, problems, words);
    return page(services, request, "people/api_token", view,
                {.title = words("people.token.title"),
                 .status = status,
                 .crumbs = {{words("people.account.title"), "/account"}, {words("people.token.title")}}});
}

Response post_token(const Services& services, const Request& request) {
    const auto& form = request.form();
    const auto days = form.integer("days").value_or(0);
    const auto token = form.text("token");
    try {
        make_api_token(services.database, services.clock, request.actor(),
                       {form.text("name"), token, days > 0 && days < 100'000 ? static_cast<int>(days) : 0});
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        const bool new_one = std::any_of(error.problems().begin(), error.problems().end(),
                                         [](const Problem& problem) { return problem.field == "token"; });
        return token_page(services, request, new_one ? random_token() : token, form.text("name"), form.text("days"),
                          error.problems(), 422);
    }
    return see_other_saying("/account", "people.account.token_saved");
}

Response post_revocation(const Services& services, const Request& request) {
    const auto id = whole_number(request.param("id"));
    revoke_api_token(services.database, services.clock, request.actor(), Id<ApiToken>(id.value_or(0)));
    return see_other_saying("/account", "people.account.token_revoked");
}

}  // namespace

void add_account_routes(Router& router, const Services& services) {
    router.get("/account", [&](Request& request) { return account_page(services, request, {}); });
    router.post("/account/password", [&](Request& request) { return post_password(services, request); });
    router.post("/account/sessions/end", [&](Request& request) { return post_sessions_end(services, request); });
    router.get("/account/tokens/new", [&](Request& request) {
        return token_page(services, request, random_token(), "", "90", {}, 200);
    });
    router.post("/account/tokens", [&](Request& request) { return post_token(services, request); });
    router.post("/account/tokens/{id}/revocation",
                [&](Request& request) { return post_revocation(services, request); });
}

}  // namespace bygd
