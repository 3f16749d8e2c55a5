#include "cases/case_fact_store.hpp"

#include <algorithm>

#include "cases/case_mark.hpp"

namespace bygd {

namespace {

constexpr std::string_view request_kinds[] = {"supplement", "opinion", "hearing"};

void read_rows(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    tx.each("SELECT id, diary_number, form, state, officer_id, received_on, decided_on, closed_on, outcome, granted_ore FROM aid_case"
            " WHERE id IN " + places_for(ids),
            values_of(ids), [&](const Row& row) {
                const auto at = found.find(row.integer("id"));
                if (at == found.end()) return;
                auto& subject = at->second;
                subject.label = row.text("diary_number");
                subject.form = row.text("form");
                subject.officer = row.maybe_id<User>("officer_id");
                subject.facts.push_back({"received", row.date("received_on")});
                const auto outcome = row.text_or_empty("outcome");
                if (const auto day = row.maybe_date("decided_on")) {
                    subject.facts.push_back({"decided", *day});
                    if (outcome == "approved" || outcome == "partly_approved") subject.facts.push_back({"granted", *day});
                }
                // The day stands in the diary; a fact that only stops needs none of its own.
                if (row.text("state") == "final_reported") subject.facts.push_back({"final_reported", row.date("received_on")});
                if (const auto day = row.maybe_date("closed_on")) {
                    subject.facts.push_back({"closed", *day});
                    if (row.integer("granted_ore") > 0) subject.facts.push_back({"grant_closed", *day});
                }
            });
}

// A supplement asked for in the case itself, not in something that runs beside it, makes its clock stand still.
void read_requests(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    tx.each("SELECT id, case_id, kind, proceeding_id, question, sent_on, due_on, reminded_on, closed_on FROM case_request"
            " WHERE case_id IN " + places_for(ids) + " ORDER BY id",
            values_of(ids), [&](const Row& row) {
                const auto at = found.find(row.integer("case_id"));
                if (at == found.end()) return;
                auto& subject = at->second;
                const auto kind = row.text("kind");
                const auto instance = row.integer("id");
                subject.facts.push_back({kind + "_sent", row.date("sent_on"), instance, row.date("due_on")});
                if (const auto day = row.maybe_date("reminded_on")) subject.facts.push_back({kind + "_reminded", *day, instance});
                if (const auto day = row.maybe_date("closed_on")) subject.facts.push_back({kind + "_closed", *day, instance});
                if (kind == "supplement" && row.null("proceeding_id")) {
                    subject.pauses.push_back({row.date("sent_on"), row.maybe_date("closed_on"), row.text("question")});
                }
            });
}

// In order of time: the newest of a kind and instance takes the place of the one before, or takes it back.
void read_marks(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    tx.each("SELECT case_id, kind, instance, marked_on FROM case_mark WHERE case_id IN " + places_for(ids) + " ORDER BY id",
            values_of(ids), [&](const Row& row) {
                const auto at = found.find(row.integer("case_id"));
                if (at == found.end()) return;
                auto& facts = at->second.facts;
                const auto kind = row.text("kind");
                const auto instance = row.integer("instance");
                std::erase_if(facts, [&](const auto& fact) { return fact.name == kind && fact.instance == instance; });
                if (const auto day = row.maybe_date("marked_on")) facts.push_back({kind, *day, instance});
            });
}

}  // namespace

std::vector<std::string> case_facts() {
    std::vector<std::string> names{"received", "decided", "granted", "final_reported", "closed", "grant_closed"};
    for (const auto kind : request_kinds) {
        for (const auto* what : {"_sent", "_reminded", "_closed"}) names.push_back(std::string(kind) + what);
    }
    for (const auto& kind : case_mark_kinds) names.emplace_back(kind.name);
    return names;
}

void read_case_facts(Transaction& tx, const std::vector<std::int64_t>& ids, FactsById& found) {
    read_rows(tx, ids, found);
    read_requests(tx, ids, found);
    read_marks(tx, ids, found);
}

}  // namespace bygd
