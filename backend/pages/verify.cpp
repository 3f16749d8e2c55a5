#include "pages/verify.hpp"

#include <functional>

#include "budget/fund_store.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/pool.hpp"
#include "decisions/decision_store.hpp"
#include "documents/document_store.hpp"
#include "payouts/claim_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/provider_event_store.hpp"
#include "workflows/workflow_set.hpp"

namespace bygd {

namespace {

constexpr std::size_t page_size = 200;

class Inspector {
public:
    explicit Inspector(const Services& services) : services_(services) {}

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
            [&] { check_documents(tx, subject); }};
        for (const auto& check : checks) {
            try {
                check();
            } catch (const std::exception& error) {
                say(subject.diary_number, error.what());
            }
        }
    }

    void check_diary(Transaction& tx, const Case& subject) {
        const auto& workflow = services_.workflows.get(subject.workflow, subject.workflow_version);
        std::string previous(first_hash), state;
        int sequence = 0;
        for (const auto& event : events_of(tx, subject.id)) {
            ++found_.events;
            const auto number = "diary event " + std::to_string(event.sequence);
            if (event.sequence != ++sequence) say(subject.diary_number, "an event is missing before " + number);
            if (event.previous_hash != previous) say(subject.diary_number, number + " does not follow the one before it");
            if (hash_of(event) != event.hash) say(subject.diary_number, number + " has been changed");
            if (event.kind == "moved" && event.from_state != state) say(subject.diary_number, number + " begins in another state");
            const auto* step = event.action ? workflow.find(event.from_state.value_or(""), *event.action) : nullptr;
            if (event.kind == "moved" && (!step || step->to != event.to_state)) {
                say(subject.diary_number, number + " is no step of the workflow");
            }
            if (event.to_state) state = *event.to_state;
            previous = event.hash;
            sequence = event.sequence;
        }
        const auto head = diary_head(tx, subject.id);
        if (!head || head->sequence != sequence || head->hash != previous) {
            say(subject.diary_number, "the diary has lost its end");
        }
        if (state != subject.state) say(subject.diary_number, "the case is in another state than its diary says");
    }

    void check_money(Transaction& tx, const Case& subject) {
        Money reserved, granted, paid, released;
        for (const auto& entry : ledger_of_case(tx, subject.id)) {
            ++found_.entries;
            if (entry.movement == Movement::reservation) reserved += entry.amount;
            if (entry.movement == Movement::reservation_released || entry.movement == Movement::grant) reserved -= entry.amount;
            if (entry.movement == Movement::grant) granted += entry.amount;
            if (entry.movement == Movement::payment) paid += entry.amount;
            if (entry.movement == Movement::release) released += entry.amount;
        }
        const auto compare = [&](const char* what, Money row, Money sum) {
            if (row != sum) say(subject.diary_number, std::string(what) + " is " + row.plain() + " but the ledger says " + sum.plain());
        };
        compare("reserved", subject.reserved, reserved);
        compare("granted", subject.granted, granted);
        compare("paid", subject.paid, paid);
        compare("released", subject.released, released);
        Money booked, decided;
        for (const auto& payment : payments_of(tx, subject.id)) {
            if (payment.state == "paid") booked += payment.amount;
        }
        for (const auto& decision : decisions_of(tx, subject.id)) {
            if (decision.grants()) decided += decision.amount;
        }
        compare("the sum of booked payments", booked, paid);
        compare("the sum of decisions", decided, granted);
        if (subject.paid + subject.released > subject.granted) say(subject.diary_number, "more is paid than granted");
    }

    void check_persons(Transaction& tx, const Case& subject) {
        const auto decisions = decisions_of(tx, subject.id);
        for (const auto& decision : decisions) {
            if (decision.prepared_by == decision.decided_by) say(subject.diary_number, "one person prepared and decided");
        }
        for (const auto& payment : payments_of(tx, subject.id)) {
            if (payment.attested_by == payment.prepared_by) say(subject.diary_number, "one person prepared and attested");
            for (const auto& decision : decisions) {
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

    const Services& services_;
    Verification found_;
};

}  // namespace

Verification verify_house(const Services& services) { return Inspector(services).run(); }

}  // namespace bygd
