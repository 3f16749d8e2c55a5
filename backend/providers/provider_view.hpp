// What every page says of an organisation and an outlet in the same words: addresses, accounts, services, facts, history.
#pragma once

#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/words.hpp"
#include "database/transaction.hpp"
#include "http/request.hpp"
#include "providers/provider_event.hpp"
#include "web/form_view.hpp"

namespace bygd {

std::string outlet_url(Id<Outlet>);                  // "/providers/outlets/12"
std::string organisation_url(Id<Organisation>);
std::string payee_label(const PayeeAccount&, const Words&);               // "Bankgiro 5050-1055"
std::string service_list(const std::set<std::string>&, const Words&);     // in the order of outlet_services
std::vector<Option> owner_sex_options(const Words&);
std::vector<Option> service_options(const Words&);
// The questions of an outlet form that are not a text: archipelago, open_all_year, and GROUP for each group of goods.
void put_outlet_questions(View& view, const Typed& typed, const Problems&, const Words&);
std::string group_list(const std::set<std::string>& groups, const Words&);
// Of the county, by name; with `chosen` last when it is of another, so that what was typed is kept beside its refusal.
std::vector<Option> municipality_options(Transaction&, std::string_view county, std::string_view chosen);

template <typename T>
Id<T> id_of_path(const Request& request) {                                // of what is none: 0, which nothing has
    return Id<T>(whole_number(request.param("id")).value_or(0));
}
// What {id} of the path names. Throw Error not_found.
Outlet outlet_of_path(Transaction&, const Request&);
Organisation organisation_of_path(Transaction&, const Request&);

void put_provider_views(View&, const Words&, std::string_view here);      // rows VIEW: the lists of this room
void put_outlet_facts(View&, Transaction&, const Outlet&, const Words&);  // NAME, PLACE and rows FACT (LABEL, VALUE)
void put_organisation_facts(View&, const Organisation&, const Words&);    // NAME and rows FACT
// What a field of a change was or became, in words; `value` is one of its two.
std::string changed_value(const ProviderChange&, const std::string& value, Transaction&, const Words&);
void put_provider_events(View&, Transaction&, const std::vector<ProviderEvent>&, const Words&);   // rows EVENT

}  // namespace bygd
