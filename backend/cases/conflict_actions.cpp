#include "cases/conflict_actions.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/conflict_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"

namespace bygd {

Case declare_conflict(const Services& services, const Actor& actor, std::string_view diary_number, bool conflicted,
                      std::string_view reason) {
    require_case_reader(actor);
    if (actor.roles == Roles{Role::auditor}) refuse(ErrorKind::forbidden, "case.officers_only");
    const auto why = trimmed(reason);
    Problems problems;
    if (conflicted && why.empty()) problems.push_back({"conflict_reason", "conflict.reason_required"});
    if (characters(why) > limits::ledger_text) {
        problems.push_back({"conflict_reason", "text.too_long", {std::to_string(limits::ledger_text)}});
    }
    require_none(std::move(problems));
    return services.database.transact(actor, [&](Transaction& tx) {
        const auto now = services.clock.now();
        auto subject = case_by_number(tx, diary_number);
        const bool taken_off = conflicted && subject.officer == actor.id;
        put_declaration(tx, subject.id, actor.id, {conflicted, why, now});
        const ActionInput nothing;
        ActionContext context{services, tx, actor, now, subject, nothing, why, {}, {}};
        context.facts["conflict"] = conflicted ? "yes" : "no";
        // A word alone disturbs nobody's typing; who handles the case changes it.
        if (taken_off) {
            subject = lock_case(tx, subject.id, subject.version);
            subject.officer.reset();
            subject.changed_at = now;
            save_case(tx, subject);
            context.facts["taken_off"] = actor.name;
        }
        append_event(tx, event_of(context, "conflict_declared"));
        return subject;
    });
}

void declare_none(const Services& services, Transaction& tx, const Actor& actor, Case& subject) {
    if (declaration_of(tx, subject.id, actor.id)) return;
    const auto now = services.clock.now();
    put_declaration(tx, subject.id, actor.id, {false, "", now});
    const ActionInput nothing;
    ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}};
    context.facts["conflict"] = "no";
    append_event(tx, event_of(context, "conflict_declared"));
}

}  // namespace bygd
