// The rules that a form's law may name (schemas/forms, "law"), each a small pure function known by its name, with the roles
// of the parameters it looks up. A form that names an unknown rule, or leaves out a parameter, is refused at start.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "aid/parameters.hpp"
#include "aid/trial.hpp"

namespace bygd {

struct Rule {
    void (*apply)(Trial&) = nullptr;
    std::map<std::string, std::string, std::less<>> roles;   // role of a parameter -> its unit
};

const std::map<std::string, Rule, std::less<>>& rule_table();

// What is wrong with a rule by itself: an unknown name, a role that is missing or not known, an odd "counts".
std::vector<std::string> faults_of_rule(const RuleLine&);
// What it names that is not among the parameters, or is there in another unit.
std::vector<std::string> parameter_faults_of_rule(const RuleLine&, const Parameters&);

// Whose support a word of "counts" means: "service_grant to recipient" is {service_grant, recipient}.
struct CountedKind {
    std::string form, to;                                    // "recipient", "outlet", "either"
    bool holds(const GrantedBefore&) const;
};
std::vector<CountedKind> counted_kinds(const RuleLine&);     // throws std::runtime_error

}  // namespace bygd
