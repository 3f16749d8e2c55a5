// All SQL about daily seals, and what is gathered for one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/daily_seal.hpp"

namespace bygd {

std::optional<DailySeal> newest_seal(Transaction&);
std::optional<DailySeal> find_seal(Transaction&, std::int64_t sequence);
std::vector<DailySeal> seals_before(Transaction&, std::int64_t before, std::size_t most);   // newest first; 0: all
std::vector<DailySeal> seals_after(Transaction&, std::int64_t after, std::size_t most);     // oldest first
// Throws Overtaken: another server sealed at the same time.
void append_seal(Transaction&, const DailySeal&, const std::vector<DiaryEnd>&);

std::vector<DiaryEnd> diaries_grown(Transaction&);                       // since they were sealed, by case
std::vector<DiaryEnd> diaries_of_seal(Transaction&, std::int64_t sequence);
FundSums fund_sums_before(Transaction&, Instant);
std::map<std::string, std::int64_t> last_vouchers(Transaction&);

// For verify. The sums of the funds at each of the instants, in order, from one walk through the ledger.
std::vector<FundSums> fund_sums_at(Transaction&, const std::vector<Instant>&);
// Diaries that no longer hold what a seal says, in words.
std::vector<std::string> faults_of_sealed_diaries(Transaction&);
// What a chain holds at a place; none: it is gone.
std::optional<std::string> admin_hash_at(Transaction&, std::int64_t sequence);
std::optional<std::string> payment_hash_at(Transaction&, std::int64_t sequence);
// What the list of payment events says of seals: how many were made.
std::int64_t seals_told_of(Transaction&);

}  // namespace bygd
