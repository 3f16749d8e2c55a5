// The page of one case, where an officer spends the day: what it is, what may be done next and what stands in the way, the
// money, the checklist, the documents and the whole story. Gathers from the rooms below; decides nothing.
#pragma once

#include "base/services.hpp"
#include "cases/action_form.hpp"

namespace bygd {

class Router;
struct MailRoom;

// /cases/{number} and below it: /actions, /actions/{action}, /checklist, /notes, /documents, /letter.
void add_case_page_routes(Router& router, const Services& services, const ActionForms& forms, const MailRoom& mail);

}  // namespace bygd
