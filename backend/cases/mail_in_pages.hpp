// /mail/incoming: mail that has come in and that a person must say where it belongs.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_mail_in_routes(Router&, const Services&);

}  // namespace bygd
