// What is done with runs of payments, their files and the bank's answers: who, when, and about which run or file. All of
// it is one chain, as the list of administrative changes is (design.md §4 rule 6). Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/hash_chain.hpp"

namespace bygd {

struct PaymentEvent {
    std::int64_t sequence = 0;                // 1, 2, 3 ... without gaps
    std::string subject;                      // number of the run, or "answer-12" of a file from the bank
    std::string kind;                         // "run_made", "run_released", "run_sent", "file_read" ...
    std::optional<Id<User>> actor;            // none: the command line
    std::string actor_name;
    Instant occurred_at;
    std::string text;                         // what a person wrote
    std::string data = "{}";                  // JSON: counts, sums, hashes
    int hash_version = 1;
    std::string previous_hash;
    std::string hash;
};

PaymentEvent payment_event(const Actor&, Instant, std::string subject, std::string kind, std::string text = "",
                           const std::map<std::string, std::string>& data = {});

// SHA-256 over the canonical form of everything but `hash`. Throws std::invalid_argument for an unknown hash_version.
std::string hash_of(const PaymentEvent&);

}  // namespace bygd
