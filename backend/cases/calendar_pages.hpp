// /calendar/TOKEN.ics: the open tasks of a person as a calendar, for whoever has the secret address; and
// /account/calendar, where that person makes, changes and removes it.
#pragma once

#include "base/services.hpp"
#include "jobs/mail_room.hpp"

namespace bygd {

class Router;

void add_calendar_routes(Router&, const Services&, const MailRoom&);

}  // namespace bygd
