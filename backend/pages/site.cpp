#include "pages/site.hpp"

#include <nlohmann/json.hpp>

#include "aid/exchange_rate_pages.hpp"
#include "aid/undertaking_pages.hpp"
#include "budget/budget_pages.hpp"
#include "cases/calendar_pages.hpp"
#include "cases/case_api.hpp"
#include "cases/case_document_api.hpp"
#include "cases/case_document_pages.hpp"
#include "cases/case_pages.hpp"
#include "cases/case_view_api.hpp"
#include "cases/document_register_pages.hpp"
#include "cases/document_viewer_pages.hpp"
#include "cases/handover_pages.hpp"
#include "cases/mail_in_pages.hpp"
#include "cases/mail_pages.hpp"
#include "cases/provider_merge_api.hpp"
#include "cases/provider_merge_pages.hpp"
#include "cases/task_pages.hpp"
#include "database/pool.hpp"
#include "decisions/condition_pages.hpp"
#include "decisions/de_minimis_pages.hpp"
#include "decisions/batch_pages.hpp"
#include "decisions/board_pages.hpp"
#include "decisions/delegation_pages.hpp"
#include "decisions/letter_pages.hpp"
#include "http/metrics.hpp"
#include "http/problem_json.hpp"
#include "imports/import_pages.hpp"
#include "jobs/long_job_pages.hpp"
#include "pages/administration_api.hpp"
#include "pages/administration_page.hpp"
#include "pages/assess_page.hpp"
#include "pages/case_pack_pages.hpp"
#include "pages/case_list_file_pages.hpp"
#include "pages/case_page.hpp"
#include "pages/claim_template_pages.hpp"
#include "pages/form_version_pages.hpp"
#include "pages/letter_change_pages.hpp"
#include "pages/letter_text_pages.hpp"
#include "pages/openapi.hpp"
#include "pages/overview_page.hpp"
#include "pages/parameter_change_pages.hpp"
#include "pages/parameter_page.hpp"
#include "pages/prepared_change_api.hpp"
#include "pages/provider_page.hpp"
#include "pages/report_pages.hpp"
#include "pages/start_page.hpp"
#include "payouts/accounting_pages.hpp"
#include "payouts/bank_answer_pages.hpp"
#include "payouts/claim_api.hpp"
#include "payouts/daily_seal_pages.hpp"
#include "payouts/debt_pages.hpp"
#include "payouts/past_payment_pages.hpp"
#include "payouts/payment_run_pages.hpp"
#include "payouts/payout_pages.hpp"
#include "payouts/reconciliation_pages.hpp"
#include "payment_services/payment_link_pages.hpp"
#include "projects/project_pages.hpp"
#include "providers/provider_api.hpp"
#include "providers/provider_form_pages.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

void add_health_routes(Router& router, const Services& services) {
    const RouteOptions open{.open = true};
    router.get("/health/live", [](Request&) { return text_response("live\n"); }, open);
    router.get("/health/ready", [&services](Request&) {
        return services.database.reachable() ? text_response("ready\n") : text_response("the database cannot be reached\n", 503);
    }, open);
    router.get("/metrics", [](Request&) { return metrics::response(); }, open);
}

}  // namespace

void add_site_routes(Router& router, const House& house, PeopleOptions people) {
    const auto& services = house.services();
    add_health_routes(router, services);
    add_web_routes(router, services);
    add_people_routes(router, services, std::move(people));
    add_case_routes(router, services);
    add_case_api(router, services);
    add_claim_api(router, services);
    add_claim_template_routes(router, services);
    add_case_view_api(router, services);
    add_handover_routes(router, services);
    add_case_document_routes(router, services);
    add_case_document_api(router, services);
    add_document_viewer_routes(router, services);
    add_document_register_routes(router, services);
    add_task_routes(router, services);
    add_mail_in_routes(router, services);
    add_mail_routes(router, services, house.mail());
    add_long_job_routes(router, services);
    add_calendar_routes(router, services, house.mail());
    add_case_page_routes(router, services, house.action_forms(), house.mail());
    add_case_pack_routes(router, services, house.home());
    add_condition_routes(router, services);
    add_delegation_routes(router, services);
    add_board_routes(router, services);
    add_batch_routes(router, services);
    add_letter_routes(router, services);
    add_assess_routes(router, services);
    add_parameter_routes(router, services);
    add_parameter_change_routes(router, services);
    add_administration_routes(router, services);
    add_administration_api(router, services);
    add_prepared_change_api(router, services);
    add_form_version_routes(router, services);
    add_letter_text_routes(router, services);
    add_letter_change_routes(router, services);
    add_payout_routes(router, services);
    add_past_payment_routes(router, services);
    add_past_payment_api(router, services);
    add_bank_answer_routes(router, services);
    add_debt_routes(router, services);
    add_payment_run_routes(router, services, house.home());
    add_accounting_routes(router, services, house.accounting());
    add_reconciliation_routes(router, services);
    add_daily_seal_routes(router, services, house.seal_keys());
    add_provider_page_routes(router, services);
    add_provider_form_routes(router, services);
    add_provider_api(router, services);
    add_import_routes(router, services, house.imports());
    add_provider_merge_routes(router, services);
    add_provider_merge_api(router, services);
    add_undertaking_routes(router, services);
    add_exchange_rate_routes(router, services);
    add_de_minimis_routes(router, services);
    add_project_routes(router, services);
    add_payment_service_routes(router, services);
    add_case_list_file_routes(router, services);
    add_report_routes(router, services, house.catalogue());
    add_budget_routes(router, services);
    add_overview_routes(router, services);
    add_start_routes(router, services);
    add_openapi_route(router, house.home());
}

ServerHooks site_hooks(const House& house) {
    const auto& services = house.services();
    ServerHooks hooks;
    hooks.render_error = [&services](Request& request, const Error& error) {
        if (request.is_api()) return problem_json(error, services.languages.of(request.language()), request.request_id());
        return error_page(services, request, error);
    };
    add_people_hooks(hooks, services);
    hooks.authenticate = [&house, authenticate = hooks.authenticate](Request& request) {
        authenticate(request);
        if (request.signed_in()) house.follow_changes();   // nobody else is shown what rests on these
    };
    return hooks;
}

}  // namespace bygd
