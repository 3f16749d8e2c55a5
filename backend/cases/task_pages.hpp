// /tasks: what is to be done and by when, for oneself, a role or everybody; /tasks/{id}: one of them, and the word that it
// is done.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_task_routes(Router& router, const Services& services);   // pages and API

}  // namespace bygd
