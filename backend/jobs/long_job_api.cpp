#include "jobs/long_job_api.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/problem_json.hpp"
#include "http/router.hpp"
#include "jobs/long_job_actions.hpp"
#include "jobs/long_job_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

using nlohmann::json;

Id<LongJob> id_of(const Request& request) { return Id<LongJob>(whole_number(request.param("id")).value_or(0)); }

json time_or_null(const std::optional<Instant>& at) { return at ? json(utc_text(*at)) : json(nullptr); }

json to_json(const LongJob& job, const Words& words) {
    const auto percent = percent_done(job.progress);
    json told{{"id", job.id.value()}, {"kind", job.kind}, {"title", job.title}, {"state", to_string(job.state)},
              {"stopping", job.cancel_asked && !job.ended()}, {"done", job.progress.done}, {"total", job.progress.total},
              {"percent", percent ? json(*percent) : json(nullptr)}, {"counts", job.progress.counts},
              {"problems", problems_json(job.problems, words)}, {"about", job.about.empty() ? json(nullptr) : json(job.about)},
              {"asked_at", utc_text(job.asked_at)}, {"started_at", time_or_null(job.started_at)},
              {"ended_at", time_or_null(job.ended_at)}, {"file", nullptr}};
    if (job.state == LongJobState::done && job.file) {
        told["file"] = {{"name", job.file->name}, {"media_type", job.file->media_type}, {"bytes", job.file->bytes}};
    }
    return told;
}

Response get_jobs(const Services& services, const Request& request) {
    std::optional<Id<LongJob>> after;
    if (const auto seen = whole_number(request.query("after"))) after = Id<LongJob>(*seen);
    const auto most = rows_asked(request);
    auto jobs = long_jobs_of(services.database, request.actor(), after, most + 1);
    const bool more = jobs.size() > most;
    if (more) jobs.pop_back();
    auto list = json::array();
    for (const auto& job : jobs) list.push_back(to_json(job, words_of(services, request)));
    return json_response({{"jobs", std::move(list)}, {"next", more ? json(std::to_string(jobs.back().id.value())) : json(nullptr)}});
}

}  // namespace

Response long_job_asked(const Services& services, const Request& request, Id<LongJob> id) {
    const auto job = long_job_of(services.database, request.actor(), id);
    auto response = json_response(to_json(job, words_of(services, request)), 202);
    response.set_header("Location", "/api/v1/jobs/" + std::to_string(id.value()));
    return response;
}

// Piece by piece: the whole of it never stands in memory.
Response long_job_file_response(const Services& services, const Request& request) {
    const auto id = id_of(request);
    const auto file = long_job_file(services.database, request.actor(), id);
    const auto write = [&services, id](std::ostream& out) {
        for (int sequence = 1;; ++sequence) {
            const auto bytes = services.database.look_up([&](Transaction& tx) { return long_job_piece(tx, id, sequence); });
            if (bytes.empty()) return;
            out << bytes;
        }
    };
    return stream_response(write, file.name, file.media_type);
}

void add_long_job_api(Router& router, const Services& services) {
    router.get("/api/v1/jobs", [&](Request& request) { return get_jobs(services, request); });
    router.get("/api/v1/jobs/{id}", [&](Request& request) {
        return json_response(to_json(long_job_of(services.database, request.actor(), id_of(request)), words_of(services, request)));
    });
    router.get("/api/v1/jobs/{id}/file", [&](Request& request) { return long_job_file_response(services, request); });
    router.post("/api/v1/jobs/{id}/stop", [&](Request& request) {
        const auto job = stop_long_job(services.database, services.clock, request.actor(), id_of(request));
        return json_response(to_json(job, words_of(services, request)));
    });
}

}  // namespace bygd
