// Which step comes next. Most are such as the house offers, since a house that only refuses proves little; the others are what
// nobody offers.
#include <algorithm>

#include "aid/form.hpp"
#include "budget/fund_actions.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_mark_actions.hpp"
#include "cases/case_request_store.hpp"
#include "decisions/board_actions.hpp"
#include "decisions/condition_actions.hpp"
#include "decisions/condition_store.hpp"
#include "decisions/special_reason_actions.hpp"
#include "jobs/job_run_actions.hpp"
#include "payouts/claim_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"
#include "providers/provider_actions.hpp"
#include "tests/simulation/simulation.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd::simulation {

namespace {

constexpr int right_percent = 88, stale_percent = 3, companies = 40;

int weight_of(const Transition& way) {
    if (way.action == "withdraw" || way.action == "propose_dismissal" || way.action == "remind_supplement") return 1;
    if (way.action == "start_hearing" || way.action == "request_supplement" || way.action == "register_appeal") return 4;
    if (way.reason == "required") return 3;
    if (way.action == "close" || way.action == "archive" || way.action == "reassign") return 4;
    return way.style == "primary" ? 40 : 10;
}

bool says(const Problems& problems, std::string_view code) {
    return std::any_of(problems.begin(), problems.end(), [&](const auto& each) { return each.code.starts_with(code); });
}

}  // namespace

std::string Simulation::any_person() { return dice_.one_of(names_); }

// Who does what officers do; seldom somebody who may not.
std::string Simulation::an_officer() {
    return dice_.chance(10) ? any_person() : dice_.one_of(std::vector<std::string>{"anna", "bo", "cilla", "olle", "alla"});
}

// A third of the time one of the newest, so that some cases get through while many are open.
std::string Simulation::any_case(bool open_ones_first) {
    const auto many = static_cast<std::int64_t>(order_.size());
    const auto from = dice_.chance(60) ? std::max<std::int64_t>(0, many - 12) : 0;
    auto chosen = order_[static_cast<std::size_t>(dice_.between(from, many - 1))];
    for (int tries = 0; open_ones_first && tries < 4 && file(chosen).subject.stage == "closed" && !dice_.chance(25); ++tries) {
        chosen = order_[static_cast<std::size_t>(dice_.between(from, many - 1))];
    }
    return chosen;
}

Scene Simulation::scene(const CaseFile& known, const Proceeding* beside) {
    Scene made{cast_.services(), known, beside, cast_.clock.today(), funds_, officers_, {}, {}, {}};
    cast_.services().database.read([&](Transaction& tx) {
        for (const auto& claim : known.claims) {
            if (claim.state == "in_review") made.rows = expenditure_of(tx, claim.id);
        }
        made.debts = debts_to_set_off(cast_.services(), tx, known.subject, made.today);
        for (const auto& request : requests_of(tx, known.subject.id)) {
            if (request.open() && request.proceeding == (beside ? std::optional(beside->id) : std::nullopt)) made.requests.push_back(request);
        }
    });
    return made;
}

const Workflow& Simulation::road_of(const CaseFile& known, const Proceeding* beside) const {
    const auto& workflows = cast_.services().workflows;
    return beside ? workflows.get(beside->workflow, beside->workflow_version)
                  : workflows.get(known.subject.workflow, known.subject.workflow_version);
}

Simulation::Command Simulation::next(std::string& who) {
    who = any_person();
    const bool few = order_.size() < 6;
    switch (dice_.weighed({few ? 40 : 2, 72, 8, 2, 2, 3, 2, 2, 3, 1, 2})) {
        case 0: return register_one(who);
        case 2: return few ? register_one(who) : any_step(who);
        case 3: return few ? register_one(who) : tick(who, file(any_case(true)));
        case 4: return few ? register_one(who) : look_up(who, file(any_case(true)));
        case 5: return few ? register_one(who) : declare(file(any_case(true)));
        case 6: {
            if (few) return register_one(who);
            const auto& known = file(any_case(false));
            return dice_.chance(40) ? settle(who, known) : paper(known);
        }
        case 7: return few ? register_one(who) : account(file(any_case(false)));
        case 8: return few ? register_one(who) : at_board();
        case 9: return money();
        case 10: return days();
        default: return few ? register_one(who) : offered_step(who);
    }
}

Simulation::Command Simulation::register_one(std::string& who) {
    who = an_officer();
    const auto today = cast_.clock.today();
    const auto& form = *dice_.one_of(cast_.services().forms.all());
    const auto earlier = Date(2024, 7, 1).plus_days(static_cast<std::int32_t>(dice_.between(0, 183)));
    const auto received = dice_.chance(25) ? earlier : today.plus_days(-static_cast<std::int32_t>(dice_.between(0, 10)));
    Applicant applicant{static_cast<int>(dice_.between(0, companies - 1)), ""};
    auto& known = outlets_[applicant.index];
    if (form.needs_outlet && !known.empty() && dice_.chance(80)) applicant.outlet = dice_.one_of(known);
    auto input = application(dice_, form, applicant, received, today);
    if (!dice_.chance(right_percent)) input = spoilt(dice_, std::move(input));
    return {"register " + form.name, "", [this, name = form.name, input = std::move(input), &known](const Actor& actor) {
        const auto made = register_case(cast_.services(), actor, {name, input});
        remember(made.id);
        const auto outlet = made.outlet ? std::to_string(made.outlet->value()) : std::string();
        if (!outlet.empty() && std::find(known.begin(), known.end(), outlet) == known.end()) known.push_back(outlet);
    }, std::nullopt};
}

Simulation::Command Simulation::take(const std::string& who, const CaseFile& known, const Proceeding* beside, const Transition& step,
                                     bool offered) {
    auto input = right_input(dice_, scene(known, beside), step.input);
    if (!dice_.chance(right_percent)) input = spoilt(dice_, std::move(input));
    const bool stale = dice_.chance(stale_percent);
    const auto version = known.subject.version - (stale ? 1 : 0);
    const int sequence = beside ? beside->sequence : 0;
    // A payment registered by hand asks for a reason, whatever its definition says.
    const bool silent = step.reason == "none" && step.action != "mark_paid";
    const std::string reason = silent || dice_.chance(5) ? "" : "Så är det.";
    const auto number = known.subject.diary_number;
    auto what = (beside ? beside->kind + " " + std::to_string(sequence) + " " : "") + step.action;
    for (const auto& [name, value] : input.fields) what += " " + name + "=" + value.substr(0, 20);
    return {what, number, [this, number, version, action = step.action, reason, input, sequence](const Actor& actor) {
        take_action(cast_.services(), actor, {number, version, action, reason, input, sequence});
    }, TakenStep{step.action, sequence, cast_.people.at(who).roles}, offered, stale};
}

// A place, an action that leads from it and somebody with its role; then what the house says of it.
Simulation::Command Simulation::offered_step(std::string& who) {
    const auto& known = file(any_case(true));
    std::vector<const Proceeding*> places{nullptr};
    for (const auto& beside : known.besides) {
        if (beside.open()) places.insert(places.end(), 2, &beside);
    }
    const auto* chosen = dice_.one_of(places);
    const auto& road = road_of(known, chosen);
    const auto& state = chosen ? chosen->state : known.subject.state;
    std::vector<const Transition*> ways;
    std::vector<int> weights;
    for (const auto& way : road.transitions()) {
        if (road.find(state, way.action) != &way) continue;
        ways.push_back(&way);
        weights.push_back(weight_of(way));
    }
    if (ways.empty()) return any_step(who);
    const auto* way = ways[dice_.weighed(weights)];
    std::vector<std::string> able;
    for (const auto& name : names_) {
        const auto& roles = cast_.people.at(name).roles;
        if (std::any_of(way->roles.begin(), way->roles.end(), [&](const auto role) { return roles.contains(role); })) able.push_back(name);
    }
    who = dice_.one_of(able);
    const auto offers = cast_.services().database.read([&](Transaction& tx) {
        auto subject = known.subject;
        std::optional<Proceeding> beside;
        if (chosen) beside = *chosen;
        return offers_of(cast_.services(), tx, cast_.people.at(who), subject, cast_.clock.now(), beside ? &*beside : nullptr);
    });
    const auto said = std::find_if(offers.begin(), offers.end(), [&](const auto& offer) { return offer.action == way->action; });
    if (said == offers.end()) throw std::logic_error(way->action + " is not offered to " + who);
    if (said->blocked_by.empty()) return take(who, known, chosen, *way, true);
    return mend(who, known, chosen, said->blocked_by);
}

// What a person does when a button says why it does not work.
Simulation::Command Simulation::mend(std::string& who, const CaseFile& known, const Proceeding* beside, const Problems& why) {
    const auto& at = beside ? beside->state : known.subject.state;
    const auto& road = road_of(known, beside);
    const auto* ask = road.find(at, says(why, "request.no_hearing") ? "start_hearing" : "request_opinion");
    const auto* answer = road.find(at, "opinion_received");
    if (says(why, "conflict.undeclared")) return declare(known);
    if (says(why, "case.checklist_open")) return tick(who, known);
    if (says(why, "check.")) return look_up(who, known);
    if (says(why, "request.open_opinion") && answer) return take(who, known, beside, *answer, true);
    if (ask && (says(why, "request.opinion_missing") || says(why, "request.no_hearing"))) return take(who, known, beside, *ask, false);
    if (says(why, "condition.")) return settle(who, known);
    if (says(why, "payment.payee_waiting")) return account(known);
    if (says(why, "delegation.")) return at_board();
    return any_step(who);
}

// Any action there is, by anybody, wherever the case stands.
Simulation::Command Simulation::any_step(const std::string& who) {
    const auto& known = file(any_case(false));
    const auto* beside = known.besides.empty() || dice_.chance(40) ? nullptr : &dice_.one_of(known.besides);
    const auto& road = road_of(known, beside);
    const auto* way = &dice_.one_of(road.transitions());
    if (way->action == "withdraw" && dice_.chance(80)) way = &road.transitions().front();
    return take(who, known, beside, *way, false);
}

Simulation::Command Simulation::look_up(std::string& who, const CaseFile& known) {
    who = an_officer();
    const auto& form = cast_.services().forms.get(known.subject.form, known.subject.form_version);
    const auto number = known.subject.diary_number;
    Typed typed{{"check_kind", ""}, {"check_result", dice_.chance(95) ? "clear" : "hinder"}, {"check_note", "Se utdraget."},
                {"checked_on", cast_.clock.today().iso()}, {"check_source", "Registret"}};
    std::vector<std::string> kinds;
    for (const auto& check : form.checks) kinds.push_back(check.name);
    if (kinds.empty()) kinds.push_back("bolagsverket");
    const bool all = dice_.chance(70);
    if (!all) kinds = {dice_.one_of(kinds)};
    // Each is a command of its own; only the first can be asked for twice.
    return {"look up", number, [this, number, typed, kinds](const Actor& actor) mutable {
        auto me = actor;
        for (const auto& kind : kinds) {
            typed["check_kind"] = kind;
            record_check(cast_.services(), me, number, typed);
            me.once.reset();
        }
    }, std::nullopt};
}

Simulation::Command Simulation::tick(std::string& who, const CaseFile& known) {
    who = an_officer();
    AnswerChecklist command{known.subject.diary_number, known.subject.version, {}, {}};
    for (const auto& item : cast_.services().forms.get(known.subject.form, known.subject.form_version).checklist) {
        if (dice_.chance(3)) continue;
        command.answers[item.name] = dice_.chance(97) ? "yes" : dice_.chance(50) ? "no" : "kanske";
        command.notes[item.name] = dice_.chance(90) ? "Se utdraget." : "";
    }
    return {"tick", command.diary_number, [this, command](const Actor& actor) { answer_checklist(cast_.services(), actor, command); }, std::nullopt};
}

Simulation::Command Simulation::settle(std::string& who, const CaseFile& known) {
    who = an_officer();
    auto conditions = cast_.services().database.read([&](Transaction& tx) { return conditions_of(tx, known.subject.id); });
    if (!dice_.chance(5)) std::erase_if(conditions, [](const auto& each) { return !each.unmet(); });
    if (conditions.empty()) return any_step(who);
    const auto chosen = dice_.one_of(conditions);
    const std::string status = dice_.chance(75) ? "met" : dice_.chance(50) ? "breached" : "waived";
    return {"condition " + std::to_string(chosen.sequence) + " " + status, known.subject.diary_number, [this, chosen, status](const Actor& actor) {
        settle_condition(cast_.services(), actor, {chosen.id, chosen.version, status, "Sett på plats.", std::nullopt, "", ""});
    }, std::nullopt};
}

Simulation::Command Simulation::declare(const CaseFile& known) {
    const auto number = known.subject.diary_number;
    const bool conflicted = dice_.chance(3);
    return {conflicted ? "declare a conflict" : "declare none", number,
            [this, number, conflicted](const Actor& actor) { declare_conflict(cast_.services(), actor, number, conflicted, "Syskon."); }, std::nullopt};
}

Simulation::Command Simulation::paper(const CaseFile& known) {
    const auto number = known.subject.diary_number;
    const auto version = known.subject.version;
    switch (dice_.between(0, 3)) {
        case 0: return {"note", number, [this, number](const Actor& actor) { add_note(cast_.services(), actor, number, "Ringde."); }, std::nullopt};
        case 1: {
            const auto& form = cast_.services().forms.get(known.subject.form, known.subject.form_version);
            const auto kind = dice_.chance(50) ? std::string("final_report") : dice_.one_of(form.documents).name;
            return {"document " + kind, number, [this, number, kind](const Actor& actor) {
                add_documents(cast_.services(), actor, {number, kind, "in", "", "", "", {{"file", "Handling.pdf", demo_pdf("Handling")}}});
            }, std::nullopt};
        }
        case 2: {
            const auto kind = std::string(case_mark_kinds[dice_.between(0, std::size(case_mark_kinds) - 1)].name);
            const bool back = dice_.chance(20);
            return {"mark " + kind, number, [this, number, version, kind, back, day = cast_.clock.today().iso()](const Actor& actor) {
                mark_case(cast_.services(), actor, {number, version, kind, back ? "" : day, back ? "Fel." : "", back});
            }, std::nullopt};
        }
        default: return {"special reason", number, [this, number, version](const Actor& actor) {
            write_special_reason(cast_.services(), actor, {number, version, "farther_than", "Vägen är stängd om vintern."});
        }, std::nullopt};
    }
}

Simulation::Command Simulation::account(const CaseFile& known) {
    const auto organisation = cast_.services().database.read([&](Transaction& tx) { return find_organisation(tx, known.subject.organisation).value(); });
    const auto version = organisation.version;
    if (organisation.payee_pending && dice_.chance(85)) {
        const bool yes = dice_.chance(70);
        return {"answer the account", "", [this, id = organisation.id, version, yes](const Actor& actor) {
            answer_payee(cast_.server.database(), cast_.clock, actor, id, version, yes);
        }, std::nullopt};
    }
    const auto number = bankgiro_of(static_cast<int>(dice_.between(0, 90)));
    return {"ask for an account", "", [this, id = organisation.id, version, number](const Actor& actor) {
        ask_for_payee(cast_.server.database(), cast_.clock, actor, id, version, {{"payee_kind", "bankgiro"}, {"payee_number", number}});
    }, std::nullopt};
}

Simulation::Command Simulation::money() {
    const bool in = dice_.chance(60);
    const auto amount = dice_.money(Money::kronor(1'000), Money::kronor(in ? 60'000 : 4'000'000)).plain();
    return {in ? "allocate" : "withdraw", "", [this, in, amount, fund = dice_.one_of(funds_)](const Actor& actor) {
        move_funds(cast_.services(), actor, fund, {{"movement", in ? "allocation" : "withdrawal"}, {"amount", amount},
                                                  {"booked_on", cast_.clock.today().iso()}, {"text", "Enligt beslut."}});
    }, std::nullopt};
}

Simulation::Command Simulation::days() {
    const auto many = dice_.chance(90) ? dice_.between(0, 3) : dice_.between(10, 30);
    return {std::to_string(many) + " days", "", [this, many](const Actor&) {
        cast_.clock.advance(std::chrono::hours(24 * many));
        for (const auto& job : cast_.house.daily_jobs()) run_job(cast_.server.database(), cast_.clock, job, cast_.clock.today());
    }, std::nullopt};
}

}  // namespace bygd::simulation
