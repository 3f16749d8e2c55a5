#include "decisions/letter_text.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/text.hpp"
#include "decisions/letter_text_editions.hpp"

namespace bygd {

namespace {

bool among(const std::vector<std::string>& list, std::string_view value) {
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

std::string filled(const std::string& text, const LetterFacts& facts) {
    std::string whole = text;
    for (const auto& name : placeholders_of(text)) {
        const auto fact = facts.find(name);
        if (fact == facts.end() || fact->second.empty()) throw std::logic_error("the letter does not know {" + name + "}");
        whole = replaced_all(std::move(whole), "{" + name + "}", fact->second);
    }
    return whole;
}

bool known(const LetterFacts& facts, const std::string& name) {
    const auto fact = facts.find(name);
    return fact != facts.end() && !fact->second.empty();
}

std::string name_of(const LetterKey& key) {
    auto name = key.basis + " " + key.form;
    if (!key.kind.empty()) name += " " + key.kind + "/" + key.outcome;
    return name + " on " + key.day.iso();
}

}  // namespace

bool TextBlock::fits(const LetterKey& key) const {
    return among(bases, key.basis) && among(forms, key.form) && among(kinds, key.kind) && among(outcomes, key.outcome) &&
           valid_from <= key.day && (!valid_to || key.day <= *valid_to);
}

int TextBlock::narrowness() const {
    return static_cast<int>(!bases.empty()) + static_cast<int>(!forms.empty()) + static_cast<int>(!kinds.empty()) +
           static_cast<int>(!outcomes.empty());
}

bool TextBlock::says(std::string_view fact) const {
    const auto in = [&](const std::string& text) {
        const auto names = placeholders_of(text);
        return std::find(names.begin(), names.end(), fact) != names.end();
    };
    return in(heading) || std::any_of(passages.begin(), passages.end(), [&](const auto& passage) { return in(passage.text); });
}

std::string TextBlock::place() const {
    auto place = document + "/" + block;
    const auto add = [&](const char* name, const std::vector<std::string>& list) {
        if (!list.empty()) place += std::string(" ") + name + "=" + joined(list, ",");
    };
    add("basis", bases);
    add("form", forms);
    add("kind", kinds);
    add("outcome", outcomes);
    return place;
}

std::string TextBlock::source() const {
    return block + " v" + std::to_string(version) + (change ? " #" + std::to_string(change->value()) : "");
}

bool LetterTexts::Required::asks(const LetterKey& key) const {
    return among(forms, key.form) && among(kinds, key.kind) && among(outcomes, key.outcome);
}

const TextBlock* LetterTexts::find(std::string_view document, std::string_view block, const LetterKey& key) const {
    const TextBlock* best = nullptr;
    const auto rank = [](const TextBlock& one) { return std::pair(one.narrowness(), one.version); };
    for (const auto& one : blocks()) {
        if (one.document != document || one.block != block || !one.fits(key)) continue;
        if (!best || rank(*best) < rank(one)) best = &one;
    }
    return best;
}

std::vector<const TextBlock*> LetterTexts::blocks_of(std::string_view document, const LetterKey& key) const {
    const auto described = std::find_if(documents_.begin(), documents_.end(),
                                        [&](const auto& one) { return one.name == document; });
    if (described == documents_.end()) throw std::logic_error("no letter " + std::string(document));
    std::vector<const TextBlock*> blocks;
    for (const auto& name : described->order) {
        if (const auto* block = find(document, name, key)) blocks.push_back(block);
    }
    return blocks;
}

std::vector<std::string> LetterTexts::sources(std::string_view document, const LetterKey& key) const {
    std::vector<std::string> sources;
    for (const auto* block : blocks_of(document, key)) sources.push_back(block->source());
    return sources;
}

std::vector<ComposedBlock> LetterTexts::compose(std::string_view document, const LetterKey& key,
                                                const LetterFacts& facts) const {
    std::vector<ComposedBlock> letter;
    for (const auto* block : blocks_of(document, key)) {
        ComposedBlock composed{block->block, filled(block->heading, facts), {}, block->source()};
        for (const auto& passage : block->passages) {
            const bool say = std::all_of(passage.when.begin(), passage.when.end(),
                                         [&](const auto& fact) { return known(facts, fact); });
            if (say) composed.passages.push_back({{}, passage.label, filled(passage.text, facts), passage.item});
        }
        letter.push_back(std::move(composed));
    }
    return letter;
}

bool LetterTexts::appealable(const LetterKey& key) const {
    const auto* block = find("decision", "appeal", key);
    return block && block->appealable.value_or(false);
}

// --- what must hold for the texts as a whole ------------------------------------------------------------------------

std::vector<Date> LetterTexts::turning_days() const {
    std::set<Date> days;
    for (const auto& block : blocks()) {
        days.insert(block.valid_from);
        if (block.valid_to) days.insert(block.valid_to->plus_days(1));
    }
    return {days.begin(), days.end()};
}

void LetterTexts::check_letter(const LetterDocument& document, const LetterKey& key, std::vector<std::string>& faults) const {
    for (const auto& required : document.required) {
        if (!required.asks(key)) continue;
        const auto* found = find(document.name, required.block, key);
        if (!found) faults.push_back(document.name + " lacks " + required.block + " (" + required.why + ") for " + name_of(key));
        for (const auto& fact : required.facts) {
            if (found && !found->says(fact)) faults.push_back(found->file + " " + document.name + "/" + required.block + " does not say {" + fact + "} (" + required.why + ")");
        }
    }
    for (const auto& name : document.order) {
        const auto* chosen = find(document.name, name, key);
        if (!chosen) continue;
        for (const auto& other : blocks()) {
            const bool same_place = &other != chosen && other.document == document.name && other.block == name &&
                                    other.fits(key) && other.narrowness() == chosen->narrowness() &&
                                    other.version == chosen->version;
            if (same_place) {
                faults.push_back(other.file + " and " + chosen->file + " both claim " + document.name + "/" + name + " for " +
                                 name_of(key));
                break;
            }
        }
    }
}

void LetterTexts::each_letter(const std::vector<const SupportForm*>& forms, const LegalBases& bases, const std::vector<Date>& days,
                              const std::function<void(const LetterDocument&, const LetterKey&)>& look) const {
    for (const auto& document : documents_) {
        const auto outcomes = document.name == "decision" ? decision_outcomes()
                                                          : std::vector<std::pair<std::string, std::string>>{{"", ""}};
        for (const auto* form : forms) {
            for (const auto& law : form->law) {
                const auto* known = bases.find(law.basis);
                if (!known) continue;                   // which is a fault of the form, and told as one
                // An old case may be decided long after its law has ended; a new one never before it began.
                const auto from = std::max(known->valid_from, document.valid_from);
                auto looked_at = days;
                looked_at.push_back(from);
                for (const auto& [kind, outcome] : outcomes) {
                    for (const auto day : looked_at) {
                        if (day >= from) look(document, {law.basis, form->name, kind, outcome, day});
                    }
                }
            }
        }
    }
}

std::vector<std::string> LetterTexts::faults(const std::vector<const SupportForm*>& forms, const LegalBases& bases) const {
    std::vector<std::string> faults;
    each_letter(forms, bases, turning_days(), [&](const auto& document, const auto& key) { check_letter(document, key, faults); });
    std::sort(faults.begin(), faults.end());
    faults.erase(std::unique(faults.begin(), faults.end()), faults.end());
    return faults;
}

std::vector<std::pair<std::string, std::string>> LetterTexts::unsaid(const TextBlock& text, const std::vector<const SupportForm*>& forms,
                                                                     const LegalBases& bases, Date day) const {
    std::set<std::pair<std::string, std::string>> missing;
    each_letter(forms, bases, {day}, [&](const auto& document, const auto& key) {
        for (const auto& required : document.required) {
            const bool here = document.name == text.document && required.block == text.block && text.fits(key) && required.asks(key);
            if (!here) continue;
            const auto* chosen = find(document.name, required.block, key);
            if (!chosen || chosen->place() != text.place()) continue;
            for (const auto& fact : required.facts) {
                if (!text.says(fact)) missing.emplace(fact, required.why);
            }
        }
    });
    return {missing.begin(), missing.end()};
}

// --- what letters can say -------------------------------------------------------------------------------------------

std::vector<std::pair<std::string, std::string>> decision_outcomes() {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto* kind : {"grant", "change", "non_payment", "recovery", "appeal_review"}) {
        for (const auto* outcome : {"approved", "partly_approved", "rejected", "dismissed", "closed_without_decision"}) {
            all.emplace_back(kind, outcome);
        }
    }
    return all;
}

const std::vector<std::string>& certain_facts(std::string_view document) {
    static const std::vector<std::string> decision{
        "region", "diary_number", "date", "recipient", "recipient_number", "form_name", "form_label", "received", "municipality",
        "amount", "sought", "decider", "court", "investment_share", "investment_share_high", "yearly_cap",
        "service_grant_years", "operating_distance", "operating_turnover", "home_delivery_share",
        "home_delivery_per_occasion"};
    static const std::vector<std::string> request{"region", "diary_number", "date", "recipient", "applicant", "form_name",
                                                  "form_label", "received", "municipality", "due_on"};
    return document == "decision" ? decision : request;
}

const std::vector<std::string>& possible_facts(std::string_view document) {
    static const std::vector<std::string> decision{
        "outlet", "period_from", "period_to", "share", "fund", "granted_before", "ground", "preparer", "others",
        "region_address", "eur", "eur_total", "rate", "rate_on", "rate_source", "register_by", "pay_by", "ocr", "set_off", "interest_from"};
    static const std::vector<std::string> request{"outlet", "officer", "region_address", "consequence"};
    return document == "decision" ? decision : request;
}

std::vector<std::string> placeholders_of(std::string_view text) {
    std::vector<std::string> names;
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        const auto end = text.find('}', at);
        names.emplace_back(text.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
    }
    return names;
}

}  // namespace bygd
