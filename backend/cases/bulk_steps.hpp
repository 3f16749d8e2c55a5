// One step of many cases at one go: given to an officer, or the applicant reminded. Each is the same step as from its own
// page, in a transaction of its own with its own event; one that is refused stops no other, and the same request again
// moves nothing twice.
#pragma once

#include <string>
#include <vector>

#include "base/actor.hpp"
#include "base/error.hpp"
#include "base/services.hpp"

namespace bygd {

struct BulkLine {
    std::string diary_number;
    int version = 0;                    // of the case when the person read it
    Problems problems;                  // why it was refused; none: done
};

// `chosen` as the check boxes send it, "RUN 2026/0042@7". Problems: case = bulk.none, bulk.too_many {most}, bulk.line;
// new_officer = required. A line: bulk.not_now where the step is not offered to this person now, and what the step refuses.
std::vector<BulkLine> assign_many(const Services&, const Actor&, const std::vector<std::string>& chosen,
                                  const std::string& officer);
// Of the supplements they have not sent; who has been reminded already is not reminded again.
std::vector<BulkLine> remind_many(const Services&, const Actor&, const std::vector<std::string>& chosen);

}  // namespace bygd
