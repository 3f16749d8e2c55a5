// The whole house on a test database, with four people and a fund, for tests of what people do to cases: every step is
// the command a person of the right role gives. Letters stay HTML: a PDF takes a second.
#pragma once

#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "aid/exchange_rate_store.hpp"
#include "aid/form.hpp"
#include "budget/fund_store.hpp"
#include "cases/case_actions.hpp"
#include "cases/case_check_actions.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_store.hpp"
#include "cases/conflict_actions.hpp"
#include "cases/conflict_store.hpp"
#include "cases/proceeding_store.hpp"
#include "database/pool.hpp"
#include "demo/demo_cast.hpp"
#include "demo/demo_pdf.hpp"
#include "documents/letter.hpp"
#include "pages/house.hpp"
#include "pages/verify.hpp"
#include "people/user_actions.hpp"
#include "people/user_store.hpp"
#include "tests/database/test_database.hpp"

namespace bygd::testing_house {

struct HouseCast {
    TestDatabase server;
    SetClock clock{parse_utc("2026-03-02T08:00:00.000000Z")};
    HtmlLetterMaker letters;
    House house{BYGD_SOURCE_DIR, server.database(), clock, letters};
    std::map<std::string, Actor> people;
    Id<Fund> fund;
    int registered = 0;

    explicit HouseCast(Money allotted = Money::kronor(5'000'000)) {
        add_person("anna", Role::officer);
        add_person("bo", Role::officer);
        add_person("david", Role::decider, Money::kronor(5'000'000));
        add_person("eva", Role::finance);
        server.database().transact([&](Transaction& tx) {
            fund = insert_fund(tx, {Id<Fund>(), "RUS-2026", "Regionala utvecklingsmedel", 2026, "state_1_1", false});
            LedgerEntry entry;
            entry.fund = fund;
            entry.movement = Movement::allocation;
            entry.amount = allotted;
            entry.booked_on = clock.today();
            entry.made_at = clock.now();
            entry.text = "Tilldelning";
            move_money(tx, entry);
            tell_rates(tx);
        });
    }

    const Services& services() const { return house.services(); }

    // Eleven kronor for a euro each Monday of two years: a decision for a company needs the rate of its day.
    static void tell_rates(Transaction& tx) {
        ExchangeRate rate;
        rate.millionths = 11'000'000;
        rate.source = "Prov";
        for (rate.day = Date(2026, 1, 5); rate.day.year() < 2028; rate.day = rate.day.plus_days(7)) insert_rate(tx, rate, {});
    }

    void add_person(const std::string& name, Role role, std::optional<Money> delegation = std::nullopt) {
        add_person(name, Roles{role}, delegation);
    }
    void add_person(const std::string& name, Roles roles, std::optional<Money> delegation = std::nullopt) {
        AddUser command;
        command.user.username = name;
        command.user.display_name = name;
        command.user.roles = std::move(roles);
        command.user.delegation = delegation;
        if (!weak_combinations(command.user.roles).empty()) command.user.weak_reason = "Prov";
        command.password = "en lång mening om Malung";
        command.password_is_theirs = true;
        people[name] = actor_of(add_user(server.database(), clock, system_actor(), command));
    }

    Case now(const std::string& number) const {
        return services().database.read([&](Transaction& tx) { return case_by_number(tx, number); });
    }
    FundBalance balance() const {
        return services().database.read([&](Transaction& tx) { return balance_of(tx, fund).value(); });
    }

    std::string register_application(const std::string& form_name) {
        const auto& form = services().forms.latest(form_name);
        ActionInput input;
        auto& f = input.fields;
        const auto kind = form.needs_outlet ? "limited_company" : "municipality";
        const int index = registered++;
        f = {{"organisation_number", organisation_number_of(index, kind)},
             {"organisation_name", "Testhandeln " + std::to_string(index)}, {"organisation_kind", kind},
             {"email", "butik@example.org"}, {"street", "Bygatan 1"}, {"postal_code", "78231"}, {"city", "Lima"},
             {"payee_kind", "bankgiro"}, {"payee_number", bankgiro_of(index)}, {"outlet_name", "Lima Lanthandel"},
             {"place", "Lima"}, {"municipality", "2023"}, {"next_outlet_km", "24,0"}, {"hours_per_week", "50"},
             {"articles", "2500"}, {"groceries_turnover", "6000000.00"}, {"service_groceries", "1"},
             {"received_on", clock.today().iso()}, {"amount_sought", "100000.00"}, {"grant_year", "2026"},
             {"other_de_minimis", "Inget."}, {"other_aid", "Inget."}, {"opening_hours", "50"}, {"assortment", "2500"},
             {"open_all_year", "yes"}, {"turnover", "6000000.00"}, {"measures", "Hyran är omförhandlad."}, {"temporary_problems", "yes"}, {"measures_insufficient", "yes"},
             {"households", "30"}, {"occasions", "2400"}, {"net_cost", "204000.00"}};
        f["description"] = "Ny kyldisk.";
        f["start_on"] = clock.today().plus_days(60).iso();
        f["end_on"] = clock.today().plus_days(200).iso();
        f["cost_1_line"] = "premises";
        f["cost_1_description"] = "Kyldisk";
        f["cost_1_amount"] = "201000.00";
        for (const auto& document : form.documents) {
            if (!document.required) continue;
            input.files.push_back({document.name, document.name + ".pdf", demo_pdf(document.name)});
        }
        return register_case(services(), people.at("anna"), {form_name, input}).diary_number;
    }

    // The step of a person who has said first that there is no conflict of interest; `kind`: of the open proceeding of that
    // kind.
    Case take(const std::string& who, const std::string& number, const std::string& action,
              std::map<std::string, std::string, std::less<>> fields = {}, const std::string& reason = "",
              const std::string& kind = "") {
        clock.set(clock.now() + std::chrono::minutes(1));
        declare(who, number);
        const auto sequence = kind.empty() ? 0 : beside(number, kind).sequence;
        const auto version = now(number).version;
        return take_action(services(), people.at(who), {number, version, action, reason, {std::move(fields), {}}, sequence});
    }
    Id<Document> file(const std::string& number, const std::string& kind) {
        return add_documents(services(), people.at("anna"), {number, kind, "in", "", "", "", {{"file", kind + ".pdf", demo_pdf(kind)}}}).kept.front();
    }
    // Once a person and case, as the page asks for.
    void declare(const std::string& who, const std::string& number) {
        const auto id = now(number).id;
        const auto said = services().database.read([&](Transaction& tx) { return declaration_of(tx, id, people.at(who).id); });
        if (!said) declare_conflict(services(), people.at(who), number, false, "");
    }
    // The newest proceeding of a kind, open or not.
    Proceeding beside(const std::string& number, const std::string& kind) const {
        const auto all = services().database.read([&](Transaction& tx) { return proceedings_of(tx, case_by_number(tx, number).id); });
        const Proceeding* newest = nullptr;
        for (const auto& each : all) {
            if (each.kind == kind) newest = &each;
        }
        if (!newest) throw std::logic_error("no " + kind + " in " + number);
        return *newest;
    }
    // What the law asks to be looked up and asked before a proposal.
    void look_up_and_ask(const std::string& number) {
        const auto subject = now(number);
        const auto& form = services().forms.get(subject.form, subject.form_version);
        for (const auto& check : form.checks) {
            record_check(services(), people.at("anna"), number, {{"check_kind", check.name}, {"check_result", "clear"},
                         {"checked_on", clock.today().iso()}, {"check_source", "Registret"}});
        }
        if (form.required_opinions.empty()) return;
        take("anna", number, "request_opinion", {{"recipient_kind", "municipality"}, {"recipient", "Kommunen"},
             {"question", "Behövs stödet?"}, {"due_on", clock.today().plus_days(21).iso()}});
        take("anna", number, "opinion_received", {{"answered_on", clock.today().iso()}, {"answer", "Ja."}});
    }
    void answer_all(const std::string& number) {
        const auto subject = now(number);
        AnswerChecklist command{number, subject.version, {}, {}};
        const auto& form = services().forms.get(subject.form, subject.form_version);
        for (const auto& item : form.checklist) command.answers[item.name] = "yes";
        answer_checklist(services(), people.at("anna"), command);
    }
    std::map<std::string, std::string, std::less<>> proposal(const std::string& amount = "100000.00") const {
        return {{"proposal_outcome", "approved"}, {"amount", amount}, {"fund", std::to_string(fund.value())},
                {"reasons", "Servicen är gles."}, {"condition_1_kind", "assortment"},
                {"condition_1_text", "Minst 1 000 artiklar."}, {"condition_2_kind", "opening_hours"},
                {"condition_2_text", "Öppet året om."}, {"period_from", "2026-01-01"},
                {"period_to", "2027-12-31"}};
    }
    // Ready for a proposal.
    std::string in_review(const std::string& form) {
        const auto number = register_application(form);
        take("anna", number, "assign");
        answer_all(number);
        look_up_and_ask(number);
        return number;
    }
    std::string under_decision(const std::string& form) {
        const auto number = in_review(form);
        take("anna", number, "propose", proposal());
        take("anna", number, "submit_for_decision");
        return number;
    }
    std::vector<std::string> faults() const { return verify_house(services()).faults; }
};

}  // namespace bygd::testing_house
