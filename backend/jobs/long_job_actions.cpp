#include "jobs/long_job_actions.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "jobs/long_job_store.hpp"

namespace bygd {

namespace {

constexpr std::size_t files_a_batch = 20;

}  // namespace

Id<LongJob> ask_long_job(Transaction& tx, const Clock& clock, const Actor& actor, const AskLongJob& asked) {
    if (long_jobs_under_way(tx, actor.id) >= limits::long_jobs) {
        refuse(ErrorKind::too_many, "long_job.too_many", {std::to_string(limits::long_jobs)});
    }
    LongJob job;
    job.kind = asked.kind;
    job.title = shortened(one_line(asked.title), limits::short_text);
    job.what = asked.what;
    job.about = asked.about;
    job.language = asked.language;
    job.asked_by = actor.id;
    job.asked_at = clock.now();
    return insert_long_job(tx, job);
}

Id<LongJob> ask_long_job(Database& database, const Clock& clock, const Actor& actor, const AskLongJob& asked) {
    return database.transact(actor, [&](Transaction& tx) { return ask_long_job(tx, clock, actor, asked); });
}

LongJob long_job_of(Database& database, const Actor& actor, Id<LongJob> id) {
    const auto job = database.look_up([&](Transaction& tx) { return find_long_job(tx, id); });
    if (!job || job->asked_by != actor.id) refuse(ErrorKind::not_found, "not_found");
    return *job;
}

std::vector<LongJob> long_jobs_of(Database& database, const Actor& actor, std::optional<Id<LongJob>> after, std::size_t most) {
    return database.look_up([&](Transaction& tx) { return long_jobs_of(tx, actor.id, after, most); });
}

LongJob stop_long_job(Database& database, const Clock& clock, const Actor& actor, Id<LongJob> id) {
    long_job_of(database, actor, id);
    return database.transact(actor, [&](Transaction& tx) {
        if (!cancel_long_job(tx, id, clock.now())) refuse(ErrorKind::conflict, "long_job.ended");
        return find_long_job(tx, id).value();
    });
}

LongJobFile long_job_file(Database& database, const Actor& actor, Id<LongJob> id) {
    const auto job = long_job_of(database, actor, id);
    if (job.state != LongJobState::done || !job.file) refuse(ErrorKind::not_found, "not_found");
    return *job.file;
}

DailyJob long_job_file_sweep(const Clock& clock) {
    return {"long_job_files", [&clock](Transaction& tx, Date, const std::string&) {
                const auto before = clock.now() - std::chrono::hours(24 * limits::long_job_file_days);
                const auto cleared = clear_old_files(tx, before, files_a_batch);
                return JobBatch{"", cleared < static_cast<std::int64_t>(files_a_batch), {{"cleared", cleared}}};
            }};
}

}  // namespace bygd
