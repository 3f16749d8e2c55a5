// GET /public-records: the register of documents as it may be shown to anybody, by period.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_document_register_routes(Router& router, const Services& services);

}  // namespace bygd
