// What the pages about links share: a line of a list, the facts of one link, and the fields of its form.
#pragma once

#include <string>
#include <vector>

#include "http/form.hpp"
#include "payment_services/payment_link_store.hpp"
#include "web/form_view.hpp"

namespace bygd {

std::vector<Option> options_of(const std::vector<std::string_view>& values, const char* what, const Words& words);

// URL, KIND, DIRECTION, OUTLET, PLACE, MUNICIPALITY, THEIR_NUMBER, CONTACT, OUR_CONTACT, STATUS, STATUS_KIND, OPENED;
// sections CASE (NUMBER, CASE_URL), FOLLOW_UP (DAY), DUE, NO_NUMBER.
void put_link_line(View& view, const LinkLine& line, const Words& words, Date today);
// What only the page of one link tells: project, agent, services, mail, telephone, notes.
void put_link_facts(View& view, const LinkLine& line, const Words& words);
// Every field of read_link, and our_contact.
void put_link_form(View& view, Transaction& tx, const TypedLink& typed, const Problems& problems, const Words& words);
// Where the link belongs. PLACE_KNOWN with the outlet's name and a choice of its cases; else CHOOSE_PLACE.
void put_place(View& view, Transaction& tx, std::string& outlet, const std::string& case_number,
               const Problems& problems, const Words& words);

TypedLink typed_link_of(const Form& form);

}  // namespace bygd
