// Decides many cases at one go, or puts them on one agenda. The batch and its lines are kept first; then each line is the
// same command as from the case page, in a transaction of its own with a once-key of its own, so that going on after a
// stop, or the same request twice, decides nothing twice.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "decisions/batch.hpp"
#include "decisions/batch_store.hpp"

namespace bygd {

struct StartBatch {
    std::vector<BatchLine> lines;
    std::optional<Id<BoardMeeting>> meeting;       // none: decide
    std::string reason;
    bool no_conflict = false;                      // the person says so of each case where nothing is said yet
    std::string others;                            // who took part in the final handling without deciding (FL 31 §)
};
// Keeps the batch and works through it for at most limits::batch_time. Throws Error forbidden, not_found (the meeting),
// invalid: check_lines, text.too_long.
Id<DecisionBatch> run_new_batch(const Services&, const Actor&, const StartBatch&);

// Goes on with the lines that wait. Only who made the batch: not_found for others.
void continue_batch(const Services&, const Actor&, Id<DecisionBatch>);

struct BatchFile {
    DecisionBatch batch;
    std::vector<BatchLine> lines;
};
BatchFile batch_file(const Services&, const Actor&, Id<DecisionBatch>);     // throws not_found

}  // namespace bygd
