#include "payouts/bank_answer_pages.hpp"

#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "cases/case.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "payouts/bank_answer_actions.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr const char* here = "/payouts/bank-answers";
constexpr const char* states[] = {"open", "done", "set_aside", "noted"};
constexpr std::size_t files_shown = 8;

std::string entry_url(const BankEntry& entry) { return std::string(here) + "/" + std::to_string(entry.id.value()); }

std::string list_url(const std::string& state, std::optional<Id<BankFile>> file) {
    return std::string(here) + "?state=" + state + (file ? "&file=" + std::to_string(file->value()) : "");
}

std::string_view kind_of(const BankEntry& entry) {
    if (entry.state == "open") return "late";
    if (entry.state == "done") return entry.told.says == BankSays::refused ? "stopped" : "done";
    return "stopped";
}

void put_entry(View& row, const BankEntry& entry, const Words& words) {
    const auto& told = entry.told;
    row.set("URL", entry_url(entry)).set("SAYS", words("bank_answer.says." + std::string(to_string(told.says))));
    row.set("STATE", words("bank_answer.state." + entry.state)).set("STATE_KIND", kind_of(entry));
    row.set("REFERENCE", told.end_to_end_id.empty() ? "–" : told.end_to_end_id).set("BANK_REFERENCE", told.bank_reference);
    row.set("AMOUNT", told.amount ? told.amount->swedish() : "–").set("BOOKED_ON", told.booked_on ? told.booked_on->iso() : "–");
    if (!told.reason.empty()) row.add("REASON").set("TEXT", told.reason);
    if (!told.reference.empty()) row.add("TOLD").set("TEXT", told.reference);
    if (!entry.why.empty()) row.add("WHY").set("TEXT", words("problem.bank_answer.why." + entry.why));
    if (!entry.diary_number.empty()) row.add("CASE").set("CASE_URL", case_url(entry.diary_number)).set("DIARY_NUMBER", entry.diary_number);
    if (entry.answered_at) {
        row.add("ANSWER").set("WHO", entry.answered_by).set("WHEN", stockholm_minute(*entry.answered_at)).set("TEXT", entry.answer);
    }
}

void put_counts(View& view, const AnswerImport& done, const Words& words) {
    auto& told = view.add("IMPORTED");
    told.show_if(done.dry_run, "TRIED").show_if(!done.dry_run, "SAVED");
    std::vector<std::string> counts;
    for (const auto* what : {"paid", "rejected", "repaid", "open", "noted", "known"}) counts.push_back(std::to_string(done.counts.at(what)));
    told.set("TEXT", words("bank_answer.counts", counts));
}

struct Shown {
    Problems problems = {};
    int status = 200;
    std::optional<AnswerImport> import = {};
};

Response show_list(const Services& services, const Request& request, const Shown& shown) {
    require_run_reader(request.actor());
    const auto& words = words_of(services, request);
    EntryFilter filter;
    if (const auto file = whole_number(request.query("file"))) filter.file = Id<BankFile>(*file);
    const auto asked = request.query("state");
    for (const auto* state : states) {
        if (asked == state) filter.state = state;
    }
    filter.before = whole_number(request.query("before")).value_or(0);
    View view;
    services.database.read([&](Transaction& tx) {
        auto entries = list_entries(tx, filter, limits::page_rows + 1);
        const bool more = entries.size() > limits::page_rows;
        if (more) entries.pop_back();
        for (const auto& entry : entries) put_entry(view.add("ENTRY"), entry, words);
        view.show_if(entries.empty(), "EMPTY").show_if(!entries.empty(), "ANY");
        if (more) view.add("NEXT").set("URL", list_url(filter.state, filter.file) + "&before=" + std::to_string(entries.back().id.value()));
        const auto counts = count_entries(tx, filter.file);
        for (const std::string state : states) {
            view.add("VIEW").set("NAME", words("bank_answer.state." + state)).set("COUNT", counts.at(state))
                .set("URL", list_url(state, filter.file)).show_if(state == filter.state, "HERE");
        }
        for (const auto& file : newest_bank_files(tx, files_shown)) {
            auto& row = view.add("FILE").set("NAME", file.name).set("URL", list_url(filter.state, file.id)).set("ENTRIES", file.entries);
            row.set("KIND", words("bank_answer.kind." + file.kind)).set("WHO", file.imported_by).set("WHEN", stockholm_minute(file.imported_at));
            row.show_if(filter.file == file.id, "HERE").show_if(!file.whole, "CUT_SHORT");
        }
        view.show_if(filter.file.has_value(), "OF_FILE");
    });
    if (request.actor().has(Role::finance)) {
        auto& form = view.add("MAY_READ");
        put_problems(form, shown.problems, words);
        put_field(form, "file", "", shown.problems, words);
    }
    if (shown.import) put_counts(view, *shown.import, words);
    return page(services, request, "payouts/bank_answer_list", view,
                {.title = words("bank_answer.title"), .nav = Nav::payouts, .status = shown.status,
                 .crumbs = {{words("payouts.title"), "/payouts"}, {words("bank_answer.title")}}});
}

bool shown_here(const Error& error) { return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict; }

Response post_file(const Services& services, const Request& request) {
    Shown shown;
    try {
        const auto files = request.form().files("file");
        if (files.empty()) throw Error(ErrorKind::invalid, {{"file", "document.none"}});
        shown.import = import_bank_answer(services, request.actor(), files.front()->name, files.front()->content,
                                          request.form().text("do") != "save");
    } catch (const Error& error) {
        if (!shown_here(error)) throw;
        shown.problems = error.problems();
        shown.status = http_status(error.kind());
    }
    return show_list(services, request, shown);
}

Id<BankEntry> entry_of(const Request& request) { return Id<BankEntry>(whole_number(request.param("id")).value_or(0)); }

Response show_entry(const Services& services, const Request& request, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    const auto found = entry_page(services, request.actor(), entry_of(request));
    const bool first = request.method() == "GET";
    View view;
    put_entry(view, found.entry, words);
    view.set("VERSION", found.entry.version);
    if (!found.entry.told.message_id.empty()) view.add("ABOUT").set("RUN_NUMBER", found.entry.told.message_id);
    put_problems(view, problems, words);
    if (request.actor().has(Role::finance) && found.entry.state == "open") {
        auto& form = view.add("MAY_ANSWER");
        const auto says = found.entry.told.says;
        const bool movable = says == BankSays::paid || says == BankSays::refused || says == BankSays::received;
        if (movable) {
            auto& match = form.add("MAY_MATCH");
            put_field(match, "payment", first ? "" : request.form().text("payment"), problems, words);
            for (const auto& each : found.candidates) {
                match.add("CANDIDATE").set("PAYMENT", each.end_to_end_id).set("DIARY_NUMBER", each.diary_number)
                    .set("CASE_URL", case_url(each.diary_number)).set("RUN", each.run.empty() ? "–" : each.run);
            }
            for (const auto& each : found.debts) {
                match.add("DEBT").set("PAYMENT", each.reference).set("DIARY_NUMBER", each.diary_number)
                    .set("CASE_URL", case_url(each.diary_number)).set("WHO", each.organisation).set("LEFT", each.left.swedish());
            }
            match.show_if(!found.candidates.empty() || !found.debts.empty(), "CANDIDATES");
            match.show(says == BankSays::received ? "INCOMING" : "OUTGOING");
        }
        put_field(form, "reason", first ? "" : request.form().text("reason"), problems, words);
    }
    return page(services, request, "payouts/bank_answer", view,
                {.title = words("bank_answer.entry"), .nav = Nav::payouts, .status = status,
                 .crumbs = {{words("payouts.title"), "/payouts"}, {words("bank_answer.title"), here}, {words("bank_answer.entry")}}});
}

template <typename Answer>
Response answer(const Services& services, const Request& request, const char* said, Answer act) {
    try {
        act(entry_of(request), static_cast<int>(request.form().integer("version").value_or(0)));
        return see_other_saying(here, said);
    } catch (const Error& error) {
        if (!shown_here(error)) throw;
        return show_entry(services, request, error.problems(), http_status(error.kind()));
    }
}

}  // namespace

void add_bank_answer_routes(Router& router, const Services& services) {
    const std::string one = std::string(here) + "/{id}";
    router.get(here, [&](Request& request) { return show_list(services, request, {}); });
    router.post(here, [&](Request& request) { return post_file(services, request); });
    router.get(one, [&](Request& request) { return show_entry(services, request, {}, 200); });
    router.post(one + "/match", [&](Request& request) {
        return answer(services, request, "bank_answer.saved.matched", [&](Id<BankEntry> id, int version) {
            match_entry(services, request.actor(), id, version, request.form().text("payment"));
        });
    });
    router.post(one + "/setting-aside", [&](Request& request) {
        return answer(services, request, "bank_answer.saved.set_aside", [&](Id<BankEntry> id, int version) {
            set_entry_aside(services, request.actor(), id, version, request.form().text("reason"));
        });
    });
    add_bank_answer_api(router, services);
}

}  // namespace bygd
