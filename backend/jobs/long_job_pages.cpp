#include "jobs/long_job_pages.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "jobs/long_job_actions.hpp"
#include "jobs/long_job_api.hpp"
#include "jobs/long_job_store.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

Id<LongJob> id_of(const Request& request) { return Id<LongJob>(whole_number(request.param("id")).value_or(0)); }

std::string_view kind_of(LongJobState state) {
    switch (state) {
        case LongJobState::done: return "done";
        case LongJobState::failed: return "late";
        case LongJobState::cancelled: return "closed";
        default: return "waiting";
    }
}

void put_state(View& view, const LongJob& job, const Words& words) {
    view.set("KIND", kind_of(job.state));
    view.set("STATE", words(job.cancel_asked && !job.ended() ? "long_job.stopping" : "long_job.state." + std::string(to_string(job.state))));
    const auto percent = percent_done(job.progress);
    if (job.progress.total > 0) {
        view.set("HOW_FAR", words("long_job.how_far", {std::to_string(job.progress.done), std::to_string(job.progress.total)}));
    }
    if (!job.ended()) {
        auto& bar = view.add("BAR").set("LABEL", job.title);
        if (percent) bar.add("KNOWN").set("PERCENT", *percent);
    }
    for (const auto& [name, count] : job.progress.counts) {
        view.add("COUNTED").set("NAME", words("long_job.count." + name)).set("COUNT", count);
    }
}

Response show_jobs(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    std::optional<Id<LongJob>> after;
    if (const auto seen = whole_number(request.query("after"))) after = Id<LongJob>(*seen);
    auto jobs = long_jobs_of(services.database, request.actor(), after, limits::page_rows + 1);
    const bool more = jobs.size() > limits::page_rows;
    if (more) jobs.pop_back();
    View view;
    view.show(jobs.empty() ? "EMPTY" : "ANY");
    for (const auto& job : jobs) {
        auto& row = view.add("JOB").set("URL", long_job_url(job.id)).set("TITLE", job.title);
        row.set("WHAT", words("long_job.kind." + job.kind)).set("ASKED", stockholm_minute(job.asked_at));
        put_state(row, job, words);
        if (job.file) row.add("FILE").set("FILE_URL", long_job_url(job.id) + "/file").set("FILE_NAME", job.file->name);
    }
    if (more) view.add("NEXT").set("URL", "/jobs?after=" + std::to_string(jobs.back().id.value()));
    return page(services, request, "jobs/long_job_list", view, {.title = words("long_job.mine")});
}

Response show_job(const Services& services, const Request& request, Problems problems = {}, int status = 200) {
    const auto& words = words_of(services, request);
    const auto job = long_job_of(services.database, request.actor(), id_of(request));
    const auto url = long_job_url(job.id);
    View view;
    add(problems, job.problems);
    put_problems(view, problems, words);
    view.set("URL", url).set("TITLE", job.title).set("WHAT", words("long_job.kind." + job.kind));
    view.set("ASKED", stockholm_minute(job.asked_at));
    put_state(view, job, words);
    if (job.started_at) view.add("STARTED").set("AT", stockholm_minute(*job.started_at));
    if (job.ended_at) view.add("ENDED").set("AT", stockholm_minute(*job.ended_at));
    if (!job.ended()) view.show("UNDER_WAY").show_if(!job.cancel_asked, "MAY_STOP");
    view.show_if(job.state == LongJobState::cancelled, "CANCELLED");
    if (job.state == LongJobState::done && job.file) {
        const auto& file = *job.file;
        view.add("FILE").set("FILE_URL", url + "/file").set("FILE_NAME", file.name)
            .set("KEPT", words("long_job.kept", {std::to_string((file.bytes + 1023) / 1024),
                                                 stockholm_day(*job.ended_at + std::chrono::hours(24 * limits::long_job_file_days)).iso()}));
    }
    if (!job.about.empty()) view.add("ABOUT").set("ABOUT_URL", job.about);
    return page(services, request, "jobs/long_job", view,
                {.title = job.title, .status = status, .crumbs = {{words("long_job.mine"), "/jobs"}, {job.title}}});
}

Response stop(const Services& services, const Request& request) {
    try {
        const auto job = stop_long_job(services.database, services.clock, request.actor(), id_of(request));
        return see_other_saying(long_job_url(job.id), job.ended() ? "long_job.stopped" : "long_job.will_stop", FlashKind::info);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::conflict) throw;
        return show_job(services, request, error.problems(), http_status(error.kind()));
    }
}

}  // namespace

std::string long_job_url(Id<LongJob> id) { return "/jobs/" + std::to_string(id.value()); }

void add_long_job_routes(Router& router, const Services& services) {
    router.get("/jobs", [&](Request& request) { return show_jobs(services, request); });
    router.get("/jobs/{id}", [&](Request& request) { return show_job(services, request); });
    router.get("/jobs/{id}/file", [&](Request& request) { return long_job_file_response(services, request); });
    router.post("/jobs/{id}/stop", [&](Request& request) { return stop(services, request); });
    add_long_job_api(router, services);
}

}  // namespace bygd
