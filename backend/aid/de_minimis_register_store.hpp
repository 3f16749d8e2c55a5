// All SQL about the register of aid of minor importance (art. 6): what must be put into it, by when, and what has been.
// A correction of a row that must be there is a row of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "aid/de_minimis.hpp"
#include "base/actor.hpp"
#include "database/transaction.hpp"

namespace bygd {

struct Registration {
    Id<AidGrant> grant;
    std::string external_id;
    Date day;
    std::string note, made_by;
    Instant made_at;
};
// Throws Error conflict register.already.
void insert_registration(Transaction&, const Registration&, Id<User> by);
std::optional<Registration> registration_of(Transaction&, Id<AidGrant>);

// One row that must be, or is, in the register.
struct RegisterLine {
    AidGrant grant;
    std::string organisation_name, organisation_number, organisation_kind, case_number, form;
    std::string first_external_id;  // of the row it corrects
    std::optional<Registration> registered;
};
// `due` and `late` are rows of their own, by their last day; `to_correct` the corrections that wait.
enum class RegisterView { due, late, to_correct, registered, all };
struct RegisterFilter {
    RegisterView view = RegisterView::due;
    Date today = {};
    std::optional<int> year = {};  // of the decision
    std::string after = {};        // cursor of the last line seen
};
// By the last day to register, those registered the newest first. Paged by key.
std::vector<RegisterLine> list_register(Transaction&, const RegisterFilter&, std::size_t most);
std::string cursor_after(const RegisterLine&);
std::optional<RegisterLine> find_register_line(Transaction&, Id<AidGrant>);

struct RegisterCounts {
    std::int64_t due = 0, late = 0, to_correct = 0, registered = 0;
};
RegisterCounts count_register(Transaction&, Date today);

}  // namespace bygd
