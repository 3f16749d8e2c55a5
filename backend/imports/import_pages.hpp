// /imports: a table in, what it would change shown row by row, then done; and /api/v1/imports.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;
struct ImportRoom;

// `room` outlives the router.
void add_import_routes(Router&, const Services&, const ImportRoom& room);

}  // namespace bygd
