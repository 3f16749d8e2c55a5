#include "payouts/claim.hpp"

#include <algorithm>
#include <functional>

#include "base/text.hpp"
#include "providers/organisation.hpp"

namespace bygd {

namespace {

constexpr int rows_most = 500;

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

bool anything_typed(const Typed& typed, const std::string& prefix) {
    const auto first = typed.lower_bound(prefix);
    for (auto at = first; at != typed.end() && at->first.starts_with(prefix); ++at) {
        if (at->first != prefix + "cost_line" && !trimmed(at->second).empty()) return true;
    }
    return false;
}

Expenditure read_row(const Typed& typed, const std::string& prefix, const std::vector<std::string>& cost_lines,
                     Problems& problems) {
    Expenditure row;
    row.cost_line = typed_text(typed, prefix + "cost_line");
    if (std::find(cost_lines.begin(), cost_lines.end(), row.cost_line) == cost_lines.end()) {
        problems.push_back({prefix + "cost_line", "claim.cost_line"});
    }
    row.supplier = read_line(typed, prefix + "supplier", true, problems);
    row.invoice_number = read_line(typed, prefix + "invoice_number", true, problems, 100);
    collect(problems, [&] { row.invoice_on = Date::parse(typed_text(typed, prefix + "invoice_on"), prefix + "invoice_on"); });
    collect(problems, [&] { row.paid_on = Date::parse(typed_text(typed, prefix + "paid_on"), prefix + "paid_on"); });
    collect(problems, [&] { row.amount = Money::parse(typed_text(typed, prefix + "amount"), prefix + "amount"); });
    return row;
}

void check_row(const Expenditure& row, const std::string& prefix, Date received, Date today, Problems& problems) {
    if (row.invoice_on < received) problems.push_back({prefix + "invoice_on", "claim.before_application", {received.iso()}});
    if (row.paid_on < row.invoice_on) problems.push_back({prefix + "paid_on", "claim.paid_before_invoice"});
    if (row.paid_on > today) problems.push_back({prefix + "paid_on", "claim.later_than_today"});
    if (row.amount.zero()) problems.push_back({prefix + "amount", "claim.zero"});
}

}  // namespace

std::vector<Expenditure> read_expenditure(const Typed& typed, const std::vector<std::string>& cost_lines,
                                          Date application_received, Date today) {
    Problems problems;
    std::vector<Expenditure> rows;
    for (int number = 1; number <= rows_most; ++number) {
        const auto prefix = "row_" + std::to_string(number) + "_";
        if (!anything_typed(typed, prefix)) continue;
        const auto before = problems.size();
        auto row = read_row(typed, prefix, cost_lines, problems);
        if (problems.size() == before) check_row(row, prefix, application_received, today, problems);
        const auto twin = std::find_if(rows.begin(), rows.end(), [&](const auto& other) {
            return lowered(other.supplier) == lowered(row.supplier) && other.invoice_number == row.invoice_number &&
                   other.cost_line == row.cost_line && !row.supplier.empty();
        });
        if (twin != rows.end()) {
            problems.push_back({prefix + "invoice_number", "claim.duplicate_row", {std::to_string(twin->sequence)}});
        }
        row.sequence = number;
        rows.push_back(std::move(row));
    }
    if (rows.empty()) problems.push_back({"row_1_supplier", "claim.no_rows"});
    require_none(std::move(problems));
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].sequence = static_cast<int>(i) + 1;
    return rows;
}

std::vector<Expenditure> read_review(const Typed& typed, std::vector<Expenditure> rows) {
    Problems problems;
    for (auto& row : rows) {
        const auto number = std::to_string(row.sequence);
        collect(problems, [&] { row.approved = Money::parse(typed_text(typed, "approved_" + number), "approved_" + number); });
        row.reason = read_line(typed, "reason_" + number, false, problems, 500);
        if (!row.approved) continue;
        if (*row.approved > row.amount) {
            problems.push_back({"approved_" + number, "claim.over_row", {row.amount.swedish()}});
        } else if (*row.approved < row.amount && row.reason.empty()) {
            problems.push_back({"reason_" + number, "claim.reason_required"});
        }
    }
    require_none(std::move(problems));
    return rows;
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

}  // namespace bygd
