// The parts of the case page about what runs beside the case and what surrounds it: conflict of interest, proceedings,
// questions sent out, look-ups in other registers.
#include <algorithm>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_request_store.hpp"
#include "cases/case_view.hpp"
#include "cases/conflict_store.hpp"
#include "cases/mail_view.hpp"
#include "cases/presence_actions.hpp"
#include "cases/proceeding_store.hpp"
#include "decisions/letter_pages.hpp"
#include "decisions/letter_store.hpp"
#include "decisions/ocr_number.hpp"
#include "pages/case_parts.hpp"
#include "payouts/recovery_actions.hpp"
#include "payouts/recovery_store.hpp"
#include "providers/organisation_check_store.hpp"
#include "web/form_view.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

void put_conflict(const CasePart& part, View& view) {
    const bool takes_part = part.actor.has(Role::officer) || part.actor.has(Role::decider) || part.actor.has(Role::finance);
    const auto declared = declaration_of(part.tx, part.subject.id, part.actor.id);
    view.show_if(takes_part && !declared && part.subject.stage != "closed", "CONFLICT_UNDECLARED");
    if (declared && declared->conflicted) view.add("CONFLICTED").set("REASON", declared->reason);
}

namespace {

// What a proceeding knows, in the order a person asks for it.
constexpr std::string_view known_facts[] = {"asked_on", "found_on", "received_on", "appellant", "ground", "text", "delivered_on",
                                            "last_day", "court", "sent_on", "judged_on", "court_number", "judgment",
                                            "interest_from", "reconsidered"};

std::string fact_value(const CasePart& part, std::string_view name, const std::string& value) {
    if (name == "ground") return part.words("decisions.ground." + value);
    if (name == "judgment") return part.words("decisions.judgment." + value);
    return value;
}

void put_known(const CasePart& part, View& panel, const std::string& label, const std::string& value) {
    panel.add("KNOWN").set("LABEL", part.words("case.known." + label)).set("VALUE", value);
}

void put_debt(const CasePart& part, View& panel, const Proceeding& beside) {
    if (beside.kind != "recovery" || beside.value("decided_on").empty()) return;
    const auto today = part.services.clock.today();
    const auto debt = debt_of(part.tx, beside);
    const auto balance = balance_of_debt(part.services.parameters, debt, today);
    put_known(part, panel, "reference", ocr_number(beside.id.value()));
    put_known(part, panel, "debt", balance.debt.swedish());
    put_known(part, panel, "interest", balance.interest.swedish());
    if (const auto plan = beside.state == "debt" ? instalment_plan_of(part.tx, beside.id) : std::nullopt) {
        if (const auto next = plan->next_unpaid()) {
            panel.add("KNOWN").set("LABEL", part.words("case.known.instalment", {next->due_on.iso()})).set("VALUE", next->amount.swedish());
        }
        if (const auto behind = plan->behind(today); !behind.zero()) put_known(part, panel, "behind", behind.swedish());
    }
    for (const auto& entry : debt.entries) {
        const auto kind = entry.payment ? std::string("set_off") : entry.kind;
        const auto sum = (entry.debt + entry.interest).swedish();
        panel.add("KNOWN").set("LABEL", part.words("case.debt_entry." + kind, {entry.booked_on.iso()}))
            .set("VALUE", entry.interest.zero() ? sum : part.words("case.debt_entry.interest", {sum, entry.interest.swedish()}));
    }
}

void put_rebased(const CasePart& part, View& panel, const Proceeding& beside) {
    if (beside.value("rebased_on").empty()) return;
    const auto before = beside.value("rebased_before");
    panel.add("REBASED").set(
        "TEXT", part.words(before.empty() ? "case.rebased_stop" : "case.rebased_change",
                           {beside.value("rebased_on"), beside.money("rebased_granted").swedish(),
                            beside.money("rebased_outstanding").swedish(), beside.money("rebased_payable").swedish(),
                            before.empty() ? "" : beside.money("rebased_before").swedish()}));
}

}  // namespace

void put_proceedings(const CasePart& part, View& view) {
    auto all = proceedings_of(part.tx, part.subject.id);
    std::reverse(all.begin(), all.end());
    // What is still open first: that is where something is to be done.
    std::stable_partition(all.begin(), all.end(), [](const auto& each) { return each.open(); });
    for (auto& beside : all) {
        const auto& road = part.services.workflows.get(beside.workflow, beside.workflow_version);
        auto& panel = view.add("PROCEEDING_PANEL");
        panel.set("NAME", part.words("case.proceeding." + beside.kind)).set("PROCEEDING", beside.sequence);
        panel.set("BESIDE_STATE", road.state_label(beside.state).in(part.language));
        panel.set("BESIDE_KIND", beside.open() ? beside.stage == "decided" ? "waiting" : "open" : "done");
        put_known(part, panel, "opened_on", beside.opened_on.iso());
        for (const auto name : known_facts) {
            const auto value = beside.value(std::string(name));
            if (!value.empty()) put_known(part, panel, std::string(name), fact_value(part, name, value));
        }
        if (!beside.proposed.zero() && beside.stage == "open") {
            panel.add("PREVIEW").set("PREVIEW_URL", preview_url(part.subject.diary_number, beside.sequence));
        }
        if (!beside.proposed.zero()) put_known(part, panel, "proposed", beside.proposed.swedish());
        if (!beside.decided.zero()) put_known(part, panel, "decided", beside.decided.swedish());
        put_debt(part, panel, beside);
        put_rebased(part, panel, beside);
        if (!beside.open() || part.actor.roles == Roles{Role::auditor}) continue;
        const auto offers = offers_of(part.services, part.tx, part.actor, part.subject, part.services.clock.now(), &beside);
        if (!offers.empty()) put_offers(part, panel.add("STEPS"), offers, beside.sequence);
    }
}

void put_mail(const CasePart& part, const MailRoom& room, View& view) {
    put_mails(view.add("MAILS"), room, mails_of_case(part.tx, part.subject.id), part.words);
}

void put_requests(const CasePart& part, View& view) {
    const auto all = requests_of(part.tx, part.subject.id);
    if (all.empty()) return;
    auto& panel = view.add("REQUESTS_PANEL");
    const auto letters = letters_of(part.tx, part.subject.id);
    const auto today = part.services.clock.today();
    for (auto each = all.rbegin(); each != all.rend(); ++each) {
        auto& row = panel.add("REQUEST");
        row.set("KIND_LABEL", part.words("case.requests.kind." + each->kind)).set("RECIPIENT", each->recipient);
        row.set("SENT", each->sent_on.iso()).set("DUE", each->due_on.iso()).set("QUESTION", each->question);
        const bool late = each->overdue(today);
        row.set("STATUS", part.words("case.requests.status." + (late ? std::string("late") : each->status)));
        row.set("STATUS_KIND", late ? "late" : each->open() ? "waiting" : each->status == "answered" ? "done" : "stopped");
        if (each->closed_on) row.add("ENDED").set("DAY", each->closed_on->iso());
        if (!each->consequence.empty()) row.add("CONSEQUENCE").set("TEXT", each->consequence);
        if (!each->answer.empty()) row.add("ANSWER").set("TEXT", each->answer);
        const auto letter = std::find_if(letters.rbegin(), letters.rend(), [&](const auto& one) { return one.request == each->id; });
        if (letter != letters.rend()) row.add("LETTER").set("ID", letter->document.value());
        else if (each->open() && part.actor.has(Role::officer)) row.add("MAKE_LETTER").set("REQUEST_ID", each->id.value());
    }
}

void put_checks(const CasePart& part, View& view, const Typed& typed, const Problems& problems) {
    const auto& form = part.services.forms.get(part.subject.form, part.subject.form_version);
    if (form.checks.empty()) return;
    auto& panel = view.add("CHECKS_PANEL");
    const auto today = part.services.clock.today();
    const auto latest = latest_checks(part.tx, part.subject.organisation);
    std::vector<Option> kinds;
    for (const auto& wanted : form.checks) {
        kinds.push_back({wanted.name, wanted.label.in(part.language)});
        auto& row = panel.add("REGISTER_CHECK");
        row.set("CHECK_LABEL", wanted.label.in(part.language));
        const auto found = latest.find(wanted.name);
        const bool missing = found == latest.end();
        const bool expired = !missing && found->second.valid_until < today;
        const auto status = missing ? std::string("missing") : expired ? "expired" : found->second.result;
        row.set("STATUS", part.words("case.checks.result_" + status));
        row.set("STATUS_KIND", status == "clear" ? "done" : status == "hinder" ? "stopped" : missing ? "new" : "late");
        if (missing) continue;
        const auto& check = found->second;
        row.set("WHO", part.words("case.checks.who", {check.checked_on.iso(), check.source, check.checked_by, check.valid_until.iso()}) +
                           (check.note.empty() ? "" : " – " + check.note));
    }
    if (!part.actor.has(Role::officer) || part.subject.stage == "closed") return;
    auto& record = panel.add("MAY_RECORD");
    const auto value = [&](const char* name, const std::string& fallback) {
        const auto found = typed.find(name);
        return found == typed.end() ? fallback : found->second;
    };
    put_options(record, "check_kind", kinds, value("check_kind", ""), problems, part.words);
    std::vector<Option> results;
    for (const std::string result : {"clear", "remark", "hinder"}) results.push_back({result, part.words("case.checks.result_" + result)});
    put_options(record, "check_result", results, value("check_result", "clear"), problems, part.words);
    put_field(record, "checked_on", value("checked_on", today.iso()), problems, part.words);
    put_field(record, "check_source", value("check_source", ""), problems, part.words);
    put_field(record, "check_note", value("check_note", ""), problems, part.words);
}

void put_history(const CasePart& part, View& view) {
    constexpr std::size_t lines_shown = 5;
    CaseFilter filter;
    filter.organisation = part.subject.organisation;
    auto lines = list_cases(part.tx, filter, lines_shown + 1);
    std::erase_if(lines, [&](const auto& line) { return line.id == part.subject.id; });
    if (lines.empty()) return;
    if (lines.size() > lines_shown) lines.resize(lines_shown);
    const auto totals = totals_of(part.tx, filter);
    auto& panel = view.add("HISTORY_PANEL");
    const auto url = "/cases?organisation=" + std::to_string(part.subject.organisation.value());
    panel.set("ALL_URL", url).set("CASES", totals.cases).set("ALL_GRANTED", totals.granted.swedish()).set("ALL_PAID", totals.paid.swedish());
    for (const auto& line : lines) {
        panel.add("EARLIER").set("URL", case_url(line.diary_number)).set("DIARY_NUMBER", line.diary_number)
            .set("FORM", form_label(part.services, line.form, part.language)).set("RECEIVED", line.received_on.iso())
            .set("STATE", state_label(part.services, line.workflow, line.workflow_version, line.state, part.language))
            .set("STATE_KIND", state_kind(line.stage, line.state, line.outcome))
            .set("AMOUNT", line.granted.zero() ? line.sought.swedish() : line.granted.swedish()).show_if(!line.granted.zero(), "IS_GRANTED");
    }
}

void put_presence_of(const CasePart& part, View& view) {
    const auto since = part.services.clock.now() - limits::presence;
    view.set("ONLOOKERS", onlookers_text(others_at(part.tx, part.subject.id, part.actor.id, since), part.words));
}

}  // namespace bygd
