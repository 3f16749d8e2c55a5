// The texts of letters as dated, versioned data (schemas/letters): which blocks a letter has and in what order, and for
// each block the text that fits the legal basis, the form, the kind of decision, its outcome and the day. Pure once
// read. A text never leaves a gap: a placeholder no letter knows, or one that may be empty where nothing says "when",
// is a fault of the file, and so is a letter that can be sent without a block it must have.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aid/form.hpp"
#include "aid/legal_basis.hpp"
#include "base/date_time.hpp"
#include "decisions/condition.hpp"

namespace bygd {

// What chooses a text. Letters that are no decisions have neither kind nor outcome.
struct LetterKey {
    std::string basis, form, kind, outcome;
    Date day;
};

// A paragraph, an item of a list, or a row with a label; said only when every fact of `when` is known.
struct Passage {
    std::vector<std::string> when;
    std::string label, text;
    bool item = false;
};

struct TextBlock {
    std::string document, block;
    std::vector<std::string> bases, forms, kinds, outcomes;   // empty: any
    Date valid_from;
    std::optional<Date> valid_to;                             // last day, included
    int version = 1;
    std::string heading;
    std::vector<Passage> passages;
    std::optional<bool> appealable;
    std::string file, note;

    bool fits(const LetterKey&) const;
    int narrowness() const;                                   // how many of the four it names
};

using LetterFacts = std::map<std::string, std::string, std::less<>>;

struct ComposedBlock {
    std::string block, heading;
    std::vector<Passage> passages;                            // filled in; only those to be said
    std::string source;                                       // "appeal v1": which text was used
};

class LetterTexts {
public:
    LetterTexts() = default;
    // Throws std::runtime_error with every fault of every file, each with the file and the block.
    static LetterTexts load(const std::filesystem::path& folder);

    // The narrowest block that fits, of those the newest version. Null: the letter goes without.
    const TextBlock* find(std::string_view document, std::string_view block, const LetterKey&) const;
    // Every block of the letter in its order. Throws std::logic_error for an unknown document or a fact that is missing.
    std::vector<ComposedBlock> compose(std::string_view document, const LetterKey&, const LetterFacts&) const;
    // "appeal v1": which text each block of the letter has.
    std::vector<std::string> sources(std::string_view document, const LetterKey&) const;
    // Whether the decision may be appealed against, as its appeal block says.
    bool appealable(const LetterKey&) const;

    // What is wrong with the texts as a whole: every letter that can be sent on these forms lacks no block it must have
    // on any day, and no two blocks claim the same place.
    std::vector<std::string> faults(const std::vector<const SupportForm*>& forms, const LegalBases&) const;
    std::size_t size() const { return blocks_.size(); }
    const std::vector<TextBlock>& blocks() const { return blocks_; }   // every text, in the order of the files
    // The kinds of conditions with their standard texts, which stand in letters as the rest does.
    const ConditionKinds& conditions() const { return conditions_; }

private:
    struct Required {
        std::string block, why;
        std::vector<std::string> forms, kinds, outcomes;
    };
    struct LetterDocument {
        std::string name;
        Date valid_from;
        std::vector<std::string> order;
        std::vector<Required> required;
    };
    friend struct LetterReader;

    // In the order of the letter. Throws std::logic_error for an unknown document.
    std::vector<const TextBlock*> blocks_of(std::string_view document, const LetterKey&) const;
    std::vector<Date> turning_days() const;
    void check_letter(const LetterDocument&, const LetterKey&, std::vector<std::string>& faults) const;

    std::vector<LetterDocument> documents_;
    std::vector<TextBlock> blocks_;
    ConditionKinds conditions_;
};

// Every kind of decision with every outcome it may have: what the texts must be complete for.
std::vector<std::pair<std::string, std::string>> decision_outcomes();
// The facts that every letter of a document has, and those it may have.
const std::vector<std::string>& certain_facts(std::string_view document);
const std::vector<std::string>& possible_facts(std::string_view document);
// The names between braces in a text.
std::vector<std::string> placeholders_of(std::string_view text);

}  // namespace bygd
