// Imports as JSON: a file in, its plan by row, and the job that does it.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;
struct ImportRoom;

void add_import_api(Router&, const Services&, const ImportRoom& room);

}  // namespace bygd
