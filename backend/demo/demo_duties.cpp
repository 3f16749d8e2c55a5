#include "demo/demo_duties.hpp"

#include <algorithm>
#include <map>

#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "decisions/condition_actions.hpp"
#include "decisions/condition_rules.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/letter_text.hpp"

namespace bygd {

namespace {

const std::map<std::string, const char*>& notes() {
    static const std::map<std::string, const char*> said{
        {"complete_by", "Åtgärden är genomförd. Fakturor och betalning är granskade."},
        {"final_report", "Slutrapporten har kommit in och beskriver vad stödet har gett."},
        {"report", "Redovisningen har kommit in tillsammans med bokslutet."},
        {"assortment", "Besök i butiken: sortimentet är mångsidigt och når antalet artiklar."},
        {"opening_hours", "Anslagna öppettider stämmer med villkoret. Kontrollerat på plats."},
        {"permit", "Bygglovet har kommit in."},
        {"publicity", "Skylten sitter vid entrén, bild finns."}};
    return said;
}

bool wanted(const Condition& condition, DutyTime time, Date today) {
    if (condition.status != "open") return false;
    if (time == DutyTime::blocking) return condition.duty.blocks_payment;
    return time == DutyTime::all || condition.late(today);
}

std::vector<Condition> open_of(const Services& services, const std::string& number, DutyTime time) {
    auto all = services.database.read([&](Transaction& tx) { return conditions_of(tx, case_by_number(tx, number).id); });
    std::erase_if(all, [&](const auto& one) { return !wanted(one, time, services.clock.today()); });
    return all;
}

void settle(const Services& services, const Actor& officer, const Condition& condition, const char* status, std::string note) {
    settle_condition(services, officer, {condition.id, condition.version, status, std::move(note), std::nullopt, "", ""});
}

}  // namespace

std::vector<ConditionDraft> demo_conditions(const Services& services, const Case& subject, const DemoStory& story, Date today) {
    auto drafts = standard_conditions(services, subject, today);
    if (story.special == "waits_for_permit" || (story.form == "investment_support" && story.seed % 6 == 1)) {
        drafts.push_back({"permit", "Visa bygglov för ombyggnaden. Inget betalas ut innan det finns hos regionen.", "none", std::nullopt,
                          "beslut om bygglov", "recipient", true});
    }
    if (subject.outlet && story.form != "operating_support" && story.seed % 4 == 1) {
        drafts.push_back({"publicity", "Sätt upp en skylt vid entrén om att åtgärden har fått statligt stöd.", "fixed",
                          today.plus_days(90), "bild", "recipient", false});
    }
    return drafts;
}

std::vector<ConditionDraft> demo_changed_conditions(const Services& services, const Case& subject, Date today) {
    const auto standard = standard_conditions(services, subject, today);
    auto drafts = services.database.read([&](Transaction& tx) {
        const auto decisions = decisions_of(tx, subject.id);
        return duties_of(tx, *in_force(decisions));
    });
    for (auto& draft : drafts) {
        const auto same = std::find_if(standard.begin(), standard.end(), [&](const auto& one) { return one.text == draft.text; });
        if (same != standard.end()) draft = *same;
    }
    return drafts;
}

bool tell_duties(const Services& services, const Actor& officer, const std::string& number, const DemoStory& story, DutyTime time) {
    for (const auto& condition : open_of(services, number, time)) {
        if (condition.duty.kind == "permit" && story.special == "waits_for_permit") return false;
        const auto* kind = services.letter_texts.conditions().kind(condition.duty.kind);
        const bool waived = time == DutyTime::due && kind->waivable && !condition.duty.blocks_payment && story.seed % 8 == 3;
        if (waived) settle(services, officer, condition, "waived", "Butiken har bytt ägare. Bokslutet visar redan det som villkoret frågar efter.");
        else settle(services, officer, condition, "met", notes().at(condition.duty.kind));
    }
    return true;
}

void tell_breach(const Services& services, const Actor& officer, const std::string& number, const std::string& note) {
    const auto open = open_of(services, number, DutyTime::all);
    if (!open.empty()) settle(services, officer, open.back(), "breached", note);
}

}  // namespace bygd
