// The forms on which the rows of a claim come in, by hand or from a table, and are reviewed one by one.
#pragma once

#include "cases/action_form.hpp"
#include "payouts/claim_calculation.hpp"
#include "payouts/claim_table.hpp"

namespace bygd {

// "claim", "claim_review", "claim_supplement"; reads files of the field rows_file.
void register_claim_row_forms(ActionForms&);

// Rows more than these are not laid out as fields, which a form has a limit of: they are registered straight from the file.
inline constexpr int claim_form_rows_most = 60;

// CALCULATION, as payouts/_calculation.html draws it; nothing when no line has anything.
void put_calculation(const ClaimCalculation&, const SupportForm&, const Words&, View&);

// The columns for a case, and a table read by them: what the form and the API both do. The reading of the file itself takes a while
// and is done outside any transaction. Throws as TableReader (on rows_file) and read_claim_table.
struct ClaimTableRead {
    ClaimTable table;
    std::vector<ClaimColumn> columns;
};
ClaimTableRead read_claim_file(const Services&, const Actor&, const Words&, std::string_view diary_number, const std::string& bytes);
// "Rad 5, kolumn Fakturadatum (C5), ”31 feb”: ..." as the values of a problem claim.table_cell.
Problem fault_as_problem(const ClaimTableFault&, const Words&);

}  // namespace bygd
