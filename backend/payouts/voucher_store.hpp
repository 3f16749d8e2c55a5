// All SQL about vouchers: what has happened and has none yet, the number each takes, and the rows themselves, which are
// appended and never changed. That a thing gives one voucher is a unique key; the counter is written with each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"
#include "payouts/voucher.hpp"

namespace bygd {

struct VoucherSource {
    std::string kind;
    std::int64_t id = 0;
};
// Booked from `from` through `through`, by day; of one day grants before payments before what is paid back.
std::vector<VoucherSource> sources_without_voucher(Transaction&, Date from, Date through, std::size_t most);
// What it is, with what the accounts hold for its case now. Throws std::logic_error when there is no such row.
MoneyHappening happening_of(Transaction&, const VoucherSource&);

// Gives the number and stores the voucher. Throws Overtaken when its source has one.
Voucher append_voucher(Transaction&, Voucher);
void append_no_voucher(Transaction&, const VoucherSource&, std::string_view why, Instant now);

struct VoucherFilter {
    std::optional<int> year;
    std::string kind;                                                 // empty: all
    std::optional<Date> day;
    std::optional<Id<Case>> subject;
    std::int64_t before = 0;                                          // id of the last seen; 0: from the newest
};
std::vector<Voucher> list_vouchers(Transaction&, const VoucherFilter&, std::size_t most);   // newest first
std::optional<Voucher> find_voucher(Transaction&, std::string_view series, int year, std::int64_t number);
std::optional<Voucher> find_voucher(Transaction&, Id<Voucher>);
std::optional<Voucher> voucher_of_source(Transaction&, const VoucherSource&);
std::vector<Voucher> vouchers_in(Transaction&, std::string_view series, int year, std::int64_t from, std::int64_t to);
std::vector<int> voucher_years(Transaction&);                         // newest first

// How far a series has come in a year, and how far it has been taken out in files.
struct VoucherCount {
    std::string series;
    int year = 0;
    std::int64_t last_number = 0, last_exported = 0;
    std::int64_t waiting() const { return last_number - last_exported; }
};
std::vector<VoucherCount> voucher_counts(Transaction&);               // oldest year first

// For verify: gaps, vouchers that do not sum to zero, and those that say another thing than what they were made of, in words.
std::vector<std::string> faults_of_vouchers(Transaction&);

}  // namespace bygd
