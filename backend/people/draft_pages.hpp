// PUT /drafts keeps what is being typed (JSON {key, fields: [[name, value], ...]}; answers {saved_at}), POST /drafts/drop
// throws it away and goes back to the form.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;
void add_draft_routes(Router& router, const Services& services);

}  // namespace bygd
