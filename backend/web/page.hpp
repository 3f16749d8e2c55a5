// One page: a room fills a View, names its template and gets the whole answer with frame, language, message and keys.
// How a page room writes a page:
//
//     Response get_cases(const Services& services, const Request& request) {
//         const auto& words = words_of(services, request);
//         View view;
//         for (const auto& found : list) view.add("CASES").set("NUMBER", found.number).set("NAME", found.name);
//         view.show_if(list.empty(), "EMPTY");
//         return page(services, request, "cases/case_list", view,
//                     {.title = words("cases.list.title"), .nav = Nav::cases});
//     }
//
// The template is backend/cases/case_list.html: the body alone, with [[word.key]], {{VALUE}},
// {{#SECTION}}...{{/SECTION}} and parts such as {{>web/_field name="amount" label="cases.amount"}}. A posting form puts
// in {{>web/_once form="pay"}}, with a name that is its own on that page. A form that is refused is shown again with
// put_field and put_problems (form_view.hpp) and status 422; every other refusal is thrown and becomes error_page().
// Nothing here decides anything.
#pragma once

#include "base/services.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "web/form_view.hpp"
#include "web/frame.hpp"

namespace bygd {

class Router;

struct PageOptions {
    std::string title;                    // in the language of the page
    Nav nav = Nav::none;
    int status = 200;
    std::vector<Crumb> crumbs = {};       // the last without url: where one is
};

const Words& words_of(const Services& services, const Request& request);

// Sets CSRF and FORM_KEY in `body` and puts the frame around it; shows and takes away the message of see_other_saying.
Response page(const Services& services, const Request& request, std::string_view template_name, View& body,
              const PageOptions& options);

// 303 to `location`, where the words of `word_key` are shown once at the top. No values: it travels in a cookie.
Response see_other_saying(std::string location, std::string_view word_key, FlashKind kind = FlashKind::success);

// What a person sees of a refusal: what it was, that nothing was saved, and a way out. Never what went wrong inside.
Response error_page(const Services& services, const Request& request, const Error& error);

// /assets/*, POST /language and /accessibility. `services` must outlive the router.
void add_web_routes(Router& router, const Services& services);

}  // namespace bygd
