// Posting rules: what each thing that happens to support money becomes on accounts; and the file of it, byte by byte.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "payouts/sie_file.hpp"

namespace bygd {

namespace {

AccountingPlan the_plan() { return AccountingPlan::load(std::string(BYGD_SOURCE_DIR) + "/schemas/parameters/accounting.json"); }

MoneyHappening happening(const std::string& kind, int kronor) {
    MoneyHappening one;
    one.kind = kind;
    one.day = Date(2026, 3, 2);
    one.form = "service_grant";
    one.shares = {{Id<Fund>(1), "RUS-2026", "state_1_1", Money::kronor(kronor)}};
    return one;
}

// "5610 100.00, 2791 -100.00"
std::string told(const std::vector<VoucherLine>& lines) {
    std::string text;
    for (const auto& line : lines) text += (text.empty() ? "" : ", ") + line.account + " " + line.amount.plain();
    return text;
}

std::string booked(const MoneyHappening& one) {
    const auto lines = lines_of(one, the_plan().on(one.day));
    EXPECT_TRUE(sum_of(lines).zero());
    return told(lines);
}

TEST(Posting, books_a_grant_as_cost_and_debt_from_the_day_the_plan_says) {
    auto grant = happening("grant", 100);
    EXPECT_EQ(booked(grant), "5610 100.00, 2791 -100.00");
    grant.day = Date(2025, 12, 31);
    EXPECT_EQ(booked(grant), "");
}

TEST(Posting, pays_the_debt_first_and_what_is_over_as_cost) {
    auto payment = happening("payment", 100);
    EXPECT_EQ(booked(payment), "5610 100.00, 1920 -100.00");
    payment.booked_debt = Money::kronor(60);
    EXPECT_EQ(booked(payment), "2791 60.00, 5610 40.00, 1920 -100.00");
    payment.booked_debt = Money::kronor(160);
    EXPECT_EQ(booked(payment), "2791 100.00, 1920 -100.00");
}

TEST(Posting, keeps_what_is_set_off_from_the_bank) {
    auto payment = happening("payment", 100);
    payment.set_off = Money::kronor(30);
    EXPECT_EQ(booked(payment), "5610 100.00, 1699 -30.00, 1920 -70.00");
    payment.set_off = Money::kronor(100);
    EXPECT_EQ(booked(payment), "5610 100.00, 1699 -100.00");
    auto lowered = happening("set_off", 28);
    lowered.interest = Money::kronor(2);
    lowered.booked_receivable = Money::kronor(50);
    EXPECT_EQ(booked(lowered), "1699 30.00, 1681 -28.00, 8310 -2.00");
}

TEST(Posting, of_two_funds_bears_its_own_part_of_each) {
    auto payment = happening("payment", 100);
    payment.shares.push_back({Id<Fund>(2), "LAN-2026", "own", Money::kronor(50)});
    payment.booked_debt = Money::kronor(120);
    payment.set_off = Money::kronor(110);
    const auto lines = lines_of(payment, the_plan().on(payment.day));
    EXPECT_EQ(told(lines), "2791 100.00, 1699 -100.00, 2791 20.00, 5610 30.00, 1699 -10.00, 1920 -40.00");
    EXPECT_EQ(lines[2].objects, (PostingObjects{{6, "LAN-2026"}}));
    EXPECT_TRUE(sum_of(lines).zero());
}

TEST(Posting, releases_and_corrects_no_more_than_is_booked) {
    auto release = happening("release", 100);
    EXPECT_EQ(booked(release), "");
    release.booked_debt = Money::kronor(40);
    EXPECT_EQ(booked(release), "2791 40.00, 5610 -40.00");
    release.kind = "correction";
    EXPECT_EQ(booked(release), "2791 40.00, 5610 -40.00");
}

TEST(Posting, of_a_recovery_and_what_is_paid_back) {
    EXPECT_EQ(booked(happening("recovery", 100)), "1681 100.00, 5619 -100.00");
    auto repayment = happening("repayment", 80);
    repayment.interest = Money::of_minor(1234);
    repayment.booked_receivable = Money::kronor(100);
    EXPECT_EQ(booked(repayment), "1920 92.34, 1681 -80.00, 8310 -12.34");
    repayment.booked_receivable = Money();
    EXPECT_EQ(booked(repayment), "1920 92.34, 5619 -80.00, 8310 -12.34");
    auto reduction = happening("reduction", 20);
    reduction.booked_receivable = Money::kronor(100);
    EXPECT_EQ(booked(reduction), "5619 20.00, 1681 -20.00");
    auto only_interest = happening("repayment", 0);
    only_interest.interest = Money::kronor(5);
    EXPECT_EQ(booked(only_interest), "1920 5.00, 8310 -5.00");
    EXPECT_EQ(booked(happening("reduction", 0)), "");
}

TEST(Posting, goes_by_the_form_of_support) {
    auto payment = happening("payment", 100);
    payment.form = "home_delivery_grant";
    EXPECT_EQ(booked(payment), "5611 100.00, 1920 -100.00");
}

TEST(AccountingPlan, tells_every_fault_at_once) {
    auto read = nlohmann::json::parse(R"({"organisation_number": "232100-0180", "series": "A b", "begins_on": "i går",
        "dimensions": [{"number": 6, "name": "Projekt"}], "objects": [], "accounts": [{"number": "1920", "name": "Bank"}, {"number": "1920", "name": "Bank"}],
        "plans": [{"valid_from": "2026-01-01", "rules": [{"role": "bank", "account": "1921"}, {"role": "skuld", "account": "1920"},
        {"role": "cost", "account": "1920", "objects": {"6": "P1", "7": "{fund}"}}]}]})");
    try {
        AccountingPlan::of_json(read);
        FAIL() << "it was taken";
    } catch (const std::runtime_error& error) {
        const std::string what = error.what();
        for (const auto* fault : {"series is no code", "begins_on is no day", "account 1920 stands twice", "there is no account 1921",
                                  "there is no role skuld", "there is no object P1", "there is no dimension 7", "no rule says where debt goes"}) {
            EXPECT_NE(what.find(fault), std::string::npos) << fault << " is not in " << what;
        }
    }
}

TEST(SieFile, writes_the_code_page_of_1981) {
    EXPECT_EQ(to_cp437("ÅÄÖåäöéÉüß"), "\x8F\x8E\x99\x86\x84\x94\x82\x90\x81\xE1");
    EXPECT_EQ(to_cp437("a\u00A0b–c”d…€ Ž 漢 \\ \t\n"), "a b-c'd...EUR Z ?     ");
    EXPECT_EQ(to_cp437("e\u0301"), "e");
}

Voucher paid_voucher() {
    Voucher voucher;
    voucher.series = "BS";
    voucher.year = 2026;
    voucher.number = 118;
    voucher.booked_on = Date(2026, 11, 20);
    voucher.text = "Utbetalning \"Lima\" är\nbetald";
    voucher.made_at = parse_utc("2026-11-21T01:00:00.000000Z");
    voucher.lines = {{PostingRole::cost, "5610", {{1, "7310"}, {6, "RUS-2026"}}, Id<Fund>(1), Money::kronor(75'000)},
                     {PostingRole::bank, "1920", {}, Id<Fund>(1), Money::of_minor(-7'500'000)}};
    return voucher;
}

TEST(SieFile, is_the_same_to_the_last_byte) {
    const auto plan = the_plan();
    SieHeading whole{"Region Dalarna", plan.organisation_number, "1.0", Date(2026, 11, 23), plan.dimensions, plan.objects, plan.accounts};
    whole.objects.push_back({6, "RUS-2026", "Kommersiell service"});
    whole.objects.push_back({6, "LAN-2026", "En annan"});
    const auto heading = heading_for(whole, {paid_voucher()});
    const std::string expected =
        "#FLAGGA 0\r\n#PROGRAM \"Bygdest\x94"
        "d\" \"1.0\"\r\n#FORMAT PC8\r\n#GEN 20261123\r\n#SIETYP 4\r\n#ORGNR 232100-0180\r\n#FNAMN \"Region Dalarna\"\r\n"
        "#RAR 0 20260101 20261231\r\n#KONTO 1920 \"Plusgiro och bank\"\r\n#KONTO 5610 \"Bidrag till f\x94"
        "retag\"\r\n#DIM 1 \"Kostnadsst\x84lle\"\r\n#DIM 6 \"Projekt\"\r\n#OBJEKT 1 \"7310\" \"Landsbygd och service\"\r\n"
        "#OBJEKT 6 \"RUS-2026\" \"Kommersiell service\"\r\n"
        "#VER \"BS\" 118 20261120 \"Utbetalning \\\"Lima\\\" \x84r betald\" 20261121\r\n{\r\n"
        "   #TRANS 5610 {1 \"7310\" 6 \"RUS-2026\"} 75000.00\r\n   #TRANS 1920 {} -75000.00\r\n}\r\n";
    EXPECT_EQ(write_sie(heading, 2026, {paid_voucher()}), expected);
    EXPECT_EQ(write_sie(sie_heading_of(text_of(heading)), 2026, {paid_voucher()}), expected);
}

}  // namespace

}  // namespace bygd
