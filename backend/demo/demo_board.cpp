#include "demo/demo_board.hpp"

#include <algorithm>

#include "base/region.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/conflict_actions.hpp"
#include "database/pool.hpp"
#include "decisions/batch_store.hpp"
#include "decisions/board_actions.hpp"
#include "decisions/deciding.hpp"
#include "people/delegation_actions.hpp"

namespace bygd {

namespace {

class BoardTeller {
public:
    BoardTeller(const Services& services, SetClock& clock, const std::map<std::string, Actor>& people)
        : services_(services), clock_(clock), people_(people) {}

    // Those the delegation order leaves to the board or, within `most`, to its highest step; oldest first.
    std::vector<AwaitingLine> waiting(Money least, std::optional<Money> most) const {
        AwaitingFilter filter;
        filter.kind = "grant";
        filter.least = least;
        filter.most = most;
        auto lines = services_.database.read(
            [&](Transaction& tx) { return awaiting_decision(tx, deciding_states(services_), filter, 100); });
        std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.received_on < b.received_on; });
        return lines;
    }
    const Actor& who(const char* name) const { return people_.at(name); }
    void at(Date day, int hour, int minute = 0) {
        clock_.set(start_of_stockholm_day(day) + std::chrono::hours(hour) + std::chrono::minutes(minute));
    }
    // A change that waits, or a stop or recovery: the board decides those too.
    void put_what_waits_beside(Id<BoardMeeting> meeting) const {
        const auto lines = services_.database.read(
            [&](Transaction& tx) { return awaiting_decision(tx, deciding_states(services_), AwaitingFilter(), 100); });
        for (const auto& line : lines) {
            if (line.proceeding > 0) put_on_agenda(services_, who("anna.handlaggare"), {meeting, line.diary_number, line.proceeding});
        }
    }
    Case now(const std::string& number) const {
        return services_.database.read([&](Transaction& tx) { return case_by_number(tx, number); });
    }

    // Plans a meeting on `day` with these cases and takes it as far as `state`.
    Id<BoardMeeting> meeting(Date day, const std::vector<std::string>& numbers, MeetingState state) {
        at(day.plus_days(-21), 9);
        auto planned = plan_meeting(services_, who("maria.programansvarig"), services_.region.board, day.iso());
        int minute = 0;
        for (const auto& number : numbers) {
            at(day.plus_days(-14), 10, ++minute);
            put_on_agenda(services_, who("anna.handlaggare"), {planned.id, number, 0});
        }
        if (state == MeetingState::planned) return planned.id;
        at(day.plus_days(-7), 15);
        planned = close_agenda(services_, who("maria.programansvarig"), planned.id, version_of(planned.id));
        if (state == MeetingState::agenda_closed) return planned.id;
        at(day, 16);
        hold_meeting(services_, who("maria.programansvarig"), planned.id, planned.version);
        return planned.id;
    }
    void decide(Id<BoardMeeting> meeting, const std::string& number, int paragraph) {
        register_board_decision(services_, who("maria.programansvarig"),
                                {item_of(meeting, number), now(number).version, std::to_string(paragraph), "", true});
        clock_.advance(std::chrono::hours(20));
        take_action(services_, who("anna.handlaggare"), {number, now(number).version, "dispatch", "", {}});
    }
    void put_back(Id<BoardMeeting> meeting, const std::string& number, const char* outcome, int paragraph,
                  const char* note) {
        settle_board_item(services_, who("maria.programansvarig"),
                          {item_of(meeting, number), outcome, std::to_string(paragraph), note});
    }
    Id<BoardItem> item_of(Id<BoardMeeting> meeting, const std::string& number) const {
        for (const auto& line : services_.database.read([&](Transaction& tx) { return agenda_of(tx, meeting); })) {
            if (line.diary_number == number) return line.item.id;
        }
        throw std::runtime_error("demo: no item for " + number);
    }
    void confirm(Id<BoardMeeting> meeting, Date day) {
        at(day.plus_days(9), 13);
        confirm_minutes(services_, who("maria.programansvarig"),
                        {meeting, version_of(meeting), "Protokoll " + day.iso(), "4"});
    }

private:
    int version_of(Id<BoardMeeting> id) const {
        return services_.database.read([&](Transaction& tx) { return find_meeting(tx, id).value().version; });
    }

    const Services& services_;
    SetClock& clock_;
    const std::map<std::string, Actor>& people_;
};

// Twice a year the board is told what was decided on delegation since the last time.
void tell_reports(BoardTeller& teller) {
    for (int year = 2018; year <= 2025; ++year) {
        for (const auto day : {Date(year, 6, 7), Date(year, 12, 6)}) {
            teller.confirm(teller.meeting(day, {}, MeetingState::held), day);
        }
    }
}

// David is away for a week, and Cecilia decides what is above her own delegation and within his.
void tell_absences(BoardTeller& teller, const Services& services, SetClock& clock, Date last_day) {
    const auto left = teller.waiting(Money::parse("250000.01"), Money::kronor(500'000));
    Absence away;
    away.person = teller.who("david.direktor").id;
    away.deputy = teller.who("cecilia.chef").id;
    away.from = Date(2026, 10, 12);
    away.to = Date(2026, 10, 16);
    teller.at(Date(2026, 10, 9), 11);
    add_absence(services.database, clock, teller.who("david.direktor"), away);
    if (!left.empty() && left.front().received_on < Date(2026, 9, 1)) {
        teller.at(Date(2026, 10, 14), 10);
        const auto& number = left.front().diary_number;
        declare_conflict(services, teller.who("cecilia.chef"), number, false, "");
        take_action(services, teller.who("cecilia.chef"), {number, teller.now(number).version, "approve", "", {}});
        teller.at(Date(2026, 10, 15), 9);
        take_action(services, teller.who("anna.handlaggare"), {number, teller.now(number).version, "dispatch", "", {}});
    }
    away = {{}, teller.who("cecilia.chef").id, teller.who("david.direktor").id, Date(2027, 7, 5), Date(2027, 7, 30), "Semester", 1};
    teller.at(last_day, 7);
    add_absence(services.database, clock, teller.who("cecilia.chef"), away);
}

}  // namespace

void tell_board(const Services& services, SetClock& clock, const std::map<std::string, Actor>& people, Date last_day) {
    BoardTeller teller(services, clock, people);
    tell_reports(teller);
    const auto lines = teller.waiting(Money::parse("500000.01"), std::nullopt);
    if (lines.size() < 7) throw std::runtime_error("demo: too few cases for the board");
    const auto number = [&](std::size_t index) { return lines[index].diary_number; };

    const Date spring(2026, 6, 4), autumn(2026, 9, 24);
    const auto june = teller.meeting(spring, {number(0), number(1)}, MeetingState::held);
    teller.decide(june, number(0), 41);
    teller.at(spring, 17);
    note_member_conflict(services, teller.who("maria.programansvarig"),
                         {teller.item_of(june, number(1)), "Karin Stenmark (demo)", "Delägare i sökandens bolag."});
    teller.decide(june, number(1), 42);
    teller.confirm(june, spring);

    tell_absences(teller, services, clock, last_day);
    const auto september =
        teller.meeting(autumn, {number(2), number(3), number(4)}, MeetingState::held);
    teller.decide(september, number(2), 57);
    teller.at(autumn, 17);
    teller.put_back(september, number(3), "returned", 58, "Förvaltningen ska komplettera med kommunens yttrande om lokalen.");
    // The third item is left for whoever tries the page; the minutes wait for it.
    teller.meeting(Date(2026, 11, 26), {number(5)}, MeetingState::agenda_closed);
    const auto december = teller.meeting(Date(2026, 12, 10), {number(6)}, MeetingState::planned);
    teller.at(last_day, 16);
    teller.put_what_waits_beside(december);
    clock.set(start_of_stockholm_day(last_day) + std::chrono::hours(17));
}

}  // namespace bygd
