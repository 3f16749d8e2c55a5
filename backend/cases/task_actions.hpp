// What makes, follows and ends tasks: the daily job over all cases, the steps of one case, and a person who says it is done.
// Tasks end by themselves when the thing is done; a person ends one only with a word about it, which stands in the diary.
#pragma once

#include <string>

#include "cases/task.hpp"
#include "database/transaction.hpp"
#include "base/services.hpp"
#include "jobs/fact_source.hpp"
#include "jobs/job_run.hpp"

namespace bygd {

void register_case_facts(FactSources&);

// The job "timers": open cases, decided ones, those closed while a timer can still run, and the kommuner of the region, by
// key in batches of fact_batch. Counts looked_at, made, changed, ended and reminded; a line for each task and reminder made.
DailyJob timer_job(const Services&);

// Brings the tasks of one case in agreement with what has just happened to it, in the transaction of that step. The job of
// the night would do the same; this way the list is right at once.
void refresh_tasks(const Services&, Transaction&, Id<Case>, Date today);

struct FinishTask {
    Id<Task> id;
    int version = 0;
    std::string note;
};
// Throws not_found, forbidden task.not_yours, conflict (task.changed, task.ended), invalid on `note`.
Task finish_task(const Services&, const Actor&, const FinishTask&);

}  // namespace bygd
