#include "payouts/claim.hpp"

#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "providers/organisation.hpp"

namespace bygd {

namespace {

std::string typed_text(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : trimmed(found->second);
}

void collect(Problems& problems, const std::function<void()>& read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        add(problems, error.problems());
    }
}

// A row whose line and kind alone are chosen is an empty one, but for a flat rate, which needs no more.
bool anything_typed(const Typed& typed, const std::string& prefix) {
    if (typed_text(typed, prefix + "kind") == "flat_rate") return true;
    const auto first = typed.lower_bound(prefix);
    for (auto at = first; at != typed.end() && at->first.starts_with(prefix); ++at) {
        const auto field = std::string_view(at->first).substr(prefix.size());
        if (field != "cost_line" && field != "kind" && !trimmed(at->second).empty()) return true;
    }
    return false;
}

template <std::size_t size>
bool among(const std::string_view (&known)[size], std::string_view value) {
    return std::find(std::begin(known), std::end(known), value) != std::end(known);
}

class RowReader {
public:
    RowReader(const Typed& typed, const ClaimReading& reading, std::string prefix, Problems& problems)
        : typed_(typed), reading_(reading), prefix_(std::move(prefix)), problems_(problems) {}

    Expenditure read() {
        const auto before = problems_.size();
        read_kind();
        if (row_.kind == "flat_rate") read_flat_rate();
        else if (row_.kind == "in_kind") read_in_kind_row();
        else read_invoice();
        if (problems_.size() == before) check();
        return row_;
    }

private:
    std::string text(std::string_view field) const { return typed_text(typed_, prefix_ + std::string(field)); }
    void say(std::string_view field, std::string code, std::vector<std::string> values = {}) {
        problems_.push_back({prefix_ + std::string(field), std::move(code), std::move(values)});
    }

    void read_kind() {
        const auto kind = text("kind");
        if (!kind.empty()) row_.kind = kind;
        if (!among(expenditure_kinds, row_.kind)) say("kind", "choice.unknown");
        row_.cost_line = text("cost_line");
        const auto& lines = reading_.cost_lines;
        if (std::find(lines.begin(), lines.end(), row_.cost_line) == lines.end()) say("cost_line", "claim.cost_line");
    }

    void read_invoice() {
        row_.supplier = read_line(typed_, prefix_ + "supplier", true, problems_);
        read_number();
        row_.invoice_number = read_line(typed_, prefix_ + "invoice_number", true, problems_, 100);
        read_day("invoice_on", row_.invoice_on);
        read_day("paid_on", row_.paid_on);
        read_amounts();
        row_.document = read_document("document");
        row_.payment_document = read_document("payment_document");
    }

    void read_in_kind_row() {
        row_.supplier = read_line(typed_, prefix_ + "supplier", true, problems_);
        read_number();
        row_.invoice_number = read_line(typed_, prefix_ + "invoice_number", false, problems_, 100);
        read_day("invoice_on", row_.invoice_on);
        row_.paid_on = row_.invoice_on;
        collect(problems_, [&] { row_.net = Money::parse(text("net"), prefix_ + "net"); });
        if (!text("vat").empty()) say("vat", "claim.in_kind_vat");
        row_.amount = row_.net.value_or(Money());
        row_.document = read_document("document");
    }

    // Left empty it is worked out, when the rows it is a share of are known.
    void read_flat_rate() {
        row_.invoice_on = row_.paid_on = reading_.today;
        if (text("net").empty()) return;
        collect(problems_, [&] { row_.net = Money::parse(text("net"), prefix_ + "net"); });
        row_.amount = row_.net.value_or(Money());
    }

    void read_number() {
        const auto typed = text("supplier_number");
        if (typed.empty()) return;
        collect(problems_, [&] { row_.supplier_number = OrganisationNumber::parse(typed, prefix_ + "supplier_number").digits(); });
    }

    void read_day(std::string_view field, Date& day) {
        collect(problems_, [&] { day = Date::parse(text(field), prefix_ + std::string(field)); });
    }

    void read_amounts() {
        if (text("net").empty() && !text("amount").empty()) {
            collect(problems_, [&] { row_.amount = Money::parse(text("amount"), prefix_ + "amount"); });
            return;
        }
        collect(problems_, [&] { row_.net = Money::parse(text("net"), prefix_ + "net"); });
        if (!text("vat").empty()) collect(problems_, [&] { row_.vat = Money::parse(text("vat"), prefix_ + "vat"); });
        row_.amount = row_.net.value_or(Money()) + (reading_.vat_counts ? row_.vat : Money());
    }

    std::optional<Id<Document>> read_document(std::string_view field) {
        const auto typed = text(field);
        if (typed.empty()) return std::nullopt;
        const auto id = whole_number(typed);
        const auto& known = reading_.documents;
        if (!id || std::find(known.begin(), known.end(), *id) == known.end()) {
            say(field, "claim.document");
            return std::nullopt;
        }
        return Id<Document>(*id);
    }

    void check() {
        if (row_.kind == "flat_rate") return;
        if (row_.invoice_on > reading_.today) say("invoice_on", "claim.later_than_today");
        if (row_.invoice() && row_.paid_on > reading_.today) say("paid_on", "claim.later_than_today");
        if (row_.amount.zero()) say(row_.net ? "net" : "amount", "claim.zero");
    }

    const Typed& typed_;
    const ClaimReading& reading_;
    std::string prefix_;
    Problems& problems_;
    Expenditure row_;
};

// One invoice may be shared between lines, but stands once on each.
const Expenditure* twin_of(const std::vector<Expenditure>& rows, const Expenditure& row) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& other) {
        return row.invoice() && other.invoice() && lowered(other.supplier) == lowered(row.supplier) &&
               other.invoice_number == row.invoice_number && other.cost_line == row.cost_line && !row.supplier.empty();
    });
    return found == rows.end() ? nullptr : &*found;
}

Money base_of(const std::vector<Expenditure>& rows, const Expenditure& flat, const FlatRate& rate) {
    Money base;
    for (const auto& row : rows) {
        const bool counts = rate.of.empty() ? row.cost_line != flat.cost_line
                                            : std::find(rate.of.begin(), rate.of.end(), row.cost_line) != rate.of.end();
        if (row.invoice() && counts) base += row.amount;
    }
    return base;
}

void settle_flat_rates(std::vector<Expenditure>& rows, const ClaimReading& reading, Problems& problems) {
    for (auto& row : rows) {
        if (row.kind != "flat_rate") continue;
        const auto prefix = "row_" + std::to_string(row.sequence) + "_";
        const auto rate = reading.flat_rates.find(row.cost_line);
        if (rate == reading.flat_rates.end()) {
            problems.push_back({prefix + "kind", "claim.no_flat_rate"});
            continue;
        }
        const auto most = base_of(rows, row, rate->second).share(rate->second.share, Rounding::down);
        if (!row.net) row.net = row.amount = most;
        if (row.amount > most) problems.push_back({prefix + "net", "claim.over_flat_rate", {most.swedish()}});
        else if (row.amount.zero()) problems.push_back({prefix + "net", "claim.zero"});
    }
}

}  // namespace

std::vector<Expenditure> read_expenditure(const Typed& typed, const ClaimReading& reading) {
    Problems problems;
    std::vector<Expenditure> rows;
    for (int number = 1; number <= claim_rows_most; ++number) {
        const auto prefix = "row_" + std::to_string(number) + "_";
        if (!anything_typed(typed, prefix)) continue;
        auto row = RowReader(typed, reading, prefix, problems).read();
        if (const auto* twin = twin_of(rows, row)) {
            problems.push_back({prefix + "invoice_number", "claim.duplicate_row", {std::to_string(twin->sequence)}});
        }
        row.sequence = number;
        rows.push_back(std::move(row));
    }
    if (rows.empty()) problems.push_back({"row_1_supplier", "claim.no_rows"});
    if (anything_typed(typed, "row_" + std::to_string(claim_rows_most + 1) + "_")) {
        problems.push_back({"row_1_supplier", "claim.too_many_rows", {std::to_string(claim_rows_most)}});
    }
    settle_flat_rates(rows, reading, problems);
    require_none(std::move(problems));
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].sequence = static_cast<int>(i) + 1;
    return rows;
}

Money read_in_kind(const Typed& typed, const std::vector<Expenditure>& rows, Problems& problems) {
    const auto shown = sum_of_kind(rows, "in_kind");
    const auto text = typed_text(typed, "in_kind_financing");
    Money financing;
    if (!text.empty()) collect(problems, [&] { financing = Money::parse(text, "in_kind_financing"); });
    if (financing != shown) problems.push_back({"in_kind_financing", "claim.in_kind_unmatched", {shown.swedish()}});
    return financing;
}

Money sum_of_claimed(const std::vector<Expenditure>& rows) {
    Money total;
    for (const auto& row : rows) total += row.amount;
    return total;
}

Money sum_of_approved(const std::vector<Expenditure>& rows) {
    Money total;
    for (const auto& row : rows) total += row.approved.value_or(Money());
    return total;
}

Money sum_of_kind(const std::vector<Expenditure>& rows, std::string_view kind) {
    Money total;
    for (const auto& row : rows) {
        if (row.kind == kind) total += row.amount;
    }
    return total;
}

}  // namespace bygd
