// A document to look at inside a page of ours: GET /cases/{number}/documents/{id}/pages is a bare page of its pages, each a
// picture from .../pages/{page}, so that it shows in every browser and beside the form one is filling in.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;
void add_document_viewer_routes(Router& router, const Services& services);

}  // namespace bygd
