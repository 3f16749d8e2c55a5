// /administration/letters: every text of the letters with what chooses it and the days it holds, and any letter as it would
// be sent, with stand-ins for the facts of a case. For administrators and auditors. The texts come from schemas/letters, with
// what has been confirmed here (letter_change_pages) over them.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_letter_text_routes(Router& router, const Services& services);

}  // namespace bygd
