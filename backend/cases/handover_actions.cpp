#include "cases/handover_actions.hpp"

#include <algorithm>
#include <set>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_action.hpp"
#include "cases/case_store.hpp"
#include "cases/conflict_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/task_actions.hpp"
#include "database/pool.hpp"
#include "people/delegation_actions.hpp"
#include "people/user_actions.hpp"
#include "people/user_store.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

constexpr const char* nobody = "nobody";

// The officer who takes over; none: nobody does, or it was not said.
std::optional<User> read_receiver(Transaction& tx, const HandOverWork& command, bool cases, Problems& problems) {
    if (command.to.empty() && cases) problems.push_back({"handover_to", "required"});
    if (command.to.empty() || command.to == nobody) return std::nullopt;
    auto user = find_user(tx, Id<User>(whole_number(command.to).value_or(0)));
    if (!user || !user->active || !user->roles.contains(Role::officer)) {
        problems.push_back({"handover_to", "case.officer_unknown"});
        return std::nullopt;
    }
    if (user->id == command.from) problems.push_back({"handover_to", "handover.to_themselves"});
    return user;
}

// Guards of the steps that take another person than the officer; the rooms above register them.
constexpr std::string_view second_person_guards[] = {"decider_is_not_preparer", "attester_is_another_person"};

// Their names, in every version of every workflow: a case may have been moved since it was taken.
std::set<std::string> second_person_steps(const WorkflowSet& workflows) {
    std::set<std::string> names;
    for (const auto* workflow : workflows.all()) {
        for (const auto& step : workflow->transitions()) {
            for (const auto guard : second_person_guards) {
                if (std::find(step.guards.begin(), step.guards.end(), guard) != step.guards.end()) names.insert(step.action);
            }
        }
    }
    return names;
}

// Why the case cannot go to this person; empty when it can.
std::string hindrance(const Services& services, Transaction& tx, const Case& subject, Id<User> to) {
    const auto declared = declaration_of(tx, subject.id, to);
    if (declared && declared->conflicted) return "conflict";
    const auto steps = second_person_steps(services.workflows);
    for (const auto& event : events_of(tx, subject.id)) {
        if (event.actor == to && event.action && steps.contains(*event.action)) return "second_person";
    }
    return "";
}

// Empty: the case has the officer named. Else why it has not.
std::string give_case(const Services& services, Transaction& tx, const Actor& actor, const CaseInHand& held, const User& from,
               const std::optional<User>& to, const std::string& reason) {
    const auto now = services.clock.now();
    auto subject = lock_case(tx, held.diary_number, held.version);
    const auto why_not = to ? hindrance(services, tx, subject, to->id) : "nobody";
    const bool given = why_not.empty();
    subject.officer = given ? std::optional(to->id) : std::nullopt;
    subject.changed_at = now;
    save_case(tx, subject);
    const ActionInput nothing;
    ActionContext context{services, tx, actor, now, subject, nothing, reason, {}, {}};
    context.facts["officer_before"] = from.display_name;
    if (given) context.facts["officer"] = to->display_name;
    append_event(tx, event_of(context, "handed_over"));
    refresh_tasks(services, tx, subject.id, stockholm_day(now));
    return why_not;
}

}  // namespace

HandedOver hand_over(const Services& services, const Actor& actor, const HandOverWork& command) {
    if (!actor.has(Role::administrator)) refuse(ErrorKind::not_found, "not_found");
    const auto reason = trimmed(command.reason);
    Problems problems;
    if (reason.empty()) problems.push_back({"reason", "required"});
    if (characters(reason) > limits::long_text) {
        problems.push_back({"reason", "text.too_long", {std::to_string(limits::long_text)}});
    }
    auto [from, to] = services.database.read([&](Transaction& tx) {
        auto user = find_user(tx, command.from);
        if (!user) refuse(ErrorKind::not_found, "user.not_found");
        return std::pair(*user, read_receiver(tx, command, !cases_in_hand(tx, command.from).empty(), problems));
    });
    require_none(std::move(problems));
    HandedOver done;
    from.version = command.version;
    if (command.close_account) from.active = false;
    change_user(services.database, services.clock, actor, from, [&](Transaction& tx) {
        done = {};   // a transaction may be run again
        for (const auto& held : cases_in_hand(tx, from.id)) {
            const auto why_not = give_case(services, tx, actor, held, from, to, reason);
            ++(why_not.empty() ? done.given : done.unassigned);
            if (to && !why_not.empty()) done.kept.push_back({held.diary_number, why_not});
        }
        give_tasks(tx, from.id, to ? std::optional(to->id) : std::nullopt);
        std::vector<FieldChange> told{{"cases", from.display_name, (to ? to->display_name : "-") + " (" + std::to_string(done.given) + ")"}};
        if (done.unassigned > 0) told.push_back({"cases_unassigned", "0", std::to_string(done.unassigned)});
        std::vector<std::string> kept;
        for (const auto& one : done.kept) kept.push_back(one.diary_number + " (" + one.why + ")");
        if (!kept.empty()) told.push_back({"cases_kept", "", joined(kept, ", ")});
        if (!command.close_account) return told;
        if (to) give_shared_views(tx, from.id, to->id);
        end_mandates_of(tx, actor, from.id, services.clock.now());
        return told;
    });
    return done;
}

HandoverView handover_of(const Services& services, const Actor& actor, Id<User> id) {
    if (!actor.has(Role::administrator) && !actor.has(Role::auditor)) refuse(ErrorKind::not_found, "not_found");
    return services.database.read([&](Transaction& tx) {
        const auto user = find_user(tx, id);
        if (!user) refuse(ErrorKind::not_found, "user.not_found");
        auto officers = users_with_role(tx, Role::officer);
        std::erase_if(officers, [&](const auto& one) { return one.id == id; });
        return HandoverView{*user, in_hand(tx, id, services.clock.today()), std::move(officers)};
    });
}

}  // namespace bygd
