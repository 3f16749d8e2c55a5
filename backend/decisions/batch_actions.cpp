#include "decisions/batch_actions.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/conflict_store.hpp"
#include "cases/proceeding_store.hpp"
#include "database/pool.hpp"
#include "decisions/board_actions.hpp"
#include "decisions/deciding.hpp"
#include "http/idempotency_store.hpp"
#include "jobs/long_job_actions.hpp"
#include "jobs/long_job_store.hpp"

namespace bygd {

namespace {

// Each line counts once, however often the batch is gone on with.
Actor actor_of_line(const Actor& actor, const DecisionBatch& batch, const BatchLine& line) {
    auto single = actor;
    const auto key = "batch-" + std::to_string(batch.id.value()) + "-" + std::to_string(line.position);
    single.once = Once{key, sha256_hex(key + " " + line.diary_number)};
    return single;
}

// Each would be refused for want of the same word: asked for once, before anything is kept.
void require_declared(const Services& services, const Actor& actor, const std::vector<BatchLine>& lines) {
    const auto silent = services.database.read([&](Transaction& tx) {
        return std::count_if(lines.begin(), lines.end(), [&](const auto& line) {
            const auto subject = find_case(tx, line.diary_number);
            return subject && !declaration_of(tx, subject->id, actor.id);
        });
    });
    if (silent > 0) throw Error(ErrorKind::invalid, {{"no_conflict", "batch.no_conflict", {std::to_string(silent)}}});
}

void decide_line(const Services& services, const Actor& actor, const DecisionBatch& batch, BatchLine& line) {
    const auto action = services.database.read([&](Transaction& tx) {
        auto subject = case_by_number(tx, line.diary_number);
        auto beside = line.proceeding > 0 ? find_proceeding(tx, subject.id, line.proceeding) : std::nullopt;
        if (line.proceeding > 0 && !beside) refuse(ErrorKind::not_found, "not_found");
        return deciding_action(services, tx, actor, subject, services.clock.now(), beside ? &*beside : nullptr);
    });
    if (!action) refuse(ErrorKind::conflict, "batch.not_awaiting");
    line.action = *action;
    ActionInput input;
    input.fields = {{"others", batch.others}};
    take_action(services, actor, {line.diary_number, line.version, *action, batch.reason, input, line.proceeding, batch.no_conflict});
}

void run_line(const Services& services, const Actor& actor, const DecisionBatch& batch, BatchLine& line) {
    const auto single = actor_of_line(actor, batch, line);
    // Stopped between the step and the note of it: the key is used, and the step holds.
    const auto key = single.once->key;
    const bool held =
        services.database.look_up([&](Transaction& tx) { return find_answer(tx, single.id, key).has_value(); });
    if (held) {
        line.state = "done";
        return;
    }
    try {
        if (batch.meeting) put_on_agenda(services, single, {*batch.meeting, line.diary_number, line.proceeding});
        else decide_line(services, single, batch, line);
        line.state = "done";
    } catch (const AlreadyDone&) {
        line.state = "done";
    } catch (const Error& error) {
        // What may go better next time is left waiting, and so are the lines after it.
        if (error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::internal) throw;
        line.state = "refused";
        line.problems = error.problems();
    }
}

void run_and_settle(const Services& services, const Actor& actor, const DecisionBatch& batch, BatchLine& line) {
    run_line(services, actor, batch, line);
    services.database.transact([&](Transaction& tx) { settle_line(tx, batch.id, line); });
}

std::optional<Id<LongJob>> job_of(Transaction& tx, const DecisionBatch& batch) {
    return long_job_under_way(tx, batch.actor, batch_job, batch_url(batch.id));
}

// For as long as the person can be asked to wait; the rest is a job's.
void run_lines(const Services& services, const Actor& actor, const DecisionBatch& batch, std::vector<BatchLine> lines,
               const std::string& language) {
    const auto until = services.clock.now() + limits::batch_time;
    for (auto& line : lines) {
        if (line.state != "waiting") continue;
        if (services.clock.now() <= until) {
            run_and_settle(services, actor, batch, line);
            continue;
        }
        const nlohmann::json what{{"batch", batch.id.value()}};
        const auto title = lines.front().diary_number + " (" + std::to_string(lines.size()) + ")";
        const AskLongJob asked{std::string(batch_job), title, what.dump(), batch_url(batch.id), language};
        services.database.transact([&](Transaction& tx) { ask_long_job(tx, services.clock, actor, asked); });
        return;
    }
}

}  // namespace

void require_batch_starter(const Actor& actor, bool for_agenda) {
    require_case_reader(actor);
    if (for_agenda && !may_plan_meetings(actor)) refuse(ErrorKind::forbidden, "board.planners_only");
    if (!for_agenda && !actor.has(Role::decider)) refuse(ErrorKind::forbidden, "batch.deciders_only");
}

std::string batch_url(Id<DecisionBatch> id) { return "/decisions/batches/" + std::to_string(id.value()); }

Id<DecisionBatch> run_new_batch(const Services& services, const Actor& actor, const StartBatch& command, const std::string& language) {
    require_batch_starter(actor, command.meeting.has_value());
    Problems problems;
    check_lines(command.lines, problems);
    const auto reason = trimmed(command.reason);
    if (characters(reason) > limits::long_text) {
        problems.push_back({"reason", "text.too_long", {std::to_string(limits::long_text)}});
    }
    const auto others = trimmed(command.others);
    if (characters(others) > limits::short_text) problems.push_back({"others", "text.too_long", {std::to_string(limits::short_text)}});
    require_none(std::move(problems));
    if (!command.meeting && !command.no_conflict) require_declared(services, actor, command.lines);
    const auto batch = services.database.transact(actor, [&](Transaction& tx) {
        if (command.meeting && !find_meeting(tx, *command.meeting)) refuse(ErrorKind::not_found, "not_found");
        DecisionBatch made{{}, actor.id, actor.name, command.meeting, reason, services.clock.now(), command.no_conflict, others};
        made.id = insert_batch(tx, made, command.lines);
        return made;
    });
    const auto lines = services.database.read([&](Transaction& tx) { return lines_of(tx, batch.id); });
    run_lines(services, actor, batch, lines, language);
    return batch.id;
}

void continue_batch(const Services& services, const Actor& actor, Id<DecisionBatch> id, const std::string& language) {
    const auto file = batch_file(services, actor, id);
    if (file.batch.actor != actor.id) refuse(ErrorKind::not_found, "not_found");
    require_batch_starter(actor, file.batch.meeting.has_value());
    if (!file.job) run_lines(services, actor, file.batch, file.lines, language);
}

std::function<void(LongJobRun&)> batch_work(const Services& services) {
    return [&services](LongJobRun& run) {
        const Id<DecisionBatch> id(nlohmann::json::parse(run.job().what).at("batch").get<std::int64_t>());
        auto file = batch_file(services, run.actor(), id);
        require_batch_starter(run.actor(), file.batch.meeting.has_value());
        // Not one transaction with the step: the once-key of the line holds the two together.
        std::int64_t settled = 0;
        for (auto& line : file.lines) {
            if (line.state == "waiting") {
                run.tell(static_cast<std::int64_t>(file.lines.size()), settled);
                run_and_settle(services, run.actor(), file.batch, line);
            }
            ++settled;
        }
        run.piece([&](Transaction&, LongJobProgress& progress) { progress.done = progress.total = settled; });
    };
}

BatchFile batch_file(const Services& services, const Actor& actor, Id<DecisionBatch> id) {
    require_case_reader(actor);
    return services.database.read([&](Transaction& tx) {
        auto batch = find_batch(tx, id);
        if (!batch) refuse(ErrorKind::not_found, "not_found");
        auto job = job_of(tx, *batch);
        return BatchFile{*std::move(batch), lines_of(tx, id), job};
    });
}

}  // namespace bygd
