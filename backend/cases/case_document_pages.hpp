// The register of a case and the page of one document in it: what it is, how it looks, its versions, its mark of secrecy and
// who has asked for it out. And the files themselves.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

// /cases/{number}/register, /cases/{number}/register/{n} and what is posted there, /cases/{number}/documents/{id}.
void add_case_document_routes(Router& router, const Services& services);

}  // namespace bygd
