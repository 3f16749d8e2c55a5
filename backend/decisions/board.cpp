#include "decisions/board.hpp"

#include <array>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "base/words.hpp"

namespace bygd {

namespace {

constexpr std::array<std::string_view, 4> states{"planned", "agenda_closed", "held", "confirmed"};

}  // namespace

std::string_view to_string(MeetingState state) { return states.at(static_cast<std::size_t>(state)); }

std::optional<MeetingState> meeting_state_of(std::string_view text) {
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states[i] == text) return static_cast<MeetingState>(i);
    }
    return std::nullopt;
}

std::string board_reference(const BoardMeeting& meeting, int paragraph) {
    return meeting.name + " " + meeting.held_on.iso() + " §\u00a0" + std::to_string(paragraph);
}

std::string decided_text(const std::string& kind, const std::string& outcome, const Words& words) {
    if (kind == "grant") return words("case.outcome." + outcome);
    const auto what = words("board.decision_kind." + kind);
    const bool says_all = kind == "non_payment" || kind == "recovery";     // there is no other outcome of these
    return says_all ? what : what + ": " + words("case.outcome." + outcome);
}

BoardMeeting read_meeting(const std::string& name, const std::string& held_on, Problems& problems) {
    BoardMeeting meeting;
    meeting.name = trimmed(name);
    if (meeting.name.empty()) problems.push_back({"name", "required"});
    if (characters(meeting.name) > limits::short_text) {
        problems.push_back({"name", "text.too_long", {std::to_string(limits::short_text)}});
    }
    if (one_line(meeting.name) != meeting.name) problems.push_back({"name", "text.one_line"});
    try {
        meeting.held_on = Date::parse(trimmed(held_on), "held_on");
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    return meeting;
}

int read_paragraph(const std::string& typed, std::string_view field, Problems& problems) {
    const auto number = whole_number(trimmed(typed));
    if (number && *number >= 1 && *number <= 9999) return static_cast<int>(*number);
    problems.push_back({std::string(field), trimmed(typed).empty() ? "required" : "board.paragraph"});
    return 0;
}

std::optional<int> read_proceeding(const std::string& typed) {
    const auto number = whole_number(trimmed(typed));
    if (number && *number >= 0 && *number <= 9999) return static_cast<int>(*number);
    if (!trimmed(typed).empty()) throw Error(ErrorKind::invalid, {{"proceeding", "board.proceeding"}});
    return std::nullopt;
}

}  // namespace bygd
