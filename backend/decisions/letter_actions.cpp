#include "decisions/letter_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case_request_store.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "database/pool.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/letter_store.hpp"
#include "documents/document_store.hpp"
#include "web/languages.hpp"
#include "web/templates.hpp"

namespace bygd {

namespace {

// A letter is a command of its own: the once-key belongs to the step.
Actor without_once(Actor actor) {
    actor.once.reset();
    return actor;
}

// A drawn letter and what it is filed as.
struct Made {
    DrawnLetter drawn;
    Letter letter;
    std::string name_key, document_kind, direction, event;
    std::string diary_number;
};

Id<Document> file_letter(const Services& services, const Actor& actor, Made made) {
    const auto file = services.letters.make(letter_html(services, made.drawn.sheet), {made.drawn.data_name, made.drawn.data});
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto name = services.languages.sv("letter.file." + made.name_key,
                                                {replaced_all(made.diary_number, "/", "-")}) + file.ending;
        const auto document = store_document(tx, name, file.bytes, std::nullopt, now, file.media_type);
        link_document(tx, made.letter.subject, document.id, made.document_kind, made.direction, made.drawn.sheet.to.name);
        made.letter.document = document.id;
        made.letter.texts = made.drawn.sheet.sources;
        insert_letter(tx, made.letter);
        DiaryEvent event;
        event.case_id = made.letter.subject;
        event.kind = made.event;
        event.actor = actor.id.valid() ? std::optional(actor.id) : std::nullopt;
        event.actor_name = actor.name;
        event.occurred_at = now;
        event.data = nlohmann::json{{"document", document.name}, {"document_id", std::to_string(document.id.value())},
                                    {"sha256", document.sha256}, {"texts", joined(made.letter.texts, ", ")}}.dump();
        append_event(tx, event);
        return document.id;
    });
}

Decision decision_to_tell(Transaction& tx, Id<Case> subject, std::optional<Id<Decision>> id) {
    if (!id) {
        const auto newest = latest_decision(tx, subject);
        if (!newest) refuse(ErrorKind::conflict, "decision.none");
        return *newest;
    }
    for (const auto& each : decisions_of(tx, subject)) {
        if (each.id == *id) return each;
    }
    refuse(ErrorKind::not_found, "not_found");
}

// --- the sheet as HTML ----------------------------------------------------------------------------------------------

void put_costs(View& view, const SheetBlock& block) {
    if (block.costs.empty()) return;
    auto& table = view.add("COSTS");
    for (const auto& cost : block.costs) {
        auto& row = table.add("COST").set("LINE", cost.line).set("DESCRIPTION", cost.description);
        row.set("SOUGHT", cost.sought.swedish()).set("APPROVED", cost.approved.swedish());
        row.set("SHARE", percent_text(cost.share));
        if (!cost.reason.empty()) row.add("WHY").set("TEXT", cost.reason);
    }
}

void put_conditions(View& view, const SheetBlock& block, const Words& words) {
    if (block.conditions.empty()) return;
    auto& list = view.add("CONDITIONS");
    for (const auto& condition : block.conditions) {
        auto& row = list.add("CONDITION").set("TEXT", condition.text);
        if (condition.due_on) row.add("DUE").set("DAY", letter_day(*condition.due_on, words));
        if (!condition.evidence.empty()) row.add("EVIDENCE").set("TEXT", condition.evidence);
    }
}

// Passages that belong together stand in one list: items, or rows with labels.
void put_passages(View& view, const std::vector<Passage>& passages) {
    View* part = nullptr;
    std::string kind;
    for (const auto& passage : passages) {
        const std::string now = passage.item ? "ITEMS" : !passage.label.empty() ? "ROWS" : "PARAGRAPH";
        if (now != kind || now == "PARAGRAPH") part = &view.add("PART").add(now);
        kind = now;
        if (now == "PARAGRAPH") part->set("TEXT", passage.text);
        else if (now == "ITEMS") part->add("ITEM").set("TEXT", passage.text);
        else part->add("ROW").set("LABEL", passage.label).set("TEXT", passage.text);
    }
}

// "792 54"; what is no postal code of this country as it stands.
std::string postal_code(const std::string& written) {
    return written.size() == 5 && all_digits(written) ? written.substr(0, 3) + "\u00a0" + written.substr(3) : written;
}

void put_sheet(View& view, const LetterSheet& sheet, const Words& words) {
    view.set("REGION", sheet.region).set("TITLE", sheet.title).set("DIARY_NUMBER", sheet.diary_number);
    if (!sheet.department.empty()) view.add("DEPARTMENT").set("NAME", sheet.department);
    view.set("DAY", letter_day(sheet.day, words)).set("RECIPIENT", sheet.to.name);
    if (!sheet.to.street.empty()) view.add("STREET").set("TEXT", sheet.to.street);
    if (!sheet.to.city.empty()) view.add("CITY").set("TEXT", trimmed(postal_code(sheet.to.postal_code) + " " + sheet.to.city));
    if (!sheet.to.number.empty()) view.add("NUMBER").set("TEXT", sheet.to.number);
    for (const auto& block : sheet.blocks) {
        auto& row = view.add("BLOCK").set("NAME", block.block);
        if (!block.heading.empty()) row.add("HEADING").set("TEXT", block.heading);
        put_passages(row, block.passages);
        for (const auto& text : block.written) row.add("WRITTEN").set("TEXT", text);
        put_costs(row, block);
        put_conditions(row, block, words);
    }
}

}  // namespace

Markup letter_markup(const Services& services, const LetterSheet& sheet) {
    View view;
    put_sheet(view, sheet, services.languages.sv);
    return services.templates.part("decisions/letter_sheet", view, "sv");
}

std::string letter_html(const Services& services, const LetterSheet& sheet) {
    View view;
    view.set("TITLE", sheet.title).set("REGION", sheet.region).set("DIARY_NUMBER", sheet.diary_number);
    view.set("SHEET_MARKUP", letter_markup(services, sheet)).show_if(sheet.draft, "DRAFT");
    return services.templates.render("decisions/letter", view, "sv");
}

Id<Document> make_decision_letter(const Services& services, Actor actor, std::string_view diary_number,
                                  std::optional<Id<Decision>> id) {
    require_case_reader(actor);
    auto made = services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, diary_number);
        const auto decision = decision_to_tell(tx, subject.id, id);
        return Made{letter_of_decision(services, tx, subject, decision), {{}, subject.id, decision.id, std::nullopt, {}},
                    "decision_" + decision.kind, "decision_letter", "drawn_up", "letter_made", subject.diary_number};
    });
    return file_letter(services, actor, std::move(made));
}

Id<Document> make_request_letter(const Services& services, Actor actor, std::string_view diary_number, Id<CaseRequest> id) {
    require_case_reader(actor);
    auto made = services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, diary_number);
        const auto all = requests_of(tx, subject.id);
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == id; });
        if (found == all.end()) refuse(ErrorKind::not_found, "not_found");
        return Made{letter_of_request(services, tx, subject, *found), {{}, subject.id, std::nullopt, found->id, {}},
                    found->kind, "request_letter", "out", "request_letter_made", subject.diary_number};
    });
    return file_letter(services, actor, std::move(made));
}

DrawnLetter preview_of(const Services& services, const Actor& actor, std::string_view diary_number, int proceeding) {
    require_case_reader(actor);
    return services.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, diary_number);
        const auto beside = proceeding > 0 ? find_proceeding(tx, subject.id, proceeding) : std::nullopt;
        if (proceeding > 0 && !beside) refuse(ErrorKind::not_found, "not_found");
        return letter_of_proposal(services, tx, actor, subject, beside ? &*beside : nullptr);
    });
}

void order_letter(ActionContext& context, Id<Decision> id) {
    context.after_commit.push_back([&services = context.services, actor = without_once(context.actor),
                                    number = context.subject.diary_number, id] {
        make_decision_letter(services, actor, number, id);
    });
}

namespace {

void order_request_letter(ActionContext& context) {
    const Id<CaseRequest> id(whole_number(context.facts.at("request")).value());
    context.after_commit.push_back([&services = context.services, actor = without_once(context.actor),
                                    number = context.subject.diary_number, id] {
        make_request_letter(services, actor, number, id);
    });
}

}  // namespace

void register_letter_effects(Effects& effects) {
    effects.add_follower([](const std::vector<std::string>& happened, ActionContext& context) {
        const bool opened = std::any_of(happened.begin(), happened.end(), [](const auto& name) {
            return name == "open_supplement" || name == "open_opinion" || name == "open_hearing";
        });
        if (opened) order_request_letter(context);
    });
}

}  // namespace bygd
