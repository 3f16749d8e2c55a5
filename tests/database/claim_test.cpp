// Claims row by row through real actions: what the control finds and who answers for it, questions that become a supplement,
// tables read into the form, advances settled by what is shown after them, and the last claim with its report.
#include <gtest/gtest.h>

#include <sstream>

#include "aid/parameter_change_actions.hpp"
#include "base/base64.hpp"
#include "cases/diary_store.hpp"
#include "documents/child_process.hpp"
#include "payouts/claim_finding_store.hpp"
#include "payouts/claim_store.hpp"
#include "providers/organisation_store.hpp"
#include "tests/database/case_site.hpp"
#include "tests/refusal.hpp"

namespace bygd {
namespace {

using namespace testing_case_site;
using Fields = std::map<std::string, std::string, std::less<>>;

struct ClaimOffice : CaseSite {
    std::string granted() {
        const auto number = under_decision("investment_support");
        take("david", number, "approve");
        take("anna", number, "dispatch");
        return number;
    }
    Fields row(int n, const std::string& net, const std::string& invoice, Fields changed = {}) const {
        const auto prefix = "row_" + std::to_string(n) + "_";
        const auto day = clock.today().iso();
        Fields fields{{prefix + "cost_line", "premises"}, {prefix + "supplier", "Dala Kyl AB"}, {prefix + "invoice_number", invoice},
                      {prefix + "invoice_on", day}, {prefix + "paid_on", day}, {prefix + "net", net}};
        for (const auto& [name, value] : changed) fields[prefix + name] = value;
        return fields;
    }
    void pay(const std::string& number) {
        take("eva", number, "attest", {}, "", "claim");
        take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    }
    Claim claim_now(const std::string& number) {
        return services().database.read([&](Transaction& tx) { return claims_of(tx, now(number).id).back(); });
    }
    // "row: !code (kept); code" of the newest claim, as the API tells it.
    std::string told(Visitor& visitor, const std::string& number) {
        const auto [status, body] = visitor.api("/api/v1" + case_url(now(number)) + "/claims");
        if (status != 200) return std::to_string(status);
        std::string text;
        for (const auto& row : body.at("claims").back().at("rows")) {
            text += (text.empty() ? "" : " | ") + std::to_string(row.at("row").get<int>()) + ":";
            for (const auto& found : row.at("findings")) {
                const auto code = found.at("code").get<std::string>();
                if (code == "proof_missing" || code == "payment_proof_missing") continue;
                const auto said = found.at("acknowledged").get<std::string>();
                text += std::string(" ") + (found.at("weight") == "serious" ? "!" : "") + code + (said.empty() ? "" : " (" + said + ")");
            }
        }
        return text;
    }
    std::map<std::string, std::string> last_facts(const std::string& number, const std::string& action) {
        return services().database.read([&](Transaction& tx) {
            std::map<std::string, std::string> facts;
            for (const auto& event : events_of(tx, now(number).id)) {
                if (event.action == action) facts = json::parse(event.data).get<std::map<std::string, std::string>>();
            }
            return facts;
        });
    }
};

Fields joined_fields(Fields a, const Fields& b) {
    a.insert(b.begin(), b.end());
    return a;
}

TEST(Claims, SeriousFindingsAreAnsweredForBeforeARowIsApproved) {
    ClaimOffice office;
    Visitor anna(office, "anna");
    const auto other = office.granted(), number = office.granted();
    office.take("anna", other, "register_claim", office.row(1, "1000", "0017"));
    const auto own = office.services().database.read([&](Transaction& tx) { return find_organisation(tx, office.now(number).organisation)->number; });
    auto fields = office.row(1, "40000", "17");
    fields = joined_fields(fields, office.row(2, "10000", "18", {{"invoice_on", "2026-03-01"}}));
    fields = joined_fields(fields, office.row(3, "5000", "19", {{"supplier", "Bolaget"}, {"supplier_number", own}}));
    fields = joined_fields(fields, office.row(4, "200000", "20"));
    office.take("anna", number, "register_claim", fields);
    EXPECT_EQ(office.told(anna, number), "1: !invoice_in_other_case | 2: !before_application | 3: !related_party | 4: over_line");

    const Fields approved{{"approved_1", "40000"}, {"approved_2", "0"}, {"reason_2", "Före ansökan."}, {"approved_3", "5000"}, {"approved_4", "100000"},
                          {"reason_4", "Resten ryms inte."}};
    EXPECT_EQ(refusal([&] { office.take("anna", number, "approve_claim", approved, "", "claim"); }),
              "invalid known_1_invoice_in_other_case=claim.finding_reason known_3_related_party=claim.finding_reason");
    EXPECT_EQ(office.claim_now(number).state, "in_review");
    auto answered = approved;
    answered["known_1_invoice_in_other_case"] = "Fakturan är delad mellan butikerna.";
    answered["known_3_related_party"] = "Marknadspris, tre offerter.";
    office.take("anna", number, "approve_claim", answered, "", "claim");
    EXPECT_EQ(office.told(anna, number), "1: !invoice_in_other_case (Fakturan är delad mellan butikerna.) | 2: !before_application |"
                                         " 3: !related_party (Marknadspris, tre offerter.) | 4:");
    EXPECT_EQ(office.last_facts(number, "approve_claim").at("serious_findings"), "3");
    EXPECT_EQ(office.claim_now(number).payable, Money::kronor(72'500));
    EXPECT_EQ(office.faults(), std::vector<std::string>());

    // As somebody with the owner's account could: the walk through the house sees it.
    office.server.owner().transact([&](Transaction& tx) { tx.execute("UPDATE claim_finding SET acknowledged = '' WHERE code = 'related_party'"); });
    EXPECT_EQ(office.faults(), (std::vector<std::string>{"claims: " + number + " claim 1 row 3 is approved over a finding nobody has answered for"}));
}

TEST(Claims, OfOneCaseKnowTheInvoicesOfEarlierOnesAndCountTheLineTogether) {
    ClaimOffice office;
    Visitor anna(office, "anna");
    const auto number = office.granted();
    office.take("anna", number, "register_claim", office.row(1, "150000", "17"));
    office.take("anna", number, "approve_claim", {{"approved_1", "150000"}}, "", "claim");
    EXPECT_EQ(office.claim_now(number).payable, Money::kronor(75'000));
    office.pay(number);
    office.take("anna", number, "register_claim", joined_fields(office.row(1, "150000", " 017"), office.row(2, "90000", "18")));
    EXPECT_EQ(office.told(anna, number), "1: !invoice_in_earlier_claim over_line | 2: over_line");
    const auto page = anna.get("/cases/" + case_url(office.now(number)).substr(7) + "/actions/approve_claim?proceeding=2");
    EXPECT_TRUE(has(page, "redovisad i utbetalning 1")) << page.status;
    EXPECT_TRUE(has(page, "(2024:1243 9\u00a0§)"));
    EXPECT_TRUE(has(page, "Godtaget i beslutet"));
    office.take("anna", number, "approve_claim", {{"approved_1", "0"}, {"reason_1", "Redan redovisad."}, {"approved_2", "90000"}}, "", "claim");
    const auto claim = office.claim_now(number);
    EXPECT_EQ(claim.payable, Money::kronor(25'000)) << "no more than the grant, and the line is 201 000";
    const auto kept = json::parse(claim.calculation);
    EXPECT_EQ(kept.at("lines").at(0).at("before"), "150000.00");
    EXPECT_EQ(kept.at("lines").at(0).at("counted"), "201000.00");
    EXPECT_EQ(office.faults(), std::vector<std::string>());
}

TEST(Claims, AskAboutRowsAndKeepTheReviewMeanwhile) {
    ClaimOffice office;
    Visitor anna(office, "anna");
    const auto number = office.granted();
    office.take("anna", number, "register_claim", joined_fields(office.row(1, "1000", "17"), office.row(2, "2000", "18")));
    const Fields asking{{"approved_1", "1000"}, {"approved_2", ""}, {"question_2", "Vad är posten Övrigt?"}};
    EXPECT_EQ(refusal([&] { office.take("anna", number, "approve_claim", asking, "", "claim"); }),
              "invalid approved_2=amount.empty question_2=claim.question_open");
    EXPECT_EQ(refusal([&] { office.take("eva", number, "save_claim_review", asking, "", "claim"); }), "forbidden workflow.not_your_role");
    // By the button of the form in which the claim is approved.
    const auto form = case_url(office.now(number)) + "/actions/approve_claim?proceeding=1";
    anna.get(form);
    Pairs typed{{"action", "approve_claim"}, {"instead", "save_claim_review"}, {"proceeding", "1"}, {"version", std::to_string(office.now(number).version)}};
    typed.insert(typed.end(), asking.begin(), asking.end());
    EXPECT_EQ(location(anna.post(case_url(office.now(number)) + "/actions", "action", typed)).substr(0, 3), "303");
    EXPECT_EQ(office.last_facts(number, "save_claim_review").at("rows_asked"), "1");
    const auto url = case_url(office.now(number)) + "/actions/";
    const auto page = anna.get(url + "request_supplement?proceeding=1");
    EXPECT_TRUE(has(page, "Rad 2, Dala Kyl AB, faktura 18: Vad är posten Övrigt?")) << page.status;
    EXPECT_TRUE(has(anna.get(url + "approve_claim?proceeding=1"), "Vad är posten Övrigt?"));
    office.take("anna", number, "request_supplement", {{"question", "Rad 2: Vad är posten Övrigt?"}, {"due_on", office.clock.today().plus_days(14).iso()},
                {"consequence", "Raden godkänns inte."}}, "", "claim");
    EXPECT_EQ(office.beside(number, "claim").state, "awaiting_supplement");
    EXPECT_EQ(refusal([&] { office.take("anna", number, "save_claim_review", {}, "", "claim"); }), "conflict workflow.not_from_here");
}

TEST(Claims, InKindAndVatAreCountedAsTheyAre) {
    ClaimOffice office;
    const auto number = office.granted();
    auto fields = joined_fields(office.row(1, "1000", "17", {{"vat", "250"}}), office.row(2, "400", "", {{"kind", "in_kind"}, {"supplier", "Byalaget"}}));
    EXPECT_EQ(refusal([&] { office.take("anna", number, "register_claim", fields); }), "invalid in_kind_financing=claim.in_kind_unmatched");
    fields["in_kind_financing"] = "400";
    office.take("anna", number, "register_claim", fields);
    const auto claim = office.claim_now(number);
    EXPECT_EQ(claim.claimed.plain() + " " + claim.in_kind.plain(), "1400.00 400.00") << "VAT may be deducted as far as anybody has said";
    EXPECT_EQ(office.faults(), std::vector<std::string>());
}

// --- the last claim, and advances -----------------------------------------------------------------------------------

TEST(Claims, TheLastOneWaitsForTheFinalReport) {
    ClaimOffice office;
    const auto number = office.granted();
    auto fields = office.row(1, "80000", "17");
    fields["final"] = "1";
    office.take("anna", number, "register_claim", fields);
    EXPECT_EQ(refusal([&] { office.take("anna", number, "approve_claim", {{"approved_1", "80000"}}, "", "claim"); }),
              "invalid documents=claim.final_report_missing");
    office.file(number, "final_report");
    office.take("anna", number, "approve_claim", {{"approved_1", "80000"}}, "", "claim");
    EXPECT_EQ(office.beside(number, "claim").state, "approved");
}

TEST(Claims, SettleAnAdvanceBeforeAnythingMoreIsPaid) {
    ClaimOffice office;
    EXPECT_EQ(refusal([&] { office.take("anna", office.granted(), "register_claim", {{"advance_amount", "1000"}}); }),
              "invalid advance_amount=claim.no_advance") << "32 § 2 knows no advance";
    office.add_person("karin", Role::administrator);
    office.add_person("kurt", Role::administrator);
    const auto change = prepare_parameter_change(office.services(), office.people.at("karin"),
                                                 {"investment_advance_share", "30", office.clock.today().plus_days(1).iso(), "", "RUN § 1", "regional riktlinje", ""});
    confirm_parameter_change(office.services(), office.people.at("kurt"), change.id, change.version);
    office.house.follow_changes_now();
    office.clock.set(office.clock.now() + std::chrono::hours(24));

    const auto number = office.granted();
    EXPECT_EQ(refusal([&] { office.take("anna", number, "register_claim", {{"advance_amount", "30000,01"}}); }),
              "invalid advance_amount=claim.over_advance");
    office.take("anna", number, "register_claim", {{"advance_amount", "30000"}});
    office.take("anna", number, "approve_claim", {}, "", "claim");
    office.pay(number);
    EXPECT_EQ(office.now(number).paid, Money::kronor(30'000));
    EXPECT_EQ(refusal([&] { office.take("anna", number, "register_claim", {{"advance_amount", "1"}}); }), "invalid advance_amount=claim.no_advance");

    office.take("anna", number, "register_claim", office.row(1, "40000", "17"));
    EXPECT_EQ(refusal([&] { office.take("anna", number, "approve_claim", {{"approved_1", "40000"}}, "", "claim"); }), "invalid claim.nothing_payable");
    office.take("anna", number, "settle_claim", {{"approved_1", "40000"}}, "", "claim");
    EXPECT_EQ(office.beside(number, "claim").state + " " + office.claim_now(number).state, "settled paid");
    EXPECT_EQ(office.last_facts(number, "settle_claim").at("unsettled"), "10000.00");

    EXPECT_EQ(refusal([&] { office.take("anna", number, "close"); }), "invalid claim.advance_unsettled") << "10 000 of it are never shown";
    office.take("anna", number, "register_claim", office.row(1, "60000", "18"));
    EXPECT_EQ(refusal([&] { office.take("anna", number, "settle_claim", {{"approved_1", "60000"}}, "", "claim"); }), "invalid claim.something_payable");
    office.take("anna", number, "approve_claim", {{"approved_1", "60000"}}, "", "claim");
    office.pay(number);
    EXPECT_EQ(office.now(number).paid, Money::kronor(50'000)) << "half of 100 000, the advance among it";
    office.take("anna", number, "close");
    EXPECT_EQ(office.now(number).released, Money::kronor(50'000));
    EXPECT_EQ(office.faults(), std::vector<std::string>());
}

// --- tables ---------------------------------------------------------------------------------------------------------

const std::string heading = "Leverantör;Fakturanummer;Kostnadsslag;Fakturadatum;Betaldatum;Belopp utan moms;Moms\r\n";
const std::string good = "Dala Kyl AB;17;Lokaler, inredning och utrustning;2026-03-02;2026-03-02;1 000,50;250\r\n";
const std::string wrong = "Dala Kyl AB;18;Lokaler;2026-13-02;2026-03-02;tusen;\r\n";

Response post_form(ClaimOffice& office, Visitor& visitor, const std::string& number, const std::string& table, Pairs fields) {
    visitor.get(case_url(office.now(number)) + "/actions/register_claim");
    fields.insert(fields.begin(), {{"action", "register_claim"}, {"version", std::to_string(office.now(number).version)}});
    return visitor.post_file(case_url(office.now(number)) + "/actions", "action", fields, "rows_file", "utgifter.csv", table);
}

TEST(Claims, AreFilledInFromATableOrToldWhatIsWrongInEachCell) {
    ClaimOffice office;
    Visitor anna(office, "anna");
    const auto number = office.granted();
    office.declare("anna", number);
    const auto faulty = post_form(office, anna, number, heading + good + wrong, {{"change_rows", "read_file"}});
    EXPECT_EQ(faulty.status, 422);
    EXPECT_TRUE(has(faulty, "Rad 3, kolumn Kostnadsslag (C3), ”Lokaler”: Välj kostnadsslag.")) << faulty.body;
    EXPECT_TRUE(has(faulty, "Rad 3, kolumn Fakturadatum (D3), ”2026-13-02”"));
    EXPECT_TRUE(has(faulty, "Rad 3, kolumn Belopp utan moms (F3), ”tusen”"));
    EXPECT_FALSE(has(faulty, "value=\"1 000,50\"")) << "nothing is taken in of a faulty table";
    const auto shown = post_form(office, anna, number, heading + good, {{"change_rows", "read_file"}});
    EXPECT_EQ(shown.status, 200);
    EXPECT_TRUE(has(shown, "value=\"1 000,50\""));
    EXPECT_EQ(post_form(office, anna, number, heading + good + wrong, {}).status, 422) << "nor registered straight from it";
    EXPECT_TRUE(office.services().database.read([&](Transaction& tx) { return claims_of(tx, office.now(number).id); }).empty());
    EXPECT_EQ(location(post_form(office, anna, number, heading + good + wrong, {{"skip_faulty", "1"}})).substr(0, 3), "303");
    EXPECT_EQ(office.claim_now(number).claimed.plain(), "1000.50");
    EXPECT_EQ(office.last_facts(number, "register_claim").at("rows_left_out"), "1");
}

TEST(Claims, TemplateIsReadBackAndTheApiJudgesTables) {
    ClaimOffice office;
    office.add_person("karin", Role::administrator);
    Visitor anna(office, "anna"), karin(office, "karin");
    const auto number = office.granted();
    const auto url = case_url(office.now(number));
    EXPECT_EQ(anna.get(url + "/claim-rows.csv").body.substr(3, 20), "Slag;Kostnadsslag;Le");
    const auto book = anna.get(url + "/claim-rows.xlsx");
    EXPECT_EQ(book.body.substr(0, 2), "PK");
    const auto table = office.services().documents.tables.read(book.body);
    EXPECT_EQ(table.headings.size(), 11u);
    EXPECT_EQ(karin.get(url + "/claim-rows.xlsx").status, 404);
    const auto [status, body] = anna.api("/api/v1" + url + "/claim-table", {{"content", base64_encoded(heading + good + wrong)}}, "t1");
    ASSERT_EQ(status, 200) << body.dump();
    EXPECT_EQ(body.at("rows").at(0).at("fields").at("net"), "1 000,50");
    EXPECT_EQ(body.at("faults").at(0).at("cell"), "C3");
    EXPECT_EQ(karin.api("/api/v1" + url + "/claim-table", {{"content", base64_encoded(heading)}}, "t2").first, 404);
    EXPECT_EQ(anna.api("/api/v1" + url + "/claim-table", {{"content", base64_encoded(std::string("x"))}}, "t3").first, 422);
}

}  // namespace
}  // namespace bygd
