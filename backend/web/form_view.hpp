// What a form shows: each field with what was typed and what is wrong with it, and a summary of all that is wrong with
// links to the fields. Pure; the parts web/_field.html and its kin draw what is set here.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/words.hpp"
#include "web/view.hpp"

namespace bygd {

// For the field "amount": sets AMOUNT_VALUE and, when a problem concerns it, AMOUNT_ERROR with AMOUNT_INVALID shown.
// Give what was typed, not what it was understood as. `name` may hold a-z 0-9 _ . -; all but letters and digits become
// "_" in the view.
void put_field(View& view, std::string_view name, std::string_view value, const Problems& problems, const Words& words);

// One choice of a list or one radio button.
struct Option {
    std::string value, label;
    std::string hint = {};
};
// As put_field, and a row of AMOUNT_OPTION for each: VALUE, LABEL, HINT (with HAS_HINT), SELECTED shown on the chosen.
void put_options(View& view, std::string_view name, std::span<const Option> options, std::string_view chosen,
                 const Problems& problems, const Words& words);

// As put_field, with AMOUNT_CHECKED shown.
void put_check(View& view, std::string_view name, bool checked, const Problems& problems, const Words& words);

// A field whose label comes from a definition (a support form, a parameter) and not from the catalogues.
struct FieldView {
    enum class Kind { text, money, number, date, area, choice, radios, check, file };
    Kind kind = Kind::text;
    std::string name, label;
    std::string hint = {};
    std::string value = {};                  // what was typed; of a check "1" or ""
    std::string unit = {};                   // "kr", "km" behind the field
    bool required = true;                    // else it says that it may be left out
    std::vector<Option> options = {};        // of choice and radios
};
// One more row of `section`, which the part web/_fields.html draws: {{>web/_fields section="FIELD"}}.
void add_field(View& view, std::string_view section, const FieldView& field, const Problems& problems,
               const Words& words);

// The summary at the top of a form: PROBLEMS with rows of PROBLEM (TEXT; FIELD with HAS_FIELD, or NO_FIELD). Nothing
// when there are none. The part web/_problems.html draws it.
void put_problems(View& view, const Problems& problems, const Words& words);

// Fills in, before each problem of the summary, the label of its field as it stands in the page, for "Fyll i fältet."
// alone tells nobody which. Takes and gives the rendered page; a field without a label of its own is left as it is.
std::string with_labels_in_summary(std::string html);

std::string view_name(std::string_view field);   // "delegation.level-2" -> "DELEGATION_LEVEL_2"

}  // namespace bygd
