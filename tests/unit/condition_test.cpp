// Conditions as duties: how rows are read, what the law demands, and which way a status may go.
#include "decisions/condition.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "decisions/condition_json.hpp"
#include "decisions/letter_text.hpp"

namespace bygd {
namespace {

const ConditionKinds& kinds() {
    static const auto texts = LetterTexts::load(std::string(BYGD_SOURCE_DIR) + "/schemas/letters");
    return texts.conditions();
}

std::string told(const Problems& problems) {
    std::string text;
    for (const auto& problem : problems) {
        text += (text.empty() ? "" : "; ") + problem.field + " " + problem.code;
        for (const auto& value : problem.values) text += " " + value;
    }
    return text;
}

std::vector<ConditionDraft> read(const Typed& typed, Problems& problems) {
    return read_conditions(typed, kinds(), Date(2026, 1, 1), Date(2027, 8, 31), problems);
}

const Typed service{{"condition_1_kind", "assortment"}, {"condition_1_text", "Minst 1 000 artiklar."},
                    {"condition_2_kind", "opening_hours"}, {"condition_2_text", "Öppet 20 timmar i veckan."}};

}  // namespace

TEST(Conditions, AreReadRowByRowAndLineByLine) {
    Problems problems;
    const auto drafts = read({{"condition_1_kind", "final_report"}, {"condition_1_text", " Lämna slutrapport. "},
                              {"condition_1_due_rule", "period_end_1_month"}, {"condition_1_evidence", "rapport"},
                              {"condition_1_owner", "officer"}, {"condition_1_blocks_payment", "1"},
                              {"condition_2_kind", "visit"}, {"condition_2_text", ""},
                              {"condition_4_text", "Visa bygglov."}, {"condition_4_due_on", "2026-05-01"},
                              {"conditions", "Skylt vid entrén.\n\n Räkna besökarna. "}}, problems);
    EXPECT_EQ(told(problems), "");
    ASSERT_EQ(drafts.size(), 4u);
    EXPECT_EQ(drafts[0], (ConditionDraft{"final_report", "Lämna slutrapport.", "period_end_1_month", Date(2027, 9, 30), "rapport",
                                         "officer", true}));
    EXPECT_EQ(drafts[1], (ConditionDraft{"other", "Visa bygglov.", "fixed", Date(2026, 5, 1), "", "recipient", false}));
    EXPECT_EQ(drafts[2].text, "Skylt vid entrén.");
    EXPECT_EQ(drafts[3], (ConditionDraft{"other", "Räkna besökarna.", "none", std::nullopt, "", "recipient", false}));
    EXPECT_EQ(read(typed_of(drafts), problems), drafts);
    EXPECT_EQ(conditions_text(drafts), "Lämna slutrapport.\nVisa bygglov.\nSkylt vid entrén.\nRäkna besökarna.");
}

struct DueRow {
    const char* rule;
    const char* due;   // "" none
};
class Due : public ::testing::TestWithParam<DueRow> {};

TEST_P(Due, follows_from_the_period) {
    Problems problems;
    const auto drafts = read({{"condition_1_text", "x"}, {"condition_1_due_rule", GetParam().rule}}, problems);
    EXPECT_EQ(drafts.at(0).due_on ? drafts.at(0).due_on->iso() : "", GetParam().due);
    EXPECT_EQ(told(problems), "");
}

INSTANTIATE_TEST_SUITE_P(Rules, Due, ::testing::Values(DueRow{"none", ""}, DueRow{"period_start", "2026-01-01"},
    DueRow{"period_end", "2027-08-31"}, DueRow{"period_end_1_month", "2027-09-30"}, DueRow{"period_end_3_months", "2027-11-30"},
    DueRow{"period_end_1_year", "2028-08-31"}, DueRow{"period_end_3_years", "2030-08-31"}, DueRow{"period_end_5_years", "2032-08-31"}),
    [](const auto& row) { return std::string(row.param.rule); });

TEST(Conditions, FallDueOnTheDayThatIsWrittenWhateverRuleIsChosen) {
    for (const auto* rule : {"", "none", "fixed", "period_end"}) {
        Problems problems;
        const auto drafts = read({{"condition_1_text", "x"}, {"condition_1_due_rule", rule}, {"condition_1_due_on", "2026-05-01"}}, problems);
        EXPECT_EQ(drafts.at(0).due_rule + " " + drafts.at(0).due_on->iso(), "fixed 2026-05-01") << rule;
        EXPECT_EQ(told(problems), "");
    }
}

TEST(Conditions, TellEveryFaultAtItsField) {
    Problems problems;
    read_conditions({{"condition_1_text", "x"}, {"condition_1_kind", "wish"}, {"condition_1_due_rule", "period_end"},
                     {"condition_2_text", "x"}, {"condition_2_due_rule", "fixed"}, {"condition_2_due_on", "2026-02-30"},
                     {"condition_2_owner", "nobody"}, {"condition_3_text", "x"}, {"condition_3_due_rule", "some day"},
                     {"condition_4_text", std::string(1001, 'x')}, {"condition_4_evidence", std::string(201, 'x')}},
                    kinds(), std::nullopt, std::nullopt, problems);
    EXPECT_EQ(told(problems),
              "condition_1_kind condition.kind; condition_1_due_rule condition.period_missing; condition_2_due_on"
              " date.no_such_day; condition_2_owner condition.owner; condition_3_due_rule condition.due_rule;"
              " condition_4_text text.too_long 1000; condition_4_evidence text.too_long 200");
}

// 2024:1243 31 §: särskilt driftstöd must be joined with conditions on assortment and opening hours.
TEST(Conditions, OfOperatingSupportAreDemandedByLaw) {
    Problems problems;
    const auto both = read(service, problems);
    const Date day(2026, 3, 2);
    EXPECT_EQ(told(missing_conditions(both, kinds(), "operating_support", day)), "");
    EXPECT_EQ(told(missing_conditions({both[0]}, kinds(), "operating_support", day)), "conditions condition.mandatory Öppettider 31 §");
    EXPECT_EQ(told(missing_conditions({}, kinds(), "operating_support", day)),
              "conditions condition.mandatory Utbud 31 §; conditions condition.mandatory Öppettider 31 §");
    for (const auto* form : {"investment_support", "service_grant", "home_delivery_grant"}) {
        EXPECT_EQ(told(missing_conditions({}, kinds(), form, day)), "");
        EXPECT_FALSE(kinds().standard_of(form, day).empty()) << form;
    }
}

TEST(Conditions, AreFilledWithTheFiguresOfTheCase) {
    const auto drafts = filled(kinds().standard_of("operating_support", Date(2026, 3, 2)), {{"assortment", "600"}, {"opening_hours", "34"}});
    ASSERT_EQ(drafts.size(), 2u);
    EXPECT_NE(drafts[0].text.find("minst 600 artiklar"), std::string::npos);
    EXPECT_NE(drafts[1].text.find("minst 34 timmar"), std::string::npos);
    EXPECT_EQ(filled({{"other", "a {unknown} b {"}}, {}).at(0).text, "a  b ");
}

TEST(Conditions, OfAProposalComeBackFromItsJson) {
    Problems problems;
    const auto drafts = read({{"condition_1_text", "\"><script>å"}, {"condition_1_due_rule", "period_end"}, {"condition_1_blocks_payment", "1"},
                              {"condition_2_text", "två"}}, problems);
    EXPECT_EQ(drafts_of_text(drafts_text(drafts)), drafts);
    EXPECT_EQ(conditions_json(drafts).dump(),
              R"([{"blocks_payment":true,"due_on":"2027-08-31","evidence":"","kind":"other","owner":"recipient","text":"\"><script>å"},)"
              R"({"blocks_payment":false,"due_on":null,"evidence":"","kind":"other","owner":"recipient","text":"två"}])");
}

TEST(Conditions, AreAddedAndRemovedRowByRow) {
    const Typed typed{{"condition_rows", "3"}, {"condition_1_text", "ett"}, {"condition_2_text", "två"}, {"condition_2_blocks_payment", "1"},
                      {"condition_3_text", "tre"}, {"reasons", "skäl"}};
    const auto changed = [&](const std::string& how) {
        auto with = typed;
        with["change_rows"] = how;
        return with_rows_changed(std::move(with));
    };
    auto added = typed;
    added["condition_rows"] = "4";
    EXPECT_EQ(changed("add"), added);
    EXPECT_EQ(changed("remove_2"), (Typed{{"condition_rows", "2"}, {"condition_1_text", "ett"}, {"condition_2_text", "tre"}, {"reasons", "skäl"}}));
    EXPECT_EQ(changed("remove_9"), typed);
    EXPECT_EQ(changed("remove_x"), typed);
    EXPECT_EQ(with_rows_changed({{"condition_rows", "100000"}, {"change_rows", "add"}}), (Typed{{"condition_rows", "60"}}));
}

struct BlockRow {
    const char* status;
    bool blocks_payment;
    const char* due;       // "" none
    bool blocks;           // on 2026-05-01
};
class Blocking : public ::testing::TestWithParam<BlockRow> {};

TEST_P(Blocking, holds_until_it_is_met) {
    const auto& row = GetParam();
    Condition condition;
    condition.status = row.status;
    condition.duty.blocks_payment = row.blocks_payment;
    if (*row.due) condition.duty.due_on = Date::parse(row.due);
    EXPECT_EQ(condition.blocks(Date(2026, 5, 1)), row.blocks);
}

INSTANTIATE_TEST_SUITE_P(Payment, Blocking, ::testing::Values(
    BlockRow{"open", true, "", true}, BlockRow{"open", true, "2026-05-01", true}, BlockRow{"open", true, "2026-04-30", true},
    BlockRow{"open", true, "2026-05-02", false}, BlockRow{"breached", true, "2027-01-01", true}, BlockRow{"met", true, "", false},
    BlockRow{"waived", true, "", false}, BlockRow{"replaced", true, "", false}, BlockRow{"open", false, "", false},
    BlockRow{"breached", false, "", false}));

// A later decision says all that is demanded from then on; what is the same keeps how it went.
TEST(Conditions, OfALaterDecisionCarryOnHowTheSameOnesWent) {
    const auto before = [](const char* text, const char* status, Date due) {
        Condition condition;
        condition.id = Id<Condition>(std::string(text).front());
        condition.duty = {"report", text, "fixed", due, "", "recipient", false};
        condition.status = status;
        condition.note = std::string("om ") + text;
        return condition;
    };
    const Date day(2026, 6, 30), later(2026, 12, 31);
    const std::vector<Condition> earlier{before("a", "met", day), before("b", "breached", day), before("c", "breached", day),
                                         before("d", "open", day), before("e", "replaced", day)};
    const auto now = [&](const char* text, Date due) { return ConditionDraft{"report", text, "fixed", due, "", "recipient", true}; };
    const auto made = carried_over({now("a", later), now("b", later), now("c", day), now("d", later), now("e", day), now("f", day), now("a", day)}, earlier);
    std::string told;
    for (const auto& one : made) {
        told += one.duty.text + " " + one.status + " " + one.note + " " + (one.carried_from ? std::to_string(one.carried_from->value()) : "new") + "; ";
    }
    EXPECT_EQ(told, "a met om a 97; b open  98; c breached om c 99; d open om d 100; e open  new; f open  new; a open  new; ");
    EXPECT_EQ(made[1].duty.due_on, later);
    EXPECT_EQ(made.back().sequence, 7);
}

TEST(Conditions, AreTheSameHoweverTheirDaysWereWritten) {
    ConditionDraft one{"report", "x", "period_end", Date(2026, 12, 31), "", "recipient", false};
    auto other = one;
    other.due_rule = "fixed";
    EXPECT_TRUE(same_duties({one}, {other}));
    other.due_on = Date(2026, 12, 30);
    EXPECT_FALSE(same_duties({one}, {other}));
    EXPECT_FALSE(same_duties({one}, {}));
}

struct SettleRow {
    const char* kind;
    const char* from;
    const char* to;
    const char* note;
    bool document;
    const char* problem;   // "" none
};
class Settling : public ::testing::TestWithParam<SettleRow> {};

TEST_P(Settling, goes_only_where_it_may) {
    const auto& row = GetParam();
    Condition condition;
    condition.duty.kind = row.kind;
    condition.status = row.from;
    EXPECT_EQ(told(check_settling(condition, kinds(), row.to, row.note, row.document)), row.problem);
}

INSTANTIATE_TEST_SUITE_P(Status, Settling, ::testing::Values(
    SettleRow{"report", "open", "met", "Sett på plats.", false, ""}, SettleRow{"report", "open", "met", "", true, ""},
    SettleRow{"report", "open", "met", " ", false, "note condition.note_required"},
    SettleRow{"report", "open", "breached", "", true, "note condition.note_required"},
    SettleRow{"report", "open", "breached", "Ingen rapport.", false, ""}, SettleRow{"report", "open", "waived", "Stängt.", false, ""},
    SettleRow{"report", "open", "waived", "", true, "note condition.note_required"},
    SettleRow{"assortment", "open", "waived", "x", false, "status condition.not_waivable Utbud"},
    SettleRow{"opening_hours", "breached", "waived", "x", false, "status condition.not_waivable Öppettider"},
    SettleRow{"report", "breached", "met", "Kom sent.", false, ""}, SettleRow{"report", "met", "open", "Fel ärende.", false, ""},
    SettleRow{"report", "waived", "open", "", false, "note condition.note_required"},
    SettleRow{"report", "open", "open", "x", false, "status condition.already"},
    SettleRow{"report", "replaced", "met", "x", false, "status condition.replaced"},
    SettleRow{"report", "open", "done", "x", false, "status condition.status"}));

}  // namespace bygd
