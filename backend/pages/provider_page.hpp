// The register as officers see it: outlets and organisations to search, and the page of each with its cases, its support
// and its history. Gathers from the rooms; the forms that change something are in providers/provider_form_pages.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_provider_page_routes(Router& router, const Services& services);

}  // namespace bygd
