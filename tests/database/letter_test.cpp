// Letters made by what people do: each decision and each request gets the letter of its kind, filed with the case, and a
// preview leaves nothing behind. Letters here are HTML; the last tests make the PDF and read it as others would.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>

#include "base/text.hpp"
#include "cases/case_request_store.hpp"
#include "cases/diary_store.hpp"
#include "decisions/batch_actions.hpp"
#include "decisions/condition_actions.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/letter_actions.hpp"
#include "decisions/letter_store.hpp"
#include "documents/child_process.hpp"
#include "documents/document_store.hpp"
#include "tests/database/case_site.hpp"

namespace bygd::testing_case_site {

namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

std::string text_of_html(std::string html) {
    html = std::regex_replace(html, std::regex("<style>[^]*?</style>"), "");
    html = std::regex_replace(html, std::regex("<[^>]*>"), " ");
    for (const auto& [entity, text] : {std::pair{"&nbsp;", " "}, {"\u00a0", " "}, {"&#39;", "'"}, {"&quot;", "\""}}) {
        html = replaced_all(html, entity, text);
    }
    return std::regex_replace(html, std::regex("\\s+"), " ");
}

struct Filed {
    CaseDocument document;
    Letter letter;
    std::string text;
};

class Letters : public ::testing::Test {
protected:
    CaseSite cast;

    std::vector<Filed> letters_of_case(const std::string& number) {
        return cast.services().database.read([&](Transaction& tx) {
            const auto subject = case_by_number(tx, number);
            std::vector<Filed> filed;
            for (const auto& letter : letters_of(tx, subject.id)) {
                const auto document = find_case_document(tx, subject.id, letter.document).value();
                filed.push_back({document, letter, text_of_html(document_bytes(tx, document.document))});
            }
            return filed;
        });
    }
    Filed newest(const std::string& number) {
        auto all = letters_of_case(number);
        EXPECT_FALSE(all.empty()) << "no letter in " << number;
        return all.empty() ? Filed{} : all.back();
    }
    void says(const std::string& text, const std::vector<std::string>& wanted) {
        for (const auto& words : wanted) EXPECT_NE(text.find(words), std::string::npos) << words << "\nis missing in\n" << text;
    }
    void says_not(const std::string& text, const std::vector<std::string>& unwanted) {
        for (const auto& words : unwanted) EXPECT_EQ(text.find(words), std::string::npos) << words << "\nstands in\n" << text;
    }
    std::vector<DiaryEvent> events(const std::string& number) {
        return cast.services().database.read([&](Transaction& tx) { return events_of(tx, case_by_number(tx, number).id); });
    }
    Fields proposal_with(const Fields& more) const {
        auto fields = cast.proposal();
        for (const auto& [name, value] : more) fields[name] = value;
        return fields;
    }
    std::string decided(const std::string& form, const Fields& proposal, const std::string& action) {
        const auto number = cast.in_review(form);
        cast.take("anna", number, "propose", proposal);
        cast.take("anna", number, "submit_for_decision");
        cast.take("david", number, action);
        return number;
    }
    std::string ongoing() {
        const auto number = decided("investment_support", cast.proposal(), "approve");
        cast.take("anna", number, "dispatch");
        return number;
    }
    std::string paid() {
        const auto number = ongoing();
        const auto day = cast.clock.today().iso();
        cast.take("anna", number, "register_claim",
                  {{"row_1_cost_line", "premises"}, {"row_1_supplier", "Dala Kyl"}, {"row_1_invoice_number", "17"},
                   {"row_1_invoice_on", day}, {"row_1_paid_on", day}, {"row_1_amount", "80000.00"}});
        cast.take("anna", number, "approve_claim", {{"approved_1", "80000.00"}}, "", "claim");
        cast.take("eva", number, "attest", {}, "", "claim");
        cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
        return number;
    }
    void hear(const std::string& number, const std::string& kind) {
        cast.take("anna", number, "start_hearing", {{"question", "Vi överväger att kräva tillbaka stödet."}, {"due_on", cast.clock.today().plus_days(14).iso()}}, "", kind);
        cast.take("anna", number, "hearing_done", {{"answered_on", cast.clock.today().iso()}, {"answer", "Vi håller med."}}, "", kind);
    }
    void breach(const std::string& number) {
        const auto duty = cast.services().database.read([&](Transaction& tx) { return conditions_of(tx, case_by_number(tx, number).id).at(0); });
        settle_condition(cast.services(), cast.people.at("anna"), {duty.id, duty.version, "breached", "Butiken har varit stängd.", std::nullopt, "", ""});
    }
    // Adverse: a condition breached, found out, heard, proposed, decided.
    void decide_against(const std::string& number, const std::string& opening, const std::string& kind) {
        cast.take("anna", number, opening, {{"found_on", cast.clock.today().iso()}, {"request_text", "Butiken har varit stängd."}});
        breach(number);
        hear(number, kind);
        cast.take("anna", number, "propose", {{"ground", "condition_breached"}, {"amount", "20000"}, {"reasons", "Villkoret om öppettider har brutits."}}, "", kind);
        cast.take("anna", number, "submit_for_decision", {}, "", kind);
        cast.take("david", number, "decide", {}, "", kind);
    }
};

void run(const std::filesystem::path& folder, const std::vector<std::string>& command) {
    const auto result = run_child(command, folder, std::chrono::seconds(60));
    EXPECT_EQ(result.exit_code, 0) << command.front() << ": " << result.errors;
}

std::string file_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// As a reader of PDF sees it, page by page behind form feeds.
std::string text_of_pdf(const std::filesystem::path& folder, const LetterFile& file) {
    std::ofstream(folder / "letter.pdf", std::ios::binary) << file.bytes;
    run(folder, {"pdftotext", "letter.pdf", "letter.txt"});
    return file_of(folder / "letter.txt");
}

}  // namespace

TEST_F(Letters, OfAGrantHoldWhatTheLawWants) {
    const auto number = decided("service_grant", cast.proposal(), "approve");
    const auto letter = newest(number);
    EXPECT_EQ(letter.document.kind, "decision_letter");
    EXPECT_EQ(letter.document.document.name, "Beslut " + replaced_all(number, "/", "-") + ".html");
    says(letter.text, {"Region Dalarna", "Beslut om servicebidrag", "2 mars 2026", "Testhandeln 0", "Bygatan 1", "Lima Lanthandel, Lima",
                       "beviljar Testhandeln 0 servicebidrag med 100 000 kr", "Servicen är gles.", "(2024:1243)", "Öppet året om.",
                       "Stödet motsvarar 9 090,91 euro. Det är omräknat med kursen 11,0000 kronor per euro den 2 mars 2026.",
                       "Kursen kommer från Prov.", "(29 §)", "(33 §)", "(40 §)", "(36 §)", "får inte överklagas",
                       "Beslutet har fattats av david", "Föredragande har varit anna", "personuppgifter", "Gäller till och med 31 december 2027",
                       "Betalas av Regionala utvecklingsmedel"});
    says_not(letter.text, {"{", "UTKAST", "Högsta andel"});
    // The decision says which texts held, the letter which it used, and the diary its hash.
    EXPECT_NE(std::find(letter.letter.texts.begin(), letter.letter.texts.end(), "duty_to_report v1"), letter.letter.texts.end());
    const auto decision = cast.services().database.read([&](Transaction& tx) { return latest_decision(tx, case_by_number(tx, number).id).value(); });
    EXPECT_EQ(letter.letter.decision, decision.id);
    const auto snapshot = json::parse(decision.snapshot);
    for (const auto& text : letter.letter.texts) {
        EXPECT_NE(std::find(snapshot.at("letter_texts").begin(), snapshot.at("letter_texts").end(), text), snapshot.at("letter_texts").end()) << text;
    }
    const auto event = json::parse(events(number).back().data);
    EXPECT_EQ(events(number).back().kind, "letter_made");
    EXPECT_EQ(event.at("sha256"), letter.document.document.sha256);
}

TEST_F(Letters, NameThoseWhoTookPartWithoutDeciding) {
    const auto number = cast.in_review("service_grant");
    cast.take("anna", number, "propose", cast.proposal());
    cast.take("anna", number, "submit_for_decision");
    EXPECT_THROW(cast.take("david", number, "approve", {{"others", std::string(201, 'x')}}), Error);
    cast.take("david", number, "approve", {{"others", " Lena Jurist, jurist "}});
    says(newest(number).text, {"I den slutliga handläggningen har också Lena Jurist, jurist deltagit."});
}

TEST_F(Letters, NameThemInEachOfManyDecidedAtOneGo) {
    StartBatch batch;
    std::vector<std::string> numbers;
    for (int i = 0; i < 2; ++i) {
        numbers.push_back(cast.under_decision("service_grant"));
        BatchLine line;
        line.diary_number = numbers.back();
        line.version = cast.now(numbers.back()).version;
        batch.lines.push_back(line);
    }
    batch.no_conflict = true;
    batch.others = std::string(201, 'x');
    EXPECT_THROW(run_new_batch(cast.services(), cast.people.at("david"), batch), Error);
    batch.others = " Lena Jurist, jurist ";
    run_new_batch(cast.services(), cast.people.at("david"), batch);
    for (const auto& number : numbers) {
        says(newest(number).text, {"I den slutliga handläggningen har också Lena Jurist, jurist deltagit."});
    }
}

TEST_F(Letters, OfPartSayWhichCostsAndWhy) {
    const auto number = decided("investment_support",
                                proposal_with({{"proposal_outcome", "partly_approved"}, {"amount", "75000"}, {"approved_cost_1", "150000"},
                                               {"cost_reason_1", "Den dyrare modellen behövs inte."}, {"no_hearing_reason", "Sökanden har godtagit det."}}),
                                "approve");
    says(newest(number).text, {"investeringsstöd med 75 000 kr. Ansökan avslås i övrigt. Ni sökte 100 000 kr.", "Högsta andel av kostnaden 50 %",
                               "Lokaler, inredning och utrustning Kyldisk Skäl: Den dyrare modellen behövs inte. 201 000 kr 150 000 kr 50 %",
                               "(32 § 2)"});
}

TEST_F(Letters, OfARefusalGrantNothing) {
    const auto number = decided("service_grant", {{"proposal_outcome", "rejected"}, {"reasons", "Servicen är inte gles."}, {"no_hearing_reason", "Uppgifterna är sökandens egna."}}, "reject");
    const auto text = newest(number).text;
    says(text, {"avslår ansökan från Testhandeln 0 om servicebidrag. Ni sökte 100 000 kr.", "Servicen är inte gles.", "får inte överklagas"});
    says_not(text, {"Villkor", "beviljar", "Stöd av mindre betydelse", "Så betalas"});
}

TEST_F(Letters, OfADismissalSayHowToAppeal) {
    const auto number = cast.in_review("service_grant");
    cast.take("anna", number, "propose_dismissal", {{"reasons", "Ansökan är inte undertecknad."}});
    cast.take("anna", number, "submit_for_decision");
    cast.take("david", number, "dismiss");
    const auto text = newest(number).text;
    says(text, {"avvisar ansökan", "Ansökan är inte undertecknad.", "20 § förvaltningslagen", "Så överklagar ni", "Förvaltningsrätten i Falun",
                "inom tre veckor", "Box 712, 791 29 Falun"});
    says_not(text, {"avslår", "beviljar"});
}

TEST_F(Letters, OfAWithdrawalCloseTheCase) {
    const auto number = cast.register_application("service_grant");
    cast.take("anna", number, "withdraw", {}, "Sökanden har återkallat ansökan.");
    says(newest(number).text, {"avskriver ärendet om servicebidrag till Testhandeln 0", "Sökanden har återkallat ansökan.", "Beslutet har fattats av anna"});
}

TEST_F(Letters, OfAChangeSayWhatItBecomes) {
    const auto number = ongoing();
    cast.take("anna", number, "request_change", {{"asked_on", cast.clock.today().iso()}, {"request_text", "Kylen blev dyrare."}});
    cast.take("anna", number, "propose", {{"proposal_outcome", "approved"}, {"amount", "120000"}, {"approved_cost_1", "250000"}, {"reasons", "Kylen kostar mer."},
                                          {"conditions", "Öppet året om."}, {"period_from", "2026-01-01"}, {"period_to", "2028-06-30"}}, "", "change");
    cast.take("anna", number, "submit_for_decision", {}, "", "change");
    cast.take("david", number, "decide", {}, "", "change");
    const auto letter = newest(number);
    EXPECT_EQ(letter.document.document.name, "Ändrat beslut " + replaced_all(number, "/", "-") + ".html");
    says(letter.text, {"Ändrat beslut om investeringsstöd", "Efter ändringen är stödet högst 120 000 kr. Före ändringen var det högst 100 000 kr.",
                       "201 000 kr 250 000 kr 50 %", "Gäller till och med 30 juni 2028", "sammanlagt 10 909,09 euro", "Kylen kostar mer."});
    // Each decision has its own letter, and the first stays as it was.
    const auto all = letters_of_case(number);
    ASSERT_EQ(all.size(), 3u) << "the opinion, the grant, the change";
    says(all[1].text, {"beviljar Testhandeln 0 investeringsstöd med 100 000 kr", "Stödet motsvarar 9 090,91 euro"});
    // Made again, the letter of the grant still tells of the grant and its aid.
    make_decision_letter(cast.services(), cast.people.at("anna"), number, all[1].letter.decision);
    EXPECT_EQ(newest(number).text, all[1].text);
    EXPECT_EQ(newest(number).letter.decision, all[1].letter.decision);
}

TEST_F(Letters, OfNonPaymentSayTheGroundAndHowToAppeal) {
    const auto number = ongoing();
    decide_against(number, "open_stop", "non_payment");
    const auto text = newest(number).text;
    says(text, {"Beslut om att investeringsstöd inte betalas ut", "20 000 kr av det stöd som har beviljats Testhandeln 0 inte ska betalas ut",
                "Grunden är att ett villkor för stödet inte har följts.", "Villkoret om öppettider har brutits.", "med stöd av 33 §", "Så överklagar ni"});
    says_not(text, {"beviljar Testhandeln", "får inte överklagas", "Ansökan kom in"});
}

TEST_F(Letters, OfRecoverySayTheDayToPay) {
    const auto number = paid();
    decide_against(number, "open_recovery", "recovery");
    says(newest(number).text, {"Beslut om återkrav av investeringsstöd", "kräver att Testhandeln 0 betalar tillbaka 20 000 kr",
                               "Beloppet ska vara betalt senast den 1 april 2026.", "40, 41 och 42 §§", "(43 §)", "Så överklagar ni"});
}

TEST_F(Letters, OfALateAppealDismissIt) {
    const auto number = ongoing();
    cast.take("anna", number, "register_appeal", {{"decision", "1"}, {"received_on", cast.clock.today().iso()}, {"appellant", "Testhandeln 0"}, {"request_text", "Vi vill ha mer."}});
    cast.take("david", number, "dismiss_appeal", {}, "Överklagandet kom in för sent.", "appeal");
    const auto letter = newest(number);
    EXPECT_EQ(letter.document.document.name, "Beslut om överklagande " + replaced_all(number, "/", "-") + ".html");
    says(letter.text, {"Beslut med anledning av ett överklagande", "avvisar överklagandet av beslutet om investeringsstöd", "Överklagandet kom in för sent.",
                       "45 § förvaltningslagen", "Så överklagar ni"});
    says_not(letter.text, {"Villkor", "beviljar"});
}

TEST_F(Letters, OfRequestsAskAndTellTheDay) {
    const auto number = cast.register_application("service_grant");
    cast.take("anna", number, "assign");
    const auto due = cast.clock.today().plus_days(14).iso();
    cast.take("anna", number, "request_opinion", {{"recipient_kind", "municipality"}, {"recipient", "Malung-Sälens kommun"}, {"question", "Behövs stödet?"}, {"due_on", due}});
    auto letter = newest(number);
    EXPECT_EQ(letter.document.kind, "request_letter");
    EXPECT_EQ(letter.document.direction, "out");
    says(letter.text, {"Malung-Sälens kommun", "Remiss: ansökan om servicebidrag", "Testhandeln 0 har ansökt om servicebidrag", "Behövs stödet?", "(28 §", "Svara senast den 16 mars 2026"});
    says_not(letter.text, {"Bygatan", "Organisationsnummer"});
    cast.take("anna", number, "request_supplement", {{"question", "Skicka årsredovisningen."}, {"consequence", "Utan den prövas inte ansökan."}, {"due_on", due}});
    letter = newest(number);
    says(letter.text, {"Testhandeln 0", "Bygatan 1", "Skicka årsredovisningen.", "Utan den prövas inte ansökan.", "20 § förvaltningslagen", "Svara senast den 16 mars 2026",
                       "Handläggare är anna", "Region Dalarna, Box 712"});
    EXPECT_EQ(events(number).back().kind, "request_letter_made");
    cast.take("anna", number, "supplement_received", {{"answered_on", cast.clock.today().iso()}, {"answer", "Här är den."}});
    cast.take("anna", number, "start_hearing", {{"question", "Vi överväger avslag."}, {"due_on", due}});
    says(newest(number).text, {"Ni får tillfälle att yttra er innan vi beslutar", "25 § förvaltningslagen", "Vi överväger avslag."});
    // The page links each request to its letter.
    Visitor anna(cast, "anna");
    const auto page = anna.get(case_url(cast.now(number)));
    for (const auto& each : letters_of_case(number)) {
        EXPECT_TRUE(has(page, "/documents/" + std::to_string(each.letter.document.value()) + "\">Öppna brevet")) << each.document.document.name;
    }
    EXPECT_FALSE(has(page, "Skapa brevet"));
}

// FL 25 §: one who has not been heard is told why not; without a reason the proposal is refused at its field.
TEST_F(Letters, ARefusalNeedsAHearingOrAReasonForNone) {
    const auto number = cast.in_review("service_grant");
    const Fields refusal{{"proposal_outcome", "rejected"}, {"reasons", "Servicen är inte gles."}};
    try {
        cast.take("anna", number, "propose", refusal);
        FAIL() << "proposed without a hearing";
    } catch (const Error& error) {
        ASSERT_EQ(error.problems().size(), 1u);
        EXPECT_EQ(error.problems()[0].field, "no_hearing_reason");
        EXPECT_EQ(error.problems()[0].code, "proposal.not_heard");
    }
    auto told = refusal;
    told["no_hearing_reason"] = "Uppgifterna är sökandens egna.";
    cast.take("anna", number, "propose", told);
    EXPECT_EQ(json::parse(events(number).back().data).at("no_hearing"), "Uppgifterna är sökandens egna.");
    cast.take("anna", number, "back_to_review", {}, "Hör sökanden.");
    cast.take("anna", number, "start_hearing", {{"question", "Vi överväger avslag."}, {"due_on", cast.clock.today().plus_days(14).iso()}});
    cast.take("anna", number, "hearing_done", {{"answered_on", cast.clock.today().iso()}, {"answer", "Vi står fast."}});
    cast.take("anna", number, "propose", refusal);
    EXPECT_EQ(cast.now(number).state, "proposed");
}

TEST_F(Letters, APreviewIsWhatWillBeSentAndLeavesNothing) {
    const auto number = cast.under_decision("service_grant");
    const auto before_events = events(number).size(), before_letters = letters_of_case(number).size();
    Visitor david(cast, "david"), eva(cast, "eva");
    const auto url = "/cases/" + replaced_all(replaced_all(number, "/", "-"), " ", "-") + "/preview";
    const auto page = david.get(url);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "UTKAST"));
    EXPECT_TRUE(has(david.get("/decisions"), "href=\"" + url + "\""));
    EXPECT_TRUE(has(david.get(url.substr(0, url.size() - 8)), "href=\"" + url + "\""));
    const auto file = eva.get(url + ".pdf");
    EXPECT_EQ(file.status, 200) << "whoever reads cases may read it";
    EXPECT_TRUE(has(file, "UTKAST"));
    const auto [status, sheet] = david.api("/api/v1" + url);
    EXPECT_EQ(status, 200);
    EXPECT_EQ(sheet.at("title"), "Beslut om servicebidrag");
    EXPECT_EQ(sheet.at("draft"), true);
    EXPECT_EQ(events(number).size(), before_events);
    EXPECT_EQ(letters_of_case(number).size(), before_letters);
    // Decided, the letter says the same but for who decides; and there is nothing to preview any more.
    const auto draft = text_of_html(letter_html(cast.services(), preview_of(cast.services(), cast.people.at("david"), number, 0).sheet));
    cast.take("david", number, "approve");
    auto expected = replaced_all(replaced_all(draft, " UTKAST", ""), "den som beslutar i ärendet", "david");
    EXPECT_EQ(newest(number).text, expected);
    EXPECT_EQ(david.get(url).status, 404);
    EXPECT_EQ(david.get(url + ".pdf").status, 404);
    EXPECT_EQ(david.api("/api/v1" + url).first, 404);
}

TEST_F(Letters, AProceedingIsPreviewedToo) {
    const auto number = ongoing();
    cast.take("anna", number, "open_stop", {{"found_on", cast.clock.today().iso()}, {"request_text", "Butiken har varit stängd."}});
    const auto sequence = cast.beside(number, "non_payment").sequence;
    Visitor david(cast, "david");
    const auto url = case_url(cast.now(number)) + "/preview";
    EXPECT_EQ(david.get(url + "?proceeding=" + std::to_string(sequence)).status, 404) << "nothing is proposed yet";
    hear(number, "non_payment");
    cast.take("anna", number, "propose", {{"ground", "not_used"}, {"amount", "20000"}, {"reasons", "Åtgärden blir inte av."}}, "", "non_payment");
    const auto page = david.get(url + "?proceeding=" + std::to_string(sequence));
    EXPECT_TRUE(has(page, "inte ska betalas ut")) << page.body;
    EXPECT_TRUE(has(david.get(case_url(cast.now(number))), url + "?proceeding=" + std::to_string(sequence)));
    EXPECT_EQ(david.get(url + "?proceeding=99").status, 404);
}

TEST_F(Letters, CostsOfAProposalAreHeldToTheLimits) {
    const auto number = cast.in_review("investment_support");
    const auto refused = [&](const Fields& more) {
        try {
            cast.take("anna", number, "propose", proposal_with(more));
            return std::string("taken");
        } catch (const Error& error) {
            std::string told;
            for (const auto& problem : error.problems()) told += problem.field + " " + problem.code + ";";
            return told;
        }
    };
    EXPECT_EQ(refused({{"approved_cost_1", "201000,01"}}), "approved_cost_1 proposal.cost_over;");
    EXPECT_EQ(refused({{"approved_cost_1", "200999,99"}}), "cost_reason_1 proposal.cost_reason;");
    EXPECT_EQ(refused({{"approved_cost_1", "199999,99"}, {"cost_reason_1", "Frakt."}}), "amount proposal.over_costs;");
    EXPECT_EQ(refused({{"approved_cost_1", "199999,99"}, {"reasons", ""}}), "cost_reason_1 proposal.cost_reason;amount proposal.over_costs;reasons required;");
    // On the page the sentence stands at the field, with what was typed.
    Visitor anna(cast, "anna");
    const auto url = case_url(cast.now(number)) + "/actions";
    const auto form = anna.get(url + "/propose");
    EXPECT_TRUE(has(form, "name=\"approved_cost_1\"") && has(form, "value=\"201\u00a0000\""));
    Pairs fields{{"action", "propose"}, {"version", std::to_string(cast.now(number).version)}, {"proceeding", "0"}};
    for (const auto& [name, value] : proposal_with({{"approved_cost_1", "150 000"}, {"cost_reason_1", ""}})) fields.emplace_back(name, value);
    const auto again = anna.post(url, "action", fields);
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(has(again, "Skriv varför mindre än den sökta kostnaden godtas.") && has(again, "value=\"150 000\""));
    EXPECT_EQ(refused({{"approved_cost_1", "200000"}, {"cost_reason_1", "Frakt."}}), "taken");
    EXPECT_EQ(cast.now(number).state, "proposed");
}

// A claim earns nothing on what the decision does not approve of its line, though more is shown and granted.
TEST_F(Letters, AClaimEarnsOnApprovedCostsAlone) {
    const auto number = decided("investment_support",
                                proposal_with({{"proposal_outcome", "partly_approved"}, {"amount", "50000"}, {"approved_cost_1", "100000,01"},
                                               {"cost_reason_1", "Mindre räcker."}, {"no_hearing_reason", "Godtaget."}}), "approve");
    cast.take("anna", number, "dispatch");
    const auto day = cast.clock.today().iso();
    const auto claim = [&](const char* line, const char* invoice, const char* amount) {
        cast.take("anna", number, "register_claim", {{"row_1_cost_line", line}, {"row_1_supplier", "Dala Kyl"}, {"row_1_invoice_number", invoice},
                                                     {"row_1_invoice_on", day}, {"row_1_paid_on", day}, {"row_1_amount", amount}});
    };
    claim("premises", "1", "60000");
    cast.take("anna", number, "approve_claim", {{"approved_1", "60000"}}, "", "claim");
    cast.take("eva", number, "attest", {}, "", "claim");
    cast.take("eva", number, "mark_paid", {}, "Betald utanför körning.", "claim");
    EXPECT_EQ(cast.now(number).paid, Money::kronor(30'000));
    claim("training", "2", "90000");
    EXPECT_THROW(cast.take("anna", number, "approve_claim", {{"approved_1", "90000"}}, "", "claim"), Error) << "nothing of training is approved";
    cast.take("anna", number, "cancel_claim", {}, "Fel kostnad.", "claim");
    claim("premises", "3", "90000");
    Visitor anna(cast, "anna");
    EXPECT_TRUE(has(anna.get(case_url(cast.now(number)) + "/actions/approve_claim?proceeding=" + std::to_string(cast.beside(number, "claim").sequence)),
                    "40\u00a0000,01\u00a0kr"));
    cast.take("anna", number, "approve_claim", {{"approved_1", "90000"}}, "", "claim");
    const auto moved = json::parse(events(number).back().data);
    EXPECT_EQ(moved.at("cost_over"), "49999.99");
    EXPECT_EQ(moved.at("payable"), "20000.00");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(Letters, ArePdfsThatHoldTheirData) {
    const auto number = decided("service_grant", cast.proposal(), "approve");
    const auto letter = cast.services().database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, number);
        return letter_of_decision(cast.services(), tx, subject, latest_decision(tx, subject.id).value());
    });
    const auto file = PdfLetterMaker().make(letter_html(cast.services(), letter.sheet), {letter.data_name, letter.data});
    const TemporaryFolder folder;
    const auto text = std::regex_replace(replaced_all(text_of_pdf(folder.path(), file), "\u00a0", " "), std::regex("\\s+"), " ");
    says(text, {"Beslut om servicebidrag", "beviljar Testhandeln 0 servicebidrag med 100 000 kr", "Sida 1 av", "Ni ska anmäla ändringar"});
    EXPECT_NE(file.bytes.find("pdfaid"), std::string::npos) << "it says that it is PDF/A";
    run(folder.path(), {"pdfdetach", "-saveall", "letter.pdf"});
    const auto data = json::parse(file_of(folder.path() / "beslut.json"));
    EXPECT_EQ(data.at("decision").at("amount"), "100000.00");
    EXPECT_EQ(data.at("decision").at("outcome"), "approved");
    EXPECT_EQ(data.at("de_minimis").at("euro"), "9090.91");
    EXPECT_EQ(data.at("rests_on").at("legal_basis"), "2024:1243");
    EXPECT_EQ(data.at("texts"), json(letter.sheet.sources));
}

TEST_F(Letters, ADraftSaysSoOnEveryPage) {
    const auto number = cast.under_decision("operating_support");
    const auto draft = preview_of(cast.services(), cast.people.at("david"), number, 0);
    const auto file = PdfLetterMaker().make(letter_html(cast.services(), draft.sheet), {draft.data_name, draft.data});
    const TemporaryFolder folder;
    const auto pages = split(text_of_pdf(folder.path(), file), '\f');
    ASSERT_GT(pages.size(), 2u);
    for (std::size_t i = 0; i + 1 < pages.size(); ++i) EXPECT_NE(pages[i].find("UTKAST"), std::string::npos) << "page " << i + 1;
}

}  // namespace bygd::testing_case_site
