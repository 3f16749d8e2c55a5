// The delegation order (KL 6:37-38, 7:5-8): who decides what on the board's behalf, from and to which day, and who stands
// in while somebody is away. Pure values and the one question asked of them: may this person decide this, on which row,
// and if not, who may. What no row covers is the board's.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.hpp"
#include "base/date_time.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/money.hpp"

namespace bygd {

// "grant", "rejection", "dismissal", "change", "non_payment", "recovery", in the order of forms.
const std::vector<std::string_view>& delegated_kinds();

struct DelegationRow {
    Id<DelegationRow> id;
    std::optional<Id<User>> person;        // or whoever holds the title
    std::string title;
    std::string form;                      // of support; empty: all
    std::string kind;                      // of decision; empty: all
    std::optional<Money> highest;          // none: whatever the amount
    Date valid_from;
    std::optional<Date> valid_to;          // the last day, which may be the day before the first: it never came to run
    std::string reference;                 // where the board decided it: "RUN 2025-12-10 § 112"
    bool from_account = false;             // follows the account form and the command line
    int version = 1;

    bool valid_on(Date day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
    bool operator==(const DelegationRow&) const = default;
};

struct Absence {
    Id<Absence> id;
    Id<User> person, deputy;
    Date from, to;                         // both days within
    std::string note;
    int version = 1;

    bool runs_on(Date day) const { return from <= day && day <= to; }
    bool meets(const Absence& other) const { return from <= other.to && other.from <= to; }
    bool operator==(const Absence&) const = default;
};

// An active person with the role of a decider: nobody else decides, whatever a row says.
struct Delegate {
    Id<User> id;
    std::string name, title;
};

struct DelegationOrder {
    std::vector<DelegationRow> rows;
    std::vector<Absence> absences;
    std::vector<Delegate> people;

    const Delegate* find(Id<User>) const;  // null: is no decider
};

struct DelegationQuestion {
    std::string form, kind;
    Money amount;
    Date day;
    std::set<Id<User>> excluded = {};      // who may not decide this one, such as who prepared it
};

// The row a decision rests on, and whose it is: the person's own or, for a deputy, the absent person's.
struct Mandate {
    DelegationRow row;
    Id<User> holder;
    std::string holder_name;
    bool for_another = false;
};

struct DelegationAnswer {
    std::optional<Mandate> mandate;
    // Why not; empty when there is a mandate. Codes delegation.absent {to}, .amount {amount, limit}, .not_yet {from},
    // .ended {to}, .kind, .form, .none: the nearest miss.
    Problems why;
    std::vector<std::string> others;       // who else may, by name; with none it is the board's
};

// Own rows come before those of an absent person; of several the narrowest in amount, then the oldest. An absent person
// decides nothing while it lasts, and a deputy does not pass on what is another's: one step, no chains.
DelegationAnswer may_decide(const DelegationOrder&, Id<User> person, const DelegationQuestion&);

// What is wrong with a row as somebody filled it in: row.person_or_title, row.amount, row.order, required, text.*.
Problems check_row(const DelegationRow&);

// What is wrong with a new absence beside those there: absence.order, .past, .self, .not_decider, .deputy_unknown,
// .overlap {from, to}, .deputy_absent {from, to}, .is_deputy {name, from, to}.
Problems check_absence(const DelegationOrder&, const Absence&, Date today);

}  // namespace bygd
