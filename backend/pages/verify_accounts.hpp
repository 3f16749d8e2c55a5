// What verify asks of the accounts: vouchers without gaps that say what happened, files that can be made again byte for byte.
#pragma once

#include <string>
#include <vector>

#include "database/transaction.hpp"

namespace bygd {

std::vector<std::string> faults_of_accounts(Transaction&);   // each a sentence with what it is about

}  // namespace bygd
