// What finance does with vouchers: makes those of what has happened, takes one back and books it anew, and takes them out in
// a file for the accounting system. Each is one transaction with its event in the list of payments; all may be done again
// and by two servers at once, and nothing is booked twice.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "jobs/job_run.hpp"
#include "payouts/sie_export.hpp"
#include "payouts/voucher.hpp"

namespace bygd {

struct VoucherFilter;
struct VoucherCount;

struct VouchersMade {
    std::int64_t made = 0, without = 0;      // without: looked at, and it moves nothing in the accounts
    std::string first, last;                 // names
};
// Of all that was booked through a day. Throws Error forbidden; invalid: through=date.*, accounting.later_than_today.
VouchersMade make_vouchers(const Services&, const AccountingPlan&, const Actor&, const std::string& through);
// The same each night, of all before the day.
DailyJob voucher_job(const Services&, const AccountingPlan&);

// The pair that corrects a voucher: it is taken back, and booked by the plan as it stands now. Both are dated today.
struct VoucherCorrection {
    Voucher reversal;
    std::optional<Voucher> rebooking;        // none: by the plan it moves nothing now
};
// Throws invalid reason=required, text.too_long; conflict accounting.already_corrected, accounting.is_reversal,
// accounting.same_lines: the plan says the same as when it was made.
VoucherCorrection correct_voucher(const Services&, const AccountingPlan&, const Actor&, const std::string& name, const std::string& reason);

// Of the oldest year that has any, or of `year`: those in no file yet. Throws invalid year=accounting.nothing_to_export.
SieExport make_sie_export(const Services&, const AccountingPlan&, const Actor&, std::optional<int> year);
struct SieBytes {
    std::string name, bytes;
};
SieBytes read_sie_export(const Services&, const Actor&, Id<SieExport>);   // always the same; each reading is noted
std::vector<SieExport> list_sie_exports(const Services&, const Actor&, Id<SieExport> before, std::size_t most);
// The same file made once more from the vouchers as they are now.
std::string sie_made_again(Transaction&, const SieExport&);

struct VoucherPage {
    Voucher voucher;
    std::optional<Voucher> corrected, reversal, rebooking;   // that it corrects, and those that correct it
    std::string payment;                     // number of the payment it was made of
};
// `name` as in an address: "BS-2026-118". Throws not_found.
VoucherPage voucher_page(const Services&, const Actor&, const std::string& name);
std::vector<Voucher> voucher_list(const Services&, const Actor&, const VoucherFilter&, std::size_t most);
struct AccountsState {
    std::vector<VoucherCount> counts;
    std::int64_t waiting = 0;                // what has happened through today and has no voucher, counted to a thousand
    std::vector<int> years;
};
AccountsState accounts_state(const Services&, const AccountingPlan&, const Actor&);

std::string voucher_url(const Voucher&);

}  // namespace bygd
