// The diary number of a case as a part of a URL, where '/' and ' ' do not travel: "RUN 2026/0042" <-> "RUN-2026-0042".
// Here, because rooms below cases/ (the ledger of budget/) lead to cases too.
#pragma once

#include <string>
#include <string_view>

namespace bygd {

std::string case_url(std::string_view diary_number);                  // "/cases/RUN-2026-0042"
std::string diary_number_of_path(std::string_view path_part);

}  // namespace bygd
