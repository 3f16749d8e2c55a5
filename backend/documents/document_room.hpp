// What whoever takes in or shows documents needs: the grounds of secrecy and the rules of uploads. Made once at start by
// pages/house.
#pragma once

#include "documents/secrecy.hpp"
#include "documents/upload.hpp"

namespace bygd {

struct DocumentRoom {
    SecrecyGrounds grounds;
    UploadRules uploads;
};

}  // namespace bygd
