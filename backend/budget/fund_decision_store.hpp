// All SQL about decisions on the money of funds. A decision is added and never changed; that it is corrected is read from the
// one that names it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "budget/fund_decision.hpp"
#include "database/transaction.hpp"

namespace bygd {

Id<FundDecision> insert_fund_decision(Transaction&, const FundDecision&);   // throws DuplicateKey: the other is corrected already
std::optional<FundDecision> find_fund_decision(Transaction&, Id<FundDecision>);
// The entry of the ledger a decision has made on a fund.
std::optional<std::int64_t> entry_of_decision(Transaction&, Id<FundDecision>, Id<Fund>);

// A decision as people read it.
struct FundDecisionLine {
    FundDecision decision;
    std::string code, to_code;                   // of the funds
    std::string form, municipality;              // of a part budget: the name of the kommun
    std::string source;                          // of an authorisation
    int year = 0;
    std::string actor_name;
    std::optional<Id<FundDecision>> corrected_by;
};
// Of a fund, also those at whose other end it stands; newest first, those before an id if one is given.
std::vector<FundDecisionLine> decisions_of_fund(Transaction&, Id<Fund>, std::optional<std::int64_t> before, std::size_t most);
std::vector<FundDecisionLine> decisions_of_authorisations(Transaction&, std::size_t most);   // newest first
// The day of the last decision on an authorisation.
std::optional<Date> authorisation_decided_on(Transaction&, Id<Authorisation>);

std::vector<std::string> faults_of_fund_decisions(Transaction&);           // for verify

}  // namespace bygd
