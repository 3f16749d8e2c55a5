#include "decisions/letter_text_editions.hpp"

#include <algorithm>

namespace bygd {

namespace {

// The text of the place that the new one takes over from, and where the one after it begins. False: there is none to take
// over from, or another begins that day.
bool lay_over(std::vector<TextBlock>& texts, const LetterTextOverride& added) {
    TextBlock* before = nullptr;
    std::optional<Date> next;
    for (auto& text : texts) {
        if (text.place() != added.place) continue;
        if (text.valid_from == added.valid_from) return false;
        if (text.valid_from > added.valid_from) next = next ? std::min(*next, text.valid_from) : text.valid_from;
        else if (!before || before->valid_from < text.valid_from) before = &text;
    }
    if (!before || (before->valid_to && *before->valid_to < added.valid_from)) return false;
    auto text = *before;
    before->valid_to = added.valid_from.plus_days(-1);
    text.valid_from = added.valid_from;
    if (next && (!text.valid_to || *text.valid_to >= *next)) text.valid_to = next->plus_days(-1);
    text.heading = added.heading;
    text.passages = added.passages;
    text.change = added.change;
    text.note.clear();
    const auto behind = texts.begin() + (before - texts.data()) + 1;
    texts.insert(behind, std::move(text));
    return true;
}

std::vector<TextBlock> laid_over(std::vector<TextBlock> texts, std::vector<LetterTextOverride> overrides) {
    std::stable_sort(overrides.begin(), overrides.end(), [](const auto& a, const auto& b) { return a.valid_from < b.valid_from; });
    for (const auto& one : overrides) lay_over(texts, one);
    return texts;
}

}  // namespace

LetterTexts::LetterTexts() : editions_(std::make_shared<Editions>()) {}

const std::vector<TextBlock>& LetterTexts::blocks() const { return *editions_->current.load(std::memory_order_acquire); }

const TextBlock* LetterTexts::at_place(std::string_view place, Date day) const {
    const TextBlock* best = nullptr;
    for (const auto& text : blocks()) {
        if (text.valid_from > day || (text.valid_to && *text.valid_to < day) || text.place() != place) continue;
        if (!best || best->version < text.version) best = &text;
    }
    return best;
}

void LetterTexts::put_over(const std::vector<LetterTextOverride>& overrides) {
    const std::lock_guard lock(editions_->laying);
    editions_->kept.push_back(std::make_unique<const std::vector<TextBlock>>(laid_over(editions_->files, overrides)));
    editions_->current.store(editions_->kept.back().get(), std::memory_order_release);
}

LetterTexts LetterTexts::with(const std::vector<LetterTextOverride>& overrides) const {
    LetterTexts tried;
    tried.documents_ = documents_;
    tried.conditions_ = conditions_;
    tried.editions_->files = laid_over(editions_->files, overrides);
    return tried;
}

}  // namespace bygd
