// All SQL behind the portfolio: sums by place, lengths of steps, what is outstanding by year and by age. Each answer is
// one statement that adds up in the database; no case is fetched.
#pragma once

#include "base/services.hpp"
#include "database/transaction.hpp"
#include "reports/portfolio.hpp"

namespace bygd {

Portfolio read_portfolio(Transaction&, const Services&, int year);

}  // namespace bygd
