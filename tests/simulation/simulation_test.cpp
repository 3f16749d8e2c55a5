// 10 000 random steps over all forms, in which no invariant of domain §3.2 breaks. BYGD_SEED=7 plays a run again,
// BYGD_SEED=random draws a new one; BYGD_STEPS=200000 goes on for longer. The seed is printed, and with a fault the step and
// what led to it.
#include "tests/simulation/simulation.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

namespace bygd::simulation {

namespace {

constexpr std::int64_t steps_by_default = 10'000, verify_every = 1'000;

std::uint64_t seed() {
    const char* told = std::getenv("BYGD_SEED");
    if (!told) return 20'241'243;
    if (std::string(told) == "random") return std::random_device{}();
    return std::strtoull(told, nullptr, 10);
}

std::int64_t steps() {
    const char* told = std::getenv("BYGD_STEPS");
    return told ? std::strtoll(told, nullptr, 10) : steps_by_default;
}

std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    return text;
}

void tell(const Tally& tally) {
    std::cout << "[ SIMULATION ] " << tally.steps << " steps, " << tally.done << " done, " << tally.refused << " refused, " << tally.cases << " cases\n";
    std::cout << "[ SIMULATION ] taken:";
    for (const auto& [name, count] : tally.taken) std::cout << ' ' << name << ' ' << count << ',';
    std::cout << "\n[ SIMULATION ] refused:";
    for (const auto& [code, count] : tally.codes) std::cout << ' ' << code << ' ' << count << ',';
    std::cout << std::endl;
}

}  // namespace

TEST(Simulation, ten_thousand_random_steps_break_no_invariant) {
    const auto with = seed();
    std::cout << "[ SIMULATION ] BYGD_SEED=" << with << std::endl;
    RecordProperty("seed", std::to_string(with));
    Simulation simulation(with);
    for (std::int64_t step = 1; step <= steps(); ++step) {
        auto faults = simulation.step();
        if (faults.empty() && (step % verify_every == 0 || step == steps())) faults = simulation.check_all();
        ASSERT_TRUE(faults.empty()) << "BYGD_SEED=" << with << ", step " << step << ":\n" << joined_lines(faults)
                                    << "after\n" << simulation.last_steps();
    }
    const auto& tally = simulation.tally();
    tell(tally);
    if (steps() < steps_by_default) return;
    // The road to money, and back, under both ordinances and of every form: else the invariants were never tried.
    for (const auto* each : {"approve", "reject", "dismiss", "close", "claim attest", "claim mark_paid", "change decide", "non_payment decide",
                             "recovery decide", "recovery register_repayment", "appeal find_in_time", "appeal register_judgment"}) {
        EXPECT_TRUE(tally.taken.contains(each)) << "no " << each << " in this run";
    }
    EXPECT_EQ(tally.forms.size(), 4u);
    EXPECT_EQ(tally.bases.size(), 2u);
    EXPECT_GT(tally.done, steps() / 3);
    EXPECT_GT(tally.refused, steps() / 20);
}

}  // namespace bygd::simulation
