// The pages of the board at /board: meetings, one meeting with its agenda and the decisions reported to it (printed as it
// stands), and one item to register; and the same as JSON. Reads, calls an action, answers; decides nothing.
#pragma once

#include "base/services.hpp"
#include "decisions/board.hpp"

namespace bygd {

class Router;
class Words;

void add_board_routes(Router&, const Services&);
void add_board_api(Router&, const Services&);

std::string meeting_url(Id<BoardMeeting>);                 // "/board/3"

}  // namespace bygd
