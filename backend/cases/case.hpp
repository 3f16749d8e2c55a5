// A case (ärende): one application for support and everything decided and paid on it. Plain values; nothing here reads a
// clock or a database. Amounts are in kr and öre: sought by the applicant, proposed by the officer, reserved in the fund,
// granted by the decision, paid out, and released (granted but never to be paid).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/reference_number.hpp"

namespace bygd {

struct Organisation;
struct Outlet;
struct Fund;

struct Case {
    Id<Case> id;
    std::string diary_number;              // "RUN 2026/0042": made once, never parsed
    std::string title;
    std::string form;                      // aid/form: "investment_support"
    int form_version = 1;
    std::string legal_basis;               // "2024:1243"
    std::string workflow;
    int workflow_version = 1;
    std::string state;                     // of the workflow
    std::string stage;                     // "open", "decided", "closed": of the state
    Id<Organisation> organisation;
    std::optional<Id<Outlet>> outlet;
    std::string municipality;              // code
    std::optional<Id<User>> officer;
    std::optional<Id<Fund>> fund;
    Date received_on;                      // the day the application came in: 2024:1243 25 § counts from it
    std::optional<Date> decided_on;
    std::optional<Date> closed_on;
    std::optional<std::string> outcome;    // "approved", "partly_approved", "rejected", "dismissed", "closed_without_decision"
    Money sought, proposed, reserved, granted, paid, released;
    std::string application;               // aid/form Application as JSON
    Instant changed_at;
    int version = 1;

    // Granted and neither paid nor released: what the region still owes the recipient.
    Money outstanding() const { return granted - paid - released; }
};

// Everyone who works with cases sees all of them; an administrator of the system sees none (design.md §1).
bool may_see_cases(const Roles&);
// Throws Error not_found: a thing one may not see does not exist (design.md §4 rule 9).
void require_case_reader(const Actor&);

std::string case_url(const Case&);                        // "/cases/RUN-2026-0042"

}  // namespace bygd
