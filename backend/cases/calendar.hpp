// A calendar of last days as RFC 5545 has it. Pure: the same tasks give the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date_time.hpp"

namespace bygd {

struct CalendarEntry {
    std::string uid;                        // the same for the same thing for ever
    Date day;                               // the whole day
    std::string summary, description, url;  // description and url may be empty
    int sequence = 0;                       // grows when the entry changes
};

std::string calendar_text(std::string_view name, const std::vector<CalendarEntry>&, Instant now);

}  // namespace bygd
