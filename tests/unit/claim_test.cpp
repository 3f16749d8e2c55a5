// How the rows of a claim are read, typed or from a table: VAT (G12), in kind, flat rates, and every fault with its place.
#include "payouts/claim.hpp"

#include <gtest/gtest.h>

#include "aid/form.hpp"
#include "payouts/claim_table.hpp"
#include "web/languages.hpp"

namespace bygd {
namespace {

ClaimReading reading(bool vat_counts = false) {
    ClaimReading found;
    found.cost_lines = {"premises", "training"};
    found.vat_counts = vat_counts;
    found.today = Date(2026, 6, 1);
    found.documents = {41, 42};
    found.flat_rates["training"] = {BasisPoints{1'500}, {"premises"}};
    return found;
}

Typed one(Typed changed = {}) {
    Typed typed{{"row_1_cost_line", "premises"}, {"row_1_supplier", "Dala Kyl"}, {"row_1_invoice_number", "17"}, {"row_1_invoice_on", "2026-03-01"},
                {"row_1_paid_on", "2026-03-05"}, {"row_1_net", "1 000"}, {"row_1_vat", "250,00"}};
    for (const auto& [name, value] : changed) typed[name] = value;
    return typed;
}

std::string problems_of(const Typed& typed, const ClaimReading& held = reading()) {
    try {
        read_expenditure(typed, held);
        return "";
    } catch (const Error& error) {
        std::string text;
        for (const auto& each : error.problems()) {
            text += (text.empty() ? "" : "; ") + each.field + " " + each.code;
            for (const auto& value : each.values) text += " " + value;
        }
        return text;
    }
}

TEST(Rows, g12_vat_counts_only_where_it_may_not_be_deducted) {
    const auto deducted = read_expenditure(one(), reading()).front();
    EXPECT_EQ(deducted.amount.plain() + " " + deducted.net->plain() + " " + deducted.vat.plain(), "1000.00 1000.00 250.00");
    EXPECT_EQ(read_expenditure(one(), reading(true)).front().amount.plain(), "1250.00");
    auto old = one({{"row_1_net", ""}, {"row_1_vat", ""}, {"row_1_amount", "900,50"}});
    EXPECT_EQ(read_expenditure(old, reading(true)).front().amount.plain(), "900.50") << "as it was typed before net and VAT were apart";
    EXPECT_FALSE(read_expenditure(old, reading()).front().net.has_value());
}

struct RowCase {
    const char* what;
    Typed changed;
    const char* problems;
};
class Rows : public ::testing::TestWithParam<RowCase> {};
TEST_P(Rows, are_told_with_their_fields) { EXPECT_EQ(problems_of(one(GetParam().changed)), GetParam().problems) << GetParam().what; }
INSTANTIATE_TEST_SUITE_P(Claim, Rows, ::testing::Values(
    RowCase{"as it should be", {{"row_1_supplier_number", "556016-0680"}, {"row_1_document", "41"}, {"row_1_payment_document", "42"}}, ""},
    RowCase{"before the application is for the review to say", {{"row_1_invoice_on", "2020-01-01"}}, ""},
    RowCase{"an unknown kind", {{"row_1_kind", "loan"}}, "row_1_kind choice.unknown"},
    RowCase{"an unknown line", {{"row_1_cost_line", "x"}}, "row_1_cost_line claim.cost_line"},
    RowCase{"a wrong number", {{"row_1_supplier_number", "556016-0681"}}, "row_1_supplier_number organisation_number.check_digit"},
    RowCase{"a document of another case", {{"row_1_document", "7"}}, "row_1_document claim.document"},
    RowCase{"tomorrow", {{"row_1_paid_on", "2026-06-02"}}, "row_1_paid_on claim.later_than_today"},
    RowCase{"nothing", {{"row_1_net", "0"}}, "row_1_net claim.zero"},
    RowCase{"the same invoice on the same line", {{"row_2_cost_line", "premises"}, {"row_2_supplier", "DALA KYL"}, {"row_2_invoice_number", "17"},
            {"row_2_invoice_on", "2026-03-01"}, {"row_2_paid_on", "2026-03-05"}, {"row_2_net", "1"}}, "row_2_invoice_number claim.duplicate_row 1"},
    RowCase{"a flat rate that is too high", {{"row_2_kind", "flat_rate"}, {"row_2_cost_line", "training"}, {"row_2_net", "150,01"}},
            "row_2_net claim.over_flat_rate 150\u00a0kr"},
    RowCase{"a flat rate on a line that has none", {{"row_2_kind", "flat_rate"}, {"row_2_cost_line", "premises"}, {"row_2_net", "1"}},
            "row_2_kind claim.no_flat_rate"}));

TEST(Claim, a_flat_rate_is_worked_out_of_the_rows_it_is_a_share_of) {
    const auto rows = read_expenditure(one({{"row_2_kind", "flat_rate"}, {"row_2_cost_line", "training"}}), reading());
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[1].amount.plain(), "150.00");
    EXPECT_EQ(rows[1].supplier, "");
}

TEST(Claim, what_is_given_in_kind_is_financed_in_kind) {
    const auto rows = read_expenditure(one({{"row_2_kind", "in_kind"}, {"row_2_cost_line", "premises"}, {"row_2_supplier", "Föreningen"},
                                            {"row_2_invoice_on", "2026-04-01"}, {"row_2_net", "500"}}), reading());
    Problems problems;
    EXPECT_EQ(read_in_kind({{"in_kind_financing", "500,00"}}, rows, problems).plain(), "500.00");
    EXPECT_TRUE(problems.empty());
    read_in_kind({{"in_kind_financing", "499,99"}}, rows, problems);
    read_in_kind({}, rows, problems);
    ASSERT_EQ(problems.size(), 2u);
    EXPECT_EQ(problems.front().code, "claim.in_kind_unmatched");
}

// --- tables ---------------------------------------------------------------------------------------------------------

SupportForm form() {
    SupportForm made;
    made.cost_lines = {{"premises", {"Lokaler, inredning och utrustning", "Premises"}, "", "", {}}, {"training", {"Kompetens", "Training"}, "", "", {}}};
    return made;
}

ClaimTable read_table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows) {
    const auto languages = Languages::load(std::string(BYGD_SOURCE_DIR) + "/backend/web");
    Table table;
    table.headings = headings;
    for (std::size_t i = 0; i < rows.size(); ++i) table.rows.push_back({static_cast<int>(i) + 2, rows[i]});
    return read_claim_table(table, claim_columns(form(), {{7, 41}}, languages.sv, languages.en), reading());
}
const std::vector<std::string> headings{"Leverantör", "Fakturanr", "Kostnadsslag", "Fakturadag", "Betald", "Belopp", "Moms", "Underlag", "Ort"};

TEST(Tables, mean_what_the_form_would_have_held) {
    const auto read = read_table(headings, {{"Dala Kyl", "17", "lokaler, inredning och utrustning", "2026-03-01", "2026-03-05", "1 000", "250", "7", "Lima"}});
    EXPECT_TRUE(read.faults.empty());
    EXPECT_EQ(read.ignored, std::vector<std::string>{"Ort"});
    ASSERT_EQ(read.rows.size(), 1u);
    EXPECT_EQ(read.rows.front().at("cost_line") + " " + read.rows.front().at("document"), "premises 41");
}

TEST(Tables, say_row_column_and_cell_of_each_fault) {
    const auto read = read_table(headings, {{"Dala Kyl", "17", "Lokaler, inredning och utrustning", "31 feb", "2026-03-05", "1 000"},
                                            {"Dala Kyl", "18", "Training", "2026-03-01", "2026-03-05", "12,345", "", "8"},
                                            {"Dala Kyl", "19", "training", "2026-03-01", "2026-03-05", "5"},
                                            {"dala kyl", "19", "Kompetens", "2026-03-01", "2026-03-05", "5"}});
    std::string told;
    for (const auto& each : read.faults) {
        told += std::to_string(each.row) + " " + each.column + " " + each.cell + " [" + each.content + "] " + each.problem.code;
        for (const auto& value : each.problem.values) told += " " + value;
        told += "\n";
    }
    EXPECT_EQ(told, "2 Fakturadag D2 [31 feb] date.format\n"
                    "3 Belopp F3 [12,345] amount.decimals\n"
                    "3 Underlag H3 [8] claim.document\n"
                    "5 Fakturanr B5 [19] claim.duplicate_row 4\n");
    EXPECT_EQ(read.faulty(), (std::vector<std::size_t>{0, 1, 3}));
}

TEST(Tables, without_a_required_column_are_refused_whole) {
    try {
        read_table({"Leverantör", "Fakturanummer"}, {{"Dala Kyl", "17"}});
        FAIL();
    } catch (const Error& error) {
        ASSERT_EQ(error.problems().size(), 4u);
        EXPECT_EQ(error.problems().front().code, "claim.column_missing");
        EXPECT_EQ(error.problems().front().values, std::vector<std::string>{"Kostnadsslag"});
    }
    EXPECT_EQ(column_letters(0) + column_letters(25) + column_letters(26) + column_letters(701), "AZAAZZ");
}

}  // namespace
}  // namespace bygd
