#include "pages/case_parts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/reference_number.hpp"
#include "base/text.hpp"
#include "budget/commitment_store.hpp"
#include "budget/fund_store.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_document_view.hpp"
#include "cases/case_mark_actions.hpp"
#include "cases/case_mark_store.hpp"
#include "cases/case_view.hpp"
#include "cases/checklist_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "cases/task_view.hpp"
#include "database/pool.hpp"
#include "decisions/deciding.hpp"
#include "payment_services/payment_link_pages.hpp"
#include "people/user_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "web/draft_view.hpp"
#include "web/form_view.hpp"
#include "web/page.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

const SupportForm& form_of(const CasePart& part) {
    return part.services.forms.get(part.subject.form, part.subject.form_version);
}

// Where a person mends what blocks a step.
std::string mend_url(const CasePart& part, const std::string& field) {
    const auto here = case_url(part.subject);
    if (field == "checklist") return here + "#checklist";
    if (field == "documents") return here + "#documents";
    if (field == "officer") return here + "/actions/reassign";
    if (field == "letter") return here + "#decision";
    if (field == "payee") return "/providers/organisations/" + std::to_string(part.subject.organisation.value());
    if (field == "claim") return here + "#claims";
    if (field == "de_minimis") return here + "#de-minimis";
    if (field == "conflict" || field == "requests" || field == "checks" || field == "conditions") return here + "#" + field;
    if (field == "proceeding") return here + "#next";
    if (field == "delegation") return "/admin/delegation";
    if (field == "board") return "/board";
    return "";
}

}  // namespace

CasePart part_of(const Services& services, Transaction& tx, const Request& request, Case& subject) {
    return {services, tx, request.actor(), subject, words_of(services, request), request.language(), display_names(tx),
            documents_of(tx, subject.id)};
}

void put_head(const CasePart& part, View& view) {
    const auto& subject = part.subject;
    const auto organisation = find_organisation(part.tx, subject.organisation).value();
    view.set("DIARY_NUMBER", subject.diary_number).set("TITLE", subject.title).set("URL", case_url(subject));
    view.set("FORM", form_of(part).label.in(part.language)).set("LEGAL_BASIS", subject.legal_basis);
    view.set("PARAGRAPHS", form_of(part).paragraphs_under(subject.legal_basis)).set("VERSION", subject.version);
    view.set("STATE", state_label(part.services, subject.workflow, subject.workflow_version, subject.state, part.language));
    view.set("STATE_KIND", state_kind(subject.stage, subject.state, subject.outcome));
    view.set("RECEIVED", subject.received_on.iso()).set("MUNICIPALITY", municipality_name(part.tx, subject.municipality));
    view.set("ORGANISATION", organisation.name).set("ORGANISATION_ID", subject.organisation.value());
    view.set("ORGANISATION_NUMBER", organisation.organisation_number().formatted());
    if (organisation.payee) {
        view.set("PAYEE", part.words("providers.payee." + std::string(to_string(organisation.payee->kind()))) + " " +
                              organisation.payee->formatted());
    }
    view.show_if(!organisation.payee, "NO_PAYEE").show_if(organisation.payee_pending.has_value(), "PAYEE_WAITING");
    if (subject.outlet) {
        const auto outlet = find_outlet(part.tx, *subject.outlet).value();
        auto& row = view.add("OUTLET");
        row.set("ID", outlet.id.value()).set("NAME", outlet.name).set("PLACE", outlet.place);
        if (outlet.next_outlet_metres) {
            const auto metres = *outlet.next_outlet_metres;
            row.add("DISTANCE").set("KM", std::to_string(metres / 1000) + "," + std::to_string(metres % 1000 / 100));
        }
    }
    if (subject.officer) view.set("OFFICER", part.name(*subject.officer));
    view.show_if(!subject.officer, "NO_OFFICER");
    if (subject.decided_on) view.add("DECIDED").set("DAY", subject.decided_on->iso());
    if (subject.closed_on) view.add("CLOSED").set("DAY", subject.closed_on->iso());
    view.show_if(part.actor.roles != Roles{Role::auditor}, "MAY_WRITE");
    view.show_if(part.services.workflows.retired(part.subject.workflow, part.subject.workflow_version), "RETIRED");
}

void put_offers(const CasePart& part, View& view, const std::vector<Offer>& offers, int proceeding) {
    const auto beside = proceeding > 0 ? find_proceeding(part.tx, part.subject.id, proceeding) : std::nullopt;
    const auto& workflow = beside ? part.services.workflows.get(beside->workflow, beside->workflow_version)
                                  : part.services.workflows.get(part.subject.workflow, part.subject.workflow_version);
    bool any = false;
    for (const auto& offer : offers) {
        // The other ways to decide than the one that is proposed are no steps of this case now.
        const bool other_way = std::any_of(offer.blocked_by.begin(), offer.blocked_by.end(),
                                           [](const auto& problem) { return problem.field == "proposal"; });
        if (other_way) continue;
        any = true;
        auto& row = view.add("OFFER");
        row.set("ACTION", offer.action).set("LABEL", offer.label.in(part.language)).set("URL", case_url(part.subject));
        const bool blocked = !offer.blocked_by.empty();
        const bool plain = offer.input.empty() && offer.reason == "none";
        const auto* section = blocked ? "BLOCKED_STEP" : plain ? "PLAIN_STEP" : "FORM_STEP";
        auto& step = row.add(section);
        step.show_if(proceeding > 0, "BESIDE");
        const auto* transition = workflow.find(beside ? beside->state : part.subject.state, offer.action);
        step.show_if(transition && decides(*transition), "DECIDES");
        step.show_if(offer.style == "primary", "PRIMARY").show_if(offer.style == "secondary", "SECONDARY");
        step.show_if(offer.style == "danger", "DANGER");
        for (const auto& problem : offer.blocked_by) {
            auto& why = step.add("WHY");
            why.set("TEXT", part.words(problem));
            if (const auto url = mend_url(part, problem.field); !url.empty()) why.add("MEND").set("URL", url);
        }
    }
    view.show_if(!any, "NO_OFFERS");
}

void put_money(const CasePart& part, View& view) {
    const auto& subject = part.subject;
    view.set("SOUGHT", subject.sought.swedish()).set("PROPOSED", subject.proposed.swedish());
    view.set("GRANTED", subject.granted.swedish()).set("PAID", subject.paid.swedish());
    view.set("RELEASED", subject.released.swedish()).set("OUTSTANDING", subject.outstanding().swedish());
    if (subject.fund) {
        const auto fund = find_fund(part.tx, *subject.fund).value();
        view.add("FUND").set("NAME", fund.name).set("CODE", fund.code);
    }
    std::string plan;
    for (const auto& due : commitment_of_case(part.tx, subject.id)) {
        plan += (plan.empty() ? "" : ", ") + std::to_string(due.year) + " " + due.amount.swedish();
    }
    if (!plan.empty()) view.add("PLAN").set("PLAN_TEXT", plan);
    if (!subject.granted.zero()) view.add("PAST_PAYMENTS").set("PAST_URL", case_url(subject.diary_number) + "/past-payments");
    const auto entries = ledger_of_case(part.tx, subject.id);
    for (const auto& entry : entries) {
        view.add("LEDGER").set("DAY", entry.booked_on.iso()).set("AMOUNT", entry.amount.swedish()).set("TEXT", entry.text)
            .set("KIND", part.words("budget.movement." + std::string(to_string(entry.movement))));
    }
    view.show_if(!entries.empty(), "HAS_LEDGER");
}

namespace {

std::string typed_or(const Typed& typed, const std::string& field, const std::string& saved) {
    const auto found = typed.find(field);
    return found == typed.end() ? saved : found->second;
}

}  // namespace

std::string checklist_url(std::string_view diary_number) { return case_url(diary_number) + "/checklist"; }

void put_checklist(const CasePart& part, const Request& request, View& view, Typed typed, const Problems& problems) {
    if (part.subject.stage == "open" && part.actor.has(Role::officer)) {
        auto draft = put_draft(view.add("MAY_CHECK"), part.tx, request, checklist_url(part.subject.diary_number), part.words);
        if (problems.empty()) typed = std::move(draft);
    } else {
        view.show("MAY_NOT_CHECK");
    }
    const auto answers = checklist_of(part.tx, part.subject.id);
    int done = 0;
    for (const auto& item : form_of(part).checklist) {
        const auto found = answers.find(item.name);
        const auto answer = found == answers.end() ? std::string() : found->second.answer;
        if (!answer.empty()) ++done;
        auto& row = view.add("CHECK");
        row.set("NAME", item.name).set("LABEL", item.label.in(part.language)).set("PARAGRAPH", item.paragraph);
        row.set("ANSWER", answer.empty() ? "open" : answer == "no" ? "no" : "yes");
        if (!item.help.in(part.language).empty()) row.add("HELP").set("TEXT", item.help.in(part.language));
        const auto chosen = typed_or(typed, "check_" + item.name, answer);
        for (const auto* choice : {"yes", "no", "not_applicable"}) {
            row.add("CHOICE").set("VALUE", choice).set("CHOICE_LABEL", part.words(std::string("case.check.") + choice))
                .show_if(chosen == choice, "CHECKED");
        }
        row.set("NOTE", typed_or(typed, "note_" + item.name, found == answers.end() ? "" : found->second.note));
        for (const auto& problem : problems) {
            const bool here = problem.field == "note_" + item.name || problem.field == "check_" + item.name;
            if (here) row.add("ERROR").set("TEXT", part.words(problem));
        }
        if (found != answers.end()) {
            row.add("BY").set("WHO", found->second.answered_by).set("WHEN", stockholm_minute(found->second.answered_at));
            row.add("READ").set("TEXT", part.words("case.check." + answer));
        }
    }
    view.set("CHECKS_DONE", done).set("CHECKS", static_cast<int>(form_of(part).checklist.size()));
}

void put_payment_services(const CasePart& part, View& view) {
    if (!part.subject.outlet) return;
    auto& panel = view.add("PAYMENT_SERVICES");
    panel.set("OUTLET_ID", part.subject.outlet->value());
    put_outlet_links(panel, part.tx, *part.subject.outlet, part.words, part.services.clock.today());
    panel.show_if(part.actor.has(Role::officer), "MAY_LINK");
}

void put_time(const CasePart& part, View& view, const Typed& typed, const Problems& problems) {
    const auto today = part.services.clock.today();
    const auto clock = clock_of(part.services, part.tx, part.subject, today);
    auto& panel = view.add("CLOCK");
    const auto marks = marks_of(part.tx, part.subject.id);
    put_clock(panel, clock, marks, part.words);
    if (may_mark(part.actor)) put_mark_form(panel, part.subject, marks, typed, problems, part.words, today);
    if (!clock.stopped_on) {
        const auto months = whole_months(clock.received.from, clock.demand_from);
        const auto age = age_text(part.subject.received_on, months, part.words, today);
        if (!age.empty()) view.add("AGE").set("TEXT", age).set("AGE_KIND", age_kind(part.subject.received_on, months, today));
    }
    TaskFilter filter;
    filter.today = today;
    filter.case_id = part.subject.id;
    auto tasks = list_tasks(part.tx, filter, limits::page_rows);
    name_tasks(part.services, part.tx, tasks);
    put_tasks(view.add("TASKS"), part.services, tasks, part.words, part.language, today);
}

namespace {

std::string fact_text(const CasePart& part, const std::string& name, const std::string& value) {
    const std::string shown_as = "diary.fact." + name;
    if (!part.words.has(shown_as)) return "";
    if (name == "outcome") return part.words(shown_as, {part.words("case.outcome." + value)});
    if (name == "proceeding") return "";
    if (name == "proceeding_kind") return part.words(shown_as, {part.words("case.proceeding." + value)});
    if (name == "request_status") return part.words(shown_as, {part.words("case.requests.status." + value)});
    if (name == "conflict") return part.words(shown_as, {part.words("case.conflict.word_" + value)});
    if (name == "check_result") return part.words(shown_as, {part.words("case.checks.result_" + value)});
    if (name == "ground") return part.words(shown_as, {part.words("decisions.ground." + value)});
    if (name == "demand") return part.words(shown_as, {part.words("document.demand." + value)});
    if (name == "pack_scope") return part.words(shown_as, {part.words("pack.scope." + value)});
    if (name == "judgment") return part.words(shown_as, {part.words("decisions.judgment." + value)});
    if (name == "direction") return part.words(shown_as, {part.words("case.direction." + value)});
    if (name == "link_kind") return part.words(shown_as, {part.words("payment_services.kind." + value)});
    if (name == "link_status") return part.words(shown_as, {part.words("payment_services.status." + value)});
    if (name == "link_change") return part.words(shown_as, {part.words("diary.link_change." + value)});
    if (name == "condition_status") return part.words(shown_as, {part.words("conditions.status." + value)});
    if (name == "mark") return part.words(shown_as, {part.words("case.mark." + value)});
    if (value.empty()) return "";
    if (name == "de_minimis_source") return part.words("de_minimis.source." + value);
    if (name == "de_minimis_euro" || name == "de_minimis_after" || name == "de_minimis_kept") {
        return part.words(shown_as, {Money::parse(value, "amount", Currency::eur).swedish()});
    }
    const bool amount = name == "amount" || name == "claimed" || name == "approved" || name == "payable" ||
                        name == "released" || name == "sought" || name == "released_reservation" ||
                        name == "granted_before" || name == "interest" || name == "cost_over" ||
                        name == "set_off" || name == "to_recipient" || name == "in_kind" || name == "advance_claimed" ||
                        name == "advance" || name == "unsettled";
    return part.words(shown_as, {amount ? Money::parse(value).swedish() : value});
}

std::string_view timeline_kind(const DiaryEvent& event) {
    if (event.kind == "document_added" || event.kind == "letter_made") return "document";
    if (event.kind == "note") return "note";
    if (event.kind.starts_with("mail_")) return "mail";
    if (event.kind == "payment_released" || event.kind == "payment_freed") return "money";
    if (event.action == "attest" || event.action == "mark_paid" || event.action == "register_repayment") return "money";
    if (event.action == "approve" || event.action == "reject") return "decision";
    return "step";
}

bool about_question(const DiaryEvent& event) {
    constexpr std::string_view asking[] = {"request_supplement", "supplement_received", "supplement_overdue", "remind_supplement",
                                           "request_opinion", "opinion_received", "start_hearing", "hearing_done"};
    return event.action && std::find(std::begin(asking), std::end(asking), *event.action) != std::end(asking);
}

// The parts of the diary a person may look at alone.
struct DiaryPart {
    std::string_view name;
    bool (*holds)(const DiaryEvent&);
};
constexpr DiaryPart diary_parts[] = {
    {"steps", [](const DiaryEvent& event) { return event.kind == "moved" || event.kind == "proceeding_moved"; }},
    {"questions", about_question},
    {"documents", [](const DiaryEvent& event) { return timeline_kind(event) == "document" || event.kind.starts_with("document_"); }},
    {"mail", [](const DiaryEvent& event) { return timeline_kind(event) == "mail"; }},
    {"money", [](const DiaryEvent& event) {
        const auto facts = nlohmann::json::parse(event.data);
        return timeline_kind(event) == "money" || facts.contains("amount") || facts.contains("payable") || facts.contains("released");
    }},
    {"notes", [](const DiaryEvent& event) { return event.kind == "note"; }}};

// All of it and each part that has something, with how much; the one that is shown.
const DiaryPart* put_diary_parts(const CasePart& part, View& view, const std::vector<DiaryEvent>& events, std::string_view shown) {
    const auto here = std::find_if(std::begin(diary_parts), std::end(diary_parts), [&](const auto& one) { return one.name == shown; });
    const auto* chosen = here == std::end(diary_parts) ? nullptr : &*here;
    const auto add = [&](const std::string& word, const std::string& query, std::ptrdiff_t many, bool is_here) {
        view.add("DIARY_PART").set("NAME", part.words(word)).set("COUNT", static_cast<std::int64_t>(many))
            .set("PART_URL", case_url(part.subject) + query + "#diary").show_if(is_here, "HERE");
    };
    add("diary.part.all", "", static_cast<std::ptrdiff_t>(events.size()), !chosen);
    for (const auto& each : diary_parts) {
        const auto many = std::count_if(events.begin(), events.end(), each.holds);
        if (many > 0 || chosen == &each) add("diary.part." + std::string(each.name), "?diary=" + std::string(each.name), many, chosen == &each);
    }
    return chosen;
}

void put_event(const CasePart& part, View& row, const DiaryEvent& event, const nlohmann::json& facts, const Workflow& workflow, bool may_open) {
    row.set("WHAT", event.action ? workflow.action_label(*event.action, part.language) : part.words("diary.kind." + event.kind));
    row.set("WHO", event.actor_name).set("WHEN", stockholm_minute(event.occurred_at)).set("NUMBER", event.sequence);
    row.set("KIND", timeline_kind(event)).set("HASH", event.hash.substr(0, 12));
    if (!event.text.empty()) row.add("SAID").set("TEXT", without_secret_names(event.text, part.documents, may_open, part.words));
    if (event.to_state && event.from_state && *event.from_state != *event.to_state) {
        row.add("MOVED").set("TO", workflow.state_label(*event.to_state).in(part.language));
    }
    for (const auto& [name, value] : facts.items()) {
        const auto text = value.is_string() ? fact_text(part, name, value.get<std::string>()) : "";
        if (!text.empty()) row.add("FACT").set("TEXT", without_secret_names(text, part.documents, may_open, part.words));
    }
}

}  // namespace

void put_diary(const CasePart& part, View& view, std::string_view shown, const Typed& typed, const Problems& problems) {
    put_field(view, "note", typed_or(typed, "note", ""), problems, part.words);
    std::map<std::string, const Workflow*> roads;          // by the sequence of the proceeding; "" of the case itself
    roads[""] = &part.services.workflows.get(part.subject.workflow, part.subject.workflow_version);
    for (const auto& beside : proceedings_of(part.tx, part.subject.id)) {
        roads[std::to_string(beside.sequence)] = &part.services.workflows.get(beside.workflow, beside.workflow_version);
    }
    const bool may_open = may_open_secret(part.tx, part.subject, part.actor);
    auto events = events_of(part.tx, part.subject.id);
    std::reverse(events.begin(), events.end());
    const auto* only = put_diary_parts(part, view, events, shown);
    for (const auto& event : events) {
        const auto facts = nlohmann::json::parse(event.data);
        const bool of_proceeding = event.kind == "proceeding_moved" || event.kind == "proceeding_version";
        const auto beside = of_proceeding ? facts.value("proceeding", "") : "";
        auto& workflow = roads.contains(beside) ? roads.at(beside) : roads.at("");
        if (!only || only->holds(event)) put_event(part, view.add("EVENT"), event, facts, *workflow, may_open);
        // What lies before a move was done in the version it was moved from.
        if (event.kind == "case_moved" || (event.kind == "proceeding_version" && roads.contains(beside))) {
            const auto version = whole_number(facts.value("from_version", "")).value_or(workflow->version());
            workflow = &part.services.workflows.get(workflow->name(), static_cast<int>(version));
        }
    }
}

}  // namespace bygd
