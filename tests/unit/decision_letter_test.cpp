// The letters as they are composed, with the facts a decision really has: every form, kind, outcome and legal basis on some
// days, as text to be read by a person. A changed word shows in the diff.
#include "decisions/decision_letter.hpp"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "tests/unit/golden.hpp"
#include "web/languages.hpp"

namespace bygd {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

struct House {
    fs::path home = BYGD_SOURCE_DIR;
    LetterTexts texts = LetterTexts::load(home / "schemas" / "letters");
    FormSet forms = FormSet::load(home / "schemas" / "forms");
    Parameters parameters = Parameters::load(home / "schemas" / "parameters");
    Region region = Region::load(home / "schemas" / "reference" / "region.json");
    Languages languages = Languages::load(home / "backend" / "web");

    LetterGround ground(const std::string& form, const std::string& basis) const {
        return {forms.latest(form), parameters, region, languages.sv, "RUN 2026/0042", basis};
    }
};
const House& house() {
    static const House made;
    return made;
}

const char* const forms[] = {"investment_support", "service_grant", "operating_support", "home_delivery_grant"};

json cost(const char* line, const char* description, const char* sought, const char* approved, int share, const char* reason) {
    return {{"line", line}, {"description", description}, {"sought", sought}, {"counted", sought}, {"approved", approved},
            {"share", share}, {"paragraph", "16 § 1"}, {"reason", reason}};
}

json snapshot_of(const std::string& form) {
    json snapshot{{"recipient", {{"name", "Lima Handel AB"}, {"number", "556047-3521"}, {"street", "Bygatan 1"},
                                 {"postal_code", "782 31"}, {"city", "Lima"}}},
                  {"municipality", "Malung-Sälen"}, {"received_on", "2025-11-03"}, {"sought", "200000.00"},
                  {"fund", "Regionala utvecklingsmedel 2026"}, {"preparer", "Anna Åström, handläggare"}};
    if (form == "home_delivery_grant") {
        snapshot["calculation"] = {{"lines", {{{"line", "net_cost"}, {"share", 5000}}}}};
        return snapshot;
    }
    snapshot["outlet"] = {{"name", "Lima Lanthandel"}, {"place", "Lima"}, {"municipality", "2023"}};
    if (form == "investment_support") {
        snapshot["costs"] = {cost("premises", "Kyldisk", "201000.00", "150000.00", 5000, "Den dyrare modellen behövs inte."),
                             cost("added_service", "Drivmedelspump", "100000.00", "100000.00", 8500, "")};
    }
    return snapshot;
}

Decision decision_of(const std::string& kind, const std::string& outcome, Date day) {
    Decision decision;
    decision.kind = kind;
    decision.outcome = outcome;
    decision.amount = decision.approves() ? Money::kronor(150'000) : Money();
    decision.reasons = "Servicen på orten är gles.\nStället är viktigt för bygden.";
    decision.conditions = "Minst 1 000 artiklar.\nÖppet minst 20 timmar i veckan, året om.";
    decision.period_from = Date(2026, 1, 1);
    decision.period_to = Date(2027, 12, 31);
    decision.decided_on = day;
    return decision;
}

AidTold aid() {
    AidTold told;
    told.euro = Money::of_minor(13'636'36, Currency::eur);
    told.rate = "11,0000";
    told.rate_on = Date(2026, 3, 2);
    told.rate_source = "Sveriges riksbank";
    told.register_by = Date(2026, 3, 30);
    return told;
}

json snapshot_for(const std::string& form, const std::string& kind) {
    auto snapshot = snapshot_of(form);
    if (kind == "change") snapshot["calculation"] = {{"granted_before", "120000.00"}};
    if (kind == "non_payment" || kind == "recovery") snapshot["calculation"] = {{"ground", "condition_breached"}};
    return snapshot;
}

LetterSheet sheet_of(const std::string& form, const std::string& basis, const Decision& decision, const json& snapshot) {
    const auto matter = matter_of_decision(house().ground(form, basis), decision, snapshot, "Cecilia Öberg, enhetschef", aid());
    return compose_sheet(house().texts, matter, house().region);
}

std::string text_of(const SheetBlock& block) {
    std::string text = block.heading.empty() ? "" : "## " + block.heading + "\n";
    for (const auto& passage : block.passages) {
        text += (passage.item ? "- " : passage.label.empty() ? "" : passage.label + ": ") + passage.text + "\n";
    }
    for (const auto& paragraph : block.written) text += "> " + paragraph + "\n";
    for (const auto& cost : block.costs) {
        text += "| " + cost.line + ", " + cost.description + " | " + cost.sought.swedish() + " | " + cost.approved.swedish() +
                " | " + percent_text(cost.share) + " | " + cost.reason + "\n";
    }
    for (const auto& condition : block.conditions) {
        text += "* " + condition.text + (condition.due_on ? " Senast " + condition.due_on->iso() : "") +
                (condition.evidence.empty() ? "" : " Visas med: " + condition.evidence) + "\n";
    }
    return text;
}

std::string whole_text(const LetterSheet& sheet) {
    std::string text = sheet.title + "\n";
    for (const auto& block : sheet.blocks) text += text_of(block);
    return text;
}

std::string block_text(const LetterSheet& sheet, const std::string& name) {
    for (const auto& block : sheet.blocks) {
        if (block.block == name) return text_of(block);
    }
    return "";
}

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// Each text once, with a number; each letter as the numbers of its texts. So every letter can be read, and a changed text
// is one change.
class Numbered {
public:
    std::string of(const std::string& text) {
        const auto [at, fresh] = numbers_.emplace(text, numbers_.size() + 1);
        if (fresh) texts_.push_back(text);
        return std::to_string(at->second);
    }
    std::string all() const {
        std::string whole;
        for (std::size_t i = 0; i < texts_.size(); ++i) whole += "\n[" + std::to_string(i + 1) + "]\n" + texts_[i];
        return whole;
    }

private:
    std::map<std::string, std::size_t> numbers_;
    std::vector<std::string> texts_;
};

}  // namespace

TEST(DecisionLetters, OfEveryFormKindOutcomeAndBasis) {
    const std::pair<const char*, Date> days[] = {{"2000:284", Date(2019, 5, 2)},  {"2000:284", Date(2023, 12, 29)},
                                                 {"2000:284", Date(2026, 3, 2)},  {"2024:1243", Date(2025, 2, 3)},
                                                 {"2024:1243", Date(2026, 3, 2)}};
    Numbered texts;
    std::string letters;
    for (const auto& [basis, day] : days) {
        for (const auto* form : forms) {
            for (const auto& [kind, outcome] : decision_outcomes()) {
                const auto sheet = sheet_of(form, basis, decision_of(kind, outcome, day), snapshot_for(form, kind));
                letters += std::string(basis) + " " + day.iso() + " " + form + " " + kind + "/" + outcome + ":";
                letters += " " + texts.of("# " + sheet.title + "\n");
                for (const auto& block : sheet.blocks) letters += " " + texts.of(text_of(block));
                letters += "\n";
            }
        }
    }
    expect_golden("decision_letters.txt", letters + texts.all());
}

TEST(DecisionLetters, SayWhoItIsToAndWhen) {
    const auto sheet = sheet_of("service_grant", "2024:1243", decision_of("grant", "approved", Date(2026, 3, 2)), snapshot_of("service_grant"));
    EXPECT_EQ(sheet.title, "Beslut om servicebidrag");
    EXPECT_EQ(sheet.region, "Region Dalarna");
    EXPECT_EQ(sheet.diary_number, "RUN 2026/0042");
    EXPECT_EQ(sheet.to.name, "Lima Handel AB");
    EXPECT_EQ(sheet.to.city, "Lima");
    EXPECT_TRUE(says(block_text(sheet, "decided_by"), "Beslutet har fattats av Cecilia Öberg, enhetschef."));
    EXPECT_TRUE(says(block_text(sheet, "decided_by"), "Föredragande har varit Anna Åström, handläggare."));
    EXPECT_TRUE(says(block_text(sheet, "terms"), "Gäller till och med: 31 december 2027")) << block_text(sheet, "terms");
    EXPECT_EQ(sheet.sources.front(), "title v1");
    EXPECT_EQ(sheet.sources.size(), sheet.blocks.size() + 1);
    EXPECT_FALSE(sheet.draft);
}

// FL 32 §: the reason of each cost that is not approved whole stands at its line.
TEST(DecisionLetters, TellEachCostWithItsReason) {
    const auto decision = decision_of("grant", "partly_approved", Date(2026, 3, 2));
    auto text = block_text(sheet_of("investment_support", "2024:1243", decision, snapshot_of("investment_support")), "costs");
    EXPECT_TRUE(says(text, "Lokaler, inredning och utrustning, Kyldisk | 201\u00a0000\u00a0kr | 150\u00a0000\u00a0kr | 50\u00a0% | Den dyrare")) << text;
    EXPECT_TRUE(says(text, "Drivmedelspump | 100\u00a0000\u00a0kr | 100\u00a0000\u00a0kr | 85\u00a0% | \n")) << text;
    const auto terms = block_text(sheet_of("investment_support", "2024:1243", decision, snapshot_of("investment_support")), "terms");
    EXPECT_TRUE(says(terms, "50–85\u00a0%")) << terms;
    // Of a decision from before costs were kept: as its calculation counted them.
    auto older = snapshot_of("investment_support");
    older.erase("costs");
    older["calculation"] = {{"lines", {{{"line", "premises"}, {"description", "Kyl"}, {"amount", "80000.00"}, {"share", 5000},
                                        {"aid", "40000.00"}, {"paragraph", "16 § 1"}}}}};
    text = block_text(sheet_of("investment_support", "2024:1243", decision, older), "costs");
    EXPECT_TRUE(says(text, "Kyl | 80\u00a0000\u00a0kr | 80\u00a0000\u00a0kr | 50\u00a0% | \n")) << text;
    EXPECT_EQ(block_text(sheet_of("service_grant", "2024:1243", decision, snapshot_of("service_grant")), "costs"), "");
}

// Duties where the decision has them, the lines of its text where it has not; no heading over nothing.
TEST(DecisionLetters, TellConditionsWithDayAndProof) {
    auto decision = decision_of("grant", "approved", Date(2026, 3, 2));
    auto snapshot = snapshot_of("service_grant");
    EXPECT_TRUE(says(block_text(sheet_of("service_grant", "2024:1243", decision, snapshot), "conditions"), "* Minst 1 000 artiklar.\n* Öppet"));
    snapshot["conditions"] = {{{"kind", "report"}, {"text", "Redovisa hur bidraget har använts."}, {"due_on", "2028-01-31"},
                               {"evidence", "redovisning"}, {"owner", "recipient"}, {"blocks_payment", true}},
                              {{"kind", "other"}, {"text", "Skylta om stödet."}, {"due_on", nullptr}, {"evidence", ""}}};
    const auto text = block_text(sheet_of("service_grant", "2024:1243", decision, snapshot), "conditions");
    EXPECT_TRUE(says(text, "* Redovisa hur bidraget har använts. Senast 2028-01-31 Visas med: redovisning\n* Skylta om stödet.\n")) << text;
    snapshot["conditions"] = json::array();
    EXPECT_TRUE(says(block_text(sheet_of("service_grant", "2024:1243", decision, snapshot), "conditions"), "* Minst 1 000 artiklar.\n"));
    decision.conditions = " \n";
    EXPECT_EQ(block_text(sheet_of("service_grant", "2024:1243", decision, snapshot), "conditions"), "");
}

// 41 §: interest from the day one month after the decision; the day before is the last to pay without.
TEST(DecisionLetters, OfRecoveryTellTheLastDay) {
    EXPECT_EQ(pay_by(Date(2026, 3, 2)), Date(2026, 4, 1));
    EXPECT_EQ(pay_by(Date(2026, 1, 31)), Date(2026, 2, 27));
    const auto text = whole_text(sheet_of("investment_support", "2024:1243", decision_of("recovery", "approved", Date(2026, 3, 2)),
                                          snapshot_for("investment_support", "recovery")));
    EXPECT_TRUE(says(text, "Beloppet ska vara betalt senast den 1 april 2026.")) << text;
    EXPECT_TRUE(says(text, "Grunden är att ett villkor för stödet inte har följts.")) << text;
    EXPECT_TRUE(says(text, "Ni kan överklaga beslutet till Förvaltningsrätten i Falun")) << text;
    EXPECT_TRUE(says(text, "Skicka överklagandet till Region Dalarna, Box 712, 791 29 Falun.")) << text;
    EXPECT_FALSE(says(text, "beviljar")) << text;
}

TEST(DecisionLetters, OfAChangeTellWhatItWasBefore) {
    const auto decision = decision_of("change", "approved", Date(2026, 3, 2));
    EXPECT_TRUE(says(whole_text(sheet_of("service_grant", "2024:1243", decision, snapshot_for("service_grant", "change"))),
                     "är stödet högst 150\u00a0000\u00a0kr.\nFöre ändringen var det högst 120\u00a0000\u00a0kr."));
    auto same = snapshot_of("service_grant");
    same["calculation"] = {{"granted_before", "150000.00"}};
    EXPECT_FALSE(says(whole_text(sheet_of("service_grant", "2024:1243", decision, same)), "Före ändringen"));
}

TEST(DecisionLetters, OfSeveralDecisionsTellTheSumOfAidWithoutARate) {
    AidTold several;
    several.total = Money::of_minor(20'000'00, Currency::eur);
    const auto decision = decision_of("change", "approved", Date(2026, 3, 2));
    const auto matter = matter_of_decision(house().ground("service_grant", "2024:1243"), decision,
                                           snapshot_for("service_grant", "change"), "Cecilia Öberg", several);
    const auto text = block_text(compose_sheet(house().texts, matter, house().region), "de_minimis");
    EXPECT_TRUE(says(text, "sammanlagt 20\u00a0000 euro")) << text;
    EXPECT_FALSE(says(text, "kronor per euro")) << text;
}

TEST(RequestLetters, AskTellTheDayAndTheConsequence) {
    CaseRequest request;
    request.kind = "supplement";
    request.recipient = "Lima Handel AB";
    request.question = "Ansökan behöver kompletteras med:\n\nÅrsredovisning.";
    request.consequence = "Utan årsredovisning kan vi inte pröva ansökan.";
    request.sent_on = Date(2026, 3, 2);
    request.due_on = Date(2026, 3, 16);
    RequestFacts known{"Lima Handel AB", "Malung-Sälen", "Lima Lanthandel, Lima", "Anna Åström, anna@example.org", Date(2026, 2, 20),
                       {"Lima Handel AB", "556047-3521", "Bygatan 1", "782 31", "Lima"}};
    std::string text;
    for (const auto* kind : {"supplement", "opinion", "hearing"}) {
        request.kind = kind;
        if (request.kind == "opinion") known.to = {"Malung-Sälens kommun", "", "", "", ""};
        for (const auto* form : forms) {
            if (request.kind == "supplement" && std::string(form) != "service_grant") continue;
            const auto matter = matter_of_request(house().ground(form, "2024:1243"), request, known);
            text += "=== " + std::string(kind) + " " + form + "\n" + whole_text(compose_sheet(house().texts, matter, house().region));
        }
    }
    expect_golden("request_letters.txt", text);
}

}  // namespace bygd
