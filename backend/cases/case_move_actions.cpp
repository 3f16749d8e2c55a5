#include "cases/case_move_actions.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/date_time.hpp"
#include "base/text.hpp"
#include "cases/case_action.hpp"
#include "cases/case_move_store.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "database/pool.hpp"
#include "web/languages.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

constexpr int tries_of_one_case = 5;             // when people work with it at the same time

struct TriedOnly {};                             // thrown to put a dry run back; caught below, never outside

std::string version_name(int version) { return "v" + std::to_string(version); }

// Of the row of the proceeding alone; the row of its case is taken.
void turn_proceeding(ActionContext& context, const Workflow& road, const CaseMove& move, int version, const std::string& state) {
    auto beside = find_proceeding(context.tx, move.subject, move.moved).value();
    beside.workflow_version = version;
    beside.state = state;
    beside.stage = road.stage(state);
    save_proceeding(context.tx, beside);
    context.facts["proceeding"] = std::to_string(move.moved);
    context.facts["proceeding_kind"] = beside.kind;
}

void append_move(const ActionContext& context, int proceeding, const std::string& from, const std::string& to) {
    auto event = event_of(context, proceeding > 0 ? "proceeding_version" : "case_moved");
    event.from_state = from;
    event.to_state = to;
    append_event(context.tx, event);
}

class Mover {
public:
    Mover(const Services& services, const Actor& actor, const MoveCases& command)
        : services_(services), actor_(actor), command_(command) {}

    CasesMoved run(const std::function<void(std::int64_t)>& told) {
        const auto most = std::max<std::size_t>(1, command_.batch);
        MovePlace after;
        walk(told, [&](Transaction& tx) { return older_cases(tx, command_.workflow, command_.to, after.subject, most); }, after);
        after = {};
        walk(told, [&](Transaction& tx) { return older_proceedings(tx, command_.workflow, command_.to, after, most); }, after);
        if (result_.run.valid()) {
            services_.database.transact([&](Transaction& tx) { finish_move_run(tx, result_.run, services_.clock.now()); });
        }
        return std::move(result_);
    }

private:
    template <typename Next>
    void walk(const std::function<void(std::int64_t)>& told, const Next& next, MovePlace& after) {
        while (true) {
            const auto batch = services_.database.read(next);
            if (batch.empty()) return;
            for (const auto& found : batch) move(found);
            after = {batch.back().id, batch.back().proceeding};
            seen_ += static_cast<std::int64_t>(batch.size());
            if (told) told(seen_);
        }
    }

    void move(OlderCase found) {
        for (int tried = 1;; ++tried) {
            const auto* plan = services_.workflows.plan(command_.workflow, found.workflow_version, command_.to);
            const auto* target = plan ? target_of(*plan, found) : nullptr;
            if (!plan) {
                const auto from = version_name(found.workflow_version);
                wait(found, "no plan leads from " + from + " to " + version_name(command_.to));
            }
            if (!target) return;
            try {
                move_one(*plan, *target, found);
                return count(found, *target);
            } catch (const Error& error) {
                const bool changed = error.kind() == ErrorKind::conflict && error.problems().front().code == "case.changed";
                if (!changed || tried == tries_of_one_case) return refuse_move(found, error);
                const auto again = read_again(found);
                if (!again) return;
                found = *again;
            }
        }
    }

    // None when another server was before us, or a proceeding has ended meanwhile.
    std::optional<OlderCase> read_again(const OlderCase& found) {
        return services_.database.read([&](Transaction& tx) -> std::optional<OlderCase> {
            const auto subject = find_case(tx, found.id).value();
            OlderCase again{subject.id, subject.diary_number, subject.state, subject.version, subject.workflow_version, found.proceeding};
            if (found.proceeding > 0) {
                const auto beside = find_proceeding(tx, found.id, found.proceeding);
                if (!beside || !beside->open()) return std::nullopt;
                again.state = beside->state;
                again.workflow_version = beside->workflow_version;
            }
            if (again.workflow_version >= command_.to) return std::nullopt;
            return again;
        });
    }

    const MoveTarget* target_of(const MovePlan& plan, const OlderCase& found) {
        const auto* line = plan.line(found.state);
        if (!line) {
            wait(found, "the plan does not know the state");
            return nullptr;
        }
        if (!line->needs_choice()) return &line->targets.front();
        const auto chosen = command_.choices.find(found.state);
        if (chosen != command_.choices.end()) return line->target(chosen->second);
        std::vector<std::string> options;
        for (const auto& target : line->targets) options.push_back(target.state);
        wait(found, "choose " + joined(options, " or ") + ": " + line->reason.sv);
        return nullptr;
    }

    // A dry run is tried whole, and put back.
    void move_one(const MovePlan& plan, const MoveTarget& target, const OlderCase& found) {
        if (!command_.dry_run) begin_run();
        try {
            services_.database.transact([&](Transaction& tx) {
                write_move(tx, plan, target, found);
                if (command_.dry_run) throw TriedOnly();
            });
        } catch (const TriedOnly&) {
        }
    }

    void begin_run() {
        if (result_.run.valid()) return;
        CaseMoveRun run;
        run.workflow = command_.workflow;
        run.to_version = command_.to;
        run.started_by = actor_.name;
        run.started_at = services_.clock.now();
        result_.run = services_.database.transact([&](Transaction& tx) { return insert_move_run(tx, run); });
    }

    void write_move(Transaction& tx, const MovePlan& plan, const MoveTarget& target, const OlderCase& found) {
        const auto& road = services_.workflows.get(plan.workflow, plan.to);
        auto subject = lock_case(tx, found.id, found.version);
        const ActionInput nothing;
        ActionContext context{services_, tx, actor_, services_.clock.now(), subject, nothing, "", {}, {}};
        context.facts = {{"from_version", std::to_string(plan.from)}, {"to_version", std::to_string(plan.to)},
                         {"move_run", std::to_string(result_.run.value())}};
        CaseMove record;
        record.run = result_.run;
        record.subject = subject.id;
        record.from_version = plan.from;
        record.to_version = plan.to;
        record.from_state = found.state;
        record.to_state = target.state;
        record.case_version = subject.version;
        record.moved_at = context.now;
        record.moved = found.proceeding;
        if (record.moved > 0) {
            if (target.opens) throw std::logic_error(plan.name() + " opens something beside a proceeding");
            turn_proceeding(context, road, record, record.to_version, record.to_state);
        } else {
            subject.workflow_version = plan.to;
            subject.state = target.state;
            subject.stage = road.stage(target.state);
            if (target.opens) {
                record.proceeding = open_beside(context, *target.opens);
                record.undo = target.opens->undo;
            }
            save_workflow_version(tx, subject);
        }
        save_case(tx, subject);
        if (!command_.dry_run) insert_case_move(tx, record);
        append_move(context, record.moved, record.from_state, record.to_state);
    }

    int open_beside(ActionContext& context, const MoveOpening& opens) {
        auto beside = open_proceeding(context, opens.kind, opens.workflow);
        const auto& road = services_.workflows.get(beside.workflow, beside.workflow_version);
        beside.state = opens.state;
        beside.stage = road.stage(opens.state);
        save_proceeding(context.tx, beside);
        context.facts["proceeding_state"] = beside.state;
        context.proceeding = &beside;
        services_.effects.run(opens.effects, context);
        context.proceeding = nullptr;
        return beside.sequence;
    }

    void count(const OlderCase& found, const MoveTarget& target) {
        const auto same = [&](const MoveCount& one) {
            return one.from_version == found.workflow_version && one.from == found.state && one.to == target.state;
        };
        auto at = std::find_if(result_.moved.begin(), result_.moved.end(), same);
        if (at == result_.moved.end()) {
            const auto opens = target.opens ? target.opens->workflow + " in " + target.opens->state : std::string();
            at = result_.moved.insert(at, {found.workflow_version, found.state, target.state, opens, 0});
        }
        ++at->cases;
    }

    void wait(const OlderCase& found, const std::string& why) {
        const auto same = [&](const MoveWait& one) {
            return one.from_version == found.workflow_version && one.state == found.state && one.why == why;
        };
        auto at = std::find_if(result_.waiting.begin(), result_.waiting.end(), same);
        if (at == result_.waiting.end()) at = result_.waiting.insert(at, {found.workflow_version, found.state, why, 0});
        ++at->cases;
    }

    void refuse_move(const OlderCase& found, const Error& error) {
        std::vector<std::string> why;
        for (const auto& problem : error.problems()) why.push_back(services_.languages.sv(problem));
        result_.refused.push_back(found.diary_number + ": " + joined(why, " "));
    }

    const Services& services_;
    const Actor& actor_;
    const MoveCases& command_;
    CasesMoved result_;
    std::int64_t seen_ = 0;
};

}  // namespace

std::vector<std::string> faults_of(const Services& services, const MoveCases& command) {
    if (!services.workflows.find(command.workflow, command.to)) {
        return {"there is no workflow " + command.workflow + ".v" + std::to_string(command.to)};
    }
    std::vector<const MovePlan*> plans;
    for (const auto& [name, plan] : services.workflows.plans()) {
        if (plan.workflow == command.workflow && plan.to == command.to) plans.push_back(&plan);
    }
    if (plans.empty()) return {"no plan leads to " + command.workflow + ".v" + std::to_string(command.to)};
    std::vector<std::string> faults;
    for (const auto& [from, to] : command.choices) {
        const bool left = std::any_of(plans.begin(), plans.end(), [&](const auto* plan) {
            const auto* line = plan->line(from);
            return line && line->needs_choice() && line->target(to);
        });
        if (!left) faults.push_back("no plan leaves the choice " + from + "=" + to);
    }
    return faults;
}

CasesMoved move_cases(const Services& services, const Actor& actor, const MoveCases& command,
                      const std::function<void(std::int64_t)>& told) {
    if (const auto faults = faults_of(services, command); !faults.empty()) throw std::logic_error(joined(faults, "; "));
    return Mover(services, actor, command).run(told);
}

namespace {

// Nothing has been done with the case since, or, of a proceeding, with it.
bool untouched(Transaction& tx, const Case& subject, const CaseMove& move) {
    if (move.moved == 0) return subject.version == move.case_version;
    const auto beside = find_proceeding(tx, move.subject, move.moved);
    if (!beside || beside->workflow_version != move.to_version || beside->state != move.to_state) return false;
    const auto own = std::to_string(move.moved);
    const auto events = events_of(tx, move.subject);
    return std::none_of(events.begin(), events.end(), [&](const DiaryEvent& event) {
        if (event.occurred_at <= move.moved_at) return false;
        const auto facts = nlohmann::json::parse(event.data);
        return facts.value("proceeding", "") == own || facts.value("rebased", "") == own;
    });
}

void put_back_case(ActionContext& context, const CaseMove& move) {
    auto& subject = context.subject;
    if (move.proceeding > 0) {
        auto beside = find_proceeding(context.tx, subject.id, move.proceeding).value();
        context.proceeding = &beside;
        context.services.effects.run(move.undo, context);
        context.proceeding = nullptr;
        delete_proceeding(context.tx, beside);
        context.facts["proceeding_undone"] = std::to_string(move.proceeding);
    }
    subject.workflow_version = move.from_version;
    subject.state = move.from_state;
    subject.stage = context.services.workflows.get(subject.workflow, move.from_version).stage(move.from_state);
    save_workflow_version(context.tx, subject);
}

// False when something has happened since it was moved.
bool undo_one(const Services& services, const Actor& actor, const std::string& workflow, const CaseMove& move) {
    return services.database.transact([&](Transaction& tx) {
        const auto before = find_case(tx, move.subject).value();
        if (!untouched(tx, before, move)) return false;
        auto subject = lock_case(tx, move.subject, before.version);
        const auto now = services.clock.now();
        if (!mark_undone(tx, move, now)) return true;
        const ActionInput nothing;
        ActionContext context{services, tx, actor, now, subject, nothing, "", {}, {}};
        context.facts = {{"from_version", std::to_string(move.to_version)}, {"to_version", std::to_string(move.from_version)},
                         {"move_run", std::to_string(move.run.value())}, {"move_undone", "yes"}};
        if (move.moved == 0) put_back_case(context, move);
        else turn_proceeding(context, services.workflows.get(workflow, move.from_version), move, move.from_version, move.from_state);
        save_case(tx, subject);
        append_move(context, move.moved, move.to_state, move.from_state);
        return true;
    });
}

}  // namespace

MovesUndone undo_moves(const Services& services, const Actor& actor, Id<CaseMoveRun> run, std::size_t batch) {
    const auto found = services.database.read([&](Transaction& tx) { return find_move_run(tx, run); });
    if (!found) refuse(ErrorKind::not_found, "not_found");
    MovesUndone result;
    MovePlace after;
    while (true) {
        const auto moves = services.database.read(
            [&](Transaction& tx) { return moves_of(tx, run, after, std::max<std::size_t>(1, batch)); });
        if (moves.empty()) return result;
        for (const auto& move : moves) {
            if (undo_one(services, actor, found->workflow, move)) {
                ++result.undone;
            } else {
                result.moved_on.push_back(services.database.read(
                    [&](Transaction& tx) { return find_case(tx, move.subject).value().diary_number; }));
            }
        }
        after = {moves.back().subject, moves.back().moved};
    }
}

}  // namespace bygd
