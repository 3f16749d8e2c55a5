#include "budget/fund_closing.hpp"

#include <algorithm>
#include <array>

namespace bygd {

namespace {

constexpr std::array<std::string_view, 6> steps{"asked", "closed", "withdrawn", "reopen_asked", "reopened", "reopen_withdrawn"};

}  // namespace

std::string_view to_string(ClosingStep step) { return steps.at(static_cast<std::size_t>(step)); }

std::optional<ClosingStep> closing_step_of(std::string_view name) {
    const auto found = std::find(steps.begin(), steps.end(), name);
    if (found == steps.end()) return std::nullopt;
    return static_cast<ClosingStep>(found - steps.begin());
}

bool is_open_to(const ClosingState& state, ClosingStep step, Id<User> who) {
    switch (step) {
        case ClosingStep::asked: return !state.waits;
        case ClosingStep::closed: return state.waits == ClosingStep::asked && state.asked_by != who;
        case ClosingStep::withdrawn: return state.waits == ClosingStep::asked;
        case ClosingStep::reopen_asked: return !state.waits && state.closed_through;
        case ClosingStep::reopened: return state.waits == ClosingStep::reopen_asked && state.asked_by != who;
        case ClosingStep::reopen_withdrawn: return state.waits == ClosingStep::reopen_asked;
    }
    return false;
}

}  // namespace bygd
