// The list of cases as its address says it: filters, order, columns and place. The page, the files made of it and the API
// read the same, so that a link, a saved view and an export show the same cases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/services.hpp"
#include "cases/case_list_store.hpp"
#include "http/request.hpp"

namespace bygd {

// What is not understood filters nothing.
CaseFilter case_filter_of(const Services&, const Request&);
// Months after which an applicant may ask for a decision (FL 12 §), as they are now.
int demand_months(const Services&);

// The address of the list without its place and, when named, without one filter.
std::string cases_url_without(const Request&, std::string_view dropped = {});
// The query of the address as it is kept: known names in their order, without place or empty values.
std::string kept_query(std::string_view query);

inline constexpr std::string_view case_columns[] = {"form", "municipality", "state", "officer", "received",
                                                    "due", "decided", "amount", "paid", "left"};
// Those chosen by "column", in the order above; those of old when none is.
std::vector<std::string> columns_of(const Request&);

// The lists officers ask for (domain §8), by name, as queries.
struct ReadyView {
    std::string_view name, query;
};
inline constexpr ReadyView ready_views[] = {
    {"mine", "stage=open&officer=mine"},
    {"unassigned", "stage=open&officer=none"},
    {"supplement", "state=awaiting_supplement&order=number&column=municipality&column=officer&column=received&column=due"},
    {"request_late", "request_late=1"},
    {"opinion_late", "request_late=opinion"},
    {"old", "stage=open&age=4"},
    {"season", "stage=open&form=operating_support"},
    {"undispatched", "undispatched=1"},
    {"unclaimed", "unclaimed=6"},
    {"ending", "ending=60"},
    {"duty_late", "duty_late=1"},
    {"aid_unregistered", "aid_unregistered=1"},
    {"never_visited", "never_visited=1"},
    {"plan_ending", "stage=open&plan_ending=6&column=municipality&column=state&column=officer&column=received&column=amount"},
    {"outstanding", "outstanding=1"}};

}  // namespace bygd
