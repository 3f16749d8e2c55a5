// The accounts as JSON under /api/v1/accounting. The same actions as the pages.
#include <nlohmann/json.hpp>

#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "payouts/accounting_pages.hpp"
#include "payouts/voucher_actions.hpp"
#include "payouts/voucher_store.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const Voucher& voucher) {
    auto lines = json::array();
    for (const auto& line : voucher.lines) {
        auto objects = json::object();
        for (const auto& [dimension, code] : line.objects) objects[std::to_string(dimension)] = code;
        lines.push_back({{"role", std::string(to_string(line.role))}, {"account", line.account}, {"objects", objects}, {"amount", line.amount.plain()}});
    }
    return {{"name", voucher.series + "-" + std::to_string(voucher.year) + "-" + std::to_string(voucher.number)},
            {"series", voucher.series},
            {"year", voucher.year},
            {"number", voucher.number},
            {"booked_on", voucher.booked_on.iso()},
            {"text", voucher.text},
            {"kind", voucher.kind},
            {"source", voucher.source_kind},
            {"diary_number", voucher.diary_number.empty() ? json() : json(voucher.diary_number)},
            {"reason", voucher.reason},
            {"debit", voucher.debit.plain()},
            {"made_by", voucher.made_by_name},
            {"made_at", utc_text(voucher.made_at)},
            {"lines", lines}};
}

json to_json(const SieExport& file) {
    return {{"id", file.id.value()},
            {"name", file.file_name()},
            {"series", file.series},
            {"year", file.year},
            {"from_number", file.from_number},
            {"to_number", file.to_number},
            {"vouchers", file.vouchers},
            {"debit", file.debit.plain()},
            {"sha256", file.sha256},
            {"made_by", file.made_by_name},
            {"made_at", utc_text(file.made_at)}};
}

Response get_vouchers(const Services& services, const Request& request) {
    VoucherFilter filter;
    if (const auto year = whole_number(request.query("year")); year && *year > 1900 && *year < 2200) filter.year = static_cast<int>(*year);
    filter.kind = request.query("kind");
    filter.before = whole_number(request.query("before")).value_or(0);
    const auto most = rows_asked(request);
    auto found = voucher_list(services, request.actor(), filter, most + 1);
    const bool more = found.size() > most;
    if (more) found.pop_back();
    auto list = json::array();
    for (const auto& voucher : found) list.push_back(to_json(voucher));
    return json_response({{"vouchers", list}, {"next", more ? json(std::to_string(found.back().id.value())) : json()}});
}

Response post_vouchers(const Services& services, const AccountingPlan& plan, const Request& request) {
    const auto made = make_vouchers(services, plan, request.actor(), json_member(json_object(request), "through"));
    return json_response({{"made", made.made}, {"without", made.without}, {"first", made.first.empty() ? json() : json(made.first)},
                          {"last", made.last.empty() ? json() : json(made.last)}});
}

Response get_voucher(const Services& services, const Request& request) {
    const auto found = voucher_page(services, request.actor(), request.param("name"));
    const auto name_or_null = [](const std::optional<Voucher>& voucher) { return voucher ? to_json(*voucher).at("name") : json(); };
    auto told = to_json(found.voucher);
    told["corrects"] = name_or_null(found.corrected);
    told["reversal"] = name_or_null(found.reversal);
    told["rebooking"] = name_or_null(found.rebooking);
    return json_response(told);
}

Response post_correction(const Services& services, const AccountingPlan& plan, const Request& request) {
    const auto pair = correct_voucher(services, plan, request.actor(), request.param("name"), json_member(json_object(request), "reason"));
    return json_response({{"reversal", to_json(pair.reversal)}, {"rebooking", pair.rebooking ? to_json(*pair.rebooking) : json()}}, 201);
}

Response get_files(const Services& services, const Request& request) {
    const Id<SieExport> before(whole_number(request.query("before")).value_or(0));
    const auto most = rows_asked(request);
    auto found = list_sie_exports(services, request.actor(), before, most + 1);
    const bool more = found.size() > most;
    if (more) found.pop_back();
    auto list = json::array();
    for (const auto& file : found) list.push_back(to_json(file));
    return json_response({{"files", list}, {"next", more ? json(std::to_string(found.back().id.value())) : json()}});
}

Response post_file(const Services& services, const AccountingPlan& plan, const Request& request) {
    const auto typed = whole_number(json_member(json_object(request), "year"));
    const auto year = typed && *typed > 1900 && *typed < 2200 ? std::optional(static_cast<int>(*typed)) : std::nullopt;
    return json_response(to_json(make_sie_export(services, plan, request.actor(), year)), 201);
}

Response get_sie(const Services& services, const Request& request) {
    const auto file = read_sie_export(services, request.actor(), Id<SieExport>(whole_number(request.param("id")).value_or(0)));
    return stream_response([bytes = file.bytes](std::ostream& out) { out << bytes; }, file.name, "application/octet-stream");
}

}  // namespace

void add_accounting_api(Router& router, const Services& services, const AccountingPlan& plan) {
    const std::string here = "/api/v1/accounting", vouchers = here + "/vouchers", files = here + "/files";
    router.get(vouchers, [&](Request& request) { return get_vouchers(services, request); });
    router.post(vouchers, [&](Request& request) { return post_vouchers(services, plan, request); });
    router.get(vouchers + "/{name}", [&](Request& request) { return get_voucher(services, request); });
    router.post(vouchers + "/{name}/correction", [&](Request& request) { return post_correction(services, plan, request); });
    router.get(files, [&](Request& request) { return get_files(services, request); });
    router.post(files, [&](Request& request) { return post_file(services, plan, request); });
    router.get(files + "/{id}/content", [&](Request& request) { return get_sie(services, request); });
}

}  // namespace bygd
