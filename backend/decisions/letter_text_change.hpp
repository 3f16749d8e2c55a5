// A new text of a letter from a day: prepared by one administrator with the old one beside it, confirmed by another, and only
// then laid over the texts of schemas/letters. Letters already made keep theirs. Pure values and what is wrong with one.
#pragma once

#include "base/actor.hpp"
#include "base/error.hpp"
#include "decisions/letter_text.hpp"

namespace bygd {

struct LetterTextChange {
    Id<LetterTextChange> id;
    std::string place, base;                 // TextBlock::place, and source of the text it was written from
    Date valid_from;
    std::string heading, body;               // body: lines (letter_text_lines)
    std::string reason;
    std::string state = "prepared";          // "confirmed", "refused", "withdrawn"
    Id<User> prepared_by;
    Instant prepared_at;
    std::optional<Id<User>> settled_by;
    std::optional<Instant> settled_at;
    std::string settled_why;                 // of one that was refused
    std::string prepared_by_name = {}, settled_by_name = {};   // as read
    int version = 1;
};

LetterTextOverride override_of(const LetterTextChange&);
// The text it takes over from: what holds at its place the day before it begins. Null: none.
const TextBlock* text_before(const LetterTexts&, const LetterTextChange&);

// What is wrong with it, all at once, against `texts`, which are the files with what is confirmed: place = choice.unknown;
// valid_from = letter_text.too_early {tomorrow} (it holds everywhere before it is used), .there, .ended; heading = required,
// text.*, letter_text.fact {name}; body = letter_text.when {line}, .nothing {line}, .unknown {name}, .may_be_empty {name},
// .when_unknown {name}, .emptied, .unsaid {name, why}, .lines {most}, .same, text.too_long; reason = required, text.*.
Problems check_letter_text_change(const LetterTexts& texts, const LetterTextChange&, const std::vector<const SupportForm*>&, const LegalBases&, Date today);

// Placeholders of the old text that the new one no longer has, though it may.
std::vector<std::string> dropped_facts(const TextBlock& before, const LetterTextChange&);

}  // namespace bygd
