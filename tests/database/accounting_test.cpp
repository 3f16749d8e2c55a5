// The accounts of real payments, recoveries and set-offs: one voucher for each, without gaps, also when two servers make
// them at once; the file of them as another program reads it; corrections; and what verify says when somebody has been at it.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/hash.hpp"
#include "payouts/voucher_actions.hpp"
#include "payouts/voucher_store.hpp"
#include "tests/database/payment_road.hpp"
#include "tests/formats.hpp"

namespace bygd::testing_house {

namespace {

struct ReadSie {
    int ended = 0;
    nlohmann::json told;
};

// By a program that shares no code with the one that wrote it.
ReadSie read_by_another(const std::filesystem::path& file) {
    const auto command = "/usr/bin/python3 '" + std::string(BYGD_SOURCE_DIR) + "/tests/reports/read_sie.py' '" + file.string() + "' 2>&1";
    auto* pipe = popen(command.c_str(), "r");
    std::string text;
    char piece[4096];
    for (std::size_t many; (many = fread(piece, 1, sizeof piece, pipe)) > 0;) text.append(piece, many);
    const int ended = pclose(pipe);
    return {ended, nlohmann::json::parse(text, nullptr, false)};
}

class Accounts : public PaymentRoad {
protected:
    std::string paid(const std::string& form = "service_grant") {
        const auto number = to_pay(form);
        pay_by_hand(number, "Betald utanför körning.");
        return number;
    }
    VouchersMade book(const std::string& who = "eva") {
        return make_vouchers(cast.services(), plan(), cast.people.at(who), cast.clock.today().iso());
    }
    const AccountingPlan& plan() const { return cast.house.accounting(); }
    // "BS 2026-1 grant: 5610 100000.00, 2791 -100000.00", oldest first.
    std::vector<std::string> vouchers() {
        auto found = voucher_list(cast.services(), cast.people.at("rita"), {}, 100);
        std::vector<std::string> texts;
        for (auto voucher = found.rbegin(); voucher != found.rend(); ++voucher) {
            auto text = voucher->name() + " " + voucher->kind + ":";
            for (const auto& line : voucher->lines) text += " " + line.account + " " + line.amount.plain();
            texts.push_back(text);
        }
        return texts;
    }
    SieExport take_out() { return make_sie_export(cast.services(), plan(), cast.people.at("eva"), std::nullopt); }
    std::filesystem::path written(const SieExport& made) {
        const auto path = std::filesystem::path(testing::TempDir()) / made.file_name();
        std::ofstream(path, std::ios::binary) << read_sie_export(cast.services(), cast.people.at("eva"), made.id).bytes;
        return path;
    }
};

TEST_F(Accounts, have_one_voucher_for_each_thing_that_happened) {
    paid();
    const auto made = book();
    EXPECT_EQ(made.made, 2);
    EXPECT_EQ(made.first, "BS 2026-1");
    EXPECT_EQ(made.last, "BS 2026-2");
    EXPECT_EQ(vouchers(), (std::vector<std::string>{"BS 2026-1 grant: 5610 100000.00 2791 -100000.00",
                                                    "BS 2026-2 payment: 2791 100000.00 1920 -100000.00"}));
    EXPECT_EQ(book().made, 0) << "what is booked is booked";
    paid("operating_support");
    EXPECT_EQ(book().made, 2);
    EXPECT_EQ(count("SELECT COUNT(*) FROM payment_event WHERE kind = 'vouchers_made'"), 2);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(Accounts, are_made_once_by_two_servers_at_once) {
    for (int i = 0; i < 3; ++i) paid();
    cast.add_person("greta", Role::finance);
    at_once({[&] { book(); }, [&] { book("filip"); }, [&] { book("greta"); }});
    book();
    EXPECT_EQ(count("SELECT COUNT(*) FROM voucher"), 6);
    EXPECT_EQ(count("SELECT MAX(number) FROM voucher"), 6);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(Accounts, are_taken_out_once_and_read_by_another_program) {
    const auto number = paid();
    book();
    const auto made = take_out();
    EXPECT_EQ(made.file_name(), "BS-2026-1-2.si");
    EXPECT_EQ(refusal([&] { take_out(); }), "invalid year=accounting.nothing_to_export");
    const auto path = written(made);
    const auto read = read_by_another(path);
    EXPECT_EQ(read.ended, 0) << read.told.dump(1);
    EXPECT_EQ(read.told.at("faults"), nlohmann::json::array());
    EXPECT_EQ(read.told.at("labels").at("#FNAMN").at(0), "Region Dalarna");
    EXPECT_EQ(read.told.at("accounts").at("2791"), "Skuld, beviljade bidrag");
    EXPECT_EQ(read.told.at("objects").at("6 RUS-2026"), "Regionala utvecklingsmedel");
    const auto& payment = read.told.at("vouchers").at(1);
    EXPECT_EQ(payment.at("number"), "2");
    EXPECT_EQ(payment.at("text"), "Utbetalning U2026-000001 " + number);
    EXPECT_EQ(payment.at("lines").at(1).at("amount"), "-100000.00");
    // The next file goes on where the first ended; the first is fetched again as it was.
    days(1);
    paid("operating_support");
    book();
    EXPECT_EQ(take_out().file_name(), "BS-2026-3-4.si");
    EXPECT_EQ(sha256_hex(read_sie_export(cast.services(), cast.people.at("rita"), made.id).bytes), made.sha256);
    EXPECT_EQ(count("SELECT COUNT(*) FROM payment_event WHERE kind = 'sie_read'"), 2);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
    std::filesystem::remove(path);
}

// The judge itself, on files of others: it reads them, and finds what is wrong with one we have spoilt.
TEST(SieReader, reads_files_of_others) {
    const auto samples = formats_folder() / "sie" / "samples";
    if (!std::filesystem::exists(samples)) GTEST_SKIP() << "no folder of samples: " << samples;
    const auto read = read_by_another(samples / "Sie4.si");
    ASSERT_TRUE(read.told.is_object());
    EXPECT_EQ(read.told.at("vouchers").size(), 165U);
    EXPECT_EQ(read.told.at("labels").at("#FNAMN").at(0), "Testföretaget AB");
    EXPECT_NE(read_by_another(samples / "HAS4i_1412.si").ended, 0) << "a page of HTML is no file of vouchers";
}

TEST(SieReader, finds_what_does_not_sum_to_zero_or_leaves_a_gap) {
    const auto path = std::filesystem::path(testing::TempDir()) / "spoilt.si";
    std::ofstream(path, std::ios::binary)
        << "#FLAGGA 0\r\n#PROGRAM \"x\" 1\r\n#FORMAT PC8\r\n#GEN 20261123\r\n#SIETYP 4\r\n#FNAMN \"x\"\r\n#KONTO 1920 \"Bank\"\r\n"
           "#VER A 1 20260101 \"a\"\r\n{\r\n#TRANS 1920 {} 1.00\r\n#TRANS 1920 {} -0.99\r\n}\r\n"
           "#VER A 3 20260101 \"a\"\r\n{\r\n#TRANS 1921 {} 1.00\r\n#TRANS 1920 {} -1.00\r\n}\r\n";
    const auto read = read_by_another(path);
    EXPECT_NE(read.ended, 0);
    EXPECT_EQ(read.told.at("faults"), (nlohmann::json{"voucher A 1 sums to 0.01", "voucher A 3 does not follow 1", "voucher A 3: account 1921 is not told of"}));
    std::filesystem::remove(path);
}

TEST_F(Accounts, are_taken_out_once_by_two_at_once) {
    paid();
    book();
    const auto met = at_once({[&] { take_out(); }, [&] { make_sie_export(cast.services(), plan(), cast.people.at("filip"), 2026); }});
    EXPECT_EQ(met.at("done"), 1);
    EXPECT_EQ(count("SELECT COUNT(*) FROM sie_export"), 1);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(Accounts, are_corrected_by_new_vouchers_alone) {
    paid();
    book();
    const auto eva = cast.people.at("eva");
    EXPECT_EQ(refusal([&] { correct_voucher(cast.services(), plan(), eva, "BS-2026-2", " "); }), "invalid reason=required");
    EXPECT_EQ(refusal([&] { correct_voucher(cast.services(), plan(), eva, "BS-2026-9", "Fel."); }), "not_found not_found");
    EXPECT_EQ(refusal([&] { correct_voucher(cast.services(), plan(), eva, "BS-2026-2", "Fel konto."); }), "conflict accounting.same_lines");
    auto changed = plan();
    changed.accounts["1930"] = "Bank";
    for (auto& rule : changed.plans.back().rules) {
        if (rule.role == PostingRole::bank) rule.account = "1930";
    }
    const auto pair = correct_voucher(cast.services(), changed, eva, "BS-2026-2", "Fel konto.");
    EXPECT_EQ(pair.reversal.name(), "BS 2026-3");
    EXPECT_EQ(pair.rebooking->name(), "BS 2026-4");
    EXPECT_EQ(vouchers().at(2), "BS 2026-3 payment: 2791 -100000.00 1920 100000.00");
    EXPECT_EQ(vouchers().at(3), "BS 2026-4 payment: 2791 100000.00 1930 -100000.00");
    EXPECT_EQ(refusal([&] { correct_voucher(cast.services(), plan(), eva, "BS-2026-2", "Igen."); }), "conflict accounting.already_corrected");
    EXPECT_EQ(refusal([&] { correct_voucher(cast.services(), plan(), eva, "BS-2026-3", "Igen."); }), "conflict accounting.is_reversal");
    EXPECT_EQ(correct_voucher(cast.services(), plan(), eva, "BS-2026-4", "Tillbaka.").rebooking->name(), "BS 2026-6");
    EXPECT_EQ(book().made, 0);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST_F(Accounts, are_there_for_those_who_may_see_them) {
    paid();
    cast.add_person("adam", Role::administrator);
    for (const auto* who : {"anna", "david", "adam"}) {
        EXPECT_EQ(refusal([&] { voucher_list(cast.services(), cast.people.at(who), {}, 10); }), "not_found not_found") << who;
        EXPECT_EQ(refusal([&] { book(who); }), "not_found not_found") << who;
    }
    EXPECT_EQ(refusal([&] { book("maria"); }), "forbidden accounting.finance_only");
    EXPECT_EQ(refusal([&] { make_sie_export(cast.services(), plan(), cast.people.at("rita"), std::nullopt); }), "forbidden accounting.finance_only");
    EXPECT_EQ(refusal([&] { make_vouchers(cast.services(), plan(), cast.people.at("eva"), "2027-01-01"); }),
              "invalid through=accounting.later_than_today");
    book();
    EXPECT_EQ(voucher_list(cast.services(), cast.people.at("maria"), {}, 10).size(), 2U);
}

TEST_F(Accounts, are_verified) {
    paid();
    book();
    take_out();
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
    set("UPDATE voucher_line SET amount_ore = amount_ore + 1 WHERE voucher_id = 1 AND position = 1");
    EXPECT_EQ(cast.faults(), (std::vector<std::string>{"accounts: voucher BS 2026-1 does not sum to zero, or to what is kept with it",
                                                       "accounts: file BS-2026-1-2.si: its vouchers say another thing now"}));
    set("UPDATE voucher_line SET amount_ore = amount_ore - 1 WHERE voucher_id = 1 AND position = 1");
    set("UPDATE voucher_counter SET last_number = 3");
    EXPECT_EQ(cast.faults(), (std::vector<std::string>{"accounts: the vouchers BS 2026 have a gap"}));
    set("UPDATE voucher_counter SET last_number = 2");
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
    // The application's own account may only add.
    EXPECT_ANY_THROW(cast.services().database.transact([&](Transaction& tx) { tx.execute("UPDATE voucher SET text = 'x'"); }));
    EXPECT_ANY_THROW(cast.services().database.transact([&](Transaction& tx) { tx.execute("DELETE FROM voucher_line"); }));
}

}  // namespace

}  // namespace bygd::testing_house
