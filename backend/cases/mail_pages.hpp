// /mail: the log of what the house has sent, waits to send and could not; a page for each message. And the same as
// JSON.
#pragma once

#include "base/services.hpp"
#include "jobs/mail_room.hpp"

namespace bygd {

class Router;

// All must outlive the router.
void add_mail_routes(Router&, const Services&, const MailRoom&);

}  // namespace bygd
