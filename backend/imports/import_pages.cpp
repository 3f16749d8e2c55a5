#include "imports/import_pages.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "database/pool.hpp"
#include "http/router.hpp"
#include "imports/import_actions.hpp"
#include "imports/import_api.hpp"
#include "jobs/long_job_pages.hpp"
#include "providers/provider_view.hpp"
#include "web/page.hpp"

namespace bygd {

namespace {

constexpr RowOutcome outcomes[] = {RowOutcome::added, RowOutcome::changed, RowOutcome::same, RowOutcome::wrong};

std::string_view kind_of(RowOutcome outcome) {
    return outcome == RowOutcome::added ? "done" : outcome == RowOutcome::changed ? "waiting" : outcome == RowOutcome::wrong ? "late" : "closed";
}

bool shown_here(const Error& error) { return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict; }

Response show_imports(const Services& services, const ImportRoom& room, const Request& request, const Problems& problems = {}, int status = 200) {
    const auto& words = words_of(services, request);
    std::optional<Id<ImportFile>> before;
    if (const auto seen = whole_number(request.query("after"))) before = Id<ImportFile>(*seen);
    auto files = imports_of(services, request.actor(), before, limits::page_rows + 1);
    const bool more = files.size() > limits::page_rows;
    if (more) files.pop_back();
    View view;
    view.show(files.empty() ? "EMPTY" : "ANY");
    for (const auto& file : files) {
        const auto* kind = room.kinds.find(file.kind);
        auto& row = view.add("IMPORT").set("URL", import_url(file.id)).set("NAME", file.name).set("WHO", file.made_by_name);
        row.set("WHAT", kind ? kind->label.in(request.language()) : file.kind).set("WHEN", stockholm_minute(file.made_at));
        row.set("STATE", words("imports.state." + file.state));
    }
    if (more) view.add("NEXT").set("URL", "/imports?after=" + std::to_string(files.back().id.value()));
    if (may_import(request.actor())) {
        auto& form = view.add("MAY_IMPORT");
        std::vector<Option> kinds;
        for (const auto& kind : room.kinds.all()) kinds.push_back({kind.name, kind.label.in(request.language()), kind.about.in(request.language())});
        const bool posted = request.method() == "POST";
        put_options(form, "kind", kinds, posted ? request.form().text("kind") : kinds.front().value, problems, words);
        put_field(form, "file", "", problems, words);
        put_field(form, "sheet", posted ? request.form().text("sheet") : "", problems, words);
        put_problems(form, problems, words);
        for (const auto& kind : room.kinds.all()) form.add("TEMPLATE").set("URL", "/imports/template.csv?kind=" + kind.name).set("NAME", kind.label.in(request.language()));
    }
    return page(services, request, "imports/import_list", view, {.title = words("imports.title"), .nav = Nav::providers, .status = status,
                .crumbs = {{words("providers.title"), "/providers"}, {words("imports.title")}}});
}

Response post_import(const Services& services, const ImportRoom& room, const Request& request) {
    try {
        StartImport told{request.form().text("kind"), "", "", request.form().text("sheet")};
        const auto files = request.form().files("file");
        if (!files.empty()) {
            told.name = files.front()->name;
            told.bytes = files.front()->content;
        }
        return see_other(import_url(start_import(services, room, request.actor(), told).id));
    } catch (const Error& error) {
        if (!shown_here(error)) throw;
        return show_imports(services, room, request, error.problems(), http_status(error.kind()));
    }
}

// The headings of the kind in the language of the page: what an empty table begins with.
Response template_of(const ImportRoom& room, const Request& request) {
    if (!may_read_imports(request.actor())) refuse(ErrorKind::not_found, "not_found");
    const auto* kind = room.kinds.find(request.query("kind"));
    if (!kind) refuse(ErrorKind::not_found, "not_found");
    std::string line;
    for (const auto& field : kind->fields) line += (line.empty() ? "" : ";") + field.label.in(request.language());
    return file_response("\xEF\xBB\xBF" + line + "\r\n", kind->name + ".csv", "text/csv; charset=utf-8");
}

// The column a problem of a field is in, as the file calls it.
std::string heading_of(const ImportFile& file, const ImportKind& kind, const std::string& field, const std::string& language) {
    for (std::size_t column = 0; column < file.mapping.size(); ++column) {
        if (file.mapping[column] == field) return file.headings[column];
    }
    const auto* known = kind.field(field);
    return known ? known->label.in(language) : field;
}

void put_row(View& view, Transaction& tx, const ImportRow& row, const ImportFile& file, const ImportKind& kind, const std::string& language,
             const Words& words) {
    auto& line = view.add("ROW").set("NUMBER", row.row.number).set("TITLE", row.plan.title);
    line.set("KIND", row.state == "refused" ? "late" : kind_of(row.plan.outcome));
    line.set("OUTCOME", words(row.state == "planned" ? "imports.outcome." + std::string(to_string(row.plan.outcome)) : "imports.row." + row.state));
    for (const auto& problem : row.plan.problems) {
        const auto heading = problem.field.empty() ? std::string() : heading_of(file, kind, problem.field, language) + ": ";
        line.add("WHY").set("TEXT", heading + words(problem));
    }
    for (const auto& change : row.plan.changes) {
        // The number of a sole trader is a person's.
        const bool hidden = change.field == "organisation_number" && OrganisationNumber::parse(change.to).personal();
        const auto to = hidden ? words("imports.personal_number") : changed_value(change, change.to, tx, words);
        const auto text = change.from.empty() ? to : changed_value(change, change.from, tx, words) + " → " + to;
        line.add("CHANGE").set("FIELD", words("providers.changed." + change.field)).set("TEXT", text);
    }
    if (row.state == "applied" && row.outlet) line.add("OUTLET").set("URL", outlet_url(*row.outlet));
}

void put_columns(View& view, const ImportFile& file, const ImportKind& kind, const Request& request, const ImportRow* sample, const Problems& problems,
                 const Words& words) {
    const auto language = request.language();
    for (std::size_t column = 0; column < file.headings.size(); ++column) {
        const auto name = "column_" + std::to_string(column + 1);
        const bool posted = request.method() == "POST" && request.form().has(name);
        FieldView field{FieldView::Kind::choice, name, file.headings[column].empty() ? words("imports.no_heading", {std::to_string(column + 1)}) : file.headings[column]};
        field.required = true;
        field.value = posted ? request.form().text(name) : file.mapping[column];
        if (sample && !sample->row.cell(column).empty()) field.hint = words("imports.sample", {shortened(sample->row.cell(column), 60)});
        for (const auto& known : kind.fields) field.options.push_back({known.name, known.label.in(language)});
        add_field(view, "COLUMN", field, problems, words);
    }
}

Response show_import(const Services& services, const ImportRoom& room, const Request& request, const Problems& problems = {}, int status = 200) {
    const auto& words = words_of(services, request);
    const auto id = id_of_path<ImportFile>(request);
    const auto seen = import_view(services, room, request.actor(), id, request.language());
    const auto& file = seen.file;
    const auto* kind = room.kinds.find(file.kind);
    if (!kind) refuse(ErrorKind::not_found, "not_found");
    const auto asked = row_outcome_of(request.query("outcome"));
    const auto after = static_cast<int>(whole_number(request.query("after")).value_or(0));
    auto rows = rows_of_import(services, request.actor(), id, asked, after, limits::page_rows + 1);
    const bool more = rows.size() > limits::page_rows;
    if (more) rows.pop_back();
    View view;
    put_problems(view, problems.empty() ? seen.problems : problems, words);
    const auto url = import_url(id);
    view.set("URL", url).set("NAME", file.name).set("VERSION", file.version).set("WHAT", kind->label.in(request.language()));
    view.set("STATE", words("imports.state." + file.state)).set("STATE_KIND", file.state == "applied" ? "done" : file.state == "withdrawn" ? "closed" : "waiting");
    view.set("WHO", file.made_by_name).set("WHEN", stockholm_minute(file.made_at));
    if (!file.sheet.empty()) view.add("SHEET").set("NAME", file.sheet);
    if (file.sheets.size() > 1) view.add("MORE_SHEETS").set("TEXT", words("imports.more_sheets", {joined(file.sheets, ", ")}));
    std::int64_t all = 0;
    for (const auto outcome : outcomes) {
        const auto name = std::string(to_string(outcome));
        all += seen.counts.of(outcome);
        view.add("CHIP").set("URL", url + "?outcome=" + name).set("NAME", words("imports.outcomes." + name)).set("COUNT", seen.counts.of(outcome))
            .show_if(asked == outcome, "HERE");
    }
    view.add("CHIP").set("URL", url).set("NAME", words("imports.all_rows")).set("COUNT", all).show_if(!asked, "HERE");
    if (file.state != "planned") view.add("RESULT").set("TEXT", words("imports.result", {std::to_string(seen.counts.applied), std::to_string(seen.counts.refused)}));
    services.database.read([&](Transaction& tx) {
        for (const auto& row : rows) put_row(view, tx, row, file, *kind, request.language(), words);
    });
    view.show(rows.empty() ? "NO_ROWS" : "ROWS");
    if (more) {
        view.add("NEXT").set("URL", url + "?after=" + std::to_string(rows.back().row.number) + (asked ? "&outcome=" + std::string(to_string(*asked)) : ""));
    }
    if (seen.job) view.add("JOB").set("JOB_URL", long_job_url(*seen.job));
    if (may_import(request.actor())) {
        if (file.state == "planned") {
            view.show("PLANNED").show_if(seen.problems.empty() && seen.counts.to_apply() > 0, "MAY_APPLY");
            view.set("APPLY", words("imports.apply", {std::to_string(seen.counts.to_apply())}));
            view.show_if(!seen.problems.empty() || !problems.empty(), "COLUMNS_OPEN");
            const auto sample = rows_of_import(services, request.actor(), id, std::nullopt, 0, 1);
            put_columns(view, file, *kind, request, sample.empty() ? nullptr : &sample.front(), problems, words);
        }
        view.show_if(file.state == "applying" && !seen.job, "GO_ON");
    }
    return page(services, request, "imports/import", view, {.title = file.name, .nav = Nav::providers, .status = status,
                .crumbs = {{words("providers.title"), "/providers"}, {words("imports.title"), "/imports"}, {file.name}}});
}

int version_in(const Request& request) { return static_cast<int>(request.form().integer("version").value_or(0)); }

// What is refused is shown on the page of the import, with what was chosen.
template <typename Work>
Response on_import(const Services& services, const ImportRoom& room, const Request& request, Work work) {
    try {
        return work(id_of_path<ImportFile>(request));
    } catch (const Error& error) {
        if (!shown_here(error)) throw;
        return show_import(services, room, request, error.problems(), http_status(error.kind()));
    }
}

ColumnMapping columns_in(const Request& request) {
    ColumnMapping mapping;
    for (std::size_t column = 1; request.form().has("column_" + std::to_string(column)); ++column) {
        mapping.push_back(request.form().text("column_" + std::to_string(column)));
    }
    return mapping;
}

}  // namespace

void add_import_routes(Router& router, const Services& services, const ImportRoom& room) {
    router.get("/imports", [&](Request& request) { return show_imports(services, room, request); });
    router.post("/imports", [&](Request& request) { return post_import(services, room, request); });
    router.get("/imports/template.csv", [&](Request& request) { return template_of(room, request); });
    router.get("/imports/{id}", [&](Request& request) { return show_import(services, room, request); });
    router.post("/imports/{id}/columns", [&](Request& request) {
        return on_import(services, room, request, [&](Id<ImportFile> id) {
            choose_columns(services, room, request.actor(), id, version_in(request), columns_in(request), request.language());
            return see_other_saying(import_url(id), "imports.planned_anew");
        });
    });
    router.post("/imports/{id}/apply", [&](Request& request) {
        return on_import(services, room, request, [&](Id<ImportFile> id) {
            return see_other(long_job_url(apply_import(services, room, request.actor(), id, version_in(request), request.language())));
        });
    });
    router.post("/imports/{id}/continue", [&](Request& request) {
        return on_import(services, room, request, [&](Id<ImportFile> id) {
            return see_other(long_job_url(continue_import(services, request.actor(), id, request.language())));
        });
    });
    router.post("/imports/{id}/withdraw", [&](Request& request) {
        return on_import(services, room, request, [&](Id<ImportFile> id) {
            withdraw_import(services, request.actor(), id, version_in(request));
            return see_other_saying("/imports", "imports.withdrawn", FlashKind::info);
        });
    });
    add_import_api(router, services, room);
}

}  // namespace bygd
