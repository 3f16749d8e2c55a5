// The pages of the delegation order and of absences, under /admin/delegation and /admin/absences, and the same as JSON.
// They stand in this room and not in people/, for they show the forms of support by name. Everyone reads, the
// administrator changes; the actions decide. Typed rows and absences are read here for pages and API alike.
#pragma once

#include <functional>
#include <string>

#include "base/services.hpp"
#include "people/delegation.hpp"

namespace bygd {

class Router;

void add_delegation_routes(Router&, const Services&);
void add_delegation_api(Router&, const Services&);

std::vector<std::string> form_names(const Services&);

// `typed` gives what stands in a field or member: person, title, form, kind, highest, valid_from, valid_to, reference;
// person, deputy, from, to, note. What cannot be read is added to the problems.
using TypedField = std::function<std::string(const char*)>;
DelegationRow read_delegation_row(const TypedField& typed, Problems&);
Absence read_absence(const TypedField& typed, Problems&);

}  // namespace bygd
