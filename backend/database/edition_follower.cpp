#include "database/edition_follower.hpp"

#include <chrono>

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace bygd {

void EditionFollower::look() {
    const auto second = std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    auto last = looked_.load();
    if (last >= 0 && second - last < limits::parameter_look.count()) return;
    if (!looked_.compare_exchange_strong(last, second)) return;   // somebody else is at it
    try {
        look_now();
    } catch (const std::exception& error) {
        log::warning(what_ + "_not_followed", {{"why", one_line(error.what())}});
    }
}

void EditionFollower::look_now() {
    const auto newest = database_.look_up([&](Transaction& tx) { return read_edition_(tx); });
    if (newest == edition_.load()) return;
    database_.look_up([&](Transaction& tx) {
        take_(tx);
        return 0;
    });
    edition_.store(newest);
    log::info(what_ + "_followed", {{"edition", std::to_string(newest)}});
}

}  // namespace bygd
