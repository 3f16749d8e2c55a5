#include "payouts/pain_001.hpp"

#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "tests/formats.hpp"
#include "tests/refusal.hpp"
#include "tests/unit/golden.hpp"

namespace bygd {
namespace {

BankProfile profile(const std::string& name) {
    return read_bank_profile(file_text("schemas/bank/" + name + ".v1.json"));
}

CreditTransfer to_bankgiro(const std::string& id, std::int64_t ore) {
    CreditTransfer transfer;
    transfer.end_to_end_id = id;
    transfer.amount = Money::of_minor(ore);
    transfer.name = "Lima Testhandel & Söner \"AB\" <1>";
    transfer.town = "Älvdalen";
    transfer.country = "SE";
    transfer.number = "50501055";
    transfer.text = "RSP 2026/0042 delutbetalning 1";
    return transfer;
}

CreditTransferFile every_kind() {
    CreditTransferFile file{"RSP20261123-001", "2026-11-23T14:05:00", Date(2026, 11, 25), {}};
    file.transfers.push_back(to_bankgiro("U2026-000001", 7'500'000));
    auto plusgiro = to_bankgiro("U2026-000002", 1);
    plusgiro.kind = CreditorKind::plusgiro;
    plusgiro.number = "1234566";
    plusgiro.ocr = "1234566";
    auto account = to_bankgiro("U2026-000003", 1'250'050);
    account.kind = CreditorKind::account;
    account.clearing = "5000";
    account.number = "0583982";
    auto iban = to_bankgiro("U2026-000004", 99);
    iban.kind = CreditorKind::iban;
    iban.number = "SE4550000000058398257466";
    iban.text.clear();
    file.transfers.insert(file.transfers.end(), {plusgiro, account, iban});
    return file;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t times = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++times;
    return times;
}

TEST(Pain001, says_each_kind_of_payee_as_the_bank_reads_it) {
    const auto xml = write_pain_001(profile("swedish"), every_kind());
    EXPECT_EQ(count(xml, "<CtrlSum>87501.50</CtrlSum>"), 2u);
    EXPECT_EQ(count(xml, "<MmbId>9900</MmbId>"), 1u);
    EXPECT_EQ(count(xml, "<Prtry>BGNR</Prtry>"), 1u);
    EXPECT_EQ(count(xml, "<MmbId>9960</MmbId>"), 1u);
    EXPECT_EQ(count(xml, "<MmbId>5000</MmbId>"), 1u);
    EXPECT_EQ(count(xml, "<IBAN>SE4550000000058398257466</IBAN>"), 2u);
    EXPECT_EQ(count(xml, "<Ref>1234566</Ref>"), 1u);
    EXPECT_EQ(count(xml, "Söner \"AB\" &lt;1&gt;") + count(xml, "Söner &quot;AB&quot; &lt;1&gt;"), 4u);
    EXPECT_EQ(xml, write_pain_001(profile("swedish"), every_kind()));
}

TEST(Pain001, is_valid_against_the_schema_of_either_version) {
    const auto formats = formats_folder();
    if (!std::filesystem::exists(formats / "iso20022")) GTEST_SKIP() << "no folder of formats: " << formats;
    if (std::system("xmllint --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no xmllint";
    for (const std::string name : {"swedish", "swedish_2009"}) {
        const auto path = std::filesystem::path(testing::TempDir()) / ("pain_001_" + name + ".xml");
        std::ofstream(path, std::ios::binary) << write_pain_001(profile(name), every_kind());
        const auto schema = formats / "iso20022" / "xsd" / (profile(name).message + ".xsd");
        const auto command = "xmllint --nonet --noout --schema '" + schema.string() + "' '" + path.string() + "' 2>&1";
        EXPECT_EQ(std::system(command.c_str()), 0) << name;
        std::filesystem::remove(path);
    }
}

TEST(Pain001, tells_everything_that_is_wrong_at_once) {
    auto file = every_kind();
    file.transfers[0].amount = Money();
    file.transfers[1].end_to_end_id = "U2026-000001";
    file.transfers[1].ocr = "1234567";
    file.transfers[2].town.clear();
    file.transfers[3].number = "SE4550000000058398257467";
    EXPECT_EQ(refusal([&] { write_pain_001(profile("swedish"), file); }),
              "invalid transfer_1_amount=payment_file.amount transfer_2_end_to_end_id=payment_file.repeated_id"
              " transfer_2_ocr=payment_file.ocr transfer_3_town=required transfer_4_number=iban.check_digits");
    file.transfers.clear();
    EXPECT_EQ(refusal([&] { write_pain_001(profile("swedish"), file); }), "invalid payment_file.empty");
}

TEST(Pain001, counts_and_sums_what_it_holds) {
    std::mt19937 dice(20261123);
    for (int round = 0; round < 50; ++round) {
        auto file = every_kind();
        file.transfers.clear();
        std::int64_t total = 0;
        const int many = 1 + static_cast<int>(dice() % 60);
        for (int i = 0; i < many; ++i) {
            const auto ore = 1 + static_cast<std::int64_t>(dice() % 900'000'000);
            total += ore;
            file.transfers.push_back(to_bankgiro("U2026-" + std::to_string(100000 + i), ore));
        }
        const auto xml = write_pain_001(profile("swedish"), file);
        EXPECT_EQ(count(xml, "<CtrlSum>" + Money::of_minor(total).plain() + "</CtrlSum>"), 2u);
        EXPECT_EQ(count(xml, "<NbOfTxs>" + std::to_string(many) + "</NbOfTxs>"), 2u);
        EXPECT_EQ(count(xml, "<InstdAmt "), static_cast<std::size_t>(many));
    }
}

TEST(Pain001, refuses_a_profile_the_bank_would_refuse) {
    EXPECT_EQ(refusal([] { read_bank_profile("[]"); }), "invalid bank_profile.format");
    EXPECT_EQ(refusal([] {
        read_bank_profile(R"({"name": "x", "message": "pain.001.001.02",
                              "debtor": {"name": "R", "organisation_number": "2321000180", "town": "F", "country": "SE",
                              "iban": "SE45 5000 0000 0583 9825 7466", "bic": "SHORT"}})");
    }), "invalid message=bank_profile.message bic=bank_profile.bic");
}

}  // namespace
}  // namespace bygd
