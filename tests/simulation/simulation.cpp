#include "tests/simulation/simulation.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "base/text.hpp"
#include "cases/task_actions.hpp"
#include "payouts/set_off_store.hpp"
#include "tests/simulation/pulse.hpp"

namespace bygd::simulation {

namespace {

constexpr std::size_t told_most = 60, recent_most = 5;
constexpr int imprint_percent = 2, repeat_percent = 4;

Faults prefixed(const std::string& about, Faults faults) {
    for (auto& fault : faults) fault = about + ": " + fault;
    return faults;
}

void append(Faults& faults, Faults more) { faults.insert(faults.end(), more.begin(), more.end()); }

std::string codes_of(const Error& error) {
    std::string text(to_string(error.kind()));
    for (const auto& problem : error.problems()) text += " " + problem.code;
    return text;
}

}  // namespace

// One of each trade, and some with two: what a small office looks like, and what the two-person rules must hold against.
Simulation::Simulation(std::uint64_t seed) : dice_(seed), cast_(Money::kronor(20'000'000)) {
    cast_.add_person("cilla", Role::officer);
    cast_.add_person("doris", Role::decider, Money::kronor(80'000));
    cast_.add_person("olle", Roles{Role::officer, Role::decider}, Money::kronor(500'000));
    cast_.add_person("frida", Role::finance);
    cast_.add_person("disa", Roles{Role::decider, Role::finance}, Money::kronor(300'000));
    cast_.add_person("alla", Roles{Role::officer, Role::decider, Role::finance, Role::manager}, Money::kronor(300'000));
    cast_.add_person("magda", Role::manager);
    cast_.add_person("aron", Role::auditor);
    cast_.add_person("adam", Role::administrator);
    for (const auto& [name, actor] : cast_.people) {
        names_.push_back(name);
        if (actor.has(Role::officer)) officers_.push_back(actor.id);
    }
    cast_.server.database().transact([&](Transaction& tx) {
        const auto scarce = insert_fund(tx, {Id<Fund>(), "POTT-2026", "En liten pott", 2026, "national_pot", true});
        LedgerEntry entry;
        entry.fund = scarce;
        entry.amount = Money::kronor(400'000);
        entry.booked_on = cast_.clock.today();
        entry.made_at = cast_.clock.now();
        entry.text = "Tilldelning";
        move_money(tx, entry);
        funds_ = {cast_.fund, cast_.fund, scarce};
        ExchangeRate rate;
        rate.source = "Prov";
        for (rate.day = Date(2028, 1, 3); rate.day.year() < 2031; rate.day = rate.day.plus_days(7)) {
            rate.millionths = 10'500'000 + rate.day.days() % 7 * 100'000;
            insert_rate(tx, rate, {});
        }
    });
}

Faults Simulation::step() {
    ++tally_.steps;
    cast_.clock.advance(std::chrono::minutes(1));
    std::string who;
    const auto command = next(who);
    auto faults = run(who, command);
    about_ = command.number;
    told_.push_back(std::to_string(tally_.steps) + " " + stockholm_minute(cast_.clock.now()) + " " + who + ": " + command.what + " " +
                    command.number + " -> " + answer_);
    return faults;
}

std::string Simulation::last_steps() const {
    std::vector<std::string> lines;
    for (auto line = told_.rbegin(); line != told_.rend() && lines.size() < told_most; ++line) {
        const auto recent = static_cast<std::size_t>(line - told_.rbegin()) < recent_most;
        if (recent || (!about_.empty() && line->find(about_) != std::string::npos)) lines.push_back(*line);
    }
    std::reverse(lines.begin(), lines.end());
    return joined(lines, "\n");
}

Faults Simulation::check_all() {
    auto faults = cast_.faults();
    cast_.services().database.read([&](Transaction& tx) {
        for (const auto& [id, known] : files_) {
            if (read_file(tx, cast_.services(), id).text() != known.text()) {
                faults.push_back(known.subject.diary_number + ": changed by a step on another case");
            }
        }
    });
    return faults;
}

Faults Simulation::run(const std::string& who, const Command& command) {
    auto& database = cast_.services().database;
    const bool imprinted = dice_.chance(imprint_percent);
    const auto before = database.read([](Transaction& tx) { return pulse(tx); });
    const auto whole = imprinted ? database.look_up([](Transaction& tx) { return imprint(tx); }) : std::string();
    Faults faults;
    const auto ends = attempt(who, command, faults);
    const auto after = database.read([](Transaction& tx) { return pulse(tx); });
    append(faults, judge(command, ends, before, after));
    if (imprinted && ends == Ends::refused && database.look_up([](Transaction& tx) { return imprint(tx); }) != whole) {
        faults.push_back("a refused step changed something");
    }
    append(faults, judge_funds());
    return faults;
}

Simulation::Ends Simulation::attempt(const std::string& who, const Command& command, Faults& faults) {
    auto actor = cast_.people.at(who);
    const bool once = command.step && dice_.chance(repeat_percent);
    if (once) actor.once = Once{"simulated-" + std::to_string(tally_.steps), "the same"};
    try {
        command.run(actor);
        answer_ = "done";
        ++tally_.done;
    } catch (const Error& error) {
        answer_ = codes_of(error);
        ++tally_.refused;
        for (const auto& problem : error.problems()) ++tally_.codes[problem.code];
        const bool known = error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::forbidden || error.kind() == ErrorKind::not_found ||
                           error.kind() == ErrorKind::conflict;
        if (!known) faults.push_back("ended as a fault of ours: " + answer_);
        if (command.offered && !command.stale && error.kind() != ErrorKind::invalid) faults.push_back("offered, and refused: " + answer_);
        return Ends::refused;
    } catch (const std::exception& error) {
        answer_ = error.what();
        faults.push_back("ended in " + answer_);
        return Ends::refused;
    }
    if (command.stale) faults.push_back("took a step on a version that is not any more");
    if (!once) return Ends::done;
    try {
        command.run(actor);
        faults.push_back("the same command took hold twice");
    } catch (const AlreadyDone&) {
        answer_ += ", once";
    } catch (const std::exception& error) {
        faults.push_back(std::string("the same command again ended in ") + error.what());
    }
    return Ends::done;
}

Faults Simulation::judge(const Command& command, Ends ends, const std::vector<std::int64_t>& before, const std::vector<std::int64_t>& after) {
    Faults faults;
    if (ends == Ends::refused && before != after) faults.push_back("a refused step left something behind");
    if (command.number.empty()) return faults;
    const auto id = numbers_.at(command.number);
    const auto old = files_.at(id);
    remember(id);
    const auto& now = files_.at(id);
    if (ends == Ends::refused && old.text() != now.text()) faults.push_back("a refused step changed the case");
    append(faults, faults_of(cast_.services(), now));
    append(faults, faults_between(old, now));
    auto versions = now.subject.version - old.subject.version;
    append(faults, judge_debtors(command, now, versions));
    if (after[0] - before[0] != versions) faults.push_back("another case was changed too");
    if (ends == Ends::done && command.step) {
        append(faults, faults_of_step(cast_.services(), old, now, *command.step));
        const auto* beside = command.step->proceeding > 0 ? &old.besides.at(static_cast<std::size_t>(command.step->proceeding) - 1) : nullptr;
        ++tally_.taken[(beside ? beside->kind + " " : "") + command.step->action];
        if (now.subject.granted > old.subject.granted) {
            tally_.forms.insert(now.subject.form);
            tally_.bases.insert(now.subject.legal_basis);
        }
    }
    return prefixed(command.number, faults);
}

// A payment may take the cases along whose debts it is set off against, and only then.
Faults Simulation::judge_debtors(const Command& command, const CaseFile& paying, int& versions) {
    Faults faults;
    if (!command.step || (command.step->action != "attest" && command.step->action != "mark_paid")) return faults;
    const auto all = cast_.services().database.look_up([&](Transaction& tx) { return set_offs_by_payment(tx, paying.subject.id); });
    std::set<Id<Case>> debtors;
    for (const auto& [payment, set_offs] : all) {
        for (const auto& each : set_offs) debtors.insert(each.subject);
    }
    debtors.erase(paying.subject.id);
    for (const auto id : debtors) {
        const auto old = files_.at(id);
        remember(id);
        const auto& now = files_.at(id);
        append(faults, faults_of(cast_.services(), now));
        append(faults, faults_between(old, now));
        versions += now.subject.version - old.subject.version;
        if (now.subject.organisation != paying.subject.organisation) faults.push_back("set off against another recipient's debt");
        if (now.subject.version != old.subject.version) ++tally_.taken["set_off " + command.step->action];
    }
    return faults;
}

// Each fund holds what its cases hold, and no more than it was given.
Faults Simulation::judge_funds() {
    FundBalance held;
    for (const auto& [id, known] : files_) {
        held.reserved += known.subject.reserved;
        for (const auto& beside : known.besides) held.reserved += beside.reserved;
        held.granted += known.subject.granted;
        held.paid += known.subject.paid;
        held.released += known.subject.released;
        held.repaid += known.sum(Movement::repayment);
    }
    Faults faults;
    FundBalance sum;
    for (const auto& line : cast_.services().database.read([](Transaction& tx) { return list_funds(tx, std::nullopt); })) {
        const auto& b = line.balance;
        for (const auto amount : {b.allocated, b.reserved, b.granted, b.paid, b.released, b.repaid, b.reusable}) {
            if (amount.negative()) faults.push_back("fund " + line.fund.code + ": an amount is below zero");
        }
        if (b.left_to_reserve().negative()) faults.push_back("fund " + line.fund.code + ": more is granted than it was given");
        if (b.outstanding().negative()) faults.push_back("fund " + line.fund.code + ": more is paid than granted");
        sum += b;
    }
    const bool same = sum.reserved == held.reserved && sum.granted == held.granted && sum.paid == held.paid &&
                      sum.released == held.released && sum.repaid == held.repaid;
    if (!same) faults.push_back("the funds do not hold what their cases hold");
    return faults;
}

void Simulation::remember(Id<Case> id) {
    files_[id] = cast_.services().database.read([&](Transaction& tx) { return read_file(tx, cast_.services(), id); });
    const auto& subject = files_.at(id).subject;
    if (!numbers_.emplace(subject.diary_number, id).second) return;
    order_.push_back(subject.diary_number);
    ++tally_.cases;
}

}  // namespace bygd::simulation
