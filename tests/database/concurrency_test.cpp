// Several people, or a dying database, at the same moment: every krona and every event counts exactly once.
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <thread>

#include "base/error.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/diary_store.hpp"
#include "database/private_server.hpp"
#include "tests/database/house_cast.hpp"
#include "tests/database/test_server.hpp"

namespace bygd::testing_house {

namespace {

// What each of `count` threads, let loose at once, met: "done", or the codes of what refused it.
std::map<std::string, int> outcomes(int count, const std::function<void(int)>& act) {
    std::vector<std::string> met(static_cast<std::size_t>(count));
    std::atomic<int> waiting{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            ++waiting;
            while (waiting < count) std::this_thread::yield();
            auto& mine = met[static_cast<std::size_t>(i)];
            try {
                act(i);
                mine = "done";
            } catch (const Error& error) {
                for (const auto& problem : error.problems()) mine += problem.code;
            } catch (const AlreadyDone&) {
                mine = "already done";
            } catch (const std::exception& error) {
                mine = error.what();
            }
        });
    }
    for (auto& thread : threads) thread.join();
    std::map<std::string, int> counted;
    for (const auto& each : met) ++counted[each];
    return counted;
}

using Counted = std::map<std::string, int>;

std::size_t events_in(const HouseCast& cast, const std::string& number, const std::string& kind) {
    const auto events = cast.services().database.read([&](Transaction& tx) {
        return events_of(tx, case_by_number(tx, number).id);
    });
    return static_cast<std::size_t>(
        std::count_if(events.begin(), events.end(), [&](const auto& event) { return event.kind == kind; }));
}

}  // namespace

TEST(Concurrency, of_two_officers_on_one_case_the_second_is_told_it_has_changed) {
    HouseCast cast;
    const auto number = cast.register_application("service_grant");
    const auto version = cast.now(number).version;
    const std::string officers[] = {"anna", "bo"};
    const auto met = outcomes(2, [&](int i) {
        take_action(cast.services(), cast.people.at(officers[i]), {number, version, "assign", "", {}});
    });
    EXPECT_EQ(met, (Counted{{"done", 1}, {"case.changed", 1}}));
    EXPECT_EQ(events_in(cast, number, "moved"), 1u);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(Concurrency, a_fund_for_five_is_reserved_by_exactly_five_of_sixteen) {
    HouseCast cast(Money::kronor(500'000));
    std::vector<std::string> numbers;
    for (int i = 0; i < 16; ++i) numbers.push_back(cast.in_review("service_grant"));
    std::vector<int> versions;
    for (const auto& number : numbers) versions.push_back(cast.now(number).version);
    const auto met = outcomes(16, [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        take_action(cast.services(), cast.people.at("anna"),
                    {numbers[at], versions[at], "propose", "", {cast.proposal(), {}}});
    });
    EXPECT_EQ(met, (Counted{{"done", 5}, {"fund.not_enough", 11}}));
    EXPECT_EQ(cast.balance().reserved, Money::kronor(500'000));
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
    for (const auto& number : numbers) {
        if (cast.now(number).state == "proposed") cast.take("anna", number, "submit_for_decision");
        cast.declare("david", number);
    }
    const auto decided = outcomes(16, [&](int i) {
        const auto subject = cast.now(numbers[static_cast<std::size_t>(i)]);
        if (subject.state != "under_decision") throw std::runtime_error("not proposed");
        take_action(cast.services(), cast.people.at("david"),
                    {subject.diary_number, subject.version, "approve", "", {}});
    });
    EXPECT_EQ(decided, (Counted{{"done", 5}, {"not proposed", 11}}));
    EXPECT_EQ(cast.balance().granted, Money::kronor(500'000));
    EXPECT_TRUE(cast.balance().reserved.zero());
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(Concurrency, the_same_command_sent_eight_times_has_one_effect) {
    HouseCast cast;
    const auto number = cast.register_application("service_grant");
    auto anna = cast.people.at("anna");
    anna.once = Once{"one-key", "fingerprint"};
    const auto met = outcomes(8, [&](int) { add_note(cast.services(), anna, number, "Ringde sökanden."); });
    EXPECT_EQ(met, (Counted{{"done", 1}, {"already done", 7}}));
    EXPECT_EQ(events_in(cast, number, "note"), 1u);
}

// The second of two was told that the case had changed, although a note changes nothing that the other had read.
TEST(Concurrency, notes_and_documents_written_at_once_are_all_kept) {
    HouseCast cast;
    const auto number = cast.register_application("service_grant");
    const std::string officers[] = {"anna", "bo"};
    const auto met = outcomes(12, [&](int i) {
        const auto& officer = cast.people.at(officers[i % 2]);
        const auto text = "Anteckning " + std::to_string(i);
        if (i % 3 == 0) add_documents(cast.services(), officer, {number, "other", "in", "", "", "", {{"file", "brev.txt", text}}});
        else add_note(cast.services(), officer, number, text);
    });
    EXPECT_EQ(met, (Counted{{"done", 12}}));
    EXPECT_EQ(events_in(cast, number, "note"), 8u);
    EXPECT_EQ(events_in(cast, number, "document_added"), 4u);
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(Concurrency, a_database_killed_at_work_loses_nothing_it_acknowledged) {
    HouseCast cast;
    std::vector<std::string> numbers;
    for (int i = 0; i < 4; ++i) numbers.push_back(cast.register_application("service_grant"));
    const auto process = cast.server.owner().look_up([](Transaction& tx) {
        return tx.one("SELECT @@pid_file AS path", {}, [](const Row& row) { return row.text("path"); });
    });
    pid_t database = 0;
    std::ifstream(process.value()) >> database;
    ASSERT_GT(database, 1);
    std::atomic<bool> stop{false};
    std::atomic<int> acknowledged{0}, unknown{0}, other{0};
    std::vector<std::thread> officers;
    for (const auto& number : numbers) {
        officers.emplace_back([&, number] {
            while (!stop) {
                try {
                    add_note(cast.services(), cast.people.at("anna"), number, "Ringde sökanden.");
                    ++acknowledged;
                } catch (const Error& error) {
                    ++(error.kind() == ErrorKind::unavailable ? unknown : other);
                }
            }
        });
    }
    for (int waited = 0; acknowledged < 50 && waited < 2'000; ++waited) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ASSERT_EQ(kill(database, SIGKILL), 0);
    const int before = acknowledged;
    for (int waited = 0; acknowledged < before + 50 && waited < 1'000; ++waited) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_GE(acknowledged, before + 50) << "the database did not come back";
    stop = true;
    for (auto& officer : officers) officer.join();
    EXPECT_EQ(other, 0);
    std::size_t kept = 0;
    for (const auto& number : numbers) kept += events_in(cast, number, "note");
    // One whose answer was lost may have been kept or not; an acknowledged one always.
    EXPECT_GE(kept, static_cast<std::size_t>(acknowledged));
    EXPECT_LE(kept, static_cast<std::size_t>(acknowledged + unknown));
    EXPECT_EQ(cast.faults(), std::vector<std::string>());
}

TEST(Concurrency, without_its_database_the_house_says_unavailable_and_works_again_when_it_is_back) {
    const auto folder = TestServer::data_folder();
    const std::vector<std::string> fast = {"--innodb-flush-method=nosync"};
    auto server = std::make_unique<PrivateServer>(PrivateServer::Options{.data_folder = folder, .more = fast});
    Database database(DatabaseUrl::parse(server->owner_url()));
    const auto one = [&] { return database.look_up([](Transaction& tx) { return tx.number("SELECT 1"); }); };
    EXPECT_EQ(one(), 1);
    server.reset();
    try {
        one();
        FAIL() << "answered without a database";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    }
    EXPECT_FALSE(database.reachable());
    server = std::make_unique<PrivateServer>(PrivateServer::Options{.data_folder = folder, .more = fast});
    EXPECT_EQ(one(), 1);
}

}  // namespace bygd::testing_house
