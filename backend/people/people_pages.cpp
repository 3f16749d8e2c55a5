#include "people/people_pages.hpp"

#include "http/idempotency_hooks.hpp"
#include "http/session_hooks.hpp"
#include "people/account_pages.hpp"
#include "people/draft_pages.hpp"
#include "people/parked_form_pages.hpp"
#include "people/password_link_pages.hpp"
#include "people/sign_in_pages.hpp"
#include "people/user_api.hpp"
#include "people/user_pages.hpp"

namespace bygd {

void add_people_routes(Router& router, const Services& services, PeopleOptions options) {
    add_sign_in_routes(router, services, std::move(options.demo_accounts));
    add_account_routes(router, services);
    add_parked_form_routes(router, services);
    add_draft_routes(router, services);
    add_user_routes(router, services);
    add_password_link_routes(router, services);
    add_user_api(router, services);
}

void add_people_hooks(ServerHooks& hooks, const Services& services) {
    add_session_hooks(hooks, services.database, services.clock);
    add_idempotency_hooks(hooks, services.database);
}

}  // namespace bygd
