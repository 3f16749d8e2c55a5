#include "cases/case.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

bool may_see_cases(const Roles& roles) {
    return std::any_of(roles.begin(), roles.end(), [](Role role) { return role != Role::administrator; });
}

void require_case_reader(const Actor& actor) {
    if (!may_see_cases(actor.roles)) refuse(ErrorKind::not_found, "not_found");
}

std::string case_url(const Case& subject) { return case_url(subject.diary_number); }

}  // namespace bygd
