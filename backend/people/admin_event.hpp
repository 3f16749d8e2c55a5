// One administrative change: who did what to which account or row of the delegation order, when, from what to what. All
// of them are one chain: each carries a hash over its own content and the hash before it, as the diary of a case does
// (design.md §4 rule 6). Pure; the canonical form is versioned and old versions still verify.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/hash_chain.hpp"
#include "base/id.hpp"
#include "people/user.hpp"

namespace bygd {

struct AdminEvent {
    std::int64_t sequence = 0;                // 1, 2, 3 ... without gaps
    std::string area;                         // one of admin_areas()
    std::string kind;                         // "changed", "row_added" ...: as in the event of the thing itself
    std::optional<std::int64_t> subject_id;   // of the account, the row or the absence
    std::string subject;                      // its name as it then was
    std::optional<Id<User>> actor;            // none: the system
    std::string actor_name;
    Instant occurred_at;
    std::string changes = "[]";               // JSON, kept as it was hashed: [["roles", "officer", "decider"]]
    int hash_version = 1;
    std::string previous_hash;                // 64 zeros for the first
    std::string hash;
};

const std::vector<std::string_view>& admin_areas();   // "person", "delegation", "absence", "parameter", "letter", in the order of forms
// The kinds of an area, in the order of the migrations' checks.
const std::vector<std::string_view>& admin_kinds(std::string_view area);

std::string changes_text(const std::vector<FieldChange>&);
// Throws std::exception for a text that is none of ours.
std::vector<FieldChange> changes_in(const std::string& text);

// SHA-256 over the canonical form of everything but `hash`. Throws std::invalid_argument for an unknown hash_version.
std::string hash_of(const AdminEvent&);

// The walk along the chain, an event at a time from the first: what is wrong with each, and at last with the end.
class AdminChain {
public:
    std::vector<std::string> follow(const AdminEvent&);
    std::vector<std::string> end(std::int64_t head_sequence, std::string_view head_hash) const;

private:
    HashChain chain_{"event"};
};

// Who may read the list; to others it is not there.
bool may_read_administration(const Actor&);

}  // namespace bygd
