#include "jobs/long_job_runner.hpp"

#include <chrono>
#include <fstream>

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "jobs/long_job_store.hpp"

namespace bygd {

namespace {

constexpr std::chrono::seconds between_looks{2};
constexpr std::chrono::minutes lease{2};               // a piece is well within it
constexpr std::chrono::seconds between_tells{1};
constexpr std::chrono::minutes wait_after_fault{1};

// Why a job under way ends without being done. Not exceptions of the standard's, so that no work takes them for a fault.
struct Cancelled {};
struct TakenOver {};
struct ServerStops {};

}  // namespace

LongJobRun::LongJobRun(LongJobRunner& runner, LongJob job, Actor actor)
    : runner_(runner), job_(std::move(job)), actor_(std::move(actor)) {}

void LongJobRun::piece(const std::function<void(Transaction&, LongJobProgress&)>& work) {
    job_.progress = runner_.database_.transact([&](Transaction& tx) {
        runner_.require_going_on(tx, job_.id);
        auto progress = job_.progress;
        work(tx, progress);
        save_progress(tx, job_.id, progress);
        return progress;
    });
}

void LongJobRun::tell(std::int64_t total, std::int64_t done) {
    const auto now = runner_.clock_.now();
    if (told_at_ != Instant{} && now - told_at_ < between_tells) return;
    told_at_ = now;
    piece([&](Transaction&, LongJobProgress& progress) {
        progress.total = total;
        progress.done = done;
    });
}

void LongJobRun::keep_file(const std::string& name, const std::string& media_type, const std::filesystem::path& file) {
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file));
    if (size > limits::long_job_file_bytes) refuse(ErrorKind::too_large, "long_job.file_too_large");
    std::ifstream in(file, std::ios::binary);
    // Whatever a try that was cut off left behind goes first.
    piece([&](Transaction& tx, LongJobProgress&) { clear_pieces(tx, job_.id); });
    std::string bytes(limits::document_chunk_bytes, '\0');
    std::int64_t kept = 0;
    for (int sequence = 1; in.read(bytes.data(), static_cast<std::streamsize>(bytes.size())) || in.gcount() > 0; ++sequence) {
        const std::string_view part(bytes.data(), static_cast<std::size_t>(in.gcount()));
        piece([&](Transaction& tx, LongJobProgress&) { insert_piece(tx, job_.id, sequence, part); });
        kept += in.gcount();
    }
    if (kept != size) throw std::runtime_error("the file of a long job could not be read whole");
    piece([&](Transaction& tx, LongJobProgress&) { name_file(tx, job_.id, {name, media_type, size}); });
}

LongJobRunner::LongJobRunner(Database& database, const Clock& clock, LongWorks works, ActorOf actor_of)
    : database_(database), clock_(clock), works_(std::move(works)), actor_of_(std::move(actor_of)), name_(random_token(16)) {}

LongJobRunner::~LongJobRunner() { stop(); }

void LongJobRunner::start() {
    thread_ = std::thread([this] { watch(); });
}

void LongJobRunner::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

int LongJobRunner::look() {
    int taken = 0;
    while (!stopping_ && take_one()) ++taken;
    return taken;
}

bool LongJobRunner::take_one() {
    const auto id = database_.look_up([&](Transaction& tx) { return long_job_to_take(tx, clock_.now()); });
    if (!id) return false;
    const auto job = database_.transact([&](Transaction& tx) {
        const auto now = clock_.now();
        return take_long_job(tx, *id, name_, now, now + lease) ? find_long_job(tx, *id) : std::nullopt;
    });
    if (job) run(*job);      // else another runner has it, and there may be more
    return true;
}

void LongJobRunner::run(LongJob job) {
    const auto id = job.id;
    // One that has taken its server with it each time is not given to the next.
    if (job.attempts > limits::long_job_attempts) return end(job, LongJobState::failed, {{"", "long_job.fault"}});
    try {
        const auto work = works_.find(job.kind);
        const auto actor = database_.look_up([&](Transaction& tx) { return actor_of_(tx, job.asked_by); });
        if (!actor) return end(job, LongJobState::failed, {{"", "long_job.account_closed"}});
        if (work == works_.end()) throw std::runtime_error("no work of the kind " + job.kind);
        LongJobRun run(*this, job, *actor);
        work->second(run);
        end(job, LongJobState::done, {});
    } catch (const Cancelled&) {
        end(job, LongJobState::cancelled, {});
    } catch (const TakenOver&) {
        log::info("long_job.taken_over", {{"job", std::to_string(id.value())}});
    } catch (const ServerStops&) {
        database_.transact([&](Transaction& tx) { release_long_job(tx, id, name_, clock_.now(), false); });
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable && error.kind() != ErrorKind::internal) {
            return end(job, LongJobState::failed, error.problems());
        }
        log::error("long_job_failed", {{"job", std::to_string(id.value())}, {"why", one_line(error.what())}});
        database_.transact([&](Transaction& tx) { release_long_job(tx, id, name_, clock_.now() + wait_after_fault, false); });
    } catch (const std::exception& error) {
        log::error("long_job_failed", {{"job", std::to_string(id.value())}, {"kind", job.kind}, {"why", one_line(error.what())}});
        if (job.attempts >= limits::long_job_attempts) return end(job, LongJobState::failed, {{"", "long_job.fault"}});
        database_.transact([&](Transaction& tx) { release_long_job(tx, id, name_, clock_.now() + wait_after_fault, true); });
    }
}

void LongJobRunner::end(const LongJob& job, LongJobState state, const Problems& problems) {
    const bool ours = database_.transact([&](Transaction& tx) { return end_long_job(tx, job.id, name_, state, problems, clock_.now()); });
    if (!ours) return;
    log::info("long_job." + std::string(to_string(state)), {{"job", std::to_string(job.id.value())}, {"kind", job.kind}});
}

void LongJobRunner::require_going_on(Transaction& tx, Id<LongJob> id) {
    if (!hold_long_job(tx, id, name_, clock_.now() + lease)) throw TakenOver{};
    if (find_long_job(tx, id)->cancel_asked) throw Cancelled{};
    if (stopping_) throw ServerStops{};
}

void LongJobRunner::watch() {
    while (!stopping_) {
        try {
            look();
        } catch (const std::exception& error) {
            log::error("long_jobs_failed", {{"why", one_line(error.what())}});
        }
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, between_looks, [this] { return stopping_.load(); });
    }
}

}  // namespace bygd
