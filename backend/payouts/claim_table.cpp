#include "payouts/claim_table.hpp"

#include <algorithm>
#include <set>

#include "aid/form.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

constexpr std::string_view column_fields[] = {"kind",    "cost_line", "supplier", "supplier_number", "invoice_number",  "invoice_on",
                                              "paid_on", "net",       "vat",      "document",        "payment_document"};
constexpr std::string_view required_fields[] = {"cost_line", "supplier", "invoice_number", "invoice_on", "paid_on", "net"};

template <std::size_t size>
bool among(const std::string_view (&known)[size], std::string_view value) {
    return std::find(std::begin(known), std::end(known), value) != std::end(known);
}

void name_values(ClaimColumn& column, const SupportForm& form, const std::map<int, std::int64_t>& documents, const Words& words) {
    if (column.field == "cost_line") {
        for (const auto& line : form.cost_lines) {
            column.values[heading_key(line.name)] = line.name;
            column.values[heading_key(line.label.in(words.language()))] = line.name;
        }
    } else if (column.field == "kind") {
        for (const auto kind : expenditure_kinds) {
            column.values[heading_key(kind)] = kind;
            column.values[heading_key(words("payouts.expenditure_kind." + std::string(kind)))] = kind;
        }
    } else if (column.field.ends_with("document")) {
        for (const auto& [number, id] : documents) column.values[std::to_string(number)] = std::to_string(id);
    }
}

// What the form would have held. A value nobody knows is given on as it is, for the reading of the row to refuse.
std::string typed_value(const ClaimColumn& column, const std::string& cell) {
    if (column.values.empty()) return cell;
    const auto known = column.values.find(heading_key(cell));
    return known == column.values.end() ? cell : known->second;
}

using Placed = std::vector<const ClaimColumn*>;               // by column of the file; null: nobody knows it

Placed placed_by_headings(const Table& table, const std::vector<ClaimColumn>& columns, ClaimTable& read) {
    Placed placed;
    std::set<const ClaimColumn*> taken;
    for (const auto& heading : table.headings) {
        const auto key = heading_key(heading);
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& column) {
            return std::find(column.keys.begin(), column.keys.end(), key) != column.keys.end();
        });
        const bool fresh = found != columns.end() && taken.insert(&*found).second;
        placed.push_back(fresh ? &*found : nullptr);
        if (!fresh && !key.empty()) read.ignored.push_back(heading);
    }
    Problems problems;
    for (const auto& column : columns) {
        if (column.required && !taken.contains(&column)) problems.push_back({"rows_file", "claim.column_missing", {column.heading}});
    }
    require_none(std::move(problems));
    return placed;
}

// Of "row_12_net" 12 and "net".
std::pair<std::size_t, std::string> place_of(const std::string& field) {
    const auto end = field.find('_', 4);
    if (!field.starts_with("row_") || end == std::string::npos) return {0, ""};
    return {static_cast<std::size_t>(whole_number(field.substr(4, end - 4)).value_or(0)), field.substr(end + 1)};
}

// A fault of "amount" is one of the net column, which is what a table has.
void add_fault(const Problem& problem, const Table& table, const Placed& placed, const std::vector<ClaimColumn>& columns,
               ClaimTable& read) {
    auto [row, field] = place_of(problem.field);
    if (row == 0 || row > read.rows.size()) return;
    if (field == "amount") field = "net";
    ClaimTableFault fault{read.numbers[row - 1], "", "", "", problem};
    const auto at = std::find_if(placed.begin(), placed.end(), [&](const auto* column) { return column && column->field == field; });
    if (at != placed.end()) {
        const auto column = static_cast<std::size_t>(at - placed.begin());
        fault.column = table.headings[column];
        fault.cell = column_letters(column) + std::to_string(fault.row);
        fault.content = table.rows[row - 1].cell(column);
    } else {
        const auto known = std::find_if(columns.begin(), columns.end(), [&](const auto& column) { return column.field == field; });
        if (known != columns.end()) fault.column = known->heading;
    }
    // A row of the file is what the person sees, never a row of the form.
    if (problem.code == "claim.duplicate_row" && !problem.values.empty()) {
        const auto twin = whole_number(problem.values.front()).value_or(0);
        if (twin > 0 && twin <= static_cast<std::int64_t>(read.numbers.size())) {
            fault.problem.values = {std::to_string(read.numbers[static_cast<std::size_t>(twin - 1)])};
        }
    }
    read.faults.push_back(std::move(fault));
}

}  // namespace

std::vector<ClaimColumn> claim_columns(const SupportForm& form, const std::map<int, std::int64_t>& documents, const Words& words,
                                       const Words& other_language) {
    std::vector<ClaimColumn> columns;
    for (const auto field : column_fields) {
        ClaimColumn column;
        column.field = field;
        column.heading = words("payouts.column." + column.field);
        column.required = among(required_fields, field);
        column.keys.push_back(heading_key(field));
        for (const auto* language : {&words, &other_language}) {
            column.keys.push_back(heading_key((*language)("payouts.column." + column.field)));
            for (const auto& also : split((*language)("payouts.column_also." + column.field), '|')) column.keys.push_back(heading_key(also));
            name_values(column, form, documents, *language);
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

std::vector<std::size_t> ClaimTable::faulty() const {
    std::set<std::size_t> found;
    for (const auto& fault : faults) {
        found.insert(static_cast<std::size_t>(std::find(numbers.begin(), numbers.end(), fault.row) - numbers.begin()));
    }
    return {found.begin(), found.end()};
}

ClaimTable read_claim_table(const Table& table, const std::vector<ClaimColumn>& columns, const ClaimReading& reading) {
    ClaimTable read;
    const auto placed = placed_by_headings(table, columns, read);
    if (table.rows.size() > claim_rows_most) {
        throw Error(ErrorKind::invalid, {{"rows_file", "claim.too_many_rows", {std::to_string(claim_rows_most)}}});
    }
    Typed all;
    for (const auto& row : table.rows) {
        Typed typed;
        for (std::size_t column = 0; column < placed.size(); ++column) {
            if (!placed[column]) continue;
            const auto value = typed_value(*placed[column], trimmed(row.cell(column)));
            if (!value.empty()) typed[placed[column]->field] = value;
        }
        read.rows.push_back(typed);
        read.numbers.push_back(row.number);
        for (const auto& [field, value] : typed) all["row_" + std::to_string(read.rows.size()) + "_" + field] = value;
    }
    try {
        read_expenditure(all, reading);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        for (const auto& problem : error.problems()) add_fault(problem, table, placed, columns, read);
    }
    std::stable_sort(read.faults.begin(), read.faults.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    return read;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (auto rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

}  // namespace bygd
