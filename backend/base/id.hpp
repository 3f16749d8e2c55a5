// Ids that cannot be mistaken for one another: an Id<Claim> never passes for an Id<Case>. The number is the row's primary
// key; it has gaps and is never shown to people, who see a diary number or a name.
#pragma once

#include <compare>
#include <cstdint>

namespace bygd {

template <typename T>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(std::int64_t value) : value_(value) {}
    constexpr std::int64_t value() const { return value_; }
    constexpr bool valid() const { return value_ > 0; }
    auto operator<=>(const Id&) const = default;

private:
    std::int64_t value_ = 0;
};

}  // namespace bygd
