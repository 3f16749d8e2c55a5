// How the list of administrative changes is asked for and told: the same for its page, its files and the API.
#pragma once

#include <string>

#include "base/services.hpp"
#include "base/words.hpp"
#include "http/request.hpp"
#include "people/admin_event_store.hpp"

namespace bygd {

// From ?area, ?kind, ?who, ?from, ?to (both days within) and ?before. What cannot be understood becomes a problem of its field.
AdminEventFilter admin_event_filter(const Request&, Problems&);

// "Roller: Handläggare -> Beslutsfattare", a line each.
std::vector<std::string> told_changes(const Services&, const AdminEvent&, const Words&);
std::string admin_kind_label(const AdminEvent&, const Words&);

}  // namespace bygd
