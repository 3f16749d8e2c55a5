// The board in the demo data: meetings from 2018 on, in every state, to which the decisions on delegation are reported;
// the cases that are above everybody's delegation, decided, returned or waiting; and an absence in which a deputy decided.
#pragma once

#include <map>
#include <string>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/services.hpp"

namespace bygd {

// After the stories have been told: those left for the board and for the deputy then wait for a decision.
void tell_board(const Services&, SetClock&, const std::map<std::string, Actor>& people, Date last_day);

}  // namespace bygd
