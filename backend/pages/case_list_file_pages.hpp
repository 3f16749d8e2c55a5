// The list of cases as shown, as a file: /cases.xlsx and /cases.csv with the query of the page. A long list is made by a
// long job, which /cases/file asks for; /api/v1/cases/files the same.
#pragma once

#include "base/services.hpp"
#include "http/router.hpp"

namespace bygd {

void add_case_list_file_routes(Router&, const Services&);

}  // namespace bygd
