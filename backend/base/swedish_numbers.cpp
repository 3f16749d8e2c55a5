#include "base/swedish_numbers.hpp"

#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

[[noreturn]] void bad(std::string_view field, std::string code) {
    throw Error(ErrorKind::invalid, {{std::string(field), std::move(code)}});
}

std::string without(std::string_view text, std::string_view signs) {
    std::string kept;
    for (const char c : text) {
        if (signs.find(c) == signs.npos) kept += c;
    }
    return kept;
}

int two(std::string_view digits, std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); }

// A sole trader's number begins with a birth day; a coordination number adds 60 to the day. Without a century every
// year is possible, so 29 February is one when either century has it.
bool real_birth_day(std::string_view ten, std::string_view century) {
    const int month = two(ten, 2);
    const int day = two(ten, 4) > 60 ? two(ten, 4) - 60 : two(ten, 4);
    for (const auto* prefix : {"19", "20"}) {
        if (!century.empty() && century != prefix) continue;
        const auto iso = std::string(prefix) + std::string(ten.substr(0, 2)) + "-" + (month < 10 ? "0" : "") +
                         std::to_string(month) + "-" + (day < 10 ? "0" : "") + std::to_string(day);
        try {
            Date::parse(iso);
            return true;
        } catch (const Error&) {
        }
    }
    return false;
}

}  // namespace

bool luhn_valid(std::string_view digits) {
    if (!all_digits(digits)) return false;
    int total = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        total += digit;
    }
    return total % 10 == 0;
}

OrganisationNumber OrganisationNumber::parse(std::string_view text, std::string_view field) {
    const auto written = trimmed(text);
    if (written.empty()) bad(field, "organisation_number.empty");
    auto digits = without(written, "- +");
    std::string century;
    if (digits.size() == 12 && all_digits(digits)) {
        century = digits.substr(0, 2);
        digits = digits.substr(2);
    }
    if (digits.size() != 10 || !all_digits(digits)) bad(field, "organisation_number.format");
    const bool person = digits[2] < '2';
    const bool century_fits = century.empty() || (person ? century == "19" || century == "20" : century == "16");
    if (!century_fits) bad(field, "organisation_number.format");
    if (!luhn_valid(digits)) bad(field, "organisation_number.check_digit");
    if (person && !real_birth_day(digits, century)) bad(field, "organisation_number.no_such_day");
    return OrganisationNumber(digits);
}

std::string OrganisationNumber::formatted() const { return digits_.substr(0, 6) + "-" + digits_.substr(6); }
bool OrganisationNumber::personal() const { return digits_[2] < '2'; }
std::string OrganisationNumber::masked() const { return personal() ? digits_.substr(0, 6) + "-****" : formatted(); }

std::string_view to_string(PayeeKind kind) { return kind == PayeeKind::bankgiro ? "bankgiro" : "plusgiro"; }

PayeeKind payee_kind_of(std::string_view text, std::string_view field) {
    if (text == "bankgiro") return PayeeKind::bankgiro;
    if (text == "plusgiro") return PayeeKind::plusgiro;
    bad(field, "payee_kind.unknown");
}

PayeeAccount PayeeAccount::parse(PayeeKind kind, std::string_view text, std::string_view field) {
    const auto written = trimmed(text);
    if (written.empty()) bad(field, "payee_number.empty");
    const auto digits = without(written, "- ");
    const std::string name(to_string(kind));
    const bool length = kind == PayeeKind::bankgiro ? digits.size() == 7 || digits.size() == 8
                                                    : digits.size() >= 2 && digits.size() <= 8;
    if (!length || !all_digits(digits)) bad(field, name + ".format");
    if (!luhn_valid(digits)) bad(field, name + ".check_digit");
    return {kind, digits};
}

std::string PayeeAccount::formatted() const {
    const auto split_at = kind_ == PayeeKind::bankgiro ? digits_.size() - 4 : digits_.size() - 1;
    return digits_.substr(0, split_at) + "-" + digits_.substr(split_at);
}

std::string parse_postal_code(std::string_view text, std::string_view field) {
    const auto digits = without(trimmed(text), " ");
    if (digits.size() != 5 || !all_digits(digits) || digits.front() == '0') bad(field, "postal_code.format");
    return digits;
}

std::string parse_cfar(std::string_view text, std::string_view field) {
    const auto digits = without(trimmed(text), " ");
    if (digits.size() != 8 || !all_digits(digits)) bad(field, "cfar.format");
    return digits;
}

}  // namespace bygd
