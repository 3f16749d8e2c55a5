// A letter as it is read, before it is a file: its head, its blocks in their order, and in them what was written for this
// one case: reasons, costs, conditions, the question. Pure; the texts come from LetterTexts and the template lays out
// whatever blocks there are, so that a new text needs no change here. domain §3.4.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/money.hpp"
#include "base/region.hpp"
#include "base/words.hpp"
#include "decisions/letter_text.hpp"

namespace bygd {

struct Addressee {
    std::string name, number;                    // the number of an organisation, as it is written; may be empty
    std::string street, postal_code, city;       // may be empty
};

// One cost of the application in a decision on support.
struct LetterCost {
    std::string line, description;
    Money sought, approved;
    BasisPoints share;                           // highest share of the approved cost
    std::string reason;                          // FL 32 §: why less than what was sought; else empty
};

struct LetterCondition {
    std::string text;
    std::optional<Date> due_on;
    std::string evidence;                        // how it is shown; may be empty
};

// All that one letter is drawn from.
struct LetterMatter {
    std::string document;                        // "decision", "supplement", "opinion", "hearing"
    LetterKey key;
    std::string diary_number;
    LetterFacts facts;
    Addressee to;
    std::string written;                         // the reasons of a decision, the question of a request
    std::vector<LetterCost> costs;
    std::vector<LetterCondition> conditions;
};

struct SheetBlock {
    std::string block, heading;
    std::vector<Passage> passages;
    std::vector<std::string> written;            // paragraphs, behind the passages
    std::vector<LetterCost> costs;
    std::vector<LetterCondition> conditions;
};

struct LetterSheet {
    std::string document, title, region, department, diary_number;
    Date day;
    Addressee to;
    std::vector<SheetBlock> blocks;
    std::vector<std::string> sources;            // "appeal v1": every text that was used
    bool draft = false;                          // a preview: marked on every page, never kept
};

// Throws std::logic_error for a text whose fact is missing. A block that has nothing to say is left out: the costs of a form
// without any, the conditions when there are none.
LetterSheet compose_sheet(const LetterTexts&, const LetterMatter&, const Region&);

// The conditions of a decision: the duties its snapshot holds, else the lines of its text.
std::vector<LetterCondition> letter_conditions(const nlohmann::json& snapshot, const std::string& text);

std::string letter_day(Date, const Words&);      // "2 mars 2026"
std::string percent_text(BasisPoints);           // "50 %", "67,5 %"

// What a program reads of the sheet: head, blocks, texts used. Money and days as text.
nlohmann::json to_json(const LetterSheet&);

}  // namespace bygd
