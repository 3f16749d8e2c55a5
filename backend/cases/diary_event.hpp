// One event in the diary of a case, and the chain that makes tampering show: each event carries a hash over its own
// content and the hash before it (design.md §4 rule 6). Pure; the canonical form is versioned and old versions still verify.
#pragma once

#include <optional>
#include <string>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/hash_chain.hpp"
#include "base/id.hpp"

namespace bygd {

struct Case;

struct DiaryEvent {
    Id<Case> case_id;
    int sequence = 0;                          // 1, 2, 3 ... without gaps
    std::string kind;                          // "registered", "moved", "document_added", "checklist_answered", "note", ...
    std::optional<std::string> action;         // of the workflow, when kind is "moved"
    std::optional<std::string> from_state, to_state;
    std::optional<Id<User>> actor;             // none: the system
    std::string actor_name;
    Instant occurred_at;
    std::string text;                          // what a person wrote: reason, note
    std::string data = "{}";                   // JSON: amounts, document names, outcome
    int hash_version = 1;
    std::string previous_hash;                 // 64 zeros for the first
    std::string hash;
};

// SHA-256 over the canonical form of everything but `hash`. Throws std::invalid_argument for an unknown hash_version.
std::string hash_of(const DiaryEvent&);

}  // namespace bygd
