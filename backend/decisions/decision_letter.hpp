// What the letters of decisions and of requests say, made from plain values: the snapshot frozen with the decision, the law
// of its day, the region. Pure; gathered by letter_matter, filed by letter_actions. domain §3.4, FL 20, 25-26, 31-33 §§.
#pragma once

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "cases/case_request.hpp"
#include "decisions/decision.hpp"
#include "decisions/letter_sheet.hpp"

namespace bygd {

// What every letter of a case stands on.
struct LetterGround {
    const SupportForm& form;
    const Parameters& parameters;
    const Region& region;
    const Words& words;                          // Swedish: letters are
    std::string diary_number, legal_basis;
};

// Aid of minor importance as the letter tells it. `euro` has one rate; `total` is said instead when several decisions with
// rates of their own make the sum.
struct AidTold {
    std::optional<Money> euro, total;
    std::string rate, rate_source;
    std::optional<Date> rate_on;
    std::optional<Date> register_by;             // art. 6; none: not to be registered
};

// `snapshot` is complete_for_letter's; `decider` is said as it stands.
LetterMatter matter_of_decision(const LetterGround&, const Decision&, const nlohmann::json& snapshot,
                                const std::string& decider, const AidTold&);

struct RequestFacts {
    std::string applicant, municipality, outlet, officer;   // outlet and officer may be empty
    Date received;
    Addressee to;
};
LetterMatter matter_of_request(const LetterGround&, const CaseRequest&, const RequestFacts&);

// The last day to pay what is demanded back: from the day after, interest runs (2024:1243 41 §).
Date pay_by(Date decided_on);

}  // namespace bygd
