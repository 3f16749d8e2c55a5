// What administrators do with texts of letters: one prepares a new text, another confirms or refuses it, and who prepared it
// may take it back. Each is one transaction with its row in the list of administrative changes. No letter that is made is
// touched.
#pragma once

#include <memory>

#include "base/services.hpp"
#include "database/edition_follower.hpp"
#include "decisions/letter_text_change.hpp"

namespace bygd {

// As typed. `base`: the source of the text it was written from; empty: not said.
struct PrepareLetterText {
    std::string place, base, valid_from, heading, body, reason;
};

// The texts as they are by the database now, and a change as it would be, with all that is wrong with it; nothing is kept.
struct LetterTextTrial {
    LetterTexts texts;                // the files with what is confirmed
    LetterTextChange change;
    Problems problems;
};
// Throws not_found for anyone but an administrator.
LetterTextTrial try_letter_text(const Services&, const Actor&, const PrepareLetterText&);

// Throws not_found for anyone but an administrator; invalid: what check_letter_text_change finds, valid_from = required, date.*,
// letter_text.there when another one begins that day; conflict letter_text.base_changed.
LetterTextChange prepare_letter_text(const Services&, const Actor&, const PrepareLetterText&);
// Throws not_found, forbidden letter_text.same_person, conflict letter_text.settled or .base_changed (another text has begun
// there since), invalid with what check_letter_text_change finds now: its day may have come.
LetterTextChange confirm_letter_text(const Services&, const Actor&, Id<LetterTextChange>, int version);
// By another than who prepared it, with why. Throws as above; invalid why = required, text.too_long.
LetterTextChange refuse_letter_text(const Services&, const Actor&, Id<LetterTextChange>, int version, const std::string& why);
// By who prepared it. Throws not_found, forbidden letter_text.not_yours, conflict letter_text.settled.
LetterTextChange withdraw_letter_text(const Services&, const Actor&, Id<LetterTextChange>, int version);

// The files with what is confirmed, as the transaction sees it.
LetterTexts confirmed_texts(const Services&, Transaction&);

// Keeps the texts of one process with what has been confirmed.
std::unique_ptr<EditionFollower> letter_text_follower(Database&, LetterTexts&);

}  // namespace bygd
