// Many deciders over one fund from two servers on one database: the sums are exact and nothing is overspent, neither of the fund
// nor of its part nor of the authorisation (issue 5 point 1; trust.md §1.1). BYGD_RACE_ROUNDS sets how many rounds are run.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "base/text.hpp"
#include "budget/commitment_store.hpp"
#include "budget/fund_actions.hpp"
#include "budget/part_budget_store.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/refusal.hpp"

namespace bygd::testing_house {

namespace {

constexpr int deciders = 64;

int rounds() {
    const char* set = std::getenv("BYGD_RACE_ROUNDS");
    return static_cast<int>(set ? whole_number(set).value_or(5) : 5);
}

// All at once; how many times each thing was said.
std::map<std::string, int> at_once(int count, const std::function<void(int)>& act) {
    std::vector<std::string> said(static_cast<std::size_t>(count));
    std::atomic<int> ready{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            ++ready;
            while (ready < count) std::this_thread::yield();
            said[static_cast<std::size_t>(i)] = refusal([&] { act(i); });
        });
    }
    for (auto& thread : threads) thread.join();
    std::map<std::string, int> counted;
    for (const auto& each : said) ++counted[each];
    return counted;
}

// A second server: pool, House and all, on the same database.
struct TwoServers : HouseCast {
    Database second_pool{server.url()};
    House second{BYGD_SOURCE_DIR, second_pool, clock, letters};

    explicit TwoServers(Money allotted) : HouseCast(allotted) { add_person("maria", Role::manager); }
    const Services& of(int decider) const { return decider % 2 ? second.services() : services(); }
    FundFields decided(const std::string& amount) const { return {{"amount", amount}, {"reference", "§ 1"}}; }
};

}  // namespace

// As a decider's transaction: what is proposed is held and granted, or nothing at all is.
TEST(FundRace, sixty_four_deciders_of_two_servers_take_exactly_what_there_is_round_after_round) {
    TwoServers house(Money::kronor(1'000));
    std::vector<Id<Case>> cases;
    for (int i = 0; i < deciders; ++i) cases.push_back(house.now(house.register_application("service_grant")).id);
    auto room = house.decided("1000000000");
    room["source"] = "state_1_1";
    room["year"] = "2025";       // all of it falls due after that, so that every decider writes the one row
    decide_authorisation(house.services(), house.people.at("maria"), room);
    std::int64_t granted = 0;
    for (int round = 0; round < rounds(); ++round) {
        // Of 7 000 kr each: the fund bears 40 of 64, its part 37.
        const auto code = "RACE-" + std::to_string(round);
        const auto fund = add_fund(house.services(), house.people.at("maria"),
                                   {{"code", code}, {"name", code}, {"year", "2026"}, {"source", "state_1_1"},
                                    {"amount", "283000"}, {"text", "Tävling"}}).id;
        const bool parted = round % 2 == 1;
        if (parted) {
            auto part = house.decided("260000");
            part["form"] = "service_grant";
            decide_part_budget(house.services(), house.people.at("maria"), fund, part);
        }
        const auto said = at_once(deciders, [&](int i) {
            house.of(i).database.transact([&](Transaction& tx) {
                LedgerEntry entry;
                entry.fund = fund;
                entry.subject = cases[static_cast<std::size_t>(i)];
                entry.amount = Money::kronor(7'000);
                entry.booked_on = house.clock.today();
                entry.made_at = house.clock.now();
                entry.movement = Movement::reservation;
                move_money(tx, entry);
                entry.movement = Movement::grant;
                move_money(tx, entry);
            });
        });
        const int fits = parted ? 37 : 40;
        const std::string refused = parted ? "invalid fund=fund.part_not_enough" : "invalid fund=fund.not_enough";
        ASSERT_EQ(said, (std::map<std::string, int>{{"nothing", fits}, {refused, deciders - fits}})) << "round " << round;
        const auto balance = house.services().database.read([&](Transaction& tx) { return balance_of(tx, fund).value(); });
        ASSERT_EQ(balance.granted, Money::kronor(7'000 * fits));
        ASSERT_TRUE(balance.reserved.zero());
        FundBalance sum;
        for (const auto& entry : house.services().database.read([&](Transaction& tx) { return ledger_of_fund(tx, fund, 0, 1'000); })) {
            sum = moved(sum, entry.movement, entry.amount, false);
        }
        ASSERT_EQ(sum, balance) << "round " << round;
        granted += fits;
    }
    std::printf("%d rounds of %d deciders: %lld granted, %lld refused, each sum exact\n", rounds(), deciders, static_cast<long long>(granted),
                static_cast<long long>(std::int64_t{rounds()} * deciders - granted));
    const auto counted = house.services().database.read([](Transaction& tx) { return find_authorisation(tx, "state_1_1", 2025).value(); });
    EXPECT_EQ(counted.committed, Money::kronor(7'000 * granted));
    const auto faults = house.services().database.read([](Transaction& tx) {
        auto all = faults_of_part_budgets(tx);
        for (const auto& fault : faults_of_fund_years(tx)) all.push_back(fault);
        return all;
    });
    EXPECT_EQ(faults, std::vector<std::string>());
}

// The whole step of a decider: the authorisation bears 9 of 24 decisions, whoever comes first.
TEST(FundRace, deciders_of_two_servers_never_break_an_authorisation) {
    TwoServers house(Money::kronor(5'000'000));
    auto room = house.decided("950000");
    room["source"] = "state_1_1";
    room["year"] = "2026";
    decide_authorisation(house.services(), house.people.at("maria"), room);
    constexpr int many = 24;
    std::vector<std::string> numbers;
    std::vector<int> versions;
    for (int i = 0; i < many; ++i) {
        numbers.push_back(house.under_decision("investment_support"));     // all of it due in 2027
        house.declare("david", numbers.back());
        versions.push_back(house.now(numbers.back()).version);
    }
    const auto said = at_once(many, [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        // Who is told that the database is busy tries again, as a person does.
        for (int tries = 0;; ++tries) {
            try {
                take_action(house.of(i), house.people.at("david"), {numbers[at], versions[at], "approve", "", {}});
                return;
            } catch (const Error& error) {
                if (error.kind() != ErrorKind::unavailable || tries == 50) throw;
            }
        }
    });
    EXPECT_EQ(said, (std::map<std::string, int>{{"nothing", 9}, {"invalid authorisation.not_enough", many - 9}}));
    const auto left = house.services().database.read([](Transaction& tx) { return find_authorisation(tx, "state_1_1", 2026).value(); });
    EXPECT_EQ(left.committed, Money::kronor(900'000));
    EXPECT_EQ(house.balance().granted, Money::kronor(900'000));
    EXPECT_EQ(house.faults(), std::vector<std::string>());
}

}  // namespace bygd::testing_house
