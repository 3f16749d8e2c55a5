#include "cases/provider_merge_api.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cases/case_store.hpp"
#include "cases/provider_merge_actions.hpp"
#include "cases/provider_merge_view.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/router.hpp"
#include "providers/provider_actions.hpp"
#include "providers/provider_view.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const DoubleSide& side) {
    return {{"id", side.id}, {"version", side.version}, {"name", side.name}, {"about", side.about}, {"cases", side.cases}};
}

Response get_doubles(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto asked = request.query("kind");
    if (asked != "organisation" && asked != "outlet") require_none({{"kind", "choice.unknown"}});
    const auto kind = asked == "outlet" ? ProviderKind::outlet : ProviderKind::organisation;
    const auto after = whole_number(request.query("after")).value_or(0);
    const auto most = rows_asked(request);
    const auto found = services.database.read([&](Transaction& tx) { return likely_doubles(tx, kind, after, most); });
    auto list = json::array();
    for (const auto& pair : found.pairs) list.push_back({{"one", to_json(pair.one)}, {"other", to_json(pair.other)}, {"alike", pair.why}});
    return json_response({{"doubles", list}, {"next", found.next > 0 ? json(std::to_string(found.next)) : json(nullptr)}});
}

json to_json(const MergeLine& line) {
    const auto& merge = line.merge;
    auto fields = json::object();
    for (const auto& [name, values] : merge.fields) fields[name] = {{"from", values.first}, {"to", values.second}};
    json shown{{"id", merge.id.value()}, {"kind", to_string(merge.kind)}, {"stays_id", merge.stays}, {"stays_name", line.stays_name},
               {"goes_id", merge.goes}, {"goes_name", line.goes_name}, {"fields", fields}, {"why", merge.why},
               {"made_by", merge.made_by}, {"made_at", utc_text(merge.made_at)}, {"undone", nullptr}};
    if (merge.undone) {
        shown["undone"] = {{"why", merge.undone->why}, {"made_by", merge.undone->made_by}, {"made_at", utc_text(merge.undone->made_at)}};
    }
    return shown;
}

// A case by its diary number, as everywhere; the others by id.
json moved_json(Transaction& tx, Id<ProviderMerge> id) {
    auto list = json::array();
    for (const auto& row : merged_rows(tx, id)) {
        json one{{"kind", row.kind}, {"id", row.id}};
        if (row.kind == "case") one["diary_number"] = find_case(tx, Id<Case>(row.id))->diary_number;
        list.push_back(std::move(one));
    }
    return list;
}

Response one_merge(const Services& services, Id<ProviderMerge> id, int status = 200) {
    auto whole = services.database.read([&](Transaction& tx) {
        const auto line = find_merge(tx, id);
        if (!line) refuse(ErrorKind::not_found, "not_found");
        auto shown = to_json(*line);
        shown["moved"] = moved_json(tx, id);
        return shown;
    });
    auto response = json_response(whole, status);
    if (status == 201) response.set_header("Location", "/api/v1/provider-merges/" + std::to_string(id.value()));
    return response;
}

Response get_merges(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto most = rows_asked(request);
    const auto before = whole_number(request.query("after")).value_or(0);
    auto lines = services.database.look_up([&](Transaction& tx) { return list_merges(tx, before, most + 1); });
    const bool more = lines.size() > most;
    if (more) lines.pop_back();
    auto list = json::array();
    for (const auto& line : lines) list.push_back(to_json(line));
    return json_response({{"merges", list}, {"next", more ? json(std::to_string(lines.back().merge.id.value())) : json(nullptr)}});
}

// "take": {"place": "other"} is the form's take_place.
Typed typed_in(const json& body) {
    Typed typed;
    for (const auto& [name, value] : body.items()) {
        if (name != "take" && !value.is_null()) typed.emplace(name, json_text(value));
    }
    if (!body.contains("take") || body.at("take").is_null()) return typed;
    if (!body.at("take").is_object()) require_none({{"take", "choice.unknown"}});
    for (const auto& [name, value] : body.at("take").items()) typed.emplace("take_" + name, json_text(value));
    return typed;
}

Response post_merge(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto merge = merge_providers(services, request.actor(), typed_in(json_object(request)));
    return one_merge(services, merge.id, 201);
}

Response post_undo(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    const auto id = id_of_path<ProviderMerge>(request);
    undo_merge(services, request.actor(), id, typed_in(json_object(request)));
    return one_merge(services, id);
}

Response post_apart(const Services& services, const Request& request) {
    require_provider_reader(request.actor());
    tell_apart(services, request.actor(), typed_in(json_object(request)));
    return no_content();
}

}  // namespace

void add_provider_merge_api(Router& router, const Services& services) {
    router.get("/api/v1/provider-doubles", [&](Request& request) { return get_doubles(services, request); });
    router.post("/api/v1/provider-doubles/apart", [&](Request& request) { return post_apart(services, request); });
    const std::string merges = "/api/v1/provider-merges", merge = merges + "/{id}";
    router.get(merges, [&](Request& request) { return get_merges(services, request); });
    router.post(merges, [&](Request& request) { return post_merge(services, request); });
    router.get(merge, [&](Request& request) {
        require_provider_reader(request.actor());
        return one_merge(services, id_of_path<ProviderMerge>(request));
    });
    router.post(merge + "/undo", [&](Request& request) { return post_undo(services, request); });
}

}  // namespace bygd
