#include "pages/letter_text_pages.hpp"

#include <set>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "decisions/letter_actions.hpp"
#include "decisions/letter_text.hpp"
#include "decisions/letter_text_change_store.hpp"
#include "http/router.hpp"
#include "pages/letter_change_pages.hpp"
#include "pages/letter_example_view.hpp"
#include "people/admin_event.hpp"

namespace bygd {

namespace {

constexpr const char* folder = "/administration/letters";

void require_reader(const Actor& actor) {
    if (!may_read_administration(actor)) refuse(ErrorKind::not_found, "not_found");
}

void put_text(View& row, const TextBlock& text, Date today, const Words& words) {
    row.set("BLOCK", text.source()).set("HEADING", text.heading).set("APPLIES", applies_to(text, words));
    row.set("DAYS", text.valid_to ? words("delegation.from_to", {text.valid_from.iso(), text.valid_to->iso()})
                                  : words("delegation.from_on", {text.valid_from.iso()}));
    if (text.change) row.add("CHANGED").set("CHANGE_URL", std::string(folder) + "/changes/" + std::to_string(text.change->value()));
    else row.add("FROM_FILE").set("FILE", text.file);
    row.show_if(text.valid_from > today || (text.valid_to && *text.valid_to < today), "NOT_NOW");
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

std::string row_name(const TextBlock& text, const Words& words) {
    return words("administration.letters.document." + text.document) + ", " + text.block + " (" + applies_to(text, words) + ")";
}

Response get_letters(const Services& services, const Request& request) {
    require_reader(request.actor());
    const auto& words = words_of(services, request);
    Problems problems;
    const auto chosen = letter_choice(services, request, words, problems);
    View view;
    put_problems(view, problems, words);
    put_options(view, "document", letter_document_options(words), chosen.document, problems, words);
    put_options(view, "form", letter_form_options(services, words), chosen.form, problems, words);
    put_options(view, "decision", letter_decision_options(words), chosen.decision, problems, words);
    put_field(view, "day", request.query("day"), problems, words);
    const bool whole = problems.empty() && chosen.whole();
    const auto first = decision_outcomes().front();
    const auto shown_first = LetterChoice{"decision", services.forms.all().front()->name, first.first + "." + first.second, "", services.clock.today()};
    const auto query = (whole ? chosen : shown_first).query();
    view.set("EXAMPLE_URL", std::string(folder) + "/example" + query).set("PDF_URL", std::string(folder) + "/example.pdf" + query);
    std::int64_t shown = 0;
    for (const auto& text : services.letter_texts.blocks()) {
        if (!chosen.document.empty() && text.document != chosen.document) continue;
        if (whole && services.letter_texts.find(text.document, text.block, letter_key(services, chosen)) != &text) continue;
        auto& row = view.add("LETTER_TEXT").set("DOCUMENT", words("administration.letters.document." + text.document));
        put_text(row, text, services.clock.today(), words);
        const bool goes_on = !text.valid_to || *text.valid_to > services.clock.today();
        if (request.actor().has(Role::administrator) && goes_on) {
            row.add("CHANGEABLE").set("NEW_URL", std::string(folder) + "/new?place=" + percent_encoded(text.place()))
                .set("NEW_LABEL", words("letter_text.change_named", {row_name(text, words)}));
        }
        ++shown;
    }
    const auto changes = services.database.look_up([](Transaction& tx) { return letter_text_changes(tx, 0, limits::page_rows); });
    if (!changes.empty()) put_letter_changes(view.add("CHANGES"), services, changes, words);
    view.set("COUNTED", words("administration.letters.counted", {std::to_string(shown), std::to_string(services.letter_texts.size())}));
    return page(services, request, "pages/letter_texts", view,
                {.title = words("administration.letters.title"),
                 .nav = Nav::admin,
                 .status = problems.empty() ? 200 : 422,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("administration.letters.title")}}});
}

LetterChoice whole_letter(const Services& services, const Request& request) {
    require_reader(request.actor());
    Problems problems;
    auto chosen = letter_choice(services, request, words_of(services, request), problems);
    require_none(std::move(problems));
    if (!chosen.whole()) refuse(ErrorKind::not_found, "not_found");
    return chosen;
}

Response get_example(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const auto chosen = whole_letter(services, request);
    View view;
    view.set("SHEET_MARKUP", letter_markup(services, letter_example(services, services.letter_texts, chosen))).set("URL", folder + chosen.query());
    view.set("PDF_URL", std::string(folder) + "/example.pdf" + chosen.query());
    return page(services, request, "pages/letter_example", view,
                {.title = words("administration.letters.example"),
                 .nav = Nav::admin,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("administration.letters.title"), folder + chosen.query()},
                            {words("administration.letters.example")}}});
}

Response get_example_file(const Services& services, const Request& request) {
    const auto chosen = whole_letter(services, request);
    const auto sheet = letter_example(services, services.letter_texts, chosen);
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
