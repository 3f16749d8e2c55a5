#include "tests/simulation/case_file.hpp"

#include <algorithm>
#include <sstream>

#include "aid/de_minimis_store.hpp"
#include "budget/fund_store.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "decisions/decision_store.hpp"
#include "payouts/claim_store.hpp"
#include "payouts/recovery_store.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd::simulation {

namespace {

std::string said(const std::optional<Date>& day) { return day ? day->iso() : "-"; }

template <typename T>
std::string said(const std::optional<Id<T>>& id) {
    return id ? std::to_string(id->value()) : "-";
}

std::string line_of(const Case& c) {
    std::ostringstream out;
    out << c.diary_number << ' ' << c.form << ' ' << c.legal_basis << ' ' << c.workflow << c.workflow_version << ' ' << c.state << ' '
        << c.stage << " officer " << said(c.officer) << " fund " << said(c.fund) << " received " << c.received_on.iso() << " decided "
        << said(c.decided_on) << " closed " << said(c.closed_on) << ' ' << c.outcome.value_or("-") << " sought " << c.sought.plain()
        << " proposed " << c.proposed.plain() << " reserved " << c.reserved.plain() << " granted " << c.granted.plain() << " paid "
        << c.paid.plain() << " released " << c.released.plain() << " version " << c.version << ' ' << c.application;
    return out.str();
}

std::string line_of(const Proceeding& p) {
    std::ostringstream out;
    out << "proceeding " << p.sequence << ' ' << p.kind << ' ' << p.workflow << p.workflow_version << ' ' << p.state << ' ' << p.stage
        << " closed " << said(p.closed_on) << " proposed " << p.proposed.plain() << " reserved " << p.reserved.plain() << " decided "
        << p.decided.plain() << ' ' << p.outcome.value_or("-");
    for (const auto& [name, value] : p.data) out << ' ' << name << '=' << value;
    return out.str();
}

std::string line_of(const Claim& c) {
    return "claim " + std::to_string(c.sequence) + " " + c.kind + " " + c.state + " " + c.claimed.plain() + " " + c.approved.plain() + " " +
           c.payable.plain() + " " + c.calculation;
}

std::string line_of(const Payment& p) {
    return "payment " + p.end_to_end_id + " " + p.amount.plain() + " " + p.state + " " + said(p.booked_on) + " by " +
           std::to_string(p.attested_by.value());
}

std::string line_of(const Decision& d) {
    return "decision " + std::to_string(d.sequence) + " " + d.kind + " " + d.outcome + " " + d.amount.plain() + " by " +
           std::to_string(d.decided_by.value()) + " prepared by " + said(d.prepared_by) + " " + d.decided_on.iso() + " " + d.reasons +
           " " + d.conditions + " " + said(d.period_from) + " " + said(d.period_to) + " " + d.snapshot;
}

std::string line_of(const LedgerEntry& e) {
    return "ledger " + std::to_string(e.id) + " fund " + std::to_string(e.fund.value()) + " " + std::string(to_string(e.movement)) + " " +
           e.amount.plain() + " " + e.booked_on.iso() + " " + e.text;
}

std::string line_of(const DiaryEvent& e) { return "event " + std::to_string(e.sequence) + " " + e.kind + " " + e.hash; }

std::string line_of(const RecoveryEntry& e) {
    return "recovery " + e.kind + " " + e.booked_on.iso() + " " + e.debt.plain() + " " + e.interest.plain() + " " + e.note;
}

template <typename T>
void put(std::string& text, const std::vector<T>& rows) {
    for (const auto& row : rows) text += line_of(row) + "\n";
}

template <typename T>
void require_kept(Faults& faults, const char* what, const std::vector<T>& before, const std::vector<T>& after) {
    bool kept = after.size() >= before.size();
    for (std::size_t i = 0; kept && i < before.size(); ++i) kept = line_of(before[i]) == line_of(after[i]);
    if (!kept) faults.push_back(std::string(what) + " that stood has been changed");
}

Money reserved_beside(const CaseFile& file) {
    Money sum;
    for (const auto& beside : file.besides) sum += beside.reserved;
    return sum;
}

std::string number_of(const Proceeding& beside) { return "proceeding " + std::to_string(beside.sequence); }

void compare(Faults& faults, const char* what, Money is, Money should) {
    if (is != should) faults.push_back(std::string(what) + " is " + is.plain() + ", not " + should.plain());
}

}  // namespace

Money CaseFile::sum(Movement movement) const {
    Money total;
    for (const auto& entry : ledger) {
        if (entry.movement == movement) total += entry.amount;
    }
    return total;
}

std::string CaseFile::text() const {
    auto text = line_of(subject) + "\n";
    put(text, besides);
    put(text, claims);
    put(text, payments);
    put(text, decisions);
    put(text, ledger);
    put(text, events);
    for (const auto& [id, entries] : repaid) put(text, entries);
    return text + "de minimis " + (de_minimis ? de_minimis->plain() : "-");
}

CaseFile read_file(Transaction& tx, const Services&, Id<Case> id) {
    CaseFile file;
    file.subject = find_case(tx, id).value();
    file.besides = proceedings_of(tx, id);
    file.claims = claims_of(tx, id);
    file.payments = payments_of(tx, id);
    file.decisions = decisions_of(tx, id);
    file.ledger = ledger_of_case(tx, id);
    file.events = events_of(tx, id);
    for (const auto& beside : file.besides) {
        if (beside.kind == "recovery") file.repaid[beside.id] = recovery_entries(tx, beside.id);
    }
    for (const auto& row : own_aid_of_case(tx, id)) {
        file.de_minimis = file.de_minimis.value_or(Money()) + row.kronor.value();
        for (const auto& each : corrections_of(tx, row.id)) *file.de_minimis += each.kronor.value();
    }
    return file;
}

namespace {

void check_money(Faults& faults, const CaseFile& file) {
    const auto& c = file.subject;
    for (const auto amount : {c.sought, c.proposed, c.reserved, c.granted, c.paid, c.released}) {
        if (amount.negative()) faults.push_back("an amount is below zero");
    }
    if (c.paid + c.released > c.granted) faults.push_back("more is paid and released than granted");
    const auto grants = file.sum(Movement::grant);
    compare(faults, "reserved by the ledger", c.reserved + reserved_beside(file),
            file.sum(Movement::reservation) - file.sum(Movement::reservation_released) - grants);
    compare(faults, "granted by the ledger", c.granted, grants - file.sum(Movement::correction));
    compare(faults, "paid by the ledger", c.paid, file.sum(Movement::payment));
    compare(faults, "released by the ledger", c.released, file.sum(Movement::release));
    const auto* force = in_force(file.decisions);
    compare(faults, "granted by the decision in force", c.granted, force ? force->amount : Money());
    const bool capped = c.form == "service_grant" || c.form == "operating_support";
    if (capped && c.granted > Money::kronor(350'000)) faults.push_back("more is granted than the year's cap");
    if (c.stage == "closed" && !c.outstanding().zero()) faults.push_back("a closed case owes money");
    if (c.stage != "open" && !c.reserved.zero()) faults.push_back("a decided case holds a reservation");
    if (file.de_minimis) {
        compare(faults, "aid of minor importance", *file.de_minimis, c.granted - c.released - file.sum(Movement::repayment));
    }
}

void check_payments(Faults& faults, const CaseFile& file) {
    Money booked, under_way;
    for (const auto& payment : file.payments) {
        if (payment.state == "paid") booked += payment.amount;
        if (payment.state == "attested") under_way += payment.amount;
    }
    compare(faults, "booked payments", booked, file.subject.paid);
    if (file.subject.paid + file.subject.released + under_way > file.subject.granted) {
        faults.push_back("more is on its way to the bank than is left of the grant");
    }
    const auto open = std::count_if(file.claims.begin(), file.claims.end(),
                                    [](const auto& each) { return each.state == "in_review" || each.state == "approved"; });
    if (open > 1) faults.push_back("two claims are open at once");
    for (const auto& claim : file.claims) {
        const auto beside = std::find_if(file.besides.begin(), file.besides.end(), [&](const auto& b) { return b.id == claim.proceeding; });
        if (beside == file.besides.end()) faults.push_back("a claim is in no proceeding");
        else if (beside->open() != (claim.state == "in_review" || claim.state == "approved")) {
            faults.push_back("a claim and its proceeding do not agree");
        }
    }
}

// What is demanded back, handed over or written off or not, less what was given up, is never more than was paid.
void check_recoveries(Faults& faults, const CaseFile& file) {
    Money demanded, repaid;
    for (const auto& beside : file.besides) {
        if (beside.kind != "recovery") continue;
        Money reduced, back, written_off;
        const auto entries = file.repaid.find(beside.id);
        if (entries != file.repaid.end()) {
            for (const auto& entry : entries->second) {
                (entry.kind == "repayment" ? back : entry.kind == "reduction" ? reduced : written_off) += entry.debt;
            }
        }
        repaid += back;
        demanded += beside.decided - reduced;
        if (back + reduced + written_off > beside.decided) faults.push_back(number_of(beside) + " has taken in more than was demanded");
    }
    compare(faults, "repaid by the ledger", repaid, file.sum(Movement::repayment));
    if (demanded > file.subject.paid) faults.push_back("more is demanded back than was paid");
    if (repaid > file.subject.paid) faults.push_back("more has come back than was paid");
}

void check_states(Faults& faults, const Services& services, const CaseFile& file) {
    const auto check = [&](const Workflow& road, const std::string& state, const std::string& stage, const std::string& whose) {
        if (!road.state(state)) faults.push_back(whose + " is in a state that is none: " + state);
        else if (road.stage(state) != stage) faults.push_back(whose + " has the stage of another state");
    };
    const auto& c = file.subject;
    check(services.workflows.get(c.workflow, c.workflow_version), c.state, c.stage, "the case");
    for (const auto& beside : file.besides) {
        check(services.workflows.get(beside.workflow, beside.workflow_version), beside.state, beside.stage, number_of(beside));
        if (beside.open() == beside.closed_on.has_value()) faults.push_back(number_of(beside) + " is closed without a day, or open with one");
        if (!beside.open() && !beside.reserved.zero()) faults.push_back(number_of(beside) + " is closed and holds a reservation");
    }
    if (c.stage != "open" && !c.outcome) faults.push_back("decided without an outcome");
    if ((c.stage == "closed") != c.closed_on.has_value()) faults.push_back("closed without a day, or open with one");
}

void check_chain(Faults& faults, const CaseFile& file) {
    std::string previous(first_hash);
    int sequence = 0;
    for (const auto& event : file.events) {
        if (event.sequence != ++sequence) faults.push_back("an event is missing from the diary");
        if (event.previous_hash != previous || hash_of(event) != event.hash) faults.push_back("the chain of the diary is broken");
        previous = event.hash;
    }
}

}  // namespace

Faults faults_of(const Services& services, const CaseFile& file) {
    Faults faults;
    check_money(faults, file);
    check_payments(faults, file);
    check_recoveries(faults, file);
    check_states(faults, services, file);
    check_chain(faults, file);
    return faults;
}

namespace {

void check_new_decisions(Faults& faults, const CaseFile& before, const CaseFile& after) {
    for (auto i = before.decisions.size(); i < after.decisions.size(); ++i) {
        const auto& decision = after.decisions[i];
        const bool withdrawal = decision.outcome == "closed_without_decision";
        if (decision.prepared_by == decision.decided_by) faults.push_back("one person prepared and decided");
        if (!withdrawal && before.subject.officer == decision.decided_by) faults.push_back("who handles the case decided");
        if (decision.snapshot.size() < 3 && decision.kind != "appeal_review" && !withdrawal) faults.push_back("a decision has frozen nothing");
    }
}

void check_new_payments(Faults& faults, const CaseFile& before, const CaseFile& after) {
    for (auto i = before.payments.size(); i < after.payments.size(); ++i) {
        const auto by = after.payments[i].attested_by;
        bool same = by == after.payments[i].prepared_by || before.subject.officer == by;
        for (const auto& decision : before.decisions) same = same || decision.decided_by == by || decision.prepared_by == by;
        if (same) faults.push_back("one person took part and attested");
    }
}

}  // namespace

Faults faults_between(const CaseFile& before, const CaseFile& after) {
    Faults faults;
    require_kept(faults, "a decision", before.decisions, after.decisions);
    require_kept(faults, "a row of the ledger", before.ledger, after.ledger);
    require_kept(faults, "an event of the diary", before.events, after.events);
    check_new_decisions(faults, before, after);
    check_new_payments(faults, before, after);
    for (std::size_t i = 0; i < before.besides.size(); ++i) {
        const bool gone = i >= after.besides.size() || before.besides[i].id != after.besides[i].id;
        if (gone || (!before.besides[i].open() && line_of(before.besides[i]) != line_of(after.besides[i]))) {
            faults.push_back(number_of(before.besides[i]) + " was closed and is gone or changed");
        }
    }
    const auto bumps = after.subject.version - before.subject.version;
    if (bumps < 0 || bumps > 1) faults.push_back("the version went " + std::to_string(bumps) + " up in one step");
    if (bumps == 0 && line_of(before.subject) != line_of(after.subject)) faults.push_back("the case was changed under the same version");
    return faults;
}

Faults faults_of_step(const Services& services, const CaseFile& before, const CaseFile& after, const TakenStep& taken) {
    Faults faults;
    const auto standing = [&](const CaseFile& file) {
        struct At { std::string workflow; int version; std::string state; };
        for (const auto& beside : file.besides) {
            if (beside.sequence == taken.proceeding) return At{beside.workflow, beside.workflow_version, beside.state};
        }
        return At{file.subject.workflow, file.subject.workflow_version, file.subject.state};
    };
    const auto from = standing(before), to = standing(after);
    const auto* step = services.workflows.get(from.workflow, from.version).find(from.state, taken.action);
    if (!step) return {"a step outside the definition: " + taken.action + " from " + from.state};
    if (step->target(from.state) != to.state) faults.push_back("the step led to " + to.state + " and not to " + step->target(from.state));
    const bool may = std::any_of(step->roles.begin(), step->roles.end(), [&](const auto role) { return taken.roles.contains(role); });
    if (!may) faults.push_back("the step was taken by somebody without its role");
    if (after.subject.version != before.subject.version + 1) faults.push_back("the version did not grow by one");
    const auto told = std::find_if(after.events.begin() + static_cast<std::ptrdiff_t>(before.events.size()), after.events.end(),
                                   [&](const auto& event) { return event.action == taken.action && event.from_state == from.state; });
    if (told == after.events.end()) faults.push_back("the diary does not tell of the step");
    return faults;
}

}  // namespace bygd::simulation
