#include "pages/verify.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "aid/de_minimis_store.hpp"
#include "aid/form.hpp"
#include "aid/parameter_change_store.hpp"
#include "aid/parameters.hpp"
#include "base/text.hpp"
#include "budget/commitment_store.hpp"
#include "budget/fund_closing_store.hpp"
#include "budget/fund_decision_store.hpp"
#include "budget/fund_store.hpp"
#include "budget/part_budget_store.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "cases/proceeding_store.hpp"
#include "database/pool.hpp"
#include "decisions/condition_json.hpp"
#include "decisions/condition_store.hpp"
#include "decisions/decision_store.hpp"
#include "decisions/letter_text_change_store.hpp"
#include "documents/document_store.hpp"
#include "pages/verify_accounts.hpp"
#include "payouts/bank_entry_store.hpp"
#include "payouts/claim_finding_store.hpp"
#include "payouts/claim_store.hpp"
#include "payouts/daily_seal_actions.hpp"
#include "payouts/payment_event_store.hpp"
#include "payouts/payment_run_store.hpp"
#include "payouts/recovery_actions.hpp"
#include "payouts/recovery_store.hpp"
#include "payouts/set_off_store.hpp"
#include "people/admin_event_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/provider_event_store.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

constexpr std::size_t page_size = 200;

class Inspector {
public:
    Inspector(const Services& services, const SealKeys& seal_keys) : services_(services), seal_keys_(seal_keys) {}

    Verification run() {
        services_.database.read([&](Transaction& tx) {
            Id<Case> after;
            for (auto page = cases_after(tx, after, page_size); !page.empty(); page = cases_after(tx, after, page_size)) {
                for (const auto& subject : page) check_case(tx, subject);
                after = page.back().id;
            }
            Id<Organisation> last;
            for (auto page = organisations_after(tx, last, page_size); !page.empty();
                 page = organisations_after(tx, last, page_size)) {
                for (const auto& organisation : page) check_payee(tx, organisation);
                last = page.back().id;
            }
            for (const auto& line : list_funds(tx, std::nullopt)) check_fund(tx, line);
            try {
                check_budget(tx);
                check_administration(tx);
                check_parameters(tx);
                check_letter_texts(tx);
                check_payments(tx);
                for (const auto& fault : faults_of_accounts(tx)) say("accounts", fault);
                for (auto& fault : faults_of_seals(tx, seal_keys_)) found_.faults.push_back(std::move(fault));
            } catch (const std::exception& error) {
                say("administration", error.what());
            }
        });
        return std::move(found_);
    }

private:
    void say(const std::string& about, const std::string& fault) { found_.faults.push_back(about + ": " + fault); }

    // A row so changed that it cannot even be read is a fault of that case, not the end of the walk.
    void check_case(Transaction& tx, const Case& subject) {
        ++found_.cases;
        const std::function<void()> checks[] = {
            [&] { check_diary(tx, subject); }, [&] { check_money(tx, subject); }, [&] { check_persons(tx, subject); },
            [&] { check_set_offs(tx, subject); }, [&] { check_payment_plan(tx, subject); },
            [&] { check_documents(tx, subject); }, [&] { check_de_minimis(tx, subject); },
            [&] { check_conditions(tx, subject); }};
        for (const auto& check : checks) {
            try {
                check();
            } catch (const std::exception& error) {
                say(subject.diary_number, error.what());
            }
        }
    }

    void check_diary(Transaction& tx, const Case& subject) {
        const auto besides = proceedings_of(tx, subject.id);
        std::map<std::string, std::string> states;           // by the sequence of a proceeding; "" of the case itself
        const auto events = events_of(tx, subject.id);
        versions_ = {{"", first_version(events, "").value_or(subject.workflow_version)}};
        for (const auto& beside : besides) {
            const auto key = std::to_string(beside.sequence);
            versions_[key] = first_version(events, key).value_or(beside.workflow_version);
        }
        HashChain chain("diary event");
        for (const auto& event : events) {
            ++found_.events;
            chain.follow(event, [&](const std::string& fault) { say(subject.diary_number, fault); });
            check_step(subject, besides, event, chain.name_of(event.sequence), states);
        }
        const auto head = diary_head(tx, subject.id);
        if (!head || !chain.ends_with(head->sequence, head->hash)) say(subject.diary_number, "the diary has lost its end");
        if (versions_[""] != subject.workflow_version) say(subject.diary_number, "the case is in another version than its diary says");
        if (states[""] != subject.state) say(subject.diary_number, "the case is in another state than its diary says");
        for (const auto& beside : besides) {
            if (versions_[std::to_string(beside.sequence)] != beside.workflow_version) {
                say(subject.diary_number, "proceeding " + std::to_string(beside.sequence) + " is in another version than the diary says");
            }
            const auto told = states.find(std::to_string(beside.sequence));
            if (told != states.end() && told->second != beside.state) {
                say(subject.diary_number, "proceeding " + std::to_string(beside.sequence) + " is in another state than the diary says");
            }
        }
    }

    // Each step is one of its workflow, and begins where the one before it ended. A proceeding begins where it was opened,
    // and may be put back by a decision on the case, which says so.
    void check_step(const Case& subject, const std::vector<Proceeding>& besides, const DiaryEvent& event,
                    const std::string& number, std::map<std::string, std::string>& states) {
        const auto facts = nlohmann::json::parse(event.data);
        const auto key = key_of(event);
        if (event.kind == "moved" || event.kind == "proceeding_moved") {
            const auto* workflow = workflow_of(subject, besides, key);
            if (event.from_state != state_before(states, key, workflow)) say(subject.diary_number, number + " begins in another state");
            const auto* step = workflow && event.action ? workflow->find(event.from_state.value_or(""), *event.action) : nullptr;
            if (!step || step->target(event.from_state.value_or("")) != event.to_state) {
                say(subject.diary_number, number + " is no step of the workflow");
            }
        }
        if (changes_version(event)) check_move(subject, besides, event, number, states);
        if (event.to_state) states[key] = *event.to_state;
        if (const auto rebased = facts.value("rebased", ""); !rebased.empty()) states[rebased] = facts.value("rebased_to", "");
    }

    static bool changes_version(const DiaryEvent& event) { return event.kind == "case_moved" || event.kind == "proceeding_version"; }
    // The sequence of the proceeding an event is about, as `states` and `versions_` know it; "" of the case itself.
    static std::string key_of(const DiaryEvent& event) {
        const bool of_proceeding = event.kind == "proceeding_moved" || event.kind == "proceeding_version";
        return of_proceeding ? nlohmann::json::parse(event.data).value("proceeding", "") : std::string();
    }
    // A proceeding that has done nothing yet is where it is opened.
    static std::string state_before(const std::map<std::string, std::string>& states, const std::string& key, const Workflow* workflow) {
        const auto known = states.find(key);
        if (known != states.end()) return known->second;
        return !key.empty() && workflow ? workflow->initial() : "";
    }

    // The version a case, or a proceeding of it, was begun with: what its first move left.
    static std::optional<int> first_version(const std::vector<DiaryEvent>& events, const std::string& key) {
        for (const auto& event : events) {
            if (changes_version(event) && key_of(event) == key) return number_in(event, "from_version");
        }
        return std::nullopt;
    }
    static int number_in(const DiaryEvent& event, const char* name) {
        return static_cast<int>(whole_number(nlohmann::json::parse(event.data).value(name, "")).value_or(0));
    }

    // A move to another version begins where the case or proceeding was, goes where the plan between the versions says,
    // forwards or undone, and may open or take away a proceeding.
    void check_move(const Case& subject, const std::vector<Proceeding>& besides, const DiaryEvent& event, const std::string& number,
                    std::map<std::string, std::string>& states) {
        const auto facts = nlohmann::json::parse(event.data);
        const auto key = key_of(event);
        const auto* workflow = workflow_of(subject, besides, key);
        if (!key.empty() && !workflow) return say(subject.diary_number, number + " moves a proceeding that is not there");
        if (number_in(event, "from_version") != versions_[key] || event.from_state != state_before(states, key, workflow)) {
            say(subject.diary_number, number + " begins in another state");
        }
        check_plan(subject, key.empty() ? subject.workflow : workflow->name(), event, number);
        versions_[key] = number_in(event, "to_version");
        if (facts.contains("proceeding_state")) states[facts.value("proceeding", "")] = facts.value("proceeding_state", "");
        states.erase(facts.value("proceeding_undone", "none"));
    }

    void check_plan(const Case& subject, const std::string& workflow, const DiaryEvent& event, const std::string& number) {
        const bool undone = nlohmann::json::parse(event.data).contains("move_undone");
        const auto from = number_in(event, "from_version"), to = number_in(event, "to_version");
        const auto& roads = services_.workflows;
        const auto* plan = undone ? roads.plan(workflow, to, from) : roads.plan(workflow, from, to);
        const auto* line = plan ? plan->line((undone ? event.to_state : event.from_state).value_or("")) : nullptr;
        const auto* target = line ? line->target((undone ? event.from_state : event.to_state).value_or("")) : nullptr;
        if (plan && !target) say(subject.diary_number, number + " is no move of the plan");
    }

    const Workflow* workflow_of(const Case& subject, const std::vector<Proceeding>& besides, const std::string& key) const {
        if (key.empty()) return services_.workflows.find(subject.workflow, versions_.at(key));
        for (const auto& beside : besides) {
            if (std::to_string(beside.sequence) == key) return services_.workflows.find(beside.workflow, versions_.at(key));
        }
        return nullptr;
    }

    void check_money(Transaction& tx, const Case& subject) {
        Money reserved, granted, paid, released, repaid;
        for (const auto& entry : ledger_of_case(tx, subject.id)) {
            ++found_.entries;
            if (entry.movement == Movement::reservation) reserved += entry.amount;
            if (entry.movement == Movement::reservation_released || entry.movement == Movement::grant) reserved -= entry.amount;
            if (entry.movement == Movement::grant) granted += entry.amount;
            if (entry.movement == Movement::correction) granted -= entry.amount;
            if (entry.movement == Movement::payment) paid += entry.amount;
            if (entry.movement == Movement::release) released += entry.amount;
            if (entry.movement == Movement::repayment) repaid += entry.amount;
        }
        const auto compare = [&](const char* what, Money row, Money sum) {
            if (row != sum) say(subject.diary_number, std::string(what) + " is " + row.plain() + " but the ledger says " + sum.plain());
        };
        auto held = subject.reserved;
        for (const auto& beside : proceedings_of(tx, subject.id)) held += beside.reserved;
        compare("reserved", held, reserved);
        compare("granted", subject.granted, granted);
        compare("paid", subject.paid, paid);
        compare("released", subject.released, released);
        compare("what is recovered", recovered(tx, subject.id), repaid);
        Money booked;
        for (const auto& payment : payments_of(tx, subject.id)) {
            if (payment.state == "paid") booked += payment.amount;
        }
        const auto decisions = decisions_of(tx, subject.id);
        const auto* force = in_force(decisions);
        compare("the sum of booked payments", booked, paid);
        compare("the decision in force", force ? force->amount : Money(), granted);
        if (subject.paid + subject.released > subject.granted) say(subject.diary_number, "more is paid than granted");
    }

    // What is taken out of a booked payment is repaid in full in the case of the debt, and of a recipient's own payment only.
    void check_set_offs(Transaction& tx, const Case& subject) {
        for (const auto& [payment, all] : set_offs_by_payment(tx, subject.id)) {
            const auto payments = payments_of(tx, subject.id);
            const auto paid = std::find_if(payments.begin(), payments.end(), [&, id = payment](const auto& each) { return each.id.value() == id; });
            if (sum_of(all) > paid->amount) say(subject.diary_number, "more is set off than paid in " + paid->end_to_end_id);
            for (const auto& each : all) {
                Money repaid;
                for (const auto& entry : recovery_entries(tx, each.recovery)) {
                    if (entry.payment == paid->id) repaid += entry.debt + entry.interest;
                }
                if (repaid != (paid->state == "paid" ? each.amount : Money())) {
                    say(each.diary_number, paid->end_to_end_id + " was set off with " + each.amount.plain() + " but " + repaid.plain() + " is repaid by it");
                }
                const auto debtor = find_case(tx, each.subject);
                if (debtor->organisation != subject.organisation) say(each.diary_number, "a debt is set off against another recipient's payment");
            }
        }
    }

    // The rows that are followed up say what was decided: nobody has made a duty lighter, or another's.
    void check_conditions(Transaction& tx, const Case& subject) {
        const auto rows = conditions_of(tx, subject.id);
        for (const auto& row : rows) {
            if (row.status != "open" && row.status != "replaced" && !row.status_by) say(subject.diary_number, "nobody has settled a condition that is settled");
        }
        for (const auto& decision : decisions_of(tx, subject.id)) {
            const auto snapshot = nlohmann::json::parse(decision.snapshot);
            if (!decision.grants() || !snapshot.contains("conditions")) continue;
            std::vector<ConditionDraft> duties;
            for (const auto& row : rows) {
                if (row.decision == decision.id) duties.push_back(row.duty);
            }
            if (conditions_json(duties) != snapshot.at("conditions")) say(subject.diary_number, "the conditions are not those of the decision");
        }
    }

    void check_persons(Transaction& tx, const Case& subject) {
        const auto decisions = decisions_of(tx, subject.id);
        for (const auto& decision : decisions) {
            if (decision.prepared_by == decision.decided_by) say(subject.diary_number, "one person prepared and decided");
        }
        for (const auto& payment : payments_of(tx, subject.id)) {
            if (payment.attested_by == payment.prepared_by) say(subject.diary_number, "one person prepared and attested");
            for (const auto& decision : decisions) {
                if (decision.decided_at > payment.attested_at) continue;
                if (payment.attested_by == decision.decided_by) say(subject.diary_number, "one person decided and attested");
            }
        }
    }

    void check_payee(Transaction& tx, const Organisation& organisation) {
        for (const auto& fault : payee_faults(organisation, payee_events(tx, organisation.id))) {
            say("organisation " + organisation.organisation_number().masked(), fault);
        }
    }

    void check_documents(Transaction& tx, const Case& subject) {
        for (const auto& document : documents_of(tx, subject.id)) {
            ++found_.documents;
            document_bytes(tx, document.document);   // throws when a byte has changed
        }
    }

    // Every grant of a workflow that records aid of minor importance has its row, in euro by its own rate, and did not take
    // its group over the ceiling on the day.
    void check_de_minimis(Transaction& tx, const Case& subject) {
        const auto ledger = services_.de_minimis.ledger_of(subject.form);
        const auto rows = own_aid_of_case(tx, subject.id);
        const auto events = events_of(tx, subject.id);
        Money before;
        for (const auto& decision : decisions_of(tx, subject.id)) {
            const auto version = version_at(subject, events, decision.decided_at);
            if (!decision.grants() || decision.amount.zero() || !ledger || !records_de_minimis(subject, version)) continue;
            const auto granted = std::exchange(before, decision.amount);
            if (decision.amount <= granted) continue;      // a change to less corrects the rows that stand
            const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.decision == decision.id; });
            if (row == rows.end()) say(subject.diary_number, "the decision has no row of aid of minor importance");
            else if (row->kronor != decision.amount - granted || row->day != decision.decided_on || row->ledger != *ledger) {
                say(subject.diary_number, "the row of aid of minor importance is not of the decision");
            }
        }
        for (const auto& row : rows) check_aid(tx, subject, row);
    }

    // The version of the workflow a case was in when something was decided: the moves that came later are counted back.
    static int version_at(const Case& subject, const std::vector<DiaryEvent>& events, Instant when) {
        for (const auto& event : events) {
            if (event.kind == "case_moved" && event.occurred_at > when) return number_in(event, "from_version");
        }
        return subject.workflow_version;
    }

    bool records_de_minimis(const Case& subject, int version) const {
        const auto& steps = services_.workflows.get(subject.workflow, version).transitions();
        return std::any_of(steps.begin(), steps.end(), [](const auto& step) {
            return std::find(step.effects.begin(), step.effects.end(), "record_de_minimis") != step.effects.end();
        });
    }

    void check_aid(Transaction& tx, const Case& subject, const AidGrant& row) {
        if (in_euro(row.kronor.value(), row.rate.value()) != row.euro) {
            say(subject.diary_number, "the aid of minor importance is not its kronor at its rate");
        }
        auto kronor = *row.kronor;
        auto euro = row.euro;
        for (const auto& correction : corrections_of(tx, row.id)) {
            kronor += correction.kronor.value();
            euro += correction.euro;
        }
        if (kronor.negative() || in_euro(kronor, *row.rate) != euro) {
            say(subject.diary_number, "the corrections of the aid of minor importance do not sum to what is kept");
        }
        const auto ground = known_then(tx, row);
        const auto position = position_on(ground, services_.de_minimis.on(row.ledger, row.day), row.day);
        if (!position.over().zero()) {
            say(subject.diary_number, "the grant took its group over the ceiling by " + position.over().plain() + " EUR");
        }
    }

    // What the decision could know: aid, links and takeovers told since are left out.
    DeMinimisGround known_then(Transaction& tx, const AidGrant& row) {
        auto ground = de_minimis_ground(tx, row.organisation, row.ledger, row.day);
        const auto later = [&](const auto& told) { return told.made_at > row.made_at; };
        std::erase_if(ground.grants, later);
        std::erase_if(ground.takeovers, later);
        if (std::erase_if(ground.links, later) == 0) return ground;
        std::vector<Id<Organisation>> owners;
        for (const auto& link : ground.links) {
            if (link.owner) owners.push_back(*link.owner);
        }
        std::map<Id<Organisation>, std::string> kinds;
        for (const auto& owner : members_of(tx, owners)) kinds[owner.id] = owner.kind;
        const auto group = single_undertaking(row.organisation, ground.links, kinds, row.day);
        std::erase_if(ground.members, [&](const auto& member) { return !group.contains(member.id); });
        return ground;
    }

    void check_fund(Transaction& tx, const FundLine& line) {
        FundBalance sum;
        std::int64_t after = 0;
        for (auto page = ledger_of_fund(tx, line.fund.id, after, page_size); !page.empty();
             page = ledger_of_fund(tx, line.fund.id, after, page_size)) {
            for (const auto& entry : page) {
                sum = moved(sum, entry.movement, entry.amount, line.fund.reuse_released);
                if (!entry.subject) ++found_.entries;
            }
            after = page.back().id;
        }
        if (sum != line.balance) say("fund " + line.fund.code, "the balance is not the sum of its ledger rows");
    }

    // Decisions, part budgets, authorisations and closed years are what their rows say, and each case's plan what is left to pay.
    void check_budget(Transaction& tx) {
        for (auto* faults : {faults_of_fund_years, faults_of_fund_decisions, faults_of_part_budgets, faults_of_commitments, faults_of_closings}) {
            for (const auto& fault : faults(tx)) say("budget", fault);
        }
    }

    // What is left of the plan in force is reckoned from the decisions and the ledger alone.
    void check_payment_plan(Transaction& tx, const Case& subject) {
        const auto now = commitment_of_case(tx, subject.id);
        const auto plan = plan_in_force(tx, subject.id);
        if (plan.empty()) return;
        if (left_of(plan, subject.granted, subject.paid, subject.released, plan.back().year) != now) {
            say(subject.diary_number, "its payment plan is not what its decision and its payments leave");
        }
    }

    void check_administration(Transaction& tx) {
        AdminChain chain;
        std::int64_t after = 0;
        for (auto page = admin_events_after(tx, after, page_size); !page.empty(); page = admin_events_after(tx, after, page_size)) {
            for (const auto& event : page) {
                ++found_.changes;
                for (const auto& fault : chain.follow(event)) say("administration", fault);
            }
            after = page.back().sequence;
        }
        const auto head = admin_head(tx);
        for (const auto& fault : chain.end(head.sequence, head.hash)) say("administration", fault);
    }

    // What two administrators confirmed is what the house counts with: a file that came later may not hide it.
    void check_parameters(Transaction& tx) {
        const auto overrides = confirmed_overrides(tx);
        const auto laid = services_.parameters.with(overrides);
        for (const auto& [name, value] : overrides) {
            const auto about = "parameter " + name + " from " + value.valid_from.iso();
            if (!laid.known(name)) {
                say(about, "there is none of that name any more");
            } else if (const auto* held = laid.find(name, value.valid_from); !held || held->value != value.value) {
                say(about, "another value holds than the one that was confirmed");
            }
        }
    }

    // The same of texts: each stands where it was confirmed for, and no letter lacks what it must have.
    void check_letter_texts(Transaction& tx) {
        const auto overrides = confirmed_letter_texts(tx);
        const auto laid = services_.letter_texts.with(overrides);
        for (const auto& text : overrides) {
            const auto* held = laid.at_place(text.place, text.valid_from);
            if (!held || held->change != text.change) say("letter text " + text.place + " from " + text.valid_from.iso(), "another text holds than the one that was confirmed");
        }
        if (overrides.empty()) return;   // the files alone are held whole at every start
        for (const auto& fault : laid.faults(services_.forms.all(), services_.parameters.bases())) say("letter texts", fault);
    }

    // Every run is the sum of its payments, its file is the one that was released, by another person than made the run, and
    // no payment is in two.
    void check_payments(Transaction& tx) {
        HashChain chain("payment event");
        std::int64_t after = 0;
        for (auto page = payment_events_after(tx, after, page_size); !page.empty(); page = payment_events_after(tx, after, page_size)) {
            for (const auto& event : page) chain.follow(event, [&](const std::string& fault) { say("payments", fault); });
            after = page.back().sequence;
        }
        const auto head = payment_event_head(tx);
        if (!chain.ends_with(head.sequence, head.hash)) say("payments", "the list of events has lost its end");
        for (const auto& fault : faults_of_run_lines(tx)) say("payments", fault);
        for (const auto& row : unanswered_findings(tx)) say("claims", row + " is approved over a finding nobody has answered for");
        for (const auto& row : rows_that_do_not_add_up(tx)) say("claims", row + " is neither its net nor its net and VAT");
        for (const auto& fault : faults_of_bank_entries(tx)) say("payments", fault);
        Id<PaymentRun> before;
        for (auto page = runs_before(tx, before, page_size); !page.empty(); page = runs_before(tx, before, page_size)) {
            for (const auto& run : page) check_run(tx, run);
            before = page.back().id;
        }
    }

    void check_run(Transaction& tx, const PaymentRun& run) {
        if (run.released_by == run.made_by) say("run " + run.number, "one person made and released it");
        if (!run.document) return;
        ++found_.documents;
        const auto file = find_document(tx, *run.document);
        if (!file || file->sha256 != run.sha256) return say("run " + run.number, "its file is another than was released");
        try {
            document_bytes(tx, *file);
        } catch (const std::exception& error) {
            say("run " + run.number, error.what());
        }
    }

    const Services& services_;
    const SealKeys& seal_keys_;
    std::map<std::string, int> versions_;                    // of the case's workflow and its proceedings', as the diary goes on
    Verification found_;
};

}  // namespace

Verification verify_house(const Services& services, const SealKeys& seal_keys) { return Inspector(services, seal_keys).run(); }

}  // namespace bygd
