// An organisation that seeks or receives support: a service provider (servicegivare) or a kommun. Plain values and the
// check of what a person typed about one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/swedish_numbers.hpp"

namespace bygd {

struct Organisation {
    Id<Organisation> id;
    std::string number;                          // ten digits
    std::string name;
    std::string kind;                            // one of organisation_kinds
    std::string owner_sex;                       // one of owner_sexes; empty: nobody has said
    std::string contact_name, email, phone, street, postal_code, city;
    std::optional<PayeeAccount> payee;           // where support is paid
    std::optional<PayeeAccount> payee_pending;   // a changed account, waiting for a second person
    std::optional<Id<User>> payee_pending_by;
    std::optional<Id<User>> payee_confirmed_by;
    std::optional<Id<Organisation>> merged_into; // it stood twice in the register; this one stays
    int version = 1;

    OrganisationNumber organisation_number() const { return OrganisationNumber::parse(number); }
};

inline constexpr std::string_view organisation_kinds[] = {"limited_company", "sole_trader", "cooperative", "partnership",
                                                          "association",     "municipality", "other"};

// Who owns and leads the company, for statistics alone.
inline constexpr std::string_view owner_sexes[] = {"women", "men", "both"};

// What cases have come to so far.
struct Support {
    std::int64_t cases = 0, open_cases = 0;
    Money granted, paid, released;               // released: granted, but never to be paid
    Money left() const { return granted - paid - released; }
};

using Typed = std::map<std::string, std::string, std::less<>>;

// Reads organisation_number, organisation_name, organisation_kind, owner_sex, contact_name, email, phone, street, postal_code,
// city, payee_kind and payee_number. Adds every problem to `problems`, each on its field; what could be read is in the answer.
// Problems: organisation_number.*, required, text.too_long, organisation.kind, choice.unknown, email.format, postal_code.format,
// payee_kind.unknown, bankgiro.*, plusgiro.*.
Organisation read_organisation(const Typed&, Problems& problems);

// The reverse, without the account, which has its own way: what a form shows of a known organisation.
Typed typed_of(const Organisation&);

// Reads one required or optional line of text, trimmed. Problems: required, text.too_long {most}, text.control.
std::string read_line(const Typed&, std::string_view field, bool required, Problems& problems, std::size_t most = 200);

// Reads an optional e-mail address, one that mail can be sent to. Problems: email.format, and those of a line.
std::string read_email(const Typed&, std::string_view field, Problems& problems);

}  // namespace bygd
