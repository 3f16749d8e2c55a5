// GET /api/v1/cases/{number}/preview: the letter of the proposal as JSON, and as the file people see.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case.hpp"
#include "cases/case_store.hpp"
#include "decisions/letter_actions.hpp"
#include "decisions/letter_pages.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

void add_letter_api(Router& router, const Services& services) {
    router.get("/api/v1/cases/{number}/preview", [&](Request& request) {
        const auto number = diary_number_of_path(request.param("number"));
        const auto proceeding = static_cast<int>(whole_number(request.query("proceeding")).value_or(0));
        return json_response(to_json(preview_of(services, request.actor(), number, proceeding).sheet));
    });
    router.get("/api/v1/cases/{number}/preview.pdf", [&](Request& request) { return preview_file(services, request); });
}

}  // namespace bygd
