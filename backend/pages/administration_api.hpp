// /api/v1/administration: the list of changes, people with their keys, the forms in their versions, for administrators and
// auditors; an administrator signs somebody out and takes a token by the same actions as the pages.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_administration_api(Router& router, const Services& services);

}  // namespace bygd
