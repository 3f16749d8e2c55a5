#include "pages/letter_change_pages.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "decisions/letter_actions.hpp"
#include "decisions/letter_text_change_actions.hpp"
#include "decisions/letter_text_change_store.hpp"
#include "decisions/letter_text_lines.hpp"
#include "http/router.hpp"
#include "pages/letter_example_view.hpp"
#include "people/admin_event.hpp"

namespace bygd {

namespace {

constexpr const char* folder = "/administration/letters";

std::string url_of(Id<LetterTextChange> id) { return std::string(folder) + "/changes/" + std::to_string(id.value()); }

Id<LetterTextChange> id_of(const Request& request) { return Id<LetterTextChange>(whole_number(request.param("id")).value_or(0)); }

void require_reader(const Actor& actor) {
    if (!may_read_administration(actor)) refuse(ErrorKind::not_found, "not_found");
}

// The text of the place that holds longest: what a new one is written from.
const TextBlock* newest_at(const LetterTexts& texts, const std::string& place) {
    const TextBlock* newest = nullptr;
    for (const auto& text : texts.blocks()) {
        if (text.place() == place && (!newest || newest->valid_from < text.valid_from)) newest = &text;
    }
    return newest;
}

std::string name_of(const TextBlock& text, const Words& words) {
    return words("administration.letters.document." + text.document) + ": " + (text.heading.empty() ? text.block : text.heading);
}

void put_state(View& row, const LetterTextChange& change, const Words& words) {
    row.set("STATE", words("letter_text.state." + change.state));
    row.show(change.state == "confirmed" ? "CONFIRMED" : change.state == "prepared" ? "PREPARED" : "SET_ASIDE");
}

void put_diff(View& view, const TextBlock& before, const LetterTextChange& change, const Words& words) {
    auto& part = view.add("DIFF");
    const auto put = [&](const DiffLine& line) {
        auto& row = part.add("LINE");
        auto& side = row.add(line.side == '-' ? "GONE" : line.side == '+' ? "COME" : "SAME").set("LINE_TEXT", line.text);
        if (line.side != ' ') side.set("SIDE", words(line.side == '-' ? "letter_text.gone" : "letter_text.come"));
    };
    for (const auto& line : line_diff(before.heading, change.heading)) put(line);
    for (const auto& line : line_diff(lines_of(before.passages), change.body)) put(line);
    if (const auto dropped = dropped_facts(before, change); !dropped.empty()) {
        part.add("DROPPED").set("TEXT", words("letter_text.dropped", {joined(dropped, ", ")}));
    }
}

// The texts as they would be, and in them the one that is prepared.
struct Tried {
    LetterTexts texts;
    const TextBlock* text = nullptr;
};

Tried tried(const Services& services, Transaction& tx, const LetterTextChange& change) {
    auto overrides = confirmed_letter_texts(tx);
    const bool there = std::any_of(overrides.begin(), overrides.end(), [&](const auto& one) { return one.change == change.id; });
    if (!there) overrides.push_back(override_of(change));
    Tried trial{services.letter_texts.with(overrides), nullptr};
    trial.text = trial.texts.at_place(change.place, change.valid_from);
    if (trial.text && trial.text->change != change.id) trial.text = nullptr;
    return trial;
}

// --- writing it -------------------------------------------------------------------------------------------------------

PrepareLetterText typed_of(const Form& form) {
    return {form.text("place"), form.text("base"), form.text("valid_from"), form.text("heading"), form.text("body"), form.text("reason")};
}

// With `looked`: what is typed compared with what it would take over from, and one letter with it, and nothing kept.
Response form_page(const Services& services, const Request& request, PrepareLetterText typed, bool looked, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    const auto trial = try_letter_text(services, request.actor(), typed);
    const auto* before = typed.valid_from.empty() ? nullptr : text_before(trial.texts, trial.change);
    if (!before) before = newest_at(trial.texts, typed.place);
    if (!before) refuse(ErrorKind::not_found, "not_found");
    View view;
    view.set("TEXT_NAME", name_of(*before, words)).set("APPLIES", applies_to(*before, words)).set("PLACE", typed.place);
    view.set("BASE", before->source()).set("OLD_HEADING", before->heading).set("OLD_DAYS", words("delegation.from_on", {before->valid_from.iso()}));
    for (const auto& line : split(lines_of(before->passages), '\n')) view.add("OLD_LINE").set("LINE_TEXT", line);
    view.set("CERTAIN", joined(certain_facts(before->document), ", ")).set("POSSIBLE", joined(possible_facts(before->document), ", "));
    if (before->appealable) view.show(*before->appealable ? "APPEALABLE" : "NOT_APPEALABLE");
    put_problems(view, problems, words);
    put_field(view, "heading", typed.heading, problems, words);
    put_field(view, "body", typed.body, problems, words);
    put_field(view, "valid_from", typed.valid_from, problems, words);
    put_field(view, "reason", typed.reason, problems, words);
    if (looked && problems.empty()) {
        put_diff(view, *before, trial.change, words);
        const auto seen = services.database.look_up([&](Transaction& tx) { return tried(services, tx, trial.change); });
        if (seen.text) {
            const auto letters = letters_with(services, seen.texts, *seen.text, trial.change.valid_from);
            if (!letters.empty()) {
                view.add("SHEET").set("SHEET_MARKUP", letter_markup(services, letter_example(services, seen.texts, letters.front())))
                    .set("SHEET_LEAD", letter_choice_label(services, letters.front(), words));
            }
        }
    }
    return page(services, request, "pages/letter_change_new", view,
                {.title = words("letter_text.prepare"),
                 .nav = Nav::admin,
                 .status = status,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("administration.letters.title"), folder},
                            {words("letter_text.prepare")}}});
}

Response get_new(const Services& services, const Request& request) {
    if (!request.actor().has(Role::administrator)) refuse(ErrorKind::not_found, "not_found");
    const auto id = whole_number(request.query("change"));
    const auto typed = services.database.look_up([&](Transaction& tx) -> PrepareLetterText {
        const auto change = id ? find_letter_text_change(tx, Id<LetterTextChange>(*id)) : std::nullopt;
        if (change) return {change->place, "", change->valid_from.iso(), change->heading, change->body, change->reason};
        const auto texts = confirmed_texts(services, tx);
        const auto* text = newest_at(texts, request.query("place"));
        if (!text) refuse(ErrorKind::not_found, "not_found");
        return {text->place(), text->source(), "", text->heading, lines_of(text->passages), ""};
    });
    return form_page(services, request, typed, false, {}, 200);
}

Response post_new(const Services& services, const Request& request) {
    const auto typed = typed_of(request.form());
    try {
        if (request.form().has("look")) {
            const auto trial = try_letter_text(services, request.actor(), typed);
            return form_page(services, request, typed, true, trial.problems, trial.problems.empty() ? 200 : 422);
        }
        return see_other_saying(url_of(prepare_letter_text(services, request.actor(), typed).id), "letter_text.prepared");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::conflict) throw;
        return form_page(services, request, typed, false, error.problems(), http_status(error.kind()));
    }
}

// --- reading and settling it --------------------------------------------------------------------------------------------

void put_letters(View& view, const Services& services, const Tried& trial, const LetterTextChange& change, const Words& words) {
    if (!trial.text) return;
    const auto letters = letters_with(services, trial.texts, *trial.text, change.valid_from);
    auto& part = view.add("LETTERS").set("COUNTED", words("letter_text.letters", {std::to_string(letters.size())}));
    for (const auto& letter : letters) {
        part.add("LETTER").set("LETTER_URL", url_of(change.id) + "/example" + letter.query())
            .set("LETTER_LABEL", letter_choice_label(services, letter, words));
    }
}

void put_settling(View& view, const Request& request, const LetterTextChange& change, const Problems& problems, const Words& words) {
    if (!request.actor().has(Role::administrator)) return;
    const bool own = change.prepared_by == request.actor().id;
    if (change.state == "refused" || change.state == "withdrawn") {
        view.add("AGAIN").set("AGAIN_URL", std::string(folder) + "/new?change=" + std::to_string(change.id.value()));
    }
    if (change.state != "prepared") return;
    if (own) {
        view.add("OWN").set("ACTION", url_of(change.id) + "/withdrawal").set("VERSION", change.version);
        return;
    }
    view.add("CONFIRMABLE").set("ACTION", url_of(change.id) + "/confirmation").set("VERSION", change.version);
    auto& refusable = view.add("REFUSABLE").set("ACTION", url_of(change.id) + "/refusal").set("VERSION", change.version);
    put_field(refusable, "why", request.method() == "POST" ? request.form().text("why") : "", problems, words);
}

Response change_page(const Services& services, const Request& request, const Problems& problems, int status) {
    require_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    put_problems(view, problems, words);
    const auto title = services.database.read([&](Transaction& tx) {
        const auto change = find_letter_text_change(tx, id_of(request));
        if (!change) refuse(ErrorKind::not_found, "not_found");
        const auto trial = tried(services, tx, *change);
        const auto* before = text_before(trial.texts, *change);
        put_state(view, *change, words);
        view.set("FROM", change->valid_from.iso()).set("REASON", change->reason).set("WHO", change->prepared_by_name)
            .set("WHEN", stockholm_minute(change->prepared_at)).set("BASE", change->base);
        if (change->settled_at) view.add("SETTLED").set("BY", change->settled_by_name).set("AT", stockholm_minute(*change->settled_at));
        if (!change->settled_why.empty()) view.add("WHY_NOT").set("WHY", change->settled_why);
        put_settling(view, request, *change, problems, words);
        if (!before) return change->place;
        view.set("APPLIES", applies_to(*before, words));
        if (change->state == "prepared" && before->source() != change->base) view.show("OTHER_BASE");
        put_diff(view, *before, *change, words);
        put_letters(view, services, trial, *change, words);
        return name_of(*before, words);
    });
    view.set("TEXT_NAME", title);
    return page(services, request, "pages/letter_change", view,
                {.title = title,
                 .nav = Nav::admin,
                 .status = status,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("administration.letters.title"), folder}, {title}}});
}

// The letter that is chosen in the address, with the text that is prepared or confirmed.
std::pair<LetterChoice, LetterSheet> example_of(const Services& services, const Request& request) {
    require_reader(request.actor());
    Problems problems;
    const auto choice = letter_choice(services, request, words_of(services, request), problems);
    require_none(std::move(problems));
    if (!choice.whole()) refuse(ErrorKind::not_found, "not_found");
    const auto texts = services.database.read([&](Transaction& tx) {
        const auto change = find_letter_text_change(tx, id_of(request));
        if (!change) refuse(ErrorKind::not_found, "not_found");
        return tried(services, tx, *change).texts;
    });
    return {choice, letter_example(services, texts, choice)};
}

Response get_example(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const auto [choice, sheet] = example_of(services, request);
    View view;
    view.set("SHEET_MARKUP", letter_markup(services, sheet)).set("URL", url_of(id_of(request)));
    view.set("PDF_URL", url_of(id_of(request)) + "/example.pdf" + choice.query());
    return page(services, request, "pages/letter_example", view,
                {.title = words("administration.letters.example"),
                 .nav = Nav::admin,
                 .crumbs = {{words("administration.title"), "/administration"}, {words("administration.letters.title"), folder},
                            {words("letter_text.change_crumb"), url_of(id_of(request))}, {words("administration.letters.example")}}});
}

Response get_example_file(const Services& services, const Request& request) {
    const auto [choice, sheet] = example_of(services, request);
    const auto file = services.letters.make(letter_html(services, sheet), {"exempel.json", "{}"});
    return file_response(file.bytes, "exempel-" + choice.document + file.ending, file.media_type, Disposition::inline_view);
}

Response post_settlement(const Services& services, const Request& request, const char* said, const std::function<void(int version)>& settle) {
    try {
        settle(static_cast<int>(request.form().integer("version").value_or(0)));
        return see_other_saying(url_of(id_of(request)), said);
    } catch (const Error& error) {
        const bool mendable = error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict || error.kind() == ErrorKind::forbidden;
        if (!mendable) throw;
        return change_page(services, request, error.problems(), http_status(error.kind()));
    }
}

}  // namespace

void put_letter_changes(View& view, const Services& services, const std::vector<LetterTextChange>& changes, const Words& words) {
    for (const auto& change : changes) {
        auto& row = view.add("CHANGE").set("URL", url_of(change.id)).set("FROM", change.valid_from.iso()).set("WHO", change.prepared_by_name);
        const auto* text = newest_at(services.letter_texts, change.place);
        row.set("TEXT_NAME", text ? name_of(*text, words) : change.place).set("APPLIES", text ? applies_to(*text, words) : "");
        put_state(row, change, words);
    }
}

void add_letter_change_routes(Router& router, const Services& services) {
    const std::string base(folder);
    router.get(base + "/new", [&](Request& request) { return get_new(services, request); });
    router.post(base, [&](Request& request) { return post_new(services, request); });
    router.get(base + "/changes/{id}", [&](Request& request) { return change_page(services, request, {}, 200); });
    router.get(base + "/changes/{id}/example", [&](Request& request) { return get_example(services, request); });
    router.get(base + "/changes/{id}/example.pdf", [&](Request& request) { return get_example_file(services, request); });
    router.post(base + "/changes/{id}/confirmation", [&](Request& request) {
        return post_settlement(services, request, "letter_text.confirmed",
                               [&](int version) { confirm_letter_text(services, request.actor(), id_of(request), version); });
    });
    router.post(base + "/changes/{id}/refusal", [&](Request& request) {
        return post_settlement(services, request, "letter_text.refused", [&](int version) {
            refuse_letter_text(services, request.actor(), id_of(request), version, request.form().text("why"));
        });
    });
    router.post(base + "/changes/{id}/withdrawal", [&](Request& request) {
        return post_settlement(services, request, "letter_text.withdrawn",
                               [&](int version) { withdraw_letter_text(services, request.actor(), id_of(request), version); });
    });
}

}  // namespace bygd
