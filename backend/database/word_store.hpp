// All SQL about the words by which things are found. Whoever writes a name or a text writes its words in the same
// transaction, so that what is saved is found at once and nothing else is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/transaction.hpp"

namespace bygd {

enum class Indexed { case_file = 1, organisation = 2, outlet = 3 };

// Adds the words of a text to those of the thing.
void add_words(Transaction&, Indexed, std::int64_t id, std::string_view text);
// The thing is found by these words and no others any more.
void replace_words(Transaction&, Indexed, std::int64_t id, std::string_view text);

// What a typed word is looked for as: the beginning of a word or, where nothing begins so, the words one slip away.
struct WordSought {
    std::string typed;
    std::vector<std::string> slips;       // empty: `typed` is the beginning of something, or nothing is like it
};
// Of the first limits::search_words words.
std::vector<WordSought> words_sought(Transaction&, std::string_view text);

// True while some case has no words: before the first start after the migration has gone through them all.
bool words_missing(Transaction&);

}  // namespace bygd
