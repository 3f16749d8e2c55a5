// The bank's answers as JSON under /api/v1/bank-answers. The same actions as the pages.
#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "payouts/bank_answer_actions.hpp"
#include "payouts/bank_answer_pages.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json text_or_null(const std::string& text) { return text.empty() ? json() : json(text); }

json to_json(const BankEntry& entry) {
    const auto& told = entry.told;
    return {{"id", entry.id.value()},
            {"file_id", entry.file.value()},
            {"position", entry.position},
            {"version", entry.version},
            {"says", std::string(to_string(told.says))},
            {"state", entry.state},
            {"why", text_or_null(entry.why)},
            {"end_to_end_id", text_or_null(told.end_to_end_id)},
            {"amount", told.amount ? json(told.amount->plain()) : json()},
            {"currency", told.amount ? json(std::string(code(told.amount->currency()))) : json()},
            {"booked_on", told.booked_on ? json(told.booked_on->iso()) : json()},
            {"bank_reference", text_or_null(told.bank_reference)},
            {"reason", text_or_null(told.reason)},
            {"payment", text_or_null(entry.payment_reference)},
            {"diary_number", text_or_null(entry.diary_number)},
            {"answer", text_or_null(entry.answer)},
            {"answered_by", text_or_null(entry.answered_by)}};
}

Response get_entries(const Services& services, const Request& request) {
    require_run_reader(request.actor());
    EntryFilter filter;
    filter.state = request.query("state");
    if (const auto file = whole_number(request.query("file"))) filter.file = Id<BankFile>(*file);
    filter.before = whole_number(request.query("before")).value_or(0);
    const auto most = rows_asked(request);
    auto entries = services.database.look_up([&](Transaction& tx) { return list_entries(tx, filter, most + 1); });
    const bool more = entries.size() > most;
    if (more) entries.pop_back();
    auto list = json::array();
    for (const auto& entry : entries) list.push_back(to_json(entry));
    return json_response({{"entries", list}, {"next", more ? json(std::to_string(entries.back().id.value())) : json()}});
}

Response post_answer(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    const auto bytes = base64_decoded(json_member(body, "content"));
    if (!bytes) refuse(ErrorKind::bad_request, "request.not_base64");
    const auto done = import_bank_answer(services, request.actor(), json_member(body, "name"), *bytes, json_member(body, "dry_run") == "1");
    return json_response({{"file_id", done.file ? json(done.file->value()) : json()},
                          {"kind", done.kind},
                          {"message_id", done.message_id},
                          {"entries", done.entries},
                          {"dry_run", done.dry_run},
                          {"counts", done.counts}},
                         done.dry_run ? 200 : 201);
}

Id<BankEntry> entry_of(const Request& request) { return Id<BankEntry>(whole_number(request.param("id")).value_or(0)); }

}  // namespace

void add_bank_answer_api(Router& router, const Services& services) {
    const std::string all = "/api/v1/bank-answers", one = all + "/{id}";
    router.get(all, [&services](Request& request) { return get_entries(services, request); });
    router.post(all, [&services](Request& request) { return post_answer(services, request); }, {.body_bytes = limits::body_bytes * 4 / 3});
    router.get(one, [&services](Request& request) { return json_response(to_json(entry_page(services, request.actor(), entry_of(request)).entry)); });
    router.post(one + "/match", [&services](Request& request) {
        const auto& body = json_object(request);
        return json_response(to_json(match_entry(services, request.actor(), entry_of(request), json_version(body), json_member(body, "payment"))));
    });
    router.post(one + "/setting-aside", [&services](Request& request) {
        const auto& body = json_object(request);
        return json_response(to_json(set_entry_aside(services, request.actor(), entry_of(request), json_version(body), json_member(body, "reason"))));
    });
}

}  // namespace bygd
