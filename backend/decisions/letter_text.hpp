// The texts of letters as dated, versioned data (schemas/letters): which blocks a letter has and in what order, and for
// each block the text that fits the legal basis, the form, the kind of decision, its outcome and the day. Pure once
// read. A text never leaves a gap: a placeholder no letter knows, or one that may be empty where nothing says "when",
// is a fault of the file, and so is a letter that can be sent without a block it must have.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aid/form.hpp"
#include "aid/legal_basis.hpp"
#include "base/date_time.hpp"
#include "base/id.hpp"
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
    bool operator==(const Passage&) const = default;
};

struct LetterTextChange;

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
    std::optional<Id<LetterTextChange>> change;               // written and confirmed in the house; none: of the files

    bool fits(const LetterKey&) const;
    int narrowness() const;                                   // how many of the four it names
    bool says(std::string_view fact) const;                   // in its heading or a passage
    // What chooses it, apart from the day: "decision/appeal kind=non_payment,recovery". Texts of one place take turns.
    std::string place() const;
    std::string source() const;                               // "appeal v1", "appeal v1 #7": which text it is, for ever
};

// A text of a place from a day, confirmed in the house and laid over those of the files. It holds until the next one there
// begins, or until the one it takes over from would have ended.
struct LetterTextOverride {
    Id<LetterTextChange> change;
    std::string place;
    Date valid_from;
    std::string heading;
    std::vector<Passage> passages;
};

using LetterFacts = std::map<std::string, std::string, std::less<>>;

struct ComposedBlock {
    std::string block, heading;
    std::vector<Passage> passages;                            // filled in; only those to be said
    std::string source;                                       // of the text that was used
};

class LetterTexts {
public:
    LetterTexts();
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
    std::size_t size() const { return blocks().size(); }
    // Every text, in the order of the files, as they are now: another call may answer another edition.
    const std::vector<TextBlock>& blocks() const;
    const TextBlock* at_place(std::string_view place, Date) const;     // null: none holds there on the day
    // The facts a text must say and does not, of all letters it would stand in on the day, each with why.
    std::vector<std::pair<std::string, std::string>> unsaid(const TextBlock&, const std::vector<const SupportForm*>&, const LegalBases&, Date) const;

    // From now on the files with these over them, for every thread; what was read before stays where it is. One of an unknown
    // place is left out, and one that begins when another there does.
    void put_over(const std::vector<LetterTextOverride>&);
    // The files with these over them, as another object; this one stays as it is. For trying a change.
    LetterTexts with(const std::vector<LetterTextOverride>&) const;
    // The kinds of conditions with their standard texts, which stand in letters as the rest does.
    const ConditionKinds& conditions() const { return conditions_; }

private:
    struct Required {
        std::string block, why;
        std::vector<std::string> forms, kinds, outcomes, facts;   // facts: what the text must say
        bool asks(const LetterKey&) const;
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
    // Every letter that can be sent on these days, and on the first of its law.
    void each_letter(const std::vector<const SupportForm*>&, const LegalBases&, const std::vector<Date>&, const std::function<void(const LetterDocument&, const LetterKey&)>&) const;

    struct Editions;
    std::vector<LetterDocument> documents_;
    std::shared_ptr<Editions> editions_;   // shared by copies
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
