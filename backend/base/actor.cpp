#include "base/actor.hpp"

#include <array>

namespace bygd {

namespace {

constexpr std::array<std::string_view, 6> names{"officer", "decider", "manager", "finance", "auditor", "administrator"};

}  // namespace

std::string_view to_string(Role role) { return names.at(static_cast<std::size_t>(role)); }

std::optional<Role> role_of(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Role>(i);
    }
    return std::nullopt;
}

}  // namespace bygd
