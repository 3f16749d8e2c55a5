#include "base/hash_chain.hpp"

#include "base/hash.hpp"

namespace bygd {

CanonicalForm& CanonicalForm::add(std::string_view field) {
    form_ += std::to_string(field.size());
    form_ += ':';
    form_ += field;
    return *this;
}

CanonicalForm& CanonicalForm::add_number(std::int64_t number) { return add(std::to_string(number)); }

CanonicalForm& CanonicalForm::add_maybe(const std::optional<std::string>& field) {
    if (field) return add(*field);
    form_ += '-';
    return *this;
}

CanonicalForm& CanonicalForm::add_maybe_number(const std::optional<std::int64_t>& number) {
    return add_maybe(number ? std::optional(std::to_string(*number)) : std::nullopt);
}

std::string CanonicalForm::sha256() const { return sha256_hex(form_); }

}  // namespace bygd
