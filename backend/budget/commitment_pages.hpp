// Commitments by year of maturity on a day against the authorisation of the source (bemyndigande), and the form with which a
// manager writes down what is decided on it.
#pragma once

#include "base/services.hpp"

namespace bygd {

class Router;

void add_commitment_routes(Router& router, const Services& services);   // /budget/commitments, /budget/authorisations

}  // namespace bygd
