// What whoever takes in or shows documents needs: the grounds of secrecy, the rules of uploads and the reader of tables. Made once at start by
// pages/house.
#pragma once

#include "documents/secrecy.hpp"
#include "documents/table_reader.hpp"
#include "documents/upload.hpp"

namespace bygd {

struct DocumentRoom {
    SecrecyGrounds grounds;
    UploadRules uploads;
    TableReader tables;
};

}  // namespace bygd
