// The conditions of the demo's decisions: what each is joined with, and how it went, said through the same action as a person
// says it.
#pragma once

#include <string>
#include <vector>

#include "base/services.hpp"
#include "cases/case.hpp"
#include "decisions/condition.hpp"
#include "demo/demo_story.hpp"

namespace bygd {

// The standard conditions of the form; to some a permit before any payment is added, to some a sign at the entrance.
std::vector<ConditionDraft> demo_conditions(const Services&, const Case&, const DemoStory&, Date today);
// Those of the decision in force with their days reckoned from the new period.
std::vector<ConditionDraft> demo_changed_conditions(const Services&, const Case&, Date today);

enum class DutyTime { due, all, blocking };
// Says how the open conditions went: those whose day has passed, all, or those that no payment goes before. Most are met,
// some waived. False: a permit that a payment waits for has not come.
bool tell_duties(const Services&, const Actor& officer, const std::string& number, const DemoStory&, DutyTime);
// The first open condition is breached; what has happened is said in `note`.
void tell_breach(const Services&, const Actor& officer, const std::string& number, const std::string& note);

}  // namespace bygd
