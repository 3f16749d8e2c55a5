// Runs of payments as pages and as JSON: made, released, fetched for the bank, asked back. Decides nothing.
#pragma once

#include <filesystem>
#include <memory>

#include "base/services.hpp"

namespace bygd {

class BankProfiles;
class Router;

// /payouts/runs and /api/v1/payment-runs; the profiles of banks are read from schemas/ under `home`.
void add_payment_run_routes(Router& router, const Services& services, const std::filesystem::path& home);
void add_payment_run_api(Router& router, const Services& services, const std::shared_ptr<const BankProfiles>& banks);

}  // namespace bygd
