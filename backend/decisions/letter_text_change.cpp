#include "decisions/letter_text_change.hpp"

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "decisions/letter_text_lines.hpp"

namespace bygd {

namespace {

constexpr std::size_t most_lines = 200;   // of one text

bool has(const std::vector<std::string>& list, const std::string& name) { return std::find(list.begin(), list.end(), name) != list.end(); }

void check_line(Problems& problems, const char* field, const std::string& text, bool required, std::size_t most) {
    if (required && trimmed(text).empty()) problems.push_back({field, "required"});
    if (characters(text) > most) problems.push_back({field, "text.too_long", {std::to_string(most)}});
    if (one_line(text) != text) problems.push_back({field, "text.one_line"});
}

// Each fault once, however many lines have it.
void check_passages(const std::string& document, const std::vector<Passage>& passages, Problems& problems) {
    const auto& certain = certain_facts(document);
    const auto& possible = possible_facts(document);
    std::set<std::pair<std::string, std::string>> wrong;
    for (const auto& passage : passages) {
        for (const auto& name : passage.when) {
            if (!has(possible, name)) wrong.emplace("letter_text.when_unknown", name);
        }
        for (const auto& name : placeholders_of(passage.text)) {
            if (has(certain, name)) continue;
            if (!has(possible, name)) wrong.emplace("letter_text.unknown", name);
            else if (!has(passage.when, name)) wrong.emplace("letter_text.may_be_empty", name);
        }
    }
    for (const auto& [code, name] : wrong) problems.push_back({"body", code, {name}});
}

std::set<std::string> facts_in(const std::string& heading, const std::vector<Passage>& passages) {
    std::set<std::string> facts;
    for (auto& name : placeholders_of(heading)) facts.insert(std::move(name));
    for (const auto& passage : passages) {
        for (auto& name : placeholders_of(passage.text)) facts.insert(std::move(name));
    }
    return facts;
}

}  // namespace

LetterTextOverride override_of(const LetterTextChange& change) {
    Problems unread;   // told when it was prepared
    return {change.id, change.place, change.valid_from, change.heading, passages_of(change.body, unread)};
}

const TextBlock* text_before(const LetterTexts& texts, const LetterTextChange& change) {
    return texts.at_place(change.place, change.valid_from.plus_days(-1));
}

Problems check_letter_text_change(const LetterTexts& texts, const LetterTextChange& change, const std::vector<const SupportForm*>& forms,
                                  const LegalBases& bases, Date today) {
    Problems problems;
    check_line(problems, "reason", change.reason, true, limits::ledger_text);
    const auto tomorrow = today.plus_days(1);
    if (change.valid_from < tomorrow) problems.push_back({"valid_from", "letter_text.too_early", {tomorrow.iso()}});
    const auto& blocks = texts.blocks();
    const auto here = [&](const TextBlock& text) { return text.place() == change.place; };
    if (std::none_of(blocks.begin(), blocks.end(), here)) {
        problems.push_back({"place", "choice.unknown"});
        return problems;
    }
    const auto same_day = [&](const TextBlock& text) { return here(text) && text.valid_from == change.valid_from; };
    const auto* before = text_before(texts, change);
    if (std::any_of(blocks.begin(), blocks.end(), same_day)) problems.push_back({"valid_from", "letter_text.there"});
    else if (!texts.at_place(change.place, change.valid_from)) problems.push_back({"valid_from", "letter_text.ended"});
    if (!before) return problems;
    check_line(problems, "heading", change.heading, !before->heading.empty(), limits::short_text);
    for (const auto& name : placeholders_of(change.heading)) {
        if (!has(certain_facts(before->document), name)) problems.push_back({"heading", "letter_text.fact", {name}});
    }
    const auto lines = static_cast<std::size_t>(std::count(change.body.begin(), change.body.end(), '\n'));
    if (characters(change.body) > limits::long_text) problems.push_back({"body", "text.too_long", {std::to_string(limits::long_text)}});
    if (lines >= most_lines) problems.push_back({"body", "letter_text.lines", {std::to_string(most_lines)}});
    if (!problems.empty() && problems.back().field == "body") return problems;
    auto text = *before;
    text.heading = change.heading;
    text.passages = passages_of(change.body, problems);
    check_passages(before->document, text.passages, problems);
    if (text.passages.empty() && !before->passages.empty()) problems.push_back({"body", "letter_text.emptied"});
    else if (text.passages == before->passages && text.heading == before->heading) problems.push_back({"body", "letter_text.same"});
    for (const auto& [name, why] : texts.unsaid(text, forms, bases, change.valid_from)) {
        problems.push_back({"body", "letter_text.unsaid", {name, why}});
    }
    return problems;
}

std::vector<std::string> dropped_facts(const TextBlock& before, const LetterTextChange& change) {
    const auto was = facts_in(before.heading, before.passages), is = facts_in(change.heading, override_of(change).passages);
    std::vector<std::string> dropped;
    std::set_difference(was.begin(), was.end(), is.begin(), is.end(), std::back_inserter(dropped));
    return dropped;
}

}  // namespace bygd
