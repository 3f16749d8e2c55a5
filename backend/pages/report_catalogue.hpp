// Every report of the house, joined to the stores its rows come from.
#pragma once

#include "reports/catalogue.hpp"

namespace bygd {

Catalogue report_catalogue();

}  // namespace bygd
