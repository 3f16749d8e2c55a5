// A letter text as a person writes it: a line is a paragraph, "- " begins an item of a list, "Belopp | högst {amount}" is a row
// with a label, and "[om share, outlet]" in front says the line only when those facts are known. And two texts compared,
// line by line. Pure.
#pragma once

#include "base/error.hpp"
#include "decisions/letter_text.hpp"

namespace bygd {

std::string lines_of(const std::vector<Passage>&);
// Empty lines are nothing. Problems at `body`, each with the number of its line: letter_text.when {line}, .nothing {line}.
std::vector<Passage> passages_of(std::string_view lines, Problems& problems);

struct DiffLine {
    char side = ' ';                  // ' ' in both, '-' taken away, '+' added
    std::string text;
    bool operator==(const DiffLine&) const = default;
};
// What is taken away stands before what is added in its place.
std::vector<DiffLine> line_diff(std::string_view before, std::string_view after);

}  // namespace bygd
