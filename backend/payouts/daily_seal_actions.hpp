// Sealing, by a person of finance, from the command line or each night; and what verify asks of every seal.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "jobs/job_run.hpp"
#include "payouts/daily_seal.hpp"

namespace bygd {

class Transaction;

// What was made in the last minute is left to the next seal: it may still be on its way. Throws forbidden; conflict seal.no_key.
DailySeal make_seal(const Services&, const SealKeys&, const Actor&);
DailySeal make_system_seal(const Services&, const SealKeys&);                 // of the command line
DailyJob seal_job(const Services&, const SealKeys&);

std::vector<DailySeal> list_seals(const Services&, const Actor&, std::int64_t before, std::size_t most);
struct SealFile {
    DailySeal seal;
    std::string name, bytes;
};
SealFile read_seal(const Services&, const Actor&, std::int64_t sequence);     // throws not_found
SealFile seal_file_of(Transaction&, const DailySeal&);

std::vector<std::string> faults_of_seals(Transaction&, const SealKeys&);

}  // namespace bygd
