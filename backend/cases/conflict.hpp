// What one person has said of conflict of interest in one case (jäv, FL 16-18 §§; elected members KL 6:28-32). Nobody
// prepares, decides or attests without having said it, and nobody who has one does any of it.
#pragma once

#include <map>
#include <string>

#include "base/date_time.hpp"
#include "cases/case.hpp"

namespace bygd {

struct ConflictDeclaration {
    bool conflicted = false;
    std::string reason;                      // required when conflicted
    Instant declared_at;
};

}  // namespace bygd
