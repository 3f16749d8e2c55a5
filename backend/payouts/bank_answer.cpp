#include "payouts/bank_answer.hpp"

#include <algorithm>
#include <memory>

#include <Poco/Exception.h>
#include <Poco/SAX/Attributes.h>
#include <Poco/SAX/DefaultHandler.h>
#include <Poco/SAX/SAXParser.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {
namespace {

[[noreturn]] void refuse_file(std::string code) { throw Error(ErrorKind::invalid, {{"file", std::move(code)}}); }

struct Node {
    std::string name, text, space, currency;
    std::vector<Node> children;

    const Node* child(std::string_view wanted) const {
        const auto named = [&](const Node& c) { return c.name == wanted; };
        const auto found = std::find_if(children.begin(), children.end(), named);
        return found == children.end() ? nullptr : &*found;
    }
    // The node at the end of a road of names, none where the road ends before.
    const Node* at(std::initializer_list<std::string_view> road) const {
        const Node* here = this;
        for (const auto step : road) {
            if (!(here = here->child(step))) return nullptr;
        }
        return here;
    }
    std::string told(std::initializer_list<std::string_view> road) const {
        const auto* node = at(road);
        return node ? trimmed(node->text) : std::string();
    }
    template <typename Visit>
    void each(std::string_view wanted, Visit visit) const {
        for (const auto& c : children) {
            if (c.name == wanted) visit(c);
        }
    }
};

// Builds the tree. What is too much is only noted: nothing is thrown through the parser, which is C.
class TreeBuilder : public Poco::XML::DefaultHandler {
public:
    void startElement(const Poco::XML::XMLString& space, const Poco::XML::XMLString& name, const Poco::XML::XMLString&,
                      const Poco::XML::Attributes& attributes) override {
        ++depth_;
        if (depth_ > limits::xml_depth) deep = true;
        if (++count_ > limits::xml_elements) large = true;
        if (deep || large) return;
        Node node;
        node.name = name;
        node.space = space;
        node.currency = attributes.getValue("", "Ccy");
        open_.push_back(std::move(node));
    }

    void endElement(const Poco::XML::XMLString&, const Poco::XML::XMLString&, const Poco::XML::XMLString&) override {
        --depth_;
        if (deep || large) return;
        auto node = std::move(open_.back());
        open_.pop_back();
        if (open_.empty()) root = std::move(node);
        else open_.back().children.push_back(std::move(node));
    }

    void characters(const Poco::XML::XMLChar text[], int start, int length) override {
        if (!deep && !large && !open_.empty()) open_.back().text.append(text + start, static_cast<std::size_t>(length));
    }

    Node root;
    bool deep = false, large = false;

private:
    std::vector<Node> open_;
    std::size_t depth_ = 0, count_ = 0;
};

Node tree_of(std::string_view xml) {
    if (xml.size() > limits::upload_bytes) refuse_file("bank_answer.too_large");
    // Only UTF-8 is read, so that a document type cannot hide in another coding.
    if (!valid_utf8(xml) || xml.find('\0') != std::string_view::npos) refuse_file("bank_answer.not_xml");
    if (xml.find("<!DOCTYPE") != std::string_view::npos) refuse_file("bank_answer.document_type");
    TreeBuilder builder;
    try {
        Poco::XML::SAXParser parser;
        parser.setFeature(Poco::XML::XMLReader::FEATURE_NAMESPACES, true);
        parser.setFeature(Poco::XML::XMLReader::FEATURE_EXTERNAL_GENERAL_ENTITIES, false);
        parser.setFeature(Poco::XML::XMLReader::FEATURE_EXTERNAL_PARAMETER_ENTITIES, false);
        parser.setContentHandler(&builder);
        parser.parseMemoryNP(xml.data(), xml.size());
    } catch (const Poco::Exception&) {
        refuse_file("bank_answer.not_xml");
    }
    if (builder.deep) refuse_file("bank_answer.too_deep");
    if (builder.large) refuse_file("bank_answer.too_large");
    return std::move(builder.root);
}

// None where nothing is told, and of a currency that is not paid in here.
std::optional<Money> amount_of(const Node* node) {
    if (!node || (node->currency != "SEK" && node->currency != "EUR")) return std::nullopt;
    return Money::parse(trimmed(node->text), "file", currency_of(node->currency));
}

// A date, or the day of an instant as the bank writes it.
std::optional<Date> day_of(const Node& entry) {
    auto text = entry.told({"BookgDt", "Dt"});
    if (text.empty()) text = entry.told({"BookgDt", "DtTm"});
    if (text.empty()) return std::nullopt;
    return Date::parse(text.substr(0, 10), "file");
}

// NOTPROVIDED is how a bank says that it was told nothing.
std::string end_to_end_id(const Node& from, std::initializer_list<std::string_view> road) {
    auto id = from.told(road);
    return id == "NOTPROVIDED" ? std::string() : id;
}

std::string reason_of(const Node& info) {
    auto code = info.told({"Rsn", "Cd"});
    if (code.empty()) code = info.told({"Rsn", "Prtry"});
    const auto more = info.told({"AddtlInf"});
    return one_line(code.empty() ? more : more.empty() ? code : code + " " + more);
}

BankSays says_of(const std::string& status) {
    if (status == "RJCT") return BankSays::refused;
    // ACSC says that it is settled, but only what is booked on an account counts as paid.
    for (const auto* taken : {"ACTC", "ACCP", "ACSP", "ACSC", "ACWC", "PART", "RCVD"}) {
        if (status == taken) return BankSays::taken;
    }
    return BankSays::waiting;
}

std::string key_of(std::initializer_list<std::string> parts) {
    std::string whole;
    for (const auto& part : parts) whole += std::to_string(part.size()) + ":" + part;
    return sha256_hex(whole);
}

void read_status(const Node& report, BankAnswer& answer) {
    answer.message_id = report.told({"GrpHdr", "MsgId"});
    const auto original = report.told({"OrgnlGrpInfAndSts", "OrgnlMsgId"});
    const auto add_entry = [&](const Node& from, const std::string& status, const std::string& id, const Node* amount) {
        if (status.empty()) return;
        BankAnswerEntry entry;
        entry.says = says_of(status);
        entry.message_id = original;
        entry.end_to_end_id = id;
        entry.amount = amount_of(amount);
        if (const auto* info = from.child("StsRsnInf")) entry.reason = reason_of(*info);
        entry.key = key_of({"status", original, id, status});
        answer.entries.push_back(std::move(entry));
    };
    if (const auto* group = report.child("OrgnlGrpInfAndSts")) add_entry(*group, group->told({"GrpSts"}), "", nullptr);
    report.each("OrgnlPmtInfAndSts", [&](const Node& payments) {
        payments.each("TxInfAndSts", [&](const Node& one) {
            add_entry(one, one.told({"TxSts"}), end_to_end_id(one, {"OrgnlEndToEndId"}),
                      one.at({"OrgnlTxRef", "Amt", "InstdAmt"}));
        });
        if (!payments.child("TxInfAndSts")) add_entry(payments, payments.told({"PmtInfSts"}), "", nullptr);
    });
}

struct Place {
    std::string account, report;
    std::size_t index = 0;
};

BankSays says_of(const Node& entry) {
    auto status = entry.told({"Sts", "Cd"});
    if (status.empty()) status = entry.told({"Sts"});
    if (status != "BOOK") return BankSays::waiting;
    const bool into = entry.told({"CdtDbtInd"}) == "CRDT";
    const bool reversal = entry.told({"RvslInd"}) == "true" || entry.told({"RvslInd"}) == "1";
    return into || reversal ? BankSays::received : BankSays::paid;
}

void read_entry(const Node& node, const Place& place, BankAnswer& answer) {
    BankAnswerEntry shared;
    shared.says = says_of(node);
    if (shared.says != BankSays::waiting) shared.booked_on = day_of(node);
    shared.amount = amount_of(node.child("Amt"));
    shared.bank_reference = node.told({"AcctSvcrRef"});
    std::vector<const Node*> parts;
    node.each("NtryDtls", [&](const Node& details) {
        details.each("TxDtls", [&](const Node& one) { parts.push_back(&one); });
    });
    const Node nothing;
    if (parts.empty()) parts.push_back(&nothing);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& one = *parts[i];
        auto entry = shared;
        const auto* amount = one.at({"AmtDtls", "TxAmt", "Amt"});
        if (!amount) amount = one.child("Amt");
        if (amount || parts.size() > 1) entry.amount = amount_of(amount);
        entry.end_to_end_id = end_to_end_id(one, {"Refs", "EndToEndId"});
        if (const auto own = one.told({"Refs", "AcctSvcrRef"}); !own.empty()) entry.bank_reference = own;
        if (const auto* back = one.child("RtrInf")) entry.reason = reason_of(*back);
        entry.reference = one_line(one.told({"RmtInf", "Strd", "CdtrRefInf", "Ref"}));
        if (entry.reference.empty()) entry.reference = one_line(one.told({"RmtInf", "Ustrd"}));
        const auto says = std::string(to_string(entry.says));
        const auto sum = entry.amount ? entry.amount->plain() : std::string();
        // Without a reference of the bank's, its place in the bank's own report is all that tells it from another.
        entry.key = entry.bank_reference.empty()
                        ? key_of({"place", place.account, place.report, std::to_string(place.index),
                                  std::to_string(i), says})
                        : key_of({"entry", place.account, entry.bank_reference, entry.end_to_end_id, sum, says});
        answer.entries.push_back(std::move(entry));
    }
}

void read_account(const Node& message, std::string_view reports, BankAnswer& answer) {
    answer.message_id = message.told({"GrpHdr", "MsgId"});
    message.each(reports, [&](const Node& report) {
        Place place{report.told({"Acct", "Id", "IBAN"}), report.told({"Id"}), 0};
        if (place.account.empty()) place.account = report.told({"Acct", "Id", "Othr", "Id"});
        report.each("Ntry", [&](const Node& entry) {
            read_entry(entry, place, answer);
            ++place.index;
        });
    });
}

}  // namespace

std::string_view to_string(BankAnswerKind kind) {
    switch (kind) {
    case BankAnswerKind::status: return "status";
    case BankAnswerKind::statement: return "statement";
    case BankAnswerKind::notification: return "notification";
    }
    return "";
}

std::string_view to_string(BankSays says) {
    switch (says) {
    case BankSays::taken: return "taken";
    case BankSays::refused: return "refused";
    case BankSays::paid: return "paid";
    case BankSays::received: return "received";
    case BankSays::waiting: return "waiting";
    }
    return "";
}

BankAnswer read_bank_answer(std::string_view xml) {
    const auto root = tree_of(xml);
    BankAnswer answer;
    if (root.name != "Document" || !root.space.starts_with("urn:iso:std:iso:20022:tech:xsd:")) {
        refuse_file("bank_answer.unknown");
    }
    if (const auto* report = root.child("CstmrPmtStsRpt")) {
        answer.kind = BankAnswerKind::status;
        read_status(*report, answer);
    } else if (const auto* statement = root.child("BkToCstmrStmt")) {
        answer.kind = BankAnswerKind::statement;
        read_account(*statement, "Stmt", answer);
    } else if (const auto* notice = root.child("BkToCstmrDbtCdtNtfctn")) {
        answer.kind = BankAnswerKind::notification;
        read_account(*notice, "Ntfctn", answer);
    } else {
        refuse_file("bank_answer.unknown");
    }
    if (answer.message_id.empty()) refuse_file("bank_answer.no_message_id");
    return answer;
}

}  // namespace bygd
