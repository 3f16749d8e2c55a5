#include "pages/letter_text_pages.hpp"

#include <algorithm>
#include <set>

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/region.hpp"
#include "base/text.hpp"
#include "decisions/letter_actions.hpp"
#include "decisions/letter_sheet.hpp"
#include "decisions/letter_text.hpp"
#include "http/router.hpp"
#include "people/admin_event.hpp"
#include "web/languages.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr const char* folder = "/administration/letters";
constexpr std::string_view documents[] = {"decision", "supplement", "opinion", "hearing"};

void require_reader(const Actor& actor) {
    if (!may_read_administration(actor)) refuse(ErrorKind::not_found, "not_found");
}

// Which letter is looked at. Empty: all of them.
struct Chosen {
    std::string document, form, decision;   // "grant.approved"
    Date day;
};

std::vector<Option> document_options(const Words& words) {
    std::vector<Option> options;
    for (const auto document : documents) options.push_back({std::string(document), words("administration.letters.document." + std::string(document))});
    return options;
}

std::vector<Option> decision_options(const Words& words) {
    std::vector<Option> options;
    for (const auto& [kind, outcome] : decision_outcomes()) {
        options.push_back({kind + "." + outcome, words("decisions.kind." + kind) + ": " + words("case.outcome." + outcome)});
    }
    return options;
}

std::vector<Option> form_options(const Services& services, const Words& words) {
    std::vector<Option> options;
    for (const auto* form : services.forms.all()) options.push_back({form->name, form->label.in(words.language())});
    return options;
}

std::string one_of(const Request& request, const char* name, const std::vector<Option>& options, Problems& problems) {
    const auto typed = request.query(name);
    const bool known = std::any_of(options.begin(), options.end(), [&](const Option& option) { return option.value == typed; });
    if (!typed.empty() && !known) problems.push_back({name, "choice.unknown"});
    return known ? typed : std::string();
}

Chosen chosen_of(const Services& services, const Request& request, const Words& words, Problems& problems) {
    Chosen chosen{one_of(request, "document", document_options(words), problems), one_of(request, "form", form_options(services, words), problems),
                  one_of(request, "decision", decision_options(words), problems), services.clock.today()};
    if (const auto typed = request.query("day"); !typed.empty()) {
        try {
            chosen.day = Date::parse(typed, "day");
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    }
    return chosen;
}

// A whole letter has a form, and of a decision what it decides.
bool is_whole(const Chosen& chosen) {
    return !chosen.document.empty() && !chosen.form.empty() && (chosen.document != "decision" || !chosen.decision.empty());
}

LetterKey key_of(const Services& services, const Chosen& chosen) {
    LetterKey key;
    key.form = chosen.form;
    key.day = chosen.day;
    key.basis = services.parameters.bases().of_case(chosen.day, chosen.day).number;
    if (chosen.document != "decision") return key;
    const auto at = chosen.decision.find('.');
    key.kind = chosen.decision.substr(0, at);
    key.outcome = chosen.decision.substr(at + 1);
    return key;
}

// Every fact stands as its name, so that one sees where it goes.
LetterSheet example_of(const Services& services, const Chosen& chosen) {
    const auto& words = services.languages.sv;
    LetterMatter matter;
    matter.document = chosen.document;
    matter.key = key_of(services, chosen);
    matter.diary_number = "XXX-0000-0000";
    for (const auto* names : {&certain_facts(chosen.document), &possible_facts(chosen.document)}) {
        for (const auto& name : *names) matter.facts[name] = "\u2039" + name + "\u203a";
    }
    matter.to = {words("administration.letters.addressee"), "", "", "", ""};
    matter.written = words("administration.letters.written");
    auto sheet = compose_sheet(services.letter_texts, matter, services.region);
    sheet.draft = true;
    return sheet;
}

std::string query_of(const Chosen& chosen) {
    return "?document=" + chosen.document + "&form=" + chosen.form + "&decision=" + chosen.decision + "&day=" + chosen.day.iso();
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

void put_text(View& row, const TextBlock& text, Date today, const Words& words) {
    row.set("BLOCK", text.block + " v" + std::to_string(text.version)).set("HEADING", text.heading).set("APPLIES", applies_to(text, words));
    row.set("DAYS", text.valid_to ? words("delegation.from_to", {text.valid_from.iso(), text.valid_to->iso()})
                                  : words("delegation.from_on", {text.valid_from.iso()}));
    row.set("FILE", text.file).show_if(text.valid_from > today || (text.valid_to && *text.valid_to < today), "NOT_NOW");
    std::set<std::string> fields;
    for (const auto& passage : text.passages) {
        auto& line = row.add("PASSAGE").set("TEXT", passage.text);
        if (!passage.label.empty()) line.add("LABELLED").set("LABEL", passage.label);
        if (!passage.when.empty()) line.add("WHEN").set("FACTS", joined(passage.when, ", "));
        for (auto& name : placeholders_of(passage.text)) fields.insert(std::move(name));
    }
    if (!fields.empty()) row.add("FIELDS").set("NAMES", joined({fields.begin(), fields.end()}, ", "));
    if (!text.note.empty()) row.add("NOTED").set("NOTE", text.note);
}

Response get_letters(const Services& services, const Request& request) {
    require_reader(request.actor());
    const auto& words = words_of(services, request);
    Problems problems;
    const auto chosen = chosen_of(services, request, words, problems);
    View view;
    put_problems(view, problems, words);
    put_options(view, "document", document_options(words), chosen.document, problems, words);
    put_options(view, "form", form_options(services, words), chosen.form, problems, words);
    put_options(view, "decision", decision_options(words), chosen.decision, problems, words);
    put_field(view, "day", request.query("day"), problems, words);
    const bool whole = problems.empty() && is_whole(chosen);
    const auto first = decision_outcomes().front();
    const auto query = query_of(whole ? chosen : Chosen{"decision", services.forms.all().front()->name, first.first + "." + first.second, services.clock.today()});
    view.set("EXAMPLE_URL", std::string(folder) + "/example" + query).set("PDF_URL", std::string(folder) + "/example.pdf" + query);
    std::int64_t shown = 0;
    for (const auto& text : services.letter_texts.blocks()) {
        if (!chosen.document.empty() && text.document != chosen.document) continue;
        if (whole && services.letter_texts.find(text.document, text.block, key_of(services, chosen)) != &text) continue;
        auto& row = view.add("LETTER_TEXT").set("DOCUMENT", words("administration.letters.document." + text.document));
        put_text(row, text, services.clock.today(), words);
        ++shown;
    }
    view.set("COUNTED", words("administration.letters.counted", {std::to_string(shown), std::to_string(services.letter_texts.size())}));
    return page(services, request, "pages/letter_texts", view,
                {.title = words("administration.letters.title"),
                 .nav = Nav::admin,
                 .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("administration.letters.title")}}});
}

Chosen whole_letter(const Services& services, const Request& request) {
    require_reader(request.actor());
    Problems problems;
    auto chosen = chosen_of(services, request, words_of(services, request), problems);
    require_none(std::move(problems));
    if (!is_whole(chosen)) refuse(ErrorKind::not_found, "not_found");
    return chosen;
}

Response get_example(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const auto chosen = whole_letter(services, request);
    View view;
    view.set("SHEET_MARKUP", letter_markup(services, example_of(services, chosen))).set("URL", folder + query_of(chosen));
    view.set("PDF_URL", std::string(folder) + "/example.pdf" + query_of(chosen));
    return page(services, request, "pages/letter_example", view,
                {.title = words("administration.letters.example"),
                 .nav = Nav::admin,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("administration.letters.title"), folder + query_of(chosen)},
                            {words("administration.letters.example")}}});
}

Response get_example_file(const Services& services, const Request& request) {
    const auto chosen = whole_letter(services, request);
    const auto sheet = example_of(services, chosen);
    const auto file = services.letters.make(letter_html(services, sheet), {"exempel.json", "{}"});
    return file_response(file.bytes, "exempel-" + chosen.document + file.ending, file.media_type, Disposition::inline_view);
}

}  // namespace

void add_letter_text_routes(Router& router, const Services& services) {
    router.get("/administration/letters", [&](Request& request) { return get_letters(services, request); });
    router.get("/administration/letters/example", [&](Request& request) { return get_example(services, request); });
    router.get("/administration/letters/example.pdf", [&](Request& request) { return get_example_file(services, request); });
}

}  // namespace bygd
