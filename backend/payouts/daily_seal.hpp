// A daily seal (sigill): what the ledger of each fund summed to and where each chain of hashes ended, signed with a key that is
// kept outside the database. Each seal names the one before. What is changed afterwards, also by one who makes the chains
// anew with the hashes they should have, no longer agrees with it. Pure.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/money.hpp"
#include "base/signature.hpp"

namespace bygd {

struct Case;

// Who may sign and whose signatures are believed. Without a key nothing is sealed.
struct SealKeys {
    std::shared_ptr<const SigningKey> own;
    std::vector<std::string> trusted;        // public keys of before, or of other servers
    bool believed(std::string_view public_key) const;   // anybody's, where there is neither
};

struct SealedSum {
    std::int64_t rows = 0;
    Money sum;
    bool operator==(const SealedSum&) const = default;
};
using FundSums = std::map<std::string, std::map<std::string, SealedSum>>;   // code of the fund -> kind of movement

struct ChainEnd {
    std::int64_t sequence = 0;
    std::string hash;
    bool operator==(const ChainEnd&) const = default;
};

struct DiaryEnd {
    Id<Case> subject;
    std::string diary_number;
    ChainEnd end;
};

struct SealContent {
    std::int64_t sequence = 0;
    Date sealed_on;
    Instant covers_until;                    // of the funds: rows made before it
    std::string region;
    std::string previous;                    // SHA-256 of the content before; first_hash
    FundSums funds;
    ChainEnd administration, payments;
    std::map<std::string, std::int64_t> vouchers;   // "BS 2026" -> last number
    std::int64_t diaries = 0;                // that had grown since the seal before
    std::string diaries_sha256;              // over their ends
};
std::string text_of(const SealContent&);     // JSON: what is signed
SealContent seal_content_of(std::string_view text);
std::string hash_of_diaries(const std::vector<DiaryEnd>&);   // by case

struct DailySeal {
    std::int64_t sequence = 0;
    Date sealed_on;
    Instant covers_until;
    std::string content, sha256, public_key, signature;
    std::optional<Id<User>> made_by;
    std::string made_by_name;
    Instant made_at;
};

// The file for others to keep: the seal and the diaries it covers, with how to check it.
std::string file_of(const DailySeal&, const std::vector<DiaryEnd>&);

}  // namespace bygd
