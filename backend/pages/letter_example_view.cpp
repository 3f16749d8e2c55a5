#include "pages/letter_example_view.hpp"

#include <algorithm>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "decisions/letter_text.hpp"
#include "web/languages.hpp"

namespace bygd {

namespace {

constexpr std::string_view documents[] = {"decision", "supplement", "opinion", "hearing"};

std::string one_of(const Request& request, const char* name, const std::vector<Option>& options, Problems& problems) {
    const auto typed = request.query(name);
    const bool known = std::any_of(options.begin(), options.end(), [&](const Option& option) { return option.value == typed; });
    if (!typed.empty() && !known) problems.push_back({name, "choice.unknown"});
    return known ? typed : std::string();
}

}  // namespace

std::string LetterChoice::query() const {
    return "?document=" + document + "&form=" + form + "&decision=" + decision + "&day=" + day.iso() + (basis.empty() ? "" : "&basis=" + percent_encoded(basis));
}

std::vector<Option> letter_document_options(const Words& words) {
    std::vector<Option> options;
    for (const auto document : documents) options.push_back({std::string(document), words("administration.letters.document." + std::string(document))});
    return options;
}

std::vector<Option> letter_decision_options(const Words& words) {
    std::vector<Option> options;
    for (const auto& [kind, outcome] : decision_outcomes()) {
        options.push_back({kind + "." + outcome, words("decisions.kind." + kind) + ": " + words("case.outcome." + outcome)});
    }
    return options;
}

std::vector<Option> letter_form_options(const Services& services, const Words& words) {
    std::vector<Option> options;
    for (const auto* form : services.forms.all()) options.push_back({form->name, form->label.in(words.language())});
    return options;
}

LetterChoice letter_choice(const Services& services, const Request& request, const Words& words, Problems& problems) {
    LetterChoice chosen{one_of(request, "document", letter_document_options(words), problems), one_of(request, "form", letter_form_options(services, words), problems),
                  one_of(request, "decision", letter_decision_options(words), problems), "", services.clock.today()};
    if (const auto basis = request.query("basis"); services.parameters.bases().find(basis)) chosen.basis = basis;
    if (const auto typed = request.query("day"); !typed.empty()) {
        try {
            chosen.day = Date::parse(typed, "day");
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    }
    return chosen;
}

LetterKey letter_key(const Services& services, const LetterChoice& chosen) {
    LetterKey key;
    key.form = chosen.form;
    key.day = chosen.day;
    key.basis = !chosen.basis.empty() ? chosen.basis : services.parameters.bases().of_case(chosen.day, chosen.day).number;
    if (chosen.document != "decision") return key;
    const auto at = chosen.decision.find('.');
    key.kind = chosen.decision.substr(0, at);
    key.outcome = chosen.decision.substr(at + 1);
    return key;
}

LetterSheet letter_example(const Services& services, const LetterTexts& texts, const LetterChoice& chosen) {
    const auto& words = services.languages.sv;
    LetterMatter matter;
    matter.document = chosen.document;
    matter.key = letter_key(services, chosen);
    matter.diary_number = "XXX-0000-0000";
    for (const auto* names : {&certain_facts(chosen.document), &possible_facts(chosen.document)}) {
        for (const auto& name : *names) matter.facts[name] = "\u2039" + name + "\u203a";
    }
    matter.to = {words("administration.letters.addressee"), "", "", "", ""};
    matter.written = words("administration.letters.written");
    auto sheet = compose_sheet(texts, matter, services.region);
    sheet.draft = true;
    return sheet;
}

std::vector<LetterChoice> letters_with(const Services& services, const LetterTexts& texts, const TextBlock& text, Date day) {
    std::vector<LetterChoice> found;
    for (const auto* form : services.forms.all()) {
        for (const auto& law : form->law) {
            for (const auto& [kind, outcome] : decision_outcomes()) {
                const bool decides = text.document == "decision";
                const LetterChoice choice{text.document, form->name, decides ? kind + "." + outcome : "", law.basis, day};
                if (texts.find(text.document, text.block, letter_key(services, choice)) == &text) found.push_back(choice);
                if (!decides) break;
            }
        }
    }
    return found;
}

std::string letter_choice_label(const Services& services, const LetterChoice& choice, const Words& words) {
    std::vector<std::string> parts;
    for (const auto* form : services.forms.all()) {
        if (form->name == choice.form) parts.push_back(form->label.in(words.language()));
    }
    if (!choice.basis.empty()) parts.push_back(choice.basis);
    for (const auto& option : letter_decision_options(words)) {
        if (option.value == choice.decision) parts.push_back(option.label);
    }
    return joined(parts, " \u00b7 ");
}

std::string applies_to(const TextBlock& text, const Words& words) {
    std::vector<std::string> parts;
    const auto named = [&](const std::vector<std::string>& names, const char* folder_of_words) {
        std::vector<std::string> told;
        for (const auto& name : names) told.push_back(*folder_of_words ? words(folder_of_words + name) : name);
        if (!told.empty()) parts.push_back(joined(told, ", "));
    };
    named(text.bases, "");
    named(text.forms, "law.form.");
    named(text.kinds, "decisions.kind.");
    named(text.outcomes, "case.outcome.");
    return parts.empty() ? words("administration.letters.all_cases") : joined(parts, " \u00b7 ");
}

}  // namespace bygd
