#include "budget/fund_api.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "budget/fund_actions.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const FundLine& line) {
    const auto& [fund, balance] = line;
    return {{"id", fund.id.value()},
            {"code", fund.code},
            {"name", fund.name},
            {"year", fund.year},
            {"source", fund.source},
            {"reuse_released", fund.reuse_released},
            {"allocated", balance.allocated.plain()},
            {"reserved", balance.reserved.plain()},
            {"granted", balance.granted.plain()},
            {"paid", balance.paid.plain()},
            {"released", balance.released.plain()},
            {"repaid", balance.repaid.plain()},
            {"left_to_decide", balance.left_to_decide().plain()},
            {"left_to_reserve", balance.left_to_reserve().plain()},
            {"outstanding", balance.outstanding().plain()}};
}

json to_json(const LedgerLine& line) {
    const auto& entry = line.entry;
    const auto accounts = accounts_of(entry.movement);
    return {{"id", entry.id},
            {"movement", std::string(to_string(entry.movement))},
            {"amount", entry.amount.plain()},
            {"debit", std::string(accounts.debit)},
            {"credit", std::string(accounts.credit)},
            {"booked_on", entry.booked_on.iso()},
            {"made_at", utc_text(entry.made_at)},
            {"diary_number", line.diary_number.empty() ? json(nullptr) : json(line.diary_number)},
            {"actor", line.actor_name.empty() ? json(nullptr) : json(line.actor_name)},
            {"text", entry.text}};
}

Response get_funds(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    std::optional<int> year;
    if (const auto asked = whole_number(request.query("year")))
        year = static_cast<int>(std::clamp<std::int64_t>(*asked, 0, 9999));
    json list = json::array();
    for (const auto& line : services.database.look_up([&](Transaction& tx) { return list_funds(tx, year); })) {
        list.push_back(to_json(line));
    }
    return json_response({{"funds", list}});
}

Response one_fund(const Services& services, const Request& request, const std::string& part, int status = 200) {
    require_fund_reader(request.actor());
    const auto line = services.database.read([&](Transaction& tx) { return fund_of_path(tx, part); });
    auto response = json_response(to_json(line), status);
    if (status == 201) response.set_header("Location", "/api/v1/funds/" + line.fund.code);
    return response;
}

Response get_entries(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    const auto most = rows_asked(request);
    auto lines = services.database.read([&](Transaction& tx) {
        const auto fund = fund_of_path(tx, request.param("id")).fund;
        return ledger_lines(tx, fund.id, whole_number(request.query("before")), most + 1);
    });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    json list = json::array();
    for (const auto& line : lines) list.push_back(to_json(line));
    return json_response(
        {{"entries", list}, {"next", more ? json(std::to_string(lines.back().entry.id)) : json(nullptr)}});
}

FundFields fields_of(const Request& request) {
    FundFields fields;
    for (const auto& [name, value] : json_object(request).items()) {
        if (!value.is_null()) fields.emplace(name, json_text(value));
    }
    return fields;
}

Response post_fund(const Services& services, const Request& request) {
    const auto fund = add_fund(services, request.actor(), fields_of(request));
    return one_fund(services, request, fund.code, 201);
}

Response post_allocation(const Services& services, const Request& request) {
    require_fund_reader(request.actor());
    const auto line = services.database.read([&](Transaction& tx) { return fund_of_path(tx, request.param("id")); });
    move_funds(services, request.actor(), line.fund.id, fields_of(request));
    return one_fund(services, request, line.fund.code, 201);
}

}  // namespace

FundLine fund_of_path(Transaction& tx, std::string_view part) {
    const auto id = all_digits(part) ? whole_number(part) : std::nullopt;
    const auto fund = id ? find_fund(tx, Id<Fund>(*id)) : find_fund(tx, part);
    if (!fund) refuse(ErrorKind::not_found, "not_found");
    return {*fund, balance_of(tx, fund->id).value()};
}

void add_fund_api(Router& router, const Services& services) {
    router.get("/api/v1/funds", [&](Request& request) { return get_funds(services, request); });
    router.post("/api/v1/funds", [&](Request& request) { return post_fund(services, request); });
    router.get("/api/v1/funds/{id}",
               [&](Request& request) { return one_fund(services, request, request.param("id")); });
    router.get("/api/v1/funds/{id}/entries", [&](Request& request) { return get_entries(services, request); });
    router.post("/api/v1/funds/{id}/allocations", [&](Request& request) { return post_allocation(services, request); });
}

}  // namespace bygd
