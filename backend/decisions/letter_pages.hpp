// The letter of a proposal before it is decided, as a page and as a PDF, marked as a draft. Nothing is kept of it. The same
// under /api/v1.
#pragma once

#include <string>

#include "base/services.hpp"

namespace bygd {

class Request;
struct Response;
class Router;

void add_letter_routes(Router& router, const Services& services);
void add_letter_api(Router& router, const Services& services);

// Where the preview of a case's proposal is, or of one of its proceedings (0: none).
std::string preview_url(const std::string& diary_number, int proceeding, const char* ending = "");
// The same as a file, for pages and programs alike.
Response preview_file(const Services&, const Request&);

}  // namespace bygd
