#include "demo/demo_documents.hpp"

#include <algorithm>

#include "base/date_time.hpp"
#include "cases/case_document_actions.hpp"
#include "cases/case_list_store.hpp"
#include "cases/case_store.hpp"
#include "database/pool.hpp"
#include "demo/demo_pdf.hpp"

namespace bygd {

namespace {

constexpr std::size_t cases_told = 6;

const Actor* officer_of(const Case& subject, const std::map<std::string, Actor>& people) {
    for (const auto& [name, actor] : people) {
        if (subject.officer == actor.id) return &actor;
    }
    return nullptr;
}

}  // namespace

void tell_documents(const Services& services, SetClock& clock, const std::map<std::string, Actor>& people) {
    std::size_t told = 0;
    CaseFilter filter;
    filter.stage = "open";
    const auto lines = services.database.read([&](Transaction& tx) { return list_cases(tx, filter, 40); });
    for (const auto& line : lines) {
        const auto [subject, documents] = services.database.read([&](Transaction& tx) {
            return std::pair(find_case(tx, line.id).value(), documents_of(tx, line.id));
        });
        const auto* officer = officer_of(subject, people);
        const auto accounts = std::find_if(documents.begin(), documents.end(), [](const auto& d) { return d.kind == "annual_accounts"; });
        if (!officer || accounts == documents.end()) continue;
        clock.set(clock.now() + std::chrono::minutes(2));
        const auto& number = subject.diary_number;
        if (told % 2 == 0) {
            mark_secret(services, *officer, number, accounts->document.id, "osl_30_23", "Bilagan har marginaler per varugrupp.");
            answer_demand(services, *officer,
                          {number, accounts->document.id, services.clock.today().iso(), told == 0 ? "Dalabladet" : "",
                           "in_part", "osl_30_23", "Bokslutet är lämnat ut, bilagan med marginaler är borttagen."});
        } else {
            add_version(services, *officer, number, accounts->document.id,
                        {"file", "Bokslut, rättat.pdf", demo_pdf("Bokslut, rattat " + number)});
        }
        if (++told == cases_told) return;
    }
}

}  // namespace bygd
