// The outbox as JSON under /api/v1/mail.
#pragma once

#include "base/services.hpp"
#include "jobs/mail_room.hpp"

namespace bygd {

class Router;

void add_mail_api(Router&, const Services&, const MailRoom&);

}  // namespace bygd
