// Makes every POST of a signed-in person count once: the key is the field form_key of a page or the header
// Idempotency-Key of the API. The command that is done already is answered again without being run.
#pragma once

#include "http/server.hpp"

namespace bygd {

class Database;

// Puts itself into `hooks.before`, `around` and `after`, before what is there. Refuses with bad_request
// (idempotency_key.required, .format; form_key.required), invalid (idempotency_key.other_request), conflict
// (idempotency_key.done). `database` outlives the server.
void add_idempotency_hooks(ServerHooks& hooks, Database& database);

}  // namespace bygd
