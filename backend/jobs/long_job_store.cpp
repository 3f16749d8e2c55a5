#include "jobs/long_job_store.hpp"

#include <nlohmann/json.hpp>

#include "database/problem_text.hpp"

namespace bygd {

namespace {

constexpr std::string_view columns =
    "id, kind, title, what, about, language, asked_by, asked_at, state, cancel_asked, total, done, place, counts, problems,"
    " attempts, started_at, ended_at, file_name, file_type, file_bytes";

LongJob to_job(const Row& row) {
    LongJob job;
    job.id = row.id<LongJob>("id");
    job.kind = row.text("kind");
    job.title = row.text("title");
    job.what = row.text("what");
    job.about = row.text("about");
    job.language = row.text("language");
    job.asked_by = row.id<User>("asked_by");
    job.asked_at = row.instant("asked_at");
    job.state = long_job_state_of(row.text("state")).value();
    job.cancel_asked = row.truth("cancel_asked");
    job.progress = {row.integer("total"), row.integer("done"), row.text("place"),
                    nlohmann::json::parse(row.text("counts")).get<JobCounts>()};
    job.problems = problems_of_text(row.text("problems"));
    job.attempts = static_cast<int>(row.integer("attempts"));
    job.started_at = row.maybe_instant("started_at");
    job.ended_at = row.maybe_instant("ended_at");
    if (const auto name = row.maybe_text("file_name")) {
        job.file = LongJobFile{*name, row.text("file_type"), row.integer("file_bytes")};
    }
    return job;
}

}  // namespace

Id<LongJob> insert_long_job(Transaction& tx, const LongJob& job) {
    return tx.insert<LongJob>("INSERT INTO long_job (kind, title, what, about, language, asked_by, asked_at, counts, problems,"
                              " not_before) VALUES (?, ?, ?, ?, ?, ?, ?, '{}', '[]', ?)",
                              {job.kind, job.title, job.what, job.about, job.language, job.asked_by, job.asked_at, job.asked_at});
}

std::optional<LongJob> find_long_job(Transaction& tx, Id<LongJob> id) {
    return tx.one("SELECT " + std::string(columns) + " FROM long_job WHERE id = ?", {id}, to_job);
}

std::vector<LongJob> long_jobs_of(Transaction& tx, Id<User> person, std::optional<Id<LongJob>> after, std::size_t most) {
    Values values{person};
    std::string where = " FROM long_job WHERE asked_by = ?";
    if (after) {
        where += " AND id < ?";
        values.push_back(*after);
    }
    values.push_back(static_cast<std::int64_t>(most));
    return tx.all("SELECT " + std::string(columns) + where + " ORDER BY id DESC LIMIT ?", values, to_job);
}

std::int64_t long_jobs_under_way(Transaction& tx, Id<User> person) {
    return tx.number("SELECT COUNT(*) FROM long_job WHERE asked_by = ? AND state IN ('waiting', 'running')", {person});
}

std::optional<Id<LongJob>> long_job_under_way(Transaction& tx, Id<User> person, std::string_view kind, std::string_view about) {
    return tx.one("SELECT id FROM long_job WHERE asked_by = ? AND kind = ? AND about = ? AND state IN ('waiting', 'running')"
                  " ORDER BY id DESC LIMIT 1",
                  {person, kind, about}, [](const Row& row) { return row.id<LongJob>("id"); });
}

std::optional<Id<LongJob>> long_job_to_take(Transaction& tx, Instant now) {
    return tx.one("SELECT id FROM long_job WHERE (state = 'waiting' AND not_before <= ?) OR (state = 'running' AND lease_until <= ?)"
                  " ORDER BY id LIMIT 1",
                  {now, now}, [](const Row& row) { return row.id<LongJob>("id"); });
}

bool take_long_job(Transaction& tx, Id<LongJob> id, std::string_view runner, Instant now, Instant lease_until) {
    return tx.execute("UPDATE long_job SET state = 'running', runner = ?, lease_until = ?, attempts = attempts + 1,"
                      " started_at = COALESCE(started_at, ?) WHERE id = ?"
                      " AND ((state = 'waiting' AND not_before <= ?) OR (state = 'running' AND lease_until <= ?))",
                      {runner, lease_until, now, id, now, now}) == 1;
}

bool hold_long_job(Transaction& tx, Id<LongJob> id, std::string_view runner, Instant lease_until) {
    return tx.execute("UPDATE long_job SET lease_until = ?, beats = beats + 1 WHERE id = ? AND state = 'running' AND runner = ?",
                      {lease_until, id, runner}) == 1;
}

void save_progress(Transaction& tx, Id<LongJob> id, const LongJobProgress& progress) {
    tx.execute("UPDATE long_job SET total = ?, done = ?, place = ?, counts = ? WHERE id = ?",
               {progress.total, progress.done, progress.place, nlohmann::json(progress.counts).dump(), id});
}

bool end_long_job(Transaction& tx, Id<LongJob> id, std::string_view runner, LongJobState state, const Problems& problems,
                  Instant now) {
    return tx.execute("UPDATE long_job SET state = ?, problems = ?, ended_at = ?, lease_until = NULL, runner = ''"
                      " WHERE id = ? AND state = 'running' AND runner = ?",
                      {to_string(state), problem_text(problems), now, id, runner}) == 1;
}

void release_long_job(Transaction& tx, Id<LongJob> id, std::string_view runner, Instant free_at, bool attempted) {
    tx.execute("UPDATE long_job SET state = 'waiting', not_before = ?, lease_until = NULL, runner = '', attempts = attempts - ?"
               " WHERE id = ? AND state = 'running' AND runner = ?",
               {free_at, attempted ? 0 : 1, id, runner});
}

bool cancel_long_job(Transaction& tx, Id<LongJob> id, Instant now) {
    if (tx.execute("UPDATE long_job SET state = 'cancelled', cancel_asked = TRUE, ended_at = ? WHERE id = ? AND state = 'waiting'",
                   {now, id}) == 1) {
        return true;
    }
    tx.execute("UPDATE long_job SET cancel_asked = TRUE WHERE id = ? AND state = 'running'", {id});
    return tx.number("SELECT COUNT(*) FROM long_job WHERE id = ? AND state = 'running'", {id}) == 1;
}

void clear_pieces(Transaction& tx, Id<LongJob> id) { tx.execute("DELETE FROM long_job_piece WHERE job_id = ?", {id}); }

void insert_piece(Transaction& tx, Id<LongJob> id, int sequence, std::string_view bytes) {
    tx.execute("INSERT INTO long_job_piece (job_id, sequence, bytes) VALUES (?, ?, ?)", {id, sequence, Blob{std::string(bytes)}});
}

void name_file(Transaction& tx, Id<LongJob> id, const LongJobFile& file) {
    tx.execute("UPDATE long_job SET file_name = ?, file_type = ?, file_bytes = ? WHERE id = ?",
               {file.name, file.media_type, file.bytes, id});
}

std::string long_job_piece(Transaction& tx, Id<LongJob> id, int sequence) {
    return tx.one("SELECT bytes FROM long_job_piece WHERE job_id = ? AND sequence = ?", {id, sequence},
                  [](const Row& row) { return row.text("bytes"); })
        .value_or("");
}

std::int64_t clear_old_files(Transaction& tx, Instant before, std::size_t most) {
    const auto old = tx.all("SELECT id FROM long_job WHERE ended_at < ? AND file_name IS NOT NULL ORDER BY id LIMIT ?",
                            {before, static_cast<std::int64_t>(most)}, [](const Row& row) { return row.id<LongJob>("id"); });
    for (const auto id : old) {
        clear_pieces(tx, id);
        tx.execute("UPDATE long_job SET file_name = NULL, file_type = NULL, file_bytes = NULL WHERE id = ?", {id});
    }
    return static_cast<std::int64_t>(old.size());
}

}  // namespace bygd
