// A list that nobody can alter unseen: each entry carries a hash over its own content in a canonical form, and the hash of the
// one before it (design.md §4 rule 6). What the diary of a case and the list of administrative changes share. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bygd {

inline constexpr std::string_view first_hash = "0000000000000000000000000000000000000000000000000000000000000000";

// What is hashed: each field with its length before it, so that no two different entries have the same form.
class CanonicalForm {
public:
    explicit CanonicalForm(std::string_view kind_and_version) : form_(kind_and_version) {}   // "diary-event-1;"
    CanonicalForm& add(std::string_view field);
    CanonicalForm& add_number(std::int64_t number);
    CanonicalForm& add_maybe(const std::optional<std::string>& field);
    CanonicalForm& add_maybe_number(const std::optional<std::int64_t>& number);
    std::string sha256() const;

private:
    std::string form_;
};

// The walk along a chain, an entry at a time from the first.
class HashChain {
public:
    explicit HashChain(std::string entry) : entry_(std::move(entry)) {}                      // "diary event"

    std::string name_of(std::int64_t sequence) const { return entry_ + " " + std::to_string(sequence); }
    // Tells what is wrong with the next entry, whose hash is made by hash_of.
    template <typename Entry>
    void follow(const Entry& next, const std::function<void(const std::string&)>& say) {
        const auto name = name_of(next.sequence);
        if (next.sequence != sequence_ + 1) say("an event is missing before " + name);
        if (next.previous_hash != hash_) say(name + " does not follow the one before it");
        if (hash_of(next) != next.hash) say(name + " has been changed");
        sequence_ = next.sequence;
        hash_ = next.hash;
    }
    // Whether this is the last entry that was followed: nothing has been cut off.
    bool ends_with(std::int64_t sequence, std::string_view hash) const { return sequence == sequence_ && hash == hash_; }

private:
    std::string entry_;
    std::int64_t sequence_ = 0;
    std::string hash_{first_hash};
};

}  // namespace bygd
