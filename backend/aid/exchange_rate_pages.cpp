#include "aid/exchange_rate_pages.hpp"

#include <nlohmann/json.hpp>

#include "aid/exchange_rate_actions.hpp"
#include "aid/exchange_rate_store.hpp"
#include "base/limits.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "providers/provider_actions.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

using nlohmann::json;

constexpr const char* here = "/de-minimis/rates";

struct Filled {
    RateFields typed;
    Problems problems = {};
    int status = 200;
    std::optional<RateImport> import = {};
};

std::string value(const RateFields& typed, std::string_view name) {
    const auto found = typed.find(name);
    return found == typed.end() ? std::string() : found->second;
}

RateFields typed_in(const Request& request) {
    RateFields typed;
    for (const auto* name : {"rate_day", "rate", "source", "note", "file_source"})
        typed[name] = request.form().text(name);
    return typed;
}

Date before_asked(const Services& services, const Request& request) {
    try {
        return Date::parse(request.query("before"));
    } catch (const Error&) {
        return services.clock.today().plus_days(1);
    }
}

void put_import(View& view, const RateImport& done, const Words& words) {
    auto& told = view.add("IMPORTED");
    told.set("ADDED", done.added)
        .set("KNOWN", done.known)
        .set("WITHOUT", done.without_quotation)
        .set("OTHER", done.other_series);
    told.show_if(done.saved, "SAVED").show_if(!done.saved && done.faults.empty(), "TRIED");
    for (const auto& fault : done.faults) told.add("FAULT").set("LINE", fault.line).set("TEXT", words(fault.problem));
    told.show_if(!done.faults.empty(), "FAULTS");
}

Response show(const Services& services, const Request& request, const Filled& filled) {
    require_provider_reader(request.actor());
    const auto& words = words_of(services, request);
    View view;
    auto rates = services.database.look_up(
        [&](Transaction& tx) { return rates_before(tx, before_asked(services, request), limits::page_rows + 1); });
    const bool more = rates.size() > limits::page_rows;
    if (more) rates.pop_back();
    Date last;
    for (const auto& rate : rates) {
        auto& row =
            view.add("RATE").set("DAY", rate.day.iso()).set("FIGURE", rate.swedish()).set("SOURCE", rate.source);
        row.set("WHO", rate.entered_by)
            .set("WHEN", stockholm_minute(rate.entered_at))
            .show_if(rate.day == last, "REPLACED");
        if (rate.corrects) row.add("CORRECTS").set("WHY", rate.note);
        last = rate.day;
    }
    if (more) view.add("NEXT").set("URL", std::string(here) + "?before=" + rates.back().day.iso());
    view.show_if(rates.empty(), "EMPTY").show_if(!rates.empty(), "ANY");
    if (may_write_rates(request.actor())) {
        auto& form = view.add("MAY_WRITE");
        for (const auto* name : {"rate_day", "rate", "source", "note", "file_source", "file"}) {
            put_field(form, name, value(filled.typed, name), filled.problems, words);
        }
        put_problems(form, filled.problems, words);
    }
    if (filled.import) put_import(view, *filled.import, words);
    return page(services, request, "aid/exchange_rate_list", view,
                {.title = words("de_minimis.rates"),
                 .nav = Nav::providers,
                 .status = filled.status,
                 .crumbs = {{words("de_minimis.register"), "/de-minimis"}, {words("de_minimis.rates")}}});
}

bool shown_here(const Error& error) {
    return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict;
}

Response post_rate(const Services& services, const Request& request) {
    try {
        tell_rate(services.database, services.clock, request.actor(), typed_in(request));
        return see_other_saying(here, "de_minimis.rate_told");
    } catch (const Error& error) {
        if (!shown_here(error)) throw;
        return show(services, request, {typed_in(request), error.problems(), http_status(error.kind())});
    }
}

Response post_file(const Services& services, const Request& request) {
    Filled filled{typed_in(request)};
    const bool dry_run = request.form().text("do") != "save";
    try {
        const auto files = request.form().files("file");
        if (files.empty()) throw Error(ErrorKind::invalid, {{"file", "document.none"}});
        filled.import = import_rates(services.database, services.clock, request.actor(), files.front()->content,
                                     filled.typed["file_source"], dry_run);
        if (!filled.import->faults.empty()) filled.status = 422;
    } catch (const Error& error) {
        if (!shown_here(error)) throw;
        filled.problems = error.problems();
        for (auto& problem : filled.problems) {
            if (problem.field == "source") problem.field = "file_source";
        }
        filled.status = http_status(error.kind());
    }
    return show(services, request, filled);
}

json to_json(const ExchangeRate& rate) {
    return {{"id", rate.id.value()},
            {"day", rate.day.iso()},
            {"sek_per_eur", rate.plain()},
            {"source", rate.source},
            {"note", rate.note},
            {"corrects", rate.corrects ? json(rate.corrects->value()) : json(nullptr)},
            {"entered_by", rate.entered_by},
            {"entered_at", utc_text(rate.entered_at)}};
}

Response get_rates_api(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto most = rows_asked(request);
    auto rates = services.database.look_up(
        [&](Transaction& tx) { return rates_before(tx, before_asked(services, request), most + 1); });
    const bool more = rates.size() > most;
    if (more) rates.pop_back();
    auto list = json::array();
    for (const auto& rate : rates) list.push_back(to_json(rate));
    return json_response({{"rates", list}, {"next", more ? json(rates.back().day.iso()) : json(nullptr)}});
}

Response post_rate_api(const Services& services, const Request& request) {
    const auto& body = json_object(request);
    const RateFields fields{{"rate_day", json_member(body, "day")},
                            {"rate", json_member(body, "sek_per_eur")},
                            {"source", json_member(body, "source")},
                            {"note", json_member(body, "note")}};
    return json_response(to_json(tell_rate(services.database, services.clock, request.actor(), fields)), 201);
}

}  // namespace

void add_exchange_rate_routes(Router& router, const Services& services) {
    router.get(here, [&](Request& request) { return show(services, request, {}); });
    router.post(here, [&](Request& request) { return post_rate(services, request); });
    router.post(std::string(here) + "/file", [&](Request& request) { return post_file(services, request); });
    router.get("/api/v1/exchange-rates", [&](Request& request) { return get_rates_api(services, request); });
    router.post("/api/v1/exchange-rates", [&](Request& request) { return post_rate_api(services, request); });
}

}  // namespace bygd
