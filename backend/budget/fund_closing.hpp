// The year-end close of a fund (bokslut): when it is closed nothing is allocated to it, withdrawn, reserved or granted, and
// nothing is booked in the closed year; what was promised from it is still paid, in later years. Pure values.
#pragma once

#include <optional>
#include <string>

#include "budget/fund.hpp"

namespace bygd {

enum class ClosingStep { asked, closed, withdrawn, reopen_asked, reopened, reopen_withdrawn };
std::string_view to_string(ClosingStep);
std::optional<ClosingStep> closing_step_of(std::string_view);

// One step, with what was booked until the last day of the year when it was taken.
struct FundClosing {
    Id<FundClosing> id;
    Id<Fund> fund;
    int year = 0;
    ClosingStep step = ClosingStep::asked;
    std::string text;
    FundBalance figures;                 // without reserved and reusable
    Id<User> actor;
    std::string actor_name;
    Instant made_at;
};

// Where a fund stands now.
struct ClosingState {
    std::optional<Date> closed_through;  // the last day of the last closed year
    std::optional<ClosingStep> waits;    // asked or reopen_asked: another person's word
    int year = 0;                        // that it is about, else that may be asked for next
    std::optional<Id<User>> asked_by;
};

// Which step a fund in that state is open to; the person who asked does not confirm.
bool is_open_to(const ClosingState&, ClosingStep, Id<User> who);

}  // namespace bygd
