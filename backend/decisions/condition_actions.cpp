#include "decisions/condition_actions.hpp"

#include "base/text.hpp"
#include "cases/case_action.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_actions.hpp"
#include "database/pool.hpp"
#include "decisions/letter_text.hpp"
#include "documents/document_room.hpp"
#include "documents/document_store.hpp"

namespace bygd {

namespace {

Problems problems_with(const ActionContext& context, const Condition& condition, const SettleCondition& command) {
    Problems problems;
    if (context.subject.state == "archived") return {{"status", "condition.archived"}};
    add(problems, context.services.guards.get("conflict_declared")(context));
    const bool shown = command.document || !command.file_name.empty();
    add(problems, check_settling(condition, context.services.letter_texts.conditions(), command.status, command.note, shown));
    if (!command.file_name.empty()) check_upload(context.services.documents.uploads, "file", command.file_name, command.file_bytes, problems);
    if (command.document && !find_case_document(context.tx, context.subject.id, *command.document)) {
        problems.push_back({"document", "condition.document"});
    }
    return problems;
}

std::optional<Id<Document>> keep_document(ActionContext& context, const SettleCondition& command) {
    if (command.file_name.empty()) return command.document;
    const auto document = store_document(context.tx, command.file_name, command.file_bytes, context.actor.id, context.now);
    link_document(context.tx, context.subject.id, document.id, "condition_proof", "in");
    context.facts["document"] = document.name;
    context.facts["document_id"] = std::to_string(document.id.value());
    context.facts["sha256"] = document.sha256;
    return document.id;
}

ConditionLine required_line(Transaction& tx, Id<Condition> id) {
    auto line = find_condition_line(tx, id);
    if (!line) refuse(ErrorKind::not_found, "not_found");
    return *line;
}

}  // namespace

bool may_settle(const Actor& actor) { return actor.has(Role::officer); }

ConditionLine settle_condition(const Services& services, const Actor& actor, const SettleCondition& command) {
    require_case_reader(actor);
    if (!may_settle(actor)) refuse(ErrorKind::forbidden, "case.officers_only");
    if (!command.file_name.empty()) require_none(screened(services, {{"file", command.file_name, command.file_bytes}}));
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto condition = required_line(tx, command.condition).condition;
        if (condition.version != command.version) refuse(ErrorKind::conflict, "condition.changed");
        // The row of the case is taken as every step does, so that nobody attests on what is being settled.
        auto subject = lock_case(tx, condition.subject, find_case(tx, condition.subject)->version);
        const ActionInput nothing;
        ActionContext context{services, tx, actor, now, subject, nothing, trimmed(command.note), {}, {}};
        require_none(problems_with(context, condition, command));
        condition.status = command.status;
        condition.status_by = actor.id;
        condition.status_at = now;
        condition.note = context.reason;
        condition.document = keep_document(context, command);
        if (!save_condition(tx, condition)) refuse(ErrorKind::conflict, "condition.changed");
        subject.changed_at = now;
        save_case(tx, subject);
        context.facts["condition"] = one_line(condition.duty.text);
        context.facts["condition_status"] = condition.status;
        append_event(tx, event_of(context, "condition_settled"));
        refresh_tasks(services, tx, subject.id, stockholm_day(now));
        return required_line(tx, condition.id);
    });
}

}  // namespace bygd
