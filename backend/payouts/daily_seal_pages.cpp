#include "payouts/daily_seal_pages.hpp"

#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "payouts/accounting_pages.hpp"
#include "payouts/daily_seal_actions.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr const char* seals_here = "/accounting/seals";

Response show_seals(const Services& services, const SealKeys& keys, const Request& request, const Problems& problems, int status) {
    const auto& words = words_of(services, request);
    auto seals = list_seals(services, request.actor(), whole_number(request.query("before")).value_or(0), limits::page_rows + 1);
    const bool more = seals.size() > limits::page_rows;
    if (more) seals.pop_back();
    View view;
    put_accounting_views(view, words, "seals");
    for (const auto& seal : seals) {
        auto& row = view.add("SEAL").set("URL", std::string(seals_here) + "/" + std::to_string(seal.sequence) + "/seal.json").set("SEQUENCE", seal.sequence);
        row.set("DAY", seal.sealed_on.iso()).set("MADE_AT", stockholm_minute(seal.made_at)).set("MADE_BY", seal.made_by_name).set("HASH", seal.sha256);
        const bool ours = keys.believed(seal.public_key);
        row.set("STATE", words(ours ? "accounting.seal_ours" : "accounting.seal_other")).set("STATE_KIND", ours ? "done" : "late");
    }
    view.show_if(seals.empty(), "EMPTY").show_if(!seals.empty(), "ANY");
    if (more) view.add("NEXT").set("URL", std::string(seals_here) + "?before=" + std::to_string(seals.back().sequence));
    if (keys.own) view.add("KEY").set("PUBLIC_KEY", keys.own->public_key());
    view.show_if(!keys.own, "NO_KEY").show_if(keys.own && request.actor().has(Role::finance), "MAY_SEAL");
    put_problems(view, problems, words);
    return page(services, request, "payouts/daily_seal_list", view,
                {.title = words("accounting.view.seals"), .nav = Nav::payouts, .status = status,
                 .crumbs = accounting_crumbs(words, words("accounting.view.seals"))});
}

Response post_seal(const Services& services, const SealKeys& keys, const Request& request) {
    try {
        make_seal(services, keys, request.actor());
        return see_other_saying(seals_here, "accounting.saved.sealed");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::conflict) throw;
        return show_seals(services, keys, request, error.problems(), http_status(error.kind()));
    }
}

Response seal_file_response(const Services& services, const Request& request) {
    const auto file = read_seal(services, request.actor(), whole_number(request.param("sequence")).value_or(0));
    return stream_response([bytes = file.bytes](std::ostream& out) { out << bytes; }, file.name, "application/json");
}

json to_json(const DailySeal& seal) {
    return {{"sequence", seal.sequence},
            {"sealed_on", seal.sealed_on.iso()},
            {"covers_until", utc_text(seal.covers_until)},
            {"content", seal.content},
            {"sha256", seal.sha256},
            {"public_key", seal.public_key},
            {"signature", seal.signature},
            {"made_by", seal.made_by_name},
            {"made_at", utc_text(seal.made_at)}};
}

Response seals_as_json(const Services& services, const SealKeys& keys, const Request& request) {
    const auto most = rows_asked(request);
    auto seals = list_seals(services, request.actor(), whole_number(request.query("before")).value_or(0), most + 1);
    const bool more = seals.size() > most;
    if (more) seals.pop_back();
    auto list = json::array();
    for (const auto& seal : seals) list.push_back(to_json(seal));
    return json_response({{"public_key", keys.own ? json(keys.own->public_key()) : json()},
                          {"seals", list},
                          {"next", more ? json(std::to_string(seals.back().sequence)) : json()}});
}

}  // namespace

void add_daily_seal_routes(Router& router, const Services& services, const SealKeys& keys) {
    const std::string one = std::string(seals_here) + "/{sequence}/seal.json", api = "/api/v1/accounting/seals";
    router.get(seals_here, [&](Request& request) { return show_seals(services, keys, request, {}, 200); });
    router.post(seals_here, [&](Request& request) { return post_seal(services, keys, request); });
    router.get(one, [&](Request& request) { return seal_file_response(services, request); });
    router.get(api, [&](Request& request) { return seals_as_json(services, keys, request); });
    router.post(api, [&](Request& request) { return json_response(to_json(make_seal(services, keys, request.actor())), 201); });
    router.get(api + "/{sequence}", [&](Request& request) { return seal_file_response(services, request); });
}

}  // namespace bygd
