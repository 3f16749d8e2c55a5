#include "payouts/claim_finding.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::string_view new_law = "2024:1243";

class RowControl {
public:
    RowControl(const Expenditure& row, const ClaimGround& ground) : row_(row), ground_(ground) {}

    RowFindings find(Money left_on_line) {
        if (row_.kind == "flat_rate") {
            over_line(left_on_line);
            return std::move(found_);
        }
        days();
        twice();
        related();
        over_line(left_on_line);
        quotes();
        proof();
        if (row_.kind == "in_kind") warning("in_kind", law("9 §"));
        return std::move(found_);
    }

private:
    // The paragraphs are those of the ordinance in force since 2025; of the one before it no more is said than its number.
    std::string law(std::string_view paragraph) const {
        return ground_.legal_basis == new_law ? ground_.legal_basis + " " + std::string(paragraph) : ground_.legal_basis;
    }
    void serious(std::string code, std::string rule, std::vector<std::string> values = {}) {
        found_.push_back({std::move(code), FindingWeight::serious, std::move(values), std::move(rule), ""});
    }
    void warning(std::string code, std::string rule, std::vector<std::string> values = {}) {
        found_.push_back({std::move(code), FindingWeight::warning, std::move(values), std::move(rule), ""});
    }

    void days() {
        if (row_.invoice_on < ground_.application_received) {
            serious("before_application", law("25 §"), {row_.invoice_on.iso(), ground_.application_received.iso()});
        }
        const auto& from = ground_.period_from;
        const auto& to = ground_.period_to;
        const std::vector<std::string> period{from ? from->iso() : "", to ? to->iso() : ""};
        if ((from && row_.invoice_on < *from) || (to && *to < row_.invoice_on)) serious("outside_period", law("30 §"), period);
        else if (row_.invoice() && to && *to < row_.paid_on) warning("paid_after_period", law("30 §"), {row_.paid_on.iso(), to->iso()});
        if (row_.invoice() && row_.paid_on < row_.invoice_on) {
            warning("paid_before_invoice", law("32 § 2"), {row_.paid_on.iso(), row_.invoice_on.iso()});
        }
    }

    bool same_invoice(const KnownInvoice& known) const {
        if (invoice_key(known.invoice_number) != invoice_key(row_.invoice_number)) return false;
        const bool numbers = !known.supplier_number.empty() && !row_.supplier_number.empty();
        if (numbers) return known.supplier_number == row_.supplier_number;
        return company_key(known.supplier) == company_key(row_.supplier);
    }

    // One finding of each kind, on the first it meets.
    void twice() {
        if (!row_.invoice()) return;
        const auto first = [&](bool own) {
            return std::find_if(ground_.known.begin(), ground_.known.end(),
                                [&](const auto& each) { return each.own == own && same_invoice(each); });
        };
        if (const auto other = first(false); other != ground_.known.end()) {
            serious("invoice_in_other_case", law("9 §"), {other->diary_number});
        }
        if (const auto earlier = first(true); earlier != ground_.known.end()) {
            serious("invoice_in_earlier_claim", law("9 §"), {std::to_string(earlier->claim)});
        }
    }

    void related() {
        const auto found = std::find_if(ground_.related.begin(), ground_.related.end(), [&](const auto& party) {
            if (!row_.supplier_number.empty()) return party.number == row_.supplier_number;
            return company_key(party.name) == company_key(row_.supplier);
        });
        // Who gives in kind is the applicant's own as a rule.
        if (found == ground_.related.end() || row_.kind == "in_kind") return;
        serious("related_party", law("9 §"), {found->name});
    }

    void over_line(Money left) {
        if (ground_.lines.empty()) return;
        const auto asked = row_.approved.value_or(row_.amount);
        if (asked > left) warning("over_line", law("16, 17 §§"), {left.swedish(), (asked - left).swedish()});
    }

    void quotes() {
        if (!row_.invoice() || !ground_.quotes_over || ground_.quotes >= ground_.quotes_needed) return;
        const auto cost = row_.net.value_or(row_.amount);
        if (cost <= *ground_.quotes_over) return;
        serious("quotes_missing", "regional riktlinje",
                {ground_.quotes_over->swedish(), std::to_string(ground_.quotes_needed), std::to_string(ground_.quotes)});
    }

    void proof() {
        if (!row_.document) warning(row_.kind == "in_kind" ? "in_kind_proof_missing" : "proof_missing", law("32 § 2"));
        if (row_.invoice() && !row_.payment_document) warning("payment_proof_missing", law("32 § 2"));
    }

    const Expenditure& row_;
    const ClaimGround& ground_;
    RowFindings found_;
};

}  // namespace

std::string_view to_string(FindingWeight weight) { return weight == FindingWeight::serious ? "serious" : "warning"; }

std::vector<RowFindings> findings_of(const std::vector<Expenditure>& rows, const ClaimGround& ground) {
    auto room = ground.lines;
    std::vector<RowFindings> all;
    for (const auto& row : rows) {
        const auto line = std::find_if(room.begin(), room.end(), [&](const auto& each) { return each.line == row.cost_line; });
        const auto left = line == room.end() ? Money() : line->left;
        all.push_back(RowControl(row, ground).find(left));
        if (line == room.end()) continue;
        const auto taken = row.approved.value_or(row.amount);
        line->left = taken < left ? left - taken : Money();
    }
    return all;
}

std::string invoice_key(std::string_view number) {
    std::string key;
    for (const auto c : lowered(number)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && !std::isalnum(byte)) continue;
        if (c == '0' && key.empty()) continue;
        key += c;
    }
    return key;
}

std::string company_key(std::string_view name) {
    std::string key;
    for (const auto& word : split(replaced_all(lowered(name), ",", " "), ' ')) {
        if (word.empty() || word == "ab" || word == "hb" || word == "kb" || word == "aktiebolag" || word == "handelsbolag") continue;
        for (const auto c : word) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte >= 0x80 || std::isalnum(byte)) key += c;
        }
    }
    return key;
}

}  // namespace bygd
