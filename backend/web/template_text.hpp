// What is done to the text of a template before ctemplate reads it: parts are put in and words are filled in. Pure.
//
// A part is a file whose name begins with "_"; it is put in as text, so it sees the values of the page around it:
//     {{>web/_field name="amount" label="cases.amount" hint="cases.amount_hint"}}
// In the part, ${name} is the argument, ${NAME} the same in upper case, and ${?hint}...${/hint} stands only when the
// argument is given and not empty; ${id|name} is id or else name, ${rows|=4} is rows or else the text 4.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"

namespace bygd {

using TemplateTexts = std::map<std::string, std::string>;   // "web/_field" -> text

bool is_part(std::string_view template_name);

// The text with all its parts put in, also those of parts. What cannot be done is added to `faults`.
std::string with_parts(std::string_view text, const TemplateTexts& all, std::vector<std::string>& faults);

// [[key]] becomes the word, escaped for HTML. A key that is missing is added to `faults`.
std::string with_words(std::string_view text, const Words& words, std::vector<std::string>& faults);

std::string html_escaped(std::string_view);

}  // namespace bygd
