// Chance that can be played again: the same seed throws the same numbers on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/money.hpp"

namespace bygd::simulation {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    std::int64_t between(std::int64_t least, std::int64_t most) {      // both included
        return least + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most - least + 1));
    }
    bool chance(int percent) { return between(1, 100) <= percent; }
    template <typename T>
    const T& one_of(const std::vector<T>& all) {
        if (all.empty()) throw std::logic_error("nothing to choose from");
        return all[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(all.size()) - 1))];
    }
    // Whole kronor mostly, öre sometimes; the ends are as likely as a tenth of all else.
    Money money(Money least, Money most) {
        if (most <= least || chance(10)) return least;
        if (chance(10)) return most;
        const auto minor = between(least.minor(), most.minor());
        const auto whole = minor - minor % 100;
        return Money::of_minor(chance(70) && whole >= least.minor() ? whole : minor);
    }
    // The index of one, as likely as its weight says.
    std::size_t weighed(const std::vector<int>& weights) {
        std::int64_t all = 0;
        for (const auto weight : weights) all += weight;
        auto left = between(1, all);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            left -= weights[i];
            if (left <= 0) return i;
        }
        return weights.size() - 1;
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace bygd::simulation
