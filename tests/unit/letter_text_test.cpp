// The texts of letters: every letter that can be sent is whole, a gap is found when the file is read, and the narrowest
// text that holds on the day is the one that is sent.
#include "aid/parameters.hpp"
#include "decisions/letter_text.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "tests/unit/golden.hpp"

namespace bygd {
namespace {

namespace fs = std::filesystem;

const fs::path texts_folder = fs::path(BYGD_SOURCE_DIR) / "schemas" / "letters";

struct House {
    LetterTexts texts = LetterTexts::load(texts_folder);
    FormSet forms = FormSet::load(fs::path(BYGD_SOURCE_DIR) / "schemas" / "forms");
    Parameters parameters = Parameters::load(fs::path(BYGD_SOURCE_DIR) / "schemas" / "parameters");
    std::vector<std::string> faults(const LetterTexts& some) const { return some.faults(forms.all(), parameters.bases()); }
};
const House& house() {
    static const House made;
    return made;
}

LetterFacts all_facts(const char* document) {
    LetterFacts facts;
    for (const auto& name : certain_facts(document)) facts[name] = "<" + name + ">";
    return facts;
}

std::string whole_text(const std::vector<ComposedBlock>& letter) {
    std::string text;
    for (const auto& block : letter) {
        text += block.heading + "\n";
        for (const auto& passage : block.passages) text += passage.label + passage.text + "\n";
    }
    return text;
}

std::string block_text(const std::vector<ComposedBlock>& letter, const std::string& name) {
    for (const auto& block : letter) {
        if (block.block == name) return whole_text({block});
    }
    return "";
}

std::string decision_text(const LetterKey& key) {
    return whole_text(house().texts.compose("decision", key, all_facts("decision")));
}

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

const char* const forms[] = {"investment_support", "service_grant", "operating_support", "home_delivery_grant"};

// A copy of the texts where one text is replaced by another, to see that the check can fail.
std::string fault_after(const char* file, const std::string& from, const std::string& to) {
    const auto folder = fs::path(testing::TempDir()) / ("letters." + std::to_string(getpid()));
    fs::remove_all(folder);
    fs::copy(texts_folder, folder);
    std::ifstream stream(folder / file);
    std::string text((std::istreambuf_iterator<char>(stream)), {});
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream(folder / file) << text;
    try {
        const auto texts = LetterTexts::load(folder);
        const auto faults = house().faults(texts);
        return faults.empty() ? "none" : faults.front();
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

}  // namespace

TEST(LetterTexts, AreWholeForEveryLetterThatCanBeSent) {
    EXPECT_EQ(house().faults(house().texts), std::vector<std::string>());
    for (const auto* form : forms) {
        for (const auto* basis : {"2024:1243", "2000:284"}) {
            for (const auto& [kind, outcome] : decision_outcomes()) {
                const LetterKey key{basis, form, kind, outcome, Date(2026, 11, 25)};
                const auto text = decision_text(key);
                EXPECT_EQ(text.find('{'), std::string::npos) << basis << form << kind << outcome;
                EXPECT_TRUE(says(text, "<recipient>") || says(text, "Beslut")) << text;
            }
        }
    }
}

// 2024:1243 30 §: a decision on support holds the duty to report and the grounds of repayment; 31 §: the service.
TEST(LetterTexts, SayWhatTheLawWantsOfADecisionOnSupport) {
    for (const auto* form : forms) {
        for (const auto* outcome : {"approved", "partly_approved"}) {
            const auto text = decision_text({"2024:1243", form, "grant", outcome, Date(2026, 3, 2)});
            EXPECT_TRUE(says(text, "(29 §)")) << form;
            for (const auto* paragraph : {"(33 §)", "(40 §)", "(41 §)", "(42 §)", "(43 §)", "(36 §)"}) {
                EXPECT_TRUE(says(text, paragraph)) << form << paragraph;
            }
            EXPECT_EQ(says(text, "(31 §)"), std::string(form) == "operating_support");
            EXPECT_EQ(says(text, "2023/2832"), std::string(form) == "operating_support");
            EXPECT_EQ(says(text, "2023/2831"), std::string(form) == "investment_support" || std::string(form) == "service_grant");
        }
        const auto refusal = decision_text({"2024:1243", form, "grant", "rejected", Date(2026, 3, 2)});
        EXPECT_FALSE(says(refusal, "Villkor")) << form;
        EXPECT_FALSE(says(refusal, "artikel 6)")) << form;
    }
}

// The old law is cited without paragraphs: nobody here has its text as it stood.
TEST(LetterTexts, CiteNoParagraphOfTheOldLaw) {
    for (const auto* form : forms) {
        const auto letter = house().texts.compose("decision", {"2000:284", form, "grant", "approved", Date(2026, 3, 2)},
                                                  all_facts("decision"));
        for (const auto* block : {"law", "payment", "duty_to_report", "repayment", "follow_up"}) {
            const auto text = block_text(letter, block);
            EXPECT_FALSE(text.empty()) << block;
            EXPECT_FALSE(says(text, "§")) << text;
            EXPECT_FALSE(says(text, "2024:1243")) << text;
        }
        EXPECT_TRUE(says(block_text(letter, "law"), "(2000:284)"));
    }
}

struct AppealRow {
    const char* kind;
    const char* outcome;
    bool may;
};

class Appeal : public ::testing::TestWithParam<AppealRow> {};

// domain §1.6: non-payment, recovery and dismissal may be appealed against; the rest may not.
TEST_P(Appeal, is_told_by_kind_and_outcome) {
    const auto& row = GetParam();
    for (const auto* basis : {"2024:1243", "2000:284"}) {
        const LetterKey key{basis, "investment_support", row.kind, row.outcome, Date(2026, 3, 2)};
        EXPECT_EQ(house().texts.appealable(key), row.may) << basis;
        const auto text = block_text(house().texts.compose("decision", key, all_facts("decision")), "appeal");
        EXPECT_EQ(says(text, "inom tre veckor"), row.may) << text;
        EXPECT_EQ(says(text, "får inte överklagas"), !row.may) << text;
    }
}

INSTANTIATE_TEST_SUITE_P(Decisions, Appeal, ::testing::Values(
    AppealRow{"grant", "approved", false}, AppealRow{"grant", "partly_approved", false}, AppealRow{"grant", "rejected", false},
    AppealRow{"grant", "dismissed", true}, AppealRow{"grant", "closed_without_decision", false},
    AppealRow{"change", "approved", false}, AppealRow{"change", "rejected", false}, AppealRow{"change", "dismissed", true},
    AppealRow{"non_payment", "approved", true}, AppealRow{"non_payment", "partly_approved", true},
    AppealRow{"non_payment", "rejected", false}, AppealRow{"recovery", "approved", true},
    AppealRow{"recovery", "partly_approved", true}, AppealRow{"recovery", "closed_without_decision", false},
    AppealRow{"appeal_review", "approved", false}, AppealRow{"appeal_review", "dismissed", true}),
    [](const auto& row) { return std::string(row.param.kind) + "_" + row.param.outcome; });

struct DayRow {
    const char* form;
    Date day;
    const char* regulation;
};

class Regulation : public ::testing::TestWithParam<DayRow> {};

TEST_P(Regulation, is_the_one_of_the_day) {
    const auto& row = GetParam();
    const auto letter = house().texts.compose("decision", {"2000:284", row.form, "grant", "approved", row.day}, all_facts("decision"));
    EXPECT_TRUE(says(block_text(letter, "de_minimis"), row.regulation)) << block_text(letter, "de_minimis");
}

INSTANTIATE_TEST_SUITE_P(Days, Regulation, ::testing::Values(
    DayRow{"investment_support", Date(2023, 12, 31), "nr 1407/2013 av den 18 december 2013"},
    DayRow{"investment_support", Date(2024, 1, 1), "2023/2831 av den 13 december 2023"},
    DayRow{"operating_support", Date(2023, 12, 31), "nr 360/2012 av den 25 april 2012"},
    DayRow{"operating_support", Date(2024, 1, 1), "2023/2832 av den 13 december 2023"}));

TEST(LetterTexts, SayOnlyWhatIsKnown) {
    auto facts = all_facts("decision");
    const LetterKey key{"2024:1243", "service_grant", "grant", "approved", Date(2026, 3, 2)};
    EXPECT_FALSE(says(whole_text(house().texts.compose("decision", key, facts)), "motsvarar"));
    facts["eur"] = "9 090,91";
    facts["rate"] = "11,00";
    facts["rate_on"] = "2 mars 2026";
    EXPECT_TRUE(says(whole_text(house().texts.compose("decision", key, facts)),
                     "Stödet motsvarar 9 090,91 euro. Det är omräknat med kursen 11,00 kronor per euro den 2 mars 2026."));
    facts.erase("recipient");
    EXPECT_THROW(house().texts.compose("decision", key, facts), std::logic_error);
    EXPECT_THROW(house().texts.compose("postcard", key, facts), std::logic_error);
}

TEST(LetterTexts, OfRequestsTellTheConsequenceAndTheDay) {
    const LetterKey key{"2024:1243", "service_grant", "", "", Date(2026, 3, 2)};
    const auto supplement = whole_text(house().texts.compose("supplement", key, all_facts("supplement")));
    EXPECT_TRUE(says(supplement, "avvisas") && says(supplement, "20 § förvaltningslagen") && says(supplement, "<due_on>"));
    const auto opinion = whole_text(house().texts.compose("opinion", key, all_facts("opinion")));
    EXPECT_TRUE(says(opinion, "(28 §") && says(opinion, "<municipality>"));
    EXPECT_TRUE(says(whole_text(house().texts.compose("hearing", key, all_facts("hearing"))), "25 § förvaltningslagen"));
}

// Each of these is a slip of the pen in a file; the server does not start with it, and says where it is.
TEST(LetterTexts, AreRefusedWithTheFileAndTheFault) {
    EXPECT_EQ(fault_after("decision.v1.json", "{sought}", "{wished}"),
              "letters: decision.v1.json decision/decision: unknown placeholder {wished}");
    EXPECT_EQ(fault_after("decision.v1.json", "\"when\": [\"fund\"], ", ""),
              "letters: decision.v1.json decision/terms: {fund} may be empty, and nothing says \"when\"");
    EXPECT_EQ(fault_after("appeal.v1.json", "\"appealable\": false, ", ""),
              "letters: appeal.v1.json decision/appeal: an appeal block says whether the decision may be appealed against");
    EXPECT_EQ(fault_after("de_minimis.v1.json", "\"valid_from\": \"2024-01-01\"", "\"valid_from\": \"2024-02-30\""),
              "letters: de_minimis.v1.json decision/de_minimis: valid_from is no day: 2024-02-30");
    EXPECT_EQ(fault_after("appeal.v1.json", "\"block\": \"appeal\"", "\"block\": \"apeal\""),
              "letters: appeal.v1.json: decision/apeal has no place in any letter");
    EXPECT_EQ(fault_after("requests.v1.json", "\"blocks\": [", "\"blocks\": [[]"), "letters: requests.v1.json: cannot be read as JSON");
    EXPECT_EQ(fault_after("conditions.v1.json", "\"due\": \"period_end\"", "\"due\": \"whenever\""),
              "letters: conditions.v1.json complete_by: unknown due rule whenever");
}

// 30 § makes it mandatory: without the text of one form, the texts are not whole, and the day it ends is found too.
TEST(LetterTexts, ThatLackAMandatoryBlockAreFound) {
    EXPECT_EQ(fault_after("law_2024_1243.v1.json", "{\"block\": \"duty_to_report\", \"basis\": [\"2024:1243\"],",
                          "{\"block\": \"duty_to_report\", \"form\": [\"service_grant\"], \"basis\": [\"2024:1243\"],"),
              "decision lacks duty_to_report (2024:1243 30 §: upplysning om anmälningsskyldigheten enligt 29 §) for 2024:1243"
              " home_delivery_grant change/approved on 2025-01-01");
    EXPECT_EQ(fault_after("de_minimis.v1.json", "\"valid_to\": \"2023-12-31\"", "\"valid_to\": \"2023-12-30\""),
              "decision lacks de_minimis (2024:1243 6-7 §§ och förordningarnas artikel 7.4) for 2000:284 investment_support"
              " change/approved on 2023-12-31");
    EXPECT_EQ(fault_after("de_minimis.v1.json", "\"valid_to\": \"2023-12-31\"", "\"valid_to\": \"2024-01-01\"").substr(0, 66),
              "de_minimis.v1.json and de_minimis.v1.json both claim decision/de_m");
}

// The whole text of one letter of each kind, to be read by a person: a changed word shows in the diff.
TEST(LetterTexts, AreReadAsAWhole) {
    struct Row {
        const char *document, *basis, *form, *kind, *outcome;
    };
    const Row rows[] = {{"decision", "2024:1243", "investment_support", "grant", "partly_approved"},
                        {"decision", "2024:1243", "operating_support", "grant", "approved"},
                        {"decision", "2024:1243", "home_delivery_grant", "grant", "approved"},
                        {"decision", "2000:284", "service_grant", "grant", "approved"},
                        {"decision", "2024:1243", "service_grant", "grant", "rejected"},
                        {"decision", "2024:1243", "service_grant", "grant", "dismissed"},
                        {"decision", "2024:1243", "service_grant", "grant", "closed_without_decision"},
                        {"decision", "2024:1243", "investment_support", "change", "approved"},
                        {"decision", "2024:1243", "investment_support", "non_payment", "approved"},
                        {"decision", "2024:1243", "investment_support", "recovery", "approved"},
                        {"decision", "2024:1243", "investment_support", "appeal_review", "rejected"},
                        {"supplement", "2024:1243", "service_grant", "", ""},
                        {"opinion", "2024:1243", "service_grant", "", ""},
                        {"hearing", "2024:1243", "service_grant", "", ""}};
    std::string text;
    for (const auto& row : rows) {
        auto facts = all_facts(row.document);
        for (const auto& name : possible_facts(row.document)) facts[name] = "<" + name + ">";
        text += std::string("=== ") + row.document + " " + row.basis + " " + row.form + " " + row.kind + " " + row.outcome + "\n";
        const LetterKey key{row.basis, row.form, row.kind, row.outcome, Date(2026, 3, 2)};
        for (const auto& block : house().texts.compose(row.document, key, facts)) {
            text += "\n## " + block.heading + " [" + block.source + "]\n";
            for (const auto& passage : block.passages) {
                text += (passage.item ? "- " : passage.label.empty() ? "" : passage.label + ": ") + passage.text + "\n";
            }
        }
        text += "\n";
    }
    expect_golden("letters.txt", text);
}

}  // namespace bygd
