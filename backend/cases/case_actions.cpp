#include "cases/case_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "aid/form.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "cases/case_mail.hpp"
#include "cases/case_step.hpp"
#include "cases/case_store.hpp"
#include "cases/checklist_store.hpp"
#include "cases/conflict_actions.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "cases/task_actions.hpp"
#include "database/pool.hpp"

namespace bygd {

namespace {

GuardChecks bind(const Services& services, const ActionContext& context) {
    GuardChecks checks;
    for (const auto& [name, guard] : services.guards.all()) {
        checks.emplace(name, [&guard, &context] { return guard(context); });
    }
    return checks;
}

void require_officer(const Actor& actor) {
    require_case_reader(actor);
    if (!actor.has(Role::officer) && !actor.has(Role::manager)) refuse(ErrorKind::forbidden, "case.officers_only");
}

}  // namespace

namespace {

// The case and, when the command names one, the proceeding beside it: each stands in a state of a workflow of its own.
struct Standing {
    const Workflow& workflow;
    std::string& state;
    std::string& stage;
};

Standing standing_of(const Services& services, Case& subject, Proceeding* beside) {
    if (beside) return {services.workflows.get(beside->workflow, beside->workflow_version), beside->state, beside->stage};
    return {services.workflows.get(subject.workflow, subject.workflow_version), subject.state, subject.stage};
}

// Nobody steps in a version that has been replaced: what its guards ask may not be there any more.
void require_in_use(const Services& services, const Standing& at) {
    if (services.workflows.retired(at.workflow.name(), at.workflow.version())) refuse(ErrorKind::conflict, "workflow.retired");
}

Proceeding required_proceeding(Transaction& tx, Id<Case> id, int sequence) {
    auto found = find_proceeding(tx, id, sequence);
    if (!found) refuse(ErrorKind::not_found, "not_found");
    return *found;
}

DiaryEvent moved_event(ActionContext& context, const TakeAction& command, const Step& step) {
    if (context.proceeding) {
        context.facts["proceeding"] = std::to_string(context.proceeding->sequence);
        context.facts["proceeding_kind"] = context.proceeding->kind;
    }
    auto event = event_of(context, context.proceeding ? "proceeding_moved" : "moved");
    event.action = command.action;
    event.from_state = step.from;
    event.to_state = step.to;
    return event;
}

}  // namespace

void run_after_commit(const std::vector<std::function<void()>>& work, const std::string& diary_number) {
    for (const auto& each : work) {
        try {
            each();
        } catch (const std::exception& error) {
            // The step holds; what follows it can be asked for again from the case page.
            log::error("after_commit_failed", {{"case", diary_number}, {"why", one_line(error.what())}});
        }
    }
}

Case take_action_in(const Services& services, Transaction& tx, const Actor& actor, const TakeAction& command,
                    std::map<std::string, std::string> known, std::vector<std::function<void()>>& after_commit) {
    require_case_reader(actor);
    const auto now = services.clock.now();
    auto subject = lock_case(tx, command.diary_number, command.version);
    std::optional<Proceeding> beside;
    if (command.no_conflict) declare_none(services, tx, actor, subject);
    if (command.proceeding > 0) beside = required_proceeding(tx, subject.id, command.proceeding);
    ActionContext context{services, tx, actor, now, subject, command.input, trimmed(command.reason), std::move(known), {}};
    context.proceeding = beside ? &*beside : nullptr;
    if (characters(context.reason) > limits::long_text) {
        throw Error(ErrorKind::invalid, {{"reason", "text.too_long", {std::to_string(limits::long_text)}}});
    }
    const auto at = standing_of(services, subject, context.proceeding);
    require_in_use(services, at);
    const auto step = at.workflow.step({at.state, command.action, context.reason, actor.roles}, bind(services, context));
    at.state = step.to;
    at.stage = at.workflow.stage(step.to);
    if (beside && !beside->open()) beside->closed_on = context.today();
    subject.changed_at = now;
    services.effects.run(step.effects, context);
    if (beside) save_proceeding(tx, *beside);
    save_case(tx, subject);
    append_event(tx, moved_event(context, command, step));
    refresh_tasks(services, tx, subject.id, stockholm_day(now));
    for (auto& each : context.after_commit) after_commit.push_back(std::move(each));
    return subject;
}

Case take_action(const Services& services, const Actor& actor, const TakeAction& command) {
    require_case_reader(actor);
    require_none(screened(services, command.input.files));
    std::vector<std::function<void()>> after_commit;
    const auto moved = services.database.transact(actor, [&](Transaction& tx) {
        after_commit.clear();                          // the work may be done again from its start
        return take_action_in(services, tx, actor, command, {}, after_commit);
    });
    run_after_commit(after_commit, moved.diary_number);
    return moved;
}

std::vector<Offer> offers_of(const Services& services, Transaction& tx, const Actor& actor, Case& subject, Instant now,
                             Proceeding* beside) {
    const ActionInput nothing;
    ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}};
    context.proceeding = beside;
    const auto at = standing_of(services, subject, beside);
    if (services.workflows.retired(at.workflow.name(), at.workflow.version())) return {};
    return at.workflow.offers(at.state, actor.roles, bind(services, context));
}

Case answer_checklist(const Services& services, const Actor& actor, const AnswerChecklist& command) {
    require_officer(actor);
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto subject = lock_case(tx, command.diary_number, command.version);
        if (subject.stage != "open") refuse(ErrorKind::conflict, "checklist.case_decided");
        const auto& form = services.forms.get(subject.form, subject.form_version);
        const auto before = checklist_of(tx, subject.id);
        const ActionInput nothing;
        ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}};
        Problems problems;
        std::map<std::string, ChecklistAnswer> told;
        for (const auto& item : form.checklist) {
            const auto answer = command.answers.find(item.name);
            if (answer == command.answers.end() || answer->second.empty()) continue;
            const auto note = command.notes.find(item.name);
            const auto text = note == command.notes.end() ? std::string() : trimmed(note->second);
            if (answer->second != "yes" && answer->second != "no" && answer->second != "not_applicable") {
                problems.push_back({"check_" + item.name, "checklist.answer"});
            } else if (answer->second == "no" && text.empty()) {
                problems.push_back({"note_" + item.name, "checklist.note_required"});
            } else if (characters(text) > limits::long_text) {
                problems.push_back({"note_" + item.name, "text.too_long", {std::to_string(limits::long_text)}});
            } else if (const auto old = before.find(item.name);
                       old == before.end() || old->second.answer != answer->second || old->second.note != text) {
                told.insert_or_assign(item.name, ChecklistAnswer{answer->second, text, actor.name, now});
                context.facts["check_" + item.name] = answer->second;
            }
        }
        require_none(std::move(problems));
        put_answers(tx, subject.id, told, actor.id);
        subject.changed_at = now;
        save_case(tx, subject);
        if (!context.facts.empty()) append_event(tx, event_of(context, "checklist_answered"));
        return subject;
    });
}

Case add_note(const Services& services, const Actor& actor, std::string_view diary_number, std::string_view text) {
    require_case_reader(actor);
    if (actor.roles == Roles{Role::auditor}) refuse(ErrorKind::forbidden, "case.officers_only");
    const auto note = trimmed(text);
    Problems problems;
    if (note.empty()) problems.push_back({"note", "required"});
    if (characters(note) > limits::long_text) {
        problems.push_back({"note", "text.too_long", {std::to_string(limits::long_text)}});
    }
    require_none(std::move(problems));
    return services.database.transact(actor, [&](Transaction& tx) {
        auto subject = case_by_number(tx, diary_number);
        const ActionInput nothing;
        ActionContext context{services, tx, actor, services.clock.now(), subject, nothing, note, {}, {}};
        append_event(tx, event_of(context, "note"));
        follow_mentions(context);
        return subject;
    });
}

}  // namespace bygd
