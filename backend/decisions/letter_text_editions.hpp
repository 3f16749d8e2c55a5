// Inside LetterTexts: the texts of the files, and what has been laid over them since.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "decisions/letter_text.hpp"

namespace bygd {

struct LetterTexts::Editions {
    std::vector<TextBlock> files;
    std::mutex laying;
    std::vector<std::unique_ptr<const std::vector<TextBlock>>> kept;   // never let go: texts are handed out by address
    std::atomic<const std::vector<TextBlock>*> current{&files};
};

}  // namespace bygd
