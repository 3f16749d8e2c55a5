#include "jobs/long_job.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bygd {

namespace {

constexpr std::array<std::pair<LongJobState, std::string_view>, 5> names{{{LongJobState::waiting, "waiting"},
                                                                          {LongJobState::running, "running"},
                                                                          {LongJobState::done, "done"},
                                                                          {LongJobState::failed, "failed"},
                                                                          {LongJobState::cancelled, "cancelled"}}};

}  // namespace

std::string_view to_string(LongJobState state) {
    return std::find_if(names.begin(), names.end(), [&](const auto& each) { return each.first == state; })->second;
}

std::optional<LongJobState> long_job_state_of(std::string_view name) {
    for (const auto& [state, known] : names) {
        if (known == name) return state;
    }
    return std::nullopt;
}

std::optional<int> percent_done(const LongJobProgress& progress) {
    if (progress.total <= 0) return std::nullopt;
    const auto done = std::clamp<std::int64_t>(progress.done, 0, progress.total);
    return static_cast<int>(done * 100 / progress.total);
}

}  // namespace bygd
