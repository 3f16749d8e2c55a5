// All SQL about changes of parameters.
#pragma once

#include <vector>

#include "aid/parameter_change.hpp"
#include "database/transaction.hpp"

namespace bygd {

// Throws DuplicateKey when a change of the same parameter begins that day already.
Id<ParameterChange> insert_parameter_change(Transaction&, const ParameterChange&);
// From prepared to confirmed or withdrawn, of the version that was read. False: it has moved on.
bool settle_parameter_change(Transaction&, const ParameterChange&);
std::optional<ParameterChange> find_parameter_change(Transaction&, Id<ParameterChange>);
std::vector<ParameterChange> parameter_changes(Transaction&, std::size_t most);   // newest first
// Those confirmed, by their first day: what is laid over the files.
std::vector<ParameterOverride> confirmed_overrides(Transaction&);

std::int64_t parameter_edition(Transaction&);
void next_parameter_edition(Transaction&);

}  // namespace bygd
