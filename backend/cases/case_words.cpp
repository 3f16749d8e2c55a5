#include "cases/case_words.hpp"

#include "base/log.hpp"
#include "cases/case_store.hpp"
#include "cases/diary_store.hpp"
#include "database/word_store.hpp"
#include "providers/organisation_store.hpp"
#include "providers/outlet_store.hpp"

namespace bygd {

namespace {

constexpr std::size_t at_once = 200;

void index_case(Transaction& tx, const Case& subject) {
    auto text = subject.diary_number + " " + subject.title;
    for (const auto& event : events_of(tx, subject.id)) text += " " + event.text;
    replace_words(tx, Indexed::case_file, subject.id.value(), text);
    const auto organisation = find_organisation(tx, subject.organisation);
    replace_words(tx, Indexed::organisation, organisation->id.value(), organisation->name + " " + organisation->city);
    if (!subject.outlet) return;
    const auto outlet = find_outlet(tx, *subject.outlet);
    replace_words(tx, Indexed::outlet, outlet->id.value(), outlet->name + " " + outlet->place);
}

}  // namespace

void index_cases_once(Database& database) {
    if (!database.read([](Transaction& tx) { return words_missing(tx); })) return;
    Id<Case> after;
    std::size_t done = 0;
    for (bool more = true; more;) {
        database.transact([&](Transaction& tx) {
            const auto cases = cases_after(tx, after, at_once);
            for (const auto& subject : cases) index_case(tx, subject);
            more = !cases.empty();
            if (more) after = cases.back().id;
            done += cases.size();
        });
    }
    log::info("cases_indexed", {{"cases", std::to_string(done)}});
}

}  // namespace bygd
