#include "people/sign_in_pages.hpp"

#include "base/limits.hpp"
#include "http/router.hpp"
#include "http/session.hpp"
#include "people/sign_in_actions.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

using DemoAccounts = std::vector<DemoAccount>;

void put_demo_accounts(View& view, const DemoAccounts& accounts, const Words& words) {
    if (accounts.empty()) return;
    auto& demo = view.add("DEMO");
    for (const auto& account : accounts) {
        demo.add("ACCOUNT")
            .set("USERNAME", account.username)
            .set("DEMO_PASSWORD", account.password)
            .set("ROLE", words("web.role." + account.role));
    }
}

Response sign_in_page(const Services& services, const Request& request, const DemoAccounts& accounts,
                      const std::string& next, const std::string& username, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    View view;
    view.set("NEXT", next).show_if(next.starts_with("/resume/"), "RESUME");
    put_field(view, "username", username, problems, words);
    put_field(view, "password", "", problems, words);
    put_problems(view, problems, words);
    put_demo_accounts(view, accounts, words);
    return page(services, request, "people/sign_in", view, {.title = words("people.sign_in.title"), .status = status});
}

Response get_sign_in(const Services& services, const Request& request, const DemoAccounts& accounts) {
    const auto next = safe_next(request.query("next"));
    if (request.signed_in()) return see_other(next);
    return sign_in_page(services, request, accounts, next, "", {}, 200);
}

Response post_sign_in(const Services& services, const Request& request, const DemoAccounts& accounts) {
    const auto& form = request.form();
    const auto next = safe_next(form.text("next"));
    try {
        const auto begun = sign_in(services.database, services.clock,
                                   {form.text("username"), form.raw("password"), request.client_address(),
                                    request.cookie(session_cookie)});
        auto response = see_other(begun.user.must_change_password ? "/account" : next);
        response.set_cookie(std::string(session_cookie), begun.token);
        return response;
    } catch (const Error& error) {
        const bool told_here = error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::too_many ||
                               error.kind() == ErrorKind::unavailable;
        if (!told_here) throw;
        auto response = sign_in_page(services, request, accounts, next, form.text("username"), error.problems(),
                                     http_status(error.kind()));
        if (error.kind() == ErrorKind::unavailable) response.set_header("Retry-After", "5");
        if (error.kind() == ErrorKind::too_many) {
            const auto seconds = std::chrono::seconds(limits::sign_in_wait).count();
            response.set_header("Retry-After", std::to_string(seconds));
        }
        return response;
    }
}

Response post_sign_out(const Services& services, const Request& request) {
    sign_out(services.database, services.clock, request.cookie(session_cookie));
    auto response = see_other_saying("/sign-in", "people.sign_in.signed_out", FlashKind::info);
    response.drop_cookie(std::string(session_cookie));
    return response;
}

}  // namespace

void add_sign_in_routes(Router& router, const Services& services, std::vector<DemoAccount> accounts) {
    router.get("/sign-in", [&services, accounts](Request& request) { return get_sign_in(services, request, accounts); },
               {.open = true});
    // There is no session yet whose token the form could carry; the server refuses what comes from another site.
    router.post("/sign-in",
                [&services, accounts](Request& request) { return post_sign_in(services, request, accounts); },
                {.open = true, .csrf = false});
    router.post("/sign-out", [&services](Request& request) { return post_sign_out(services, request); });
}

}  // namespace bygd
