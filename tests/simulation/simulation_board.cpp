// The board's part of the simulation: a meeting is planned, gets its agenda, is held, decides and has its minutes confirmed.
#include <algorithm>

#include "base/region.hpp"
#include "decisions/board_actions.hpp"
#include "tests/simulation/simulation.hpp"

namespace bygd::simulation {

Simulation::Command Simulation::at_board() {
    const auto meetings = cast_.services().database.read([](Transaction& tx) { return list_meetings(tx, 5); });
    const auto current = std::find_if(meetings.begin(), meetings.end(), [](const auto& line) { return line.meeting.state != MeetingState::confirmed; });
    if (current == meetings.end() || dice_.chance(3)) {
        return {"plan a meeting", "", [this, day = cast_.clock.today().plus_days(static_cast<std::int32_t>(dice_.between(0, 9))).iso()](const Actor& actor) {
            plan_meeting(cast_.services(), actor, cast_.services().region.board, day);
        }, std::nullopt};
    }
    const auto meeting = current->meeting;
    switch (meeting.state) {
        case MeetingState::planned: {
            if (current->items > 2 && dice_.chance(40)) {
                return {"close the agenda", "", [this, meeting](const Actor& actor) { close_agenda(cast_.services(), actor, meeting.id, meeting.version); }, std::nullopt};
            }
            return put_on(meeting.id);
        }
        case MeetingState::agenda_closed:
            return {"hold the meeting", "", [this, meeting](const Actor& actor) { hold_meeting(cast_.services(), actor, meeting.id, meeting.version); }, std::nullopt};
        default: return minute(meeting);
    }
}

// Something that waits for a decision, if there is any.
Simulation::Command Simulation::put_on(Id<BoardMeeting> meeting) {
    std::vector<std::pair<std::string, int>> waiting;
    for (const auto& [id, known] : files_) {
        if (known.subject.state == "under_decision") waiting.emplace_back(known.subject.diary_number, 0);
        for (const auto& beside : known.besides) {
            if (beside.state == "under_decision") waiting.emplace_back(known.subject.diary_number, beside.sequence);
        }
    }
    const auto [number, sequence] = waiting.empty() || dice_.chance(5) ? std::pair(any_case(false), 0) : dice_.one_of(waiting);
    return {"put on the agenda " + std::to_string(sequence), number, [this, meeting, number = number, sequence = sequence](const Actor& actor) {
        put_on_agenda(cast_.services(), actor, {meeting, number, sequence});
    }, std::nullopt};
}

Simulation::Command Simulation::minute(const BoardMeeting& meeting) {
    auto agenda = cast_.services().database.read([&](Transaction& tx) { return agenda_of(tx, meeting.id); });
    std::erase_if(agenda, [](const auto& line) { return !line.item.outcome.empty(); });
    if (agenda.empty() || dice_.chance(5)) {
        return {"confirm the minutes", "", [this, meeting](const Actor& actor) {
            confirm_minutes(cast_.services(), actor, {meeting.id, meeting.version, "Protokoll", "4"});
        }, std::nullopt};
    }
    const auto line = dice_.one_of(agenda);
    const auto paragraph = std::to_string(dice_.between(1, 60));
    if (dice_.chance(70)) {
        return {"the board decides § " + paragraph, line.diary_number, [this, line, paragraph](const Actor& actor) {
            register_board_decision(cast_.services(), actor, {line.item.id, line.case_version, paragraph, "", true});
        }, std::nullopt};
    }
    return {"the board does not decide § " + paragraph, line.diary_number, [this, line, paragraph](const Actor& actor) {
        settle_board_item(cast_.services(), actor, {line.item.id, "returned", paragraph, "Mer underlag behövs."});
    }, std::nullopt};
}

}  // namespace bygd::simulation
