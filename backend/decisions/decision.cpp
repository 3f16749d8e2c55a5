#include "decisions/decision.hpp"

#include <algorithm>
#include <functional>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"

namespace bygd {

namespace {

std::string typed_text(const Typed& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : trimmed(found->second);
}

void collect(Problems& problems, const std::function<void()>& read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        add(problems, error.problems());
    }
}

std::string read_long(const Typed& typed, std::string_view name, bool required, Problems& problems) {
    auto text = typed_text(typed, name);
    if (required && text.empty()) problems.push_back({std::string(name), "required"});
    if (characters(text) > limits::long_text) {
        problems.push_back({std::string(name), "text.too_long", {std::to_string(limits::long_text)}});
    }
    return text;
}

void read_amount(Proposal& read, const Typed& typed, Money sought, Money most, Problems& problems) {
    const auto before = problems.size();
    collect(problems, [&] { read.amount = Money::parse(typed_text(typed, "amount"), "amount"); });
    if (problems.size() > before) return;
    if (read.amount.zero()) problems.push_back({"amount", "proposal.zero"});
    if (read.amount > sought) problems.push_back({"amount", "proposal.over_sought", {sought.swedish()}});
    if (read.amount > most) problems.push_back({"amount", "proposal.over_law", {most.swedish()}});
    if (read.outcome == "approved" && read.amount < sought) {
        problems.push_back({"proposal_outcome", "proposal.not_whole", {sought.swedish()}});
    }
    if (read.outcome == "partly_approved" && read.amount == sought) {
        problems.push_back({"proposal_outcome", "proposal.not_part"});
    }
}

void read_period(Proposal& read, const Typed& typed, Problems& problems) {
    for (auto [name, day] : {std::pair{"period_from", &read.period_from}, {"period_to", &read.period_to}}) {
        const auto text = typed_text(typed, name);
        if (!text.empty()) collect(problems, [&, name = name, day = day] { *day = Date::parse(text, name); });
    }
    if (read.period_from && read.period_to && *read.period_to < *read.period_from) {
        problems.push_back({"period_to", "proposal.period_order"});
    }
}

// After the period, from which due days are reckoned. What is turned down has none.
void read_duties(Proposal& read, const Typed& typed, const ConditionLaw& law, Problems& problems) {
    if (!read.grants()) return;
    read.duties = read_conditions(typed, law.kinds, read.period_from, read.period_to, problems);
    read.conditions = conditions_text(read.duties);
    add(problems, missing_conditions(read.duties, law.kinds, law.form, law.day));
}

}  // namespace

Proposal read_proposal(const Typed& typed, Money sought, Money most, const ConditionLaw& law) {
    Problems problems;
    Proposal read;
    read.outcome = typed_text(typed, "proposal_outcome");
    if (read.outcome != "approved" && read.outcome != "partly_approved" && read.outcome != "rejected") {
        problems.push_back({"proposal_outcome", "proposal.outcome"});
    }
    read.reasons = read_long(typed, "reasons", true, problems);
    if (read.grants()) {
        read_amount(read, typed, sought, most, problems);
        const auto fund = whole_number(typed_text(typed, "fund"));
        if (fund) read.fund = Id<Fund>(*fund);
        if (!fund) problems.push_back({"fund", "required"});
    }
    read_period(read, typed, problems);
    read_duties(read, typed, law, problems);
    require_none(std::move(problems));
    return read;
}

const Decision* in_force(const std::vector<Decision>& decisions) {
    const Decision* newest = nullptr;
    for (const auto& each : decisions) {
        if (each.grants()) newest = &each;
    }
    return newest;
}

Proposal read_dismissal(const Typed& typed) {
    Problems problems;
    Proposal read;
    read.outcome = "dismissed";
    read.reasons = read_long(typed, "reasons", true, problems);
    require_none(std::move(problems));
    return read;
}

Proposal read_change(const Typed& typed, const ChangeGround& now, const ConditionLaw& law) {
    Problems problems;
    Proposal read;
    read.outcome = typed_text(typed, "proposal_outcome");
    if (read.outcome != "approved" && read.outcome != "rejected") problems.push_back({"proposal_outcome", "proposal.outcome"});
    read.reasons = read_long(typed, "reasons", true, problems);
    read_period(read, typed, problems);
    read_duties(read, typed, law, problems);
    read.amount = now.granted;
    if (read.outcome == "approved") {
        collect(problems, [&] { read.amount = Money::parse(typed_text(typed, "amount"), "amount"); });
        if (read.amount < now.spent) problems.push_back({"amount", "change.below_spent", {now.spent.swedish()}});
        const bool same = !now.costs_changed && read.amount == now.granted && read.period_from == now.period_from &&
                          read.period_to == now.period_to && same_duties(read.duties, now.duties);
        if (problems.empty() && same) problems.push_back({"amount", "change.nothing_changes"});
    }
    require_none(std::move(problems));
    return read;
}

AdverseProposal read_adverse(const Typed& typed, Money most) {
    Problems problems;
    AdverseProposal read;
    read.ground = typed_text(typed, "ground");
    const auto known = std::find(std::begin(non_payment_grounds), std::end(non_payment_grounds), read.ground);
    if (known == std::end(non_payment_grounds)) problems.push_back({"ground", "choice.unknown"});
    read.proposal.outcome = "approved";
    read.proposal.reasons = read_long(typed, "reasons", true, problems);
    collect(problems, [&] { read.proposal.amount = Money::parse(typed_text(typed, "amount"), "amount"); });
    if (problems.empty() && read.proposal.amount.zero()) problems.push_back({"amount", "proposal.zero"});
    if (read.proposal.amount > most) problems.push_back({"amount", "adverse.over_most", {most.swedish()}});
    require_none(std::move(problems));
    return read;
}

}  // namespace bygd
