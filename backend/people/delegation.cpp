#include "people/delegation.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

const std::vector<std::string_view>& delegated_kinds() {
    static const std::vector<std::string_view> all{"grant",  "rejection",   "dismissal",
                                                   "change", "non_payment", "recovery"};
    return all;
}

const Delegate* DelegationOrder::find(Id<User> id) const {
    const auto found = std::find_if(people.begin(), people.end(), [&](const auto& each) { return each.id == id; });
    return found == people.end() ? nullptr : &*found;
}

namespace {

bool same_title(const std::string& one, const std::string& other) {
    return lowered(trimmed(one)) == lowered(trimmed(other));
}

bool held_by(const DelegationRow& row, const Delegate& delegate) {
    return row.person ? *row.person == delegate.id : same_title(row.title, delegate.title);
}

// How far a row reaches towards what is asked; the furthest of those that miss says why not.
enum class Reach { nothing, form, kind, day, amount, all };

Reach reach_of(const DelegationRow& row, const DelegationQuestion& question) {
    if (!row.form.empty() && row.form != question.form) return Reach::form;
    if (!row.kind.empty() && row.kind != question.kind) return Reach::kind;
    if (!row.valid_on(question.day)) return Reach::day;
    if (row.highest && question.amount > *row.highest) return Reach::amount;
    return Reach::all;
}

bool narrower(const DelegationRow& one, const DelegationRow& other) {
    if (one.highest.has_value() != other.highest.has_value()) return one.highest.has_value();
    if (one.highest && *one.highest != *other.highest) return *one.highest < *other.highest;
    return one.id < other.id;
}

struct Found {
    Reach reach = Reach::nothing;
    const DelegationRow* row = nullptr;    // the one that allows, or the nearest miss
};

// Among misses the wider in amount, and the latest to end, is the nearer.
bool nearer(const DelegationRow& one, const DelegationRow& other, Reach reach) {
    if (reach == Reach::amount) return *one.highest > *other.highest;
    if (reach == Reach::day) return one.valid_from > other.valid_from;
    return one.id < other.id;
}

Found best_row(const DelegationOrder& order, const Delegate& holder, const DelegationQuestion& question) {
    Found best;
    for (const auto& row : order.rows) {
        if (!held_by(row, holder)) continue;
        const auto reach = reach_of(row, question);
        const bool better = !best.row || reach > best.reach ||
                            (reach == best.reach && (reach == Reach::all ? narrower(row, *best.row)
                                                                         : nearer(row, *best.row, reach)));
        if (better) best = {reach, &row};
    }
    return best;
}

const Absence* absence_of(const DelegationOrder& order, Id<User> person, Date day) {
    const auto found = std::find_if(order.absences.begin(), order.absences.end(),
                                    [&](const auto& each) { return each.person == person && each.runs_on(day); });
    return found == order.absences.end() ? nullptr : &*found;
}

Problem why_not(const Found& found, const DelegationQuestion& question) {
    switch (found.reach) {
        case Reach::amount:
            return {"delegation", "delegation.amount", {question.amount.swedish(), found.row->highest->swedish()}};
        case Reach::day:
            if (question.day < found.row->valid_from) {
                return {"delegation", "delegation.not_yet", {found.row->valid_from.iso()}};
            }
            return {"delegation", "delegation.ended", {found.row->valid_to->iso()}};
        case Reach::kind: return {"delegation", "delegation.kind"};
        case Reach::form: return {"delegation", "delegation.form"};
        default: return {"delegation", "delegation.none"};
    }
}

// The mandate of one person, or the nearest miss.
struct Weighed {
    std::optional<Mandate> mandate;
    Problem why;
};

Weighed weigh(const DelegationOrder& order, Id<User> person, const DelegationQuestion& question) {
    const auto* self = order.find(person);
    if (!self) return {std::nullopt, {"delegation", "delegation.none"}};
    if (const auto* away = absence_of(order, person, question.day)) {
        return {std::nullopt, {"delegation", "delegation.absent", {away->to.iso()}}};
    }
    auto best = best_row(order, *self, question);
    if (best.reach == Reach::all) return {Mandate{*best.row, self->id, self->name, false}, {}};
    for (const auto& absence : order.absences) {
        if (absence.deputy != person || !absence.runs_on(question.day)) continue;
        const auto* holder = order.find(absence.person);
        if (!holder) continue;
        const auto theirs = best_row(order, *holder, question);
        if (theirs.reach == Reach::all) return {Mandate{*theirs.row, holder->id, holder->name, true}, {}};
        if (theirs.reach > best.reach) best = theirs;
    }
    return {std::nullopt, why_not(best, question)};
}

}  // namespace

DelegationAnswer may_decide(const DelegationOrder& order, Id<User> person, const DelegationQuestion& question) {
    DelegationAnswer answer;
    auto weighed = weigh(order, person, question);
    answer.mandate = std::move(weighed.mandate);
    if (answer.mandate) return answer;
    answer.why = {std::move(weighed.why)};
    for (const auto& other : order.people) {
        if (other.id == person || question.excluded.contains(other.id)) continue;
        if (weigh(order, other.id, question).mandate) answer.others.push_back(other.name);
    }
    std::sort(answer.others.begin(), answer.others.end());
    return answer;
}

Problems check_row(const DelegationRow& row) {
    Problems problems;
    if (row.person.has_value() == !trimmed(row.title).empty()) {
        problems.push_back({"person", "row.person_or_title"});
    }
    const auto line = [&](const char* field, const std::string& text, bool required) {
        if (required && trimmed(text).empty()) problems.push_back({field, "required"});
        if (characters(text) > limits::short_text) {
            problems.push_back({field, "text.too_long", {std::to_string(limits::short_text)}});
        }
        if (one_line(text) != text) problems.push_back({field, "text.one_line"});
    };
    line("title", row.title, false);
    line("reference", row.reference, true);
    const auto& kinds = delegated_kinds();
    if (!row.kind.empty() && std::find(kinds.begin(), kinds.end(), row.kind) == kinds.end()) {
        problems.push_back({"kind", "choice.unknown"});
    }
    if (row.highest && *row.highest < Money()) problems.push_back({"highest", "row.amount"});
    if (row.valid_to && *row.valid_to < row.valid_from) problems.push_back({"valid_to", "row.order"});
    return problems;
}

Problems check_absence(const DelegationOrder& order, const Absence& absence, Date today) {
    Problems problems;
    if (absence.to < absence.from) problems.push_back({"to", "absence.order"});
    if (absence.from < today) problems.push_back({"from", "absence.past", {today.iso()}});
    if (!order.find(absence.person)) problems.push_back({"person", "absence.not_decider"});
    if (absence.deputy == absence.person) {
        problems.push_back({"deputy", "absence.self"});
    } else if (!order.find(absence.deputy)) {
        problems.push_back({"deputy", "absence.deputy_unknown"});
    }
    if (absence.to < absence.from) return problems;
    for (const auto& other : order.absences) {
        if (other.id == absence.id || !absence.meets(other)) continue;
        const std::vector<std::string> days{other.from.iso(), other.to.iso()};
        if (other.person == absence.person) problems.push_back({"from", "absence.overlap", days});
        if (other.person == absence.deputy) problems.push_back({"deputy", "absence.deputy_absent", days});
        if (other.deputy == absence.person) {
            const auto* whom = order.find(other.person);
            problems.push_back({"from", "absence.is_deputy", {whom ? whom->name : "", days[0], days[1]}});
        }
    }
    return problems;
}

}  // namespace bygd
