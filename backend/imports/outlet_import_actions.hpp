// A row about an outlet and the company that runs it: what it would change in the register, and the change itself, which is
// what a person would have done on its pages. The company is known by its number; the outlet by its CFAR number, else by
// its name and kommun among those of the company.
#pragma once

#include "base/region.hpp"
#include "database/transaction.hpp"
#include "imports/import.hpp"

namespace bygd {

// By number, the companies as the rows before have left them: the next row of a new company is not new once more.
using ForeseenOrganisations = std::map<std::string, Organisation>;

struct OutletImport {
    const ImportKind& kind;
    const Region& region;
    std::vector<Municipality> municipalities;

    RowPlan plan(Transaction&, const ColumnMapping&, const TableRow&, ForeseenOrganisations&) const;
    // In the transaction that marks the row. Throws Error conflict import.plan_overtaken when the row would now do something
    // else than `planned`; sets what it is about.
    void apply(Transaction&, const Actor&, Instant now, const ColumnMapping&, ImportRow& planned) const;
};

}  // namespace bygd
