// A value bound to a parameter of a statement. Nothing else reaches SQL: there is no way to put text into a statement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/date_time.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace bygd {

struct Blob {
    std::string bytes;
};

class Value {
public:
    using Held = std::variant<std::monostate, std::int64_t, std::string, Blob>;

    Value(std::nullopt_t) {}
    Value(std::int64_t number) : held_(number) {}
    Value(int number) : held_(std::int64_t{number}) {}
    Value(unsigned number) : held_(std::int64_t{number}) {}
    Value(std::size_t number) : held_(static_cast<std::int64_t>(number)) {}
    Value(bool truth) : held_(std::int64_t{truth}) {}
    Value(const char* text) : held_(std::string(text)) {}
    Value(std::string text) : held_(std::move(text)) {}
    Value(std::string_view text) : held_(std::string(text)) {}
    Value(Blob blob) : held_(std::move(blob)) {}
    Value(Money amount) : held_(amount.minor()) {}
    Value(Date day) : held_(day.iso()) {}
    Value(Instant at);                                  // DATETIME(6), UTC
    template <typename T>
    Value(Id<T> id) : held_(id.value()) {}
    template <typename T>
    Value(const std::optional<T>& maybe) {
        if (maybe) *this = Value(*maybe);
    }

    const Held& held() const { return held_; }

private:
    Held held_;
};

}  // namespace bygd
