#include "providers/organisation.hpp"

#include <algorithm>
#include <functional>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "jobs/mail_message.hpp"

namespace bygd {

namespace {

std::string typed(const Typed& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : trimmed(found->second);
}

// Runs a parser that throws Error invalid and keeps its problems.
void collect(Problems& problems, const std::function<void()>& read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        add(problems, error.problems());
    }
}

}  // namespace

std::string read_email(const Typed& fields, std::string_view field, Problems& problems) {
    auto text = read_line(fields, field, false, problems);
    const bool alone = text.find('<') == text.npos && mail_address_of(text);
    if (!text.empty() && !alone) problems.push_back({std::string(field), "email.format"});
    return text;
}

std::string read_line(const Typed& fields, std::string_view field, bool required, Problems& problems, std::size_t most) {
    auto text = typed(fields, field);
    if (required && text.empty()) problems.push_back({std::string(field), "required"});
    if (characters(text) > most) problems.push_back({std::string(field), "text.too_long", {std::to_string(most)}});
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; })) {
        problems.push_back({std::string(field), "text.control"});
    }
    return text;
}

Organisation read_organisation(const Typed& fields, Problems& problems) {
    Organisation read;
    collect(problems, [&] {
        read.number = OrganisationNumber::parse(typed(fields, "organisation_number"), "organisation_number").digits();
    });
    read.name = read_line(fields, "organisation_name", true, problems);
    read.kind = typed(fields, "organisation_kind");
    if (std::find(std::begin(organisation_kinds), std::end(organisation_kinds), read.kind) ==
        std::end(organisation_kinds)) {
        problems.push_back({"organisation_kind", "organisation.kind"});
    }
    read.owner_sex = typed(fields, "owner_sex");
    if (!read.owner_sex.empty() && std::find(std::begin(owner_sexes), std::end(owner_sexes), read.owner_sex) == std::end(owner_sexes)) {
        problems.push_back({"owner_sex", "choice.unknown"});
    }
    read.contact_name = read_line(fields, "contact_name", false, problems);
    read.email = read_email(fields, "email", problems);
    read.phone = read_line(fields, "phone", false, problems, 50);
    read.street = read_line(fields, "street", false, problems);
    read.city = read_line(fields, "city", false, problems, 100);
    if (const auto code = typed(fields, "postal_code"); !code.empty()) {
        collect(problems, [&] { read.postal_code = parse_postal_code(code, "postal_code"); });
    }
    if (const auto number = typed(fields, "payee_number"); !number.empty()) {
        collect(problems, [&] {
            read.payee = PayeeAccount::parse(payee_kind_of(typed(fields, "payee_kind")), number, "payee_number");
        });
    }
    return read;
}

Typed typed_of(const Organisation& o) {
    return {{"organisation_number", o.organisation_number().formatted()}, {"organisation_name", o.name},
            {"organisation_kind", o.kind}, {"owner_sex", o.owner_sex}, {"contact_name", o.contact_name}, {"email", o.email}, {"phone", o.phone},
            {"street", o.street}, {"postal_code", o.postal_code}, {"city", o.city}};
}

}  // namespace bygd
