// Funds on the real database: nobody spends more than there is, however many try at once; the figures are the sums of
// the ledger; and only managers write (design.md §4 rules 4, 5, 9, 11).
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "budget/fund_actions.hpp"
#include "budget/fund_store.hpp"
#include "tests/database/people_cast.hpp"

namespace bygd {
namespace {

using testing_people::Cast;

template <typename Absent>
const Absent& absent() {
    alignas(16) static char nothing[16];
    return reinterpret_cast<const Absent&>(nothing);
}

struct Office : Cast {
    Services services{clock,
                      database,
                      absent<Region>(),
                      absent<Languages>(),
                      absent<Templates>(),
                      absent<WorkflowSet>(),
                      absent<Guards>(),
                      absent<Effects>(),
                      absent<Parameters>(),
                      absent<FormSet>(),
                      absent<LetterMaker>(),
                      absent<DeMinimisLaw>(),
                      absent<Timers>(),
                      absent<DocumentRoom>(),
                      absent<LetterTexts>()};
    Actor manager = actor_of(add("maria.manager", "Maria Manager", {Role::manager}));
    FundFields typed{{"code", "rus-2026"},      {"name", "Medel 2026"},  {"year", "2026"},
                     {"source", "state_1_1"},   {"amount", "1 000 000"}, {"booked_on", "2026-01-02"},
                     {"text", "Regleringsbrev"}};
    Id<Fund> fund = add_fund(services, manager, typed).id;

    FundFields movement(const std::string& kind, const std::string& amount) const {
        return {{"movement", kind}, {"amount", amount}, {"booked_on", ""}, {"text", "Beslut i nämnden"}};
    }
    void move(Movement kind, Money amount) {
        LedgerEntry entry;
        entry.fund = fund;
        entry.movement = kind;
        entry.amount = amount;
        entry.booked_on = clock.today();
        entry.made_at = clock.now();
        database.transact([&](Transaction& tx) { move_money(tx, entry); });
    }
    FundBalance balance() {
        return database.look_up([&](Transaction& tx) { return balance_of(tx, fund); }).value();
    }
    FundBalance summed(bool reuse = false) {
        FundBalance sum;
        for (const auto& entry :
             database.look_up([&](Transaction& tx) { return ledger_of_fund(tx, fund, 0, 10'000); })) {
            sum = moved(sum, entry.movement, entry.amount, reuse);
        }
        return sum;
    }
    std::size_t entries() {
        return database.look_up([&](Transaction& tx) { return ledger_of_fund(tx, fund, 0, 10'000); }).size();
    }
};

TEST(FundMoney, SixteenAtOnceCannotReserveMoreThanThereIs) {
    Office office;
    std::atomic<int> taken{0}, refused{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j) {
                const auto said = refusal([&] { office.move(Movement::reservation, Money::kronor(7'000)); });
                if (said == "nothing")
                    ++taken;
                else if (said == "invalid fund=fund.not_enough")
                    ++refused;
                else
                    ADD_FAILURE() << said;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(taken, 142);  // 142 * 7 000 = 994 000
    EXPECT_EQ(refused, 160 - 142);
    EXPECT_EQ(office.balance().reserved, Money::kronor(994'000));
    EXPECT_EQ(office.balance(), office.summed());
    EXPECT_EQ(office.entries(), 143u);
}

TEST(FundMoney, WithdrawalsAndReservationsAtOnceNeverTakeTheSameKrona) {
    Office office;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&, i] {
            for (int j = 0; j < 8; ++j) {
                refusal([&] {
                    if (i % 2)
                        office.move(Movement::reservation, Money::of_minor(1'234'567));
                    else
                        move_funds(office.services, office.manager, office.fund,
                                   office.movement("withdrawal", "9 876,54"));
                });
            }
        });
    }
    for (auto& thread : threads) thread.join();
    const auto balance = office.balance();
    EXPECT_EQ(balance, office.summed());
    EXPECT_FALSE(balance.left_to_reserve().negative());
    EXPECT_LT(balance.left_to_reserve(), Money::of_minor(1'234'567));  // 128 tries want more than there is
}

TEST(FundMoney, FollowsEveryStepAndRefusesOneThatHasNothingToMove) {
    Office office;
    office.move(Movement::reservation, Money::of_minor(40'000'050));
    EXPECT_EQ(refusal([&] { office.move(Movement::grant, Money::of_minor(40'000'051)); }), "conflict fund.out_of_step");
    office.move(Movement::grant, Money::of_minor(40'000'050));
    office.move(Movement::payment, Money::of_minor(30'000'049));
    EXPECT_EQ(refusal([&] { office.move(Movement::payment, Money::of_minor(10'000'002)); }),
              "conflict fund.out_of_step");
    office.move(Movement::release, Money::of_minor(10'000'001));
    EXPECT_EQ(refusal([&] { office.move(Movement::release, Money::of_minor(1)); }), "conflict fund.out_of_step");
    office.move(Movement::repayment, Money::kronor(5));
    EXPECT_EQ(refusal([&] { office.move(Movement::repayment, Money::kronor(300'000)); }), "conflict fund.out_of_step");
    const auto balance = office.balance();
    EXPECT_EQ(balance, office.summed());
    EXPECT_TRUE(balance.outstanding().zero());
    EXPECT_EQ(balance.left_to_decide(), Money::of_minor(59'999'950));
}

TEST(FundLedger, IsAppendOnlyForTheApplication) {
    Office office;
    for (const auto* sql : {"UPDATE ledger_entry SET amount_ore = amount_ore + 1", "DELETE FROM ledger_entry",
                            "TRUNCATE TABLE ledger_entry", "ALTER TABLE ledger_entry ADD COLUMN x INT"}) {
        EXPECT_ANY_THROW(office.database.transact([&](Transaction& tx) { tx.execute(sql); })) << sql;
    }
    EXPECT_EQ(office.balance(), office.summed());
}

TEST(FundActions, KeepWhoWhenAndWhyInTheLedger) {
    Office office;
    office.clock.advance(std::chrono::hours(48));
    EXPECT_EQ(
        move_funds(office.services, office.manager, office.fund, office.movement("withdrawal", "250 000,50")).allocated,
        Money::of_minor(74'999'950));
    const auto lines = office.database.look_up([&](Transaction& tx) { return ledger_lines(tx, office.fund, {}, 10); });
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].entry.movement, Movement::withdrawal);
    EXPECT_EQ(lines[0].entry.text, "Beslut i nämnden");
    EXPECT_EQ(lines[0].entry.booked_on.iso(), "2026-11-25");
    EXPECT_EQ(lines[0].actor_name, "Maria Manager");
    EXPECT_EQ(lines[1].entry.booked_on.iso(), "2026-01-02");
    const auto older =
        office.database.look_up([&](Transaction& tx) { return ledger_lines(tx, office.fund, lines[0].entry.id, 10); });
    ASSERT_EQ(older.size(), 1u);
    EXPECT_EQ(older[0].entry.id, lines[1].entry.id);
}

TEST(FundActions, AreForManagersOnly) {
    Office office;
    const auto try_all = [&](const Actor& actor) {
        auto other = office.typed;
        other["code"] = "OTHER";
        return refusal([&] { add_fund(office.services, actor, other); }) + ", " +
               refusal([&] { move_funds(office.services, actor, office.fund, office.movement("allocation", "1")); });
    };
    const std::string forbidden = "forbidden fund.managers_only";
    for (const auto role : {Role::officer, Role::decider, Role::finance, Role::auditor}) {
        EXPECT_EQ(try_all({Id<User>(1), "x", {role}, {}}), forbidden + ", " + forbidden) << to_string(role);
    }
    EXPECT_EQ(try_all(actor_of(office.admin)), "not_found not_found, not_found not_found");
    EXPECT_EQ(office.entries(), 1u);
    EXPECT_EQ(office.database.look_up([](Transaction& tx) { return list_funds(tx, std::nullopt); }).size(), 1u);
}

TEST(FundActions, TellWhatIsWrongWithEachField) {
    Office office;
    const auto with = [&](const std::string& field, const std::string& value) {
        auto typed = office.movement("allocation", "1 000");
        typed[field] = value;
        return refusal([&] { move_funds(office.services, office.manager, office.fund, typed); });
    };
    const std::pair<const char*, const char*> amounts[] = {{"", "amount.empty"},
                                                           {"0", "amount.zero"},
                                                           {"-1", "amount.negative"},
                                                           {"12,345", "amount.decimals"},
                                                           {"1e9", "amount.format"},
                                                           {"12 34", "amount.format"},
                                                           {"100 000 000 000", "amount.too_large"}};
    for (const auto& [typed, code] : amounts)
        EXPECT_EQ(with("amount", typed), std::string("invalid amount=") + code) << typed;
    EXPECT_EQ(with("booked_on", "2026-02-30"), "invalid booked_on=date.no_such_day");
    EXPECT_EQ(with("booked_on", "2026-11-24"), "invalid booked_on=fund.later_than_today");
    EXPECT_EQ(with("booked_on", "2024-12-31"), "invalid booked_on=fund.before_year");
    EXPECT_EQ(with("text", "  "), "invalid text=required");
    EXPECT_EQ(with("text", std::string(501, 'x')), "invalid text=text.too_long");
    EXPECT_EQ(with("movement", "payment"), "invalid movement=choice.unknown");
    EXPECT_EQ(refusal([&] {
                  move_funds(office.services, office.manager, office.fund,
                             office.movement("withdrawal", "1 000 000,01"));
              }),
              "invalid amount=fund.not_enough");
    EXPECT_EQ(refusal([&] {
                  move_funds(office.services, office.manager, Id<Fund>(999), office.movement("allocation", "1"));
              }),
              "not_found not_found");
    EXPECT_EQ(refusal([&] { add_fund(office.services, office.manager, office.typed); }),
              "invalid code=fund.code_taken");
    EXPECT_EQ(refusal([&] { add_fund(office.services, office.manager, {}); }),
              "invalid code=required name=required year=number.range source=choice.unknown amount=amount.empty "
              "text=required");
    EXPECT_EQ(office.entries(), 1u);
}

TEST(FundActions, TheSameCommandTwiceCountsOnce) {
    Office office;
    auto actor = office.manager;
    actor.once = Once{"one-key", "one-print"};
    move_funds(office.services, actor, office.fund, office.movement("allocation", "500"));
    EXPECT_THROW(move_funds(office.services, actor, office.fund, office.movement("allocation", "500")), AlreadyDone);
    EXPECT_EQ(office.balance().allocated, Money::kronor(1'000'500));
}

TEST(BookedSince, PartsTheFundsOfTheYearFromTheOthersAndTheYearFromWhatCameAfter) {
    Office office;
    office.move(Movement::reservation, Money::kronor(900));
    office.move(Movement::grant, Money::kronor(900));
    office.clock.set(parse_utc("2027-02-01T08:00:00.000000Z"));
    office.move(Movement::payment, Money::kronor(300));
    const auto flow = [&](int year) {
        const auto sums = office.database.look_up([&](Transaction& tx) { return booked_since(tx, year); });
        return std::pair(flow_of_year(year == 2026 ? Money::kronor(600) : Money(), sums.own),
                         flow_of_year(year == 2026 ? Money() : Money::kronor(600), sums.others));
    };
    EXPECT_EQ(flow(2026).first, (YearFlow{Money(), Money::kronor(900), Money(), Money()}));
    EXPECT_EQ(flow(2026).second, YearFlow());
    EXPECT_EQ(flow(2027).first, YearFlow());
    EXPECT_EQ(flow(2027).second, (YearFlow{Money::kronor(900), Money(), Money::kronor(300), Money()}));
}

}  // namespace
}  // namespace bygd
