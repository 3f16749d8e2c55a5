#include "imports/import_api.hpp"

#include <nlohmann/json.hpp>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/json_input.hpp"
#include "http/problem_json.hpp"
#include "http/router.hpp"
#include "imports/import_actions.hpp"
#include "jobs/long_job_api.hpp"
#include "providers/provider_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

using nlohmann::json;

json to_json(const ImportFile& file) {
    auto columns = json::array();
    for (std::size_t i = 0; i < file.headings.size(); ++i) {
        columns.push_back({{"heading", file.headings[i]}, {"field", file.mapping[i].empty() ? json(nullptr) : json(file.mapping[i])}});
    }
    return {{"id", file.id.value()}, {"kind", file.kind}, {"name", file.name}, {"sha256", file.sha256}, {"sheet", file.sheet},
            {"sheets", file.sheets}, {"columns", std::move(columns)}, {"state", file.state}, {"made_by", file.made_by_name},
            {"made_at", utc_text(file.made_at)}, {"ended_at", file.ended_at ? json(utc_text(*file.ended_at)) : json(nullptr)},
            {"version", file.version}};
}

Response answer(const Services& services, const ImportRoom& room, const Request& request, Id<ImportFile> id, int status = 200) {
    const auto seen = import_view(services, room, request.actor(), id, request.language());
    auto told = to_json(seen.file);
    for (const auto outcome : {RowOutcome::added, RowOutcome::changed, RowOutcome::same, RowOutcome::wrong}) {
        told["rows"][std::string(to_string(outcome))] = seen.counts.of(outcome);
    }
    told["applied"] = seen.counts.applied;
    told["refused"] = seen.counts.refused;
    told["problems"] = problems_json(seen.problems, words_of(services, request));
    told["job_id"] = seen.job ? json(seen.job->value()) : json(nullptr);
    return json_response(told, status);
}

Response get_imports(const Services& services, const Request& request) {
    std::optional<Id<ImportFile>> before;
    if (const auto seen = whole_number(request.query("after"))) before = Id<ImportFile>(*seen);
    const auto most = rows_asked(request);
    auto files = imports_of(services, request.actor(), before, most + 1);
    const bool more = files.size() > most;
    if (more) files.pop_back();
    auto list = json::array();
    for (const auto& file : files) list.push_back(to_json(file));
    return json_response({{"imports", std::move(list)}, {"next", more ? json(std::to_string(files.back().id.value())) : json(nullptr)}});
}

Response post_import(const Services& services, const ImportRoom& room, const Request& request) {
    const auto& body = json_object(request);
    const auto bytes = base64_decoded(json_member(body, "content"));
    if (!bytes) throw Error(ErrorKind::invalid, {{"content", "document.content"}});
    const auto file = start_import(services, room, request.actor(), {json_member(body, "kind"), json_member(body, "name"), *bytes, json_member(body, "sheet")});
    return answer(services, room, request, file.id, 201);
}

Response get_rows(const Services& services, const Request& request) {
    const auto& words = words_of(services, request);
    const auto asked = request.query("outcome");
    const auto outcome = row_outcome_of(asked);
    if (!asked.empty() && !outcome) throw Error(ErrorKind::invalid, {{"outcome", "choice.unknown"}});
    const auto most = rows_asked(request);
    auto rows = rows_of_import(services, request.actor(), id_of_path<ImportFile>(request), outcome,
                               static_cast<int>(whole_number(request.query("after")).value_or(0)), most + 1);
    const bool more = rows.size() > most;
    if (more) rows.pop_back();
    auto list = json::array();
    for (const auto& row : rows) {
        auto changes = json::array();
        for (const auto& [field, from, to] : row.plan.changes) changes.push_back({{"field", field}, {"from", from}, {"to", to}});
        list.push_back({{"row", row.row.number}, {"title", row.plan.title}, {"outcome", to_string(row.plan.outcome)}, {"state", row.state},
                        {"changes", std::move(changes)}, {"problems", problems_json(row.plan.problems, words)},
                        {"outlet_id", row.outlet ? json(row.outlet->value()) : json(nullptr)}});
    }
    return json_response({{"rows", std::move(list)}, {"next", more ? json(std::to_string(rows.back().row.number)) : json(nullptr)}});
}

Response post_columns(const Services& services, const ImportRoom& room, const Request& request) {
    const auto& body = json_object(request);
    const auto columns = body.find("columns");
    if (columns == body.end() || !columns->is_array()) throw Error(ErrorKind::invalid, {{"columns", "required"}});
    ColumnMapping mapping;
    for (const auto& column : *columns) mapping.push_back(json_text(column));
    const auto file = choose_columns(services, room, request.actor(), id_of_path<ImportFile>(request), json_version(body), mapping, request.language());
    return answer(services, room, request, file.id);
}

}  // namespace

void add_import_api(Router& router, const Services& services, const ImportRoom& room) {
    const std::string imports = "/api/v1/imports";
    router.get(imports, [&](Request& request) { return get_imports(services, request); });
    router.post(imports, [&](Request& request) { return post_import(services, room, request); });
    router.get(imports + "/{id}", [&](Request& request) { return answer(services, room, request, id_of_path<ImportFile>(request)); });
    router.get(imports + "/{id}/rows", [&](Request& request) { return get_rows(services, request); });
    router.post(imports + "/{id}/columns", [&](Request& request) { return post_columns(services, room, request); });
    router.post(imports + "/{id}/apply", [&](Request& request) {
        const auto version = json_version(json_object(request));
        const auto job = apply_import(services, room, request.actor(), id_of_path<ImportFile>(request), version, request.language());
        return long_job_asked(services, request, job);
    });
    router.post(imports + "/{id}/continue", [&](Request& request) {
        return long_job_asked(services, request, continue_import(services, request.actor(), id_of_path<ImportFile>(request), request.language()));
    });
    router.post(imports + "/{id}/withdrawal", [&](Request& request) {
        const auto file = withdraw_import(services, request.actor(), id_of_path<ImportFile>(request), json_version(json_object(request)));
        return answer(services, room, request, file.id);
    });
}

}  // namespace bygd
