// What people type in the simulation: for each form of a step what is right as the case stands, within the limits the law and
// the case set as far as they are known here, and the same with something wrong in it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cases/case_action.hpp"
#include "cases/case_request.hpp"
#include "payouts/set_off.hpp"
#include "tests/simulation/case_file.hpp"
#include "tests/simulation/dice.hpp"

namespace bygd::simulation {

struct Scene {
    const Services& services;
    const CaseFile& file;
    const Proceeding* beside = nullptr;               // the one that is moved
    Date today;
    std::vector<Id<Fund>> funds;
    std::vector<Id<User>> officers;
    std::vector<Expenditure> rows;                    // of the open claim
    std::vector<CaseRequest> requests;                // open, where the step is taken
    std::vector<OpenDebt> debts;                      // that a payment of the case may be set off against
};

// For the form named in the definition; nothing for a plain button.
ActionInput right_input(Dice&, const Scene&, const std::string& form);
// With one field gone, empty, absurd or too long, or one file that is none.
ActionInput spoilt(Dice&, ActionInput);

// An application for a form of support, by the `index`th invented organisation, with what the law asks for.
struct Applicant {
    int index = 0;
    std::string outlet;                               // id of one it has; empty: told anew
};
ActionInput application(Dice&, const SupportForm&, const Applicant&, Date received, Date today);

}  // namespace bygd::simulation
