// The page on which one step of a case is filled in and taken. What was typed is never lost: a refusal shows the same form
// again, and when somebody else has changed the case it says so and carries the newer version.
#pragma once

#include "base/services.hpp"
#include "cases/action_form.hpp"

namespace bygd {

class Router;
struct MailRoom;

void add_case_action_routes(Router& router, const Services& services, const ActionForms& forms, const MailRoom& mail);

}  // namespace bygd
