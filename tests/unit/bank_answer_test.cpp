#include "payouts/bank_answer.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "tests/formats.hpp"
#include "tests/refusal.hpp"
#include "tests/unit/golden.hpp"

namespace bygd {
namespace {

std::string document(const std::string& message, const std::string& body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" + message +
           "\">" + body + "</Document>";
}

std::string notice(const std::string& message_id, const std::string& entries) {
    return document("camt.054.001.08", "<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>" + message_id + "</MsgId></GrpHdr>"
                    "<Ntfctn><Id>N1</Id><Acct><Id><IBAN>SE4550000000058398257466</IBAN></Id></Acct>" + entries +
                    "</Ntfctn></BkToCstmrDbtCdtNtfctn>");
}

std::string entry(const std::string& status, const std::string& side, const std::string& details) {
    return "<Ntry><Amt Ccy=\"SEK\">75000.50</Amt><CdtDbtInd>" + side + "</CdtDbtInd><Sts><Cd>" + status + "</Cd></Sts>"
           "<BookgDt><Dt>2026-11-25</Dt></BookgDt><AcctSvcrRef>B1</AcctSvcrRef>" + details + "</Ntry>";
}

const std::string one = "<NtryDtls><TxDtls><Refs><EndToEndId>U2026-000118</EndToEndId></Refs></TxDtls></NtryDtls>";

TEST(BankAnswer, tells_what_is_booked) {
    const auto answer = read_bank_answer(notice("M1", entry("BOOK", "DBIT", one)));
    EXPECT_EQ(answer.kind, BankAnswerKind::notification);
    EXPECT_EQ(answer.message_id, "M1");
    ASSERT_EQ(answer.entries.size(), 1u);
    const auto& paid = answer.entries[0];
    EXPECT_EQ(paid.says, BankSays::paid);
    EXPECT_EQ(paid.end_to_end_id, "U2026-000118");
    EXPECT_EQ(paid.amount, Money::of_minor(7'500'050));
    EXPECT_EQ(paid.booked_on, Date(2026, 11, 25));
    EXPECT_EQ(paid.bank_reference, "B1");
}

TEST(BankAnswer, counts_only_booked_money_out_as_paid) {
    const auto pending = read_bank_answer(notice("M1", entry("PDNG", "DBIT", one))).entries.at(0);
    EXPECT_EQ(pending.says, BankSays::waiting);
    EXPECT_FALSE(pending.booked_on);
    EXPECT_EQ(read_bank_answer(notice("M1", entry("BOOK", "CRDT", one))).entries.at(0).says, BankSays::received);
    EXPECT_EQ(read_bank_answer(notice("M1", entry("BOOK", "DBIT", "<RvslInd>true</RvslInd>" + one))).entries.at(0).says,
              BankSays::received);
}

TEST(BankAnswer, knows_the_same_movement_in_another_file) {
    const auto first = read_bank_answer(notice("M1", entry("BOOK", "DBIT", one))).entries.at(0);
    const auto again = read_bank_answer(notice("M2", entry("PDNG", "DBIT", one) + entry("BOOK", "DBIT", one)));
    EXPECT_EQ(again.entries.at(1).key, first.key);
    EXPECT_NE(again.entries.at(0).key, first.key);       // not yet booked is not the same as booked
}

TEST(BankAnswer, leaves_the_amount_out_where_only_a_sum_of_several_is_told) {
    const auto two = std::string("<NtryDtls>") +
                     "<TxDtls><Refs><EndToEndId>U2026-000001</EndToEndId></Refs><Amt Ccy=\"SEK\">5.00</Amt></TxDtls>"
                     "<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls></NtryDtls>";
    const auto entries = read_bank_answer(notice("M1", entry("BOOK", "DBIT", two))).entries;
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].amount, Money::kronor(5));
    EXPECT_FALSE(entries[1].amount);
    EXPECT_EQ(entries[1].end_to_end_id, "");
    EXPECT_NE(entries[0].key, entries[1].key);
}

TEST(BankAnswer, tells_which_payments_were_refused_and_why) {
    const auto answer = read_bank_answer(document("pain.002.001.10",
        "<CstmrPmtStsRpt><GrpHdr><MsgId>S1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>RSP-1</OrgnlMsgId>"
        "<GrpSts>PART</GrpSts>"
        "</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts>"
        "<OrgnlEndToEndId>U2026-000001</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
        "<StsRsnInf><Rsn><Cd>AC03</Cd></Rsn><AddtlInf>Kontot\nfinns inte</AddtlInf></StsRsnInf></TxInfAndSts>"
        "<TxInfAndSts><OrgnlEndToEndId>U2026-000002</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt>"));
    ASSERT_EQ(answer.entries.size(), 3u);
    EXPECT_EQ(answer.entries[0].says, BankSays::taken);
    EXPECT_EQ(answer.entries[0].message_id, "RSP-1");
    EXPECT_EQ(answer.entries[1].says, BankSays::refused);
    EXPECT_EQ(answer.entries[1].reason, "AC03 Kontot finns inte");
    EXPECT_EQ(answer.entries[2].says, BankSays::taken);  // settled, but not yet booked on our account
}

TEST(BankAnswer, refuses_what_is_hostile) {
    const auto read = [](const std::string& xml) { return refusal([&] { read_bank_answer(xml); }); };
    EXPECT_EQ(read(""), "invalid file=bank_answer.not_xml");
    EXPECT_EQ(read("<Document><a>"), "invalid file=bank_answer.not_xml");
    EXPECT_EQ(read("\xff\xfe<Document/>"), "invalid file=bank_answer.not_xml");
    EXPECT_EQ(read("<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Document>&a;</Document>"),
              "invalid file=bank_answer.document_type");
    EXPECT_EQ(read("<Document>&a;</Document>"), "invalid file=bank_answer.not_xml");
    EXPECT_EQ(read(std::string(limits::upload_bytes + 1, ' ')), "invalid file=bank_answer.too_large");
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    for (int i = 0; i < 100'000; ++i) deep += "</a>";
    EXPECT_EQ(read(document("camt.054.001.08", deep)), "invalid file=bank_answer.too_deep");
    std::string many;
    for (std::size_t i = 0; i <= limits::xml_elements; ++i) many += "<a/>";
    EXPECT_EQ(read(document("camt.054.001.08", many)), "invalid file=bank_answer.too_large");
    EXPECT_EQ(read(document("pain.008.001.02", "<CstmrDrctDbtInitn/>")), "invalid file=bank_answer.unknown");
    EXPECT_EQ(read("<Document><BkToCstmrStmt/></Document>"), "invalid file=bank_answer.unknown");
    EXPECT_EQ(read(document("camt.053.001.08", "<BkToCstmrStmt/>")), "invalid file=bank_answer.no_message_id");
    EXPECT_EQ(read(notice("M1", "<Ntry><Amt Ccy=\"SEK\">1e9</Amt></Ntry>")), "invalid file=amount.format");
}

TEST(BankAnswer, reads_the_samples_of_others) {
    const auto formats = formats_folder();
    if (!std::filesystem::exists(formats / "iso20022")) GTEST_SKIP() << "no folder of formats: " << formats;
    int read = 0;
    for (const auto& file : std::filesystem::directory_iterator(formats / "iso20022" / "samples")) {
        const auto name = file.path().filename().string();
        if (name.find("camt") == std::string::npos && name.find("pain-parse") == std::string::npos) continue;
        EXPECT_FALSE(read_bank_answer(file_text(file.path().string())).entries.empty()) << name;
        ++read;
    }
    EXPECT_GE(read, 8);
}

}  // namespace
}  // namespace bygd
