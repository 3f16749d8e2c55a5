// /administration/letters: every text of the letters with what chooses it and the days it holds, and any letter as it would
// be sent, with stand-ins for the facts of a case. For administrators and auditors; the texts are changed in schemas/letters,
// where `bygdestod check` holds them whole.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_letter_text_routes(Router& router, const Services& services);

}  // namespace bygd
