#include "demo/demo_teller.hpp"

#include "aid/form.hpp"
#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_check_actions.hpp"
#include "cases/case_mark_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/conflict_actions.hpp"
#include "cases/conflict_store.hpp"
#include "cases/proceeding_store.hpp"
#include "database/pool.hpp"
#include "decisions/decision_actions.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/delegation_rules.hpp"
#include "demo/demo_cast.hpp"
#include "demo/demo_pdf.hpp"
#include "payouts/claim_ground.hpp"
#include "payouts/claim_store.hpp"
#include "payouts/recovery_actions.hpp"
#include "payouts/set_off.hpp"
#include "people/delegation_store.hpp"
#include "providers/organisation_check_store.hpp"

namespace bygd {

namespace {

const std::string anna = "anna.handlaggare", bo = "bo.handlaggare", eva = "eva.ekonom";

std::string kronor(std::int64_t amount, int ore = 0) { return Money::of_minor(amount * 100 + ore).plain(); }

std::string reasons_of_refusal(const DemoStory& story) {
    const std::string rule = story.refused_by;
    if (rule == "yearly_cap") return "Servicebidrag och driftstöd räknas samman. Det högsta beloppet för året är redan beviljat.";
    if (rule == "years_in_all") return "Servicebidrag lämnas i högst tre år sammanlagt. Mottagaren har redan fått bidrag för tre år.";
    if (rule == "sells_groceries_or_fuel") return "Stödet lämnas till företag som säljer dagligvaror eller drivmedel. Stället säljer varken det ena eller det andra.";
    if (story.form == "operating_support") {
        return "Försäljningsstället uppfyller inte villkoren för driftstöd: avståndet eller omsättningen når inte gränsen, och"
               " särskilda skäl har inte kommit fram.";
    }
    return "Servicen på orten bedöms inte som gles. Stödet behövs inte för att åtgärden ska kunna genomföras.";
}

int owner_index(const DemoOutlet& outlet) {
    int index = 0;
    for (const auto& other : demo_outlets()) {
        if (std::string(other.owner) == outlet.owner) return index;
        ++index;
    }
    return index;
}

void put_owner(ActionInput& input, const DemoOutlet& outlet) {
    auto& fields = input.fields;
    const int owner = owner_index(outlet);
    fields["organisation_number"] = organisation_number_of(owner, outlet.owner_kind);
    fields["organisation_name"] = outlet.owner;
    fields["organisation_kind"] = outlet.owner_kind;
    fields["contact_name"] = "Kontaktperson";
    fields["email"] = "butik" + std::to_string(owner) + "@example.org";
    fields["street"] = "Bygatan " + std::to_string(1 + owner % 40);
    fields["postal_code"] = "79" + std::to_string(100 + owner * 7);
    fields["city"] = outlet.place;
    fields["payee_kind"] = "bankgiro";
    fields["payee_number"] = bankgiro_of(owner);
}

void put_outlet(ActionInput& input, const DemoOutlet& outlet) {
    auto& fields = input.fields;
    fields["outlet_name"] = outlet.name;
    fields["place"] = outlet.place;
    fields["municipality"] = outlet.municipality;
    fields["next_outlet_km"] = std::to_string(outlet.metres / 1000) + "," + std::to_string(outlet.metres % 1000 / 100);
    fields["hours_per_week"] = std::to_string(outlet.hours);
    fields["articles"] = std::to_string(outlet.articles);
    fields["groceries_turnover"] = kronor(outlet.turnover_kronor);
    fields["open_all_year"] = "yes";
    if (outlet.articles >= 1'000) {
        for (const auto group : outlet_groups) fields["group_" + std::string(group)] = "1";
    }
    for (const auto& service : split(outlet.services, ' ')) fields["service_" + service] = "1";
}

void put_municipality(ActionInput& input, int index) {
    const auto& municipality = demo_municipalities()[static_cast<std::size_t>(index)];
    auto& fields = input.fields;
    fields["organisation_number"] = organisation_number_of(index, "municipality");
    fields["organisation_name"] = std::string(municipality.name) + " (demokommun)";
    fields["organisation_kind"] = "municipality";
    // One has not told its address: its mail has nowhere to go, and the officer sees that.
    if (index > 0) fields["email"] = "kommun" + std::to_string(index) + "@example.org";
    fields["municipality"] = municipality.code;
    fields["payee_kind"] = "bankgiro";
    fields["payee_number"] = bankgiro_of(60 + index);
}

void put_answers(ActionInput& input, const DemoStory& story) {
    auto& fields = input.fields;
    const auto year = std::to_string(story.received.year());
    fields["received_on"] = story.received.iso();
    fields["amount_sought"] = kronor(story.kronor, story.ore);
    fields["grant_year"] = year;
    fields["other_de_minimis"] = "Inget.";
    fields["other_aid"] = "Inget.";
    if (story.form == "operating_support") {
        const auto& outlet = demo_outlets()[static_cast<std::size_t>(story.outlet)];
        fields["opening_hours"] = std::to_string(outlet.hours);
        fields["assortment"] = std::to_string(outlet.articles);
        fields["open_all_year"] = "yes";
        fields["turnover"] = kronor(outlet.turnover_kronor);
    } else if (story.form == "investment_support") {
        fields["description"] = story.seed % 2 ? "Ny kyldisk och frys. Den gamla läcker och drar mycket el."
                                               : "Ombyggnad av butikslokalen med ny entré och bättre tillgänglighet.";
        fields["start_on"] = story.received.plus_days(60).iso();
        fields["end_on"] = story.received.plus_days(300).iso();
        const bool high = story.seed % 4 == 0;
        // The cost whose highest share is just above what is sought.
        const auto cost = high ? story.kronor * 100 / 85 + 500 : story.kronor * 2 + 1'000;
        fields["cost_1_line"] = high ? "added_service" : "premises";
        fields["cost_1_description"] = high ? "Drivmedelspump med kortbetalning" : "Kyl- och frysdiskar";
        fields["cost_1_amount"] = kronor(cost);
    } else if (story.form == "service_grant") {
        fields["description"] = "Vägarbeten och en kall vinter har minskat försäljningen i ett halvår.";
        fields["temporary_problems"] = "yes";
        fields["measures_insufficient"] = "yes";
        fields["measures"] = "Öppettider har anpassats, hyran är omförhandlad och sortimentet har setts över.";
    } else {
        fields["households"] = std::to_string(20 + story.seed % 25);
        fields["occasions"] = std::to_string((20 + story.seed % 25) * 80);
        fields["net_cost"] = kronor(story.kronor * 2 + 4'000);
        fields["description"] = "Kommunen har avtal med butikerna om hemsändning en gång i veckan.";
    }
}

}  // namespace

DemoTeller::DemoTeller(const Services& services, SetClock& clock, std::map<std::string, Actor> people,
                       std::map<int, std::map<std::string, std::int64_t>> funds, std::function<void(Instant)> meanwhile)
    : services_(services), clock_(clock), people_(std::move(people)), funds_(std::move(funds)),
      meanwhile_(std::move(meanwhile)) {}

void DemoTeller::tell(const std::vector<DemoStory>& stories, const std::vector<DemoStep>& steps) {
    std::vector<std::string> numbers(stories.size());
    for (const auto& each : steps) {
        meanwhile_(each.at);
        clock_.set(each.at);
        try {
            step(stories[each.story], each.what, numbers[each.story]);
        } catch (const Error& error) {
            throw std::runtime_error("demo: " + each.what + " of " + stories[each.story].form + " " + numbers[each.story] +
                                     " on " + stockholm_minute(each.at) + ": " + error.what());
        }
    }
}

namespace {

std::string breach_of(const DemoStory& story) {
    if (story.form == "operating_support") return "Försäljningsstället har inte hållit öppet så som villkoren säger.";
    if (story.form == "service_grant") return "Bidraget är inte redovisat trots två påminnelser.";
    return "Butiken har stängt, och någon slutrapport kommer inte.";
}

ActionInput fields_of(std::map<std::string, std::string, std::less<>> fields) { return {std::move(fields), {}}; }

std::set<std::string> open_beside(const Services& services, Id<Case> id) {
    return services.database.read([&](Transaction& tx) {
        std::set<std::string> kinds;
        for (const auto& each : proceedings_of(tx, id)) {
            if (each.open()) kinds.insert(each.kind);
        }
        return kinds;
    });
}

}  // namespace

void DemoTeller::step(const DemoStory& story, const std::string& what, std::string& number) {
    const auto& officer = officer_of(story);
    const auto day = clock_.today();
    if (what == "register") {
        const auto subject = register_case(services_, people_.at(officer), {story.form, application_of(story)});
        number = subject.diary_number;
        keep(subject);
        if (subject.outlet) outlets_.emplace(story.outlet, *subject.outlet);
    } else if (what == "assign") {
        take("maria.programansvarig", number, "assign", {{{"officer", std::to_string(people_.at(officer).id.value())}}, {}});
        mark(officer, number, "receipt_sent");
    } else if (what == "check") {
        const auto& subject = now(number);
        AnswerChecklist command{number, subject.version, {}, {}};
        for (const auto& item : services_.forms.get(subject.form, subject.form_version).checklist) command.answers[item.name] = "yes";
        keep(answer_checklist(services_, people_.at(officer), command));
        check_registers(officer, number);
        mark(officer, number, "complete");
    } else if (what == "request_supplement") {
        take(officer, number, what, fields_of({{"question", "Skicka in senaste årsredovisningen med noter."}, {"due_on", day.plus_days(14).iso()},
                                               {"consequence", "Utan komplettering avgörs ansökan på det underlag som finns."}}));
    } else if (what == "supplement_received") {
        auto input = fields_of({{"answered_on", day.iso()}, {"answer", "Årsredovisningen med noter har kommit in."}});
        input.files.push_back({"file", "Komplettering.pdf", demo_pdf("Demo: komplettering")});
        take(officer, number, what, std::move(input));
    } else if (what == "request_opinion") {
        take(officer, number, what, fields_of({{"recipient_kind", "municipality"}, {"recipient", "Kommunens näringslivskontor"}, {"recipient_email", "naringsliv@example.org"},
                                               {"question", "Hur bedömer kommunen behovet av stödet?"}, {"due_on", day.plus_days(21).iso()}}));
    } else if (what == "opinion_received") {
        take(officer, number, what, fields_of({{"answered_on", day.iso()}, {"answer", "Kommunen ser försäljningsstället som viktigt för orten."}}));
    } else if (what == "start_hearing") {
        take(officer, number, what, fields_of({{"question", "Vi överväger att avslå ansökan. Ni får yttra er."}, {"due_on", day.plus_days(14).iso()}}));
    } else if (what == "hearing_done") {
        take(officer, number, what, fields_of({{"answered_on", day.iso()}, {"answer", "Sökanden står fast vid ansökan."}}));
    } else if (what == "propose") {
        take(officer, number, "propose", proposal_of_story(story, number));
    } else if (what == "propose_dismissal") {
        take(officer, number, what, fields_of({{"reasons", "Ansökan är inte undertecknad och har trots påminnelse inte kompletterats. Den kan därför inte prövas."}}));
    } else if (what == "decide") {
        take(decider_for(number), number, story.fate == Fate::rejected ? "reject" : story.fate == Fate::dismissed ? "dismiss" : "approve");
    } else if (what == "withdraw") {
        take(officer, number, "withdraw", {}, "Sökanden har återkallat ansökan.");
    } else if (what == "back_to_review") {
        take("david.direktor", number, "back_to_review", {}, "Komplettera skälen med kommunens yttrande.");
    } else if (what == "register_claim" || what == "register_final_claim") {
        const auto& subject = now(number);
        if (subject.outstanding().zero()) return;
        auto claim = claim_of(story, number, what == "register_final_claim");
        bring_proofs(officer, number, claim);
        take(officer, number, "register_claim", claim);
    } else if (what == "register_outcome") {
        const auto households = 20 + story.seed % 25;
        take(officer, number, "register_outcome", {{{"net_cost", kronor(story.kronor * 2 + 4'000 - story.seed * 11)},
                                                    {"households", std::to_string(households)},
                                                    {"occasions", std::to_string(households * 80)}}, {}});
    } else if (what == "final_report") {
        take(officer, number, what, fields_of({{"reported_on", day.iso()}, {"request_text", "Åtgärden är genomförd och utbudet på orten är bättre."}}));
    } else if (what == "close") {
        auto busy = open_beside(services_, now(number).id);
        busy.erase("appeal");
        if (!busy.empty()) return;
        // Some cases end while something is still owed, and say so.
        const auto open = story.seed % 7 == 2 ? DutyTime::due : DutyTime::all;
        if (tell_of_duties(story, number, open)) take(officer, number, what);
    } else if (what == "follow_up") {
        if (!number.empty() && now(number).state != "archived") {
            tell_of_duties(story, number, DutyTime::due);
        }
    } else if (what == "visit") {
        const auto subject = number.empty() ? Case() : now(number);
        const bool due = subject.state == "closed" && !subject.granted.zero() && subject.closed_on->plus_days(240) <= day;
        if (due && story.form != "home_delivery_grant" && !visited_.contains(number)) {
            mark(officer, number, "followed_up");
            visited_.insert(number);
        }
    } else if (what == "archive") {
        const auto& subject = now(number);
        if (subject.state != "closed" || open_beside(services_, subject.id).contains("appeal")) return;
        if (tell_of_duties(story, number, DutyTime::all)) take(officer, number, what);
    } else if (what == "dispatch" || what == "submit_for_decision" || what == "prepare_payment") {
        take(officer, number, what);
    } else {
        step_beside(story, what, number);
    }
}

namespace {

// Whoever owes something under the same ordinance has a part of it taken out of the next payment (43 §).
std::map<std::string, std::string, std::less<>> set_off_of(const Services& services, const std::string& number, Date today) {
    return services.database.read([&](Transaction& tx) {
        std::map<std::string, std::string, std::less<>> fields;
        const auto subject = case_by_number(tx, number);
        const auto claim = open_claim(tx, subject.id);
        for (const auto& debt : debts_to_set_off(services, tx, subject, today)) {
            const auto part = least(debt.left, claim->payable).share(BasisPoints{2'500}, Rounding::down);
            if (fields.empty() && !part.zero()) fields[debt.field()] = part.plain();
        }
        return fields;
    });
}

}  // namespace

void DemoTeller::step_beside(const DemoStory& story, const std::string& what, const std::string& number) {
    const auto& officer = officer_of(story);
    const auto day = clock_.today().iso();
    const auto later = clock_.today().plus_days(14).iso();
    const auto paying = [&](std::string_view state) {
        return services_.database.read([&](Transaction& tx) {
            const auto all = proceedings_of(tx, now(number).id);
            const auto* claim = open_of_kind(all, "claim");
            return claim && claim->state == state;
        });
    };
    if (what == "approve_claim") {
        if (!paying("in_review") || !tell_of_duties(story, number, DutyTime::blocking)) return;
        take(officer, number, what, review_of(number), "", "claim");
    } else if (what == "attest") {
        if (paying("approved")) take(eva, number, what, fields_of(set_off_of(services_, number, clock_.today())), "", "claim");
    } else if (what == "mark_paid") {
        if (paying("to_pay")) take(eva, number, what, {}, "Betald före betalningskörningarna, enligt kontoutdrag.", "claim");
    } else if (what == "payment_rejected") {
        if (paying("to_pay")) take(eva, number, what, {}, "Banken: kontot finns inte.", "claim");
    } else if (what == "register_appeal") {
        take(officer, number, what, fields_of({{"decision", "1"}, {"received_on", day}, {"appellant", "Sökanden genom ombud"},
                                               {"request_text", "Vi yrkar att beslutet ändras och att stödet beviljas."}}));
    } else if (what == "find_in_time") {
        take(officer, number, what, fields_of({{"delivered_on", clock_.today().plus_days(-12).iso()}}), "", "appeal");
    } else if (what == "send_to_court") {
        take(officer, number, what, fields_of({{"court", "Förvaltningsrätten i Falun"}, {"sent_on", day}}), "", "appeal");
    } else if (what == "register_judgment") {
        take(officer, number, what, fields_of({{"judgment", "upheld"}, {"judged_on", day}, {"court_number", "1234-" + day.substr(2, 2)},
                                               {"request_text", "Domstolen avslår överklagandet."}}), "", "appeal");
    } else if (what == "request_change") {
        take(officer, number, what, fields_of({{"asked_on", day}, {"request_text", "Leveransen är försenad; vi behöver längre tid."}}));
    } else if (what == "propose_change") {
        const auto granted = now(number).granted;
        const auto wanted = story.special == "change_more" ? granted + Money::kronor(5'000) : granted.share(BasisPoints{9'000}, Rounding::down);
        auto fields = typed_of(demo_changed_conditions(services_, now(number), clock_.today()));
        fields.merge(std::map<std::string, std::string, std::less<>>{
            {"proposal_outcome", "approved"}, {"amount", wanted.plain()}, {"reasons", "Ändringen ryms inom stödets ändamål."},
            {"period_from", Date(clock_.today().year(), 1, 1).iso()}, {"period_to", Date(clock_.today().year() + 2, 6, 30).iso()}});
        // More support stands on more cost.
        const auto costs = application_of_json(now(number).application).costs;
        if (wanted > granted && !costs.empty()) fields["approved_cost_1"] = (costs.front().amount + Money::kronor(10'000)).plain();
        take(officer, number, "propose", fields_of(std::move(fields)), "", "change");
    } else if (what == "open_stop" || what == "open_recovery") {
        const std::string happened = breach_of(story);
        tell_breach(services_, people_.at(officer), number, happened);
        known_.erase(number);
        take(officer, number, what, fields_of({{"found_on", day}, {"request_text", happened}}));
    } else if (what == "propose_non_payment" || what == "propose_recovery") {
        const auto& subject = now(number);
        const bool recovery = what == "propose_recovery";
        const auto amount = recovery ? subject.paid.share(BasisPoints{5'000}, Rounding::down) : subject.outstanding();
        take(officer, number, "propose", fields_of({{"ground", "condition_breached"}, {"amount", amount.plain()},
            {"reasons", breach_of(story) + " Villkoret i beslutet har alltså inte följts (33 § 4)."}}), "", recovery ? "recovery" : "non_payment");
    } else if (what.starts_with("register_repayment")) {
        const auto amount = services_.database.read([&](Transaction& tx) {
            const auto all = proceedings_of(tx, case_by_number(tx, number).id);
            const auto debt = debt_of(tx, *open_of_kind(all, "recovery"));
            const auto left = balance_of_debt(services_.parameters, debt, clock_.today());
            return what.ends_with("part") ? left.debt.share(BasisPoints{3'000}, Rounding::down)
                                         : left.debt + left.interest - held_by_payments(tx, open_of_kind(all, "recovery")->id);
        });
        take(eva, number, "register_repayment", fields_of({{"amount", amount.plain()}, {"booked_on", day}}), "", "recovery");
    } else if (what == "agree_instalments") {
        take(eva, number, what, fields_of({{"instalments", "12"}, {"first_due_on", clock_.today().plus_days(30).iso()}}),
             "Butiken har bett att få betala i delar.", "recovery");
    } else {
        const auto cut = what.rfind('_') == std::string::npos ? 0 : what.rfind('_');
        auto kind = what.substr(cut + 1), action = what.substr(0, cut);
        if (what.ends_with("non_payment")) kind = "non_payment", action = what.substr(0, what.size() - 12);
        auto input = action == "start_hearing"  ? fields_of({{"question", "Vi överväger ett beslut som går er emot. Ni får yttra er."}, {"due_on", later}})
                     : action == "hearing_done" ? fields_of({{"answered_on", day}, {"answer", "Mottagaren bekräftar det som har hänt."}})
                                                : ActionInput{};
        const auto who = action == "decide" ? "david.direktor" : action == "settle" ? eva : officer;
        take(who, number, action, std::move(input), "", kind);
    }
}

void DemoTeller::check_registers(const std::string& officer, const std::string& number) {
    const auto& subject = now(number);
    const auto latest = services_.database.read([&](Transaction& tx) { return latest_checks(tx, subject.organisation); });
    for (const auto& check : services_.forms.get(subject.form, subject.form_version).checks) {
        const auto found = latest.find(check.name);
        if (found != latest.end() && found->second.valid_until > clock_.today().plus_days(70)) continue;
        record_check(services_, people_.at(officer), number, {{"check_kind", check.name}, {"check_result", "clear"},
                     {"checked_on", clock_.today().iso()}, {"check_source", "Slagning i registret"}, {"check_note", ""}});
    }
}

void DemoTeller::take(const std::string& who, const std::string& number, const std::string& action, ActionInput input,
                      const std::string& reason, const std::string& kind) {
    const auto& actor = people_.at(who);
    const auto& subject = now(number);
    TakeAction command{number, subject.version, action, reason, std::move(input), 0, !actor.has(Role::manager)};
    if (!kind.empty()) {
        const auto all = services_.database.read([&](Transaction& tx) { return proceedings_of(tx, subject.id); });
        const auto* beside = open_of_kind(all, kind);
        if (!beside) throw std::runtime_error("no open " + kind + " in " + number);
        command.proceeding = beside->sequence;
    }
    // What is set off changes the case of the debt too.
    if (action == "attest") known_.clear();
    keep(take_action(services_, actor, command));
}

const Case& DemoTeller::now(const std::string& number) const {
    auto found = known_.find(number);
    if (found == known_.end()) {
        auto subject = services_.database.read([&](Transaction& tx) { return case_by_number(tx, number); });
        found = known_.emplace(number, std::move(subject)).first;
    }
    return found->second;
}

void DemoTeller::keep(const Case& subject) { known_.insert_or_assign(subject.diary_number, subject); }

bool DemoTeller::tell_of_duties(const DemoStory& story, const std::string& number, DutyTime time) {
    known_.erase(number);
    return tell_duties(services_, people_.at(officer_of(story)), number, story, time);
}

void DemoTeller::mark(const std::string& who, const std::string& number, const std::string& kind) {
    keep(mark_case(services_, people_.at(who), {number, now(number).version, kind, clock_.today().iso(), "", false}));
}

const std::string& DemoTeller::officer_of(const DemoStory& story) const { return story.seed % 3 == 0 ? bo : anna; }

ActionInput DemoTeller::application_of(const DemoStory& story) const {
    ActionInput input;
    const auto& form = services_.forms.latest(story.form);
    if (form.needs_outlet) {
        const auto& outlet = demo_outlets()[static_cast<std::size_t>(story.outlet)];
        put_owner(input, outlet);
        put_outlet(input, outlet);
        const auto known = outlets_.find(story.outlet);
        if (known != outlets_.end()) input.fields["outlet_id"] = std::to_string(known->second.value());
    } else {
        put_municipality(input, story.outlet);
    }
    put_answers(input, story);
    for (const auto& kind : form.documents) {
        if (kind.required) input.files.push_back({kind.name, kind.label.sv + ".pdf", demo_pdf("Demo: " + kind.name)});
    }
    return input;
}

ActionInput DemoTeller::proposal_of_story(const DemoStory& story, const std::string& number) const {
    ActionInput input;
    auto& fields = input.fields;
    if (story.fate == Fate::rejected) {
        fields["proposal_outcome"] = "rejected";
        fields["no_hearing_reason"] = "Avslaget rör bara det som sökanden själv har uppgett.";
        fields["reasons"] = reasons_of_refusal(story);
        return input;
    }
    const bool part = story.fate == Fate::partly_approved;
    if (part && story.form == "investment_support") {
        const auto cost = Money::parse(application_of(story).fields.at("cost_1_amount"));
        fields["approved_cost_1"] = cost.share(BasisPoints{7'000}, Rounding::down).plain();
        fields["cost_reason_1"] = "Den dyrare utrustningen bedöms inte vara nödvändig (9 §).";
    }
    if (part) fields["no_hearing_reason"] = "Sökanden har själv minskat sin ansökan i den delen.";
    fields["proposal_outcome"] = part ? "partly_approved" : "approved";
    fields["amount"] = part ? kronor(story.kronor * 7 / 10) : kronor(story.kronor, story.ore);
    fields["fund"] = std::to_string(funds_.at(clock_.today().year()).at(story.form));
    fields["reasons"] = part ? "Servicen är gles och stället är viktigt för bygden. En del av kostnaderna bedöms inte nödvändiga (9 §)."
                             : "Servicen i området är gles och försäljningsstället är det enda på orten. Stödet behövs för att åtgärden ska kunna genomföras (8 och 9 §§).";
    fields.merge(typed_of(demo_conditions(services_, now(number), story, clock_.today())));
    fields["period_from"] = Date(clock_.today().year(), 1, 1).iso();
    fields["period_to"] = Date(clock_.today().year() + (story.form == "investment_support" ? 1 : 0), 12, 31).iso();
    return input;
}

// A row that gives nothing: ordered before the application came in, or shown once already.
void DemoTeller::add_doubtful_row(const DemoStory& story, const std::string& number, bool last, Typed& fields) const {
    const auto early = now(number).received_on.plus_days(-12).iso();
    fields["row_3_cost_line"] = fields["row_1_cost_line"];
    fields["row_3_supplier"] = last ? fields["row_1_supplier"] : "Ritbyrån i Demo AB";
    fields["row_3_invoice_number"] = last ? std::to_string(10'000 + story.seed * 10 + 1) : "R-" + std::to_string(story.seed);
    fields["row_3_invoice_on"] = last ? fields["row_1_invoice_on"] : early;
    fields["row_3_paid_on"] = last ? fields["row_1_paid_on"] : early;
    fields["row_3_net"] = "4800.00";
    fields["row_3_vat"] = "1200.00";
}

// Two claims of about half the cost each; the first of a case with only one claim holds it all.
ActionInput DemoTeller::claim_of(const DemoStory& story, const std::string& number, bool last) const {
    const auto application = application_of_json(now(number).application);
    const auto& cost = application.costs.front();
    const bool only_one = story.seed % 3 == 0;
    const std::int64_t halves[] = {1, 1};
    const auto parts = cost.amount.allocate(halves);
    const auto amount = only_one ? cost.amount : last ? parts[1] : parts[0];
    ActionInput input;
    auto& fields = input.fields;
    const auto rows = amount.allocate(std::vector<std::int64_t>{3, 2});
    for (int row = 1; row <= 2; ++row) {
        const auto prefix = "row_" + std::to_string(row) + "_";
        fields[prefix + "cost_line"] = cost.line;
        fields[prefix + "supplier"] = row == 1 ? "Dala Kylteknik Demo AB" : "Byggarna i Bygden Demo AB";
        fields[prefix + "invoice_number"] = std::to_string(10'000 + story.seed * 10 + (last ? 5 : 0) + row);
        fields[prefix + "invoice_on"] = clock_.today().plus_days(-20).iso();
        fields[prefix + "paid_on"] = clock_.today().plus_days(-10).iso();
        const auto net = rows[static_cast<std::size_t>(row - 1)];
        fields[prefix + "net"] = net.plain();
        fields[prefix + "vat"] = net.share(BasisPoints{2'500}, Rounding::down).plain();
    }
    if (story.seed % 4 == 0) add_doubtful_row(story, number, last, fields);
    if (last || only_one) fields["final"] = "1";
    return input;
}

// The invoices of the rows and the proof that they were paid, as the recipient sends them in; with the last ones the report.
void DemoTeller::bring_proofs(const std::string& officer, const std::string& number, ActionInput& claim) {
    AddDocuments proofs{number, "claim_proof", "in", "", "", "", {}};
    for (const auto* row : {"row_1_", "row_2_"}) {
        const auto invoice = claim.text(std::string(row) + "invoice_number");
        proofs.files.push_back({"file", "Faktura " + invoice + ".pdf", demo_pdf("Demo: faktura " + invoice)});
    }
    proofs.files.push_back({"file", "Kontoutdrag.pdf", demo_pdf("Demo: kontoutdrag")});
    const auto kept = add_documents(services_, people_.at(officer), proofs).kept;
    for (const auto row : {0, 1}) {
        const auto prefix = "row_" + std::to_string(row + 1) + "_";
        claim.fields[prefix + "document"] = std::to_string(kept.at(static_cast<std::size_t>(row)).value());
        claim.fields[prefix + "payment_document"] = std::to_string(kept.back().value());
    }
    if (claim.text("final").empty()) return;
    add_documents(services_, people_.at(officer), {number, "final_report", "in", "", "", "", {{"file", "Slutrapport.pdf", demo_pdf("Demo: slutrapport")}}});
}

// Every eleventh row is cut a little, with the reason.
ActionInput DemoTeller::review_of(const std::string& number) const {
    ActionInput input;
    services_.database.read([&](Transaction& tx) {
        const auto subject = case_by_number(tx, number);
        const auto review = review_so_far(services_, tx, subject, open_claim(tx, subject.id).value());
        for (std::size_t i = 0; i < review.rows.size(); ++i) {
            const auto& row = review.rows[i];
            const auto field = std::to_string(row.sequence);
            if (row.sequence == 3) {
                input.fields["approved_3"] = "0";
                input.fields["reason_3"] = row.invoice_on < subject.received_on ? "Beställd innan ansökan kom in (25 §)." : "Fakturan är redan redovisad.";
                continue;
            }
            for (const auto& finding : review.findings[i]) {
                if (finding.weight == FindingWeight::serious) input.fields[finding_field(row, finding)] = "Utrett med mottagaren; underlaget finns bland handlingarna.";
            }
            const bool cut = row.id.value() % 11 == 0;
            input.fields["approved_" + field] = (cut ? row.amount.share(BasisPoints{9'000}, Rounding::down) : row.amount).plain();
            if (cut) input.fields["reason_" + field] = "Frakt och avgifter ersätts inte.";
        }
    });
    return input;
}

std::string DemoTeller::decider_for(const std::string& number) const {
    const auto& subject = now(number);
    return services_.database.read([&](Transaction& tx) {
        const auto day = clock_.today();
        const auto question = delegation_question(subject, proposal_of(tx, subject.id), day);
        const auto first = people_.at("cecilia.chef").id;
        return std::string(may_decide(delegation_order(tx, day), first, question).mandate ? "cecilia.chef" : "david.direktor");
    });
}

}  // namespace bygd
