// 12 § förvaltningslagen (2017:900): six months from the application, four weeks from the demand; and the marks that tell.
#include "cases/case_clock.hpp"

#include <gtest/gtest.h>

namespace bygd {
namespace {

Date day(const std::string& iso) { return Date::parse(iso); }
const ClockLaw law{6, 28};

Case open_case(const std::string& received) {
    Case subject;
    subject.stage = "open";
    subject.form = "service_grant";
    subject.received_on = day(received);
    return subject;
}

CaseMark mark(const std::string& kind, const std::string& on) { return {kind, 0, day(on), "", ""}; }

struct Line {
    const char *received, *today, *demand_from;
    bool may;
    int months;
};
// The day before, on and after six months; ends of months.
const std::vector<Line> lines = {
    {"2026-03-02", "2026-09-01", "2026-09-02", false, 5}, {"2026-03-02", "2026-09-02", "2026-09-02", true, 6},
    {"2026-03-02", "2026-09-03", "2026-09-02", true, 6},  {"2026-08-31", "2027-02-27", "2027-02-28", false, 5},
    {"2026-08-31", "2027-02-28", "2027-02-28", true, 6},  {"2027-08-31", "2028-02-28", "2028-02-29", false, 5},
    {"2027-08-31", "2028-02-29", "2028-02-29", true, 6},  {"2026-07-01", "2026-11-01", "2027-01-01", false, 4},
    {"2026-07-01", "2026-10-31", "2027-01-01", false, 3}, {"2026-07-01", "2026-07-01", "2027-01-01", false, 0},
    {"2026-12-31", "2027-06-30", "2027-06-30", true, 6},  {"2026-10-31", "2026-11-30", "2027-04-30", false, 1},
};

TEST(CaseClock, LetsThePartyDemandADecisionAfterSixMonths) {
    for (const auto& line : lines) {
        const auto clock = case_clock(open_case(line.received), {}, {}, law, day(line.today));
        EXPECT_EQ(clock.demand_from.iso(), line.demand_from) << line.received << " " << line.today;
        EXPECT_EQ(clock.may_demand, line.may) << line.received << " " << line.today;
        EXPECT_EQ(clock.months, line.months) << line.received << " " << line.today;
    }
}

TEST(CaseClock, ShowsBothStartsAndWhatStoodStill) {
    const std::vector<Pause> pauses{{day("2026-03-10"), day("2026-03-24"), "Bokslut"},
                                    {day("2026-08-20"), std::nullopt, "Offert"}};
    const auto clock = case_clock(open_case("2026-03-02"), {mark("complete", "2026-03-24")}, pauses, law, day("2026-08-30"));
    EXPECT_EQ(clock.received.days, 181);
    EXPECT_EQ(clock.received.paused_days, 24);
    EXPECT_EQ(clock.received.worked_days(), 157);
    EXPECT_EQ(clock.received.full_on.iso(), "2026-09-26");    // 2 September, and 14 and 10 days
    EXPECT_EQ(clock.complete->from.iso(), "2026-03-24");
    EXPECT_EQ(clock.complete->paused_days, 10);
    EXPECT_EQ(clock.complete->full_on.iso(), "2026-10-04");
    EXPECT_TRUE(clock.standing_still);
    EXPECT_EQ(clock.demand_from.iso(), "2026-09-02") << "the law deducts nothing";
    EXPECT_EQ(clock.pauses.back().why, "Offert");
}

TEST(CaseClock, StandsWhenTheCaseIsDecided) {
    auto subject = open_case("2026-03-02");
    subject.stage = "decided";
    subject.decided_on = day("2026-05-02");
    const auto clock = case_clock(subject, {}, {}, law, day("2027-05-02"));
    EXPECT_EQ(clock.received.days, 61);
    EXPECT_EQ(clock.months, 2);
    EXPECT_FALSE(clock.may_demand);
    EXPECT_FALSE(clock.standing_still);
}

TEST(CaseClock, GivesFourWeeksFromTheDemand) {
    const auto clock = case_clock(open_case("2026-01-02"), {mark("decision_demanded", "2026-09-03")}, {}, law, day("2026-09-04"));
    EXPECT_EQ(clock.demanded_on->iso(), "2026-09-03");
    EXPECT_EQ(clock.answer_by->iso(), "2026-10-01");
    EXPECT_FALSE(clock.may_demand) << "once";
    const auto christmas = case_clock(open_case("2026-01-02"), {mark("decision_demanded", "2026-11-26")}, {}, law, day("2026-11-27"));
    EXPECT_EQ(christmas.answer_by->iso(), "2026-12-28") << "1930:173 2 §";
}

std::string codes(const CaseMark& made, const Case& subject, const std::vector<CaseMark>& holding, const std::string& today) {
    std::string said;
    for (const auto& problem : check_mark(made, subject, holding, {6}, day(today))) said += problem.field + ":" + problem.code + " ";
    return said;
}

TEST(CaseMark, IsRefusedWithWhatIsWrong) {
    const auto subject = open_case("2026-03-02");
    EXPECT_EQ(codes(mark("complete", "2026-03-10"), subject, {}, "2026-03-10"), "");
    EXPECT_EQ(codes(mark("crowned", "2026-03-10"), subject, {}, "2026-03-10"), "mark:choice.unknown ");
    EXPECT_EQ(codes(mark("complete", "2026-03-11"), subject, {}, "2026-03-10"), "marked_on:case.mark.later ");
    EXPECT_EQ(codes(mark("complete", "2026-03-01"), subject, {}, "2026-03-10"), "marked_on:case.mark.before_received ");
    EXPECT_EQ(codes(mark("followed_up", "2026-03-10"), subject, {}, "2026-03-10"), "mark:case.mark.not_now ");
    EXPECT_EQ(codes(mark("decision_demanded", "2026-09-01"), subject, {}, "2026-09-10"), "marked_on:case.mark.demand_early ");
    EXPECT_EQ(codes(mark("decision_demanded", "2026-09-02"), subject, {}, "2026-09-10"), "");
    const std::vector<CaseMark> demanded{mark("decision_demanded", "2026-09-02")};
    EXPECT_EQ(codes(mark("decision_demanded", "2026-09-05"), subject, demanded, "2026-09-10"), "mark:case.mark.demand_once ");
    EXPECT_EQ(codes(mark("demand_answered", "2026-09-05"), subject, {}, "2026-09-10"), "mark:case.mark.no_demand ");
    EXPECT_EQ(codes(mark("demand_answered", "2026-09-01"), subject, demanded, "2026-09-10"), "marked_on:case.mark.before_demand ");
    EXPECT_EQ(codes({"complete", 0, std::nullopt, "", ""}, subject, {}, "2026-03-10"), "") << "taken back";
    auto granted = subject;
    granted.stage = "decided";
    EXPECT_EQ(codes(mark("followed_up", "2026-09-05"), granted, {}, "2026-09-10"), "mark:case.mark.not_now ") << "nothing was granted";
    granted.granted = Money::kronor(1000);
    EXPECT_EQ(codes(mark("followed_up", "2026-09-05"), granted, {}, "2026-09-10"), "");
    EXPECT_EQ(codes(mark("sgei_checked", "2026-09-05"), granted, {}, "2026-09-10"), "mark:case.mark.not_now ") << "another form";
    EXPECT_EQ(codes(mark("complete", "2026-09-05"), granted, {}, "2026-09-10"), "mark:case.mark.not_now ");
}

}  // namespace
}  // namespace bygd
