// Delegation, deputies, the board and batches on a real database: what each role is refused, that a decision is reported
// once whoever closes agendas at the same moment, and that one refusal in a batch stops no other.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cases/diary_store.hpp"
#include "decisions/authority_store.hpp"
#include "decisions/batch_actions.hpp"
#include "decisions/board_actions.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/delegation_rules.hpp"
#include "people/delegation_actions.hpp"
#include "tests/database/house_cast.hpp"

namespace bygd {
namespace {

using testing_house::HouseCast;

std::string codes(const Problems& problems) {
    std::string all;
    for (const auto& problem : problems) all += (all.empty() ? "" : " ") + problem.code;
    return all;
}

template <typename Work>
std::string refused(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return std::string(to_string(error.kind())) + " " + codes(error.problems());
    }
    return "done";
}

// Beside the four of the house: Cecilia decides grants up to 90 000 kr, Maria is the manager, Agneta administers.
struct BoardCast : HouseCast {
    BoardCast() {
        add_person("cecilia", Role::decider, Money::kronor(90'000));
        add_person("maria", Role::manager);
        add_person("agneta", Role::administrator);
    }
    std::string ready(const std::string& amount = "100000.00") {
        const auto number = in_review("service_grant");
        auto typed = proposal(amount);
        if (amount != "100000.00") {
            typed["proposal_outcome"] = "partly_approved";
            typed["no_hearing_reason"] = "Sökanden är redan hörd.";
        }
        take("anna", number, "propose", typed);
        take("anna", number, "submit_for_decision");
        return number;
    }
    template <typename Read>
    auto read(Read work) const {
        return services().database.read(work);
    }
    Decision decision_of(const std::string& number) const {
        return read([&](Transaction& tx) { return latest_decision(tx, case_by_number(tx, number).id).value(); });
    }
    DecisionAuthority authority(const std::string& number) const {
        return read([&](Transaction& tx) { return authority_of(tx, decision_of(number).id).value(); });
    }
    nlohmann::json snapshot(const std::string& number) const {
        return nlohmann::json::parse(decision_of(number).snapshot);
    }
    BoardMeeting meeting(Date day) {
        return plan_meeting(services(), people.at("anna"), "Regionala utvecklingsnämnden", day.iso());
    }
    BoardMeeting held(Date day, const std::vector<std::string>& numbers) {
        const auto planned = meeting(day);
        for (const auto& number : numbers) put_on_agenda(services(), people.at("anna"), {planned.id, number, 0});
        const auto now = read([&](Transaction& tx) { return find_meeting(tx, planned.id).value(); });
        const auto closed = close_agenda(services(), people.at("david"), planned.id, now.version);
        return hold_meeting(services(), people.at("david"), planned.id, closed.version);
    }
    std::vector<AgendaLine> agenda(Id<BoardMeeting> id) const {
        return read([&](Transaction& tx) { return agenda_of(tx, id); });
    }
    std::string decide(const std::string& who, const std::string& number, const std::string& action = "approve") {
        return refused([&] { take(who, number, action); });
    }
    std::string absent(const std::string& who, const std::string& deputy, Date from, Date to) {
        Absence absence;
        absence.person = people.at(who).id;
        absence.deputy = people.at(deputy).id;
        absence.from = from;
        absence.to = to;
        return refused([&] { add_absence(services().database, clock, people.at(who), absence); });
    }
};

TEST(DelegationRules, keep_the_row_a_decision_rests_on) {
    BoardCast cast;
    const auto number = cast.ready("90000.00");
    EXPECT_EQ(cast.decide("cecilia", number), "done");
    const auto kept = cast.authority(number);
    EXPECT_EQ(kept.basis, "delegation");
    EXPECT_TRUE(kept.row.has_value());
    EXPECT_FALSE(kept.on_behalf_of);
    const auto snapshot = cast.snapshot(number);
    EXPECT_EQ(snapshot.at("delegation").at("highest"), "90000.00");
    EXPECT_EQ(snapshot.at("delegation").at("row"), kept.row->value());
    EXPECT_EQ(snapshot.at("decided_by"), "cecilia");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(DelegationRules, refuse_one_ore_over_and_name_who_may) {
    BoardCast cast;
    const auto number = cast.ready("90000.01");
    const auto before = cast.now(number);
    try {
        cast.take("cecilia", number, "approve");
        FAIL() << "decided over her delegation";
    } catch (const Error& error) {
        EXPECT_EQ(codes(error.problems()), "delegation.amount delegation.who");
        EXPECT_EQ(error.problems().at(1).values, std::vector<std::string>{"david"});
    }
    EXPECT_EQ(cast.now(number).version, before.version);
    EXPECT_EQ(cast.decide("david", number), "done");
}

TEST(DelegationRules, what_nobody_may_is_the_boards) {
    BoardCast cast;
    cast.services().database.transact([&](Transaction& tx) {
        follow_account(tx, cast.people.at("agneta"), cast.people.at("david").id, Money::kronor(95'000), cast.clock.now());
    });
    EXPECT_EQ(cast.decide("david", cast.ready()), "invalid delegation.amount delegation.board");
}

TEST(DelegationRules, a_right_taken_back_is_gone_at_once) {
    BoardCast cast;
    const auto number = cast.ready("90000.00");
    const auto row = cast.read([&](Transaction& tx) { return account_delegation(tx, cast.people.at("cecilia").id).value(); });
    const auto end = [&](const std::string& who, int version, Date day) {
        return refused(
            [&] { end_delegation_row(cast.services().database, cast.clock, cast.people.at(who), {row.id, version, day}); });
    };
    const auto today = cast.clock.today();
    EXPECT_EQ(end("david", row.version, today), "forbidden delegation.administrators_only");
    EXPECT_EQ(end("agneta", row.version + 1, today), "conflict delegation.changed");
    EXPECT_EQ(end("agneta", row.version, today.plus_days(-1)), "done");
    EXPECT_EQ(cast.decide("cecilia", number), "invalid delegation.ended delegation.who");
    const auto events = cast.read([&](Transaction& tx) { return delegation_events(tx, 1); });
    EXPECT_EQ(events.at(0).kind + " " + events.at(0).actor_name, "row_ended agneta");
}

TEST(DelegationRules, two_deciders_at_once_decide_once) {
    BoardCast cast;
    cast.add_person("dan", Role::decider, Money::kronor(5'000'000));
    const auto number = cast.ready();
    for (const auto* who : {"david", "dan"}) cast.declare(who, number);
    const auto version = cast.now(number).version;
    std::vector<std::string> answers(2);
    std::vector<std::thread> both;
    for (int i = 0; i < 2; ++i) {
        both.emplace_back([&, i] {
            const auto& who = cast.people.at(i == 0 ? "david" : "dan");
            answers[static_cast<std::size_t>(i)] =
                refused([&] { take_action(cast.services(), who, {number, version, "approve", "", {}, 0}); });
        });
    }
    for (auto& each : both) each.join();
    std::sort(answers.begin(), answers.end());
    EXPECT_EQ(answers, (std::vector<std::string>{"conflict case.changed", "done"}));
    EXPECT_EQ(cast.read([&](Transaction& tx) { return decisions_of(tx, case_by_number(tx, number).id).size(); }), 1u);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(Absences, let_the_deputy_decide_and_say_for_whom) {
    BoardCast cast;
    const auto today = cast.clock.today();
    const auto number = cast.ready();
    EXPECT_EQ(cast.absent("david", "cecilia", today, today.plus_days(7)), "done");
    EXPECT_EQ(cast.decide("david", number), "invalid delegation.absent delegation.who");
    EXPECT_EQ(cast.decide("cecilia", number), "done");
    EXPECT_EQ(cast.authority(number).on_behalf_of, cast.people.at("david").id);
    EXPECT_EQ(cast.snapshot(number).at("on_behalf_of"), "david");
    const auto events = cast.read([&](Transaction& tx) { return events_of(tx, case_by_number(tx, number).id); });
    const auto step = std::find_if(events.begin(), events.end(), [](const auto& each) { return each.action == "approve"; });
    ASSERT_NE(step, events.end());
    EXPECT_EQ(nlohmann::json::parse(step->data).at("on_behalf_of"), "david");
    EXPECT_EQ(cast.read([&](Transaction& tx) { return deciding_party(tx, cast.decision_of(number)); }),
              "cecilia, ersättare för david");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(Absences, leave_somebody_there_even_when_two_are_recorded_at_once) {
    BoardCast cast;
    const auto today = cast.clock.today();
    std::vector<std::string> answers(2);
    std::vector<std::thread> both;
    both.emplace_back([&] { answers[0] = cast.absent("david", "cecilia", today, today.plus_days(3)); });
    both.emplace_back([&] { answers[1] = cast.absent("cecilia", "david", today.plus_days(3), today.plus_days(5)); });
    for (auto& each : both) each.join();
    std::sort(answers.begin(), answers.end());
    EXPECT_EQ(answers.at(0), "done");
    EXPECT_EQ(answers.at(1), "invalid absence.deputy_absent absence.is_deputy");
}

TEST(Absences, are_recorded_by_oneself_or_by_who_leads) {
    BoardCast cast;
    const auto today = cast.clock.today();
    Absence absence;
    absence.person = cast.people.at("david").id;
    absence.deputy = cast.people.at("cecilia").id;
    absence.from = absence.to = today;
    for (const auto* who : {"anna", "cecilia", "eva"}) {
        EXPECT_EQ(refused([&] { add_absence(cast.services().database, cast.clock, cast.people.at(who), absence); }),
                  "forbidden absence.not_yours") << who;
    }
    const auto made = add_absence(cast.services().database, cast.clock, cast.people.at("maria"), absence);
    end_absence_today(cast.services().database, cast.clock, cast.people.at("david"), made.id, made.version);
    EXPECT_EQ(cast.decide("david", cast.ready()), "done") << "back at once";
    EXPECT_EQ(refused([&] {
                  end_absence_today(cast.services().database, cast.clock, cast.people.at("david"), made.id, made.version);
              }),
              "conflict absence.over");
}

TEST(Board, decides_only_what_stands_on_the_agenda_of_a_meeting_that_was_held) {
    BoardCast cast;
    const auto number = cast.ready(), other = cast.ready();
    const auto planned = cast.meeting(cast.clock.today());
    const auto item = put_on_agenda(cast.services(), cast.people.at("anna"), {planned.id, number, 0});
    const auto registered = [&](const std::string& who, Id<BoardItem> id, const std::string& paragraph) {
        return refused([&] {
            register_board_decision(cast.services(), cast.people.at(who), {id, cast.now(number).version, paragraph, "", true});
        });
    };
    EXPECT_EQ(registered("maria", item.id, "14"), "invalid board.not_held");
    EXPECT_EQ(cast.decide("david", number), "invalid delegation.on_agenda") << "it waits for the board";
    const auto open = cast.read([&](Transaction& tx) { return find_meeting(tx, planned.id).value(); });
    const auto closed = close_agenda(cast.services(), cast.people.at("maria"), planned.id, open.version);
    EXPECT_EQ(refused([&] { put_on_agenda(cast.services(), cast.people.at("anna"), {planned.id, other, 0}); }),
              "conflict board.agenda_closed");
    hold_meeting(cast.services(), cast.people.at("maria"), planned.id, closed.version);
    EXPECT_EQ(registered("anna", item.id, "14"), "forbidden board.registrars_only");
    EXPECT_EQ(registered("maria", item.id, "14 a"), "invalid board.paragraph");
    EXPECT_EQ(registered("maria", Id<BoardItem>(999), "14"), "not_found not_found");
    EXPECT_EQ(registered("maria", item.id, "14"), "done");

    EXPECT_EQ(cast.now(number).granted, Money::kronor(100'000));
    const auto kept = cast.authority(number);
    EXPECT_EQ(kept.basis, "board");
    EXPECT_EQ(kept.item, item.id);
    const std::string reference = "Regionala utvecklingsnämnden 2026-03-02 §\u00a014";
    EXPECT_EQ(cast.snapshot(number).at("decided_by"), reference);
    EXPECT_EQ(cast.snapshot(number).at("registered_by"), "maria");
    EXPECT_EQ(cast.read([&](Transaction& tx) { return deciding_party(tx, cast.decision_of(number)); }), reference);
    EXPECT_EQ(cast.agenda(planned.id).at(0).item.outcome, "decided");
    EXPECT_EQ(registered("maria", item.id, "15"), "conflict board.not_awaiting");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(Board, an_item_cannot_be_borrowed_for_another_case) {
    BoardCast cast;
    const auto number = cast.ready(), other = cast.ready();
    const auto meeting = cast.held(cast.clock.today(), {number});
    const auto item = cast.agenda(meeting.id).at(0).item.id;
    const std::map<std::string, std::string, std::less<>> typed{{"board_item", std::to_string(item.value())},
                                                                {"board_paragraph", "3"}};
    EXPECT_EQ(refused([&] { cast.take("cecilia", other, "approve", typed); }), "invalid board.item_unknown");
    EXPECT_EQ(refused([&] { cast.take("anna", number, "approve", typed); }), "forbidden workflow.not_your_role");
    EXPECT_EQ(refused([&] { cast.take("cecilia", number, "approve", typed); }), "done") << "she registers for the board";
}

TEST(Board, two_items_do_not_share_a_paragraph_and_the_minutes_wait_for_all) {
    BoardCast cast;
    const auto one = cast.ready(), two = cast.ready(), three = cast.ready();
    const auto meeting = cast.held(cast.clock.today(), {one, two, three});
    const auto lines = cast.agenda(meeting.id);
    const auto& maria = cast.people.at("maria");
    register_board_decision(cast.services(), maria, {lines[0].item.id, cast.now(one).version, "7", "", true, "Lena Jurist"});
    const auto kept = cast.read([&](Transaction& tx) { return decisions_of(tx, cast.now(one).id).back().snapshot; });
    EXPECT_NE(kept.find("\"others\":\"Lena Jurist\""), std::string::npos) << kept.substr(0, 300);
    const auto before = cast.now(two).version;
    EXPECT_EQ(refused([&] {
                  register_board_decision(cast.services(), maria, {lines[1].item.id, before, "7", "", true});
              }),
              "invalid board.paragraph_taken");
    EXPECT_EQ(cast.now(two).version, before) << "nothing is left of it";
    settle_board_item(cast.services(), maria, {lines[1].item.id, "returned", "8", "Kommunens yttrande saknas."});
    const auto confirm = [&] {
        return refused([&] {
            confirm_minutes(cast.services(), maria, {meeting.id, meeting.version, "Protokoll 2026-03-02", "9"});
        });
    };
    EXPECT_EQ(confirm(), "invalid board.items_wait");
    settle_board_item(cast.services(), maria, {lines[2].item.id, "postponed", "10", "Bordlagt."});
    EXPECT_EQ(confirm(), "done");
    EXPECT_EQ(confirm(), "conflict board.changed");
    // Returned and postponed cases may be put up again; and each case once at a time.
    const auto next = cast.meeting(cast.clock.today().plus_days(30));
    const auto put = [&](const std::string& number) {
        return refused([&] { put_on_agenda(cast.services(), cast.people.at("anna"), {next.id, number, 0}); });
    };
    EXPECT_EQ(put(two), "done");
    EXPECT_EQ(put(two), "conflict board.on_agenda");
    EXPECT_EQ(put(one), "conflict board.not_awaiting");
}

TEST(Board, a_decision_is_reported_once_when_two_agendas_close_at_once) {
    BoardCast cast;
    std::set<std::string> decided;
    for (int i = 0; i < 5; ++i) {
        const auto number = cast.ready();
        cast.take("david", number, "approve");
        decided.insert(number);
    }
    const auto first = cast.meeting(cast.clock.today()), second = cast.meeting(cast.clock.today().plus_days(1));
    std::vector<std::thread> both;
    for (const auto& meeting : {first, second}) {
        both.emplace_back([&, meeting] { close_agenda(cast.services(), cast.people.at("david"), meeting.id, meeting.version); });
    }
    for (auto& each : both) each.join();
    std::multiset<std::string> reported;
    for (const auto& meeting : {first, second}) {
        for (const auto& line : cast.read([&](Transaction& tx) { return reported_decisions(tx, meeting.id); })) {
            reported.insert(line.diary_number);
        }
    }
    EXPECT_EQ(reported, (std::multiset<std::string>(decided.begin(), decided.end())));
    EXPECT_EQ(cast.read([&](Transaction& tx) { return count_unreported(tx, cast.clock.today()); }), 0);
    // The next meeting is told of what was decided since, and of nothing twice; the board's own are not reported to it.
    const auto later = cast.ready(), boards = cast.ready();
    cast.take("david", later, "approve");
    const auto meeting = cast.held(cast.clock.today().plus_days(-1), {boards});
    register_board_decision(cast.services(), cast.people.at("david"),
                            {cast.agenda(meeting.id).at(0).item.id, cast.now(boards).version, "3", "", true});
    EXPECT_EQ(cast.read([&](Transaction& tx) { return reported_decisions(tx, meeting.id).size(); }), 1u);
    const auto after = cast.ready();
    cast.take("david", after, "approve");
    const auto third = cast.meeting(cast.clock.today().plus_days(2));
    close_agenda(cast.services(), cast.people.at("david"), third.id, third.version);
    const auto told = cast.read([&](Transaction& tx) { return reported_decisions(tx, third.id); });
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told.at(0).diary_number, after);
    EXPECT_EQ(told.at(0).position, 1);
}

StartBatch batch_of(const BoardCast& cast, const std::vector<std::string>& numbers) {
    StartBatch batch;
    for (const auto& number : numbers) {
        BatchLine line;
        line.diary_number = number;
        line.version = cast.now(number).version;
        batch.lines.push_back(line);
    }
    batch.reason = "Säsongens driftstöd.";
    batch.no_conflict = true;
    return batch;
}

std::vector<std::string> told_lines(const BoardCast& cast, Id<DecisionBatch> id) {
    std::vector<std::string> told;
    for (const auto& line : batch_file(cast.services(), cast.people.at("david"), id).lines) {
        told.push_back(line.state + (line.problems.empty() ? "" : " " + codes(line.problems)));
    }
    return told;
}

TEST(Batch, each_case_is_decided_or_says_why_and_none_stops_another) {
    BoardCast cast;
    const auto small = cast.ready("80000.00"), large = cast.ready(), changed = cast.ready("70000.00"),
               last = cast.ready("60000.00");
    auto batch = batch_of(cast, {small, large, changed, last});
    cast.take("anna", changed, "back_to_review", {}, "Ett yttrande till.");
    cast.take("anna", changed, "propose", cast.proposal());
    cast.take("anna", changed, "submit_for_decision");
    Problems none;
    batch.lines.push_back(line_of_text("RUN 2026/9999@1", none));
    const auto id = run_new_batch(cast.services(), cast.people.at("cecilia"), batch);
    EXPECT_EQ(told_lines(cast, id),
              (std::vector<std::string>{"done", "refused delegation.amount delegation.who", "refused case.changed", "done",
                                        "refused not_found"}));
    EXPECT_EQ(cast.now(small).granted, Money::kronor(80'000));
    EXPECT_EQ(cast.now(last).granted, Money::kronor(60'000));
    EXPECT_EQ(cast.now(large).granted, Money());
    const auto events = cast.read([&](Transaction& tx) { return events_of(tx, case_by_number(tx, last).id); });
    EXPECT_TRUE(std::any_of(events.begin(), events.end(),
                            [](const auto& each) { return each.action == "approve" && each.text == "Säsongens driftstöd."; }));
    EXPECT_TRUE(std::any_of(events.begin(), events.end(), [](const auto& each) { return each.kind == "letter_made"; }))
        << "each its own letter";
    const auto said = [&](const std::string& number) {
        return cast.read([&](Transaction& tx) {
            return declaration_of(tx, case_by_number(tx, number).id, cast.people.at("cecilia").id).has_value();
        });
    };
    EXPECT_TRUE(said(small));
    EXPECT_FALSE(said(large)) << "what is refused leaves no word on conflict of interest either";
    continue_batch(cast.services(), cast.people.at("cecilia"), id);
    EXPECT_EQ(cast.read([&](Transaction& tx) { return decisions_of(tx, case_by_number(tx, small).id).size(); }), 1u);
    EXPECT_EQ(refused([&] { continue_batch(cast.services(), cast.people.at("david"), id); }), "not_found not_found");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(Batch, the_same_request_twice_decides_once) {
    BoardCast cast;
    const auto number = cast.ready();
    auto david = cast.people.at("david");
    david.once = Once{"a key of one form", std::string(64, 'a')};
    const auto batch = batch_of(cast, {number});
    run_new_batch(cast.services(), david, batch);
    EXPECT_THROW(run_new_batch(cast.services(), david, batch), AlreadyDone);
    EXPECT_EQ(cast.read([&](Transaction& tx) { return decisions_of(tx, case_by_number(tx, number).id).size(); }), 1u);
}

TEST(Batch, a_step_that_held_before_the_note_of_it_is_not_told_as_refused) {
    BoardCast cast;
    const auto number = cast.ready();
    auto david = cast.people.at("david");
    const auto batch = batch_of(cast, {number});
    const auto id = cast.services().database.transact([&](Transaction& tx) {
        return insert_batch(tx, {{}, david.id, "david", std::nullopt, "", cast.clock.now()}, batch.lines);
    });
    cast.declare("david", number);
    auto single = david;
    single.once = Once{"batch-" + std::to_string(id.value()) + "-1", std::string(64, 'b')};
    take_action(cast.services(), single, {number, batch.lines[0].version, "approve", "", {}, 0});
    continue_batch(cast.services(), david, id);
    EXPECT_EQ(told_lines(cast, id), std::vector<std::string>{"done"});
}

TEST(Batch, forty_alike_go_in_one_and_are_put_on_one_agenda_as_well) {
    BoardCast cast;
    std::vector<std::string> numbers;
    for (int i = 0; i < 40; ++i) numbers.push_back(cast.ready("90000.00"));
    const std::vector<std::string> first(numbers.begin(), numbers.begin() + 30), rest(numbers.begin() + 30, numbers.end());
    const auto id = run_new_batch(cast.services(), cast.people.at("cecilia"), batch_of(cast, first));
    EXPECT_EQ(told_lines(cast, id), std::vector<std::string>(30, "done"));
    auto for_agenda = batch_of(cast, numbers);
    for_agenda.meeting = cast.meeting(cast.clock.today()).id;
    const auto told = told_lines(cast, run_new_batch(cast.services(), cast.people.at("anna"), for_agenda));
    EXPECT_EQ(std::count(told.begin(), told.end(), "done"), 10);
    EXPECT_EQ(std::count(told.begin(), told.end(), "refused board.not_awaiting"), 30);
    EXPECT_EQ(cast.agenda(*for_agenda.meeting).size(), 10u);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(Batch, is_for_deciders_and_of_a_bounded_number_of_different_cases) {
    BoardCast cast;
    const auto number = cast.ready();
    auto batch = batch_of(cast, {number});
    EXPECT_EQ(refused([&] { run_new_batch(cast.services(), cast.people.at("anna"), batch); }),
              "forbidden batch.deciders_only");
    EXPECT_EQ(refused([&] { run_new_batch(cast.services(), cast.people.at("agneta"), batch); }), "not_found not_found");
    batch.no_conflict = false;
    EXPECT_EQ(refused([&] { run_new_batch(cast.services(), cast.people.at("david"), batch); }), "invalid batch.no_conflict")
        << "asked for once, at its field";
    batch.no_conflict = true;
    batch.lines.push_back(batch.lines[0]);
    EXPECT_EQ(refused([&] { run_new_batch(cast.services(), cast.people.at("david"), batch); }), "invalid batch.twice");
    batch.lines.clear();
    EXPECT_EQ(refused([&] { run_new_batch(cast.services(), cast.people.at("david"), batch); }), "invalid batch.none");
    for (int i = 0; i < 201; ++i) {
        BatchLine line;
        line.diary_number = "RUN 2026/" + std::to_string(10'000 + i);
        line.version = 1;
        batch.lines.push_back(line);
    }
    EXPECT_EQ(refused([&] { run_new_batch(cast.services(), cast.people.at("david"), batch); }), "invalid batch.too_many");
}

}  // namespace
}  // namespace bygd
