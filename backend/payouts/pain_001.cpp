#include "payouts/pain_001.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include <Poco/SAX/AttributesImpl.h>
#include <Poco/XML/XMLWriter.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/swedish_numbers.hpp"
#include "base/text.hpp"

namespace bygd {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool writable(std::string_view text) {
    const auto control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    return valid_utf8(text) && std::none_of(text.begin(), text.end(), control);
}

bool good_id(std::string_view id) {
    return !id.empty() && id.size() <= 35 && std::all_of(id.begin(), id.end(), [](char c) {
        return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z') || c == '-';
    });
}

// The remainder is taken digit by digit, so that no IBAN overflows.
bool iban_sums(std::string_view iban) {
    const auto turned = std::string(iban.substr(4)) + std::string(iban.substr(0, 4));
    int rest = 0;
    for (const char c : turned) rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    return rest == 1;
}

void check_number(Problems& problems, const CreditTransfer& transfer, const std::string& field) {
    const auto size = transfer.number.size();
    const auto digits = all_digits(transfer.number);
    switch (transfer.kind) {
    case CreditorKind::bankgiro:
    case CreditorKind::plusgiro: {
        const auto kind = transfer.kind == CreditorKind::bankgiro ? PayeeKind::bankgiro : PayeeKind::plusgiro;
        try {
            PayeeAccount::parse(kind, transfer.number, field + "number");
        } catch (const Error& error) {
            add(problems, error.problems());
        }
        return;
    }
    case CreditorKind::account:
        if (!digits || size > 15 || transfer.clearing.size() != 4 || !all_digits(transfer.clearing)) {
            problems.push_back({field + "number", "payment_file.number"});
        }
        return;
    case CreditorKind::iban:
        try {
            parse_iban(transfer.number, field + "number");
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    }
}

Problems problems_of(const CreditTransferFile& file) {
    Problems problems;
    if (file.transfers.empty()) problems.push_back({"", "payment_file.empty"});
    if (!good_id(file.message_id) || file.message_id.size() > 33) problems.push_back({"message_id", "payment_file.id"});
    std::set<std::string, std::less<>> seen;
    for (std::size_t i = 0; i < file.transfers.size(); ++i) {
        const auto& transfer = file.transfers[i];
        const auto field = "transfer_" + std::to_string(i + 1) + "_";
        if (!good_id(transfer.end_to_end_id)) problems.push_back({field + "end_to_end_id", "payment_file.id"});
        if (!seen.insert(transfer.end_to_end_id).second) {
            problems.push_back({field + "end_to_end_id", "payment_file.repeated_id"});
        }
        if (transfer.amount.zero() || transfer.amount.negative()) {
            problems.push_back({field + "amount", "payment_file.amount"});
        }
        if (transfer.amount.currency() != Currency::sek) {
            problems.push_back({field + "amount", "payment_file.currency"});
        }
        if (trimmed(transfer.name).empty()) problems.push_back({field + "name", "required"});
        if (trimmed(transfer.town).empty()) problems.push_back({field + "town", "required"});
        const auto& country = transfer.country;
        if (country.size() != 2 || !std::all_of(country.begin(), country.end(), is_capital)) {
            problems.push_back({field + "country", "required"});
        }
        if (!transfer.ocr.empty() && (transfer.ocr.size() > 25 || !luhn_valid(transfer.ocr))) {
            problems.push_back({field + "ocr", "payment_file.ocr"});
        }
        if (characters(transfer.text) > 140) problems.push_back({field + "text", "payment_file.text"});
        for (const auto* text : {&transfer.name, &transfer.town, &transfer.text}) {
            if (!writable(*text)) problems.push_back({field + "name", "payment_file.character"});
        }
        check_number(problems, transfer, field);
    }
    return problems;
}

// A text cut to what the schema allows of it, never inside a character.
std::string cut(std::string_view text, std::size_t most) {
    std::size_t at = 0, count = 0;
    while (at < text.size() && count < most) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
        ++count;
    }
    return std::string(text.substr(0, at));
}

class FileWriter {
public:
    FileWriter(std::ostream& out, const BankProfile& profile)
        : xml_(out, Poco::XML::XMLWriter::WRITE_XML_DECLARATION | Poco::XML::XMLWriter::PRETTY_PRINT),
          profile_(profile), newer_(profile.message == "pain.001.001.09") {
        xml_.setNewLine("\n");
    }

    void write(const CreditTransferFile& file) {
        Money total;
        for (const auto& transfer : file.transfers) total += transfer.amount;
        const auto sums = [&] {
            leaf("NbOfTxs", std::to_string(file.transfers.size()));
            leaf("CtrlSum", total.plain());
        };
        xml_.startDocument();
        Poco::XML::AttributesImpl attributes;
        attributes.addAttribute("", "xmlns", "xmlns", "CDATA", "urn:iso:std:iso:20022:tech:xsd:" + profile_.message);
        xml_.startElement("", "Document", "Document", attributes);
        inside("CstmrCdtTrfInitn", [&] {
            inside("GrpHdr", [&] {
                leaf("MsgId", file.message_id);
                leaf("CreDtTm", file.created);
                sums();
                inside("InitgPty", [&] {
                    leaf("Nm", cut(profile_.debtor_name, 70));
                    inside("Id", [&] {
                        inside("OrgId", [&] { inside("Othr", [&] { leaf("Id", profile_.organisation_number); }); });
                    });
                });
            });
            inside("PmtInf", [&] {
                leaf("PmtInfId", file.message_id + "-1");
                leaf("PmtMtd", "TRF");
                sums();
                if (newer_) inside("ReqdExctnDt", [&] { leaf("Dt", file.pay_on.iso()); });
                else leaf("ReqdExctnDt", file.pay_on.iso());
                debtor();
                for (const auto& transfer : file.transfers) write(transfer);
            });
        });
        xml_.endElement("", "Document", "Document");
        xml_.endDocument();
    }

private:
    void leaf(const std::string& name, const std::string& text) { xml_.dataElement("", name, name, text); }

    template <typename Body>
    void inside(const std::string& name, Body body) {
        xml_.startElement("", name, name);
        body();
        xml_.endElement("", name, name);
    }

    void party(const std::string& role, const std::string& name, const std::string& town, const std::string& country) {
        inside(role, [&] {
            leaf("Nm", cut(name, 70));
            inside("PstlAdr", [&] {
                leaf("TwnNm", cut(town, 35));
                leaf("Ctry", country);
            });
        });
    }

    void debtor() {
        party("Dbtr", profile_.debtor_name, profile_.town, profile_.country);
        inside("DbtrAcct", [&] {
            inside("Id", [&] { leaf("IBAN", profile_.iban); });
            leaf("Ccy", "SEK");
        });
        inside("DbtrAgt", [&] { inside("FinInstnId", [&] { leaf(newer_ ? "BICFI" : "BIC", profile_.bic); }); });
    }

    void write(const CreditTransfer& transfer) {
        inside("CdtTrfTxInf", [&] {
            inside("PmtId", [&] {
                leaf("InstrId", transfer.end_to_end_id);
                leaf("EndToEndId", transfer.end_to_end_id);
            });
            inside("Amt", [&] { xml_.dataElement("", "InstdAmt", "InstdAmt", transfer.amount.plain(), "Ccy", "SEK"); });
            agent(transfer);
            party("Cdtr", transfer.name, transfer.town, transfer.country);
            account(transfer);
            remittance(transfer);
        });
    }

    // The clearing number 9900 is Bankgirot's, 9960 Plusgirot's; an IBAN names its bank itself.
    void agent(const CreditTransfer& transfer) {
        if (transfer.kind == CreditorKind::iban) return;
        const auto member = transfer.kind == CreditorKind::bankgiro   ? std::string("9900")
                            : transfer.kind == CreditorKind::plusgiro ? std::string("9960")
                                                                      : transfer.clearing;
        inside("CdtrAgt", [&] {
            inside("FinInstnId", [&] {
                inside("ClrSysMmbId", [&] {
                    inside("ClrSysId", [&] { leaf("Cd", "SESBA"); });
                    leaf("MmbId", member);
                });
            });
        });
    }

    void account(const CreditTransfer& transfer) {
        inside("CdtrAcct", [&] {
            inside("Id", [&] {
                if (transfer.kind == CreditorKind::iban) return leaf("IBAN", transfer.number);
                inside("Othr", [&] {
                    leaf("Id", transfer.number);
                    inside("SchmeNm", [&] {
                        if (transfer.kind == CreditorKind::bankgiro) leaf("Prtry", "BGNR");
                        else leaf("Cd", "BBAN");
                    });
                });
            });
        });
    }

    void remittance(const CreditTransfer& transfer) {
        if (transfer.ocr.empty() && transfer.text.empty()) return;
        inside("RmtInf", [&] {
            if (transfer.ocr.empty()) return leaf("Ustrd", transfer.text);
            inside("Strd", [&] {
                inside("CdtrRefInf", [&] {
                    inside("Tp", [&] { inside("CdOrPrtry", [&] { leaf("Cd", "SCOR"); }); });
                    leaf("Ref", transfer.ocr);
                });
            });
        });
    }

    Poco::XML::XMLWriter xml_;
    const BankProfile& profile_;
    bool newer_;
};

}  // namespace

std::string write_pain_001(const BankProfile& profile, const CreditTransferFile& file) {
    require_none(problems_of(file));
    std::ostringstream out;
    FileWriter(out, profile).write(file);
    return out.str();
}

std::string parse_iban(std::string_view text, std::string_view field) {
    std::string iban;
    for (const char c : text) {
        if (c != ' ') iban += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    const auto known = [](char c) { return is_digit(c) || is_capital(c); };
    if (iban.size() < 15 || iban.size() > 34 || !is_capital(iban[0]) || !is_capital(iban[1]) ||
        !is_digit(iban[2]) || !is_digit(iban[3]) || !std::all_of(iban.begin(), iban.end(), known) ||
        (iban.starts_with("SE") && iban.size() != 24)) {
        throw Error(ErrorKind::invalid, {{std::string(field), "iban.format"}});
    }
    if (!iban_sums(iban)) throw Error(ErrorKind::invalid, {{std::string(field), "iban.check_digits"}});
    return iban;
}

BankProfile read_bank_profile(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) throw Error(ErrorKind::invalid, {{"", "bank_profile.format"}});
    Problems problems;
    const auto told = [&](const nlohmann::json& from, const std::string& name) {
        if (from.is_object() && from.contains(name) && from[name].is_string()) {
            if (auto value = from[name].get<std::string>(); !value.empty()) return value;
        }
        problems.push_back({name, "required"});
        return std::string();
    };
    const auto debtor = json.value("debtor", nlohmann::json::object());
    BankProfile profile{told(json, "name"), told(json, "message"), told(debtor, "name"),
                        told(debtor, "organisation_number"), told(debtor, "town"),
                        told(debtor, "country"), told(debtor, "iban"), told(debtor, "bic")};
    require_none(std::move(problems));
    if (profile.message != "pain.001.001.09" && profile.message != "pain.001.001.03") {
        problems.push_back({"message", "bank_profile.message"});
    }
    if (profile.bic.size() != 8 && profile.bic.size() != 11) problems.push_back({"bic", "bank_profile.bic"});
    try {
        profile.iban = parse_iban(profile.iban);
        OrganisationNumber::parse(profile.organisation_number);
    } catch (const Error& error) {
        add(problems, error.problems());
    }
    require_none(std::move(problems));
    return profile;
}

}  // namespace bygd
