// Numbers with check digits that identify people, organisations and accounts in Sweden (domain §7.1). Each is a class that
// cannot be built wrong; parse() throws Error invalid with one problem on the field it is told. The kind of an account
// number is never guessed from its digits: 5805-6201 is a bankgiro and 5805620-1 a plusgiro.
#pragma once

#include <string>
#include <string_view>

namespace bygd {

// The Luhn sum over all digits is a multiple of ten. False for text with anything but digits.
bool luhn_valid(std::string_view digits);

// Ten digits, for a company also written with the prefix 16; a sole trader's is a personal number (10 or 12 digits), which
// must be a real day (or a coordination number, day + 60). Problems: organisation_number.empty, .format, .check_digit,
// .no_such_day.
class OrganisationNumber {
public:
    static OrganisationNumber parse(std::string_view text, std::string_view field = "organisation_number");
    const std::string& digits() const { return digits_; }   // ten digits: what is stored
    std::string formatted() const;                          // 556047-3521
    bool personal() const;                                  // a sole trader: mask in lists and exports
    std::string masked() const;                             // 640823-**** for a sole trader, else formatted()
    bool operator==(const OrganisationNumber&) const = default;

private:
    explicit OrganisationNumber(std::string digits) : digits_(std::move(digits)) {}
    std::string digits_;
};

enum class PayeeKind { bankgiro, plusgiro };
std::string_view to_string(PayeeKind);                      // "bankgiro", "plusgiro"
PayeeKind payee_kind_of(std::string_view, std::string_view field = "payee_kind");   // throws Error invalid: payee_kind.unknown

// Problems: bankgiro.format, bankgiro.check_digit, plusgiro.format, plusgiro.check_digit, payee_number.empty.
class PayeeAccount {
public:
    static PayeeAccount parse(PayeeKind kind, std::string_view text, std::string_view field = "payee_number");
    PayeeKind kind() const { return kind_; }
    const std::string& digits() const { return digits_; }
    std::string formatted() const;                          // 5050-1055, 123-4566, 1234567-4
    bool operator==(const PayeeAccount&) const = default;

private:
    PayeeAccount(PayeeKind kind, std::string digits) : kind_(kind), digits_(std::move(digits)) {}
    PayeeKind kind_;
    std::string digits_;
};

// Five digits, written NNN NN. Problems: postal_code.format.
std::string parse_postal_code(std::string_view text, std::string_view field = "postal_code");   // "79392"
// Eight digits. Problems: cfar.format.
std::string parse_cfar(std::string_view text, std::string_view field = "cfar");

}  // namespace bygd
