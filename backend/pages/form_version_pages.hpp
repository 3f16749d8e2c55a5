// /administration/forms: each form of support with its versions: legal basis, fields, documents, and how many running
// cases stand on each. For administrators and auditors; to others it is not there. The files of schemas/forms are the
// forms: nothing is changed here.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_form_version_routes(Router& router, const Services& services);

}  // namespace bygd
