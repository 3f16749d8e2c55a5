#include "cases/case_mark_actions.hpp"

#include <nlohmann/json.hpp>

#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "cases/case_mark_store.hpp"
#include "cases/case_fact_store.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_actions.hpp"
#include "database/pool.hpp"

namespace bygd {

namespace {

constexpr std::size_t note_most = 500;

int demand_months(const Services& services, Date today) {
    return static_cast<int>(services.parameters.number("decision_demand_months", today));
}

CaseMark read_mark(const Services& services, const MarkCase& command, const Case& subject,
                   const std::vector<CaseMark>& holding, Date today) {
    CaseMark mark{command.kind, 0, std::nullopt, trimmed(command.note), ""};
    Problems problems;
    if (characters(mark.note) > note_most) problems.push_back({"mark_note", "text.too_long", {std::to_string(note_most)}});
    if (command.take_back) {
        const auto* before = mark_in(holding, command.kind);
        if (before) mark.instance = before->instance;
        else problems.push_back({"mark", "case.mark.none"});
        if (mark.note.empty()) problems.push_back({"mark_note", "required"});
    } else {
        try {
            mark.on = Date::parse(command.marked_on, "marked_on");
        } catch (const Error& error) {
            add(problems, error.problems());
        }
        const auto* kind = case_mark_kind(command.kind);
        if (kind && kind->yearly && mark.on) mark.instance = mark.on->year();
    }
    // Asked for only where it matters: before 2018-07-01 no law gave the right.
    const MarkRules rules{command.kind == "decision_demanded" ? demand_months(services, today) : 0};
    add(problems, check_mark(mark, subject, holding, rules, today));
    require_none(std::move(problems));
    return mark;
}

}  // namespace

bool may_mark(const Actor& actor) { return actor.has(Role::officer); }

Case mark_case(const Services& services, const Actor& actor, const MarkCase& command) {
    require_case_reader(actor);
    if (!may_mark(actor)) refuse(ErrorKind::forbidden, "case.officers_only");
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        const auto today = stockholm_day(now);
        auto subject = lock_case(tx, command.diary_number, command.version);
        const auto mark = read_mark(services, command, subject, marks_of(tx, subject.id), today);
        insert_mark(tx, subject.id, mark, actor.id, now);
        subject.changed_at = now;
        save_case(tx, subject);
        DiaryEvent event;
        event.case_id = subject.id;
        event.kind = mark.on ? "marked" : "mark_taken_back";
        event.actor = actor.id;
        event.actor_name = actor.name;
        event.occurred_at = now;
        event.text = mark.note;
        event.data = nlohmann::json{{"mark", mark.kind}, {"marked_on", mark.on ? mark.on->iso() : ""}}.dump();
        append_event(tx, event);
        refresh_tasks(services, tx, subject.id, today);
        return subject;
    });
}

CaseClock clock_of(const Services& services, Transaction& tx, const Case& subject, Date today) {
    FactsById facts;
    auto& mine = facts[subject.id.value()];
    read_case_facts(tx, {subject.id.value()}, facts);
    const ClockLaw law{demand_months(services, today),
                       static_cast<int>(services.parameters.number("decision_demand_answer_days", today))};
    return case_clock(subject, marks_of(tx, subject.id), mine.pauses, law, today);
}

}  // namespace bygd
