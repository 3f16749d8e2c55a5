// Decides many cases at one go, or puts them on one agenda. The batch and its lines are kept first; then each line is the
// same command as from the case page, in a transaction of its own with a once-key of its own, so that going on after a
// stop, or the same request twice, decides nothing twice.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "decisions/batch.hpp"
#include "decisions/batch_store.hpp"
#include "jobs/long_job_runner.hpp"

namespace bygd {

std::string batch_url(Id<DecisionBatch>);

// Who may start one of either kind. Throws Error not_found, forbidden.
void require_batch_starter(const Actor&, bool for_agenda);

struct StartBatch {
    std::vector<BatchLine> lines;
    std::optional<Id<BoardMeeting>> meeting;       // none: decide
    std::string reason;
    bool no_conflict = false;                      // the person says so of each case where nothing is said yet
    std::string others;                            // who took part in the final handling without deciding (FL 31 §)
};
// Keeps the batch and works through it for at most limits::batch_time; a long job, about the page of the batch, goes on
// with the rest. Throws Error forbidden, not_found (the meeting), invalid: check_lines, text.too_long,
// batch.no_conflict {cases} where the person has said nothing of conflicts of interest, here or there.
Id<DecisionBatch> run_new_batch(const Services&, const Actor&, const StartBatch&, const std::string& language = "sv");

// Goes on with the lines that wait, as above. Only who made the batch: not_found for others.
void continue_batch(const Services&, const Actor&, Id<DecisionBatch>, const std::string& language = "sv");

inline constexpr std::string_view batch_job = "decision_batch";
// Decides what waits of the batch {"batch"}, line by line, in the name of who made it.
std::function<void(LongJobRun&)> batch_work(const Services&);

struct BatchFile {
    DecisionBatch batch;
    std::vector<BatchLine> lines;
    std::optional<Id<LongJob>> job;                // that goes on with it now
};
BatchFile batch_file(const Services&, const Actor&, Id<DecisionBatch>);     // throws not_found

}  // namespace bygd
