// The case road as JSON under /api/v1: list, read, register, take a step, answer the checklist, add a document.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_case_api(Router& router, const Services& services);

}  // namespace bygd
