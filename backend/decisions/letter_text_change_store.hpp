// All SQL about changes of letter texts.
#pragma once

#include <vector>

#include "database/transaction.hpp"
#include "decisions/letter_text_change.hpp"

namespace bygd {

// Throws DuplicateKey when another text of the place begins that day already.
Id<LetterTextChange> insert_letter_text_change(Transaction&, const LetterTextChange&);
// From prepared on, of the version that was read. False: it has moved on.
bool settle_letter_text_change(Transaction&, const LetterTextChange&);
std::optional<LetterTextChange> find_letter_text_change(Transaction&, Id<LetterTextChange>);
// Newest first; `before` 0: from the newest.
std::vector<LetterTextChange> letter_text_changes(Transaction&, std::int64_t before, std::size_t most);
std::vector<LetterTextOverride> confirmed_letter_texts(Transaction&);   // what is laid over the files

std::int64_t letter_text_edition(Transaction&);
// False: another was confirmed since that edition was read.
bool next_letter_text_edition(Transaction&, std::int64_t read);

}  // namespace bygd
